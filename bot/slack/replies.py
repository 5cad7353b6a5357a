"""Questions in, messages out: the one place where every surface meets."""

import json
import logging
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from time import perf_counter
from typing import NamedTuple, Protocol

from bot.answers.answer import answer_question
from bot.answers.directory import example_questions
from bot.errors import RolecallError
from bot.knowledge.base import KnowledgeBase
from bot.logs import log_event
from bot.slack.blocks import context
from bot.slack.cards import Surface, add_meanings, render_card
from bot.slack.memory import Conversation
from bot.slack.message import Message
from bot.understanding.choices import decode_clarification, encode_clarification, match_choice
from bot.understanding.grammar import read_roles_command
from bot.understanding.intents import (
    NO_CONTEXT,
    ConversationContext,
    Intent,
    Meaning,
    Option,
    Reading,
    decode,
    decode_choice,
)
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import normalise
from bot.understanding.questions import clarify_again, read

CACHE_SIZE = 512
"""Readings, and cards, kept ready; all comparisons of two roles are a few hundred."""
MAX_CACHED_LENGTH = 120
"""Characters of a text whose reading is kept."""

QuestionReader = Callable[[str, KnowledgeBase, ConversationContext], Reading]
"""How a text is read: as free text, or as what follows a command."""

AnswerObserver = Callable[[Reading, Surface, float], None]
"""Told of every answer: how the question was read, through which surface, in how many seconds."""

log = logging.getLogger("rolecall.replies")


def read_text(text: str, base: KnowledgeBase, context: ConversationContext = NO_CONTEXT) -> Reading:
    """Free text as understood; nothing but a mention or emoji asks for help, as the bare command does."""
    return read(text, base, context) if normalise(text).words else Reading(Intent("help"), 1.0, "text:empty")


class KnowledgeSource(Protocol):
    """Where the knowledge comes from; `base` is the state to answer from now."""

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge as it is now."""


class InvalidQuestionButtonError(RolecallError):
    """A button whose value nothing of ours made, or not with this knowledge."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("I do not know this button any more.", "Ask the question anew.")


class MeaningChoice(NamedTuple):
    """What a button asks, and what it says of the abbreviations in the question."""

    intent: Intent
    meanings: tuple[Meaning, ...]


class QuestionReply:
    """A message, and the same as the body of an acknowledgement; `intent` is the question, where it was answered.

    `options` are the readings to choose from, where it was asked back.
    """

    def __init__(self, message: Message, asked: Intent | None = None, offered: tuple[Option, ...] = ()) -> None:
        """The body is made when it is first asked for."""
        self.message = message
        self.intent = asked
        self.options = offered

    @cached_property
    def body(self) -> str:
        """The message for the person who typed the command alone, as JSON."""
        whole = {"response_type": "ephemeral", "text": self.message.text, "blocks": list(self.message.blocks)}
        return json.dumps(whole, separators=(",", ":"))


class AnswerCache:
    """What one state of the knowledge says on one day.

    Readings and cards depend on nothing else, so the ones in demand are made once: over HTTP that is the difference
    between 0.4 and 0.8 of what a hello-world app serves.
    """

    def __init__(self, base: KnowledgeBase, today: date) -> None:
        """Start empty."""
        self.base = base
        self.today = today
        self._readings = lru_cache(maxsize=CACHE_SIZE)(self._read)
        self._cards = lru_cache(maxsize=CACHE_SIZE)(self._render_card)

    def reading(self, reader: QuestionReader, text: str, context: ConversationContext = NO_CONTEXT) -> Reading:
        """The text as understood. Long ones are rarely asked twice, and are not kept."""
        if len(text) <= MAX_CACHED_LENGTH:
            return self._readings(reader, text, context)
        return self._read(reader, text, context)

    def reply(self, reading: Reading, surface: Surface) -> QuestionReply:
        """The reply to a reading. One that quotes the person is made anew each time."""
        if reading.status != "answered" or reading.options:
            return self._render(reading, surface)
        reply = self._cards(reading.intent, surface)
        meant = tuple(each for each in reading.resolved_abbreviations if each[1] in reading.intent.roles)
        if not meant or not reply.intent:
            return reply
        return QuestionReply(
            add_meanings(reply.message, reading.intent, meant, self.base.roles, surface), reading.intent
        )

    def decode_choice(self, value: str) -> MeaningChoice:
        """What a button with meanings stands for. Raises ValueError where this knowledge could not have made it."""
        choice = MeaningChoice(*decode_choice(value))
        abbreviations = lexicon_of(self.base).abbreviations
        for abbreviation, role in choice.meanings:
            candidates = abbreviations.get(abbreviation, ())
            if len(candidates) == 1 or role not in candidates or role not in choice.intent.roles:
                message = f"{abbreviation} is not shared, or not for {role}"
                raise ValueError(message)
        return choice

    def has_entities(self, intent: Intent | None) -> bool:
        """Whether the knowledge has every role and the topic that the intent names."""
        if intent is None:
            return False
        return self.base.roles.keys() >= set(intent.roles) and (not intent.topic or intent.topic in self.base.topics)

    def _read(self, reader: QuestionReader, text: str, context: ConversationContext) -> Reading:
        return reader(text, self.base, context)

    def _render_card(self, intent: Intent, surface: Surface) -> QuestionReply:
        return self._render(Reading(intent, 1.0, "kept"), surface)

    def _render(self, reading: Reading, surface: Surface) -> QuestionReply:
        found = answer_question(reading, self.base, self.today)
        asked = None if found.intent.kind == "unknown" else reading.intent
        return QuestionReply(render_card(found, surface=surface), asked, reading.options if reading.clarify else ())


class AnswerService:
    """Answers questions from the knowledge as it is at that moment."""

    def __init__(
        self, library: KnowledgeSource, *, today: Callable[[], date] = date.today, observe: AnswerObserver | None = None
    ) -> None:
        """`today` tells the date that ages of entries are measured from."""
        self._library = library
        self._today = today
        self._observe = observe
        self._cache = AnswerCache(library.base, today())

    def answer_text(
        self, text: str, surface: Surface, conversation: Conversation | None = None, user: str = ""
    ) -> QuestionReply:
        """The reply to a question in a person's own words, asked in that conversation; no words at all ask for help.

        Right after a question back, words that name one of what was offered are that choice, made by this user.
        """
        said = conversation.last_intent() if conversation else None
        offer = decode_clarification(said, self._library.base)
        if conversation and offer and (picked := match_choice(text, offer.options, self._library.base)):
            choice = MeaningChoice(picked.intent, picked.meanings)
            return self.answer_meaning(choice, surface, remembered=conversation.set_meanings(choice.meanings, user))
        before = offer.before if offer else said
        reply = self._reply(lambda shelf: _read_in_conversation(conversation, before, shelf, read_text, text), surface)
        return QuestionReply(reply.message, encode_clarification(reply.options, before)) if reply.options else reply

    def answer_command(self, text: str, conversation: Conversation | None = None) -> QuestionReply:
        """The reply to what follows `/roles`; nothing at all asks for help."""
        return self._reply(
            lambda shelf: _read_in_conversation(conversation, None, shelf, read_roles_command, text), "command"
        )

    def answer_button(self, line: str, surface: Surface) -> QuestionReply:
        """The reply to a button or menu, whose value is an encoded intent. Raises RolecallError where it is not."""
        try:
            intent = decode(line)
        except ValueError as error:
            raise InvalidQuestionButtonError from error
        return self._reply(lambda _: Reading(intent, 1.0, "choice"), surface)

    def decode_choice(self, value: str) -> MeaningChoice:
        """What a button that says what an abbreviation means stands for. Raises UnknownButtonError."""
        try:
            return self._current_cache().decode_choice(value)
        except ValueError as error:
            raise InvalidQuestionButtonError from error

    def answer_meaning(self, choice: MeaningChoice, surface: Surface, *, remembered: bool) -> QuestionReply:
        """The reply to the question of a choice, saying what was remembered where it was."""
        meant = choice.meanings if remembered else ()
        return self._reply(
            lambda _: Reading(choice.intent, 1.0, "choice:meaning", resolved_abbreviations=meant), surface
        )

    def ask_again(self, choice: MeaningChoice, surface: Surface) -> QuestionReply:
        """The question back that was settled by the first meaning of the choice."""
        reply = self._reply(lambda shelf: clarify_again(choice.intent, choice.meanings[0], shelf.base), surface)
        return QuestionReply(reply.message, encode_clarification(reply.options, None))

    def share(self, line: str, user: str) -> Message:
        """A card for everybody, naming the person (a Slack user id) who shared it. Raises as `answer_button` does."""
        shown = self.answer_button(line, "mention").message
        shared = f"Shared by <@{user}>"
        return Message(f"{shown.text}\n{shared}", [*shown.blocks, context(shared)])

    def suggest_questions(self) -> tuple[str, ...]:
        """Questions that this knowledge answers, to suggest to somebody who has not asked yet."""
        return tuple(option.label for option in example_questions(self._library.base))

    def _reply(self, reading_of: Callable[[AnswerCache], Reading], surface: Surface) -> QuestionReply:
        began = perf_counter()
        shelf = self._current_cache()
        reading = reading_of(shelf)
        reply = shelf.reply(reading, surface)
        took = perf_counter() - began
        log_event(
            log,
            "answered",
            surface=surface,
            kind=reading.intent.kind,
            status=reading.status,
            rule=reading.decided_by,
            ms=round(took * 1000, 2),
        )
        if self._observe:
            self._observe(reading, surface, took)
        return reply

    def _current_cache(self) -> AnswerCache:
        base, today = self._library.base, self._today()
        if self._cache.base is not base or self._cache.today != today:
            self._cache = AnswerCache(base, today)
        return self._cache


def _read_in_conversation(
    conversation: Conversation | None, last_intent: Intent | None, shelf: AnswerCache, reader: QuestionReader, text: str
) -> Reading:
    """The text as understood in the conversation.

    What abbreviations mean there is looked up only where it matters: most questions never touch the database.
    """
    context = ConversationContext(last_intent) if shelf.has_entities(last_intent) else NO_CONTEXT
    reading = shelf.reading(reader, text, context)
    if reading.asks_for_meaning and conversation and (meanings := conversation.meanings()):
        return shelf.reading(reader, text, context._replace(meanings=meanings))
    return reading
