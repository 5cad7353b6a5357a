"""People in the threads of one process who all change the same search."""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from threading import Lock
from typing import Any

from bot.hiring import rules, search_rules
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import Checklist
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import ItemRule, RuleInput
from bot.hiring.scorecards import HIGHEST, Scorecard
from bot.hiring.scoring import submit_scorecard
from bot.hiring.service import ChangeResult, ItemStep, apply_steps, change_search, find_checklist
from bot.storage.unit_of_work import SqlSearchUnitOfWork, SqlUnitOfWorkFactory

CHANNEL = "C0HIRE"
OWNER = "U0OWNER"
"""The owner of the search, who is an interviewer too and never scores, so that all scorecards stay sealed."""
INTERVIEWERS = 5
"""People of each process who score finalists."""
CRITERIA = ("Forecast accuracy", "Builds a team")
LETTERS = "ABCDEFGH"
SCORING_SHARE, PAUSING_SHARE = 0.2, 0.05
"""How often an interviewer scores a finalist, and anyone pauses or resumes the search, of all that they do."""
RULES: tuple[ItemRule, ...] = (
    rules.complete,
    rules.reopen,
    rules.complete,
    rules.reopen,
    rules.assign,
    rules.set_note,
    rules.set_due,
    rules.set_evidence,
    rules.snooze,
)
"""What people do with items; `complete` and `reopen` twice, since they often find nothing to change."""


def interviewers_of(processes: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the interviewers in these processes, and the owner."""
    return (OWNER, *(f"U{name}{number}" for name in processes for number in range(INTERVIEWERS)))


Write = Callable[[SqlSearchUnitOfWork, Checklist], ChangeResult]


def apply_item_steps(
    actor: Actor, steps: list[ItemStep], uow: SqlSearchUnitOfWork, checklist: Checklist
) -> ChangeResult:
    """Change items of the checklist."""
    return apply_steps(uow, actor, checklist, steps)


def score(actor: Actor, letter: str, random: Random, uow: SqlSearchUnitOfWork, checklist: Checklist) -> ChangeResult:
    """Submit a scorecard, or replace one's own. Its remark is the id of the request."""
    scores = tuple((criterion, random.randint(1, HIGHEST)) for criterion in CRITERIA)
    return submit_scorecard(uow, actor, checklist, Scorecard(letter, actor.user, actor.at, scores, actor.request_id))


def pause_or_resume(actor: Actor, uow: SqlSearchUnitOfWork, checklist: Checklist) -> ChangeResult:
    """Pause the search, or resume it if it is paused."""
    rule = search_rules.resume if checklist.search.state == "paused" else search_rules.pause
    today = actor.at.date()
    given = RuleInput(actor.user, actor.at, actor.request_id, today=today, schedule=ScheduleTemplate(today, {}))
    return change_search(uow, actor, checklist, rule(given))


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
            chance = random.random()
            if number < INTERVIEWERS and chance < SCORING_SHARE:
                letter = random.choice(LETTERS)
                finished += self.apply(actor, partial(score, actor, letter, random), scored=f"{letter} {user}")
            elif chance > 1 - PAUSING_SHARE:
                finished += self.apply(actor, partial(pause_or_resume, actor))
            else:
                steps = [self.make_step(actor, random) for _ in range(random.choice((1, 1, 1, 3)))]
                finished += self.apply(actor, partial(apply_item_steps, actor, steps))

    def apply(self, actor: Actor, write: Write, **facts: Any) -> bool:
        """Make the change in one unit of work; returns whether it changed anything or failed."""
        began = time.perf_counter()
        try:
            with self.units_of_work.begin(self.team) as uow:
                checklist = find_checklist(uow, actor)
                assert not isinstance(checklist, AmbiguousSearch)
                result = write(uow, checklist)
        except Exception as error:  # noqa: BLE001  every kind of error is counted
            self.print(error=f"{type(error).__name__}: {error}"[:300])
            return True
        seconds = time.perf_counter() - began
        if result.entry is None:
            self.print(unchanged=1, seconds=seconds)
            return False
        self.print(entry=result.entry.id, changes=len(result.changes), seconds=seconds, **facts)
        return True

    def make_step(self, actor: Actor, random: Random) -> ItemStep:
        """A random change of one of the free items."""
        rule, number = random.choice(RULES), random.choice(self.items)
        day = date(2027, 1, 1) + timedelta(days=random.randrange(60))
        # Evidence is text that is checked, so it has to say what it is.
        text = f"document {actor.request_id}"
        return rule, number, RuleInput(actor.user, actor.at, text, random.choice(("U1", "U2", "U3")), day)

    def print(self, **line: Any) -> None:
        """Print a line as a whole."""
        with self.output_lock:
            print(json.dumps(line), flush=True)


def free_items(checklist: Checklist) -> list[int]:
    """The numbers of a dozen items without prerequisites that ask for no evidence."""
    return [item.number for item in checklist.items if not item.needs and not item.evidence_wanted][:12]
