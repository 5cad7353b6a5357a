"""Ways of asking, and those that a text is nearest to."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Likeness(NamedTuple):
    """An entry near to a text, and how near from 0 to 1."""

    entry: str
    score: float


class Phrasings:
    """Ways of asking, found one by one by the weight of the words they share with a text.

    Words weigh by how rare they are among the phrasings (inverse document frequency). The score is the share of the
    weight of both texts that the shared words carry (a weighted Dice coefficient), so words unknown to the phrasings
    lower it.
    """

    CANDIDATES = 40

    def __init__(self, phrasings: Iterable[tuple[Sequence[str], str]]) -> None:
        """`phrasings`: words of one way of asking, and the id of its entry."""
        self._texts = [(frozenset(words), entry) for words, entry in phrasings if words]
        counts = Counter(word for words, _ in self._texts for word in words)
        total = len(self._texts) + 1
        self._weights = {word: math.log(1 + total / count) for word, count in counts.items()}
        self._unknown = math.log(1 + total)
        self._sizes = [sum(self._weights[w] for w in words) for words, _ in self._texts]
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        for at, (words, entry) in enumerate(self._texts):
            self._numbers[entry].append(at)
            for word in words:
                self._holding[word].append(at)

    @property
    def words(self) -> frozenset[str]:
        """Every word of every phrasing."""
        return frozenset(self._weights)

    def nearest(self, words: Iterable[str], limit: int = 3) -> list[Likeness]:
        """The nearest entries, each once, nearest first."""
        asked = frozenset(words)
        size = sum(self._weights.get(word, self._unknown) for word in asked)
        best: dict[str, float] = {}
        for at, shared in self._shared(asked):
            entry = self._texts[at][1]
            score = 2 * shared / (size + self._sizes[at])
            if score > best.get(entry, 0.0):
                best[entry] = score
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [Likeness(entry, score) for entry, score in ranked[:limit]]

    def likeness(self, words: Iterable[str], entry: str) -> float:
        """How near the text is to the nearest of this entry's ways of asking."""
        asked = frozenset(words)
        size = sum(self._weights.get(word, self._unknown) for word in asked)
        return max(
            2 * sum(self._weights[w] for w in self._texts[at][0] & asked) / (size + self._sizes[at])
            for at in self._numbers[entry]
        )

    def _shared(self, asked: frozenset[str]) -> list[tuple[int, float]]:
        """The phrasings that hold the rarest of the words, with the weight of all they share."""
        rare_first = sorted((w for w in asked if w in self._holding), key=lambda w: len(self._holding[w]))
        candidates: dict[int, None] = {}
        for word in rare_first:
            if len(candidates) >= self.CANDIDATES:
                break
            candidates.update(dict.fromkeys(self._holding[word][: self.CANDIDATES]))
        return [(at, sum(self._weights[w] for w in self._texts[at][0] & asked)) for at in candidates]
