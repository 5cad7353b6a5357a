"""Where letters are compared: misspelt words and titles written as one word."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

SHORTEST_MENDED = 4
"""Shorter words are too near to each other to be mended."""
LONGEST_ENDING = 2
"""Letters by which forms of one word differ: of skill and skills, either will do."""
MOST_SLIPS = 2
SHORTEST_TWICE = 9
"""From this length on two slips are forgiven, one below."""


class Spelling:
    """Known words, found again when misspelt.

    Words are looked up by what is left of them with one letter taken out, so that the time does not grow with the
    number of words; rapidfuzz then measures the optimal string alignment (swaps, drops, doubled and wrong letters).
    """

    def __init__(self, words: Iterable[str], plain: Iterable[str] = ()) -> None:
        """Index the words; `plain` ones are known to be right and are left as they are."""
        self._known = frozenset(words)
        self._right = self._known | frozenset(plain)
        self._longest = max(map(len, self._known), default=0) + MOST_SLIPS

    def __contains__(self, word: str) -> bool:
        """Whether the word needs no mending."""
        return word in self._right

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """What is left of each word with one letter taken out, and the words it is left of."""
        near: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST_MENDED and word.isalpha():
                for stump in _stumps(word):
                    near.setdefault(stump, []).append(word)
        return near

    def mend(self, word: str) -> str | None:
        """The known word that is meant, or None where none is near enough or two are equally near."""
        if word in self._right or not SHORTEST_MENDED <= len(word) <= self._longest or not word.isalpha():
            return None
        ranked = sorted((slips, near) for near in self._candidates(word) if (slips := _slips(word, near)))
        best = [near for slips, near in ranked if slips == ranked[0][0]]
        stem = best[0][: len(best[0]) - LONGEST_ENDING] if best else ""
        return best[0] if stem and all(near.startswith(stem) for near in best) else None

    def _candidates(self, word: str) -> set[str]:
        stumps = _stumps(word)
        if len(word) >= SHORTEST_TWICE:
            stumps |= {shorter for stump in stumps for shorter in _stumps(stump)}
        return {near for stump in stumps for near in self._near.get(stump, ())}


def _slips(word: str, near: str) -> int:
    """How many slips apart the two are, 0 where it is too many: one, or two in a long word that begins alike."""
    allowed = 1 + (min(len(word), len(near)) >= SHORTEST_TWICE and word[:2] == near[:2])
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # a question without slips never waits for it

    slips = OSA.distance(word, near, score_cutoff=allowed)
    begins_alike = word[0] == near[0] or word[:2] == near[1::-1] or len(near) >= SHORTEST_TWICE
    return slips if slips <= allowed and begins_alike else 0


def _stumps(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


class Titles:
    """Full titles, found when their words are run together: `chiefmarketingofficer`."""

    CUTOFF = 88.0
    LEAD = 4.0

    def __init__(self, titles: Mapping[str, str]) -> None:
        """`titles`: squeezed title to role id."""
        self._by_title = dict(titles)
        self._ids = list(titles.values())
        self._titles = list(titles)

    def exactly(self, squeezed: str) -> str | None:
        """The role id of this very title."""
        return self._by_title.get(squeezed)

    def nearest(self, squeezed: str) -> tuple[str, float] | None:
        """The role id and its score (0-100) when one title is near enough and ahead of every other role's."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  # a question without slips never waits for it

        ranked = process.extract(squeezed, self._titles, scorer=fuzz.ratio, score_cutoff=self.CUTOFF, limit=3)
        if not ranked:
            return None
        best = self._ids[ranked[0][2]]
        others = [score for _, score, at in ranked[1:] if self._ids[at] != best]
        if others and ranked[0][1] - others[0] < self.LEAD:
            return None
        return best, ranked[0][1]


def nearest_word(word: str, choices: Sequence[str]) -> str | None:
    """The one choice that is at most one slip away, two in long words, and none in the shortest; or None."""
    allowed = min(2, len(word) // 4)
    from rapidfuzz import process  # noqa: PLC0415  # a question without slips never waits for it
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # a question without slips never waits for it

    ranked = process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def nearest_names(word: str, names: Mapping[str, str], limit: int) -> list[str]:
    """What the names nearest to the word stand for, nearest first: something to offer, not to answer with."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # a question without slips never waits for it

    ranked = process.extract(word, list(names), scorer=fuzz.ratio, score_cutoff=50, limit=limit)
    return list(dict.fromkeys(names[name] for name, _, _ in ranked))
