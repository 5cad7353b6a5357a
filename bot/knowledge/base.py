"""The knowledge base: every entry, indexed for lookup. It never changes after loading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.considerations import Consideration
from bot.knowledge.language import Language
from bot.knowledge.models import FaqEntry, Pair, Role, Source, Thing, Topic


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnowledgeBase:
    """All entries by id, in display order. Pairs are indexed by the set of their two role ids."""

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
    """By phase and day. Holds the items of every hire and those of single roles."""
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    version: str = ""
    """The fingerprint of the files it was read from."""
    role_topics: tuple[Topic, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Compute `role_topics` once, since every answer needs it."""
        object.__setattr__(self, "role_topics", tuple(t for t in self.topics.values() if t.of == "role"))

    def get_pair(self, one: str, other: str) -> Pair | None:
        """Return the curated pair of two role ids, given in either order, or None."""
        return self.pairs.get(frozenset((one, other)))

    def get_sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """Return the sources with these ids, each once, in the order first cited. Unknown ids are ignored."""
        return tuple(self.sources[i] for i in dict.fromkeys(ids) if i in self.sources)
