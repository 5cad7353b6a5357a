"""Ways of asking, and those that a text is nearest to."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from bot.understanding.matching import SpellingCorrector
from bot.understanding.naive_bayes import NaiveBayes
from bot.understanding.phrases import ROLE


class ScoredEntry(NamedTuple):
    """An entry near to a text, and how near from 0 to 1."""

    entry: str
    score: float


class SimilarityIndex:
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

    def nearest(self, words: Iterable[str], limit: int = 3) -> list[ScoredEntry]:
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
        return [ScoredEntry(entry, score) for entry, score in ranked[:limit]]

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


BEGINNING, ENDING = "^", "$"


class IntentClassifier:
    """Kinds of question, each with many ways of asking it, roles written as `@`.

    A text is held against the ways by its words and by which of them stand next to each other or one apart, roles and
    both ends of the text included: `need @` and `@ or @` tell more than their words. A score is the probability of the
    kind (see `NaiveBayes`) times the root of how much of the text's words any way of asking has.
    """

    def __init__(self, ways: Iterable[tuple[Sequence[str], str]]) -> None:
        """`ways`: words of one way of asking, without fillers, and the kind of question that it asks."""
        self._evidence = NaiveBayes([([*_words(words), *_neighbours(words)], kind) for words, kind in ways])

    def nearest(self, words: Sequence[str]) -> list[ScoredEntry]:
        """Every kind that the text has anything of, nearest first; none where there are but roles."""
        plain = _words(words)
        known = math.sqrt(self._evidence.known_weight_share(plain))
        if not known:
            return []
        likely = self._evidence.probabilities([*plain, *_neighbours(words)])
        return sorted((ScoredEntry(kind, p * known) for kind, p in likely.items()), key=lambda n: (-n.score, n.entry))


def _words(words: Iterable[str]) -> list[str]:
    return [word for word in words if word != ROLE]


def _neighbours(words: Sequence[str]) -> Iterator[str]:
    """Any two words in a row, and any two with one between, each as one piece: a blank tells it from a word."""
    row = (BEGINNING, *words, ENDING)
    yield from (f"{one} {next_}" for one, next_ in pairwise(row))
    yield from (f"{one} * {other}" for one, other in zip(row, row[2:], strict=False))


RANKED = 3
"""Of so many of the likeliest entries the ways of asking are looked at one by one."""
SAME = 1 - 1e-9
"""From this likeness on a text is the curated question itself."""


class FaqMatcher:
    """Entries with several ways of asking each, found by all of these together.

    A score is the probability of the entry (see `NaiveBayes`), times the geometric mean of how like the text is to the
    nearest of its ways of asking (see `SimilarityIndex`) and how much of the text is known at all. So it is high only
    where this entry is meant rather than another and the text is about nothing else; the words of a way of asking, in
    any order, score 1.
    """

    def __init__(
        self, phrasings: Iterable[tuple[Sequence[str], str]], spelling: SpellingCorrector | None = None
    ) -> None:
        """`phrasings`: words of one way of asking, and the id of its entry. `spelling` mends words that none has."""
        texts = [(tuple(words), entry) for words, entry in phrasings if words]
        self._phrasings = SimilarityIndex(texts)
        self._evidence = NaiveBayes(texts)
        self._spelling = spelling

    def nearest(self, words: Iterable[str], limit: int = 3) -> list[ScoredEntry]:
        """The nearest entries, each once, nearest first."""
        asked = [self._correct(word) for word in words]
        known = self._evidence.known_weight_share(asked)
        likely = nlargest(max(limit, RANKED), self._evidence.probabilities(asked).items(), key=itemgetter(1))
        found = [ScoredEntry(entry, self._score(asked, entry, probability, known)) for entry, probability in likely]
        return sorted((near for near in found if near.score), key=lambda near: (-near.score, near.entry))[:limit]

    def _score(self, asked: Sequence[str], entry: str, probability: float, known: float) -> float:
        likeness = self._phrasings.likeness(asked, entry)
        return 1.0 if likeness > SAME else probability * math.sqrt(likeness * known)

    def _correct(self, word: str) -> str:
        if self._spelling is None or self._evidence.knows(word):
            return word
        return self._spelling.correct(word) or word
