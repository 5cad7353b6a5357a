from typing import Any

import pytest
import yaml
from fakes.installation import Installation, api_error, api_result

from bot.doctor.app_manifest import check_app_settings, check_manifest, compare_manifest
from bot.playground.manifest import MANIFEST

URL = "https://rolecall.example.com"


@pytest.fixture
def exported(installation: Installation) -> dict[str, Any]:
    """The app's settings in Slack, made from manifest.yml; a test changes them. A configuration token is set."""
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    installation.changes["slack_config_token"] = "xoxe.xoxp-1-abc"
    return manifest


def answer(installation: Installation, exported: dict[str, Any]) -> None:
    installation.link.overrides["apps.manifest.export"] = api_result(manifest=exported)


def test_the_manifest_of_this_version_matches_the_app(installation: Installation):
    assert installation.finds(check_manifest, level=None).keys() == {"manifest-matches"}


def test_a_difference_between_manifest_and_app_is_noticed_either_way():
    declared = {"commands": frozenset({"/roles", "/hiring"}), "events": frozenset({"app_mention"})}
    handled = {"commands": frozenset({"/roles"}), "events": frozenset({"app_mention", "message.im"})}
    found = [str(each) for each in compare_manifest(declared, handled)]
    assert len(found) == 2
    assert "/hiring: the app does not listen to it." in found[0]
    assert "message.im: manifest.yml does not declare it." in found[1]


def test_without_a_configuration_token_slack_is_not_asked(installation: Installation):
    assert list(check_app_settings(installation.context)) == []


def test_settings_made_from_this_manifest_match(installation: Installation, exported: dict[str, Any]):
    answer(installation, exported)
    assert installation.finds(check_app_settings, level=None).keys() == {"app-settings-match"}


def test_settings_made_from_an_older_manifest_are_noticed(installation: Installation, exported: dict[str, Any]):
    exported["features"]["slash_commands"].pop()
    exported["settings"]["event_subscriptions"]["bot_events"].remove("message.im")
    answer(installation, exported)
    lines = "\n".join(str(each) for each in check_app_settings(installation.context))
    assert lines.count("FIX  The app's settings in Slack lack") == 2
    assert "lack /hiring (commands). Paste the manifest.yml of this version" in lines
    assert "lack message.im (events)." in lines


@pytest.mark.parametrize(
    ("over_sockets", "without", "name"),
    [(False, "slack_signing_secret", "socket-mode-off"), (True, "slack_app_token", "socket-mode-on")],
)
def test_the_transport_in_slack_has_to_fit_the_secrets(
    installation: Installation,
    exported: dict[str, Any],
    over_sockets: bool,
    without: str,
    name: str,
):
    exported["settings"]["socket_mode_enabled"] = over_sockets
    installation.changes[without] = ""
    answer(installation, exported)
    assert "Socket Mode" in installation.finds_only(check_app_settings, name)


@pytest.mark.parametrize(
    ("entered", "name"), [("", "events-url-unset"), ("https://old.example.com/slack/events", "events-url-differs")]
)
def test_the_events_url_in_slack_has_to_be_the_public_one(
    installation: Installation, exported: dict[str, Any], entered: str, name: str
):
    exported["settings"] |= {"socket_mode_enabled": False}
    exported["settings"]["event_subscriptions"]["request_url"] = entered
    installation.changes["public_url"] = URL
    answer(installation, exported)
    assert "under Event Subscriptions" in installation.finds_only(check_app_settings, name)


def test_the_right_events_url_is_fine(installation: Installation, exported: dict[str, Any]):
    exported["settings"] |= {"socket_mode_enabled": False}
    exported["settings"]["event_subscriptions"]["request_url"] = f"{URL}/slack/events"
    installation.changes["public_url"] = f"{URL}/"
    answer(installation, exported)
    assert installation.finds(check_app_settings, level=None).keys() == {"app-settings-match"}


@pytest.mark.usefixtures("exported")
def test_a_configuration_token_that_has_expired_is_explained(installation: Installation):
    installation.link.overrides["apps.manifest.export"] = api_error("token_expired")
    line = installation.finds_only(check_app_settings, "config-token-refused", "warning")
    assert "token_expired. Generate a new one" in line


@pytest.mark.usefixtures("exported")
def test_without_a_working_bot_token_the_app_is_unknown(installation: Installation):
    installation.link.overrides["auth.test"] = api_error("invalid_auth")
    installation.finds_only(check_app_settings, "app-unknown", "warning")
