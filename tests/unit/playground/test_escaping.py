import pytest

from bot.playground.escaping import to_command_text, to_event_text
from bot.playground.workspace import Workspace

TYPED = {
    "a < b & c > d": "a &lt; b &amp; c &gt; d",
    "@Rolecall hello": "<@U0ROLECALL> hello",
    "@rolecall hello": "<@U0ROLECALL> hello",
    "ask @Board member now": "ask <@U0BOARD> now",
    "ask @board-member now": "ask <@U0BOARD> now",
    "see #hiring": "see <#C0HIRING|hiring>",
    "see #hiring, @Founder!": "see <#C0HIRING|hiring>, <@U0FOUNDER>!",
    "@nobody": "@nobody",
    "@founders, #hiring-plans and a@founder": "@founders, #hiring-plans and a@founder",
    "@here": "<!here>",
    "look @Channel": "look <!channel>",
    "look at https://example.com/a?b=1": "look at <https://example.com/a?b=1>",
    "<@U0FOUNDER>": "&lt;@U0FOUNDER&gt;",
}


@pytest.mark.parametrize(("typed", "sent"), TYPED.items())
def test_typed_text_is_escaped_as_slack_does_it(typed: str, sent: str):
    assert to_event_text(typed, Workspace()) == sent


COMMANDS = {
    "ask @Founder <now>": "ask <@U0FOUNDER|founder> &lt;now&gt;",
    "assign 3 @hr-lead": "assign 3 <@U0HRLEAD|hr-lead>",
    "assign 3 @HR lead": "assign 3 <@U0HRLEAD|hr-lead>",
    "tell @rolecall": "tell <@U0ROLECALL|rolecall>",
    "move to #hiring": "move to <#C0HIRING|hiring>",
    "note 3 see https://example.com/a": "note 3 see <https://example.com/a>",
    "note 3 @here": "note 3 <!here>",
    "assign 3 @nobody": "assign 3 @nobody",
    "<@U0FOUNDER|founder>": "&lt;@U0FOUNDER|founder&gt;",
}


@pytest.mark.parametrize(("typed", "sent"), COMMANDS.items())
def test_mentions_in_a_command_become_ids_with_names_if_the_manifest_sets_should_escape(typed: str, sent: str):
    assert to_command_text(typed, Workspace(), escapes=True) == sent


def test_mentions_in_a_command_otherwise_stay_as_typed():
    assert to_command_text("ask @Founder <now>", Workspace(), escapes=False) == "ask @Founder &lt;now&gt;"


def test_only_members_can_mention_a_private_channel():
    workspace = Workspace()
    workspace.add_channel("board", is_private=True, members=("U0BOARD",))
    assert to_event_text("see #board", workspace, "U0BOARD") == "see <#C0BOARD|board>"
    assert to_event_text("see #board", workspace, "U0FOUNDER") == "see #board"
