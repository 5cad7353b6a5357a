"""The buttons and the menu under an answer. The value of each is a whole question, so they need no stored state."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.answers.models import Answer, Directory
from bot.answers.next_steps import NextSteps, Step, plan_next_steps
from bot.answers.remarks import NO_REMARKS, Remarks
from bot.answers.summary import Summary
from bot.slack.blocks import (
    MAX_OPTION_VALUE,
    MAX_OPTIONS,
    Block,
    Element,
    Style,
    actions,
    button,
    option,
    static_select,
)
from bot.understanding.intents import encode, encode_choice

Surface = Literal["command", "mention", "dm"]
"""Where an answer is shown: command, only to one person, in a channel; mention, in a thread of a channel, for everyone;
dm, in a direct message."""

UNSHAREABLE_KINDS = ("help", "unknown")
ASK_ACTION = "ask"
MEANING_ACTION = "mean"
"""Asks the question, and remembers what an ambiguous abbreviation means."""
FORGET_ACTION = "forget"
DECIDE_ACTION = "decide"
START_ACTION = "hiring:start"
STATUS_ACTION = "hiring:status"
FULL_ACTION = "full"
SHORT_ACTION = "short"
SHARE_ACTION = "share"
COPY_ACTION = "copy"
CONTACT_ACTION = "contact"
MENU_ACTION = "topic"
NO_ROLES = "-"
"""The value of a decide button that asks which roles to decide between."""
MENU_SEPARATOR = "="
"""In the value of a menu option that does more than ask a question: `copy=compare:cmo,cro::`."""


def controls(
    answer: Answer,
    surface: Surface,
    summary: Summary | None = None,
    remarks: Remarks = NO_REMARKS,
    *,
    can_ask: bool = False,
) -> list[Block]:
    """Return one row with at most three buttons and a menu. `summary` is the first view, if it is shown.

    An answer that only one person sees has a share button; what doesn't fit on a button is in the menu. `can_ask` says
    whether there is a person to ask about it.
    """
    can_share = surface == "command" and answer.intent.kind not in UNSHAREABLE_KINDS
    steps = plan_next_steps(answer, summary, remarks, can_share=can_share, can_ask=can_ask)
    elements = [*_buttons(steps, remarks), *_menu(answer, steps, remarks)]
    return [actions(elements)] if elements else []


def full_view_controls(answer: Answer, surface: Surface) -> list[Block]:
    """Return the row under a full view: back to the short answer, share it, or copy it."""
    value = encode(answer.intent)
    share = [button("Share", SHARE_ACTION, value)] if surface == "command" else []
    return [actions([button("Short answer", SHORT_ACTION, value), *share, button("Copy as text", COPY_ACTION, value)])]


def _buttons(steps: NextSteps, remarks: Remarks) -> list[Element]:
    return [
        _button(step, position, remarks, "primary" if position == 0 and steps.has_primary else None)
        for position, step in enumerate(steps.buttons)
    ]


def _button(step: Step, position: int, remarks: Remarks, style: Style | None) -> Element:
    action, value = _action_of(step, remarks)
    # A card may have several questions, and Slack wants a different action id for each button.
    return button(step.option.label, f"{action}:{position}" if step.kind == "ask" else action, value, style)


def _action_of(step: Step, remarks: Remarks) -> tuple[str, str]:
    """Return the action of a step and its value, which are the same on a button and in a menu."""
    _, intent, meanings = step.option
    match step.kind:
        case "ask" if meanings:
            return MEANING_ACTION, encode_choice(intent, meanings)
        case "ask":
            return ASK_ACTION, encode(intent)
        case "decide":
            return DECIDE_ACTION, decide_value(intent.roles, remarks.facts)
        case "start":
            return START_ACTION, intent.roles[0]
        case "status":
            return STATUS_ACTION, f"status {intent.subject or ''}".strip()
    return step.kind, encode(intent)


def decide_value(roles: Sequence[str], facts: Sequence[tuple[str, str]] = ()) -> str:
    """Return the value of a decide button: the roles, and the facts about the company that the form is filled with."""
    return ";".join((",".join(roles) or NO_ROLES, *(f"{kind}={text}" for kind, text in facts)))


def read_decide_value(value: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the roles and the facts in a value made by `decide_value`."""
    roles, *facts = value.split(";")
    pairs = tuple((kind, text) for kind, separator, text in (fact.partition("=") for fact in facts) if separator)
    return tuple(role for role in roles.split(",") if role and role != NO_ROLES), pairs


def selected_value(action: Mapping[str, Any] | None) -> str:
    """Return the value of the button that was pressed, or of the option that was chosen in a menu."""
    chosen = action or {}
    return str(chosen.get("value") or (chosen.get("selected_option") or {}).get("value") or "")


def _menu(answer: Answer, steps: NextSteps, remarks: Remarks) -> list[Element]:
    groups = [(label, lines) for label, members in steps.menu if (lines := _menu_options(members, remarks))]
    prompt = "Open a role" if isinstance(answer, Directory) else "More"
    return [static_select(MENU_ACTION, prompt, groups)] if groups else []


def _menu_options(steps: Sequence[Step], remarks: Remarks) -> list[Element]:
    """Return the options of a menu, without those whose value exceeds Slack's limit."""
    encoded = [(step.option.label, _menu_value(step, remarks)) for step in steps]
    return [option(label, value) for label, value in encoded if len(value) <= MAX_OPTION_VALUE][:MAX_OPTIONS]


def _menu_value(step: Step, remarks: Remarks) -> str:
    action, value = _action_of(step, remarks)
    return value if action == ASK_ACTION else f"{action}{MENU_SEPARATOR}{value}"
