"""A set of curated questions, whatever it is about, and the one that a text asks."""

import math
from collections.abc import Iterable, Sequence
from heapq import nlargest
from operator import itemgetter

from bot.understanding.evidence import Evidence
from bot.understanding.matching import Spelling
from bot.understanding.phrasings import Likeness, Phrasings

RANKED = 3
"""Of so many of the likeliest entries the ways of asking are looked at one by one."""
SAME = 1 - 1e-9
"""From this likeness on a text is the curated question itself."""


class Curated:
    """Entries with several ways of asking each, found by all of these together.

    A score is the probability of the entry (see `Evidence`), times the geometric mean of how like the text is to the
    nearest of its ways of asking (see `Phrasings`) and how much of the text is known at all. So it is high only where
    this entry is meant rather than another and the text is about nothing else; the words of a way of asking, in any
    order, score 1.
    """

    def __init__(self, phrasings: Iterable[tuple[Sequence[str], str]], spelling: Spelling | None = None) -> None:
        """`phrasings`: words of one way of asking, and the id of its entry. `spelling` mends words that none has."""
        texts = [(tuple(words), entry) for words, entry in phrasings if words]
        self._phrasings = Phrasings(texts)
        self._evidence = Evidence(texts)
        self._spelling = spelling

    def nearest(self, words: Iterable[str], limit: int = 3) -> list[Likeness]:
        """The nearest entries, each once, nearest first."""
        asked = [self._mended(word) for word in words]
        known = self._evidence.share_known(asked)
        likely = nlargest(max(limit, RANKED), self._evidence.probabilities(asked).items(), key=itemgetter(1))
        found = [Likeness(entry, self._score(asked, entry, probability, known)) for entry, probability in likely]
        return sorted((near for near in found if near.score), key=lambda near: (-near.score, near.entry))[:limit]

    def _score(self, asked: Sequence[str], entry: str, probability: float, known: float) -> float:
        likeness = self._phrasings.likeness(asked, entry)
        return 1.0 if likeness > SAME else probability * math.sqrt(likeness * known)

    def _mended(self, word: str) -> str:
        if self._spelling is None or self._evidence.knows(word):
            return word
        return self._spelling.mend(word) or word
