"""People in the threads of one process, all changing the same search."""

import json
import time
from datetime import UTC, date, datetime, timedelta
from random import Random
from threading import Lock
from typing import Any

from bot.hiring.access import Actor
from bot.hiring.models import Checklist
from bot.hiring.rules import ItemInput
from bot.hiring.service import ChangeResult, ItemStep, SearchRef, apply_steps
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

CHANNEL = "C0HIRE"
VERBS = ("done", "reopen", "done", "reopen", "assign", "note", "due")


class LoadGenerator:
    """Everybody in this process."""

    def __init__(self, url: str, team: str, name: str) -> None:
        self.searches = SqlUnitOfWorkFactory(url)
        self.team = team
        self.name = name
        self.mouth = Lock()
        with self.searches.begin(team, writable=False) as desk:
            [search] = desk.open_searches_in(CHANNEL)
            self.free = free_items(desk.checklist(search))

    def person(self, number: int, wanted: int) -> None:
        """One person, until so many acts of theirs were acknowledged."""
        by, acknowledged, tries = f"U{self.name}{number}", 0, 0
        chance = Random(f"{self.name} {number}")  # noqa: S311  the same each time, and nobody's secret
        while acknowledged < wanted:
            tries += 1
            asker = Actor(by, CHANNEL, datetime.now(UTC).replace(microsecond=0), f"{self.name}-{number}-{tries}")
            steps = [self.step(asker, chance) for _ in range(chance.choice((1, 1, 1, 3)))]
            began = time.perf_counter()
            try:
                with self.searches.begin(self.team) as desk:
                    came = apply_steps(desk, asker, SearchRef(), steps)
            except Exception as error:  # noqa: BLE001  whatever it is, it is told
                self.say(error=f"{type(error).__name__}: {error}"[:300])
                acknowledged += 1
                continue
            if isinstance(came, ChangeResult) and came.entry:
                acknowledged += 1
                self.say(act=came.entry.id, changes=len(came.changes), seconds=time.perf_counter() - began)
            else:
                self.say(nothing=1, seconds=time.perf_counter() - began)

    def step(self, asker: Actor, chance: Random) -> ItemStep:
        """Something to do to one of the items that wait for nothing."""
        verb, number = chance.choice(VERBS), chance.choice(self.free)
        day = date(2027, 1, 1) + timedelta(days=chance.randrange(60))
        return verb, number, ItemInput(asker.user, asker.at, asker.request_id, chance.choice(("U1", "U2", "U3")), day)

    def say(self, **line: Any) -> None:
        """Print a line in one go."""
        with self.mouth:
            print(json.dumps(line), flush=True)


def free_items(checklist: Checklist) -> list[int]:
    """The numbers of a dozen items that wait for nothing and want no evidence."""
    return [item.number for item in checklist.items if not item.needs and not item.evidence_wanted][:12]
