"""The Web API's `files.` methods: the first gives an address to send a file to, the second shares it."""

from typing import Any

from bot.playground.api_call import ApiError, Params, Result
from bot.playground.block_rules import block_problems
from bot.playground.channels import Channel
from bot.playground.identities import BOT_USER
from bot.playground.slack_state import SlackState, joined_channel

CHANNEL_PATTERN = "^[CGDZ][A-Z0-9]{8,}$"


def get_upload_url(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/files.getUploadURLExternal."""
    name, length = str(params.get("filename") or ""), str(params.get("length") or "0")
    if not length.isdigit():
        raise ApiError("invalid_arguments", "length must be a number of bytes")
    if not name or not int(length):
        raise ApiError("missing_argument", "a file needs a name and at least one byte")
    file_id, address = slack.uploads.begin(name, int(length))
    return {"file_id": file_id, "upload_url": address}


def complete_upload(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/files.completeUploadExternal; a file without a channel is not shown."""
    wanted, channels = _wanted(params.get("files")), list(_channels(slack, params))
    text, blocks = params.get("initial_comment") or "", params.get("blocks") or []
    if problems := block_problems(blocks):
        raise ApiError("invalid_blocks", *problems)
    files = slack.uploads.finish(wanted)
    shown: list[dict[str, Any]] = [] if text else blocks  # Slack ignores the blocks if there is a comment
    for channel in channels:
        thread_ts = params.get("thread_ts")
        slack.workspace.post(channel.id, BOT_USER, text, shown, thread_ts=thread_ts, files=files)
    return {"files": [file.payload() for file in files]}


def _wanted(given: Any) -> list[tuple[str, str | None]]:
    try:
        wanted = [(each["id"], each.get("title")) for each in given]
    except (TypeError, KeyError, AttributeError):
        raise ApiError("invalid_arguments", "files must be a list of objects with an id") from None
    if not wanted:
        raise ApiError("invalid_arguments", "no files")
    return wanted


def _channels(slack: SlackState, params: Params) -> list[Channel]:
    """The channels to share the file in. `channel_id` takes no user id, unlike `channels` and `chat.postMessage`."""
    one, several = params.get("channel_id") or "", params.get("channels") or ""
    if one and one[0] not in "CGDZ":
        raise ApiError(
            "invalid_arguments", f"input must match regex pattern: {CHANNEL_PATTERN} [json-pointer:/channel_id]"
        )
    return [joined_channel(slack, key) for key in filter(None, [one, *several.split(",")])]
