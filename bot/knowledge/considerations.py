"""The models of considerations.yml: the questions to weigh before a hire, their answers, and what each supports."""

from dataclasses import dataclass
from typing import Annotated, Literal

from bot.knowledge.field_types import Length, Line, Text, Word
from bot.knowledge.models import KnowledgeModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit(KnowledgeModel):
    """The companies that a choice holds for, so that it can be filled in from what a question says about the company.

    Every one of these that is known of a company has to fit.
    """

    people: Annotated[tuple[int, ...], Length(2, 2)] | None = None
    """The least and greatest number of people."""
    revenue: Annotated[tuple[int, ...], Length(2, 2)] | None = None
    """The least and greatest yearly revenue, in millions of any currency."""
    stage: tuple[Word, ...] = ()
    """Stages, such as "seed"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(KnowledgeModel):
    """One answer to a consideration, and the decision it supports."""

    id: Word
    label: Annotated[str, Length(1, 75)]
    verdict: Literal["role", "both", "neither", "assess"]
    """role: hire one of `roles`; both: hire both; neither: hire neither yet; assess: no effect on its own."""
    roles: tuple[Word, ...] = ()
    """The roles it supports. May include a role that was not asked about, such as vp_sales."""
    because: Text
    sources: tuple[Word, ...] = ()
    basis: Literal["source", "inference", "suggestion"] = "source"
    own: bool = False
    weight: Literal[1, 2] = 1
    fits: Fit | None = None
    """The companies that it holds for; left out if that can't be told from size, revenue or stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consideration(KnowledgeModel):
    """A question to weigh before an executive hire, with its answers as decision rules."""

    id: Word
    title: Word
    question: Line
    text: Text
    """Why it matters."""
    roles: tuple[Word, ...] = ()
    """The roles it is about; empty for every role."""
    sources: tuple[Word, ...] = ()
    own: bool = False
    choices: Annotated[tuple[Choice, ...], Length(2)]
    reviewed: Word
    owner: Word | None = None
