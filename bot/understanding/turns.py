"""Turns of phrase: which kind of question a text is, by all the whole ways of asking each kind together."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.understanding.evidence import Evidence
from bot.understanding.forms import ROLE
from bot.understanding.phrasings import Likeness

BEGINNING, ENDING = "^", "$"


class Turns:
    """Kinds of question, each with many ways of asking it, roles written as `@`.

    A text is held against the ways by its words and by which of them stand next to each other or one apart, roles and
    both ends of the text included: `need @` and `@ or @` tell more than their words. A score is the probability of the
    kind (see `Evidence`) times the root of how much of the text's words any way of asking has.
    """

    def __init__(self, ways: Iterable[tuple[Sequence[str], str]]) -> None:
        """`ways`: words of one way of asking, without fillers, and the kind of question that it asks."""
        self._evidence = Evidence([([*_words(words), *_neighbours(words)], kind) for words, kind in ways])

    def nearest(self, words: Sequence[str]) -> list[Likeness]:
        """Every kind that the text has anything of, nearest first; none where there are but roles."""
        plain = _words(words)
        known = math.sqrt(self._evidence.share_known(plain))
        if not known:
            return []
        likely = self._evidence.probabilities([*plain, *_neighbours(words)])
        return sorted((Likeness(kind, p * known) for kind, p in likely.items()), key=lambda n: (-n.score, n.entry))


def _words(words: Iterable[str]) -> list[str]:
    return [word for word in words if word != ROLE]


def _neighbours(words: Sequence[str]) -> Iterator[str]:
    """Any two words in a row, and any two with one between, each as one piece: a blank tells it from a word."""
    row = (BEGINNING, *words, ENDING)
    yield from (f"{one} {next_}" for one, next_ in pairwise(row))
    yield from (f"{one} * {other}" for one, other in zip(row, row[2:], strict=False))
