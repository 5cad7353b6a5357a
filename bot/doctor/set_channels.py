"""Checks of the channels that the settings name."""

from collections.abc import Iterator

from bot.doctor.check_context import CheckContext
from bot.doctor.finding import Finding, passed, problem

GONE = frozenset({"channel_not_found", "not_in_channel"})


def check_set_channels(context: CheckContext) -> Iterator[Finding]:
    """Check that Rolecall can post in the channels for questions and for curators, and that only this company reads."""
    if context.auth_test is None or context.auth_test.failure:
        return
    settings = context.settings
    for name, channel in (
        ("QUESTIONS_CHANNEL", settings.questions_channel),
        ("CURATORS_CHANNEL", settings.curators_channel),
    ):
        if channel:
            yield from _check_channel(context, name, channel)


def _check_channel(context: CheckContext, name: str, channel: str) -> Iterator[Finding]:
    reply = context.ask("conversations.info", context.settings.slack_bot_token, channel=channel)
    found = reply.data.get("channel", {})
    if (reply.failure and reply.failure.reason in GONE) or found.get("is_member") is False:
        yield problem(
            "set-channel-not-joined",
            f"{name} is {channel}, but there is no such channel, or Rolecall is not a member there.",
            "Check the id, and type `/invite @Rolecall` in that channel.",
        )
    elif found.get("is_archived"):
        yield problem(
            "set-channel-archived", f"{name} is {channel}, which is archived.", "Unarchive it, or name another channel."
        )
    elif found.get("is_ext_shared") or found.get("is_pending_ext_shared"):
        yield problem(
            "set-channel-shared",
            f"{name} is {channel}, which is shared with another company.",
            "Name a channel that only this company is in.",
        )
    elif not reply.failure:
        yield passed("set-channel-joined", f"Rolecall is a member of {name}.")
