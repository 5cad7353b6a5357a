"""What became of the acknowledged changes: the output of the processes is compared with the database."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from benchmarks.durability.crowd import CHANNEL
from benchmarks.durability.crowds import LoadOutput
from bot.hiring.models import Checklist, HistoryEntry
from bot.storage.unit_of_work import SqlUnitOfWorkFactory


class DurabilityFindings(NamedTuple):
    """The counts of one run; `lost`, `doubled`, `broken`, `wrong` and `errors` should be 0.

    - `acknowledged`: entries that the processes printed, and `changes`: the changes in them.
    - `lost`, `doubled`: acknowledged entries that the history lacks, or has twice.
    - `unacknowledged`: entries in the history that were not printed, by a process that was killed before it could.
    - `broken`: changes whose value before isn't the value after of the change before.
    - `wrong`: fields that don't have the value of the last change to them, and scorecards that aren't the last ones.
    - `unchanged`: tries that found nothing to change, and `errors`: those that failed.
    - `longest`: the seconds of the slowest try.
    """

    acknowledged: int
    changes: int
    lost: int
    doubled: int
    unacknowledged: int
    broken: int
    wrong: int
    unchanged: int
    errors: int
    seconds: float
    longest: float


def find_damage(url: str, team: str, output: LoadOutput) -> DurabilityFindings:
    """Compare the output of the processes with the database."""
    with SqlUnitOfWorkFactory(url).begin(team, writable=False) as uow:
        [search] = uow.open_searches_in(CHANNEL)
        now, entries = uow.checklist(search), uow.history(search, limit=10_000_000)[::-1]
        cards = {f"{card.letter} {user}": card.remark for user in search.panel for card in uow.scorecards(search, user)}
    printed = {line["entry"]: line["changes"] for line in output.lines if "entry" in line}
    stored = Counter({entry.id: len(entry.changes) for entry in entries if entry.changes[0].verb != "start"})
    times = Counter(entry.id for entry in entries)
    return DurabilityFindings(
        acknowledged=len(printed),
        changes=sum(printed.values()),
        lost=sum(changes > stored[entry] for entry, changes in printed.items()),
        doubled=sum(times[entry] > 1 or changes < stored[entry] for entry, changes in printed.items()),
        unacknowledged=len(stored.keys() - printed.keys()),
        broken=count_broken(entries, now),
        wrong=count_wrong(entries, now) + count_wrong_cards(output, cards),
        unchanged=sum("unchanged" in line for line in output.lines),
        errors=sum("error" in line for line in output.lines),
        seconds=output.seconds,
        longest=max(line.get("seconds", 0.0) for line in output.lines),
    )


def count_broken(entries: tuple[HistoryEntry, ...], now: Checklist) -> int:
    """The changes whose value before isn't the value after of the change before."""
    values: dict[tuple[int, str], Any] = {}
    broken = 0
    for number, name, before, after in _fields(entries):
        broken += values.get((number, name), before) != before or number > len(now.items)
        values[number, name] = after
    return broken


def count_wrong(entries: tuple[HistoryEntry, ...], now: Checklist) -> int:
    """The fields of items, and of the search, that don't have the value of the last change to them."""
    last = {(number, name): after for number, name, _, after in _fields(entries)}
    changed = ((now.items[number - 1] if number else now.search, name, after) for (number, name), after in last.items())
    return sum(getattr(record, name) != after for record, name, after in changed)


def count_wrong_cards(output: LoadOutput, cards: Mapping[str, str]) -> int:
    """The scorecards that aren't the last ones that were acknowledged, nor newer ones that no process could print."""
    printed = {line["entry"] for line in output.lines if "entry" in line}
    last = {line["scored"]: line["entry"] for line in output.lines if "scored" in line}
    stored = ((cards.get(scored), entry) for scored, entry in last.items())
    return sum(card is None or (card != entry and card in printed) for card, entry in stored)


def _fields(entries: tuple[HistoryEntry, ...]) -> list[tuple[int, str, Any, Any]]:
    return [(change.number, *field) for entry in entries for change in entry.changes for field in change.fields]
