"""A question with its ids looked up: what every kind of answer is made from."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Fact, Pair, Role, Topic
from bot.understanding.intents import Intent, IntentKind, Option


class ResolvedQuestion(NamedTuple):
    """The roles (each once, in the order asked) and the topic of a question, and what to answer it from."""

    roles: tuple[Role, ...]
    topic: Topic | None
    subject: str | None
    base: KnowledgeBase
    today: date

    @property
    def topic_id(self) -> str | None:
        """The id of the topic, where one was named."""
        return self.topic.id if self.topic else None

    @property
    def pair(self) -> Pair | None:
        """What is curated of the two together, where exactly two roles were named."""
        match self.roles:
            case (one, other):
                return self.base.get_pair(one.id, other.id)
        return None

    def with_topic(self, topic: str) -> "ResolvedQuestion":
        """The same question on another topic; on all of them where the base does not hold that one."""
        return self._replace(topic=self.base.topics.get(topic))

    def option(self, label: str, kind: IntentKind, topic: str | None = None) -> Option:
        """Another question about the same roles, to offer."""
        return Option(label, Intent(kind, tuple(role.id for role in self.roles), topic))

    def find_stale_month(self, months: Iterable[str]) -> str | None:
        """The oldest of the months (each as 2026-11) where it is more than twelve months back, else None."""
        oldest = min(months, default="9999")
        # Months written this way sort as text.
        return oldest if oldest < f"{self.today.year - 1:04}-{self.today.month:02}" else None


def resolve_intent(intent: Intent, base: KnowledgeBase, today: date) -> ResolvedQuestion:
    """The intent with its roles and topic taken from the base. Raises KeyError for an id the base does not hold."""
    roles = tuple(base.roles[role] for role in dict.fromkeys(intent.roles))
    return ResolvedQuestion(roles, base.topics[intent.topic] if intent.topic else None, intent.subject, base, today)


def cited_ids(*lists: Iterable[Fact]) -> list[str]:
    """The ids of the sources of all facts, in order, repetitions included."""
    return [source for facts in lists for fact in facts for source in fact.sources]
