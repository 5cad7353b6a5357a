"""People in the threads of one process who all change the same search."""

import json
import time
from datetime import UTC, date, datetime, timedelta
from random import Random
from threading import Lock
from typing import Any

from bot.hiring import rules
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import Checklist
from bot.hiring.rules import ItemRule, RuleInput
from bot.hiring.service import ItemStep, apply_steps, find_checklist
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

CHANNEL = "C0HIRE"
RULES: tuple[ItemRule, ...] = (
    rules.complete,
    rules.reopen,
    rules.complete,
    rules.reopen,
    rules.assign,
    rules.set_note,
    rules.set_due,
)
"""What people do; `complete` and `reopen` twice, since they often find nothing to change."""


class LoadGenerator:
    """The people of this process. Each result is printed as a line of JSON."""

    def __init__(self, url: str, team: str, name: str) -> None:
        self.units_of_work = SqlUnitOfWorkFactory(url)
        self.team = team
        self.name = name
        self.output_lock = Lock()
        with self.units_of_work.begin(team, writable=False) as uow:
            [search] = uow.open_searches_in(CHANNEL)
            self.items = free_items(uow.checklist(search))

    def run_person(self, number: int, wanted: int) -> None:
        """Change items until this many changes are acknowledged or have failed."""
        user, finished, tries = f"U{self.name}{number}", 0, 0
        random = Random(f"{self.name} {number}")  # noqa: S311  repeatable, and not a secret
        while finished < wanted:
            tries += 1
            actor = Actor(user, CHANNEL, datetime.now(UTC).replace(microsecond=0), f"{self.name}-{number}-{tries}")
            steps = [self.make_step(actor, random) for _ in range(random.choice((1, 1, 1, 3)))]
            finished += self.apply(actor, steps)

    def apply(self, actor: Actor, steps: list[ItemStep]) -> bool:
        """Apply the steps in one unit of work; returns whether they changed anything or failed."""
        began = time.perf_counter()
        try:
            with self.units_of_work.begin(self.team) as uow:
                checklist = find_checklist(uow, actor)
                assert not isinstance(checklist, AmbiguousSearch)
                result = apply_steps(uow, actor, checklist, steps)
        except Exception as error:  # noqa: BLE001  every kind of error is counted
            self.print(error=f"{type(error).__name__}: {error}"[:300])
            return True
        seconds = time.perf_counter() - began
        if result.entry is None:
            self.print(unchanged=1, seconds=seconds)
            return False
        self.print(entry=result.entry.id, changes=len(result.changes), seconds=seconds)
        return True

    def make_step(self, actor: Actor, random: Random) -> ItemStep:
        """A random change of one of the free items."""
        rule, number = random.choice(RULES), random.choice(self.items)
        day = date(2027, 1, 1) + timedelta(days=random.randrange(60))
        return rule, number, RuleInput(actor.user, actor.at, actor.request_id, random.choice(("U1", "U2", "U3")), day)

    def print(self, **line: Any) -> None:
        """Print a line as a whole."""
        with self.output_lock:
            print(json.dumps(line), flush=True)


def free_items(checklist: Checklist) -> list[int]:
    """The numbers of a dozen items without prerequisites that ask for no evidence."""
    return [item.number for item in checklist.items if not item.needs and not item.evidence_wanted][:12]
