"""The layout of a knowledge folder: the kinds of entries, the model of each, and the files that hold them."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.considerations import Consideration
from bot.knowledge.language import Collection, Language
from bot.knowledge.models import FaqEntry, FigureEntry, Kit, KnowledgeModel, Pair, Role, Source, Thing, Topic


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry.

    - `pattern`: the files that hold it, as a glob relative to the folder.
    - `list_key`: the key below which a file lists its entries; None if the whole file is one entry.
    - `can_hide`: whether a company's folder may hide an entry of this kind.
    - `key_field`: the key of an entry that holds its id.
    """

    name: str
    model: type[KnowledgeModel]
    pattern: str
    list_key: str | None = None
    can_hide: bool = True
    key_field: str = "id"


ROLE = EntryKind("role", Role, "roles/*.yml")
KIT = EntryKind("kit", Kit, "kits/*.yml", key_field="role")
PAIR = EntryKind("pair", Pair, "pairs/*.yml")
TOPICS = EntryKind("topics", Topic, "topics.yml", "topics")
FAQ = EntryKind("faq", FaqEntry, "faq/*.yml", "entries")
CONSIDERATIONS = EntryKind("considerations", Consideration, "considerations.yml", "considerations")
OWNERSHIP = EntryKind("ownership", Thing, "ownership.yml", "things")
CHECKLIST = EntryKind("checklist", ChecklistItem, "checklists/*.yml", "items", key_field="key")
PHASES = EntryKind("phases", Phase, "checklists/*.yml", "phases")
CAUTIONS = EntryKind("cautions", Caution, "checklists/*.yml", "cautions")
FIGURES = EntryKind("figures", FigureEntry, "figures.yml", "figures")
SOURCES = EntryKind("sources", Source, "sources.yml", "sources", can_hide=False)
LANGUAGE = EntryKind("language", Language, "language.yml", can_hide=False)
COLLECTION = EntryKind("knowledge", Collection, "knowledge.yml", can_hide=False)

KINDS = (
    *(ROLE, KIT, PAIR, TOPICS, FAQ, CONSIDERATIONS, OWNERSHIP),
    *(CHECKLIST, PHASES, CAUTIONS, FIGURES, SOURCES, LANGUAGE, COLLECTION),
)
KINDS_BY_PATTERN = {
    pattern: tuple(kind for kind in KINDS if kind.pattern == pattern)
    for pattern in dict.fromkeys(kind.pattern for kind in KINDS)
}
"""Pattern of files to the kinds of entries in them: one kind, or several with a list each."""
PATTERNS_BY_FOLDER = {
    folder: tuple(pattern for pattern in KINDS_BY_PATTERN if pattern.rpartition("/")[0] == folder)
    for folder in {pattern.rpartition("/")[0] for pattern in KINDS_BY_PATTERN}
}
"""Subfolder, or "" for the folder itself, to the patterns of files in it: most files, the voices, match none."""
IGNORED_PATTERNS = ("README.md", "schema/*", "voices/*")
"""Files that belong in a knowledge folder but hold no entries."""


def kinds_of(name: str) -> tuple[EntryKind, ...]:
    """Return the kinds of entries in a file, named relative to the folder, such as `roles/cmo.yml`; () if none."""
    patterns = PATTERNS_BY_FOLDER.get(name.rpartition("/")[0], ())
    return next((KINDS_BY_PATTERN[pattern] for pattern in patterns if fnmatchcase(name, pattern)), ())


def is_expected(name: str) -> bool:
    """Return whether a file of this name belongs in a knowledge folder."""
    return bool(kinds_of(name)) or any(fnmatchcase(name, ignored) for ignored in IGNORED_PATTERNS)
