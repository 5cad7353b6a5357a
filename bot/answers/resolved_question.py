"""A question with its ids resolved to entries of the knowledge: the input of every kind of answer."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Fact, Pair, Role, Topic
from bot.understanding.intents import Intent, IntentKind, Option


class ResolvedQuestion(NamedTuple):
    """The roles (each once, in the order asked), topic and subject of a question, with the base and today's date.

    `facts` is what the question says about the company, as pairs of kind and text.
    """

    roles: tuple[Role, ...]
    topic: Topic | None
    subject: str | None
    base: KnowledgeBase
    today: date
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def topic_id(self) -> str | None:
        """The id of the topic, or None."""
        return self.topic.id if self.topic else None

    @property
    def pair(self) -> Pair | None:
        """The curated pair, if exactly two roles were named and they have one."""
        match self.roles:
            case (one, other):
                return self.base.get_pair(one.id, other.id)
        return None

    def with_topic(self, topic: str) -> "ResolvedQuestion":
        """Return the same question on another topic, or on all topics if the base does not have that one."""
        return self._replace(topic=self.base.topics.get(topic))

    def option(self, label: str, kind: IntentKind, topic: str | None = None) -> Option:
        """Return an option that asks another question about the same roles."""
        return Option(label, Intent(kind, tuple(role.id for role in self.roles), topic))

    def find_stale_month(self, months: Iterable[str]) -> str | None:
        """Return the oldest of the months (each as 2026-11) if it is more than twelve months ago, else None."""
        # Months in this form sort as text, and "9999" comes after every month.
        oldest = min(months, default="9999")
        return oldest if oldest < f"{self.today.year - 1:04}-{self.today.month:02}" else None


def resolve_intent(
    intent: Intent, base: KnowledgeBase, today: date, facts: tuple[tuple[str, str], ...] = ()
) -> ResolvedQuestion:
    """Look up the roles and the topic of the intent. Raises KeyError for an id that the base does not have."""
    roles = tuple(base.roles[role] for role in dict.fromkeys(intent.roles))
    topic = base.topics[intent.topic] if intent.topic else None
    return ResolvedQuestion(roles, topic, intent.subject, base, today, facts)


def cited_ids(*lists: Iterable[Fact]) -> list[str]:
    """Return the source ids of all facts in order, with repetitions."""
    return [source for facts in lists for fact in facts for source in fact.sources]
