"""Answers questions with messages: the one path for commands, mentions, direct messages and clicks."""

import json
import logging
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from time import perf_counter
from typing import NamedTuple, Protocol

from bot.answers.answer import answer_question
from bot.answers.directory import example_questions
from bot.answers.memo import Memo, memo_of
from bot.answers.models import FullAnswer
from bot.answers.remarks import remark_on
from bot.errors import RolecallError
from bot.knowledge.base import KnowledgeBase
from bot.logs import log_event
from bot.slack.blocks import context
from bot.slack.cards import Surface, View, add_meanings, render_card
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
"""How many readings, and how many cards, are cached. Chosen by hand: there are a few hundred pairs of roles."""
MAX_CACHED_LENGTH = 120
"""Readings of longer texts are not cached, since they are rarely repeated. In characters, chosen by hand."""

QuestionReader = Callable[[str, KnowledgeBase, ConversationContext], Reading]
"""Reads a text as free text, or as the text after a command."""

AnswerObserver = Callable[[Reading, Surface, float], None]
"""Called after every answer with the reading of the question, the surface, and the seconds it took."""

log = logging.getLogger("rolecall.replies")


def read_text(text: str, base: KnowledgeBase, context: ConversationContext = NO_CONTEXT) -> Reading:
    """Read free text. A text without words, such as a mention alone, asks for help, as the bare command does."""
    return read(text, base, context) if normalise(text).words else Reading(Intent("help"), 1.0, "text:empty")


class KnowledgeSource(Protocol):
    """Provides the knowledge. Its `base` may be another one each time, after a reload."""

    @property
    def base(self) -> KnowledgeBase:
        """The current knowledge."""


class InvalidQuestionButtonError(RolecallError):
    """A button has an unknown or outdated value: it was not made by this version, or not with this knowledge."""

    def __init__(self) -> None:
        """Tell the person to ask again."""
        super().__init__("This button has expired.", "Ask the question again.")


class MeaningChoice(NamedTuple):
    """A question, and the meanings of the ambiguous abbreviations in it that were chosen with a button."""

    intent: Intent
    meanings: tuple[Meaning, ...]


class QuestionReply:
    """The reply to a question.

    - `message`: what is shown.
    - `intent`: the question, if it was answered, else None.
    - `options`: the readings to choose from, if the person was asked back.
    """

    def __init__(self, message: Message, intent: Intent | None = None, options: tuple[Option, ...] = ()) -> None:
        """Take the parts. The `body` is made when it is first read."""
        self.message = message
        self.intent = intent
        self.options = options

    @cached_property
    def body(self) -> str:
        """The message as the JSON body of an acknowledgement, visible only to the person who typed the command."""
        whole = {"response_type": "ephemeral", "text": self.message.text, "blocks": list(self.message.blocks)}
        return json.dumps(whole, separators=(",", ":"))


class AnswerCache:
    """Caches readings and cards for one version of the knowledge and one day, which they depend on.

    Over HTTP the cache makes the difference between 0.4 and 0.8 of the throughput of a hello-world app
    (`python -m benchmarks throughput`).
    """

    def __init__(self, base: KnowledgeBase, today: date) -> None:
        """Start with an empty cache."""
        self.base = base
        self.today = today
        self._readings = lru_cache(maxsize=CACHE_SIZE)(self._read)
        self._cards = lru_cache(maxsize=CACHE_SIZE)(self._render_card)

    def reading(self, reader: QuestionReader, text: str, context: ConversationContext = NO_CONTEXT) -> Reading:
        """Read the text, from the cache unless it is long."""
        if len(text) <= MAX_CACHED_LENGTH:
            return self._readings(reader, text, context)
        return self._read(reader, text, context)

    def reply(self, reading: Reading, surface: Surface) -> QuestionReply:
        """Return the reply to a reading, from the cache unless it may quote the person."""
        # Refusals, questions back and remarks quote the person, so they depend on the text, not only on the intent.
        if reading.status != "answered":
            return self._render(reading, surface)
        has_remarks = reading.options or reading.facts or reading.unknown_sides
        reply = self._render(reading, surface) if has_remarks else self._cards(reading.intent, surface)
        meanings = tuple(each for each in reading.resolved_abbreviations if each[1] in reading.intent.roles)
        if not meanings or not reply.intent:
            return reply
        message = add_meanings(reply.message, reading.intent, meanings, self.base.roles, surface)
        return QuestionReply(message, reading.intent)

    def decode_choice(self, value: str) -> MeaningChoice:
        """Decode the value of a button with meanings. Raises ValueError if this knowledge could not have made it."""
        choice = MeaningChoice(*decode_choice(value))
        abbreviations = lexicon_of(self.base).abbreviations
        for abbreviation, role in choice.meanings:
            candidates = abbreviations.get(abbreviation, ())
            if len(candidates) == 1 or role not in candidates or role not in choice.intent.roles:
                message = f"{abbreviation} is not ambiguous, or does not stand for {role}"
                raise ValueError(message)
        return choice

    def has_entities(self, intent: Intent | None) -> bool:
        """Return whether the knowledge has every role and the topic that the intent names."""
        if intent is None:
            return False
        return self.base.roles.keys() >= set(intent.roles) and (not intent.topic or intent.topic in self.base.topics)

    def _read(self, reader: QuestionReader, text: str, context: ConversationContext) -> Reading:
        return reader(text, self.base, context)

    def full_view(self, intent: Intent, surface: Surface) -> QuestionReply:
        """Return everything on a question, without remarks."""
        return self._render(Reading(intent, 1.0, "full"), surface, "full")

    def _render_card(self, intent: Intent, surface: Surface) -> QuestionReply:
        return self._render(Reading(intent, 1.0, "cached"), surface)

    def _render(self, reading: Reading, surface: Surface, view: View = "short") -> QuestionReply:
        answer = answer_question(reading, self.base, self.today)
        intent = None if answer.intent.kind == "unknown" else reading.intent
        message = render_card(answer, surface=surface, view=view, remarks=remark_on(reading, answer))
        return QuestionReply(message, intent, reading.options if reading.clarify else ())


class AnswerService:
    """Answers questions from the current knowledge."""

    def __init__(
        self,
        knowledge: KnowledgeSource,
        *,
        today: Callable[[], date] = date.today,
        observe: AnswerObserver | None = None,
    ) -> None:
        """Take the source of the knowledge, a function for the date from which reviews age, and an observer."""
        self._knowledge = knowledge
        self._today = today
        self._observe = observe
        self._cache = AnswerCache(knowledge.base, today())

    def answer_text(
        self, text: str, surface: Surface, conversation: Conversation | None = None, user: str = ""
    ) -> QuestionReply:
        """Reply to free text in a conversation. A text without words asks for help.

        Right after a question back, a text that names one of its options is taken as the choice of that option by this
        user. The reply to a question back has the pending options as its `intent`, to be stored for the next message.
        """
        last = conversation.last_intent() if conversation else None
        pending = decode_clarification(last, self._knowledge.base)
        if conversation and pending and (chosen := match_choice(text, pending.options, self._knowledge.base)):
            choice = MeaningChoice(chosen.intent, chosen.meanings)
            return self.answer_meaning(choice, surface, remembered=conversation.set_meanings(choice.meanings, user))
        before = pending.before if pending else last
        reply = self._reply(lambda cache: _read_in_conversation(conversation, before, cache, read_text, text), surface)
        return QuestionReply(reply.message, encode_clarification(reply.options, before)) if reply.options else reply

    def answer_command(self, text: str, conversation: Conversation | None = None) -> QuestionReply:
        """Reply to the text after `/roles`. An empty text asks for help."""
        return self._reply(
            lambda cache: _read_in_conversation(conversation, None, cache, read_roles_command, text), "command"
        )

    def answer_button(self, line: str, surface: Surface) -> QuestionReply:
        """Reply to a button or menu option with an encoded intent as its value.

        Raises InvalidQuestionButtonError if the value is not one.
        """
        intent = _decoded(line)
        return self._reply(lambda _: Reading(intent, 1.0, "choice"), surface)

    def show_in_full(self, line: str, surface: Surface) -> QuestionReply:
        """Reply with everything on the question. Raises InvalidQuestionButtonError if the value is not one."""
        return self._current_cache().full_view(_decoded(line), surface)

    def write_memo(self, line: str) -> Memo:
        """Return the answer as a text to paste or to send on. Raises InvalidQuestionButtonError."""
        today = self._today()
        answer = answer_question(Reading(_decoded(line), 1.0, "memo"), self._knowledge.base, today)
        if not isinstance(answer, FullAnswer):
            raise InvalidQuestionButtonError
        return memo_of(answer, today)

    def decode_choice(self, value: str) -> MeaningChoice:
        """Decode the value of a button that chooses a meaning. Raises InvalidQuestionButtonError if it is outdated."""
        try:
            return self._current_cache().decode_choice(value)
        except ValueError as error:
            raise InvalidQuestionButtonError from error

    def answer_meaning(self, choice: MeaningChoice, surface: Surface, *, remembered: bool) -> QuestionReply:
        """Reply to the question of a choice. If the meanings were `remembered`, the card says so."""
        meanings = choice.meanings if remembered else ()
        return self._reply(
            lambda _: Reading(choice.intent, 1.0, "choice:meaning", resolved_abbreviations=meanings), surface
        )

    def ask_again(self, choice: MeaningChoice, surface: Surface) -> QuestionReply:
        """Reply with the question back that the first meaning of the choice had answered."""
        reply = self._reply(lambda cache: clarify_again(choice.intent, choice.meanings[0], cache.base), surface)
        return QuestionReply(reply.message, encode_clarification(reply.options, None))

    def share(self, line: str, user: str) -> Message:
        """Return a card for everyone that names the user who shared it. Raises as `answer_button` does."""
        card = self.answer_button(line, "mention").message
        shared = f"Shared by <@{user}>"
        return Message(f"{card.text}\n{shared}", [*card.blocks, context(shared)])

    def suggest_questions(self) -> tuple[str, ...]:
        """Return questions that this knowledge can answer, to suggest to a person who has not asked yet."""
        return tuple(option.label for option in example_questions(self._knowledge.base))

    def _reply(self, get_reading: Callable[[AnswerCache], Reading], surface: Surface) -> QuestionReply:
        started = perf_counter()
        cache = self._current_cache()
        reading = get_reading(cache)
        reply = cache.reply(reading, surface)
        seconds = perf_counter() - started
        log_event(
            log,
            "answered",
            surface=surface,
            kind=reading.intent.kind,
            status=reading.status,
            rule=reading.decided_by,
            ms=round(seconds * 1000, 2),
        )
        if self._observe:
            self._observe(reading, surface, seconds)
        return reply

    def _current_cache(self) -> AnswerCache:
        base, today = self._knowledge.base, self._today()
        if self._cache.base is not base or self._cache.today != today:
            self._cache = AnswerCache(base, today)
        return self._cache


def _decoded(line: str) -> Intent:
    """Decode the value of a button. Raises InvalidQuestionButtonError if it is not a question."""
    try:
        return decode(line)
    except ValueError as error:
        raise InvalidQuestionButtonError from error


def _read_in_conversation(
    conversation: Conversation | None, last_intent: Intent | None, cache: AnswerCache, reader: QuestionReader, text: str
) -> Reading:
    """Read the text in its conversation.

    The meanings of abbreviations are loaded only if the question depends on one, so most questions need no database.
    """
    context = ConversationContext(last_intent) if cache.has_entities(last_intent) else NO_CONTEXT
    reading = cache.reading(reader, text, context)
    if reading.asks_for_meaning and conversation and (meanings := conversation.meanings()):
        return cache.reading(reader, text, context._replace(meanings=meanings))
    return reading
