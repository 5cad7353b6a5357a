"""Questions in, messages out: the one place where every door meets."""

import json
import logging
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from time import perf_counter
from typing import Protocol

from bot.answers.answer import answer
from bot.answers.directory import examples
from bot.errors import RolecallError
from bot.knowledge.base import KnowledgeBase
from bot.logs import note
from bot.slack.blocks import context
from bot.slack.cards import Door, card
from bot.slack.message import Message
from bot.understanding.grammar import read_command
from bot.understanding.intents import Intent, Reading, decode
from bot.understanding.normalise import normalise
from bot.understanding.questions import read

KEPT = 512
"""Readings, and cards, kept ready; all comparisons of two roles are a few hundred."""
LONGEST_KEPT = 120
"""Characters of a text whose reading is kept."""

ReadAs = Callable[[str, KnowledgeBase], Reading]
"""How a text is read: as free text, or as what follows a command."""

Observe = Callable[[Reading, Door, float], None]
"""Told of every answer: how the question was read, through which door, in how many seconds."""

log = logging.getLogger("rolecall.replies")


def read_text(text: str, base: KnowledgeBase) -> Reading:
    """Free text as understood; nothing but a mention or emoji asks for help, as the bare command does."""
    return read(text, base) if normalise(text).words else Reading(Intent("help"), 1.0, "text:empty")


class KnowledgeSource(Protocol):
    """Where the knowledge comes from; `base` is the state to answer from now."""

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge as it is now."""


class Reply:
    """A message, and the same as the body of an acknowledgement."""

    def __init__(self, message: Message) -> None:
        """The body is made when it is first asked for."""
        self.message = message

    @cached_property
    def body(self) -> str:
        """The message for the person who typed the command alone, as JSON."""
        whole = {"response_type": "ephemeral", "text": self.message.text, "blocks": list(self.message.blocks)}
        return json.dumps(whole, separators=(",", ":"))


class Shelf:
    """What one state of the knowledge says on one day.

    Readings and cards depend on nothing else, so the ones in demand are made once: over HTTP that is the difference
    between 0.4 and 0.8 of what a hello-world app serves.
    """

    def __init__(self, base: KnowledgeBase, today: date) -> None:
        """Start empty."""
        self.base = base
        self.today = today
        self._readings = lru_cache(maxsize=KEPT)(self._read)
        self._cards = lru_cache(maxsize=KEPT)(self._card)

    def reading(self, read_as: ReadAs, text: str) -> Reading:
        """The text as understood. Long ones are rarely asked twice, and are not kept."""
        return self._readings(read_as, text) if len(text) <= LONGEST_KEPT else self._read(read_as, text)

    def reply(self, reading: Reading, door: Door) -> Reply:
        """The reply to a reading. One that quotes the person is made anew each time."""
        if reading.status == "answered" and not reading.options:
            return self._cards(reading.intent, door)
        return self._made(reading, door)

    def _read(self, read_as: ReadAs, text: str) -> Reading:
        return read_as(text, self.base)

    def _card(self, intent: Intent, door: Door) -> Reply:
        return self._made(Reading(intent, 1.0, "kept"), door)

    def _made(self, reading: Reading, door: Door) -> Reply:
        return Reply(card(answer(reading, self.base, self.today), door=door))


class Replies:
    """Answers questions from the knowledge as it is at that moment."""

    def __init__(
        self, library: KnowledgeSource, *, today: Callable[[], date] = date.today, observe: Observe | None = None
    ) -> None:
        """`today` tells the date that ages of entries are measured from."""
        self._library = library
        self._today = today
        self._observe = observe
        self._shelf = Shelf(library.base, today())

    def to_text(self, text: str, door: Door) -> Reply:
        """The reply to a question in a person's own words; no words at all ask for help."""
        return self._reply(lambda shelf: shelf.reading(read_text, text), door)

    def to_command(self, text: str) -> Reply:
        """The reply to what follows `/roles`; nothing at all asks for help."""
        return self._reply(lambda shelf: shelf.reading(read_command, text), "command")

    def to_choice(self, line: str, door: Door) -> Reply:
        """The reply to a button or menu, whose value is an encoded intent. Raises RolecallError where it is not."""
        try:
            intent = decode(line)
        except ValueError as error:
            raise RolecallError("I do not know this button any more.", "Ask the question anew.") from error
        return self._reply(lambda _: Reading(intent, 1.0, "choice"), door)

    def to_share(self, line: str, user: str) -> Message:
        """A card for everybody, naming the person (a Slack user id) who shared it. Raises as `to_choice` does."""
        shown = self.to_choice(line, "mention").message
        shared = f"Shared by <@{user}>"
        return Message(f"{shown.text}\n{shared}", [*shown.blocks, context(shared)])

    def suggestions(self) -> tuple[str, ...]:
        """Questions that this knowledge answers, to suggest to somebody who has not asked yet."""
        return tuple(option.label for option in examples(self._library.base))

    def _reply(self, reading_of: Callable[[Shelf], Reading], door: Door) -> Reply:
        began = perf_counter()
        shelf = self._current()
        reading = reading_of(shelf)
        reply = shelf.reply(reading, door)
        took = perf_counter() - began
        note(
            log,
            "answered",
            door=door,
            kind=reading.intent.kind,
            status=reading.status,
            rule=reading.decided_by,
            ms=round(took * 1000, 2),
        )
        if self._observe:
            self._observe(reading, door, took)
        return reply

    def _current(self) -> Shelf:
        base, today = self._library.base, self._today()
        if self._shelf.base is not base or self._shelf.today != today:
            self._shelf = Shelf(base, today)
        return self._shelf
