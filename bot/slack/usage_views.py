"""The usage report, in the terminal and in Slack: counts only, never who asked what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median_low
from typing import NamedTuple

from bot.hiring.overview import SearchOverview
from bot.insights.feedback import Tally
from bot.insights.gaps import GapGroup
from bot.insights.question_counts import QuestionCount
from bot.slack.blocks import context, header, section
from bot.slack.message import Message
from bot.slack.text import fit_lines, safe_mrkdwn

TITLE = "How Rolecall is used"
MAX_LISTED = 5
"""How many disputed entries, and how many questions without an answer, are listed."""
MAX_LINE = 500
MAX_CHARS = 2_900
ONLY_COUNTS = "Rolecall counts questions by month. It doesn't record who asked them."
OUTCOMES = {"answered": "answered", "clarify": "needed clarifying", "unknown": "without an answer"}
"""Outcome of a question to what the report calls it."""
KINDS = {
    "compare": "comparisons",
    "role": "about one role",
    "who_owns": "who owns something",
    "advice": "hiring advice",
    "faq": "curated questions",
    "directory": "lists of roles",
    "help": "help",
}
"""Kind of an answered question to what the report calls it."""
REASONS = {
    "not_our_subject": "off topic",
    "not_covered": "not in the knowledge",
    "unknown_role": "a role that isn't covered",
    "below_executive": "roles below executive level",
    "other_sense": "abbreviation used in another sense",
    "a_person": "about a person",
    "needs_roles": "no role named",
    "running_hire": "about a hire in progress",
    "other_language": "in another language",
    "nothing_said": "a greeting",
    "thanks": "thanks",
    "unclear": "unclear",
}
"""Reason for no answer to what the report calls it."""


class UsageReport(NamedTuple):
    """What the report is made of. The titles are those of the `disputed` answers, in their order."""

    tallies: tuple[Tally, ...]
    titles: tuple[str, ...]
    gaps: tuple[GapGroup, ...]
    searches: SearchOverview
    questions: tuple[QuestionCount, ...] = ()


class UsagePart(NamedTuple):
    """One part of the report: its title, and its lines as plain text."""

    title: str
    lines: tuple[str, ...]


def usage_parts(report: UsageReport) -> tuple[UsagePart, ...]:
    """Return the parts of the report."""
    return (
        UsagePart("Questions", tuple(_question_lines(report.questions))),
        UsagePart("Unanswered questions (last 90 days)", tuple(_gap_lines(report.gaps))),
        UsagePart("Votes on answers (last 6 months)", tuple(_vote_lines(report))),
        UsagePart("Searches", tuple(_search_lines(report.searches))),
    )


def usage_text(report: UsageReport) -> str:
    """Return the report for the terminal."""
    parts = ("\n".join((title, *(f"  {line}" for line in lines))) for title, lines in usage_parts(report))
    return "\n\n".join((*parts, ONLY_COUNTS))


def usage_message(report: UsageReport) -> Message:
    """Return the report as a message."""
    parts = usage_parts(report)
    shown = [
        fit_lines([f"*{title}*", *(f"• {safe_mrkdwn(line, MAX_LINE)}" for line in lines)], MAX_CHARS)
        for title, lines in parts
    ]
    return Message("\n".join((TITLE, *shown)), [header(TITLE), *map(section, shown), context(ONLY_COUNTS)])


def _question_lines(counts: Sequence[QuestionCount]) -> Iterator[str]:
    """Yield how many questions there were in each month, by outcome, and by kind or reason."""
    if not counts:
        yield "None yet"
    for month in sorted({each.month for each in counts}):
        of_month = [each for each in counts if each.month == month]
        by_outcome = {outcome: [each for each in of_month if each.outcome == outcome] for outcome in OUTCOMES}
        totals = (f"{_total(part)} {OUTCOMES[outcome]}" for outcome, part in by_outcome.items() if part)
        yield f"{month:%B %Y}: {_total(of_month)}, of which {', '.join(totals)}"
        if answered := by_outcome["answered"]:
            yield f"Answered: {_named(answered, KINDS)}"
        if unknown := by_outcome["unknown"]:
            yield f"Without an answer: {_named(unknown, REASONS)}"


def _total(counts: Iterable[QuestionCount]) -> int:
    return sum(each.times for each in counts)


def _named(counts: Iterable[QuestionCount], names: Mapping[str, str]) -> str:
    return ", ".join(f"{names.get(each.kind, each.kind)} {each.times}" for each in counts)


def _gap_lines(groups: Sequence[GapGroup]) -> list[str]:
    total = sum(each.times for each in groups)
    more = [f"{len(groups) - MAX_LISTED} more, asked less often"] if groups[MAX_LISTED:] else []
    return [f"{total} in total", *(f"{each.times}: {each.text}" for each in groups[:MAX_LISTED]), *more]


def _vote_lines(report: UsageReport) -> list[str]:
    helpful, against = (sum(getattr(each, name) for each in report.tallies) for name in ("helpful", "against"))
    more = [f"{len(report.titles) - MAX_LISTED} more"] if report.titles[MAX_LISTED:] else []
    disputed = "; ".join((*report.titles[:MAX_LISTED], *more)) or "none"
    return [f"{helpful} helpful, {against} unhelpful", f"Disputed by several people: {disputed}"]


def _search_lines(searches: SearchOverview) -> list[str]:
    lines = [f"{searches.active} active, {searches.paused} paused, {searches.onboarding} after the hire"]
    if searches.phases:
        lines.append("By phase: " + ", ".join(f"{name} {count}" for name, count in searches.phases))
    if searches.slips:
        slips = searches.slips
        range_ = f"{slips[0]} days" if slips[0] == slips[-1] else f"{slips[0]} to {slips[-1]} days"
        usual = f", half of them by at most {median_low(slips)}" if len(slips) > 1 else ""
        lines.append(f"First day: {searches.on_time} on time, {len(slips)} late by {range_}{usual}")
    elif searches.active:
        lines.append("First day: all on time")
    return lines
