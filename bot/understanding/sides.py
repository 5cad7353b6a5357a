"""Decides which of the roles and titles in a text the question is about, and which are only mentioned.

In "CFO here, what does a CRO do?" the CRO is a side of the question and the CFO a bystander. A small linear model
decides from the words around each mention; `python -m training` trains it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from bot.understanding.linear_model import LinearModel
from bot.understanding.thresholds import MIN_LIST_PROBABILITY, MIN_SIDE_PROBABILITY, MIN_UNKNOWN_SIDE_PROBABILITY

SIDE, BYSTANDER = "side", "bystander"
BUCKETS = 1 << 17
WINDOW = 6
"""How many tokens on either side of a mention count."""
REACH = 20
"""How many tokens on either side count as what the text says, wherever they stand. It bounds the time."""
MAX_LINK = 4
"""The greatest number of tokens between two mentions that count as what joins them."""
BEYOND = "-"
JOINING = frozenset((",", "and", "or", "a", "an", "the", "/", "&", "+", "vs", "versus"))
"""What may stand between the roles of a list."""
SENTENCE, PHRASE = frozenset((".", "?")), frozenset((".", "?", ","))
"""The tokens that end a sentence, and those that end a part of one."""
ASKING = frozenset(
    (
        *("who", "whom", "whose", "what", "which", "how", "when", "where", "why", "do", "does", "did", "is", "are"),
        *("can", "could", "may", "must", "should", "will", "would", "compare", "define", "describe", "difference"),
        *("explain", "list", "tell", "versus", "vs"),
    )
)
"""Words that show which part of a text asks: roles are often asked about in that part, and mentioned in the others."""
AMBIGUOUS, TITLE, JOINED_TITLE = "ambiguous", "title", "joined title"
TITLES = (TITLE, JOINED_TITLE)


class Mention(NamedTuple):
    """A role or an unknown title among the tokens of a text: its position, and what it is.

    `role` is the id of a role, AMBIGUOUS, or TITLE or JOINED_TITLE for one that the knowledge doesn't hold. `noun` is
    the last word of such a title: an auditor is rarely a side, and an agency often.
    """

    position: int
    role: str
    noun: str = ""


def is_side(tokens: Sequence[str], mentions: Sequence[Mention], trained: LinearModel) -> tuple[bool, ...]:
    """Return for each mention whether the question is about it."""
    likely = [
        trained.probabilities(mention_features(tokens, mentions, number))[SIDE] for number in range(len(mentions))
    ]
    asked = [
        probability >= (MIN_UNKNOWN_SIDE_PROBABILITY if mention.role in TITLES else MIN_SIDE_PROBABILITY)
        for probability, mention in zip(likely, mentions, strict=True)
    ]
    for first, end in _lists(tokens, mentions):
        if sum(likely[first:end]) >= MIN_LIST_PROBABILITY * (end - first):
            asked[first:end] = [True] * (end - first)
    return tuple(asked)


def _lists(tokens: Sequence[str], mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the first mention and the one after the last of each list: "a CEO, a COO and a CFO"."""
    first = 0
    for number in range(1, len(mentions) + 1):
        if number < len(mentions) and _is_joined(tokens, mentions[number - 1], mentions[number]):
            continue
        if number - first > 1:
            yield first, number
        first = number


def _is_joined(tokens: Sequence[str], one: Mention, other: Mention) -> bool:
    """Return whether nothing but commas, articles and the like stands between two roles."""
    between = tokens[one.position + 1 : other.position]
    return one.role not in TITLES and other.role not in TITLES and JOINING.issuperset(between)


def mention_features(tokens: Sequence[str], mentions: Sequence[Mention], number: int) -> list[int]:
    """Return the numbers, below BUCKETS, of the features of one mention, each once."""
    return list({crc32(feature.encode()) % BUCKETS for feature in _features(tokens, mentions, number)})


def _features(tokens: Sequence[str], mentions: Sequence[Mention], number: int) -> Iterator[str]:
    at, role, noun = mentions[number]
    count = min(len(mentions), 4)
    before = [BEYOND, BEYOND, BEYOND, "^", *tokens[:at]][::-1]
    after = [*tokens[at + 1 :], "$", BEYOND, BEYOND, BEYOND]
    for name, near in (("before", before), ("after", after)):
        yield from (f"{name} {near[0]}", f"{name} {near[0]} {near[1]}", f"{name} {near[0]} {near[1]} {near[2]}")
        yield from (f"{name} near {token}" for token in near[:WINDOW])
        yield from (f"{name} near {one} {other}" for one, other in pairwise(near[:WINDOW]))
    yield from (f"between {before[0]} {after[0]}", f"role {role}", f"role {role} of {count}")
    yield from (f"number {min(number, 3)} of {count}", f"last {number == len(mentions) - 1} of {count}")
    if noun:
        yield from (f"noun {noun}", f"noun {noun} of {count}")
    yield from _links(tokens, mentions, number, noun)
    yield f"repeated {sum(other.role == role for other in mentions) > 1}"
    yield from (f"text {token} {min(number, 2)}" for token in set(tokens[max(0, at - REACH) : at + REACH]))
    for name, stops in (("sentence", SENTENCE), ("phrase", PHRASE)):
        yield from (f"{name} {feature}" for feature in _part_features(_parts(tokens, stops), tokens, mentions, number))


def _links(tokens: Sequence[str], mentions: Sequence[Mention], number: int, noun: str) -> Iterator[str]:
    """Yield what stands between a mention and its neighbours: "or" in "CFO or auditor"."""
    kind = "title" if noun else "role"
    for name, other in (("left", number - 1), ("right", number + 1)):
        if 0 <= other < len(mentions):
            start, end = sorted((mentions[number].position, mentions[other].position))
            between = tokens[start + 1 : end]
            words = " ".join(between) if len(between) <= MAX_LINK else BEYOND
            other_kind = "title" if mentions[other].noun else "role"
            yield from (f"{kind} {name} {other_kind} {words}", f"{kind} {words}")


class TextPart(NamedTuple):
    """A part of a text: where it starts, where it ends (exclusive), and whether it seems to ask something."""

    start: int
    end: int
    is_asking: bool


def _parts(tokens: Sequence[str], stops: frozenset[str]) -> list[TextPart]:
    """Return the parts between these stops, empty ones included."""
    ends = [at for at, token in enumerate(tokens) if token in stops]
    bounds = zip([0, *(end + 1 for end in ends)], [*ends, len(tokens)], strict=True)
    return [
        TextPart(start, end, not ASKING.isdisjoint(tokens[start:end]) or "?" in tokens[end : end + 1])
        for start, end in bounds
    ]


def _part_features(
    parts: Sequence[TextPart], tokens: Sequence[str], mentions: Sequence[Mention], number: int
) -> Iterator[str]:
    """Yield whether the part of a mention asks, whether others or later ones do, and what it consists of."""
    at, role, _ = mentions[number]
    place = next(place for place, part in enumerate(parts) if at <= part.end)
    start, end, asks = parts[place]
    others = any(part.is_asking for one, part in enumerate(parts) if one != place)
    later = f"{asks} {any(part.is_asking for part in parts[place + 1 :])}"
    count = min(len(mentions), 3)
    inside = min(sum(start <= other.position < end for other in mentions), 3)
    before, after = ASKING.isdisjoint(tokens[start:at]), ASKING.isdisjoint(tokens[at:end])
    yield from (f"asks {asks} {others}", f"asks {later} {inside} of {count}", f"role {role} {later} {count}")
    yield from (f"begins {tokens[start]} {asks} {others}", f"begins {' '.join(tokens[start : start + 2])} {asks}")
    yield from (f"place {min(at - start, 4)} {later} {count}", f"asks around {before} {after} {later} {count}")
    yield from (f"next {_token(tokens, at + 1)} {later}", f"previous {_token(tokens, at - 1)} {later}")
    yield from (f"has {token} {later}" for token in set(tokens[max(start, at - REACH) : min(end, at + REACH)]))


def _token(tokens: Sequence[str], at: int) -> str:
    return tokens[at] if 0 <= at < len(tokens) else BEYOND
