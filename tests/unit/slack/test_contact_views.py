import pytest
from fakes.hiring import NOW
from samples.slack_hiring import assert_valid_view

from bot.hiring.people import Person
from bot.knowledge.reviewed_entries import ReviewedEntry
from bot.slack.contact_views import (
    MAX_ANSWER,
    MAX_QUESTION,
    answer_form,
    answer_message,
    question_form,
    question_message,
    reply_message,
)
from bot.slack.entry_views import (
    editing_message,
    hand_over_form,
    handed_over_message,
    review_message,
    right_message,
    unreachable_message,
)
from bot.slack.message import Message

ADDRESS = "https://example.com/" + "&" * 3_000
WORST = [
    "&" * MAX_ANSWER,
    "<!channel> *b* " * (MAX_QUESTION // 15),
    "\n".join("&" * 1_000),
    "😀" * MAX_QUESTION,
    ADDRESS,
    "",
]


@pytest.mark.parametrize("text", WORST)
def test_messages_and_forms_stay_within_slacks_limits_whatever_people_write(text: str):
    messages = (
        question_message("U0ASKER", text, text, "U0ASKER;" + "x" * 150),
        answer_message("U0OWNER", text),
        reply_message("U0OWNER", text, text, "https://example.com/archives/C1/p1"),
    )
    assert all(isinstance(each, Message) and each.blocks for each in messages)  # creating one checks every limit
    assert_valid_view(question_form("U0OWNER", text, text, "[]"))
    assert_valid_view(answer_form("U0ASKER", text, "[]"))


@pytest.mark.parametrize("text", WORST[:-1])
def test_reminders_stay_within_slacks_limits_whatever_the_knowledge_says(text: str):
    entry = ReviewedEntry("role:" + "x" * 80, text, text, text, "2025-11", "U0OWNER")
    for message in (
        review_message(entry, Person("U0OWNER")),
        review_message(entry, Person("U0OWNER", kind="external")),
        unreachable_message([(entry, Person("U0OWNER", deleted=True))] * 60),
        right_message(entry, "U0OWNER", NOW.date()),
        editing_message(entry, "U0OWNER", NOW.date()),
        handed_over_message(entry, "U0OWNER", "U0NEXT"),
    ):
        assert message.blocks
    assert_valid_view(hand_over_form(entry, "[]"))


@pytest.mark.parametrize(
    ("count", "rest"),
    [
        (10, ""),
        (11, "One more entry has such an owner. Hand these over first; the list comes again next Monday."),
        (13, "Three more entries have such an owner. Hand these over first; the list comes again next Monday."),
    ],
)
def test_the_list_of_entries_with_an_owner_who_has_left_counts_those_that_it_leaves_out(count: int, rest: str):
    entry = ReviewedEntry("role:x", "roles/x.yml", "X", "Short.", "2025-01", "U0OWNER")
    message = unreachable_message([(entry, Person("U0OWNER", deleted=True))] * count)
    lines = message.text.split("\n")
    assert lines[-1] == "These owners get no reminders and no questions. Hand each entry over to a colleague."
    assert lines[11:-1] == ([rest] if rest else [])
    assert sum("accessory" in block for block in message.blocks) == 10
