"""The example: one is built, looked at, saved and opened again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.playground.demo import CHANNEL, first_monday
from bot.playground.identities import MEMBERS
from bot.playground.saved_state import UnreadableStateError
from bot.playground.session import Session
from bot.playground.sessions import Playground
from bot.settings import Settings

FOUNDER, _, HR_LEAD = MEMBERS


@pytest.fixture(scope="module")
def built() -> Iterator[tuple[Playground, bytes]]:
    """The playground with the example, and its state: building it takes seconds."""
    with Playground(Settings(), demo=True) as playground:
        yield playground, playground.save()


@pytest.fixture
def example(built: tuple[Playground, bytes]) -> Playground:
    """The playground with the example as it was built, whatever the test before did to it."""
    playground, state = built
    playground.open(state)
    return playground


def channel_texts(session: Session) -> list[str]:
    workspace = session.slack.workspace
    return [message.text for message in workspace.channel_messages(workspace.channel_named(CHANNEL).id)]


def count_history(session: Session) -> int:
    with closing(sqlite3.connect(session.database)) as connection:
        return int(connection.execute("SELECT count(*) FROM history").fetchone()[0])


def test_the_example_is_a_search_in_its_sixth_week(example: Playground):
    session = example.session
    texts, workspace = channel_texts(session), session.slack.workspace
    assert session.slack.faults == []
    [card] = [text for text in texts if text.startswith("Hiring: Chief Revenue Officer")]
    assert "6 of 68 done" in card
    assert "The start date has slipped" in card
    assert "12. Agree the scorecard" in card
    assert sum(text.startswith("Week ahead") for text in texts) == 5
    assert any(text.startswith("Decision: CRO") for text in texts)
    assert "due for review" in texts[-1]
    direct = [message.text for message in workspace.visible_to(FOUNDER.id, "D0FOUNDER")]
    assert any("has left but still owns 1 open item" in text for text in direct)
    assert abs(session.clock.now() - datetime.now(UTC)) < timedelta(minutes=5)


def test_the_example_is_saved_and_opened_again_with_what_happened_since(example: Playground):
    before, actions = example.session, example.session.slack.user_actions
    channel = before.slack.workspace.channel_named(CHANNEL)
    actions.type_text(HR_LEAD, channel, "/hiring done 9 the scope is agreed")
    before.travel.travel_to(before.clock.now() + timedelta(days=3))
    time, content, texts, changes = before.clock.now(), example.save(), channel_texts(before), count_history(before)
    version = before.slack.workspace.feed.version
    example.open(content)
    after = example.session
    assert after is not before
    assert not before.database.exists()
    assert [event.kind for event in before.slack.workspace.feed.wait_after(version, FOUNDER.id, 0)[1]] == ["reset"]
    assert channel_texts(after) == texts
    assert count_history(after) == changes
    assert time <= after.clock.now() < time + timedelta(minutes=5)
    after.slack.user_actions.type_text(FOUNDER, after.slack.workspace.channel_named(CHANNEL), "/hiring status")
    assert "of 68 done" in after.slack.workspace.visible_to(FOUNDER.id, channel.id)[-1].text
    with pytest.raises(UnreadableStateError):
        example.open(b"not a zip")
    assert example.session is after


@pytest.mark.parametrize(
    ("now", "monday"),
    [("2026-12-02 09:00", "2026-10-26"), ("2026-11-30 12:00", "2026-10-26"), ("2026-11-30 09:00", "2026-10-19")],
)
def test_the_current_week_is_the_sixth_once_its_monday_morning_is_over(now: str, monday: str):
    assert first_monday(datetime.fromisoformat(now).replace(tzinfo=UTC)) == date.fromisoformat(monday)


def test_while_another_app_answers_the_built_in_one_sends_no_reminders(example: Playground):
    session = example.session
    session.app_choice.request_url = "http://127.0.0.1:1/slack/events"
    before = channel_texts(session)
    session.travel.travel_to(session.clock.now() + timedelta(days=8))
    assert channel_texts(session) == before
    session.app_choice.use_request_url("")
    session.travel.travel_to(session.clock.now() + timedelta(days=8))
    assert len(channel_texts(session)) > len(before)
