from datetime import date, timedelta

import pytest
from samples.hiring import NOW, OWNER, TODAY

from bot.hiring.models import Change, HistoryEntry
from bot.hiring.tailoring import Circumstances
from bot.hiring.template import NewSearch, build_start_entry, draft_search, items_for
from bot.knowledge.checklists import ChecklistItem, Phase
from bot.knowledge.loader import load

PHASES = (Phase(id="brief", name="Brief"), Phase(id="offer", name="Offer"))
PHASE_ORDER = ("brief", "offer")
NEW_SEARCH = NewSearch("S1", "T1", "C1", OWNER, NOW)


def template_item(key: str, phase: str = "brief", due: int = -10, **values: object) -> ChecklistItem:
    defaults = {"title": key.title(), "done": f"{key} is done", "owner": "CEO", "takes": 5}
    return ChecklistItem(key=key, phase=phase, due=due, **defaults | values)  # type: ignore[arg-type]


TEMPLATE_ITEMS = (
    template_item("offer", "offer", -30),
    template_item("scorecard", due=-100, evidence="A link", needs=("brief",), cautions=("law",), sources=("book",)),
    template_item("pipeline", due=-90, roles=("cro",), basis="suggestion"),
    template_item("brand", due=-80, roles=("cmo",)),
)


def test_a_role_gets_the_common_items_and_its_own_sorted_by_phase():
    assert [item.key for item in items_for("cro", TEMPLATE_ITEMS, PHASE_ORDER)] == ["scorecard", "pipeline", "offer"]
    assert [item.key for item in items_for("cfo", TEMPLATE_ITEMS, PHASE_ORDER)] == ["scorecard", "offer"]


def test_items_in_an_unknown_phase_come_last():
    in_unknown_phase = template_item("stray", "surprise")
    assert [item.key for item in items_for("cfo", (in_unknown_phase, *TEMPLATE_ITEMS), PHASE_ORDER)] == [
        "scorecard",
        "offer",
        "stray",
    ]


def test_a_new_search_copies_the_template_items_with_numbers_and_due_dates():
    role = load().roles["cro"]
    given, schedule = draft_search(role, TEMPLATE_ITEMS, PHASES, NEW_SEARCH, TODAY)
    assert [item.number for item in given.items] == [1, 2, 3]
    assert [item.due for item in given.items] == list(schedule.due_days)
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


def test_a_new_search_without_a_name_is_named_after_its_role():
    role = load().roles["cro"]
    unnamed, _ = draft_search(role, TEMPLATE_ITEMS, PHASES, NEW_SEARCH, TODAY)
    named, _ = draft_search(role, TEMPLATE_ITEMS, PHASES, NEW_SEARCH._replace(name="Growth", enterprise="E1"), TODAY)
    assert (unnamed.search.name, unnamed.search.short, unnamed.search.title) == (role.title, "cro", role.title)
    assert (named.search.name, named.search.enterprise) == ("Growth", "E1")
    assert unnamed.search.phases == (("brief", "Brief"), ("offer", "Offer"))
    assert (unnamed.search.owner, unnamed.search.channel, unnamed.search.created_at) == (OWNER, "C1", NOW)


@pytest.mark.parametrize("target", [None, date(2027, 3, 31)])
def test_a_new_search_stores_whether_its_first_day_was_given(target: date | None):
    given, _ = draft_search(load().roles["cro"], TEMPLATE_ITEMS, PHASES, NEW_SEARCH._replace(target=target), TODAY)
    assert given.search.targeted is (target is not None)
    assert given.search.starts_on == (target or TODAY + timedelta(days=100))


def test_due_dates_avoid_public_holidays_and_count_deadlines_from_their_event():
    deadline = template_item("filing", "offer", -20, needs=("offer",), after="offer", within=4)
    new_search = NEW_SEARCH._replace(target=date(2027, 4, 28), known=Circumstances(country="DE"))
    given, _ = draft_search(load().roles["cro"], (*TEMPLATE_ITEMS, deadline), PHASES, new_search, TODAY)
    offer, filing = given.items[-2:]
    assert offer.due == date(2027, 3, 25)  # 30 days before is Easter Monday, and Good Friday is a holiday
    assert (filing.due, filing.after, filing.within) == (date(2027, 4, 2), "offer", 4)
    assert (given.search.country, given.search.region) == ("DE", "")


def test_the_history_begins_with_the_start_entry():
    assert build_start_entry(NEW_SEARCH) == HistoryEntry("S1", OWNER, NOW, (Change(0, "start", ()),))


def test_every_shipped_role_has_a_valid_checklist():
    base = load()
    for role in base.roles.values():
        given, _ = draft_search(role, base.checklist.values(), base.phases.values(), NEW_SEARCH, TODAY)
        keys = [item.key for item in given.items]
        assert len(keys) == len(set(keys)) >= 20, role.id
        assert {item.phase for item in given.items} <= {phase for phase, _ in given.search.phases}
