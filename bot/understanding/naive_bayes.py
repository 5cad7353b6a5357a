"""Multinomial naive Bayes over pieces of words: which of many entries is a text most likely about?"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter

STEM_LETTERS = 4
"""The length of the prefix that forms of a word mostly share: card, cards, cardholder. Like the other constants here,
chosen by hand; see `python -m benchmarks understanding`."""
SMOOTHING = 0.05
"""Additive smoothing: what a piece counts in an entry that does not have it, where 1 is a whole phrasing."""
MAX_PIECES = 80
"""Only so many pieces of a long text are used, those with the greatest weight."""
MAX_EXHAUSTIVE = 1_500
"""After so many pairs of a piece and an entry, further pieces count only for the leading entries."""
MAX_LEADING = 64


class NaiveBayes:
    """Multinomial naive Bayes, with words split into pieces and pieces weighted.

    The pieces of a word are the word itself, its prefix and its trigrams, so that other forms of it, compounds and
    typos count too. The weight of a piece is how well it distinguishes entries (log-entropy weighting: Dumais,
    Improving the retrieval of information from external sources, 1991). All phrasings count the same, whatever their
    length. For naive Bayes see Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, chapter 13.
    """

    def __init__(self, texts: Sequence[tuple[Sequence[str], str]]) -> None:
        """Take the phrasings to learn from: the words of each, and the id of its entry."""
        entries = {entry for _, entry in texts}
        self._unknown = math.log(1 + len(entries))
        held = _by_piece(Counter((entry, word) for words, entry in texts for word in words))
        self._weights = {piece: self._unknown - _entropy(counts.values()) for piece, counts in held.items()}
        masses = _by_piece(self._masses(texts))
        sizes = dict.fromkeys(entries, SMOOTHING * len(masses))
        self._gains: dict[str, dict[str, float]] = {}
        for piece, held_by in masses.items():
            weight = self._weights[piece]
            self._gains[piece] = {entry: math.log1p(weight * mass / SMOOTHING) for entry, mass in held_by.items()}
            for entry, mass in held_by.items():
                sizes[entry] += weight * mass
        self._floors = {entry: math.log(SMOOTHING / size) for entry, size in sizes.items()}

    def _masses(self, texts: Sequence[tuple[Sequence[str], str]]) -> Mapping[tuple[str, str], float]:
        """Return what each word counts in each entry: less in a long phrasing, so that all phrasings count the same."""
        known = {word for words, _ in texts for word in words}
        squares = {word: sum(self._weights[piece] ** 2 for piece in _pieces(word)) for word in known}
        masses: defaultdict[tuple[str, str], float] = defaultdict(float)
        for words, entry in texts:
            length = math.sqrt(sum(squares[word] for word in words))
            for word in words:
                masses[entry, word] += 1 / length
        return masses

    def knows(self, word: str) -> bool:
        """Return whether any phrasing has the word."""
        return word in self._weights

    def weight(self, word: str) -> float:
        """Return the weight of the word. An unknown word has the greatest possible weight."""
        return self._weights.get(word, self._unknown)

    def known_weight_share(self, words: Sequence[str]) -> float:
        """Return the share (0-1) of a text's weight that is in known pieces of words."""
        pieces = [piece for word in words for piece in _pieces(word)]
        weights = [self._weights[piece] for piece in pieces if piece in self._weights]
        known = sum(weights)
        return known / (known + self._unknown * (len(pieces) - len(weights))) if known else 0.0

    def probabilities(self, words: Sequence[str]) -> dict[str, float]:
        """Return the probability (0-1) of each entry that shares a piece with the text, or of the leading entries."""
        weights = self._weights
        shares: dict[str, float] = {}
        for word in words:
            for piece in _pieces(word):
                if piece in weights:
                    shares[piece] = shares.get(piece, 0.0) + weights[piece]
        length = math.hypot(*shares.values()) or 1.0
        gained = self._gained({piece: share / length for piece, share in shares.items()})
        whole = sum(shares.values()) / length
        evidence = {entry: gain + whole * self._floors[entry] for entry, gain in gained.items()}
        best = max(evidence.values(), default=0.0)
        odds = {entry: math.exp(found - best) for entry, found in evidence.items()}
        total = sum(odds.values())
        return {entry: odd / total for entry, odd in odds.items()}

    def _gained(self, shares: Mapping[str, float]) -> dict[str, float]:
        """Return the evidence for each entry beyond that for an entry that shares nothing with the text."""
        gained: defaultdict[str, float] = defaultdict(float)
        met = 0
        weights = self._weights
        for _, piece in sorted([(-weights[piece], piece) for piece in shares])[:MAX_PIECES]:
            share, gains = shares[piece], self._gains[piece]
            if met > MAX_EXHAUSTIVE:
                for entry in gained.keys() & gains.keys():
                    gained[entry] += share * gains[entry]
                continue
            for entry, gain in gains.items():
                gained[entry] += share * gain
            met += len(gains)
            if met > MAX_EXHAUSTIVE:
                leading = nlargest(MAX_LEADING, gained.items(), key=itemgetter(1))
                gained = defaultdict(float, leading)
        return gained


def _by_piece(counts: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    """Return the counts of words in entries as counts of their pieces."""
    held: dict[str, dict[str, float]] = {}
    for (entry, word), count in counts.items():
        for piece in _pieces(word):
            entries = held.setdefault(piece, {})
            entries[entry] = entries.get(entry, 0.0) + count
    return held


@lru_cache(maxsize=1 << 14)
def _pieces(word: str) -> tuple[str, ...]:
    """Return the word, its prefix marked with `*`, and its trigrams, with spaces marking its ends.

    >>> _pieces("card")
    ('card', 'card*', ' ca', 'car', 'ard', 'rd ')

    A feature with a space in it stands for several words and is not split.
    """
    if " " in word:
        return (word,)
    edged = f" {word} "
    return (word, word[:STEM_LETTERS] + "*", *(edged[at : at + 3] for at in range(len(edged) - 2)))


def _entropy(counts: Iterable[float]) -> float:
    counted = list(counts)
    total = sum(counted)
    return -sum(count / total * math.log(count / total) for count in counted)
