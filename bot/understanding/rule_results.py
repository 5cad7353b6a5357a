"""What a rule makes of a text."""

from collections.abc import Callable
from typing import NamedTuple

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent


class RuleResult(NamedTuple):
    """The intent, how certain that is from 0 to 1, and the name of the rule.

    A `is_decisive` one rests on words that ask this and nothing else; the others need the rest of the text to be
    understood too.
    """

    intent: Intent
    certainty: float
    rule: str
    is_decisive: bool = True


IntentRule = Callable[[Annotation], RuleResult | None]
