"""Which file holds what: the one table of the kinds of entries and where they stand in a folder of knowledge."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

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
    whole file is one entry; `hides` says whether a company's folder may hide one.
    """

    name: str
    model: type[Curated]
    where: str
    holds: str | None = None
    hides: bool = True


ROLE = Kind("role", Role, "roles/*.yml")
PAIR = Kind("pair", Pair, "pairs/*.yml")
TOPICS = Kind("topics", Topic, "topics.yml", "topics")
FAQ = Kind("faq", FaqEntry, "faq/*.yml", "entries")
CONSIDERATIONS = Kind("considerations", Consideration, "considerations.yml", "considerations")
OWNERSHIP = Kind("ownership", Thing, "ownership.yml", "things")
SOURCES = Kind("sources", Source, "sources.yml", "sources", hides=False)
LANGUAGE = Kind("language", Language, "language.yml", hides=False)
COLLECTION = Kind("knowledge", Collection, "knowledge.yml", hides=False)

KINDS = (ROLE, PAIR, TOPICS, FAQ, CONSIDERATIONS, OWNERSHIP, SOURCES, LANGUAGE, COLLECTION)
BESIDE = ("README.md", "schema/*", "checklists/*")
"""What may stand in the folder without being an entry."""


def kind_of(name: str) -> Kind | None:
    """The kind of entries in the file of this name, relative to the folder, such as `roles/cmo.yml`."""
    return next((kind for kind in KINDS if fnmatchcase(name, kind.where)), None)


def belongs(name: str) -> bool:
    """Whether a file of this name has a place in a folder of knowledge."""
    return kind_of(name) is not None or any(fnmatchcase(name, beside) for beside in BESIDE)
