from datetime import date, timedelta

from samples.hiring import ASSIGNEE, NOW, OTHER_USER, OWNER, checklist, search, with_items

from bot.hiring.models import Checklist, Item
from bot.hiring.reminders import build_weekly_summary, find_unfinished_items
from bot.slack.hiring.views.summaries import departed_message, ownerless_message, week_message

DAY = date(2026, 11, 23)
SINCE = NOW


def items(**values: object) -> dict[str, dict[str, object]]:
    return {f"item{number}": values for number in range(1, 6)}


def test_the_summary_shows_progress_and_the_first_day():
    text = week_message(build_weekly_summary(checklist(), DAY, SINCE)).text
    assert (
        "Week ahead: Revenue lead\n░░░░░░░░░░ 0 of 5 done\nTarget start date: Wednesday 31 March 2027, in 18 weeks\n"
        ":warning: The start date has slipped by 26 days: Monday 26 April 2027 is likely. Late: items 5. Prepare the "
        "first week (24 days overdue), 1. Agree the scorecard (14 days overdue), 2. Begin sourcing (7 days overdue)."
    ) in text


def test_a_start_date_that_has_slipped_can_be_moved_from_the_summary():
    message = week_message(build_weekly_summary(checklist(), DAY, SINCE))
    assert message.blocks[2]["accessory"]["action_id"] == "search:first-day"
    holds = week_message(build_weekly_summary(with_items(checklist(), **items(due=None)), DAY, SINCE))
    assert holds.blocks[2]["text"]["text"] == "On track: nothing late moves the start date."


def test_a_week_without_due_items_says_what_to_do():
    message = week_message(build_weekly_summary(with_items(checklist(), **items(due=None)), DAY, SINCE))
    assert "Nothing is due in the next two weeks:\n`/hiring next` shows what to work on." in message.text


def test_a_long_list_shows_the_first_eight():
    many = tuple(Item(n, "", "brief", f"Item {n}", due=DAY - timedelta(days=1)) for n in range(1, 31))
    text = week_message(build_weekly_summary(Checklist(search(), many), DAY, SINCE)).text
    assert "Overdue (30):\n1. Item 1 · 1 day overdue · unassigned\n" in text
    assert "8. Item 8 · 1 day overdue · unassigned\n… and 22 more." in text


def test_a_summary_has_a_button_to_turn_it_off():
    message = week_message(build_weekly_summary(checklist(), DAY, SINCE))
    buttons = next(block for block in message.blocks if block["type"] == "actions")["elements"]
    assert [(each["action_id"], each["value"]) for each in buttons] == [
        ("search:status", "S1"),
        ("search:items", "S1"),
        ("search:weekly", "S1"),
    ]


def test_a_first_day_that_has_come_has_no_countdown():
    assert ", in " not in week_message(build_weekly_summary(checklist(starts_on=DAY), DAY, SINCE)).text.splitlines()[2]


def test_the_longest_summary_fits_slacks_limits():
    long = {"title": "&" * 400, "reason": "<" * 900, "state": "blocked", "due": DAY, "assignee": ASSIGNEE}
    many = tuple(Item(n, "", "brief", **long)._replace(number=n) for n in range(1, 101))  # type: ignore[arg-type]  # fields
    found = build_weekly_summary(Checklist(search(name=">" * 200), many), DAY, SINCE)
    assert len(week_message(found).blocks) <= 50
    left = find_unfinished_items(Checklist(search(name=">" * 200), many), ASSIGNEE)
    assert len(left) == 100
    for make in (departed_message, ownerless_message):
        assert "… and 98 more.\n" in make(search(name=">" * 200), ASSIGNEE, left, DAY).text


def test_a_departure_names_the_person_and_their_open_items():
    left = [Item(3, "references", "find", "Take references", due=DAY, assignee=OTHER_USER)]
    message = departed_message(search(), OTHER_USER, left, DAY)
    assert message.text.splitlines() == [
        f"<@{OTHER_USER}> has left but still owns 1 open item in *Revenue lead* (<#C0HIRE>).",
        f"☐ 3. Take references · <@{OTHER_USER}> · due today",
        "Reassign them with `/hiring assign cro 3 @name`, or press *Open*.",
    ]
    assert message.blocks[2]["elements"][0]["action_id"] == "item:open:3"


def test_the_departure_of_an_owner_without_items_is_announced():
    message = ownerless_message(search(), OWNER, [], DAY)
    assert message.text.splitlines() == [
        f"<@{OWNER}>, the owner of *Revenue lead*, has left.",
        "To take over, type `/hiring owner cro me`. Until then, unassigned overdue items get no reminders.",
    ]
    assert [block["type"] for block in message.blocks] == ["section", "context"]
