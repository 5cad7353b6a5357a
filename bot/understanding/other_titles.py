"""Recognises titles and helpers that the knowledge doesn't hold: a controller, a head of growth, an agency, a CVO."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import Utterance
from bot.understanding.phrases import Span

CHIEF_ABBREVIATION = re.compile(r"c[b-df-hj-np-tv-z]{1,3}o")
"""What looks like the abbreviation of a chief officer: CVO, CGO, CXPO."""
MAX_TITLE_WORDS = 5
"""From `chief` to `officer`."""
VICE_PRESIDENT = ("vice", "president")
PREPOSITIONS = ("of", "for")
JOINING = frozenset(("or", "vs", "versus", "v", "against", "instead", "rather", "than", "and", "plus", "beside"))
"""Words that set what stands on either side against each other, or add one to the other."""
SKIPPED = frozenset(
    (
        *("a", "an", "the", "our", "your", "my", "of", "than", "some", "another", "plain", "just", "only", "simply"),
        *("two", "three", "four", "five", "six", "more", "extra", "good", "real", "really", "decent"),
    )
)
"""Words between a joining word and the noun that it joins: `or two more AEs`."""
MAX_PHRASE_WORDS = 3


class Title(NamedTuple):
    """A title that the knowledge doesn't hold: the words from `start` up to but not including `end`.

    `is_executive` tells a chief growth officer from a recruiter or an agency. `is_joined`: the text names it as an
    alternative to a role. `is_guess`: nothing but its place beside a role suggests that it is a title at all.
    """

    start: int
    end: int
    text: str
    is_executive: bool
    is_joined: bool = False
    is_guess: bool = False


def find_titles(
    utterance: Utterance, words: Sequence[str], taken: set[int], things: Sequence[Span[str]], lexicon: Lexicon
) -> tuple[Title, ...]:
    """Return every such title outside the positions `taken`, in order. Of two that overlap, the longer one counts.

    The name of one of the `things` in the text is a title at most beside a role: SEO in "CEO or SEO", or the agency in
    "what does a CMO do that an agency doesn't".
    """
    outside = tuple("" if at in taken else word for at, word in enumerate(words))
    found = [
        Title(s.start, s.end, s.value, is_executive=True) for s in lexicon.unknown_executive_titles.longest(outside)
    ]
    found += [Title(s.start, s.end, s.value, is_executive=False) for s in lexicon.non_executive_titles.longest(outside)]
    found += _chief_officers(outside)
    found += _headed_by_a_noun(utterance, outside, lexicon)
    found += _adjusted_roles(outside, lexicon)
    found += _abbreviations(outside, lexicon)
    found += _joined_to_roles(utterance, outside, lexicon)
    named = (_as_guess(t) if any(_ends_within(t, thing) for thing in things) else t for t in _longest(found))
    return tuple(t for t in named if taken or not t.is_guess)


def _as_guess(title: Title) -> Title:
    return title if title.is_joined or title.is_executive else title._replace(is_guess=True)


def _ends_within(title: Title, thing: Span[str]) -> bool:
    return thing.start < title.end <= thing.end


def _chief_officers(outside: Sequence[str]) -> list[Title]:
    """Find any words from `chief` to `officer`, and `head of`, `vp of` or `vice president of` any word."""
    found: list[Title] = []
    for start, word in enumerate(outside):
        if word == "chief":
            ends = range(start + 3, min(start + MAX_TITLE_WORDS + 1, len(outside) + 1))
            found += [
                _title(start, end, outside)
                for end in ends
                if outside[end - 1].startswith("officer") and all(outside[start:end])
            ]
        elif word in ("head", "vp", "director") and _names_a_function(outside[start + 1 : start + 3]):
            found.append(_title(start, start + 3, outside))
        elif tuple(outside[start : start + 2]) == VICE_PRESIDENT and _names_a_function(outside[start + 2 : start + 4]):
            found.append(_title(start, start + 4, outside))
    return found


def _names_a_function(after: Sequence[str]) -> bool:
    return len(after) == 2 and after[0] in PREPOSITIONS and bool(after[1])  # noqa: PLR2004  `of growth`


def _headed_by_a_noun(utterance: Utterance, outside: Sequence[str], lexicon: Lexicon) -> list[Title]:
    """Find nouns for people and firms, with the word before them: `growth manager`, `search firm`."""
    found: list[Title] = []
    for at, word in enumerate(outside):
        if word in lexicon.title_nouns:
            before = outside[at - 1] if at and not utterance.gaps[at] else ""
            start = at - 1 if before and before not in lexicon.small_words and not before[0].isdigit() else at
            found.append(_title(start, at + 1, outside, is_executive=False))
    return found


def _adjusted_roles(outside: Sequence[str], lexicon: Lexicon) -> list[Title]:
    """Find words that make a role another one: `fractional` before a CFO."""
    pairs = enumerate(pairwise(outside))
    return [
        Title(at, at + 1, f"{first} role", is_executive=True)
        for at, (first, second) in pairs
        if first in lexicon.adjusted and not second
    ]


def _joined_to_roles(utterance: Utterance, outside: Sequence[str], lexicon: Lexicon) -> list[Title]:
    """Find anything that is named beside a role: `CIO or MSP`, `an agency instead of a CMO`, `CMO and PR lady`."""
    found: list[Title] = []
    for at, word in enumerate(outside):
        if word not in JOINING or (word == "and" and utterance.gaps[at]):
            continue  # "CFO, and our controller is away" begins another thought
        before, after = _skip(outside, at, -1), _skip(outside, at, 1)
        if before >= 0 and not outside[before] and after < len(outside):
            found += _noun_phrase(utterance, outside, after, 1, lexicon)
        elif after < len(outside) and not outside[after] and before >= 0:
            found += _noun_phrase(utterance, outside, before, -1, lexicon)
    return found


def _skip(outside: Sequence[str], at: int, step: int) -> int:
    """Return the next position in this direction that is no article and no part of the joining words."""
    at += step
    while 0 <= at < len(outside) and outside[at] in SKIPPED:
        at += step
    return at


def _noun_phrase(utterance: Utterance, outside: Sequence[str], start: int, step: int, lexicon: Lexicon) -> list[Title]:
    """Return the content words from a position on, in this direction, as a title; nothing if there are none."""
    end = start
    while 0 <= end < len(outside) and abs(end - start) < MAX_PHRASE_WORDS and _is_content(outside[end], lexicon):
        gap = utterance.gaps[end + 1 if step < 0 else end]
        if end != start and gap:
            break
        end += step
    first, last = (start, end) if step > 0 else (end + 1, start + 1)
    if first >= last:
        return []
    is_guess = outside[last - 1] not in lexicon.title_nouns
    return [Title(first, last, " ".join(outside[first:last]), is_executive=False, is_joined=True, is_guess=is_guess)]


def _is_content(word: str, lexicon: Lexicon) -> bool:
    return bool(word) and word not in lexicon.small_words and not word[0].isdigit()


def _abbreviations(outside: Sequence[str], lexicon: Lexicon) -> list[Title]:
    return [
        Title(at, at + 1, word, is_executive=True)
        for at, word in enumerate(outside)
        if CHIEF_ABBREVIATION.fullmatch(word) and word not in lexicon.abbreviations
    ]


def _title(start: int, end: int, words: Sequence[str], *, is_executive: bool = True) -> Title:
    return Title(start, end, " ".join(words[start:end]), is_executive)


def _longest(found: Sequence[Title]) -> tuple[Title, ...]:
    kept: list[Title] = []
    joined = {at for title in found if title.is_joined for at in range(title.start, title.end)}
    for title in sorted(found, key=lambda t: (t.is_guess, t.start - t.end, not t.is_executive, t.start)):
        if all(title.end <= other.start or other.end <= title.start for other in kept):
            kept.append(
                title._replace(is_joined=title.is_joined or not joined.isdisjoint(range(title.start, title.end)))
            )
    return tuple(sorted(kept))
