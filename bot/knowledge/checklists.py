"""The shapes of the checklist of a hire: what is to be done, in which phase, and what the law says beside it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from bot.knowledge.lengths import Length, Range
from bot.knowledge.models import KnowledgeModel, Line, Text, Word

Day = Annotated[int, Range(-730, 730)]
"""A day counted from the executive's first day at work, which is day 0; before it, it is negative."""
Days = Annotated[int, Range(1, 730)]
"""A number of calendar days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(KnowledgeModel):
    """A stretch of the hire that items belong to, such as Offer. Phases come in the order of the hire."""

    id: Word
    name: Word
    """What heads its items, such as Offer; a word or two."""
    text: Line | None = None
    """What it is for, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(KnowledgeModel):
    """What the law says about some items. Information, not legal advice."""

    id: Word
    text: Text
    """What to heed, in our own words."""
    where: Annotated[tuple[Word, ...], Length(1)]
    """Where it holds, such as US, EU or New York City; "anywhere" where it is about no place."""
    sources: tuple[Word, ...] = ()
    """Ids from sources.yml."""
    basis: Literal["source", "inference", "suggestion"] = "source"
    """source: somebody says so; inference: we conclude it from the sources; suggestion: nobody says so but us."""
    own: bool = False
    """True for a company's own caution, or its own words for one of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem(KnowledgeModel):
    """One thing to do in a hire."""

    key: Word
    """Its name for ever: running searches refer to it, so it is never used again for something else."""
    phase: Word
    """Id of the phase it belongs to."""
    title: Line
    """What to do, as an order, such as "Agree the scorecard with every interviewer"."""
    done: Text
    """How one can tell that it is done."""
    owner: Word
    """Who usually does it, such as CEO, or CEO + HR."""
    due: Day
    """The day by which it should be done, counted from the executive's first day: -45 is 45 days before it."""
    takes: Days
    """How many calendar days it usually takes."""
    basis: Literal["source", "inference", "suggestion"] = "source"
    """Of the days and the owner. source: somebody names them; inference: we conclude them from what somebody names;
    suggestion: a default of ours."""
    evidence: Line | None = None
    """What has to be shown to close it, as a link or a note; left out where nothing has to be."""
    needs: tuple[Word, ...] = ()
    """Keys of the items that have to be done, or skipped, before this one is."""
    cautions: tuple[Word, ...] = ()
    """Ids of the cautions to heed."""
    roles: tuple[Word, ...] = ()
    """Ids of the roles whose hire has it; none: every hire has it."""
    sources: tuple[Word, ...] = ()
    """Ids from sources.yml."""
    own: bool = False
    """True for a company's own item, or one of ours whose words, days or owner it has changed."""
