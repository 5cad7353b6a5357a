"""The turns as the page's JavaScript reads them: a line for each, and one in full."""

from typing import Any

from bot.commands.instructions import read_instructions
from bot.knowledge.base import KnowledgeBase
from bot.playground.api_call import ApiCall, decode_params
from bot.playground.knowledge_lines import find_lines
from bot.playground.session import Session
from bot.playground.turns import ReminderRun, Turn, question_in, turns_of
from bot.understanding.explanation import describe_reading, explain_reading

MAX_LISTED = 60
"""The newest turns that the list shows."""


def list_turns(session: Session) -> list[dict[str, Any]]:
    """The newest turns, oldest first, each with its number, its title and its times.

    Reminder runs that had nothing to send are left out: a journey makes one for each morning in each time zone.
    """
    turns = [(number, turn) for number, turn in enumerate(_turns(session)) if not turn.is_idle][-MAX_LISTED:]
    return [_summary(number, turn) for number, turn in turns]


def turn_in_full(session: Session, number: int, base: KnowledgeBase) -> dict[str, Any]:
    """Everything about one turn. Raises IndexError if there is none of that number."""
    turn = _turns(session)[number]
    intents = dict.fromkeys(each.reading.intent for each in turn.readings)
    return {
        **_summary(number, turn),
        "request": None if isinstance(turn.cause, ReminderRun) else turn.cause.payload,
        "answer": None if isinstance(turn.cause, ReminderRun) else turn.cause.answer,
        "explanation": _explain(turn, base),
        "decided": [line for each in turn.readings for line in describe_reading(each.reading)],
        "knowledge": [line for intent in intents for line in find_lines(intent, session.knowledge_paths)],
        "calls": [_call(each) for each in turn.calls],
    }


def _turns(session: Session) -> list[Turn]:
    actions, calls = session.slack.user_actions.app_requests, session.slack.api.calls
    return turns_of((*actions, *session.reminder_runs), tuple(session.readings), tuple(calls))


def _summary(number: int, turn: Turn) -> dict[str, Any]:
    failed = [call for call in turn.calls if not call.result["ok"]]
    return {
        "number": number,
        "title": turn.title,
        "ms": None if turn.seconds is None else round(turn.seconds * 1000, 1),
        "status": turn.status,
        "calls_made": len(turn.calls),
        "failed": len(failed),
    }


def _call(call: ApiCall) -> dict[str, Any]:
    params = {key: value for key, value in decode_params(call.params).items() if key != "token"}
    return {"method": call.method, "params": params, "result": call.result, "ms": round(call.seconds * 1000, 1)}


def _explain(turn: Turn, base: KnowledgeBase) -> str:
    """How the text of the request is read, as `rolecall ask --explain` shows it; for `/hiring`, the command."""
    if isinstance(turn.cause, ReminderRun):
        return ""
    text = question_in(turn.cause.payload)
    if turn.cause.payload.get("command") == "/hiring":
        command = read_instructions(text, base)
        return "\n".join(f"{name:<10} {value}" for name, value in command._asdict().items() if value)
    return explain_reading(text, base) if text and turn.readings else ""
