"""What a person is told if the question or the answer that they wrote couldn't be sent: why, and their text."""

from bot.errors import RolecallError
from bot.slack.call_failures import CALL_ERRORS, classify_failure

SEND_ERRORS = CALL_ERRORS
"""What is raised if a message can't be posted."""
REASONS = {
    "not_in_channel": "I'm not in that channel. Invite me there with `/invite @Rolecall`.",
    "channel_not_found": "I can't see that channel. Invite me there with `/invite @Rolecall`.",
    "is_archived": "that channel is archived. Tell your Rolecall admin.",
    "restricted_action": "an admin decides who can post in that channel, and I can't.",
    "thread_locked": "no one can reply in that thread.",
}
"""Slack's error codes, and what they say about a conversation."""
RATE_LIMITED = "Slack is limiting how much I may post right now. Wait a minute."
ONLY_POSTED = {
    "refused": ("Slack refused to send it to <@{asker}> ({reason}).", "Send it to them yourself."),
    "rate_limited": (
        "I couldn't send it to <@{asker}>, because Slack is limiting how much I may post.",
        "Send it to them yourself.",
    ),
}
"""How a call failed, to why the person who asked didn't get the answer, and what to do."""
PERHAPS_NOT_RECEIVED = (
    "I don't know whether <@{asker}> got it, because Slack didn't answer properly.",
    "Ask them, and send it again if they didn't.",
)
SHARED = "another company may be in the questions channel. Tell your Rolecall admin."


class NotSentError(RolecallError):
    """What a person wrote wasn't sent. They get their text back, since nothing else has it."""

    def __init__(self, what: str, reason: str, text: str) -> None:
        """`what` is "question" or "answer", and `text` what the person wrote."""
        super().__init__(f"Your {what} wasn't sent: {reason}", _given_back(text))


class PerhapsNotSentError(RolecallError):
    """Slack didn't say whether it took what a person wrote."""

    def __init__(self, what: str, text: str) -> None:
        """`what` is "question" or "answer", and `text` what the person wrote."""
        super().__init__(
            f"I don't know whether your {what} was sent, because Slack didn't answer properly.", _given_back(text)
        )


class OnlyPostedError(RolecallError):
    """An answer is in the thread of its question, but the person who asked didn't get it, or perhaps didn't."""

    def __init__(self, asker: str, text: str, error: Exception) -> None:
        """`asker` is the user id of the person who asked, `text` the answer, and `error` one from SEND_ERRORS."""
        self.mentioned = asker
        failure = classify_failure(error)
        reason, what_to_do = ONLY_POSTED.get(failure.kind, PERHAPS_NOT_RECEIVED)
        super().__init__(
            f"Your answer is in the thread of the question, but {reason.format(asker=asker, reason=failure.reason)}",
            f"{what_to_do} {_given_back(text)}",
        )


def _given_back(text: str) -> str:
    lines = "\n".join(f"> {line}" for line in text.splitlines())
    return f"This is what you wrote:\n{lines}"


def unsent(what: str, text: str, error: Exception) -> RolecallError:
    """Return the error to raise in place of one from SEND_ERRORS. `what` is "question" or "answer"."""
    failure = classify_failure(error)
    if failure.kind == "rate_limited":
        return NotSentError(what, RATE_LIMITED, text)
    if failure.kind == "refused":
        return NotSentError(what, REASONS.get(failure.reason, f"Slack refused it ({failure.reason})."), text)
    return PerhapsNotSentError(what, text)
