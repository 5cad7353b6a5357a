"""Annotates a text with what it mentions, before anything is concluded: roles, topics, things, cues, unknown words."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from bot.understanding.entities import Entity, find_entities
from bot.understanding.intents import Meaning
from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import Utterance, normalise
from bot.understanding.phrases import ROLE, Span

GLOBAL_CUES = frozenset(
    (
        *("asking", "situation", "again", "who_is", "executives", "person", "chatter", "outside"),
        *("help", "list", "whom", "a_hire", "our_hires", "progress", "judges"),
    )
)
"""Cues that count anywhere in the text. The others count only in the clause that asks."""
UNANSWERABLE_CUES = frozenset(
    ("a_hire", "our_hires", "progress", "judges", "dismissing", "pay", "paid_more", "how_long")
)
"""Cues of questions that are never answered. They do not explain the words of a question that is."""
CUES_WITHOUT_POSITION = UNANSWERABLE_CUES | {"asking"}
"""Cues that do not show where in a text the question is."""
T = TypeVar("T")
NEGATIONS = frozenset(("not", "except", "excluding", "without"))
JOINED = frozenset((ROLE, word, ROLE) for word in ("and", "or", "vs", "versus", "v"))
"""Two roles joined by a word. In "@ @" the second name only explains the first."""
PERSONAL = frozenset(("i", "me", "my", "mine", "you", "your"))


class Annotation(NamedTuple):
    """What was found in a text.

    - `masked`: the words without fillers, with `@` for each role.
    - `entities`: every mention of a role.
    - `roles`: the roles asked about, each once, in the order named.
    - `ambiguous_entities`: the mentions that may mean several roles.
    - `unknown_titles`: executive titles that the knowledge does not have.
    - `non_executive_titles`: titles below executive level.
    - `senses`: abbreviations used in a sense that is not a role, with that sense.
    - `topics`: topics of roles, in the order named.
    - `weak_topics`: the same, with those named by a word that often means something else.
    - `things`: things that can be owned, the most specific first.
    - `unknown_words`: the words near the question without a known meaning.
    - `unknown_word_count`: the number of such words in the whole text.
    - `correction_count`: the number of corrected words.
    - `resolved_abbreviations`: the ambiguous abbreviations that were resolved by their meaning in the channel.
    """

    text: str
    utterance: Utterance
    words: tuple[str, ...]
    masked: tuple[str, ...]
    entities: tuple[Entity, ...]
    roles: tuple[str, ...]
    ambiguous_entities: tuple[Entity, ...]
    unknown_titles: tuple[str, ...]
    non_executive_titles: tuple[str, ...]
    senses: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    weak_topics: tuple[str, ...]
    things: tuple[str, ...]
    cues: frozenset[str]
    unknown_words: tuple[str, ...]
    unknown_word_count: int
    correction_count: int
    resolved_abbreviations: tuple[Meaning, ...] = ()

    def has(self, *cues: str) -> bool:
        """Return whether the text has any of these cues."""
        return not self.cues.isdisjoint(cues)

    @property
    def has_two_names(self) -> bool:
        """Whether the text names one role only, by more than one of its names."""
        return len(self.roles) == 1 < len({self.words[m.start : m.end] for m in self.entities})

    @property
    def sets_names_apart(self) -> bool:
        """Whether the text contrasts two names of one role: `CFO vs head of finance`, `both CFO and ...`."""
        joined = any(self.masked[at : at + 3] in JOINED for at in range(len(self.masked)))
        return self.has_two_names and (joined or self.has("versus"))

    @property
    def is_personal(self) -> bool:
        """Whether the text is about the writer or addresses the reader: `why was I charged for my own card?`."""
        return not PERSONAL.isdisjoint(self.utterance.words)


def annotate(text: str, lexicon: Lexicon) -> Annotation:
    """Annotate a text. Never raises, and is fast for texts of any length."""
    utterance = normalise(text)
    words, mentions = _correct_and_find_roles(utterance, lexicon)
    wanted = tuple(m for m in mentions if not _negated(m, words)) or mentions
    masked, places = _mask(words, mentions, lexicon)
    outside = _blanked(words, mentions)
    things = lexicon.things.longest(outside)
    all_cues, all_topics = lexicon.cues.everywhere(masked), lexicon.topics.longest(outside)
    strong = [topic for topic in all_topics if not _is_weak(topic, words, lexicon)]
    asked = _asked_in(utterance, all_cues, strong, places)
    cues = [c for c in all_cues if c.value in GLOBAL_CUES or places[c.start] in asked]
    topics = [t for t in all_topics if t.start in asked]
    titles = [t for t in _titles(outside, lexicon) if not any(_within(t, thing) for thing in things)]
    senses = lexicon.senses.longest(words)
    unexplained = _unexplained(words, _covered(mentions, [*all_topics, *things, *titles], all_cues, places), lexicon)
    return Annotation(
        text=text,
        utterance=utterance,
        words=words,
        masked=masked,
        entities=mentions,
        roles=_unique(m.roles[0] for m in wanted if len(m.roles) == 1),
        ambiguous_entities=tuple(m for m in wanted if len(m.roles) > 1),
        unknown_titles=_find_unknown_titles(titles, mentions, words, lexicon),
        non_executive_titles=_find_non_executive_titles(outside, things, lexicon),
        senses=tuple(s.value for s in senses if "not" not in words[max(0, s.start - 2) : s.start]),
        topics=_unique(s.value for s in topics if not _is_weak(s, words, lexicon)),
        weak_topics=_unique(s.value for s in topics),
        things=_unique(s.value for s in sorted(things, key=lambda s: s.start - s.end)),
        cues=frozenset(s.value for s in cues),
        unknown_words=tuple(
            words[at] for at in sorted(unexplained & _near_question(utterance, mentions, cues, places))
        ),
        unknown_word_count=len(unexplained),
        correction_count=sum(one != other for one, other in zip(words, utterance.words, strict=True)),
    )


def _correct_and_find_roles(utterance: Utterance, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[Entity, ...]]:
    """Return the words with their spelling corrected, and the roles among them.

    In a text that names a role or a thing, more words are corrected: it is likely to be about executive roles.
    """
    words = tuple(lexicon.spelling.correct(word) or word for word in utterance.words)
    mentions = find_entities(utterance, words, lexicon)
    if mentions or lexicon.things.everywhere(words):
        words = tuple(lexicon.wide_spelling.correct(word) or word for word in words)
    return words, mentions


def _find_non_executive_titles(
    outside: Sequence[str], things: Sequence[Span[str]], lexicon: Lexicon
) -> tuple[str, ...]:
    titles = lexicon.non_executive_titles.longest(outside)
    return _unique(title.value for title in titles if not any(_within(title, thing) for thing in things))


def _asked_in(
    utterance: Utterance, cues: Sequence[Span[str]], topics: Sequence[Span[str]], places: Sequence[int]
) -> range:
    """Return the positions of the clause that asks: the last one with a cue or a topic."""
    telling = [places[cue.start] for cue in cues if cue.value not in GLOBAL_CUES] + [topic.start for topic in topics]
    return range(*utterance.clause(max(telling))) if telling else range(len(utterance.words))


def resolve_abbreviations(annotation: Annotation, meanings: Mapping[str, str]) -> Annotation:
    """Return the annotation with ambiguous abbreviations resolved.

    `meanings` maps abbreviations in lower case to role ids.
    """
    if not annotation.ambiguous_entities or not meanings:
        return annotation
    decided = tuple(_decided(m, meanings.get(m.shared_abbreviation)) for m in annotation.entities)
    left_out = {m.start for m in annotation.entities} - {
        m.start for m in (*annotation.ambiguous_entities, *_certain(annotation))
    }
    wanted = [m for m in decided if m.start not in left_out]
    return annotation._replace(
        entities=decided,
        roles=_unique(m.roles[0] for m in wanted if len(m.roles) == 1),
        ambiguous_entities=tuple(m for m in wanted if len(m.roles) > 1),
        resolved_abbreviations=_unique(
            (m.shared_abbreviation, meanings[m.shared_abbreviation])
            for m in annotation.ambiguous_entities
            if meanings.get(m.shared_abbreviation) in m.roles
        ),
    )


def _decided(mention: Entity, role: str | None) -> Entity:
    return mention._replace(roles=(role,)) if role in mention.roles else mention


def _certain(annotation: Annotation) -> tuple[Entity, ...]:
    return tuple(m for m in annotation.entities if len(m.roles) == 1 and m.roles[0] in annotation.roles)


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _within(inner: Span[str], outer: Span[str]) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _negated(mention: Entity, words: Sequence[str]) -> bool:
    """Return whether the mention is negated: `not the CFO`, `other than the CFO`."""
    before = [
        word for word in words[max(0, mention.start - 3) : mention.start] if word not in ("a", "an", "the", "our")
    ]
    return bool(before) and (before[-1] in NEGATIONS or before[-2:] in (["other", "than"], ["rather", "than"]))


def _mask(
    words: Sequence[str], mentions: Sequence[Entity], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the words without fillers and with `@` for roles, and the position of each in the text."""
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


def _blanked(words: Sequence[str], mentions: Sequence[Entity]) -> tuple[str, ...]:
    """Return the words with those of roles emptied, so that no phrase is found across or inside a role."""
    inside = {at for m in mentions for at in range(m.start, m.end)}
    return tuple("" if at in inside else word for at, word in enumerate(words))


def _titles(outside: Sequence[str], lexicon: Lexicon) -> list[Span[str]]:
    """Return the titles that the knowledge lacks: listed ones, and any words from `chief` to `officer`."""
    found = lexicon.unknown_executive_titles.longest(outside)
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


def _find_unknown_titles(
    titles: Sequence[Span[str]], mentions: Sequence[Entity], words: Sequence[str], lexicon: Lexicon
) -> tuple[str, ...]:
    """Return the unknown titles that are asked about: alone, or in a list with known roles."""
    if not mentions:
        return _unique(s.value for s in titles)
    return _unique(s.value for s in titles if any(_listed_with(s, m, words, lexicon) for m in mentions))


def _listed_with(title: Span[str], mention: Entity, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether there are only connecting words between the two."""
    first, last = (title.end, mention.start) if title.end <= mention.start else (mention.end, title.start)
    return all(word in lexicon.connectors for word in words[first:last])


def _is_weak(span: Span[str], words: Sequence[str], lexicon: Lexicon) -> bool:
    return tuple(words[span.start : span.end]) in lexicon.weak_topics


def _covered(
    mentions: Sequence[Entity], spans: Sequence[Span[str]], cues: Sequence[Span[str]], places: Sequence[int]
) -> set[int]:
    """Return the positions of the words with a known meaning."""
    ranges = [(m.start, m.end) for m in mentions] + [(s.start, s.end) for s in spans]
    covered = {at for start, end in ranges for at in range(start, end)}
    of_roles = (cue for cue in cues if cue.value not in UNANSWERABLE_CUES)
    return covered | {places[at] for cue in of_roles for at in range(cue.start, cue.end)}


def _unexplained(words: Sequence[str], covered: set[int], lexicon: Lexicon) -> set[int]:
    """Return the positions of the words without a known meaning."""
    return {
        at
        for at, word in enumerate(words)
        if at not in covered and word not in lexicon.known_words and not word[0].isdigit()
    }


def _near_question(
    utterance: Utterance, mentions: Sequence[Entity], cues: Sequence[Span[str]], places: Sequence[int]
) -> set[int]:
    """Return the positions of the clauses with a role or a cue, or of all words if there are none."""
    anchors = [m.start for m in mentions] + [
        places[cue.start] for cue in cues if cue.value not in CUES_WITHOUT_POSITION
    ]
    near: set[int] = set() if anchors else set(range(len(utterance.words)))
    for anchor in anchors:
        if anchor not in near:
            near.update(range(*utterance.clause(anchor)))
    return near
