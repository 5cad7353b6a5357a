"""What became of everything that was acknowledged."""

from collections import Counter
from typing import Any, NamedTuple

from benchmarks.durability.crowd import CHANNEL
from benchmarks.durability.crowds import LoadOutput
from bot.hiring.models import Checklist, HistoryEntry
from bot.storage.unit_of_work import SqlUnitOfWorkFactory


class DurabilityFindings(NamedTuple):
    """Acts that were acknowledged, and the changes in them; how many acknowledged acts the history lacks or has twice.

    `unacknowledged` acts are in the history although nobody was told: those of a process that was killed. `broken` are
    changes whose value before is not what the change before left; `wrong` are fields that are not what the history
    makes of them. `nothing` counts tries that had nothing left to change, `errors` those that failed; `longest` is
    how many seconds the slowest took.
    """

    acknowledged: int
    changes: int
    lost: int
    doubled: int
    unacknowledged: int
    broken: int
    wrong: int
    nothing: int
    errors: int
    seconds: float
    longest: float


def found(url: str, team: str, told: LoadOutput) -> DurabilityFindings:
    """Hold what was said against what the database has."""
    with SqlUnitOfWorkFactory(url).begin(team, writable=False) as desk:
        [search] = desk.open_searches_in(CHANNEL)
        now, acts = desk.checklist(search), desk.history(search, limit=10_000_000)[::-1]
    said = {line["act"]: line["changes"] for line in told.lines if "act" in line}
    kept = Counter({act.id: len(act.changes) for act in acts if act.changes[0].verb != "start"})
    times = Counter(act.id for act in acts)
    return DurabilityFindings(
        acknowledged=len(said),
        changes=sum(said.values()),
        lost=sum(changes > kept[act] for act, changes in said.items()),
        doubled=sum(times[act] > 1 or changes < kept[act] for act, changes in said.items()),
        unacknowledged=len(kept.keys() - said.keys()),
        broken=broken(acts, now),
        wrong=wrong(acts, now),
        nothing=sum("nothing" in line for line in told.lines),
        errors=sum("error" in line for line in told.lines),
        seconds=told.seconds,
        longest=max(line.get("seconds", 0.0) for line in told.lines),
    )


def broken(acts: tuple[HistoryEntry, ...], now: Checklist) -> int:
    """Changes that began from another value than the one that stood there."""
    values: dict[tuple[int, str], Any] = {}
    bad = 0
    for number, name, before, after in _fields(acts):
        bad += values.get((number, name), before) != before or number > len(now.items)
        values[number, name] = after
    return bad


def wrong(acts: tuple[HistoryEntry, ...], now: Checklist) -> int:
    """Fields that are not what the last change to them left."""
    last = {(number, name): after for number, name, _, after in _fields(acts)}
    return sum(getattr(now.items[number - 1], name) != after for (number, name), after in last.items())


def _fields(acts: tuple[HistoryEntry, ...]) -> list[tuple[int, str, Any, Any]]:
    return [(change.number, *field) for act in acts for change in act.changes for field in change.fields]
