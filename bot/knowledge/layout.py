"""Which file holds what: the one table of the kinds of entries and where they stand in a folder of knowledge."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.models import (
    Collection,
    Consideration,
    FaqEntry,
    KnowledgeModel,
    Language,
    Pair,
    Role,
    Source,
    Thing,
    Topic,
)


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry.

    `pattern` is its place in the folder; `list_key` is the key under which its entries are listed, None where the
    whole file is one entry; `can_hide` says whether a company's folder may hide one; `key_field` is the key of an entry
    that holds its name.
    """

    name: str
    model: type[KnowledgeModel]
    pattern: str
    list_key: str | None = None
    can_hide: bool = True
    key_field: str = "id"


ROLE = EntryKind("role", Role, "roles/*.yml")
PAIR = EntryKind("pair", Pair, "pairs/*.yml")
TOPICS = EntryKind("topics", Topic, "topics.yml", "topics")
FAQ = EntryKind("faq", FaqEntry, "faq/*.yml", "entries")
CONSIDERATIONS = EntryKind("considerations", Consideration, "considerations.yml", "considerations")
OWNERSHIP = EntryKind("ownership", Thing, "ownership.yml", "things")
CHECKLIST = EntryKind("checklist", ChecklistItem, "checklists/*.yml", "items", key_field="key")
PHASES = EntryKind("phases", Phase, "checklists/*.yml", "phases")
CAUTIONS = EntryKind("cautions", Caution, "checklists/*.yml", "cautions")
SOURCES = EntryKind("sources", Source, "sources.yml", "sources", can_hide=False)
LANGUAGE = EntryKind("language", Language, "language.yml", can_hide=False)
COLLECTION = EntryKind("knowledge", Collection, "knowledge.yml", can_hide=False)

KINDS = (
    *(ROLE, PAIR, TOPICS, FAQ, CONSIDERATIONS, OWNERSHIP),
    *(CHECKLIST, PHASES, CAUTIONS, SOURCES, LANGUAGE, COLLECTION),
)
KINDS_BY_PATTERN = {
    place: tuple(kind for kind in KINDS if kind.pattern == place) for place in dict.fromkeys(k.pattern for k in KINDS)
}
"""Each place of files to the kinds of entries they hold: one, or several in lists of their own."""
IGNORED_PATTERNS = ("README.md", "schema/*")
"""What may stand in the folder without being an entry."""


def kinds_of(name: str) -> tuple[EntryKind, ...]:
    """The kinds of entries in the file of this name, relative to the folder, such as `roles/cmo.yml`."""
    return next((kinds for place, kinds in KINDS_BY_PATTERN.items() if fnmatchcase(name, place)), ())


def is_expected(name: str) -> bool:
    """Whether a file of this name has a place in a folder of knowledge."""
    return bool(kinds_of(name)) or any(fnmatchcase(name, beside) for beside in IGNORED_PATTERNS)
