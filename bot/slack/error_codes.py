"""What Slack's error codes mean for the person who is waiting for an answer, as one table.

The codes are those that Slack documents for the methods that Rolecall calls:
https://docs.slack.dev/reference/methods. A code that isn't in the table is unexpected, and gets a reference number.
"""

from collections.abc import Mapping
from http.client import HTTPException
from typing import Literal, NamedTuple
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.slack.call_failures import classify_failure

ObstacleKind = Literal["message", "place", "access", "form", "file", "slack"]
"""What stands in the way: the blocks of the message, the conversation, what an admin allows, a form that came too late,
sending files, or Slack itself."""


class CodeMeaning(NamedTuple):
    """What a code means: its kind, and what to tell the person, with the next step."""

    kind: ObstacleKind
    text: str


_INVITE = "I can't post in that channel, because I'm not in it. Invite me with `/invite @Rolecall`, then ask again."
_ARCHIVED = "That channel is archived, so I can't post there. Ask me in a direct message."
_RESTRICTED = "I may not post in that channel: an admin decides who can. Ask me in a direct message, or ask the admin."
_LOCKED = "No one can reply in that thread. Ask me outside it."
_NO_ACCESS = "An admin has taken away my access here. Ask them to approve Rolecall again."
_REINSTALL = (
    "Slack hasn't given me permission to do that. Ask your Rolecall admin to run `rolecall doctor` and reinstall the "
    "app with the current manifest."
)
_TOO_LONG = "Slack didn't take my answer, because it's too long. Ask for a part of it, or export it."
_TOO_LATE = "Slack was too slow to open the form. Press or type it again."
_NO_FILES = "This workspace doesn't let me send files. `/hiring items all` shows the list as a message."
_PAUSE = "Slack is limiting how much I may post right now. Wait a minute, then try again."
_TROUBLE = (
    "Slack isn't answering me properly right now. My answer may still arrive; if it doesn't, try again in a minute."
)

MEANINGS: Mapping[str, CodeMeaning] = {
    **dict.fromkeys(
        ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"),
        CodeMeaning("message", _TOO_LONG),
    ),
    **dict.fromkeys(("not_in_channel", "channel_not_found"), CodeMeaning("place", _INVITE)),
    "is_archived": CodeMeaning("place", _ARCHIVED),
    **dict.fromkeys(
        ("restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel"),
        CodeMeaning("place", _RESTRICTED),
    ),
    **dict.fromkeys(
        ("thread_locked", "cannot_reply_to_message", "restricted_action_thread_locked"), CodeMeaning("place", _LOCKED)
    ),
    "messages_tab_disabled": CodeMeaning("access", _REINSTALL),
    **dict.fromkeys(
        ("missing_scope", "not_allowed_token_type", "no_permission", "access_denied"), CodeMeaning("access", _REINSTALL)
    ),
    **dict.fromkeys(
        ("ekm_access_denied", "team_access_not_granted", "org_login_required", "restricted_plan_level"),
        CodeMeaning("access", _NO_ACCESS),
    ),
    **dict.fromkeys(
        ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"), CodeMeaning("form", _TOO_LATE)
    ),
    **dict.fromkeys(
        ("unknown_method", "file_uploads_disabled", "file_upload_size_restricted", "storage_limit_reached"),
        CodeMeaning("file", _NO_FILES),
    ),
    **dict.fromkeys(("ratelimited", "rate_limited", "message_limit_exceeded"), CodeMeaning("slack", _PAUSE)),
    **dict.fromkeys(
        ("internal_error", "fatal_error", "service_unavailable", "request_timeout"), CodeMeaning("slack", _TROUBLE)
    ),
}
"""Error code to what it means."""

DONE_ALL_THE_SAME = "If you asked for a change, it's saved, so don't repeat it."
"""After a message that Slack refused: what it reports has been done by then."""
NETWORK_ERRORS = (URLError, HTTPException, ConnectionError, TimeoutError)
"""What a call to Slack raises if it can't be reached."""
_POSTING = ("chat.postMessage", "chat.postEphemeral", "chat.update")


def code_of(error: SlackApiError) -> str:
    """Slack's error code; empty if the response has none."""
    response = error.response
    return str(response.get("error") or "") if hasattr(response, "get") else ""


def outcome_of(error: Exception) -> str:
    """How a failed call ended, for the metrics: one of a few words, or an error code from the table."""
    failure = classify_failure(error)
    if failure.kind != "refused":
        return failure.kind
    return failure.reason if failure.reason in MEANINGS else "refused"


def is_about_blocks(code: str) -> bool:
    """Whether the text alone may be accepted where the message was refused."""
    return code in MEANINGS and MEANINGS[code].kind == "message"


def meaning_of(error: Exception) -> CodeMeaning | None:
    """What a failed call to Slack means for the person; None if the code or the error is unexpected."""
    if isinstance(error, NETWORK_ERRORS):
        return MEANINGS["internal_error"]
    if not isinstance(error, SlackApiError):
        return None
    meaning = MEANINGS.get(code_of(error))
    if meaning is None and classify_failure(error).kind in ("failing", "not_slack"):
        meaning = MEANINGS["internal_error"]
    if meaning is None and classify_failure(error).kind == "rate_limited":
        meaning = MEANINGS["ratelimited"]
    if meaning and str(getattr(error.response, "api_url", "")).endswith(_POSTING):
        return meaning._replace(text=f"{meaning.text} {DONE_ALL_THE_SAME}")
    return meaning
