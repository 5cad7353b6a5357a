from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from fakes.installation import Installation, api_error, api_result, web_page

from bot.doctor.check_context import CheckContext
from bot.doctor.slack_access import check_api_url, check_app_token, check_bot_token, check_clock
from bot.playground.loopback import Response
from bot.settings import Settings


def test_slack_accepts_the_right_tokens(installation: Installation):
    assert installation.finds(check_bot_token, level="ok").keys() == {"bot-token-accepted", "scopes-granted"}
    assert installation.finds(check_app_token, level=None).keys() == {"app-token-accepted"}
    assert installation.finds(check_clock, level=None).keys() == {"clock-right"}


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("invalid_auth", "Install the app in the workspace, then copy the token"),
        ("token_revoked", "The app was uninstalled or its tokens revoked"),
        ("account_inactive", "The app was uninstalled or its bot user deactivated"),
        ("token_expired", "Turn off token rotation"),
        ("ip_not_allowed", "Add this machine's public address"),
        ("team_access_not_granted", "approve the app for the workspace"),
        ("ekm_access_denied", "Ask the Slack administrator"),
    ],
)
def test_a_bot_token_that_slack_refuses_is_explained_by_the_reason(installation: Installation, code: str, advice: str):
    installation.link.overrides["auth.test"] = api_error(code)
    line = installation.finds_only(check_bot_token, "bot-token-refused")
    assert f"Slack does not accept SLACK_BOT_TOKEN: {code}." in line
    assert advice in line


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("invalid_auth", "Generate an app-level token with connections:write"),
        ("missing_scope", "Generate an app-level token with connections:write"),
        ("socket_mode_not_enabled", "Turn on Socket Mode"),
    ],
)
def test_an_app_token_that_slack_refuses_is_explained_by_the_reason(installation: Installation, code: str, advice: str):
    installation.link.overrides["apps.connections.open"] = api_error(code)
    line = installation.finds_only(check_app_token, "app-token-refused")
    assert f"Slack does not accept SLACK_APP_TOKEN: {code}. {advice}" in line


@pytest.mark.parametrize(
    ("response", "name", "level", "words"),
    [
        (web_page(), "slack-not-slack", "problem", "A proxy or a captive portal"),
        (web_page(HTTPStatus.FORBIDDEN), "slack-not-slack", "problem", "A proxy or a captive portal"),
        (Response(body=b"\xff\xfe\x00", content_type="text/html"), "slack-not-slack", "problem", "captive portal"),
        (Response(body=b"[]", content_type="application/json"), "slack-not-slack", "problem", "captive portal"),
        (web_page(HTTPStatus.SERVICE_UNAVAILABLE), "slack-failing", "warning", "Slack has a problem (HTTP status 503)"),
        (api_error("internal_error"), "slack-failing", "warning", "Slack has a problem (internal_error)"),
        (api_error("ratelimited", 429), "slack-rate-limited", "warning", "Run doctor again in a minute"),
    ],
)
def test_a_problem_of_slacks_is_not_blamed_on_the_tokens(
    installation: Installation, response: Response, name: str, level: str, words: str
):
    installation.link.overrides |= {"auth.test": response, "apps.connections.open": response}
    for check, setting in ((check_bot_token, "SLACK_BOT_TOKEN"), (check_app_token, "SLACK_APP_TOKEN")):
        line = installation.finds_only(check, name, level)
        assert words in line
        assert f"{setting} could not be checked" in line
        assert "Install the app" not in line


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        ("http://127.0.0.1:1/api/", "slack-unreachable", "the connection is refused"),
        ("http://no-such-host.invalid/api/", "slack-unreachable", "its host name cannot be resolved"),
        ("slack.com/api/", "slack-bad-address", "SLACK_API_URL cannot be used"),
        ("https:/slack.com", "slack-bad-address", "SLACK_API_URL cannot be used"),
        ("slack", "slack-bad-address", "write it like https://slack.com/api/"),
    ],
)
def test_an_address_that_leads_nowhere_is_explained(installation: Installation, address: str, name: str, words: str):
    installation.changes["slack_api_url"] = address
    assert words in installation.finds_only(check_bot_token, name)


def test_a_scope_that_the_workspace_has_not_granted_is_named(installation: Installation):
    manifest = installation.office.slack.manifest
    assert manifest.scopes
    installation.office.slack.manifest = replace(manifest, scopes=manifest.scopes - {"im:history"})
    line = installation.finds_only(check_bot_token, "scopes-missing")
    assert "The workspace has not granted im:history. Paste manifest.yml" in line


def test_a_reply_without_the_scopes_is_not_read_as_one_without_any(installation: Installation):
    installation.link.overrides["auth.test"] = api_result(user="rolecall", team="Playground")
    assert "Compare the scopes" in installation.finds_only(check_bot_token, "scopes-not-listed", "warning")


def test_scopes_are_found_whatever_the_case_of_the_header(installation: Installation):
    scopes = ",".join(installation.office.slack.manifest.scopes or ())
    installation.link.overrides["auth.test"] = api_result({"X-OAuth-Scopes": scopes}, user="rolecall", team="x")
    assert "scopes-granted" in installation.finds(check_bot_token, level="ok")


def test_tokens_of_two_apps_are_noticed(installation: Installation):
    token = "xapp-1-A0OTHER-1-0123456789abcdef"
    installation.office.slack.registration.app_token = installation.changes["slack_app_token"] = token
    line = installation.finds_only(check_app_token, "tokens-of-two-apps")
    assert "SLACK_BOT_TOKEN belongs to the app A0ROLECALL, but SLACK_APP_TOKEN to A0OTHER" in line
    assert token not in line


@pytest.mark.parametrize(
    ("minutes", "name", "level", "words"),
    [
        (-10, "clock-wrong", "problem", "behind Slack's"),
        (10, "clock-wrong", "problem", "ahead of Slack's"),
        (2, "clock-off", "warning", "ahead of Slack's"),
    ],
)
def test_a_clock_that_differs_from_slacks_is_noticed(
    installation: Installation, minutes: int, name: str, level: str, words: str
):
    wrong = replace(installation.context, clock=lambda: datetime.now(UTC) + timedelta(minutes=minutes))
    [found] = check_clock(wrong)
    assert (found.name, found.level) == (name, level)
    assert words in found.summary


def test_the_clock_is_not_compared_with_that_of_a_proxy(installation: Installation):
    installation.link.overrides |= {"auth.test": web_page(), "apps.connections.open": web_page()}
    assert list(check_clock(installation.context)) == []


def test_a_stand_in_left_in_the_settings_is_noticed(installation: Installation):
    assert "SLACK_API_URL" in installation.finds_only(check_api_url, "api-url-not-slack", "warning")
    assert list(check_api_url(CheckContext(Settings(slack_api_url="https://slack.com/api")))) == []


def test_without_tokens_slack_is_not_asked(tmp_path: Path):
    context = CheckContext(Settings(slack_api_url="http://127.0.0.1:1/api/"), dotenv=tmp_path / ".env")
    assert [*check_bot_token(context), *check_app_token(context), *check_clock(context)] == []
