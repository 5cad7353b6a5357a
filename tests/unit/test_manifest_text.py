import json

import pytest
import yaml

from bot.__main__ import main
from bot.errors import UsageError
from bot.manifest_text import manifest_text
from bot.playground.manifest import MANIFEST

URL = "https://bot.example.com"


def test_it_prints_the_manifest_as_it_is():
    assert manifest_text() == MANIFEST.read_text(encoding="utf-8").rstrip("\n")


def test_as_json_it_has_the_same_structure():
    assert json.loads(manifest_text(as_json=True)) == yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))


@pytest.mark.parametrize("address", [URL, f"{URL}/", "https://bot.example.com:8443"])
def test_over_http_every_request_goes_to_the_address(address: str):
    found = json.loads(manifest_text(address, as_json=True))
    events = f"{address.rstrip('/')}/slack/events"
    settings = found["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"] == events
    assert {command["url"] for command in found["features"]["slash_commands"]} == {events}
    assert "rolecall.example.com/slack/events" not in manifest_text(address)


@pytest.mark.parametrize("address", ["http://bot.example.com", "bot.example.com", f"{URL}/slack/events", "https://"])
def test_an_address_that_slack_would_not_take_is_refused(address: str):
    with pytest.raises(UsageError, match=r"Write it like https://rolecall\.example\.com\."):
        manifest_text(address)


def test_with_mcp_slackbot_asks_at_the_address():
    usual, found = (json.loads(manifest_text(URL, as_json=True, with_mcp=each)) for each in (False, True))
    assert found["mcp_servers"] == {"rolecall": {"url": f"{URL}/mcp", "auth_type": "slack_identity_auth"}}
    assert set(found["oauth_config"]["scopes"]["bot"]) - set(usual["oauth_config"]["scopes"]["bot"]) == {"mcp:connect"}
    assert "mcp_servers" not in usual


def test_with_mcp_an_address_is_needed():
    with pytest.raises(UsageError, match="Add --http"):
        manifest_text(with_mcp=True)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]):
    assert main(["manifest", "--json", "--http", URL]) == 0
    assert json.loads(capsys.readouterr().out)["display_information"]["name"] == "Rolecall"
