"""What can be pressed under an answer: every button and every line of a menu asks a whole question."""

from collections.abc import Sequence

from bot.answers.models import Advice, Answer, Comparison, Directory, Menu, NotKnown
from bot.knowledge.weighing import can_decide
from bot.slack.blocks import OPTION_VALUE, OPTIONS, Block, Element, actions, button, option, static_select
from bot.slack.cards.door import Door
from bot.understanding.intents import Option, encode, encode_choice

MOST_BUTTONS = 20
NOT_SHARED = ("help", "unknown")
DECIDE = "decide"
STANDING = "hiring:status"
DECIDED = ("which_first", "both_or_one")
"""The advice that ends in a decision."""


def controls(answer: Answer, door: Door) -> list[Block]:
    """One row with the menu, the questions to go on with and, where only one person sees it, the share button.

    Roles that can be weighed against each other have a button to decide between them as well, and a question about a
    running hire has one that shows how far it is.
    """
    elements = [*_standing(answer), *_menu(answer), *_asks(answer.follow_ups), *_decide(answer), *_share(answer, door)]
    return [actions(elements)] if elements else []


def _menu(answer: Answer) -> list[Element]:
    menu: Menu = getattr(answer, "menu", ())
    groups = [(label, lines) for label, options in menu if (lines := _lines(options))]
    prompt = "Open a role" if isinstance(answer, Directory) else "One topic in full"
    return [static_select("topic", prompt, groups)] if groups else []


def _lines(options: Sequence[Option]) -> list[Element]:
    """The options as lines of a menu, without those whose question is too long to stand behind one."""
    asked = [(each.label, encode(each.intent)) for each in options]
    return [option(label, value) for label, value in asked if len(value) <= OPTION_VALUE][:OPTIONS]


def _asks(options: Sequence[Option]) -> list[Element]:
    return [_ask(each, place) for place, each in enumerate(options[:MOST_BUTTONS])]


def _ask(option: Option, place: int) -> Element:
    """A button that asks the option's question; one that also says what an abbreviation means is told apart by name."""
    if option.meanings:
        return button(option.label, f"mean:{place}", encode_choice(option.intent, option.meanings))
    return button(option.label, f"ask:{place}", encode(option.intent))


def _decide(answer: Answer) -> list[Element]:
    if not _is_decidable(answer):
        return []
    return [button("Decide which to hire", DECIDE, ",".join(answer.intent.roles))]


def _is_decidable(answer: Answer) -> bool:
    if isinstance(answer, Advice):
        return answer.question.id in DECIDED and can_decide(answer.roles, answer.considerations)
    return isinstance(answer, Comparison) and answer.decidable


def _standing(answer: Answer) -> list[Element]:
    if not isinstance(answer, NotKnown) or answer.reason != "running_hire":
        return []
    return [button("Show how far it is", STANDING, f"status {answer.about}".strip())]


def _share(answer: Answer, door: Door) -> list[Element]:
    intent = answer.intent
    if door != "command" or intent.kind in NOT_SHARED:
        return []
    return [button("Share in channel", "share", encode(intent))]
