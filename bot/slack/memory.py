"""The memory of a conversation: its last question, what abbreviations mean in it, and which message answers which.

All are loaded from the database only when a question depends on them. If the database fails, the question is answered
without them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.errors import UnavailableError
from bot.logs import log_event, safe_traceback
from bot.understanding.intents import Intent, Meaning

NO_THREAD = ""
"""The thread of messages in a direct message conversation that are in no thread."""

log = logging.getLogger("rolecall.memory")


class ConversationRepository(Protocol):
    """Stores the last question of every thread."""

    def last_intent(self, team_id: str, channel_id: str, thread_ts: str, now: datetime) -> Intent | None:
        """Return the last question answered in the thread, or None."""

    def save_intent(self, team_id: str, channel_id: str, thread_ts: str, intent: Intent, now: datetime) -> None:
        """Store this as the last question of the thread."""


class MeaningRepository(Protocol):
    """Stores the meanings of ambiguous abbreviations in every channel."""

    def list_in_channel(self, team_id: str, channel_id: str) -> tuple[Meaning, ...]:
        """Return every abbreviation that has a meaning in the channel."""

    def choose(self, team_id: str, channel_id: str, meaning: Meaning, user_id: str, now: datetime) -> None:
        """Store the meaning of the abbreviation in the channel, and the user who chose it."""

    def forget(self, team_id: str, channel_id: str, abbreviation: str) -> None:
        """Delete the meaning of the abbreviation in the channel."""


class AnsweredMessageRepository(Protocol):
    """Stores which message of the app answers which message of a person."""

    def find_answer(self, team_id: str, channel_id: str, message_ts: str, now: datetime) -> str | None:
        """Return the timestamp of the answer; empty for a command, None if the message was not answered."""

    def save_answer(self, team_id: str, channel_id: str, message_ts: str, answer_ts: str, now: datetime) -> None:
        """Store the timestamp of the answer to this message."""


class Memory:
    """Gives access to the memory of every conversation, without opening the database before it is needed."""

    def __init__(
        self,
        conversations: Callable[[], ConversationRepository],
        meanings: Callable[[], MeaningRepository],
        answers: Callable[[], AnsweredMessageRepository],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take functions that open the three repositories, and a clock."""
        self.open_conversations = conversations
        self.open_meanings = meanings
        self.open_answers = answers
        self.clock = clock

    def conversation(
        self, team: str | None, channel: str, thread: str | None = None, *, is_shared: bool = False
    ) -> "Conversation":
        """Return a conversation of a workspace. Without a thread, no last question is loaded or stored.

        `is_shared` says that another company is in the channel.
        """
        return Conversation(self, team or "", channel, thread, is_shared)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread, or a channel as a whole. While the database fails, it has no last question and no meanings."""

    memory: Memory
    team: str
    channel: str
    thread: str | None = None
    is_shared: bool = False

    def last_intent(self) -> Intent | None:
        """Return the last question answered in the thread, or None."""
        if self.thread is None:
            return None
        try:
            return self.memory.open_conversations().last_intent(
                self.team, self.channel, self.thread, self.memory.clock()
            )
        except Exception as error:  # noqa: BLE001  an answer without the last question is better than none
            _log_failure(error)
            return None

    def remember(self, intent: Intent | None) -> None:
        """Store the question that was just answered; None, for a question that was not answered, is ignored."""
        if self.thread is None or intent is None:
            return
        try:
            self.memory.open_conversations().save_intent(
                self.team, self.channel, self.thread, intent, self.memory.clock()
            )
        except Exception as error:  # noqa: BLE001  the question has been answered already
            _log_failure(error)

    def meanings(self) -> tuple[Meaning, ...]:
        """Return the meanings of abbreviations in this channel."""
        try:
            return self.memory.open_meanings().list_in_channel(self.team, self.channel)
        except Exception as error:  # noqa: BLE001  without a meaning, the person is asked
            _log_failure(error)
            return ()

    def set_meanings(self, meanings: tuple[Meaning, ...], user: str) -> bool:
        """Store the meanings that the user chose for this channel. Returns whether they were stored."""
        try:
            for meaning in meanings:
                self.memory.open_meanings().choose(self.team, self.channel, meaning, user, self.memory.clock())
        except Exception as error:  # noqa: BLE001  the question on the button can still be answered
            _log_failure(error)
            return False
        return True

    def find_answer(self, message_ts: str) -> str | None:
        """Return the timestamp of the answer to a message; empty for a command, None if it was not answered."""
        try:
            return self.memory.open_answers().find_answer(self.team, self.channel, message_ts, self.memory.clock())
        except Exception as error:  # noqa: BLE001  a second answer is better than none
            _log_failure(error)
            return None

    def save_answer(self, message_ts: str, answer_ts: str) -> None:
        """Store which message answers this one, so that an edit changes it; an empty timestamp for a command."""
        try:
            self.memory.open_answers().save_answer(self.team, self.channel, message_ts, answer_ts, self.memory.clock())
        except Exception as error:  # noqa: BLE001  the message has been answered already
            _log_failure(error)

    def forget_meaning(self, abbreviation: str) -> None:
        """Delete the meaning of the abbreviation in this channel. Raises the database's errors: Undo must not lie."""
        self.memory.open_meanings().forget(self.team, self.channel, abbreviation)


def _log_failure(error: Exception) -> None:
    if isinstance(error, UnavailableError):  # which is logged where it is raised
        return
    log_event(log, "could not access the conversation's memory", logging.WARNING, trace=safe_traceback(error))
