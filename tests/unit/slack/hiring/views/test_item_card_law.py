import pytest
from samples.hiring import NOW, SOMEBODY, checklist

from bot.hiring.history import apply_changes
from bot.hiring.models import Change, Checklist, HistoryEntry
from bot.hiring.service import ChangeResult
from bot.knowledge.checklists import Caution
from bot.knowledge.loader import load
from bot.slack.hiring.views.confirmations import legal_note_lines

CAUTIONS = {
    key: Caution(id=key, text=f"Mind {key} & co. And more of it.", where=("US", "EU"), sources=())
    for key in ("pay", "notice", "checks")
}
CARRIED = {1: ("pay",), 2: ("pay", "notice", "checks"), 4: ("notice", "unknown"), 5: ("unknown",)}
GIVEN = Checklist(
    checklist().search, tuple(item._replace(cautions=CARRIED.get(item.number, ())) for item in checklist().items)
)


def lines(*steps: tuple[int, str]) -> list[str]:
    states = {"skip": "skipped", "reopen": "open"}
    changes = tuple(Change(number, verb, (("state", "open", states.get(verb, "done")),)) for number, verb in steps)
    act = HistoryEntry("A", SOMEBODY, NOW, changes)
    return list(legal_note_lines(ChangeResult(GIVEN, apply_changes(GIVEN, changes), act), CAUTIONS))


@pytest.mark.parametrize("verb", ["done", "override"])
def test_what_the_law_says_of_an_item_is_told_when_it_is_closed(verb: str):
    assert lines((1, verb)) == [
        ":scales: _US, EU_: Mind pay &amp; co.",
        "In full: `/hiring item 1`. Not legal advice.",
    ]


def test_of_many_cautions_two_are_told():
    assert lines((2, "done")) == [
        ":scales: _US, EU_: Mind pay &amp; co.",
        ":scales: _US, EU_: Mind notice &amp; co.",
        "In full, with 1 more: `/hiring item 2`. Not legal advice.",
    ]


def test_of_many_items_it_is_only_told_which():
    assert lines((1, "done"), (2, "done"), (3, "done"), (4, "done")) == [
        ":scales: Legal considerations apply to items 1, 2, 4: see `/hiring item 1` and so on. Not legal advice."
    ]


@pytest.mark.parametrize("step", [(3, "done"), (5, "done"), (1, "skip"), (1, "reopen"), (0, "close")])
def test_where_nothing_was_done_that_it_bears_on_nothing_is_told(step: tuple[int, str]):
    assert lines(step) == []


def test_each_caution_that_ships_is_short_enough_to_be_told():
    base = load()
    for item in base.checklist.values():
        given = Checklist(GIVEN.search, (GIVEN.items[0]._replace(cautions=item.cautions), *GIVEN.items[1:]))
        done = (Change(1, "done", (("state", "open", "done"),)),)
        told = list(
            legal_note_lines(
                ChangeResult(given, apply_changes(given, done), HistoryEntry("A", SOMEBODY, NOW, done)), base.cautions
            )
        )
        assert sum(map(len, told)) < 620, told
