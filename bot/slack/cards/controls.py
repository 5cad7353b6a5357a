"""What can be pressed under an answer: every button and every line of a menu asks a whole question."""

from collections.abc import Sequence

from bot.answers.models import Answer, Directory, Menu
from bot.slack.blocks import OPTION_VALUE, OPTIONS, Block, Element, actions, button, option, static_select
from bot.slack.cards.door import Door
from bot.understanding.intents import Option, encode, encode_choice

MOST_BUTTONS = 20
NOT_SHARED = ("help", "unknown")


def controls(answer: Answer, door: Door) -> list[Block]:
    """One row with the menu, the questions to go on with and, where only one person sees it, the share button."""
    elements = [*_menu(answer), *_asks(answer.follow_ups), *_share(answer, door)]
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


def _share(answer: Answer, door: Door) -> list[Element]:
    intent = answer.intent
    if door != "command" or intent.kind in NOT_SHARED:
        return []
    return [button("Share in channel", "share", encode(intent))]
