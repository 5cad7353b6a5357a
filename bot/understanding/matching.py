"""Where letters are compared: misspelt words and titles written as one word."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

MIN_CORRECTABLE_LENGTH = 4
"""Shorter words are too near to each other to be mended."""
LONGEST_ENDING = 2
"""Letters by which forms of one word differ: of skill and skills, either will do."""
MAX_TYPOS = 2
MIN_LENGTH_FOR_TWO_TYPOS = 9
"""From this length on two slips are forgiven, one below."""
FIXED_LEADING_LETTERS = 2
"""Letters at the beginning that two slips leave as they are."""


class SpellingCorrector:
    """Known words, found again when misspelt.

    Words are looked up by what is left of them with one letter taken out, and for two slips among the long words that
    begin alike, so that the time hardly grows with the number of words; rapidfuzz then measures the optimal string
    alignment (swaps, drops, doubled and wrong letters).
    """

    def __init__(self, words: Iterable[str], correct_words: Iterable[str] = ()) -> None:
        """Index the words; `correct_words` ones are known to be right and are left as they are."""
        self._known = frozenset(words)
        self._right = self._known | frozenset(correct_words)
        self._longest = max(map(len, self._known), default=0) + MAX_TYPOS

    def __contains__(self, word: str) -> bool:
        """Whether the word needs no mending."""
        return word in self._right

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """What is left of each word with one letter taken out, and the words it is left of."""
        near: dict[str, list[str]] = {}
        for word in self._correctable:
            for stump in {word, *_deletions(word)}:
                near.setdefault(stump, []).append(word)
        return near

    @cached_property
    def _long(self) -> dict[tuple[str, int], list[str]]:
        """The words in which two slips are forgiven, by how they begin and how long they are."""
        long: dict[tuple[str, int], list[str]] = {}
        for word in self._correctable:
            if len(word) >= MIN_LENGTH_FOR_TWO_TYPOS:
                long.setdefault((word[:FIXED_LEADING_LETTERS], len(word)), []).append(word)
        return long

    @property
    def _correctable(self) -> list[str]:
        return sorted(word for word in self._known if len(word) >= MIN_CORRECTABLE_LENGTH and word.isalpha())

    def correct(self, word: str) -> str | None:
        """The known word that is meant, or None where none is near enough or two are equally near."""
        if word in self._right or not MIN_CORRECTABLE_LENGTH <= len(word) <= self._longest or not word.isalpha():
            return None
        best = self._one_slip_away(word) or self._two_slips_away(word)
        stem = best[0][: len(best[0]) - LONGEST_ENDING] if best else ""
        return best[0] if stem and all(near.startswith(stem) for near in best) else None

    def _one_slip_away(self, word: str) -> list[str]:
        near = self._near
        found = {one for stump in (word, *_deletions(word)) if stump in near for one in near[stump]}
        return sorted(one for one in found if _begin_alike(word, one) and _edit_distance(word, one, 1)) if found else []

    def _two_slips_away(self, word: str) -> list[str]:
        if len(word) < MIN_LENGTH_FOR_TWO_TYPOS:
            return []
        lengths = range(len(word) - MAX_TYPOS, len(word) + MAX_TYPOS + 1)
        near = (one for length in lengths for one in self._long.get((word[:FIXED_LEADING_LETTERS], length), ()))
        return sorted(one for one in near if _edit_distance(word, one, MAX_TYPOS) and not _both_replaced(word, one))


def _begin_alike(word: str, near: str) -> bool:
    """Whether one can be a slip in the other: in short words nobody gets the first letter wrong."""
    return word[0] == near[0] or word[:2] == near[1::-1] or len(near) >= MIN_LENGTH_FOR_TWO_TYPOS


def _edit_distance(word: str, near: str, most: int) -> int:
    """How many slips apart the two are, 0 where it is more than `most`."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # a question without slips never waits for it

    slips = OSA.distance(word, near, score_cutoff=most)
    return slips if slips <= most else 0


def _both_replaced(word: str, near: str) -> bool:
    """Whether two slips put other letters in place of two, which makes authorise of authority."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415  # a question without slips never waits for it

    return Indel.distance(word, near) > MAX_TYPOS + 1


def _deletions(word: str) -> list[str]:
    """The word with each of its letters taken out in turn."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


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


def nearest_names(word: str, names: Mapping[str, str], limit: int, cutoff: float = 50) -> list[str]:
    """What the names nearest to the word stand for, nearest first: something to offer, not to answer with."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # a question without slips never waits for it

    ranked = process.extract(word, list(names), scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    return list(dict.fromkeys(names[name] for name, _, _ in ranked))
