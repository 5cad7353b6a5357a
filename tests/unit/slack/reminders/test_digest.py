from datetime import date, timedelta

import pytest
from samples.hiring import ASSIGNEE, OTHER_USER, OWNER, checklist, search

from bot.hiring.models import Checklist, Item
from bot.hiring.reminders import Digest, DigestContext, Reminder, build_digest
from bot.knowledge.checklists import Caution
from bot.slack.reminders.digest import digest_message

DAY = date(2026, 11, 25)
LATE = DAY - timedelta(days=2)
SINCE = checklist().search.created_at


def digest(*reminders: Reminder, omitted: int = 0, unchecked: int = 0) -> Digest:
    return Digest(DAY, ((search(), reminders),), omitted, unchecked)


def reminder(due: date | None = DAY, **values: object) -> Reminder:
    usual = {"search": search(), "item": Item(5, "welcome", "offer", "Prepare the first week", due=due), "why": "today"}
    return Reminder(**usual | values)  # type: ignore[arg-type]  # the caller names the fields


def blocked(reason: str) -> Item:
    return Item(5, "welcome", "offer", "Prepare the first week", due=LATE, state="blocked", reason=reason)


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        (reminder(), "due today"),
        (reminder(LATE, why="late"), "2 days overdue"),
        (reminder(None, why="unblocked"), "now unblocked"),
        (reminder(item=blocked("No *budget*"), why="late"), "2 days overdue · blocked: No \u2217budget\u2217"),
        (reminder(LATE, why="late", is_assigned=False), "2 days overdue · unassigned; you own the search"),
        (
            reminder(item=blocked("")._replace(assignee=OTHER_USER), why="late", is_assigned=False),
            f"2 days overdue · owned by <@{OTHER_USER}>, who has left",
        ),
        (
            reminder(prerequisites=checklist().items),
            "due today · blocked by 1. Agree the scorecard, 2. Begin sourcing, 3. Take references, 2 more",
        ),
    ],
)
def test_each_item_says_why_it_is_listed(given: Reminder, reasons: str):
    message = digest_message(digest(given))
    assert message.text.splitlines() == [
        "1 hiring item needs you today",
        "Revenue lead in <#C0HIRE>",
        f"5. Prepare the first week: {reasons}",
    ]
    assert message.blocks[2]["text"]["text"] == f"*5. Prepare the first week*\n{reasons}"


def test_the_legal_cautions_of_an_item_are_in_the_digest_of_the_day():
    law = {"fcra": Caution(id="fcra", text="Get permission. And more.", where=("US",), sources=())}
    item = Item(5, "welcome", "offer", "Prepare the first week", due=DAY, cautions=("fcra",))
    message = digest_message(digest(reminder(item=item)), law)
    assert ":scales: _US_: Get permission.\n" in message.text
    assert "Not legal advice, ask counsel." in message.blocks[2]["text"]["text"]
    waiting = digest_message(digest(reminder(item=item, prerequisites=checklist().items)), law)
    assert ":scales:" not in waiting.text


def test_each_item_can_be_done_snoozed_and_opened():
    buttons = digest_message(digest(reminder())).blocks[3]["elements"]
    assert [(each["action_id"], each.get("value")) for each in buttons] == [
        ("item:done", "S1:5"),
        ("item:snooze", None),
        ("item:open", "S1:5"),
    ]
    assert [each["value"] for each in buttons[1]["options"]] == ["S1:5:tomorrow", "S1:5:+3d", "S1:5:+1w"]


def test_an_item_that_waits_for_others_has_no_done_button():
    buttons = digest_message(digest(reminder(prerequisites=checklist().items[:1]))).blocks[3]["elements"]
    assert [each["action_id"] for each in buttons] == ["item:snooze", "item:open"]


@pytest.mark.parametrize(
    ("omitted", "unchecked", "expected"),
    [
        (3, 0, "Plus 3 more. Type `/hiring items mine` in their channels."),
        (0, 2, "Plus anything due in 2 other searches. Type `/hiring items mine` in their channels."),
        (3, 2, "Plus 3 more and anything due in 2 other searches. Type `/hiring items mine` in their channels."),
    ],
)
def test_items_without_room_are_counted(omitted: int, unchecked: int, expected: str):
    message = digest_message(digest(reminder(), omitted=omitted, unchecked=unchecked))
    assert message.text.endswith(expected)
    assert message.blocks[-1]["elements"][0]["text"] == expected


def test_the_longest_digest_fits_slacks_limits():
    needed = tuple(Item(n, f"key{n}", "brief", "&" * 250) for n in range(1, 11))
    needs = tuple(item.key for item in needed)
    each = [
        Checklist(
            search(id=f"{n:0>24}", name="<" * 200),
            (
                *needed,
                Item(
                    11,
                    "",
                    "find",
                    ">" * 300,
                    needs=needs,
                    due=LATE,
                    assignee=ASSIGNEE,
                    state="blocked",
                    reason="&" * 900,
                ),
            ),
        )
        for n in range(30)
    ]
    found = build_digest(DigestContext(ASSIGNEE, DAY, SINCE), each, unread=9)
    assert found
    assert (len(found.reminders), found.omitted) == (15, 15)
    assert len(digest_message(found).blocks) <= 50


def test_user_text_is_neutralised():
    typed = Item(5, "", "offer", "<!channel> *now*", due=DAY, assignee=OWNER)
    found = build_digest(
        DigestContext(OWNER, DAY, SINCE), [Checklist(search(name="<@U1> _it_"), (*checklist().items[:4], typed))]
    )
    assert found
    message = digest_message(found)
    assert "<!channel>" not in message.text + str(message.blocks)
    assert "<@U1>" not in message.text + str(message.blocks)
