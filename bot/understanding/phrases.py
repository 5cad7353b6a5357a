"""Finding phrases in a row of words: exact, quick whatever the number of phrases, with `*` for a few words between."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
GAP = "*"
WIDEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """Words `start` up to but not including `end`, and what they stand for."""

    start: int
    end: int
    value: T

    def touches(self, other: "Span[T]") -> bool:
        """Whether the two share a word."""
        return self.start < other.end and other.start < self.end


class Phrases(Generic[T]):
    """Phrases, each a row of words, with what they stand for; several phrases may stand for the same."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        """Index the phrases; empty ones are left out."""
        self._plain: dict[str, dict[int, dict[tuple[str, ...], list[T]]]] = {}
        self._gapped: defaultdict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        for words, value in entries:
            self._add(tuple(words), value)

    def _add(self, words: tuple[str, ...], value: T) -> None:
        if not words:
            return
        if GAP in words:
            self._gapped[words[0]].append((words, value))
            return
        of_length = self._plain.setdefault(words[0], {}).setdefault(len(words), {})
        values = of_length.setdefault(words, [])
        if value not in values:
            values.append(value)

    def __contains__(self, words: Sequence[str]) -> bool:
        """Whether the words are one of the phrases."""
        return bool(self.exactly(words))

    def exactly(self, words: Sequence[str]) -> tuple[T, ...]:
        """What these words, all of them, stand for."""
        of_length = self._plain.get(words[0], {}) if words else {}
        return tuple(of_length.get(len(words), {}).get(tuple(words), ()))

    def everywhere(self, words: Sequence[str]) -> list[Span[T]]:
        """Every phrase found, overlapping ones too, by where it starts."""
        found: list[Span[T]] = []
        for start, first in enumerate(words):
            for length, phrases in self._plain.get(first, {}).items():
                for value in phrases.get(tuple(words[start : start + length]), ()):
                    found.append(Span(start, start + length, value))
            for phrase, value in self._gapped.get(first, ()):
                end = _match(phrase, words, start)
                if end:
                    found.append(Span(start, end, value))
        return found

    def longest(self, words: Sequence[str]) -> list[Span[T]]:
        """The longest phrases that share no word, in order; of equally long ones the first wins."""
        kept: list[Span[T]] = []
        for span in sorted(self.everywhere(words), key=lambda s: (s.start - s.end, s.start)):
            if not any(span.touches(other) and (span.start, span.end) != (other.start, other.end) for other in kept):
                kept.append(span)
        return sorted(kept, key=lambda s: s.start)


def _match(phrase: Sequence[str], words: Sequence[str], start: int) -> int:
    """Where the phrase, which may hold gaps, ends when it begins at `start`; 0 where it does not match."""
    at = start
    for i, wanted in enumerate(phrase):
        if wanted == GAP:
            rest = phrase[i + 1 :]
            ends = (_match(rest, words, at + skip) for skip in range(WIDEST_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(words) or words[at] != wanted:
            return 0
        at += 1
    return at
