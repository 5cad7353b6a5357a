"""Similarity search over the phrasings of curated questions."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from bot.matching import SpellingCorrector
from bot.understanding.naive_bayes import NaiveBayes


class ScoredEntry(NamedTuple):
    """An entry and its score for a text, from 0 to 1."""

    entry: str
    score: float


class SimilarityIndex:
    """Finds single phrasings by the words they share with a text.

    Words are weighted by their inverse document frequency, ln(1 + n / count). The score is the weighted Dice
    coefficient: twice the weight of the shared words over the weight of both texts. Words that no phrasing has lower
    it. `MAX_CANDIDATES` limits the phrasings scored for a text; chosen by hand.
    """

    MAX_CANDIDATES = 40

    def __init__(self, phrasings: Iterable[tuple[Sequence[str], str]]) -> None:
        """Take the phrasings: the words of each, and the id of its entry."""
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

    def nearest(self, words: Iterable[str], limit: int = 3) -> list[ScoredEntry]:
        """Return the best `limit` entries, each once, best first."""
        asked = frozenset(words)
        size = sum(self._weights.get(word, self._unknown) for word in asked)
        best: dict[str, float] = {}
        for at, shared in self._shared(asked):
            entry = self._texts[at][1]
            score = 2 * shared / (size + self._sizes[at])
            if score > best.get(entry, 0.0):
                best[entry] = score
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [ScoredEntry(entry, score) for entry, score in ranked[:limit]]

    def similarity(self, words: Iterable[str], entry: str) -> float:
        """Return the score of the entry's most similar phrasing."""
        asked = frozenset(words)
        size = sum(self._weights.get(word, self._unknown) for word in asked)
        return max(
            2 * sum(self._weights[w] for w in self._texts[at][0] & asked) / (size + self._sizes[at])
            for at in self._numbers[entry]
        )

    def _shared(self, asked: frozenset[str]) -> list[tuple[int, float]]:
        """Return the phrasings with the rarest of the words, with the weight of all the words they share."""
        rare_first = sorted((w for w in asked if w in self._holding), key=lambda w: len(self._holding[w]))
        candidates: dict[int, None] = {}
        for word in rare_first:
            if len(candidates) >= self.MAX_CANDIDATES:
                break
            candidates.update(dict.fromkeys(self._holding[word][: self.MAX_CANDIDATES]))
        return [(at, sum(self._weights[w] for w in self._texts[at][0] & asked)) for at in candidates]


RESCORED = 3
"""How many of the most probable entries are scored by their single phrasings. Chosen by hand."""
EXACT = 1 - 1e-9
"""From this similarity on, which allows for rounding, a text has exactly the words of a phrasing."""


class FaqMatcher:
    """Finds curated questions by all their phrasings together.

    The score is the probability of the entry (see `NaiveBayes`), times the geometric mean of the similarity of its
    nearest phrasing (see `SimilarityIndex`) and the share of the text's weight that is known. So it is high only if
    this entry is meant rather than another, and the text is about nothing else. The words of a phrasing, in any order,
    score 1.
    """

    def __init__(
        self, phrasings: Iterable[tuple[Sequence[str], str]], spelling: SpellingCorrector | None = None
    ) -> None:
        """Take the phrasings, and a corrector for words that no phrasing has."""
        texts = [(tuple(words), entry) for words, entry in phrasings if words]
        self._phrasings = SimilarityIndex(texts)
        self._evidence = NaiveBayes(texts)
        self._spelling = spelling

    def nearest(self, words: Iterable[str], limit: int = 3) -> list[ScoredEntry]:
        """Return the best `limit` entries, each once, best first."""
        asked = [self._correct(word) for word in words]
        known = self._evidence.known_weight_share(asked)
        likely = nlargest(max(limit, RESCORED), self._evidence.probabilities(asked).items(), key=itemgetter(1))
        found = [ScoredEntry(entry, self._score(asked, entry, probability, known)) for entry, probability in likely]
        return sorted((near for near in found if near.score), key=lambda near: (-near.score, near.entry))[:limit]

    def _score(self, asked: Sequence[str], entry: str, probability: float, known: float) -> float:
        likeness = self._phrasings.similarity(asked, entry)
        return 1.0 if likeness > EXACT else probability * math.sqrt(likeness * known)

    def _correct(self, word: str) -> str:
        if self._spelling is None or self._evidence.knows(word):
            return word
        return self._spelling.correct(word) or word
