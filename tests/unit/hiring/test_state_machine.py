"""Three users change one search with random commands, and a model of plain dicts has the expected result."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from samples import use_cases
from samples.hiring import ASSIGNEE, CHANNEL, NOW, OTHER_USER, OWNER, checklist, make_start_entry
from samples.hiring_model import DOUBTFUL, Command, Model
from samples.use_cases import ITEM_RULES

from bot.hiring import search_rules, service
from bot.hiring.access import Actor
from bot.hiring.models import Checklist, HistoryEntry, Item
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import RuleInput
from bot.hiring.unit_of_work import DuplicateRequestError
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

PEOPLE = (OWNER, ASSIGNEE, OTHER_USER)
DAYS = (None, date(2026, 11, 9), date(2026, 12, 1))
SEARCH = use_cases.SearchRef(id="S1")

TEMPLATE_OFFSETS = {
    "scorecard": -140,
    "sourcing": -120,
    "references": -60,
    "final": -40,
    "welcome": -10,
    "signed_offer": -30,
    "first_30_days": 30,
}

workspaces = count(1)
first_days = st.sampled_from([date(2027, 3, 31), date(2027, 4, 30), date(2027, 9, 1), date(2027, 1, 11)])
people = st.sampled_from(PEOPLE)
commands = st.builds(
    Command,
    st.sampled_from(sorted(ITEM_RULES)),
    st.integers(0, 9),
    st.sampled_from(("", "one", "two", DOUBTFUL)),
    st.sampled_from(("", *PEOPLE)),
    st.sampled_from(DAYS),
)
frequent_commands = st.builds(
    Command,
    st.sampled_from(("done", "reopen", "note", "assign", "override")),
    st.sampled_from((1, 2, 3, 6, 7)),
    st.sampled_from(("one", "two")),
    people,
    st.sampled_from(DAYS),
)
"""Commands that are rarely refused and often repeat an item, so that many changes and undos succeed."""
updates = st.sampled_from(
    [
        ("rename", {"name": "Growth lead"}, ""),
        ("rename", {"name": "Sales lead"}, ""),
        *[("close", {"state": "hired", "reason": "signed", "paused_on": None}, "signed")] * 2,
        ("close", {"state": "hired", "reason": "", "paused_on": None}, ""),
        ("close", {"state": "cancelled", "reason": "no budget", "paused_on": None}, "no budget"),
        *[("reopen-search", {"state": "open", "reason": ""}, "")] * 3,
    ]
)


def with_onboarding(given: Checklist) -> Checklist:
    """The search with the signature, and an item that comes after the hire."""
    signature = Item(6, "signed_offer", "offer", "Get the offer signed", due=date(2027, 3, 1))
    onboarding = Item(7, "first_30_days", "offer", "Listen", needs=("signed_offer",), due=date(2027, 4, 30))
    onboarding = onboarding._replace(after="signed_offer", within=4)
    return Checklist(given.search, (*given.items, signature, onboarding))


class SearchStateMachine(RuleBasedStateMachine):
    """Applies the same commands to the database and to the model."""

    def __init__(self, url: str, units_of_work: SqlUnitOfWorkFactory) -> None:
        super().__init__()
        self.url = url
        self.units_of_work = units_of_work
        self.team = f"T{next(workspaces)}"
        self.requests = count(1)
        self.actor = Actor(OWNER, CHANNEL, NOW, "S1")
        self.entries = 1
        self.day = NOW
        new_checklist = with_onboarding(checklist(team=self.team))
        with self.units_of_work.begin(self.team) as uow:
            self.initial = service.create_search(uow, new_checklist, make_start_entry(new_checklist))
        self.model = Model(self.initial)

    def next_actor(self, by: str) -> Actor:
        number = next(self.requests)
        self.actor = Actor(by, CHANNEL, self.day + timedelta(seconds=number), f"R{number}")
        return self.actor

    @rule(by=people, requested=st.lists(frequent_commands, min_size=1, max_size=3))
    def change_often(self, by: str, requested: list[Command]) -> None:
        self.change_items(by, requested)

    @rule(by=people, requested=st.lists(commands, min_size=1, max_size=4))
    def change_items(self, by: str, requested: list[Command]) -> None:
        actor = self.next_actor(by)
        steps = [
            (each.verb, each.number, RuleInput(by, actor.at, each.text, each.person, each.day)) for each in requested
        ]
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.apply_steps(uow, actor, SEARCH, steps)
        assert isinstance(result, service.ChangeResult)
        applied, refusals, expected_model = [], [], Model(result.before)
        for command in requested:
            expected = expected_model.outcome(command._replace(by=by, at=actor.at))
            if isinstance(expected, str):
                refusals.append((command.number, expected))
            else:
                expected_model.entries = self.model.entries
                dated = {number for verb, values in applied if verb == "due" for number, _ in values}
                deadline = expected_model.deadline(command._replace(by=by, at=actor.at), expected, dated)
                applied += [(command.verb, expected), *([("move", deadline)] if deadline else [])]
                expected_model.values |= expected | deadline
        assert [(refusal.number, refusal.reason) for refusal in result.refusals] == refusals
        ended = self.model.end_of_onboarding(applied)
        assert [change.verb for change in result.changes] == [verb for verb, _ in (*applied, *ended)]
        if applied:
            self.entries += 1
            self.model.record(by, [*applied, *self.model.end_of_onboarding(applied)])

    @rule(by=people, title=st.sampled_from(("Ask the board", "Call the bank")))
    def add_item(self, by: str, title: str) -> None:
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.add_item(uow, self.next_actor(by), SEARCH, title, "find")
        assert isinstance(result, service.ChangeResult)
        assert bool(result.changes) == self.model.is_open
        if result.changes:
            self.entries += 1
            self.model.add_item(Item(self.model.count + 1, "", "find", title, gone=True))
            self.model.record(by, [("add", {(self.model.count, "gone"): False})])

    @rule(by=people, update=updates)
    def change_search(self, by: str, update: tuple[str, dict[str, Any], str]) -> None:
        self.update_search(by, *update)

    @rule(by=people, why=st.sampled_from(("", "no budget")))
    def pause(self, by: str, why: str) -> None:
        self.update_search(by, *search_rules.pause(RuleInput(by, self.day, why))[:3])

    @rule(by=people, days=st.sampled_from((0, 3, 21)))
    def resume(self, by: str, days: int) -> None:
        self.day += timedelta(days=days)
        template = ScheduleTemplate(self.day.date(), TEMPLATE_OFFSETS)
        shifted = self.model.shifted(self.day.date()) if self.model.values[0, "state"] == "paused" else {}
        self.update_search(by, "resume", {"state": "open", "reason": "", "paused_on": None}, "", template, shifted)

    def update_search(  # noqa: PLR0913, PLR0917  the parts of an update, and what it moves
        self,
        by: str,
        verb: str,
        values: Mapping[str, Any],
        why: str = "",
        template: ScheduleTemplate | None = None,
        shifted: Mapping[tuple[int, str], Any] = MappingProxyType({}),
    ) -> None:
        """Make the update, and compare what it changes or why it is refused."""
        update = service.SearchUpdate(verb, values, why, template)
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.change_search(uow, self.next_actor(by), SEARCH, update)
        assert isinstance(result, service.ChangeResult)
        expected = self.model.search_outcome(verb, dict(values), why, by)
        if isinstance(expected, str):
            assert [refusal.reason for refusal in result.refusals] == [expected]
            return
        assert result.changes
        self.entries += 1
        self.model.record(by, [(verb, expected | dict(shifted))])

    @rule(by=people, first_day=first_days)
    def move_first_day(self, by: str, first_day: date) -> None:
        """Move the first day, with each move on a later date."""
        self.day += timedelta(days=1)
        actor = self.next_actor(by)
        template = ScheduleTemplate(actor.at.date(), TEMPLATE_OFFSETS)
        with self.units_of_work.begin(self.team) as uow:
            update = service.SearchUpdate("target", {"starts_on": first_day, "targeted": True}, "", template)
            result = use_cases.change_search(uow, actor, SEARCH, update)
        assert isinstance(result, service.ChangeResult)
        if not self.model.is_open or self.model.values[0, "starts_on"] == first_day:
            assert [refusal.reason for refusal in result.refusals] == [
                "already" if self.model.is_open else "search_closed"
            ]
            return
        if self.model.values[0, "state"] == "paused":
            assert [refusal.reason for refusal in result.refusals] == ["search_paused"]
            return
        if first_day < actor.at.date():  # pauses that were long have made it so
            assert [refusal.reason for refusal in result.refusals] == ["has_passed"]
            return
        offsets = {item.number: TEMPLATE_OFFSETS[item.key] for item in self.initial.items}
        due_dates = self.model.rescheduled(first_day, actor.at.date(), offsets)
        assert {change.number for change in result.changes if change.number} == {number for number, _ in due_dates}
        self.entries += 1
        self.model.record(by, [("target", {(0, "starts_on"): first_day, (0, "targeted"): True}), ("move", due_dates)])

    @rule(by=people)
    def undo(self, by: str) -> None:
        with self.units_of_work.begin(self.team) as uow:
            result = use_cases.undo(uow, self.next_actor(by), SEARCH)
        match self.model.undo(by):
            case "":
                assert isinstance(result, service.ChangeResult)
                assert result.changes
                self.entries += 1
            case "closed":
                assert isinstance(result, service.ChangeResult)
                assert [refusal.reason for refusal in result.refusals] == ["search_closed"]
            case reason:
                assert isinstance(result, service.NothingToUndo)
                has_entry = result.entry is not None and result.entry.changes[0].verb != "start"
                assert has_entry == (reason != "nothing")

    @rule(number=st.integers(1, 5))
    def repeat_request(self, number: int) -> None:
        """Repeat the last request with a step that would change the search."""
        with self.units_of_work.begin(self.team) as uow:
            found = uow.search("S1")
            assert found
            known = self.actor.request_id in {entry.id for entry in uow.history(found)}
        if known and self.model.is_open:
            text = f"again {next(self.requests)}"
            rule_input = RuleInput(self.actor.user, self.actor.at, text)
            with pytest.raises(DuplicateRequestError), self.units_of_work.begin(self.team) as uow:
                use_cases.apply_steps(uow, self.actor, SEARCH, [("note", number, rule_input)])

    @invariant()
    def search_matches_the_model_and_the_history(self) -> None:
        with SqlUnitOfWorkFactory(self.url).begin(self.team, writable=False) as uow:  # without the item cache
            found = uow.search("S1")
            assert found
            stored, entries = uow.checklist(found), uow.history(found, limit=100_000)
        assert Model(stored).values == self.model.values
        assert stored == self.replay(stored, entries)
        assert len(entries) == self.entries

    def replay(self, stored: Checklist, entries: tuple[HistoryEntry, ...]) -> Checklist:
        """The initial search with the added items, after every change in the history."""
        added = [
            Item(item.number, "", item.phase, item.title, gone=True) for item in stored.items[len(self.initial.items) :]
        ]
        changes = [change for entry in reversed(entries) for change in entry.changes]
        return Checklist(self.initial.search, (*self.initial.items, *added)).with_changes(changes)


@pytest.mark.long
@pytest.mark.no_cover
def test_after_any_commands_the_search_matches_the_model_and_its_history(sqlite_url: str):
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it untyped
        lambda: SearchStateMachine(sqlite_url, SqlUnitOfWorkFactory(sqlite_url)),
        settings=settings(
            max_examples=60,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
