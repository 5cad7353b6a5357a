"""What can go wrong during an installation, by Slack's code or ours, and what to tell the person."""

from http import HTTPStatus
from typing import NamedTuple


class InstallProblem(NamedTuple):
    """A problem: the status of the page, its heading, and sentences that say what happened and what to do next."""

    status: HTTPStatus
    heading: str
    sentences: tuple[str, ...]


START_AGAIN = "Open the install link again. It works once, and for ten minutes."
ASK_OPERATOR = "Tell the person who runs Rolecall; `rolecall doctor` shows what to change."

_EXPIRED = InstallProblem(HTTPStatus.BAD_REQUEST, "This link has expired", (START_AGAIN,))
_CREDENTIALS = InstallProblem(
    HTTPStatus.BAD_GATEWAY,
    "Rolecall is set up for another Slack app",
    ("Slack does not accept SLACK_CLIENT_ID and SLACK_CLIENT_SECRET together.", ASK_OPERATOR),
)
_REDIRECT = InstallProblem(
    HTTPStatus.BAD_GATEWAY,
    "Slack does not know this address",
    ("The redirect URL in the app's settings at Slack differs from PUBLIC_URL.", ASK_OPERATOR),
)
_SCOPES = InstallProblem(
    HTTPStatus.BAD_GATEWAY,
    "Slack refused the permissions",
    ("The app's settings at Slack differ from manifest.yml.", ASK_OPERATOR),
)
PROBLEMS = {
    "access_denied": InstallProblem(
        HTTPStatus.OK, "Not installed", ("You cancelled the installation. Nothing was stored.", START_AGAIN)
    ),
    "invalid_browser": InstallProblem(
        HTTPStatus.BAD_REQUEST,
        "This is not the browser you started in",
        ("Open the install link and confirm it in the same browser, with cookies allowed.",),
    ),
    "invalid_state": _EXPIRED,
    "missing_code": _EXPIRED,
    "invalid_code": _EXPIRED,
    "code_already_used": _EXPIRED,
    "code_expired": _EXPIRED,
    "invalid_client_id": _CREDENTIALS,
    "bad_client_secret": _CREDENTIALS,
    "oauth_authorization_url_mismatch": _CREDENTIALS,
    "bad_redirect_uri": _REDIRECT,
    "invalid_redirect_uri": _REDIRECT,
    "invalid_scope": _SCOPES,
    "scope_mismatch": _SCOPES,
    "invalid_team_for_non_distributed_app": InstallProblem(
        HTTPStatus.BAD_GATEWAY,
        "This app is for one workspace only",
        ("Public distribution is off in the app's settings at Slack.", ASK_OPERATOR),
    ),
    "restricted_action": InstallProblem(
        HTTPStatus.FORBIDDEN,
        "Your workspace does not let you install apps",
        ("Ask an admin of the workspace to open the install link.",),
    ),
    "unavailable_database": InstallProblem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Not installed: the database is unavailable",
        ("Slack has accepted the installation, but Rolecall could not store it. Try again in a few minutes.",),
    ),
    "unavailable_slack": InstallProblem(
        HTTPStatus.BAD_GATEWAY,
        "Not installed: Slack is unavailable",
        ("Slack did not answer. Open the install link again in a few minutes.",),
    ),
    "no_bot_token": InstallProblem(
        HTTPStatus.BAD_GATEWAY, "Not installed", ("Slack did not give a token for the bot.", ASK_OPERATOR)
    ),
}
"""By the code in Slack's redirect, in the answer of `oauth.v2.access`, or one of ours."""
OTHER = InstallProblem(HTTPStatus.BAD_GATEWAY, "Not installed", ("Slack refused the installation.", START_AGAIN))


def find_problem(code: str) -> InstallProblem:
    """The problem with this code; one that fits every other code if it isn't known."""
    return PROBLEMS.get(code, OTHER)
