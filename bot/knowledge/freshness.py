"""Entries that nobody has gone over for a while."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Consideration, FaqEntry, Pair, Role, Thing

Reviewed = Role | Pair | FaqEntry | Consideration | Thing


def find_stale(base: KnowledgeBase, today: date, months: int = 12) -> tuple[str, ...]:
    """A line for every entry last reviewed more than that many months before today, the oldest first."""
    aged = [(_age(entry.reviewed, today), name, entry) for name, entry in _entries(base)]
    old = sorted((item for item in aged if item[0] > months), key=lambda item: (-item[0], item[1]))
    return tuple(_line(name, entry, age) for age, name, entry in old)


def _entries(base: KnowledgeBase) -> Iterator[tuple[str, Reviewed]]:
    for role in base.roles.values():
        yield f"roles/{role.id}.yml", role
    for pair in base.pairs.values():
        yield f"pairs/{'-'.join(pair.roles)}.yml", pair
    for entry in base.faq.values():
        yield f'faq, "{entry.id}"', entry
    for rule in base.considerations.values():
        yield f'considerations.yml, "{rule.id}"', rule
    for thing in base.things.values():
        yield f'ownership.yml, "{thing.id}"', thing


def _age(month: str, today: date) -> int:
    year, number = map(int, month.split("-"))
    return (today.year - year) * 12 + today.month - number


def _line(name: str, entry: Reviewed, age: int) -> str:
    keeper = f" (kept by {entry.owner})" if entry.owner else ""
    return f"{name}{keeper}: last reviewed in {entry.reviewed}, {age} months ago; go over it and renew `reviewed`"
