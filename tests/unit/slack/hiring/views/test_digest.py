from datetime import date, timedelta

import pytest
from samples.hiring import ASSIGNEE, OTHER_USER, OWNER, checklist, search

from bot.hiring.models import Checklist, Item
from bot.hiring.reminders import Digest, DigestContext, Reminder, build_digest
from bot.hiring.scoring_reminders import UnscoredFinalists
from bot.knowledge.checklists import Caution
from bot.slack.hiring.views.digest import digest_message

DAY = date(2026, 11, 25)
LATE = DAY - timedelta(days=2)
SINCE = checklist().search.created_at


def digest(*reminders: Reminder, omitted: int = 0, unchecked: int = 0, waiting: int = 0) -> Digest:
    return Digest(DAY, ((search(), reminders),), omitted, unchecked, waiting)


def reminder(due: date | None = DAY, **values: object) -> Reminder:
    usual = {"search": search(), "item": Item(5, "welcome", "offer", "Prepare the first week", due=due), "why": "today"}
    return Reminder(**usual | values)  # type: ignore[arg-type]  # the caller names the fields


def assigned(user: str) -> Item:
    return Item(5, "welcome", "offer", "Prepare the first week", due=LATE, assignee=user)


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        (reminder(), "due today"),
        (reminder(LATE, why="late"), "2 days overdue"),
        (reminder(None, why="unblocked"), "now unblocked"),
        (reminder(LATE, why="late", is_assigned=False), "2 days overdue · unassigned; you own the search"),
        (
            reminder(item=assigned(OTHER_USER), why="late", is_assigned=False, has_left=True),
            f"2 days overdue · owned by <@{OTHER_USER}>, who has left",
        ),
        (
            reminder(item=assigned(OTHER_USER), why="late", is_assigned=False),
            f"2 days overdue · <@{OTHER_USER}> has it; you own the search",
        ),
    ],
)
def test_each_item_says_why_it_is_listed(given: Reminder, reasons: str):
    message = digest_message(digest(given))
    heading = "1 hiring item is coming up" if given.why == "unblocked" else "1 hiring item needs you today"
    assert message.text.splitlines() == [
        heading,
        "Revenue lead in <#C0HIRE>",
        f"5. Prepare the first week: {reasons}",
    ]
    assert message.blocks[2]["text"]["text"] == f"*5. Prepare the first week*\n{reasons}"


def test_the_heading_counts_what_needs_the_person_today_apart_from_what_is_coming_up():
    late, soon, unblocked = reminder(LATE, why="late"), reminder(why="soon"), reminder(None, why="unblocked")
    headings = [
        digest_message(digest(*reminders, omitted=omitted)).text.splitlines()[0]
        for reminders, omitted in (((late, late), 3), ((late, soon, unblocked), 0), ((soon,), 3), ((unblocked,), 0))
    ]
    assert headings == [
        "5 hiring items need you today",
        "1 hiring item needs you today, 2 are coming up",
        "4 hiring items are coming up",
        "1 hiring item is coming up",
    ]


def test_the_scorecards_that_are_missing_have_a_button_each():
    unscored = UnscoredFinalists(search(), ("A", "B", "C"))
    message = digest_message(Digest(DAY, (), scorecards=(unscored,)))
    assert message.text.splitlines() == [
        "3 scorecards are missing",
        "Revenue lead: your scorecard for finalists A, B and C isn't in yet.",
    ]
    assert [each["value"] for each in message.blocks[2]["elements"]] == ["S1:0:A", "S1:0:B", "S1:0:C"]


def test_a_digest_lists_the_missing_scorecards_of_five_searches_and_counts_those_of_the_others():
    unscored = tuple(UnscoredFinalists(search(id=f"S{number}"), ("A", "B")) for number in range(1, 31))
    reminders = tuple(reminder(due) for due in (LATE, LATE, DAY, DAY, DAY))
    given = digest(*reminders, omitted=3)._replace(scorecards=unscored)
    message = digest_message(given)
    assert "60 scorecards are missing" in message.text
    assert message.text.count("isn't in yet") == sum("isn't in yet" in str(block) for block in message.blocks) == 5
    counted = "Plus 50 more missing scorecards in 25 other searches. Type `/hiring scorecards` in the channel"
    assert counted in message.text
    assert counted in str(message.blocks[-1])


def test_a_digest_that_is_shown_again_counts_the_scorecards_that_it_did_not_list_before():
    given = Digest(DAY, (), scorecards=(UnscoredFinalists(search(), ("A",)),), unlisted_scorecards=(3, 2))
    message = digest_message(given)
    assert message.text.splitlines()[0] == "4 scorecards are missing"
    assert "Plus 3 more missing scorecards in 2 other searches." in message.text


def test_the_legal_cautions_of_an_item_are_in_the_digest_of_the_day():
    law = {"fcra": Caution(id="fcra", text="Get permission. And more.", where=("US",), sources=())}
    item = Item(5, "welcome", "offer", "Prepare the first week", due=DAY, cautions=("fcra",))
    message = digest_message(digest(reminder(item=item)), lambda _: law)
    assert ":scales: _US_: Get permission.\n" in message.text
    assert "Not legal advice, ask counsel." in message.blocks[2]["text"]["text"]


def test_each_item_can_be_done_snoozed_and_opened():
    buttons = digest_message(digest(reminder())).blocks[3]["elements"]
    assert [(each["action_id"], each.get("value")) for each in buttons] == [
        ("item:done", "S1:5"),
        ("item:snooze", None),
        ("item:open", "S1:5"),
    ]
    assert [each["value"] for each in buttons[1]["options"]] == ["S1:5:tomorrow", "S1:5:+3d", "S1:5:+1w"]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"omitted": 3}, "Plus 3 more that you can work on."),
        ({"waiting": 1}, "Plus 1 that is blocked or waiting for other items."),
        (
            {"omitted": 3, "waiting": 8},
            "Plus 3 more that you can work on, and 8 that are blocked or waiting for other items.",
        ),
        ({"unchecked": 2}, "Plus anything due in 2 other searches."),
        (
            {"omitted": 3, "waiting": 8, "unchecked": 2},
            (
                "Plus 3 more that you can work on, 8 that are blocked or waiting for other items, and anything due in "
                "2 other searches."
            ),
        ),
    ],
)
def test_what_is_not_listed_is_counted(counts: dict[str, int], expected: str):
    expected = f"{expected} Type `/hiring items` in the channel of the search."
    message = digest_message(digest(reminder(), **counts))
    assert message.text.endswith(expected)
    assert message.blocks[-1]["elements"][0]["text"] == expected


def test_the_longest_digest_fits_slacks_limits():
    late = Item(1, "", "find", ">" * 300, due=LATE, assignee=ASSIGNEE)
    each = [Checklist(search(id=f"{n:0>24}", name="<" * 200), (late,)) for n in range(30)]
    found = build_digest(DigestContext(ASSIGNEE, DAY, SINCE), each, unread=9)
    assert found
    assert (len(found.reminders), found.omitted) == (5, 25)
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
