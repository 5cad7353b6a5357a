"""Three people work one search in any order whatever, and a model of plain dicts says what has to come of it."""

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from samples import use_cases
from samples.hiring import ASSIGNEE, CHANNEL, NOW, OWNER, SOMEBODY, checklist, opened
from samples.hiring_model import Command, Model
from samples.use_cases import ITEM_RULES

from bot.hiring import service
from bot.hiring.access import Actor
from bot.hiring.models import Checklist, HistoryEntry, Item
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import RuleInput
from bot.hiring.unit_of_work import DuplicateRequestError
from bot.storage import migrate
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

PEOPLE = (OWNER, ASSIGNEE, SOMEBODY)
DAYS = (None, date(2026, 11, 9), date(2026, 12, 1))
TARGET = use_cases.SearchRef(id="S1")

COURSE = {"scorecard": -140, "sourcing": -120, "references": -60, "final": -40, "welcome": -10}

workspaces = count(1)
first_days = st.sampled_from([date(2027, 3, 31), date(2027, 4, 30), date(2027, 9, 1), date(2027, 1, 11)])
people = st.sampled_from(PEOPLE)
commands = st.builds(
    Command,
    st.sampled_from(sorted(ITEM_RULES)),
    st.integers(0, 7),
    st.sampled_from(("", "one", "two")),
    st.sampled_from(("", *PEOPLE)),
    st.sampled_from(DAYS),
)
likely = st.builds(
    Command,
    st.sampled_from(("done", "reopen", "note", "assign", "override")),
    st.integers(1, 3),
    st.sampled_from(("one", "two")),
    people,
    st.sampled_from(DAYS),
)
"""Those that are seldom refused and often meet, so that much happens."""
turns = st.sampled_from(
    [
        ("rename", {"name": "Growth lead"}),
        ("rename", {"name": "Sales lead"}),
        ("close", {"state": "hired", "reason": "signed"}),
        ("close", {"state": "cancelled", "reason": "no budget"}),
        *[("reopen-search", {"state": "open", "reason": ""})] * 3,
    ]
)


class Hire(RuleBasedStateMachine):
    """The same commands to the database and to the model."""

    def __init__(self, url: str, searches: SqlUnitOfWorkFactory) -> None:
        super().__init__()
        self.url = url
        self.searches = searches
        self.team = f"T{next(workspaces)}"
        self.requests = count(1)
        self.asker = Actor(OWNER, CHANNEL, NOW, "S1")
        self.told = 1
        self.day = NOW
        given = checklist(team=self.team)
        with self.searches.begin(self.team) as desk:
            self.first = service.create_search(desk, given, opened(given))
        self.model = Model(self.first)

    def ask(self, by: str) -> Actor:
        number = next(self.requests)
        self.asker = Actor(by, CHANNEL, self.day + timedelta(seconds=number), f"R{number}")
        return self.asker

    @rule(by=people, wanted=st.lists(likely, min_size=1, max_size=3))
    def work_much(self, by: str, wanted: list[Command]) -> None:
        self.work(by, wanted)

    @rule(by=people, wanted=st.lists(commands, min_size=1, max_size=4))
    def work(self, by: str, wanted: list[Command]) -> None:
        asker = self.ask(by)
        steps = [(each.verb, each.number, RuleInput(by, asker.at, each.text, each.person, each.day)) for each in wanted]
        with self.searches.begin(self.team) as desk:
            came = use_cases.apply_steps(desk, asker, TARGET, steps)
        assert isinstance(came, service.ChangeResult)
        done, refused, shadow = [], [], Model(came.before)
        for command in wanted:
            expected = shadow.outcome(command._replace(by=by, at=asker.at))
            if isinstance(expected, str):
                refused.append((command.number, expected))
            else:
                done.append((command.verb, expected))
                shadow.values |= expected
        assert [(refusal.number, refusal.reason) for refusal in came.refusals] == refused
        assert [change.verb for change in came.changes] == [verb for verb, _ in done]
        if done:
            self.told += 1
            self.model.do(by, done)

    @rule(by=people, title=st.sampled_from(("Ask the board", "Call the bank")))
    def add(self, by: str, title: str) -> None:
        with self.searches.begin(self.team) as desk:
            came = use_cases.add_item(desk, self.ask(by), TARGET, title, "find")
        assert isinstance(came, service.ChangeResult)
        assert bool(came.changes) == self.model.is_open
        if came.changes:
            self.told += 1
            self.model.grow(Item(self.model.count + 1, "", "find", title, gone=True))
            self.model.do(by, [("add", {(self.model.count, "gone"): False})])

    @rule(by=people, verb_and_values=turns)
    def turn(self, by: str, verb_and_values: tuple[str, dict[str, Any]]) -> None:
        verb, values = verb_and_values
        with self.searches.begin(self.team) as desk:
            came = use_cases.change_search(desk, self.ask(by), TARGET, service.SearchUpdate(verb, values))
        assert isinstance(came, service.ChangeResult)
        different = {(0, name): value for name, value in values.items() if self.model.values[0, name] != value}
        if not self.model.is_open and verb != "reopen-search":
            different = {}
        assert bool(came.changes) == bool(different)
        if different:
            self.told += 1
            self.model.do(by, [(verb, different)])

    @rule(by=people, to=first_days)
    def aim(self, by: str, to: date) -> None:
        """Move the first day, each time on a day of its own."""
        self.day += timedelta(days=1)
        asker = self.ask(by)
        course = ScheduleTemplate(asker.at.date(), COURSE)
        with self.searches.begin(self.team) as desk:
            aimed = service.SearchUpdate("target", {"starts_on": to, "targeted": True}, "", course)
            came = use_cases.change_search(desk, asker, TARGET, aimed)
        assert isinstance(came, service.ChangeResult)
        if not self.model.is_open or self.model.values[0, "starts_on"] == to:
            assert [refusal.reason for refusal in came.refusals] == [
                "already" if self.model.is_open else "search_closed"
            ]
            return
        offsets = {item.number: COURSE[item.key] for item in self.first.items}
        days = self.model.moved(to, asker.at.date(), offsets)
        assert {change.number for change in came.changes if change.number} == {number for number, _ in days}
        self.told += 1
        self.model.do(by, [("target", {(0, "starts_on"): to, (0, "targeted"): True}), ("move", days)])

    @rule(by=people)
    def undo(self, by: str) -> None:
        with self.searches.begin(self.team) as desk:
            came = use_cases.undo(desk, self.ask(by), TARGET)
        match self.model.undo(by):
            case "":
                assert isinstance(came, service.ChangeResult)
                assert came.changes
                self.told += 1
            case "closed":
                assert isinstance(came, service.ChangeResult)
                assert [refusal.reason for refusal in came.refusals] == ["search_closed"]
            case why:
                assert isinstance(came, service.NothingToUndo)
                was_done = came.entry is not None and came.entry.changes[0].verb != "start"
                assert was_done == (why != "nothing")

    @rule(number=st.integers(1, 5))
    def repeat(self, number: int) -> None:
        """The last request comes again, were it to do something now."""
        with self.searches.begin(self.team) as desk:
            found = desk.search("S1")
            assert found
            known = self.asker.request_id in {act.id for act in desk.history(found)}
        if known and self.model.is_open:
            text = f"again {next(self.requests)}"
            deed = RuleInput(self.asker.user, self.asker.at, text)
            with pytest.raises(DuplicateRequestError), self.searches.begin(self.team) as desk:
                use_cases.apply_steps(desk, self.asker, TARGET, [("note", number, deed)])

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        with SqlUnitOfWorkFactory(self.url).begin(self.team, writable=False) as desk:  # one that remembers nothing
            found = desk.search("S1")
            assert found
            now, acts = desk.checklist(found), desk.history(found, limit=100_000)
        assert Model(now).values == self.model.values
        assert now == self.replayed(now, acts)
        assert len(acts) == self.told

    def replayed(self, now: Checklist, acts: tuple[HistoryEntry, ...]) -> Checklist:
        """What the history alone makes of the items that the search began with, and of those added since."""
        added = [
            Item(item.number, "", item.phase, item.title, gone=True) for item in now.items[len(self.first.items) :]
        ]
        changes = [change for act in reversed(acts) for change in act.changes]
        return Checklist(self.first.search, (*self.first.items, *added)).with_changes(changes)


def test_whatever_people_do_the_search_is_what_the_model_says_and_the_history_tells_it_all(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    migrate(url)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it untyped
        lambda: Hire(url, SqlUnitOfWorkFactory(url)),
        settings=settings(
            max_examples=60,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
