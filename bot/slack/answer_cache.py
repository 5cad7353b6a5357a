"""Readings and cards of one version of the knowledge, cached, and the reply to a question."""

import json
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from bot.answers.answer import answer_question
from bot.answers.remarks import remark_on
from bot.knowledge.base import KnowledgeBase
from bot.slack.cards import Surface, View, add_meanings, render_card
from bot.slack.message import Message
from bot.understanding.intents import (
    NO_CONTEXT,
    ConversationContext,
    Intent,
    Meaning,
    Option,
    Reading,
    decode_choice,
)
from bot.understanding.lexicon import lexicon_of

CACHE_SIZE = 512
"""How many readings, and how many cards, are cached. Chosen by hand: there are a few hundred pairs of roles."""
MAX_CACHED_LENGTH = 120
"""Readings of longer texts are not cached, since they are rarely repeated. In characters, chosen by hand."""

QuestionReader = Callable[[str, KnowledgeBase, ConversationContext], Reading]
"""Reads a text as free text, or as the text after a command."""


CanAsk = Callable[[KnowledgeBase, Intent], bool]
"""Takes the knowledge and a question; whether there is a person to ask about it."""


def ask_no_one(_base: KnowledgeBase, _intent: Intent) -> bool:
    """There is no one to ask."""
    return False


class KnowledgeSource(Protocol):
    """Provides the knowledge. Its `base` may be another one each time, after a reload."""

    @property
    def base(self) -> KnowledgeBase:
        """The current knowledge."""


class MeaningChoice(NamedTuple):
    """A question, and the meanings of the ambiguous abbreviations in it that were chosen with a button."""

    intent: Intent
    meanings: tuple[Meaning, ...]


class QuestionReply:
    """The reply to a question.

    - `message`: what is shown.
    - `intent`: the question, if it was answered, else None.
    - `options`: the readings to choose from, if the person was asked back.
    - `voted_on`: the question that the votes on this answer are counted for, if it was answered.
    """

    def __init__(
        self,
        message: Message,
        intent: Intent | None = None,
        options: tuple[Option, ...] = (),
        voted_on: Intent | None = None,
    ) -> None:
        """Take the parts. The `body` is made when it is first read."""
        self.message = message
        self.intent = intent
        self.options = options
        self.voted_on = voted_on

    @cached_property
    def body(self) -> str:
        """The message as the JSON body of an acknowledgement, visible only to the person who typed the command."""
        whole = {"response_type": "ephemeral", "text": self.message.text, "blocks": list(self.message.blocks)}
        return json.dumps(whole, separators=(",", ":"))


class CurrentCache:
    """The cache for the current version of some knowledge and the current day. It is made when it is first needed."""

    def __init__(self, knowledge: KnowledgeSource, today: Callable[[], date], can_ask: CanAsk = ask_no_one) -> None:
        """Take the source of the knowledge, a function for the date, and one that says whether to offer a person."""
        self.knowledge = knowledge
        self._can_ask = can_ask
        self._today = today
        self._cache: AnswerCache | None = None

    def get(self) -> "AnswerCache":
        """Return the cache, an empty one after the knowledge or the day has changed."""
        cache, base, today = self._cache, self.knowledge.base, self._today()
        if cache is None or cache.base is not base or cache.today != today:
            self._cache = cache = AnswerCache(base, today, self._can_ask)
        return cache


class AnswerCache:
    """Caches readings and cards for one version of the knowledge and one day, which they depend on.

    Over HTTP the cache makes the difference between 0.4 and 0.8 of the throughput of a hello-world app
    (`python -m benchmarks throughput`).
    """

    def __init__(self, base: KnowledgeBase, today: date, can_ask: CanAsk = ask_no_one) -> None:
        """Start with an empty cache."""
        self.base = base
        self._can_ask = can_ask
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
        return QuestionReply(message, reading.intent, voted_on=reply.voted_on)

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
        can_ask = self._can_ask(self.base, answer.intent)
        message = render_card(answer, surface=surface, view=view, remarks=remark_on(reading, answer), can_ask=can_ask)
        return QuestionReply(message, intent, reading.options if reading.clarify else (), intent and answer.intent)
