"""Results of tools: a record as structured content, and the same as text for clients that show only text."""

from collections.abc import Sequence
from typing import Any

from mcp.types import CallToolResult, TextContent

from bot.answers.records import AnswerRecord, SourceRecord


def answer_result(record: AnswerRecord, title: str) -> CallToolResult:
    """Return the answer as text and as structured content."""
    return tool_result(record.to_json(), answer_lines(record, title))


def tool_result(record: dict[str, Any], lines: Sequence[str]) -> CallToolResult:
    """Return a result with the record as structured content and the lines as text."""
    return CallToolResult(content=[TextContent(type="text", text="\n".join(lines))], structured_content=record)


def answer_lines(record: AnswerRecord, title: str) -> list[str]:
    """Return the answer as lines: the title, the short answer, the details, the notes, what is unknown, the sources."""
    unknown = [f"Unknown, so don't guess: {'; '.join(record.unknown)}"] if record.unknown else []
    lines = (title, record.answer, *record.details, *record.notes, *unknown)
    return [*filter(None, lines), *_option_lines(record), *map(_source_line, record.sources)]


def _option_lines(record: AnswerRecord) -> list[str]:
    """Return the questions to choose from, each with the ids that ask it without ambiguity."""
    if record.status != "clarify":
        return []
    return [f"To ask about {each.label}, use the ids {', '.join(each.roles)}." for each in record.options]


def _source_line(source: SourceRecord) -> str:
    parts = (source.title, source.publisher, source.year or "undated", source.address)
    return f"[{source.number}] {', '.join(filter(None, parts))}"
