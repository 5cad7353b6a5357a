"""Answers as records for JSON: what `rolecall ask --json` prints, and what the tools for other assistants return."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.answers.models import Answer, Comparison, FullAnswer, NotKnown, RoleProfile
from bot.answers.plain import notices, render_plain
from bot.answers.remarks import Remarks, remark_lines, remark_on
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Source
from bot.understanding.intents import Intent, Option, Reading


@dataclass(frozen=True)
class OptionRecord:
    """A question that can be asked instead, by the ids of its parts; `label` is how a person would put it."""

    label: str
    intent: str
    roles: list[str]
    topic: str | None
    subject: str | None


@dataclass(frozen=True)
class SourceRecord:
    """A publication; the details cite it by its number. `year` and `address` are null if unknown."""

    number: int
    title: str
    publisher: str
    year: str | None
    address: str | None


@dataclass(frozen=True)
class AnswerRecord:
    """One answer, and how its question was understood.

    `status` is `answered`; `clarify`, if the question has several meanings, listed in `options`; or `unknown`, with the
    `reason`. `answer` is the short answer, null without one, and `details` are the lines that support it. `notes` say
    how the answer was made and how old it is. `unknown` lists what was asked about and is not known: never guess it.
    """

    q: str
    status: str
    intent: str
    roles: list[str]
    topic: str | None
    subject: str | None
    confidence: float
    decided_by: str
    reason: str | None
    options: list[OptionRecord]
    unknown_sides: list[str]
    bystanders: list[str]
    facts: dict[str, str]
    left_out: list[str]
    answer: str | None
    details: list[str]
    notes: list[str]
    unknown: list[str]
    sources: list[SourceRecord]

    def to_json(self) -> dict[str, Any]:
        """Return the record as a dictionary that `json` can write."""
        return asdict(self)


def make_record(question: str, reading: Reading, answer: Answer, base: KnowledgeBase) -> AnswerRecord:
    """Return the answer to a question as a record."""
    intent, remarks = reading.intent, remark_on(reading, answer)
    is_full = isinstance(answer, FullAnswer)
    body = render_plain(answer).body
    return AnswerRecord(
        q=question,
        status=reading.status,
        intent=intent.kind,
        roles=list(intent.roles),
        topic=intent.topic,
        subject=_subject(intent, base),
        confidence=reading.confidence,
        decided_by=reading.decided_by,
        reason=reading.reason,
        options=[_option(option, base) for option in reading.options],
        unknown_sides=list(reading.unknown_sides),
        bystanders=list(reading.bystanders),
        facts={fact.kind: fact.text for fact in reading.facts},
        left_out=list(remarks.left_out),
        answer=answer.short.text if isinstance(answer, FullAnswer) else None,
        details=list(body[1:] if is_full else body),
        notes=[*remark_lines(remarks), *(notices(answer) if isinstance(answer, FullAnswer) else ())],
        unknown=list(dict.fromkeys(_unknown(question, answer, remarks))),
        sources=source_records(answer),
    )


def source_records(answer: Answer) -> list[SourceRecord]:
    """Return the sources of an answer, numbered as its lines cite them; none for an answer without evidence."""
    found = answer.sources if isinstance(answer, FullAnswer) else ()
    return [_source(number, source) for number, source in enumerate(found, 1)]


def _source(number: int, source: Source) -> SourceRecord:
    return SourceRecord(number, source.title, source.publisher, source.year, source.address)


def _option(option: Option, base: KnowledgeBase) -> OptionRecord:
    intent = option.intent
    return OptionRecord(option.label, intent.kind, list(intent.roles), intent.topic, _subject(intent, base))


def _subject(intent: Intent, base: KnowledgeBase) -> str | None:
    """The id of the thing or of the curated question asked about; of one that is part of another, that other's."""
    entry = base.faq.get(intent.subject or "") if intent.kind == "faq" else None
    return entry.part_of or entry.id if entry else intent.subject


def _unknown(question: str, answer: Answer, remarks: Remarks) -> Iterator[str]:
    """Yield what was asked about and is not known: the whole question, a part of it, or a topic of a role."""
    yield from (*remarks.unknown_sides, *remarks.uncovered)
    match answer:
        case NotKnown(about=about):
            yield about or question
        case RoleProfile(topic=topic, aspect=None, role=role) if topic:
            yield f"{topic.name}: {role.short}"
        case Comparison(rows=rows):
            yield from (f"{row.title}: {cell.role.short}" for row in rows for cell in row.cells if not cell.text)
