"""Finding phrases in a row of words: exact, quick whatever the number of phrases, with `*` for a few words between."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
GAP = "*"
WIDEST_GAP = 4


class Span(NamedTuple, Generic[T]):
    """Words `start` up to but not including `end`, and what they stand for."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """Phrases, each a row of words, with what they stand for; several phrases may stand for the same."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        """Index the phrases; empty ones are left out."""
        self._plain: dict[str, tuple[T, ...]] = {}
        self._lengths: dict[str, int] = {}
        self._gapped: dict[str, list[tuple[Sequence[str], T]]] = {}
        for words, value in entries:
            if words:
                self._add(words, value)

    def _add(self, words: Sequence[str], value: T) -> None:
        if GAP in words:
            self._gapped.setdefault(words[0], []).append((words, value))
            return
        key = " ".join(words)
        values = self._plain.get(key, ())
        if value not in values:
            self._plain[key] = (*values, value)
            self._lengths[words[0]] = max(len(words), self._lengths.get(words[0], 0))

    def __contains__(self, words: Sequence[str]) -> bool:
        """Whether the words are one of the phrases."""
        return " ".join(words) in self._plain

    def everywhere(self, words: Sequence[str]) -> list[Span[T]]:
        """Every phrase found, overlapping ones too, by where it starts."""
        found: list[Span[T]] = []
        for start, first in enumerate(words):
            if first in self._lengths:
                found += self._plain_at(start, words)
            for phrase, value in self._gapped.get(first, ()):
                if end := _match(phrase, words, start):
                    found.append(Span(start, end, value))
        return found

    def _plain_at(self, start: int, words: Sequence[str]) -> Iterator[Span[T]]:
        key = words[start]
        for end in range(start + 1, min(start + self._lengths[key], len(words)) + 1):
            if end > start + 1:
                key = f"{key} {words[end - 1]}"
            for value in self._plain.get(key, ()):
                yield Span(start, end, value)

    def longest(self, words: Sequence[str]) -> list[Span[T]]:
        """The longest phrases that share no word, in order; of equally long ones the first wins."""
        kept: list[Span[T]] = []
        owners: dict[int, tuple[int, int]] = {}
        for span in sorted(self.everywhere(words), key=lambda s: (s.start - s.end, s.start)):
            here, places = (span.start, span.end), range(span.start, span.end)
            if all(owners.get(at, here) == here for at in places):
                owners.update(dict.fromkeys(places, here))
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
