from pathlib import Path

from bot.playground.manifest import MANIFEST, Manifest, SlashCommand

SMALL = """
display_information: {name: Small}
features:
  app_home: {home_tab_enabled: true}
  slash_commands: [{command: /small, description: Little, usage_hint: "[x]", should_escape: true}]
  shortcuts: [{name: Do, callback_id: do_it, type: global}]
oauth_config: {scopes: {bot: [commands]}}
settings: {event_subscriptions: {bot_events: [app_mention]}}
"""


def test_a_manifest_file_is_read(tmp_path: Path):
    path = tmp_path / "manifest.yml"
    path.write_text(SMALL)
    read = Manifest.read(path)
    assert read.commands == (SlashCommand("/small", "[x]", "Little", escapes=True),)
    assert [(each.callback_id, each.kind) for each in read.shortcuts] == [("do_it", "global")]
    assert (read.name, read.events, read.scopes, read.has_home) == ("Small", {"app_mention"}, {"commands"}, True)


def test_without_a_manifest_there_is_a_built_in_one(tmp_path: Path):
    assert Manifest.read(tmp_path / "none.yml") == Manifest()


def test_the_built_in_manifest_matches_the_real_one():
    real, built_in = Manifest.read(MANIFEST), Manifest()
    assert [(each.name, each.escapes) for each in built_in.commands] == [
        (each.name, each.escapes) for each in real.commands
    ]
    assert built_in.events == real.events
    assert built_in.shortcuts == real.shortcuts
    assert built_in.has_home == real.has_home
