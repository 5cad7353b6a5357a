"""Fuzzy matching, and the only use of rapidfuzz: corrects misspelt words, and finds titles written as one word.

A typo is one edit of the optimal string alignment distance (OSA): a letter inserted, deleted or replaced, or two
neighbouring letters swapped. The thresholds were chosen by hand; `python -m benchmarks understanding` shows the effect
of a change.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

MIN_CORRECTABLE_LENGTH = 4
"""Shorter words are not corrected: too many of them are one typo apart."""
LONGEST_ENDING = 2
"""Candidates that differ only in their last letters are forms of one word, such as skill and skills; either will do."""
MAX_TYPOS = 2
MIN_LENGTH_FOR_TWO_TYPOS = 9
"""From this length on the corrector allows two typos, below it one."""
FIXED_LEADING_LETTERS = 2
"""With two typos, the first letters of the word must be right."""
LETTERS_PER_TYPO = 4
"""When the word is one of a short list, one typo is allowed for every so many letters."""


class SpellingCorrector:
    """Corrects misspelt words to known ones.

    Candidates within one typo are found in an index of the words with one letter deleted, and within two typos among
    the long words with the same beginning and a similar length; so the time hardly grows with the vocabulary.
    rapidfuzz then measures the distance to the candidates.
    """

    def __init__(self, words: Iterable[str], correct_words: Iterable[str] = ()) -> None:
        """Take the words to correct to, and further words that are right and left as they are."""
        self._known = frozenset(words)
        self._right = self._known | frozenset(correct_words)
        self._longest = max(map(len, self._known), default=0) + MAX_TYPOS

    def __contains__(self, word: str) -> bool:
        """Return whether the word is spelt correctly."""
        return word in self._right

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """Each correctable word, whole and with one letter deleted, to the words it comes from."""
        near: dict[str, list[str]] = {}
        for word in self._correctable:
            for stump in {word, *_deletions(word)}:
                near.setdefault(stump, []).append(word)
        return near

    @cached_property
    def _long(self) -> dict[tuple[str, int], list[str]]:
        """The words that may have two typos, by their first letters and their length."""
        long: dict[tuple[str, int], list[str]] = {}
        for word in self._correctable:
            if len(word) >= MIN_LENGTH_FOR_TWO_TYPOS:
                long.setdefault((word[:FIXED_LEADING_LETTERS], len(word)), []).append(word)
        return long

    @property
    def _correctable(self) -> list[str]:
        return sorted(word for word in self._known if len(word) >= MIN_CORRECTABLE_LENGTH and word.isalpha())

    def correct(self, word: str) -> str | None:
        """Return the known word that is meant, or None if the word is right, or no single word is nearest."""
        if word in self._right or not MIN_CORRECTABLE_LENGTH <= len(word) <= self._longest or not word.isalpha():
            return None
        best = self._one_typo_away(word) or self._two_typos_away(word)
        stem = best[0][: len(best[0]) - LONGEST_ENDING] if best else ""
        return best[0] if stem and all(near.startswith(stem) for near in best) else None

    def _one_typo_away(self, word: str) -> list[str]:
        near = self._near
        found = {one for stump in (word, *_deletions(word)) if stump in near for one in near[stump]}
        return sorted(one for one in found if _begin_alike(word, one) and _edit_distance(word, one, 1)) if found else []

    def _two_typos_away(self, word: str) -> list[str]:
        if len(word) < MIN_LENGTH_FOR_TWO_TYPOS:
            return []
        lengths = range(len(word) - MAX_TYPOS, len(word) + MAX_TYPOS + 1)
        near = (one for length in lengths for one in self._long.get((word[:FIXED_LEADING_LETTERS], length), ()))
        return sorted(one for one in near if _edit_distance(word, one, MAX_TYPOS) and not _both_replaced(word, one))


def _begin_alike(word: str, near: str) -> bool:
    """Return whether the words begin alike: short words rarely have a typo in the first letter, except by a swap."""
    return word[0] == near[0] or word[:2] == near[1::-1] or len(near) >= MIN_LENGTH_FOR_TWO_TYPOS


def _edit_distance(word: str, near: str, most: int) -> int:
    """Return the OSA distance of the two words, or 0 if it is more than `most`."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # a question without typos should not pay for the import

    typos = OSA.distance(word, near, score_cutoff=most)
    return typos if typos <= most else 0


def _both_replaced(word: str, near: str) -> bool:
    """Return whether both typos are replaced letters, as between authorise and authority: those are other words."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415  # a question without typos should not pay for the import

    return Indel.distance(word, near) > MAX_TYPOS + 1


def _deletions(word: str) -> list[str]:
    """Return the word with each of its letters deleted in turn."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


class Titles:
    """Finds full titles whose words are written as one: `chiefmarketingofficer`.

    `CUTOFF` is the least score (rapidfuzz's ratio, 0-100) of a match, and `LEAD` how far it must be ahead of the best
    title of any other role.
    """

    CUTOFF = 88.0
    LEAD = 4.0

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Take a mapping of titles without spaces to role ids."""
        self._by_title = dict(titles)
        self._ids = list(titles.values())
        self._titles = list(titles)

    def exactly(self, squeezed: str) -> str | None:
        """Return the id of the role with exactly this title, or None."""
        return self._by_title.get(squeezed)

    def nearest(self, squeezed: str) -> tuple[str, float] | None:
        """Return the role id and score (0-100) of the best title, or None if no title is good enough and ahead."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  # a question without typos should not pay for the import

        ranked = process.extract(squeezed, self._titles, scorer=fuzz.ratio, score_cutoff=self.CUTOFF, limit=3)
        if not ranked:
            return None
        best = self._ids[ranked[0][2]]
        others = [score for _, score, at in ranked[1:] if self._ids[at] != best]
        if others and ranked[0][1] - others[0] < self.LEAD:
            return None
        return best, ranked[0][1]


def allowed_typos(word: str) -> int:
    """Return how many typos a word may have when it is matched against a short list of choices: 0, 1 or 2.

    One for every LETTERS_PER_TYPO letters. In free text, where any word of the vocabulary may be meant,
    SpellingCorrector is stricter.
    """
    return min(MAX_TYPOS, len(word) // LETTERS_PER_TYPO)


def nearest_word(word: str, choices: Sequence[str]) -> str | None:
    """Return the one choice within `allowed_typos` of the word, or None if there is none or two are equally near."""
    from rapidfuzz import process  # noqa: PLC0415  # a question without typos should not pay for the import
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # a question without typos should not pay for the import

    ranked = process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed_typos(word), limit=2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def nearest_names(word: str, names: Mapping[str, str], limit: int, cutoff: float = 50) -> list[str]:
    """Return the values of the `limit` most similar names, best first: good enough to suggest, not to answer with.

    `cutoff` is the least similarity (rapidfuzz's ratio, 0-100). The default was chosen by hand.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # a question without typos should not pay for the import

    ranked = process.extract(word, list(names), scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    return list(dict.fromkeys(names[name] for name, _, _ in ranked))
