"""Answers questions with messages: the one path for commands, mentions, direct messages and clicks."""

import logging
from collections.abc import Callable
from datetime import date
from time import perf_counter

from bot.answers.answer import answer_question
from bot.answers.directory import example_questions
from bot.answers.follow_ups import typed_questions
from bot.answers.memo import Memo, memo_of
from bot.answers.models import FullAnswer
from bot.answers.plain import render_plain
from bot.errors import RolecallError
from bot.knowledge.base import KnowledgeBase
from bot.logs import log_event
from bot.slack.answer_cache import (
    MAX_CACHED_LENGTH,
    AnswerCache,
    CanAsk,
    CurrentCache,
    KnowledgeSource,
    MeaningChoice,
    QuestionReader,
    QuestionReply,
    ask_no_one,
)
from bot.slack.blocks import context
from bot.slack.cards import Surface, add_dispute
from bot.slack.memory import Conversation
from bot.slack.message import Message
from bot.understanding.choices import decode_clarification, encode_clarification, match_choice
from bot.understanding.grammar import read_roles_command
from bot.understanding.intents import (
    NO_CONTEXT,
    ConversationContext,
    Intent,
    Reading,
    decode,
    encode,
)
from bot.understanding.normalise import normalise
from bot.understanding.questions import clarify_again, read

AnswerObserver = Callable[[Reading, Surface, float], None]
"""Called after every answer with the reading of the question, the surface, and the seconds it took."""
DisputedAnswers = Callable[[str], frozenset[str]]
"""Takes the id of a workspace; returns the encoded questions whose answers several of its people dispute."""

QuestionObserver = Callable[[str, Reading], None]
"""Takes the id of a workspace, and the reading of a question that was asked in it."""
UnansweredObserver = Callable[[str, str, Reading], None]
"""Takes the id of a workspace, the text of a question that was not answered, and its reading."""

log = logging.getLogger("rolecall.replies")


def read_text(text: str, base: KnowledgeBase, context: ConversationContext = NO_CONTEXT) -> Reading:
    """Read free text. A text without words, such as a mention alone, asks for help, as the bare command does."""
    return read(text, base, context) if normalise(text).words else Reading(Intent("help"), 1.0, "text:empty")


class InvalidQuestionButtonError(RolecallError):
    """A button has an unknown or outdated value: it was not made by this version, or not with this knowledge."""

    def __init__(self) -> None:
        """Tell the person to ask again."""
        super().__init__("This button has expired.", "Ask the question again.")


class OwnKnowledgeError(RolecallError):
    """Only a company's own knowledge answers the question, and another company may read the answer."""

    def __init__(self) -> None:
        """Say where to ask instead."""
        super().__init__(
            "Only your company's own knowledge answers this, and another company may be in this channel.",
            "Ask in a direct message with me.",
        )


class AnswerService:
    """Answers questions from the current knowledge."""

    def __init__(  # noqa: PLR0913  what answers depend on, all but the first optional
        self,
        knowledge: KnowledgeSource,
        *,
        public: KnowledgeSource | None = None,
        can_ask: CanAsk = ask_no_one,
        today: Callable[[], date] = date.today,
        observe: AnswerObserver | None = None,
        disputed: DisputedAnswers = lambda _team: frozenset(),
        unanswered: UnansweredObserver = lambda _team, _text, _reading: None,
        count: QuestionObserver = lambda _team, _reading: None,
    ) -> None:
        """Take the source of the knowledge, a function for the date from which reviews age, and an observer.

        `public` is the knowledge that other companies may see; without it, they may see all of it. `can_ask` says
        whether people of this company are offered to ask a person.
        `disputed` is asked for every answer, and `unanswered` gets every question without one, and `count` gets
        every question. None of them may wait.
        """
        self._today = today
        self._observe = observe
        self._disputed = disputed
        self._unanswered = unanswered
        self._count = count
        self._own = CurrentCache(knowledge, today, can_ask)
        is_for_all = public is None and can_ask is ask_no_one
        self._public = self._own if is_for_all else CurrentCache(public or knowledge, today)

    def answer_text(
        self,
        text: str,
        surface: Surface,
        conversation: Conversation | None = None,
        user: str = "",
        *,
        is_addressed: bool = True,
    ) -> QuestionReply:
        """Reply to free text in a conversation. A text without words asks for help.

        Right after a question back, a text that names one of its options is taken as the choice of that option by this
        user. The reply to a question back has the pending options as its `intent`, to be stored for the next message.
        Nothing is kept of a text that is not addressed to the app, and it counts only if it is answered.
        """
        last, base = conversation.last_intent() if conversation else None, self._cache(conversation).base
        pending = decode_clarification(last, base)
        if conversation and pending and (chosen := match_choice(text, pending.options, base)):
            choice = MeaningChoice(chosen.intent, chosen.meanings)
            remembered = conversation.set_meanings(choice.meanings, user)
            return self.answer_meaning(choice, surface, conversation, remembered=remembered)
        before = pending.before if pending else last
        reply = self._reply(
            lambda cache: _read_in_conversation(conversation, before, cache, read_text, text),
            surface,
            conversation,
            text if is_addressed else "",
            is_addressed=is_addressed,
        )
        return QuestionReply(reply.message, encode_clarification(reply.options, before)) if reply.options else reply

    def answer_command(self, text: str, conversation: Conversation | None = None) -> QuestionReply:
        """Reply to the text after `/roles`. An empty text asks for help."""
        return self._reply(
            lambda cache: _read_in_conversation(conversation, None, cache, read_roles_command, text),
            "command",
            conversation,
            text,
        )

    def can_answer_at_once(self, text: str) -> bool:
        """Return whether the text after `/roles` is short and depends on nothing that the database has."""
        return len(text) <= MAX_CACHED_LENGTH and not self._own.get().reading(read_roles_command, text).asks_for_meaning

    def answer_button(self, line: str, surface: Surface, conversation: Conversation | None = None) -> QuestionReply:
        """Reply to a button or menu option with an encoded intent as its value.

        Raises InvalidQuestionButtonError if the value is not one, and OwnKnowledgeError.
        """
        intent = self._decoded(line, conversation)
        return self._reply(lambda _: Reading(intent, 1.0, "choice"), surface, conversation)

    def show_in_full(self, line: str, surface: Surface, conversation: Conversation | None = None) -> QuestionReply:
        """Reply with everything on the question. Raises as `answer_button` does."""
        intent = self._decoded(line, conversation)
        return self._with_dispute(self._cache(conversation).full_view(intent, surface), conversation)

    def write_memo(self, line: str, conversation: Conversation | None = None) -> Memo:
        """Return the answer as a text to paste or to send on. Raises as `answer_button` does."""
        today, base = self._today(), self._cache(conversation).base
        answer = answer_question(Reading(self._decoded(line, conversation), 1.0, "memo"), base, today)
        if not isinstance(answer, FullAnswer):
            raise InvalidQuestionButtonError
        return memo_of(answer, today)

    def title_of(self, line: str) -> str:
        """Return the title of the answer to the question, empty without one. Raises InvalidQuestionButtonError."""
        intent, base = self._decoded(line, None), self._own.get().base
        if not self._own.get().has_entities(intent):
            raise InvalidQuestionButtonError
        answer = answer_question(Reading(intent, 1.0, "title"), base, self._today())
        return render_plain(answer).title if isinstance(answer, FullAnswer) else ""

    def decode_choice(self, value: str, conversation: Conversation | None = None) -> MeaningChoice:
        """Decode the value of a button that chooses a meaning. Raises InvalidQuestionButtonError if it is outdated."""
        try:
            return self._cache(conversation).decode_choice(value)
        except ValueError as error:
            raise InvalidQuestionButtonError from error

    def answer_meaning(
        self, choice: MeaningChoice, surface: Surface, conversation: Conversation | None = None, *, remembered: bool
    ) -> QuestionReply:
        """Reply to the question of a choice. If the meanings were `remembered`, the card says so."""
        meanings = choice.meanings if remembered else ()
        reading = Reading(choice.intent, 1.0, "choice:meaning", resolved_abbreviations=meanings)
        return self._reply(lambda _: reading, surface, conversation)

    def ask_again(
        self, choice: MeaningChoice, surface: Surface, conversation: Conversation | None = None
    ) -> QuestionReply:
        """Reply with the question back that the first meaning of the choice had answered."""
        reply = self._reply(
            lambda cache: clarify_again(choice.intent, choice.meanings[0], cache.base), surface, conversation
        )
        return QuestionReply(reply.message, encode_clarification(reply.options, None))

    def share(self, line: str, user: str, conversation: Conversation | None = None) -> Message:
        """Return a card for everyone that names the user who shared it. Raises as `answer_button` does."""
        card = self.answer_button(line, "mention", conversation).message
        shared = f"Shared by <@{user}>"
        return Message(f"{card.text}\n{shared}", [*card.blocks, context(shared)])

    def holds_back(self, line: str, conversation: Conversation) -> bool:
        """Return whether the answer in this conversation lacks something because another company may read it."""
        if self._cache(conversation) is self._own.get():
            return False
        whole, shown = (self.show_in_full(line, "mention", where) for where in (None, conversation))
        return whole.message.blocks != shown.message.blocks

    def suggest_questions(self) -> tuple[str, ...]:
        """Return questions that this knowledge can answer, to suggest to a person who has not asked yet."""
        return tuple(option.label for option in example_questions(self._own.get().base))

    def suggest_follow_ups(self, intent: Intent) -> tuple[tuple[str, str], ...]:
        """Return a title and a question for each that follows this one; none if nothing does."""
        return typed_questions(intent, self._own.get().base)

    def _reply(
        self,
        get_reading: Callable[[AnswerCache], Reading],
        surface: Surface,
        conversation: Conversation | None,
        text: str = "",
        *,
        is_addressed: bool = True,
    ) -> QuestionReply:
        """Reply; `text` is what was asked, if it may be kept. What is not addressed to the app counts if answered."""
        started = perf_counter()
        cache = self._cache(conversation)
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
        if conversation and (is_addressed or reading.status == "answered"):
            self._count(conversation.team, reading)
        if reading.status == "unknown" and text and conversation and not conversation.is_shared:
            self._unanswered(conversation.team, text, reading)
        return self._with_dispute(reply, conversation)

    def _with_dispute(self, reply: QuestionReply, conversation: Conversation | None) -> QuestionReply:
        """Return the reply, with a remark if several people in the workspace dispute the answer."""
        disputed = self._disputed(conversation.team) if conversation else frozenset()
        if not disputed or reply.voted_on is None or encode(reply.voted_on) not in disputed:
            return reply
        return QuestionReply(add_dispute(reply.message), reply.intent, reply.options, reply.voted_on)

    def _cache(self, conversation: Conversation | None) -> AnswerCache:
        """Return the cache of answers that may be shown in the conversation."""
        return (self._public if conversation and conversation.is_shared else self._own).get()

    def _decoded(self, line: str, conversation: Conversation | None) -> Intent:
        """Decode the value of a button.

        Raises InvalidQuestionButtonError if it is not a question, and OwnKnowledgeError if it can't be answered in the
        conversation.
        """
        try:
            intent = decode(line)
        except ValueError as error:
            raise InvalidQuestionButtonError from error
        if self._own.get().has_entities(intent) and not self._cache(conversation).has_entities(intent):
            raise OwnKnowledgeError
        return intent


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
