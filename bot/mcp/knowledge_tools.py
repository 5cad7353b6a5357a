"""The tools that answer from the knowledge. Each asks the question that a person would type, so the answers agree."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from time import perf_counter
from typing import Annotated, Literal

from mcp.types import CallToolResult
from pydantic import Field

from bot.answers.answer import answer_question
from bot.answers.records import AnswerRecord, make_record
from bot.answers.titles import title
from bot.answers.wording import LEVEL_LABELS
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role, Topic
from bot.logs import log_event
from bot.mcp.results import answer_result, tool_result
from bot.understanding.grammar import read_roles_command
from bot.understanding.intents import Intent, Reading
from bot.understanding.questions import read

MAX_NAME = 80
"""Characters of a role, a topic or a thing; the longest in the knowledge has 44."""
MAX_QUESTION = 2000
"""Characters of a question."""

SURFACE = "mcp"

log = logging.getLogger("rolecall.mcp")

RoleName = Annotated[
    str,
    Field(min_length=1, max_length=MAX_NAME, description="Id (`cmo`), abbreviation (CMO) or title of a role."),
]
TopicName = Annotated[
    str,
    Field(max_length=MAX_NAME, description="Id or name of a topic from list_roles, such as `metrics`. Empty for all."),
]
Observer = Callable[[Reading, str, float], None]
Answered = Annotated[CallToolResult, AnswerRecord]


@dataclass(frozen=True)
class RoleRecord:
    """A role. Its id can be used wherever a role is asked for, and is never ambiguous."""

    id: str
    title: str
    short: str
    level: str


@dataclass(frozen=True)
class TopicRecord:
    """A topic. `of` is `role` if it is a topic of one role or of several, `pair` if it needs several."""

    id: str
    name: str
    of: str


@dataclass(frozen=True)
class DirectoryRecord:
    """Everything that can be asked about."""

    roles: list[RoleRecord]
    topics: list[TopicRecord]


class KnowledgeTools:
    """The tools, each a method. Their docstrings tell an assistant when to use them."""

    def __init__(
        self,
        get_base: Callable[[], KnowledgeBase],
        get_today: Callable[[], date],
        observe: Observer = lambda _reading, _surface, _seconds: None,
    ) -> None:
        """Take functions that return the current knowledge, and the date from which reviews age.

        `observe` is called with each reading, the surface, and how many seconds the answer took.
        """
        self._get_base = get_base
        self._get_today = get_today
        self._observe = observe

    @property
    def all(self) -> tuple[Callable[..., CallToolResult], ...]:
        """Every tool, in the order in which a client lists them."""
        return (self.compare, self.show, self.who_owns, self.advise, self.ask, self.kit, self.list_roles)

    def compare(
        self,
        roles: Annotated[list[RoleName], Field(min_length=2, max_length=6, description="The roles to compare.")],
        topic: TopicName = "",
    ) -> Answered:
        """Compare executive roles side by side, on everything or on one topic, with sources.

        Use it for differences between roles, how each is measured, or who does what. Repeat the sources, and say what
        is unknown rather than filling it in.
        """
        return self._answer_command(f"compare {self._names(roles)} {topic}")

    def show(self, role: RoleName, topic: TopicName = "") -> Answered:
        """Describe one executive role, on everything or on one topic, with sources."""
        return self._answer_command(f"show {self._names([role])} {topic}")

    def kit(self, role: RoleName) -> Answered:
        """Return what it takes to hire for a role: job description, pay, interview questions, red flags, first 90 days.

        Figures name their year and population; repeat both.
        """
        return self._answer_command(f"kit {self._names([role])}")

    def who_owns(
        self,
        thing: Annotated[
            str, Field(min_length=1, max_length=MAX_NAME, description="What is owned, such as pricing or the budget.")
        ],
    ) -> Answered:
        """Say which executive owns something in a company, who else has a part in it, and where companies differ."""
        question = f"Who owns {thing.rstrip('?')}?"
        return self._answer(question, lambda base: read(question, base))

    def advise(
        self,
        question: Annotated[
            Literal["which_first", "both_or_one", "importance", "first_hire"],
            Field(description="`first_hire` asks when to hire the first; the others compare two roles or more."),
        ],
        roles: Annotated[list[RoleName], Field(min_length=1, max_length=6, description="The roles to decide between.")],
    ) -> Answered:
        """Help to decide which executive to hire, when, or whether one person can do both: what decides it, and why.

        It weighs considerations and never decides for the company. Pass them on as questions to settle.
        """
        text = f"{'show' if len(roles) == 1 else 'compare'} {self._names(roles)}"
        asked = f"{question}: {', '.join(roles)}"
        return self._answer(asked, lambda base: _as_advice(read_roles_command(text, base), question))

    def ask(
        self,
        question: Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, description="As a person would ask it.")],
    ) -> Answered:
        """Answer any question about executive roles in free text. Prefer the other tools if one of them fits."""
        return self._answer(question, lambda base: read(question, base))

    def list_roles(self) -> Annotated[CallToolResult, DirectoryRecord]:
        """List every role and topic that can be asked about, with the ids to use."""
        base = self._get_base()
        roles, topics = tuple(base.roles.values()), tuple(base.topics.values())
        record = DirectoryRecord([*map(_role, roles)], [*map(_topic, topics)])
        lines = [f"{role.id}: {role.title}" for role in roles] + [f"Topic {topic.id}: {topic.name}" for topic in topics]
        return tool_result(asdict(record), lines)

    def _names(self, roles: Sequence[str]) -> str:
        """Return the roles as they are compared in a question; those given by their ids have their titles."""
        known = self._get_base().roles  # `cdo` is an id, and CDO an abbreviation with several meanings
        return " vs ".join(known[role].title if role in known else role for role in roles)

    def _answer_command(self, text: str) -> CallToolResult:
        return self._answer(text.strip(), lambda base: read_roles_command(text, base))

    def _answer(self, question: str, read_question: Callable[[KnowledgeBase], Reading]) -> CallToolResult:
        started, base = perf_counter(), self._get_base()
        reading = read_question(base)
        answer = answer_question(reading, base, self._get_today())
        kind, status, rule = reading.intent.kind, reading.status, reading.decided_by
        log_event(log, "answered", surface=SURFACE, kind=kind, status=status, rule=rule)
        self._observe(reading, SURFACE, perf_counter() - started)
        return answer_result(make_record(question, reading, answer, base), title(answer))


def _as_advice(reading: Reading, question: str) -> Reading:
    """Return the reading of the roles as the one of a hiring question on them, and its options likewise."""

    def advised(intent: Intent) -> Intent:
        return Intent("advice", intent.roles, question) if intent.kind in ("compare", "role") else intent

    options = tuple(option._replace(intent=advised(option.intent)) for option in reading.options)
    return reading._replace(intent=advised(reading.intent), options=options)


def _role(role: Role) -> RoleRecord:
    return RoleRecord(role.id, role.title, role.short, LEVEL_LABELS[role.level])


def _topic(topic: Topic) -> TopicRecord:
    return TopicRecord(topic.id, topic.name, topic.of)
