"""Splits words that were typed without spaces around an abbreviation: `whatdoesacisodo`, `cfosalary`."""

from typing import NamedTuple

MIN_LENGTH, MAX_LENGTH = 6, 40
"""The length, in letters, of what is split. Shorter words would be split by chance."""
LONGEST_PART = 14
MIN_TELLING_LENGTH = 4
"""A part of at least this length, or one of TELLING, must stand beside the abbreviation. Chosen on everyday words."""
TELLING = frozenset(("vs", "or"))
SINGLE_LETTERS = frozenset(("a", "i", "v"))


class RunTogether(NamedTuple):
    """The words that may be run together.

    - `abbreviations`: those of roles, one of which there must be.
    - `words`: the words of questions that may stand around it.
    """

    abbreviations: frozenset[str]
    words: frozenset[str]

    def split(self, word: str) -> tuple[str, ...]:
        """Return the fewest words that this one consists of, or () if it isn't several words around an abbreviation.

        The time is bounded: longer words than MAX_LENGTH are left as they are.
        """
        if not (MIN_LENGTH <= len(word) <= MAX_LENGTH and word.isalpha()):
            return ()
        best: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(word) + 1):
            starts = range(max(0, end - LONGEST_PART), end)
            ends = [(before, word[at:end]) for at in starts if (before := best[at]) is not None]
            best.append(min(((*before, part) for before, part in ends if self._has(part)), key=len, default=None))
        parts = best[-1] or ()
        return parts if any(part in self.abbreviations for part in parts) and self._is_telling(parts) else ()

    def _has(self, part: str) -> bool:
        return part in SINGLE_LETTERS if len(part) == 1 else part in self.words or part in self.abbreviations

    def _is_telling(self, parts: tuple[str, ...]) -> bool:
        """Return whether there are two abbreviations alone, or the rest says something: a `closet` is no CLO."""
        others = [part for part in parts if part not in self.abbreviations]
        return len(parts) - len(others) > 1 or any(
            len(part) >= MIN_TELLING_LENGTH or part in TELLING for part in others
        )
