import pytest

from bot.playground.api_call import ApiError
from bot.playground.app_registration import AppRegistration, InstallTarget

ACME = InstallTarget("T0ACME", "Acme", "U0FOUNDER")
SCOPES = frozenset({"chat:write", "commands"})
BACK = "http://127.0.0.1:3100/slack/oauth_redirect"


@pytest.fixture
def registration() -> AppRegistration:
    return AppRegistration()


def exchanged(
    registration: AppRegistration, code: str, redirect_uri: str = BACK, secret: str = ""
) -> dict[str, object]:
    credentials = (registration.client_id, secret or registration.client_secret)
    return registration.exchange({"code": code, "redirect_uri": redirect_uri}, credentials, SCOPES)


def refused(registration: AppRegistration, code: str, redirect_uri: str = BACK, secret: str = "") -> str:
    with pytest.raises(ApiError) as refusal:
        exchanged(registration, code, redirect_uri, secret)
    return refusal.value.code


def test_no_two_registrations_share_a_credential_and_tokens_say_where_they_are_from(registration: AppRegistration):
    other = AppRegistration()
    for name in ("bot_token", "app_token", "signing_secret", "client_id", "client_secret"):
        assert getattr(registration, name) != getattr(other, name)
    assert registration.bot_token.startswith("xoxb-playground-")
    assert registration.app_token.startswith("xapp-playground-")


def test_a_code_is_exchanged_once_for_a_token_that_is_then_accepted(registration: AppRegistration):
    code = registration.issue_code(ACME, BACK)
    granted = exchanged(registration, code)
    assert granted["team"] == {"id": "T0ACME", "name": "Acme"}
    assert granted["scope"] == "chat:write,commands"
    assert str(granted["access_token"]).startswith("xoxb-playground-")
    assert registration.accepts(str(granted["access_token"]))
    assert refused(registration, code) == "invalid_code"


def test_wrong_credentials_and_another_redirect_are_refused(registration: AppRegistration):
    assert refused(registration, registration.issue_code(ACME, BACK), secret="wrong") == "bad_client_secret"
    assert refused(registration, registration.issue_code(ACME, BACK), "http://127.0.0.1:1/") == "bad_redirect_uri"
    with pytest.raises(ApiError, match="invalid_client_id"):
        registration.exchange({}, ("", ""), SCOPES)


def test_a_revoked_token_is_not_accepted(registration: AppRegistration):
    token = str(exchanged(registration, registration.issue_code(ACME, BACK))["access_token"])
    registration.revoke("T0ACME")
    assert not registration.accepts(token)
    assert registration.accepts(registration.bot_token)
