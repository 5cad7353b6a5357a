"""The knowledge base: everything we know, indexed for looking up, never changed after loading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.models import (
    Consideration,
    FaqEntry,
    Language,
    Pair,
    Role,
    Source,
    Thing,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnowledgeBase:
    """All entries by id, in the order in which they are shown."""

    roles: Mapping[str, Role]
    pairs: Mapping[frozenset[str], Pair]
    topics: Mapping[str, Topic]
    considerations: Mapping[str, Consideration]
    faq: Mapping[str, FaqEntry]
    things: Mapping[str, Thing]
    sources: Mapping[str, Source]
    language: Language
    phases: Mapping[str, Phase] = field(default_factory=dict)
    """In the order of the hire."""
    checklist: Mapping[str, ChecklistItem] = field(default_factory=dict)
    """By phase and day: the items of every hire, and those of single roles."""
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    version: str = ""
    """A fingerprint of the files it was read from."""
    role_topics: tuple[Topic, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Build the views that are asked for with every answer."""
        object.__setattr__(self, "role_topics", tuple(t for t in self.topics.values() if t.of == "role"))

    def get_pair(self, one: str, other: str) -> Pair | None:
        """What is curated of the two roles together, in whichever order they are named."""
        return self.pairs.get(frozenset((one, other)))

    def get_sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """The sources behind the ids, each once, in the order first cited."""
        return tuple(self.sources[i] for i in dict.fromkeys(ids) if i in self.sources)
