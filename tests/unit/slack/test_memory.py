from datetime import UTC, datetime

import pytest

from bot.slack.memory import Conversation, Memory
from bot.understanding.intents import Intent, Meaning

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ASKED = Intent("role", ("cmo",))
PRODUCT: Meaning = ("cpo", "cpo_product")


class Store:
    """All three repositories, in a dictionary; `down` makes every call fail."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, ...], object] = {}
        self.opened = 0
        self.down = False

    def open(self) -> "Store":
        self.opened += 1
        if self.down:
            raise ConnectionError
        return self

    def last_intent(self, team_id: str, channel_id: str, thread_ts: str, now: datetime) -> Intent | None:
        assert now == NOW
        found = self.kept.get((team_id, channel_id, thread_ts))
        return found if isinstance(found, Intent) else None

    def save_intent(self, team_id: str, channel_id: str, thread_ts: str, intent: Intent, now: datetime) -> None:
        assert now == NOW
        self.kept[team_id, channel_id, thread_ts] = intent

    def list_in_channel(self, team_id: str, channel_id: str) -> tuple[Meaning, ...]:
        return tuple((key[2], str(role)) for key, role in self.kept.items() if key[:2] == (team_id, channel_id))

    def choose(self, team_id: str, channel_id: str, meaning: Meaning, user_id: str, now: datetime) -> None:
        assert (user_id, now) == ("U1", NOW)
        self.kept[team_id, channel_id, meaning[0]] = meaning[1]

    def forget(self, team_id: str, channel_id: str, abbreviation: str) -> None:
        del self.kept[team_id, channel_id, abbreviation]

    def find_answer(self, team_id: str, channel_id: str, message_ts: str, now: datetime) -> str | None:
        assert now == NOW
        found = self.kept.get((team_id, channel_id, "answer", message_ts))
        return None if found is None else str(found)

    def save_answer(self, team_id: str, channel_id: str, message_ts: str, answer_ts: str, now: datetime) -> None:
        assert now == NOW
        self.kept[team_id, channel_id, "answer", message_ts] = answer_ts


def memory_of(store: Store) -> Memory:
    return Memory(store.open, store.open, store.open, lambda: NOW)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def thread(store: Store) -> Conversation:
    return memory_of(store).conversation("T1", "C1", "100.1")


def test_a_thread_remembers_its_last_question(thread: Conversation):
    thread.remember(ASKED)
    assert thread.last_intent() == ASKED


def test_a_question_that_was_not_answered_is_not_stored(thread: Conversation):
    thread.remember(ASKED)
    thread.remember(None)
    assert thread.last_intent() == ASKED


def test_a_command_has_no_thread_and_loads_no_last_question(store: Store):
    command = memory_of(store).conversation("T1", "C1")
    command.remember(ASKED)
    assert command.last_intent() is None
    assert store.opened == 0


def test_a_channel_keeps_its_meanings_until_they_are_forgotten(thread: Conversation):
    assert thread.set_meanings((PRODUCT,), "U1")
    assert thread.meanings() == (PRODUCT,)
    thread.forget_meaning("cpo")
    assert thread.meanings() == ()


def test_a_request_without_a_workspace_has_its_own_memory(store: Store):
    memory = memory_of(store)
    memory.conversation(None, "C1", "").remember(ASKED)
    assert memory.conversation("T1", "C1", "").last_intent() is None
    assert memory.conversation(None, "C1", "").last_intent() == ASKED


def test_the_answer_to_a_message_is_found_in_its_channel_alone(store: Store, thread: Conversation):
    thread.save_answer("100.1", "100.2")
    assert thread.find_answer("100.1") == "100.2"
    assert thread.find_answer("100.2") is None
    assert memory_of(store).conversation("T1", "C2").find_answer("100.1") is None


def test_a_carried_out_command_is_told_from_a_message_without_an_answer(thread: Conversation):
    thread.save_answer("100.1", "")
    assert thread.find_answer("100.1") == ""


def test_without_a_database_the_memory_is_empty_and_the_log_says_why(
    store: Store, thread: Conversation, caplog: pytest.LogCaptureFixture
):
    store.down = True
    thread.remember(ASKED)
    assert thread.last_intent() is None
    assert thread.meanings() == ()
    assert not thread.set_meanings((PRODUCT,), "U1")
    thread.save_answer("100.1", "100.2")
    assert thread.find_answer("100.1") is None
    assert [record.getMessage() for record in caplog.records] == ["could not access the conversation's memory"] * 6


def test_a_meaning_that_cannot_be_deleted_raises(store: Store, thread: Conversation):
    store.down = True
    with pytest.raises(ConnectionError):
        thread.forget_meaning("cpo")
