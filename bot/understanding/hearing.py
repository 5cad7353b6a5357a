"""What a text holds before anything is concluded from it: roles, topics, things, cues, and words of no use to us."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from bot.understanding.forms import ROLE
from bot.understanding.intents import Meaning
from bot.understanding.lexicon import Lexicon
from bot.understanding.mentions import Mention, find_mentions
from bot.understanding.normalise import Utterance, normalise
from bot.understanding.phrases import Span

EVERYWHERE = frozenset(
    (
        "asking",
        "situation",
        "again",
        "who_is",
        "executives",
        "person",
        "chatter",
        "outside",
        "help",
        "list",
        "whom",
        "a_hire",
        "our_hires",
        "progress",
        "judges",
    )
)
"""Cues that count wherever they stand; the others only in the clause that asks."""
OF_NO_ROLE = frozenset(("a_hire", "our_hires", "progress", "judges", "dismissing", "pay", "paid_more", "how_long"))
"""Cues of what we do not answer: to a question that we do, their words stay as strange as they are."""
ASIDE = OF_NO_ROLE | {"asking"}
"""Cues that do not tell where in a text the question is."""
Item = TypeVar("Item")
NEGATIONS = frozenset(("not", "except", "excluding", "without"))
JOINED = frozenset((ROLE, word, ROLE) for word in ("and", "or", "vs", "versus", "v"))
"""Two names side by side as of two roles; the second of "@ @" only explains the first."""
PERSONAL = frozenset(("i", "me", "my", "mine", "you", "your"))


class Heard(NamedTuple):
    """A text taken apart.

    `roles` are the decided ones in the order named, each once; `unclear` the mentions that could be several roles.
    `strangers` are titles we do not keep, `plain_jobs` those below executive level. `topics` are role topics in the
    order named, `weak_topics` also those named by a word that often means something else, `things` what somebody
    owns, the most specific first. `masked` is the text with fillers left out and `@` for each role. `foreign` are the
    words near the question that mean nothing to us, `unexplained` how many such words there are anywhere, `mended`
    how many were misspelt. `meant` are the shared abbreviations that were decided by what they mean in the channel.
    """

    text: str
    utterance: Utterance
    words: tuple[str, ...]
    masked: tuple[str, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[str, ...]
    unclear: tuple[Mention, ...]
    strangers: tuple[str, ...]
    plain_jobs: tuple[str, ...]
    senses: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    weak_topics: tuple[str, ...]
    things: tuple[str, ...]
    cues: frozenset[str]
    foreign: tuple[str, ...]
    unexplained: int
    mended: int
    meant: tuple[Meaning, ...] = ()

    def has(self, *cues: str) -> bool:
        """Whether any of the cues was given."""
        return not self.cues.isdisjoint(cues)

    @property
    def has_two_names(self) -> bool:
        """Whether one role is named, and by more than one of its names."""
        return len(self.roles) == 1 < len({self.words[m.start : m.end] for m in self.mentions})

    @property
    def sets_names_apart(self) -> bool:
        """Whether two names of one role are held against each other: `CFO vs head of finance`, `both CFO and ...`."""
        joined = any(self.masked[at : at + 3] in JOINED for at in range(len(self.masked)))
        return self.has_two_names and (joined or self.has("versus"))

    @property
    def is_personal(self) -> bool:
        """Whether somebody speaks of themselves, or to somebody: `why was I charged for my own card?`."""
        return not PERSONAL.isdisjoint(self.utterance.words)


def hear(text: str, lexicon: Lexicon) -> Heard:
    """Take a text apart. Never raises; quick whatever its length."""
    utterance = normalise(text)
    words = tuple(lexicon.spelling.mend(word) or word for word in utterance.words)
    mentions = find_mentions(utterance, words, lexicon)
    if mentions or lexicon.things.everywhere(words):
        words = tuple(lexicon.wide_spelling.mend(word) or word for word in words)
    wanted = tuple(m for m in mentions if not _negated(m, words)) or mentions
    masked, places = _mask(words, mentions, lexicon)
    outside = _blanked(words, mentions)
    things = lexicon.things.longest(outside)
    all_cues, all_topics = lexicon.cues.everywhere(masked), lexicon.topics.longest(outside)
    strong = [topic for topic in all_topics if not _is_weak(topic, words, lexicon)]
    asked = _asked_in(utterance, all_cues, strong, places)
    cues = [c for c in all_cues if c.value in EVERYWHERE or places[c.start] in asked]
    topics = [t for t in all_topics if t.start in asked]
    titles = [t for t in _titles(outside, lexicon) if not any(_within(t, thing) for thing in things)]
    senses = lexicon.senses.longest(words)
    unexplained = _unexplained(words, _covered(mentions, [*all_topics, *things, *titles], all_cues, places), lexicon)
    return Heard(
        text=text,
        utterance=utterance,
        words=words,
        masked=masked,
        mentions=mentions,
        roles=_once(m.roles[0] for m in wanted if len(m.roles) == 1),
        unclear=tuple(m for m in wanted if len(m.roles) > 1),
        strangers=_strangers(titles, mentions, words, lexicon),
        plain_jobs=_once(
            job.value for job in lexicon.not_ours.longest(outside) if not any(_within(job, thing) for thing in things)
        ),
        senses=tuple(s.value for s in senses if "not" not in words[max(0, s.start - 2) : s.start]),
        topics=_once(s.value for s in topics if not _is_weak(s, words, lexicon)),
        weak_topics=_once(s.value for s in topics),
        things=_once(s.value for s in sorted(things, key=lambda s: s.start - s.end)),
        cues=frozenset(s.value for s in cues),
        foreign=tuple(words[at] for at in sorted(unexplained & _near_question(utterance, mentions, cues, places))),
        unexplained=len(unexplained),
        mended=sum(one != other for one, other in zip(words, utterance.words, strict=True)),
    )


def _asked_in(
    utterance: Utterance, cues: Sequence[Span[str]], topics: Sequence[Span[str]], places: Sequence[int]
) -> range:
    """The places of the clause that asks: the last one with something to ask in it. The others tell the situation."""
    telling = [places[cue.start] for cue in cues if cue.value not in EVERYWHERE] + [topic.start for topic in topics]
    return range(*utterance.clause(max(telling))) if telling else range(len(utterance.words))


def settled(heard: Heard, meanings: Mapping[str, str]) -> Heard:
    """The same with shared abbreviations decided: `meanings` says which role each stands for (in lower case)."""
    if not heard.unclear or not meanings:
        return heard
    decided = tuple(_decided(m, meanings.get(m.shared)) for m in heard.mentions)
    left_out = {m.start for m in heard.mentions} - {m.start for m in (*heard.unclear, *_certain(heard))}
    wanted = [m for m in decided if m.start not in left_out]
    return heard._replace(
        mentions=decided,
        roles=_once(m.roles[0] for m in wanted if len(m.roles) == 1),
        unclear=tuple(m for m in wanted if len(m.roles) > 1),
        meant=_once((m.shared, meanings[m.shared]) for m in heard.unclear if meanings.get(m.shared) in m.roles),
    )


def _decided(mention: Mention, role: str | None) -> Mention:
    return mention._replace(roles=(role,)) if role in mention.roles else mention


def _certain(heard: Heard) -> tuple[Mention, ...]:
    return tuple(m for m in heard.mentions if len(m.roles) == 1 and m.roles[0] in heard.roles)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))


def _within(inner: Span[str], outer: Span[str]) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _negated(mention: Mention, words: Sequence[str]) -> bool:
    """Whether the mention is ruled out: `not the CFO`, `other than the CFO`."""
    before = [
        word for word in words[max(0, mention.start - 3) : mention.start] if word not in ("a", "an", "the", "our")
    ]
    return bool(before) and (before[-1] in NEGATIONS or before[-2:] in (["other", "than"], ["rather", "than"]))


def _mask(
    words: Sequence[str], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words without fillers and with `@` for roles, and where in the text each of them stands."""
    starts = {m.start: m.end for m in mentions}
    masked: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(words):
        if at in starts:
            masked.append(ROLE)
            places.append(at)
            at = starts[at]
            continue
        if words[at] not in lexicon.fillers:
            masked.append(words[at])
            places.append(at)
        at += 1
    return tuple(masked), tuple(places)


def _blanked(words: Sequence[str], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The words with those of the roles blanked out, so that nothing is read across or inside a role."""
    inside = {at for m in mentions for at in range(m.start, m.end)}
    return tuple("" if at in inside else word for at, word in enumerate(words))


def _titles(outside: Sequence[str], lexicon: Lexicon) -> list[Span[str]]:
    """Titles that are not ours: listed ones, and whatever stands between `chief` and `officer`."""
    found = lexicon.near_roles.longest(outside)
    for start, word in enumerate(outside):
        if word != "chief":
            continue
        for end in range(start + 3, min(start + 6, len(outside) + 1)):
            if outside[end - 1] == "officer" and all(outside[start:end]):
                found.append(Span(start, end, " ".join(outside[start:end])))
    for start, (first, second) in enumerate(pairwise(outside)):
        if first in lexicon.adjusted and not second:
            found.append(Span(start, start + 1, f"{first} role"))
    return found


def _strangers(
    titles: Sequence[Span[str]], mentions: Sequence[Mention], words: Sequence[str], lexicon: Lexicon
) -> tuple[str, ...]:
    """The titles not ours that are asked about: alone, or in one list with roles of ours."""
    if not mentions:
        return _once(s.value for s in titles)
    return _once(s.value for s in titles if any(_listed_with(s, m, words, lexicon) for m in mentions))


def _listed_with(title: Span[str], mention: Mention, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether only connecting words stand between the two."""
    first, last = (title.end, mention.start) if title.end <= mention.start else (mention.end, title.start)
    return all(word in lexicon.connectors for word in words[first:last])


def _is_weak(span: Span[str], words: Sequence[str], lexicon: Lexicon) -> bool:
    return tuple(words[span.start : span.end]) in lexicon.weak_topics


def _covered(
    mentions: Sequence[Mention], spans: Sequence[Span[str]], cues: Sequence[Span[str]], places: Sequence[int]
) -> set[int]:
    """The places of the words that mean something to us."""
    ranges = [(m.start, m.end) for m in mentions] + [(s.start, s.end) for s in spans]
    covered = {at for start, end in ranges for at in range(start, end)}
    of_roles = (cue for cue in cues if cue.value not in OF_NO_ROLE)
    return covered | {places[at] for cue in of_roles for at in range(cue.start, cue.end)}


def _unexplained(words: Sequence[str], covered: set[int], lexicon: Lexicon) -> set[int]:
    """The places of the words without meaning to us."""
    return {
        at
        for at, word in enumerate(words)
        if at not in covered and word not in lexicon.explained and not word[0].isdigit()
    }


def _near_question(
    utterance: Utterance, mentions: Sequence[Mention], cues: Sequence[Span[str]], places: Sequence[int]
) -> set[int]:
    """The places of the clauses where a role or a cue stands; of all words, when none does."""
    anchors = [m.start for m in mentions] + [places[cue.start] for cue in cues if cue.value not in ASIDE]
    near: set[int] = set() if anchors else set(range(len(utterance.words)))
    for anchor in anchors:
        if anchor not in near:
            near.update(range(*utterance.clause(anchor)))
    return near
