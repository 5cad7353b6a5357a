"""The models of the knowledge files, as frozen values. The models of the checklist are in `checklists`.

They are plain dataclasses so that answering a question does not import pydantic, which takes longer than the answer.
The loader validates YAML against them, and the JSON Schemas for editors are generated from them: the docstring of an
attribute is its description there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from bot.knowledge.field_types import Length, Line, Sentence, Text, Word

FORBID_UNKNOWN = {"extra": "forbid", "use_attribute_docstrings": True}


class KnowledgeModel:
    """The base class of every model. Configures pydantic, where it is imported, to refuse unknown keys."""

    __slots__ = ()
    __pydantic_config__ = FORBID_UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(KnowledgeModel):
    """What a number measures. A card never shows a number without it."""

    year: Word
    """The year the number was measured, such as 2025, or "not stated"."""
    of: Line
    """Who was counted, such as "Fortune 500 companies"."""
    measure: Literal["mean", "median", "share", "range", "estimate"]
    """What kind of number it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(KnowledgeModel):
    """One statement and its sources."""

    text: Text
    """The statement, in your own words: never a sentence copied from a source."""
    sources: tuple[Word, ...] = ()
    """Ids from sources.yml."""
    basis: Literal["source", "inference", "suggestion"] = "source"
    """source: a source says so; inference: we conclude it from the sources; suggestion: Rolecall's own default."""
    figure: Figure | None = None
    """Year, population and kind of the number in the text, if there is one."""
    disputed: bool = False
    """True if another fact in the same list contradicts this one. The card shows both as disputed."""
    own: bool = False
    """True for a company's own statement, from a folder that overlays the shipped knowledge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect(KnowledgeModel):
    """What is known about one topic of one role."""

    brief: Line
    """The topic in one line, for a cell of the comparison table. At most twelve words in the shipped knowledge."""
    answer: Fact | None = None
    """The short answer to "what is this role's ...?": one sentence of at most 30 words that makes sense alone."""
    facts: Annotated[tuple[Fact, ...], Length(1)]
    """The topic in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense(KnowledgeModel):
    """Another meaning of one of a role's abbreviations, which is not a role."""

    short: Word
    """The abbreviation, such as CRO."""
    name: Word
    """The other meaning, such as "contract research organisation"."""
    where: Word
    """Where it has that meaning, such as "pharma"."""
    cues: tuple[Word, ...] = ()
    """Words in a question that indicate this meaning, such as "clinical trial"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(KnowledgeModel):
    """An executive role and its profile."""

    id: Word
    title: Word
    """The full title, such as Chief Marketing Officer."""
    short: Annotated[str, Length(1, 24)]
    """The heading of its table column, such as CMO or CPO (product)."""
    level: Literal["c_level", "vp", "staff"]
    summary: Sentence
    """The role in one sentence."""
    reviewed: Word
    """The month of the last review, as 2026-11."""
    owner: Word | None = None
    """The person or team that maintains the entry."""
    abbreviations: tuple[Word, ...] = ()
    """Matched exactly, never fuzzily: short abbreviations of different roles are too similar."""
    ambiguous: tuple[Word, ...] = ()
    """The abbreviations that this role shares with another role."""
    names: tuple[Word, ...] = ()
    """Other titles for the same role."""
    misspellings: tuple[Word, ...] = ()
    """Common misspellings that the spelling correction would not catch."""
    also_means: tuple[Sense, ...] = ()
    accountable_for: Line | None = None
    """What the role answers for, as the end of "accountable for ...": "cash, forecasts and the company's controls"."""
    hire_when: Line | None = None
    """When a company needs one, as the end of "when ...": "one person must own the whole revenue number"."""
    hired_at: Literal["founding", "seed", "series_a", "series_b", "series_c", "late"] | None = None
    """The stage at which a venture-backed company usually makes its first such hire."""
    topics: Mapping[Word, Aspect] = field(default_factory=dict)
    """Topic id to what is known about it. A topic without evidence is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(KnowledgeModel):
    """One way in which the two roles of a pair differ."""

    title: Word
    topic: Word | None = None
    """The topic it belongs to. Its sides then replace the cells of that row in the comparison."""
    sides: Mapping[Word, Line]
    """Role id to what is true of that role."""
    sources: tuple[Word, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity(KnowledgeModel):
    """One thing the two roles of a pair share."""

    title: Word
    text: Text
    sources: tuple[Word, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(KnowledgeModel):
    """What is true only of two roles together."""

    roles: Annotated[tuple[Word, ...], Length(2, 2)]
    headline: Sentence
    """The difference in one sentence."""
    reviewed: Word
    owner: Word | None = None
    differences: tuple[Difference, ...] = ()
    similarities: tuple[Similarity, ...] = ()
    importance: tuple[Fact, ...] = ()
    """Which of the two matters more, or ranks higher. In this list and the next two, the first fact is the answer."""
    both_or_one: tuple[Fact, ...] = ()
    which_first: tuple[Fact, ...] = ()
    collaboration: tuple[Fact, ...] = ()
    """How the two work together, and where they come into conflict."""
    decides: tuple[Fact, ...] = ()
    """Which of the two decides what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(KnowledgeModel):
    """A topic on which roles or pairs are described."""

    id: Word
    name: Word
    """The heading of its table row, such as Metrics."""
    question: Line
    """The topic as a question, such as "How is success measured?"."""
    of: Literal["role", "pair"]
    names: tuple[Word, ...] = ()
    """Other words for it in questions: single words or short phrases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry(KnowledgeModel):
    """A curated question: several phrasings and one answer."""

    id: Word
    ask: Annotated[tuple[Line, ...], Length(1)]
    """Phrasings of the question. The first is the heading of the card."""
    answer: Annotated[tuple[Fact, ...], Length(1)]
    """The first fact is the short answer, in at most 30 words; the others say what decides it."""
    part_of: Word | None = None
    """The id of the entry that this one belongs to, if its phrasings need an answer of their own. It is understood word
    for word; similar wordings are answered by that entry."""
    roles: tuple[Word, ...] = ()
    """The roles the answer is about."""
    topic: Word | None = None
    reviewed: Word
    owner: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake(KnowledgeModel):
    """The part that one role has in a thing that is owned."""

    role: Word
    part: Literal["decides", "leads", "consulted"]
    text: Text
    sources: tuple[Word, ...] = ()
    basis: Literal["source", "inference", "suggestion"] = "source"
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(KnowledgeModel):
    """Something people ask "who owns this?" about, such as pricing."""

    id: Word
    name: Word
    names: tuple[Word, ...] = ()
    answer: Fact | None = None
    """The short answer to "who owns it?": one sentence of at most 30 words that makes sense alone."""
    stakes: Annotated[tuple[Stake, ...], Length(1)]
    differs: tuple[Fact, ...] = ()
    """How companies differ."""
    reviewed: Word
    owner: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(KnowledgeModel):
    """A publication that facts are taken from."""

    id: Word
    title: Annotated[str, Length(1, 200)]
    publisher: Line
    address: Annotated[str, Length(1, 400)] | None = None
    """Web address; left out if unknown."""
    year: Word | None = None
    strength: Literal["official", "practitioner", "vendor", "thin"]
    """official: official or peer-reviewed; practitioner: investor, search firm, trade press; vendor: has something to
    sell; thin: corroboration only."""
    kind: Literal["study", "data", "law", "reference", "news", "opinion"] | None = None
    """study: research with a stated method; data: a firm's own figures; law: statute, regulator or official guidance;
    reference: a register, dictionary or job profile; news: reporting; opinion: a firm's or a person's view."""
    note: Line | None = None
    """A caveat for readers, such as "figures seen second-hand"."""
