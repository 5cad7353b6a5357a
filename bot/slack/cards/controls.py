"""What can be pressed under an answer: every button and every line of a menu asks a whole question."""

from collections.abc import Sequence
from typing import Literal

from bot.answers.models import Advice, Answer, Comparison, Directory, Menu, NotKnown
from bot.knowledge.weighing import can_decide
from bot.slack.blocks import MAX_OPTION_VALUE, MAX_OPTIONS, Block, Element, actions, button, option, static_select
from bot.understanding.intents import Option, encode, encode_choice

Surface = Literal["command", "mention", "dm"]
"""command: to the person who typed it alone; mention: in a thread of a channel; dm: in a direct conversation."""

MAX_BUTTONS = 20
UNSHAREABLE_KINDS = ("help", "unknown")
DECIDE_ACTION = "decide"
STATUS_ACTION = "hiring:status"
DECISION_QUESTIONS = ("which_first", "both_or_one")
"""The advice that ends in a decision."""


def controls(answer: Answer, door: Surface) -> list[Block]:
    """One row with the menu, the questions to go on with and, where only one person sees it, the share button.

    Roles that can be weighed against each other have a button to decide between them as well, and a question about a
    running hire has one that shows how far it is.
    """
    elements = [
        *_status_button(answer),
        *_menu(answer),
        *_question_buttons(answer.follow_ups),
        *_decide_button(answer),
        *_share_button(answer, door),
    ]
    return [actions(elements)] if elements else []


def _menu(answer: Answer) -> list[Element]:
    menu: Menu = getattr(answer, "menu", ())
    groups = [(label, lines) for label, options in menu if (lines := _menu_options(options))]
    prompt = "Open a role" if isinstance(answer, Directory) else "One topic in full"
    return [static_select("topic", prompt, groups)] if groups else []


def _menu_options(options: Sequence[Option]) -> list[Element]:
    """The options as lines of a menu, without those whose question is too long to stand behind one."""
    asked = [(each.label, encode(each.intent)) for each in options]
    return [option(label, value) for label, value in asked if len(value) <= MAX_OPTION_VALUE][:MAX_OPTIONS]


def _question_buttons(options: Sequence[Option]) -> list[Element]:
    return [_question_button(each, place) for place, each in enumerate(options[:MAX_BUTTONS])]


def _question_button(option: Option, place: int) -> Element:
    """A button that asks the option's question; one that also says what an abbreviation means is told apart by name."""
    if option.meanings:
        return button(option.label, f"mean:{place}", encode_choice(option.intent, option.meanings))
    return button(option.label, f"ask:{place}", encode(option.intent))


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


def _share_button(answer: Answer, door: Surface) -> list[Element]:
    intent = answer.intent
    if door != "command" or intent.kind in UNSHAREABLE_KINDS:
        return []
    return [button("Share in channel", "share", encode(intent))]
