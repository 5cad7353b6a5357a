"""What was asked before in a conversation, and what abbreviations mean there: looked up only where it matters."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.logs import log_event, safe_traceback
from bot.understanding.intents import Intent, Meaning

NO_THREAD = ""
"""The thread of what is said in a direct conversation outside any thread."""

log = logging.getLogger("rolecall.memory")


class ConversationRepository(Protocol):
    """Where the last question of every conversation is kept."""

    def last_intent(self, team_id: str, channel_id: str, thread_ts: str, now: datetime) -> Intent | None:
        """The last question answered there, if there was one."""

    def save_intent(self, team_id: str, channel_id: str, thread_ts: str, intent: Intent, now: datetime) -> None:
        """Make this the last question there."""


class MeaningRepository(Protocol):
    """Where it is kept what abbreviations mean in a channel."""

    def list_in_channel(self, team_id: str, channel_id: str) -> tuple[Meaning, ...]:
        """Every abbreviation with a meaning there."""

    def choose(self, team_id: str, channel_id: str, meaning: Meaning, user_id: str, now: datetime) -> None:
        """Let the abbreviation mean this there from now on."""

    def forget(self, team_id: str, channel_id: str, abbreviation: str) -> None:
        """Let the abbreviation be asked about there again."""


class Memory:
    """The memory of every conversation; the database behind it is first touched when something is looked up."""

    def __init__(
        self,
        conversations: Callable[[], ConversationRepository],
        meanings: Callable[[], MeaningRepository],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Both repositories are opened when they are first needed; `clock` tells the time."""
        self.open_conversations = conversations
        self.open_meanings = meanings
        self.clock = clock

    def conversation(self, team: str | None, channel: str, thread: str | None = None) -> "Conversation":
        """One conversation of a workspace; without a thread nothing is said before or after it."""
        return Conversation(self, team or "", channel, thread)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread, or a channel as a whole. Where the database does not answer, nothing is known of it."""

    memory: Memory
    team: str
    channel: str
    thread: str | None = None

    def last_intent(self) -> Intent | None:
        """The last question answered here."""
        if self.thread is None:
            return None
        try:
            return self.memory.open_conversations().last_intent(
                self.team, self.channel, self.thread, self.memory.clock()
            )
        except Exception as error:  # noqa: BLE001  an answer without what was said before is better than none
            _log_unreachable(error)
            return None

    def remember(self, intent: Intent | None) -> None:
        """Remember the question that was just answered, if one was."""
        if self.thread is None or intent is None:
            return
        try:
            self.memory.open_conversations().save_intent(
                self.team, self.channel, self.thread, intent, self.memory.clock()
            )
        except Exception as error:  # noqa: BLE001  it was answered already
            _log_unreachable(error)

    def meanings(self) -> tuple[Meaning, ...]:
        """What abbreviations mean in this channel."""
        try:
            return self.memory.open_meanings().list_in_channel(self.team, self.channel)
        except Exception as error:  # noqa: BLE001  then it is asked back
            _log_unreachable(error)
            return ()

    def set_meanings(self, meanings: tuple[Meaning, ...], user: str) -> bool:
        """Whether the abbreviations mean this in the channel from now on, because the user said so."""
        try:
            for meaning in meanings:
                self.memory.open_meanings().choose(self.team, self.channel, meaning, user, self.memory.clock())
        except Exception as error:  # noqa: BLE001  the question on the button is answered all the same
            _log_unreachable(error)
            return False
        return True

    def forget_meaning(self, abbreviation: str) -> None:
        """Let the abbreviation be asked about again. Raises what the database raises where it does not answer."""
        self.memory.open_meanings().forget(self.team, self.channel, abbreviation)


def _log_unreachable(error: Exception) -> None:
    log_event(log, "cannot remember", logging.WARNING, trace=safe_traceback(error))
