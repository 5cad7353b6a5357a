import pytest
from fakes.installation import Installation

from bot.doctor.check_context import CheckContext
from bot.doctor.credentials import check_credentials, credential_kind
from bot.settings import Settings

HEX = "fedcba9876543210fedcba9876543210"
MANY = {
    "slack_client_id": "1.2",
    "slack_client_secret": "0" * 32,
    "public_url": "https://rolecall.example.com",
    "token_encryption_key": "a key",
}
"""What installing into many workspaces needs besides the signing secret."""


def test_the_right_credentials_are_enough_for_both_ways(installation: Installation):
    found = installation.finds(check_credentials, level=None)
    assert found.keys() == {"credentials-set", "signing-secret-unverified"}
    assert "`rolecall connect` and `rolecall serve`" in found["credentials-set"].summary


@pytest.mark.parametrize(
    ("setting", "value", "name", "words"),
    [
        ("slack_bot_token", "xoxp-1", "bot-token-form", "should be a bot token (xoxb-), but is a user token (xoxp-)"),
        ("slack_bot_token", "xoxb-...", "bot-token-form", "but is a placeholder"),
        ("slack_bot_token", "xoxe.xoxb-1-abc", "bot-token-expiring", "Turn off token rotation"),
        ("slack_bot_token", "xoxe.xoxp-1-abc", "bot-token-form", "but is an app configuration token"),
        ("slack_bot_token", "https://hooks.slack.com/services/T/B/x", "bot-token-form", "but is a web address"),
        ("slack_app_token", "A0123", "app-token-form", "Copy it from Basic Information, App-Level Tokens"),
        ("slack_signing_secret", "hush", "signing-secret-form", "should be a secret of 32 hexadecimal digits"),
        ("slack_signing_secret", "1234.5678", "signing-secret-form", "but is a client ID"),
    ],
)
def test_a_value_of_another_kind_is_named_and_not_shown(
    installation: Installation, setting: str, value: str, name: str, words: str
):
    installation.changes[setting] = value
    line = installation.finds_only(check_credentials, name)
    assert words in line
    assert setting.upper() in line
    assert value.rstrip(".") not in line.replace("xoxb-)", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slack_bot_token": "xapp-1", "slack_app_token": "xoxb-1"}, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped"),
        ({"slack_bot_token": HEX, "slack_signing_secret": "xoxb-1"}, "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET"),
    ],
)
def test_swapped_values_are_one_finding(installation: Installation, changes: dict[str, str], words: str):
    installation.changes |= changes
    line = installation.finds_only(check_credentials, "credentials-swapped")
    assert words in line
    assert "Exchange the two values" in line


def test_a_signing_secret_that_is_the_client_secret_is_noticed(installation: Installation):
    installation.changes |= MANY | {"slack_signing_secret": HEX, "slack_client_secret": HEX}
    line = installation.finds_only(check_credentials, "signing-secret-is-client-secret")
    assert HEX not in line


@pytest.mark.parametrize(
    ("setting", "missing"), [("slack_client_id", "SLACK_CLIENT_SECRET"), ("slack_client_secret", "SLACK_CLIENT_ID")]
)
def test_half_of_the_client_credentials_is_not_enough(installation: Installation, setting: str, missing: str):
    installation.changes |= {**MANY, "slack_client_id": "", "slack_client_secret": "", setting: "1.2"}
    assert f"{missing} is not set" in installation.finds_only(check_credentials, "client-credentials-incomplete")


def test_for_many_workspaces_no_bot_token_is_needed(installation: Installation):
    installation.changes |= MANY | {"slack_bot_token": ""}
    found = installation.finds(check_credentials, level=None)
    assert "many-workspaces" in found
    assert {each.level for each in found.values()} == {"ok"}


def test_for_many_workspaces_everything_that_is_missing_is_named(installation: Installation):
    installation.changes |= MANY | {"public_url": "", "token_encryption_key": ""}
    line = installation.finds_only(check_credentials, "many-workspaces-incomplete")
    assert "`rolecall serve` needs PUBLIC_URL, TOKEN_ENCRYPTION_KEY too" in line


def test_everything_that_is_missing_is_named_with_where_slack_shows_it():
    found = {each.name: str(each) for each in check_credentials(CheckContext(Settings()))}
    assert found.keys() == {"bot-token-missing", "no-way-to-receive"}
    assert "SLACK_BOT_TOKEN is not set. Copy it from OAuth & Permissions" in found["bot-token-missing"]
    assert "SLACK_APP_TOKEN for `rolecall connect`" in found["no-way-to-receive"]


def test_a_secret_without_a_bot_token_is_not_said_to_be_enough(installation: Installation):
    installation.changes["slack_bot_token"] = ""
    assert "credentials-set" not in installation.finds(check_credentials, level="ok")
    assert "SLACK_BOT_TOKEN is not set" in installation.finds_only(check_credentials, "bot-token-missing")


def test_tokens_that_contain_a_word_are_still_tokens():
    assert credential_kind("xoxb-12-34-aYourB") == "a bot token (xoxb-)"
