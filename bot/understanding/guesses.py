"""What a rule makes of a text."""

from collections.abc import Callable
from typing import NamedTuple

from bot.understanding.hearing import Heard
from bot.understanding.intents import Intent


class Guess(NamedTuple):
    """The intent, how certain that is from 0 to 1, and the name of the rule.

    A `firm` one rests on words that ask this and nothing else; the others need the rest of the text to be
    understood too.
    """

    intent: Intent
    certainty: float
    rule: str
    firm: bool = True


Rule = Callable[[Heard], Guess | None]
