"""Why a call to Slack failed: Slack refused it, is failing itself, or could not be reached. Only a refusal is final."""

import socket
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Literal
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

FailureKind = Literal["refused", "rate_limited", "failing", "not_slack", "unreachable", "bad_address"]

TEMPORARY_CODES = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "pending"})
"""Error codes with which Slack says that it has a problem of its own."""
RATE_LIMIT_CODES = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
DEFAULT_RETRY_AFTER = 30
"""Seconds to wait if Slack limits the rate without saying for how long."""
CALL_ERRORS = (SlackClientError, OSError, HTTPException, ValueError, AttributeError)
"""What slack_sdk raises: the last two for a malformed address, and for a response that is JSON but not Slack's."""

_NOT_JSON = "Received a response in a non-JSON format"  # how slack_sdk begins its message


@dataclass(frozen=True, slots=True)
class CallFailure:
    """Why a call failed. `reason` is Slack's error code, or the cause in words, and never contains a secret."""

    kind: FailureKind
    reason: str
    retry_after: int | None = None

    @property
    def is_final(self) -> bool:
        """Whether trying again cannot help until a person has changed something."""
        return self.kind in ("refused", "bad_address")


def classify_failure(error: Exception) -> CallFailure:
    """The failure behind an error from CALL_ERRORS."""
    if isinstance(error, SlackApiError) and isinstance(error.response, SlackResponse):
        return _response_failure(error.response)
    if isinstance(error, URLError) and isinstance(error.reason, str):  # "no host given", "unknown url type"
        return CallFailure("bad_address", "it is not a web address")
    if isinstance(error, OSError):
        return CallFailure("unreachable", _network_problem(error))
    if isinstance(error, UnicodeDecodeError | AttributeError):
        return CallFailure("not_slack", "the response is not in Slack's format")
    if isinstance(error, ValueError | SlackClientError) and not isinstance(error, SlackApiError):
        return CallFailure("bad_address", "it is not a web address")
    return CallFailure("unreachable", "the connection broke")


def _response_failure(response: SlackResponse) -> CallFailure:
    data = response.data if isinstance(response.data, dict) else {}
    code, status = str(data.get("error", "")), response.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in RATE_LIMIT_CODES:
        return CallFailure("rate_limited", "rate limit", _retry_after(response.headers))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return CallFailure("failing", f"HTTP status {status}")
    if code in TEMPORARY_CODES:
        return CallFailure("failing", code)
    if not code or code.startswith(_NOT_JSON):
        return CallFailure("not_slack", f"HTTP status {status} and a page that is not in Slack's format")
    return CallFailure("refused", code)


def _retry_after(headers: dict[str, str]) -> int:
    value = next((text for name, text in headers.items() if name.lower() == "retry-after"), "")
    return int(value) if value.isascii() and value.isdigit() else DEFAULT_RETRY_AFTER


def _network_problem(error: OSError) -> str:
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, OSError) else error
    if isinstance(cause, socket.gaierror):
        return "its host name cannot be resolved"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "its certificate is not trusted on this machine"
    if isinstance(cause, TimeoutError):
        return "it does not reply in time"
    if isinstance(cause, ConnectionRefusedError):
        return "the connection is refused"
    return (cause.strerror or "the connection broke").lower()
