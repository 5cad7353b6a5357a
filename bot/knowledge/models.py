"""The shapes of what we know, as frozen values.

Plain dataclasses, so that answering a question never pays for importing a validator; the loader
validates YAML against them and the editor schema is generated from them. Lengths are in characters
and follow from where a text stands on a card.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from bot.knowledge.lengths import Length

Word = Annotated[str, Length(1, 80)]
Line = Annotated[str, Length(1, 160)]
Sentence = Annotated[str, Length(1, 240)]
Text = Annotated[str, Length(1, 420)]

FORBID_UNKNOWN = {"extra": "forbid", "use_attribute_docstrings": True}


class KnowledgeModel:
    """What stands in a knowledge file; tells the validator, where one is imported, to refuse unknown keys."""

    __slots__ = ()
    __pydantic_config__ = FORBID_UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(KnowledgeModel):
    """What a number is a number of. A card never shows a figure without it."""

    year: Word
    """The year the number was measured, such as 2025, or "not stated"."""
    of: Line
    """Who was counted, such as "Fortune 500 companies"."""
    measure: Literal["mean", "median", "share", "range", "estimate"]
    """What kind of number it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(KnowledgeModel):
    """One statement with where it comes from."""

    text: Text
    """The statement, in our own words."""
    sources: tuple[Word, ...] = ()
    """Ids from sources.yml."""
    basis: Literal["source", "inference", "suggestion"] = "source"
    """source: somebody says so; inference: we conclude it from the sources; suggestion: a default of ours."""
    figure: Figure | None = None
    """Year, population and kind of the number in the text, where there is one."""
    disputed: bool = False
    """True where another fact of the same list says otherwise: the card shows both sides as such."""
    own: bool = False
    """True for a company's own statement, laid over the shipped knowledge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect(KnowledgeModel):
    """What is known of one topic of one role."""

    brief: Line
    """The topic in one line: the cell of a comparison table."""
    facts: Annotated[tuple[Fact, ...], Length(1)]
    """The topic in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense(KnowledgeModel):
    """Something else that one of a role's abbreviations stands for."""

    short: Word
    """The abbreviation, such as CRO."""
    name: Word
    """What it stands for there, such as "contract research organisation"."""
    where: Word
    """Where it is used so, such as "pharma"."""
    cues: tuple[Word, ...] = ()
    """Words beside it that give this sense away, such as "clinical trial"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(KnowledgeModel):
    """An executive role and its profile."""

    id: Word
    title: Word
    """The full title, such as Chief Marketing Officer."""
    short: Annotated[str, Length(1, 24)]
    """What heads its column, such as CMO or CPO (product)."""
    level: Literal["c_level", "vp", "staff"]
    summary: Sentence
    """The role in one sentence."""
    reviewed: Word
    """The month somebody last went over the entry, as 2026-11."""
    owner: Word | None = None
    """Who keeps the entry."""
    abbreviations: tuple[Word, ...] = ()
    """Matched exactly, never fuzzily."""
    ambiguous: tuple[Word, ...] = ()
    """Those of the abbreviations that another role of the base has as well."""
    names: tuple[Word, ...] = ()
    """Other titles for the same role."""
    misspellings: tuple[Word, ...] = ()
    """Common misspellings that spelling tolerance alone would not catch."""
    also_means: tuple[Sense, ...] = ()
    topics: Mapping[Word, Aspect] = field(default_factory=dict)
    """Topic id to what is known; a topic without evidence is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(KnowledgeModel):
    """One way in which the two roles of a pair differ."""

    title: Word
    topic: Word | None = None
    """The topic it belongs to: its sides then stand in that row of the comparison."""
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
    """Which of the two matters more, or ranks higher."""
    both_or_one: tuple[Fact, ...] = ()
    which_first: tuple[Fact, ...] = ()
    collaboration: tuple[Fact, ...] = ()
    """How the two work together, and where they rub."""
    decides: tuple[Fact, ...] = ()
    """Who decides what between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(KnowledgeModel):
    """An aspect that roles or pairs are described by."""

    id: Word
    name: Word
    """The name of its row, such as Metrics."""
    question: Line
    """The topic as a question, such as "How is success measured?"."""
    of: Literal["role", "pair"]
    names: tuple[Word, ...] = ()
    """What people call it: single words or short phrases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(KnowledgeModel):
    """One answer to a consideration, and where it points."""

    id: Word
    label: Annotated[str, Length(1, 75)]
    verdict: Literal["role", "both", "neither", "assess"]
    """role: hire one of `roles`; both: hire both; neither: no such hire yet; assess: look closer first."""
    roles: tuple[Word, ...] = ()
    """The roles it points to; may name a role outside the comparison, such as vp_sales."""
    because: Text
    sources: tuple[Word, ...] = ()
    basis: Literal["source", "inference", "suggestion"] = "source"
    own: bool = False
    weight: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Consideration(KnowledgeModel):
    """A question to ask oneself before an executive hire, as a decision rule."""

    id: Word
    title: Word
    question: Line
    text: Text
    """Why it matters."""
    roles: tuple[Word, ...] = ()
    """The roles it is about; empty: any."""
    sources: tuple[Word, ...] = ()
    own: bool = False
    choices: Annotated[tuple[Choice, ...], Length(2)]
    reviewed: Word
    owner: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry(KnowledgeModel):
    """A curated question with its ways of asking and its answer."""

    id: Word
    ask: Annotated[tuple[Line, ...], Length(1)]
    """Ways of asking; the first is the heading of the card."""
    answer: Annotated[tuple[Fact, ...], Length(1)]
    roles: tuple[Word, ...] = ()
    """Roles the answer is about."""
    topic: Word | None = None
    reviewed: Word
    owner: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake(KnowledgeModel):
    """What one role has to do with a thing that is owned."""

    role: Word
    part: Literal["decides", "leads", "consulted"]
    text: Text
    sources: tuple[Word, ...] = ()
    basis: Literal["source", "inference", "suggestion"] = "source"
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(KnowledgeModel):
    """Something a company asks "who owns this?" about, such as pricing."""

    id: Word
    name: Word
    names: tuple[Word, ...] = ()
    stakes: Annotated[tuple[Stake, ...], Length(1)]
    differs: tuple[Fact, ...] = ()
    """How companies differ, and who says so."""
    reviewed: Word
    owner: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(KnowledgeModel):
    """Where facts come from."""

    id: Word
    title: Annotated[str, Length(1, 200)]
    publisher: Line
    address: Annotated[str, Length(1, 400)] | None = None
    """Web address; absent where none is known."""
    year: Word | None = None
    strength: Literal["official", "practitioner", "vendor", "thin"]
    """official: official or peer-reviewed; practitioner: investor, search firm, trade press; vendor:
    somebody with something to sell; thin: corroboration only."""
    note: Line | None = None
    """Anything a reader should know, such as "figures seen second-hand"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(KnowledgeModel):
    """How people talk: what the understanding of free text is made of.

    In `cues`, `@` stands for a role and `*` for up to four words of any kind; articles may be left out.
    """

    cues: Mapping[Word, tuple[Line, ...]] = field(default_factory=dict)
    """Name of a cue to the phrases that give it."""
    functions: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)
    """Role id to the words for its function: "marketing" with "chief" names the CMO."""
    contexts: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)
    """Role id to words nearby that say which meaning of a shared abbreviation is meant."""
    words: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)
    """Named word lists: fillers, plain words, near roles, connectors."""
    ways: Mapping[Word, tuple[Line, ...]] = field(default_factory=dict)
    """Kind of question, as in `role/metrics` or `several/which_first`, to whole ways of asking it: a question that no
    cue decides is taken for the kind whose ways it is like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(KnowledgeModel):
    """What a folder of knowledge says of itself, in its knowledge.yml."""

    standalone: bool = False
    """True: used alone, never laid over the knowledge that comes with Rolecall."""
    sourced: bool = False
    """True: every fact needs its source. Otherwise the facts are marked as the company's own."""
    order: tuple[Word, ...] = ()
    """Role ids in the order in which they are listed; the others follow by title."""
