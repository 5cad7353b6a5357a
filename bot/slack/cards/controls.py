"""The buttons and the menu under an answer. The value of each is a whole question, so they need no stored state."""

from collections.abc import Sequence
from typing import Literal

from bot.answers.models import Advice, Answer, Comparison, Directory, Menu, NotKnown
from bot.knowledge.weighing import can_decide
from bot.slack.blocks import MAX_OPTION_VALUE, MAX_OPTIONS, Block, Element, actions, button, option, static_select
from bot.understanding.intents import Option, encode, encode_choice

Surface = Literal["command", "mention", "dm"]
"""Where an answer is shown: command, only to the person who typed it; mention, in a thread of a channel; dm, in a
direct message."""

MAX_BUTTONS = 20
"""Slack allows 25 elements in a row of actions; this leaves room for the menu and the other buttons."""
UNSHAREABLE_KINDS = ("help", "unknown")
FORGET_ACTION = "forget"
DECIDE_ACTION = "decide"
STATUS_ACTION = "hiring:status"
DECISION_QUESTIONS = ("which_first", "both_or_one")
"""The hiring questions that lead to a decision between roles."""


def controls(answer: Answer, surface: Surface) -> list[Block]:
    """Return one row with the menu, the follow-up questions and, if only one person sees the card, a share button.

    If the roles can be weighed against each other, there is a button to decide between them. If a running hire was
    asked about, there is a button that shows its status.
    """
    elements = [
        *_status_button(answer),
        *_menu(answer),
        *_question_buttons(answer.follow_ups),
        *_decide_button(answer),
        *_share_button(answer, surface),
    ]
    return [actions(elements)] if elements else []


def _menu(answer: Answer) -> list[Element]:
    menu: Menu = getattr(answer, "menu", ())
    groups = [(label, lines) for label, options in menu if (lines := _menu_options(options))]
    prompt = "Open a role" if isinstance(answer, Directory) else "One topic in full"
    return [static_select("topic", prompt, groups)] if groups else []


def _menu_options(options: Sequence[Option]) -> list[Element]:
    """Return the options of a menu, without those whose encoded question exceeds Slack's limit for a value."""
    encoded = [(each.label, encode(each.intent)) for each in options]
    return [option(label, value) for label, value in encoded if len(value) <= MAX_OPTION_VALUE][:MAX_OPTIONS]


def _question_buttons(options: Sequence[Option]) -> list[Element]:
    return [_question_button(each, position) for position, each in enumerate(options[:MAX_BUTTONS])]


def _question_button(option: Option, position: int) -> Element:
    """Return a button that asks the option's question. Its action id says whether it also sets an abbreviation."""
    if option.meanings:
        return button(option.label, f"mean:{position}", encode_choice(option.intent, option.meanings))
    return button(option.label, f"ask:{position}", encode(option.intent))


def _decide_button(answer: Answer) -> list[Element]:
    if not _is_decidable(answer):
        return []
    return [button("Decide which to hire", DECIDE_ACTION, ",".join(answer.intent.roles))]


def _is_decidable(answer: Answer) -> bool:
    if isinstance(answer, Advice):
        return answer.question.id in DECISION_QUESTIONS and can_decide(answer.roles, answer.considerations)
    return isinstance(answer, Comparison) and answer.is_decidable


def _status_button(answer: Answer) -> list[Element]:
    if not isinstance(answer, NotKnown) or answer.reason != "running_hire":
        return []
    return [button("Show how far it is", STATUS_ACTION, f"status {answer.about}".strip())]


def _share_button(answer: Answer, surface: Surface) -> list[Element]:
    intent = answer.intent
    if surface != "command" or intent.kind in UNSHAREABLE_KINDS:
        return []
    return [button("Share in channel", "share", encode(intent))]
