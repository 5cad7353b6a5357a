"""Questions in, messages out: the one place where every door meets."""

import json
import logging
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from time import perf_counter
from typing import NamedTuple, Protocol

from bot.answers.answer import answer
from bot.answers.directory import examples
from bot.errors import RolecallError
from bot.knowledge.base import KnowledgeBase
from bot.logs import note
from bot.slack.blocks import context
from bot.slack.cards import Door, card, with_meanings
from bot.slack.memory import Conversation
from bot.slack.message import Message
from bot.understanding.choices import chosen, held_open, offer_in
from bot.understanding.grammar import read_command
from bot.understanding.intents import NO_CONTEXT, Context, Intent, Meaning, Option, Reading, decode, decode_choice
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import normalise
from bot.understanding.questions import clarify_again, read

KEPT = 512
"""Readings, and cards, kept ready; all comparisons of two roles are a few hundred."""
LONGEST_KEPT = 120
"""Characters of a text whose reading is kept."""

ReadAs = Callable[[str, KnowledgeBase, Context], Reading]
"""How a text is read: as free text, or as what follows a command."""

Observe = Callable[[Reading, Door, float], None]
"""Told of every answer: how the question was read, through which door, in how many seconds."""

log = logging.getLogger("rolecall.replies")


def read_text(text: str, base: KnowledgeBase, context: Context = NO_CONTEXT) -> Reading:
    """Free text as understood; nothing but a mention or emoji asks for help, as the bare command does."""
    return read(text, base, context) if normalise(text).words else Reading(Intent("help"), 1.0, "text:empty")


class KnowledgeSource(Protocol):
    """Where the knowledge comes from; `base` is the state to answer from now."""

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge as it is now."""


class UnknownButtonError(RolecallError):
    """A button whose value nothing of ours made, or not with this knowledge."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("I do not know this button any more.", "Ask the question anew.")


class Choice(NamedTuple):
    """What a button asks, and what it says of the abbreviations in the question."""

    intent: Intent
    meanings: tuple[Meaning, ...]


class Reply:
    """A message, and the same as the body of an acknowledgement; `asked` is the question, where it was answered.

    `offered` are the readings to choose from, where it was asked back.
    """

    def __init__(self, message: Message, asked: Intent | None = None, offered: tuple[Option, ...] = ()) -> None:
        """The body is made when it is first asked for."""
        self.message = message
        self.asked = asked
        self.offered = offered

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

    def reading(self, read_as: ReadAs, text: str, context: Context = NO_CONTEXT) -> Reading:
        """The text as understood. Long ones are rarely asked twice, and are not kept."""
        if len(text) <= LONGEST_KEPT:
            return self._readings(read_as, text, context)
        return self._read(read_as, text, context)

    def reply(self, reading: Reading, door: Door) -> Reply:
        """The reply to a reading. One that quotes the person is made anew each time."""
        if reading.status != "answered" or reading.options:
            return self._made(reading, door)
        reply = self._cards(reading.intent, door)
        meant = tuple(each for each in reading.meant if each[1] in reading.intent.roles)
        if not meant or not reply.asked:
            return reply
        return Reply(with_meanings(reply.message, reading.intent, meant, self.base.roles, door), reading.intent)

    def choice(self, value: str) -> Choice:
        """What a button with meanings stands for. Raises ValueError where this knowledge could not have made it."""
        choice = Choice(*decode_choice(value))
        abbreviations = lexicon_of(self.base).abbreviations
        for abbreviation, role in choice.meanings:
            candidates = abbreviations.get(abbreviation, ())
            if len(candidates) == 1 or role not in candidates or role not in choice.intent.roles:
                message = f"{abbreviation} is not shared, or not for {role}"
                raise ValueError(message)
        return choice

    def holds(self, intent: Intent | None) -> bool:
        """Whether the knowledge has every role and the topic that the intent names."""
        if intent is None:
            return False
        return self.base.roles.keys() >= set(intent.roles) and (not intent.topic or intent.topic in self.base.topics)

    def _read(self, read_as: ReadAs, text: str, context: Context) -> Reading:
        return read_as(text, self.base, context)

    def _card(self, intent: Intent, door: Door) -> Reply:
        return self._made(Reading(intent, 1.0, "kept"), door)

    def _made(self, reading: Reading, door: Door) -> Reply:
        found = answer(reading, self.base, self.today)
        asked = None if found.intent.kind == "unknown" else reading.intent
        return Reply(card(found, door=door), asked, reading.options if reading.clarify else ())


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

    def to_text(self, text: str, door: Door, where: Conversation | None = None, user: str = "") -> Reply:
        """The reply to a question in a person's own words, asked in that conversation; no words at all ask for help.

        Right after a question back, words that name one of what was offered are that choice, made by this user.
        """
        said = where.before() if where else None
        offer = offer_in(said, self._library.base)
        if where and offer and (picked := chosen(text, offer.options, self._library.base)):
            choice = Choice(picked.intent, picked.meanings)
            return self.to_meaning(choice, door, remembered=where.choose(choice.meanings, user))
        before = offer.before if offer else said
        reply = self._reply(lambda shelf: _read_where(where, before, shelf, read_text, text), door)
        return Reply(reply.message, held_open(reply.offered, before)) if reply.offered else reply

    def to_command(self, text: str, where: Conversation | None = None) -> Reply:
        """The reply to what follows `/roles`; nothing at all asks for help."""
        return self._reply(lambda shelf: _read_where(where, None, shelf, read_command, text), "command")

    def to_choice(self, line: str, door: Door) -> Reply:
        """The reply to a button or menu, whose value is an encoded intent. Raises RolecallError where it is not."""
        try:
            intent = decode(line)
        except ValueError as error:
            raise UnknownButtonError from error
        return self._reply(lambda _: Reading(intent, 1.0, "choice"), door)

    def choice(self, value: str) -> Choice:
        """What a button that says what an abbreviation means stands for. Raises UnknownButtonError."""
        try:
            return self._current().choice(value)
        except ValueError as error:
            raise UnknownButtonError from error

    def to_meaning(self, choice: Choice, door: Door, *, remembered: bool) -> Reply:
        """The reply to the question of a choice, saying what was remembered where it was."""
        meant = choice.meanings if remembered else ()
        return self._reply(lambda _: Reading(choice.intent, 1.0, "choice:meaning", meant=meant), door)

    def to_undoing(self, choice: Choice, door: Door) -> Reply:
        """The question back that was settled by the first meaning of the choice."""
        reply = self._reply(lambda shelf: clarify_again(choice.intent, choice.meanings[0], shelf.base), door)
        return Reply(reply.message, held_open(reply.offered, None))

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


def _read_where(where: Conversation | None, before: Intent | None, shelf: Shelf, read_as: ReadAs, text: str) -> Reading:
    """The text as understood in the conversation.

    What abbreviations mean there is looked up only where it matters: most questions never touch the database.
    """
    context = Context(before) if shelf.holds(before) else NO_CONTEXT
    reading = shelf.reading(read_as, text, context)
    if reading.asks_for_meaning and where and (meanings := where.meanings()):
        return shelf.reading(read_as, text, context._replace(meanings=meanings))
    return reading
