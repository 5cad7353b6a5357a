"""Which file holds what: the one table of the kinds of entries and where they stand in a folder of knowledge."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.models import (
    Collection,
    Consideration,
    Curated,
    FaqEntry,
    Language,
    Pair,
    Role,
    Source,
    Thing,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry.

    `where` is its place in the folder; `holds` is the key under which its entries are listed, None where the
    whole file is one entry; `hides` says whether a company's folder may hide one; `named` is the key of an entry that
    holds its name.
    """

    name: str
    model: type[Curated]
    where: str
    holds: str | None = None
    hides: bool = True
    named: str = "id"


ROLE = Kind("role", Role, "roles/*.yml")
PAIR = Kind("pair", Pair, "pairs/*.yml")
TOPICS = Kind("topics", Topic, "topics.yml", "topics")
FAQ = Kind("faq", FaqEntry, "faq/*.yml", "entries")
CONSIDERATIONS = Kind("considerations", Consideration, "considerations.yml", "considerations")
OWNERSHIP = Kind("ownership", Thing, "ownership.yml", "things")
CHECKLIST = Kind("checklist", ChecklistItem, "checklists/*.yml", "items", named="key")
PHASES = Kind("phases", Phase, "checklists/*.yml", "phases")
CAUTIONS = Kind("cautions", Caution, "checklists/*.yml", "cautions")
SOURCES = Kind("sources", Source, "sources.yml", "sources", hides=False)
LANGUAGE = Kind("language", Language, "language.yml", hides=False)
COLLECTION = Kind("knowledge", Collection, "knowledge.yml", hides=False)

KINDS = (
    *(ROLE, PAIR, TOPICS, FAQ, CONSIDERATIONS, OWNERSHIP),
    *(CHECKLIST, PHASES, CAUTIONS, SOURCES, LANGUAGE, COLLECTION),
)
PLACES = {
    place: tuple(kind for kind in KINDS if kind.where == place) for place in dict.fromkeys(k.where for k in KINDS)
}
"""Each place of files to the kinds of entries they hold: one, or several in lists of their own."""
BESIDE = ("README.md", "schema/*")
"""What may stand in the folder without being an entry."""


def kinds_of(name: str) -> tuple[Kind, ...]:
    """The kinds of entries in the file of this name, relative to the folder, such as `roles/cmo.yml`."""
    return next((kinds for place, kinds in PLACES.items() if fnmatchcase(name, place)), ())


def belongs(name: str) -> bool:
    """Whether a file of this name has a place in a folder of knowledge."""
    return bool(kinds_of(name)) or any(fnmatchcase(name, beside) for beside in BESIDE)
