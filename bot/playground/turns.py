"""What happened: each request to the app, what it was read as, the calls it led to, and how long everything took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.api_call import ApiCall
from bot.playground.identities import BOT_USER
from bot.playground.user_actions import AppRequest
from bot.understanding.intents import Reading

EVENT_TITLES = {
    "app_home_opened": "Opened Rolecall",
    "member_joined_channel": "Joined a channel",
    "function_executed": "Ran a step of a workflow",
    "app_uninstalled": "Removed Rolecall",
    "tokens_revoked": "Revoked a token",
}
"""What a person did, for events that have no text."""
INTERACTIONS = {
    "view_submission": "Submitted",
    "view_closed": "Closed",
    "shortcut": "Used the shortcut",
    "message_action": "Used the shortcut on a message",
    "block_suggestion": "Searched in a menu",
}
"""What a person did, for each type of interaction."""


@dataclass(frozen=True, slots=True)
class ObservedReading:
    """How the app read a question that it answered; `at` is in seconds of `time.perf_counter`."""

    at: float
    reading: Reading
    surface: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ReminderRun:
    """One run of the reminder task on a journey; `now` is the time it was told."""

    at: float
    now: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A request or a reminder run, with the readings and the calls between it and the next one."""

    cause: AppRequest | ReminderRun
    readings: tuple[ObservedReading, ...] = ()
    calls: tuple[ApiCall, ...] = ()

    @property
    def title(self) -> str:
        """What the person did, in a line."""
        if isinstance(self.cause, ReminderRun):
            return f"Reminders of {self.cause.now}"
        return describe_request(self.cause.payload)

    @property
    def is_idle(self) -> bool:
        """Whether it is a reminder run that had nothing to send."""
        return isinstance(self.cause, ReminderRun) and not self.calls

    @property
    def seconds(self) -> float | None:
        """After how many seconds the app acknowledged the request."""
        return None if isinstance(self.cause, ReminderRun) else self.cause.ack.seconds

    @property
    def status(self) -> int | None:
        """The HTTP status of the acknowledgement."""
        return None if isinstance(self.cause, ReminderRun) else self.cause.ack.status


def turns_of(
    causes: Iterable[AppRequest | ReminderRun], readings: Sequence[ObservedReading], calls: Sequence[ApiCall]
) -> list[Turn]:
    """The turns, oldest first. What happened before the first cause belongs to none."""
    ordered = sorted(causes, key=lambda cause: cause.at)
    ends = [cause.at for cause in ordered[1:]] + [float("inf")]
    return [
        Turn(
            cause,
            tuple(each for each in readings if cause.at <= each.at < end),
            tuple(each for each in calls if cause.at <= each.at < end),
        )
        for cause, end in zip(ordered, ends, strict=True)
    ]


def question_in(payload: dict[str, Any]) -> str:
    """The text that a request asks to be read, empty if it has none: a question, or what follows a command."""
    if "command" in payload:
        return str(payload["text"])
    text = str(payload.get("event", {}).get("text", ""))
    return text.replace(f"<@{BOT_USER}>", "").strip()


def describe_request(payload: dict[str, Any]) -> str:
    """A request in a line, such as `/roles compare cmo cro` or `Pressed “Share”`."""
    if "command" in payload:
        return f"{payload['command']} {payload['text']}".strip()
    if event := payload.get("event"):
        return question_in(payload) or EVENT_TITLES.get(event["type"], str(event["type"]))
    if actions := payload.get("actions"):
        action = actions[0]
        label = (action.get("text") or {}).get("text")
        chosen = ((action.get("selected_option") or {}).get("text") or {}).get("text")
        verb = "Pressed" if action["type"] == "button" else "Chose"
        return f"{verb} “{label or chosen or action['action_id']}”"
    view = payload.get("view") or {}
    named = (view.get("title") or {}).get("text") or payload.get("callback_id") or payload.get("action_id") or ""
    kind = str(payload["type"])
    return f"{INTERACTIONS.get(kind, kind)} “{named}”" if named else INTERACTIONS.get(kind, kind)
