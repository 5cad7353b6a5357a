"""Three people change one search in random ways, and a model of plain dicts has the expected result."""

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
"""Commands that are rarely refused and often to the same item, so that much is changed and undone."""
updates = st.sampled_from(
    [
        ("rename", {"name": "Growth lead"}),
        ("rename", {"name": "Sales lead"}),
        ("close", {"state": "hired", "reason": "signed"}),
        ("close", {"state": "cancelled", "reason": "no budget"}),
        *[("reopen-search", {"state": "open", "reason": ""})] * 3,
    ]
)


class Hire(RuleBasedStateMachine):
    """Gives the same commands to the database and to the model."""

    def __init__(self, url: str, units_of_work: SqlUnitOfWorkFactory) -> None:
        super().__init__()
        self.url = url
        self.units_of_work = units_of_work
        self.team = f"T{next(workspaces)}"
        self.requests = count(1)
        self.actor = Actor(OWNER, CHANNEL, NOW, "S1")
        self.entries = 1
        self.day = NOW
        given = checklist(team=self.team)
        with self.units_of_work.begin(self.team) as uow:
            self.first = service.create_search(uow, given, opened(given))
        self.model = Model(self.first)

    def ask(self, by: str) -> Actor:
        number = next(self.requests)
        self.actor = Actor(by, CHANNEL, self.day + timedelta(seconds=number), f"R{number}")
        return self.actor

    @rule(by=people, wanted=st.lists(likely, min_size=1, max_size=3))
    def change_often(self, by: str, wanted: list[Command]) -> None:
        self.change_items(by, wanted)

    @rule(by=people, wanted=st.lists(commands, min_size=1, max_size=4))
    def change_items(self, by: str, wanted: list[Command]) -> None:
        actor = self.ask(by)
        steps = [(each.verb, each.number, RuleInput(by, actor.at, each.text, each.person, each.day)) for each in wanted]
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.apply_steps(uow, actor, TARGET, steps)
        assert isinstance(result, service.ChangeResult)
        done, refused, shadow = [], [], Model(result.before)
        for command in wanted:
            expected = shadow.outcome(command._replace(by=by, at=actor.at))
            if isinstance(expected, str):
                refused.append((command.number, expected))
            else:
                done.append((command.verb, expected))
                shadow.values |= expected
        assert [(refusal.number, refusal.reason) for refusal in result.refusals] == refused
        assert [change.verb for change in result.changes] == [verb for verb, _ in done]
        if done:
            self.entries += 1
            self.model.do(by, done)

    @rule(by=people, title=st.sampled_from(("Ask the board", "Call the bank")))
    def add_item(self, by: str, title: str) -> None:
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.add_item(uow, self.ask(by), TARGET, title, "find")
        assert isinstance(result, service.ChangeResult)
        assert bool(result.changes) == self.model.is_open
        if result.changes:
            self.entries += 1
            self.model.grow(Item(self.model.count + 1, "", "find", title, gone=True))
            self.model.do(by, [("add", {(self.model.count, "gone"): False})])

    @rule(by=people, verb_and_values=updates)
    def change_search(self, by: str, verb_and_values: tuple[str, dict[str, Any]]) -> None:
        verb, values = verb_and_values
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.change_search(uow, self.ask(by), TARGET, service.SearchUpdate(verb, values))
        assert isinstance(result, service.ChangeResult)
        different = {(0, name): value for name, value in values.items() if self.model.values[0, name] != value}
        if not self.model.is_open and verb != "reopen-search":
            different = {}
        assert bool(result.changes) == bool(different)
        if different:
            self.entries += 1
            self.model.do(by, [(verb, different)])

    @rule(by=people, to=first_days)
    def move_first_day(self, by: str, to: date) -> None:
        """Move the first day, each time on another date."""
        self.day += timedelta(days=1)
        actor = self.ask(by)
        course = ScheduleTemplate(actor.at.date(), COURSE)
        with self.units_of_work.begin(self.team) as uow:
            update = service.SearchUpdate("target", {"starts_on": to, "targeted": True}, "", course)
            result = use_cases.change_search(uow, actor, TARGET, update)
        assert isinstance(result, service.ChangeResult)
        if not self.model.is_open or self.model.values[0, "starts_on"] == to:
            assert [refusal.reason for refusal in result.refusals] == [
                "already" if self.model.is_open else "search_closed"
            ]
            return
        offsets = {item.number: COURSE[item.key] for item in self.first.items}
        days = self.model.moved(to, actor.at.date(), offsets)
        assert {change.number for change in result.changes if change.number} == {number for number, _ in days}
        self.entries += 1
        self.model.do(by, [("target", {(0, "starts_on"): to, (0, "targeted"): True}), ("move", days)])

    @rule(by=people)
    def undo(self, by: str) -> None:
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.undo(uow, self.ask(by), TARGET)
        match self.model.undo(by):
            case "":
                assert isinstance(result, service.ChangeResult)
                assert result.changes
                self.entries += 1
            case "closed":
                assert isinstance(result, service.ChangeResult)
                assert [refusal.reason for refusal in result.refusals] == ["search_closed"]
            case why:
                assert isinstance(result, service.NothingToUndo)
                was_done = result.entry is not None and result.entry.changes[0].verb != "start"
                assert was_done == (why != "nothing")

    @rule(number=st.integers(1, 5))
    def repeat(self, number: int) -> None:
        """The last request comes again when it would change something."""
        with self.units_of_work.begin(self.team) as uow:
            found = uow.search("S1")
            assert found
            known = self.actor.request_id in {entry.id for entry in uow.history(found)}
        if known and self.model.is_open:
            text = f"again {next(self.requests)}"
            given = RuleInput(self.actor.user, self.actor.at, text)
            with pytest.raises(DuplicateRequestError), self.units_of_work.begin(self.team) as uow:
                use_cases.apply_steps(uow, self.actor, TARGET, [("note", number, given)])

    @invariant()
    def search_is_as_in_the_model_and_in_the_history(self) -> None:
        with SqlUnitOfWorkFactory(self.url).begin(self.team, writable=False) as uow:  # without cached items
            found = uow.search("S1")
            assert found
            now, entries = uow.checklist(found), uow.history(found, limit=100_000)
        assert Model(now).values == self.model.values
        assert now == self.replayed(now, entries)
        assert len(entries) == self.entries

    def replayed(self, now: Checklist, entries: tuple[HistoryEntry, ...]) -> Checklist:
        """The search as it started, with the items added since, after all changes in the history."""
        added = [
            Item(item.number, "", item.phase, item.title, gone=True) for item in now.items[len(self.first.items) :]
        ]
        changes = [change for entry in reversed(entries) for change in entry.changes]
        return Checklist(self.first.search, (*self.first.items, *added)).with_changes(changes)


def test_after_any_commands_the_search_is_as_in_the_model_and_as_in_its_history(tmp_path: Path):
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
