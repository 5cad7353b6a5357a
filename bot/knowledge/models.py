"""The models of the knowledge files, as frozen values. The models of the checklist are in `checklists`.

They are plain dataclasses so that answering a question does not import pydantic, which takes longer than the answer.
The loader validates YAML against them, and the JSON Schemas for editors are generated from them: the docstring of an
attribute is its description there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from bot.knowledge.field_types import Length, Line, Sentence, Text, Word

Stage = Literal["seed", "series_a", "series_b", "series_c", "late"]
"""The stage of a venture-backed company."""
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
    undated: Line | None = None
    """Why the year is not stated."""
    of: Line
    """Who was counted, such as "Fortune 500 companies"."""
    measure: Literal["mean", "median", "share", "range", "estimate"]
    """What kind of number it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureEntry(KnowledgeModel):
    """One figure of figures.yml: what was measured, of whom, by whom and when. Facts refer to it by its id."""

    id: Word
    value: Line
    """The number as it is given, with its unit, such as "4.1 years" or "65%"."""
    what: Line
    """What it measures. Time in seat, of people who hold the job, is not completed tenure, of people who left it."""
    measure: Literal["mean", "median", "share", "range", "estimate"]
    of: Line
    """Who was counted, such as "Fortune 500 CMOs"."""
    n: Word | None = None
    """How many were counted."""
    country: Word | None = None
    """Where; left out if worldwide or unknown."""
    year: Word
    """The edition, such as 2025, or "not stated"."""
    undated: Line | None = None
    """Why the year is not stated."""
    source: Word
    """The id of the source, which has the publisher, the address and the strength."""
    caveat: Line | None = None
    """What a reader should know before quoting it."""
    next_due: Word | None = None
    """The month in which the next edition is due, as 2027-02."""
    superseded_by: Word | None = None
    """The id of the figure that replaces it: a newer edition of the same count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(KnowledgeModel):
    """One statement and its sources."""

    text: Text
    """The statement, in your own words: never a sentence copied from a source."""
    label: Word | None = None
    """What it is about, shown before it: a phase, a stage, an interview question."""
    sources: tuple[Word, ...] = ()
    """Ids from sources.yml."""
    basis: Literal["source", "inference", "suggestion"] = "source"
    """source: a source says so; inference: we conclude it from the sources; suggestion: Rolecall's own default."""
    figure: Figure | None = None
    """Year, population and kind of the number in the text, if there is one. In YAML it is the id of a figure."""
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
class KitAspect(KnowledgeModel):
    """What a kit says about one topic. On a topic that the role's own file has, the facts are added to that file's."""

    brief: Line | None = None
    """As in an aspect; may be left out if the role's own file has the topic."""
    answer: Fact | None = None
    facts: Annotated[tuple[Fact, ...], Length(1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit(KnowledgeModel):
    """What it takes to hire for one role and to start well in it: further topics of the role."""

    role: Word
    reviewed: Word
    """The month of the last review, as 2026-11."""
    owner: Word | None = None
    """The person or team that maintains the entry."""
    topics: Mapping[Word, KitAspect]
    """Topic id to what is known about it."""


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
    by_stage: Mapping[Stage, Fact] = field(default_factory=dict)
    """Stage to what to do about the role then, as a sentence that can follow "At Series A, ..."."""
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
    definite: bool = False
    """True if a sentence names it with "the": "Who owns the marketing budget?", but "Who owns pricing?"."""
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
