"""The models of the hiring checklist: its phases, its items, and the legal cautions attached to items."""

from dataclasses import dataclass
from typing import Annotated, Literal

from bot.knowledge.field_types import Length, Line, Range, Text, Word
from bot.knowledge.models import KnowledgeModel

# Two years either way, chosen by hand: longer than any executive hire.
Day = Annotated[int, Range(-730, 730)]
"""A day counted from the executive's first day at work, which is day 0. Days before it are negative."""
EvidenceKind = Literal["link", "date", "person", "document", "text"]
"""What evidence has to contain: a web address; a day; a name, a role or a body such as the board; the name of a
document, or a link to it; or any text."""
Days = Annotated[int, Range(1, 730)]
"""A number of calendar days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(KnowledgeModel):
    """A phase of the hire, such as Offer. Every item belongs to one. Phases are listed in the order of the hire."""

    id: Word
    name: Word
    """The heading of its items, such as Offer; a word or two."""
    text: Line | None = None
    """The purpose of the phase, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(KnowledgeModel):
    """A legal consideration that applies to some items. Information, not legal advice."""

    id: Word
    text: Text
    """The consideration, in your own words."""
    where: Annotated[tuple[Word, ...], Length(1)]
    """The jurisdictions it applies to, such as US, EU or New York City; "anywhere" if it is not tied to one."""
    sources: tuple[Word, ...] = ()
    """Ids from sources.yml."""
    basis: Literal["source", "inference", "suggestion"] = "source"
    """source: a source says so; inference: we conclude it from the sources; suggestion: Rolecall's own default."""
    legal: bool = True
    """False for what is known about a method: it is shown without the mark of a legal consideration."""
    own: bool = False
    """True for a company's own caution, or its own wording of a shipped one."""


Condition = Literal["listed", "private", "replacement", "new", "confidential", "open", "board", "ceo"]
"""An answer about a search: the company is listed or private, the hire is a replacement or new, the search is
confidential or open, and the board or the CEO decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemVariant(KnowledgeModel):
    """What is different about an item in some searches. It counts where all its conditions are known to be met."""

    where: tuple[Word, ...] = ()
    """The jurisdictions it is for, such as US, EU or California; empty for every one."""
    only_if: tuple[Condition, ...] = ()
    """The answers it is for; empty for every one."""
    title: Line | None = None
    done: Text | None = None
    owner: Word | None = None
    due: Day | None = None
    needs: tuple[Word, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem(KnowledgeModel):
    """One task of a hire."""

    key: Word
    """Its permanent name. Running searches refer to it, so it is never reused for another item."""
    phase: Word
    """Id of the phase it belongs to."""
    title: Line
    """The task as an instruction, such as "Agree the scorecard with every interviewer"."""
    done: Text
    """How to tell that it is done."""
    owner: Word
    """Who usually does it, such as CEO, or CEO + HR."""
    due: Day
    """The day by which it should be done, counted from the executive's first day: -45 is 45 days before it."""
    takes: Days
    """How many calendar days it usually takes."""
    basis: Literal["source", "inference", "suggestion"] = "source"
    """The basis of the days and the owner. source: a source gives them; inference: we conclude them from the sources;
    suggestion: Rolecall's own default."""
    evidence: Line | None = None
    """The evidence required to close the item, in words; left out if none is."""
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    """What the evidence must contain, all of it: link, date (a day), person (a name, a role or a body such as the
    board), document (its name, or a link) or text. Left out if any text will do."""
    needs: tuple[Word, ...] = ()
    """Keys of the items that must be done or skipped before this one."""
    after: Word | None = None
    """Key of the item in `needs` that its deadline is counted from once that is done, such as the signature."""
    within: Annotated[int, Range(1, 250)] | None = None
    """The working days after that item within which it should be done."""
    cautions: tuple[Word, ...] = ()
    """Ids of the cautions that apply to it."""
    roles: tuple[Word, ...] = ()
    """Ids of the roles whose hires have this item; empty for every hire."""
    where: tuple[Word, ...] = ()
    """The jurisdictions whose hires have this item, such as US or EU; empty for every one. Where it isn't known, they
    have it."""
    only_if: tuple[Condition, ...] = ()
    """The answers about the search for which it has this item: listed, private, replacement, new, confidential, open,
    board or ceo; empty for every search. Without an answer, it has the item."""
    variants: tuple[ItemVariant, ...] = ()
    """What is different about it in some searches. The first variant that fits counts."""
    sources: tuple[Word, ...] = ()
    """Ids from sources.yml."""
    own: bool = False
    """True for a company's own item, or a shipped one whose title, description, days or owner it has changed."""
