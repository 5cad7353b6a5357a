from datetime import date, timedelta

import pytest
from samples.hiring import NOW, OWNER, TODAY

from bot.hiring.models import Change, HistoryEntry
from bot.hiring.template import NewSearch, build_start_entry, draft_search, items_for
from bot.knowledge.checklists import ChecklistItem, Phase
from bot.knowledge.loader import load

PHASES = (Phase(id="brief", name="Brief"), Phase(id="offer", name="Offer"))
ORDER = ("brief", "offer")
OPENING = NewSearch("S1", "T1", "C1", OWNER, NOW)


def template(key: str, phase: str = "brief", due: int = -10, **values: object) -> ChecklistItem:
    usual = {"title": key.title(), "done": f"{key} is done", "owner": "CEO", "takes": 5}
    return ChecklistItem(key=key, phase=phase, due=due, **usual | values)  # type: ignore[arg-type]


SOME = (
    template("offer", "offer", -30),
    template("scorecard", due=-100, evidence="A link", needs=("brief",), cautions=("law",), sources=("book",)),
    template("pipeline", due=-90, roles=("cro",), basis="suggestion"),
    template("brand", due=-80, roles=("cmo",)),
)


def test_a_role_gets_what_every_role_takes_and_what_is_its_own_phase_by_phase():
    assert [item.key for item in items_for("cro", SOME, ORDER)] == ["scorecard", "pipeline", "offer"]
    assert [item.key for item in items_for("cfo", SOME, ORDER)] == ["scorecard", "offer"]


def test_an_unknown_phase_comes_last():
    stray = template("stray", "surprise")
    assert [item.key for item in items_for("cfo", (stray, *SOME), ORDER)] == ["scorecard", "offer", "stray"]


def test_a_new_search_has_its_items_numbered_dated_and_copied():
    role = load().roles["cro"]
    given, calendar = draft_search(role, SOME, PHASES, OPENING, TODAY)
    assert [item.number for item in given.items] == [1, 2, 3]
    assert [item.due for item in given.items] == list(calendar.due_days)
    first = given.items[0]
    assert (first.key, first.title, first.meaning, first.usual_owner) == (
        "scorecard",
        "Scorecard",
        "scorecard is done",
        "CEO",
    )
    assert (first.evidence_wanted, first.needs, first.cautions, first.sources, first.takes, first.suggested) == (
        "A link",
        ("brief",),
        ("law",),
        ("book",),
        5,
        False,
    )
    assert given.items[1].suggested
    assert given.items[1].evidence_wanted == ""
    assert {(item.state, item.assignee, item.gone) for item in given.items} == {("open", "", False)}


def test_a_new_search_is_called_after_its_role_until_somebody_names_it():
    role = load().roles["cro"]
    unnamed, _ = draft_search(role, SOME, PHASES, OPENING, TODAY)
    named, _ = draft_search(role, SOME, PHASES, OPENING._replace(name="Growth", enterprise="E1"), TODAY)
    assert (unnamed.search.name, unnamed.search.short, unnamed.search.title) == (role.title, "cro", role.title)
    assert (named.search.name, named.search.enterprise) == ("Growth", "E1")
    assert unnamed.search.phases == (("brief", "Brief"), ("offer", "Offer"))
    assert (unnamed.search.owner, unnamed.search.channel, unnamed.search.created_at) == (OWNER, "C1", NOW)


@pytest.mark.parametrize("target", [None, date(2027, 3, 31)])
def test_a_search_remembers_whether_somebody_gave_the_day(target: date | None):
    given, _ = draft_search(load().roles["cro"], SOME, PHASES, OPENING._replace(target=target), TODAY)
    assert given.search.targeted is (target is not None)
    assert given.search.starts_on == (target or TODAY + timedelta(days=100))


def test_the_history_begins_with_the_start():
    assert build_start_entry(OPENING) == HistoryEntry("S1", OWNER, NOW, (Change(0, "start", ()),))


def test_every_shipped_role_has_a_checklist_that_can_be_worked_through():
    base = load()
    for role in base.roles.values():
        given, _ = draft_search(role, base.checklist.values(), base.phases.values(), OPENING, TODAY)
        keys = [item.key for item in given.items]
        assert len(keys) == len(set(keys)) >= 20, role.id
        assert {item.phase for item in given.items} <= {phase for phase, _ in given.search.phases}
