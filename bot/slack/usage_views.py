"""The usage report, in the terminal and in Slack: counts only, never who asked what."""

from collections.abc import Sequence
from statistics import median_low
from typing import NamedTuple

from bot.hiring.overview import SearchOverview
from bot.insights.feedback import Tally
from bot.insights.gaps import GapGroup
from bot.slack.blocks import context, header, section
from bot.slack.message import Message
from bot.slack.text import fit_lines, safe_mrkdwn

TITLE = "How Rolecall is used"
MAX_LISTED = 5
"""How many disputed entries, and how many questions without an answer, are listed."""
MAX_LINE = 500
MAX_CHARS = 2_900
NOT_COUNTED = (
    "Rolecall doesn't store how many questions it answered. While `rolecall serve` runs, `/metrics` counts them by "
    "kind and outcome."
)


class UsageReport(NamedTuple):
    """What the report is made of. The titles are those of the `disputed` answers, in their order."""

    tallies: tuple[Tally, ...]
    titles: tuple[str, ...]
    gaps: tuple[GapGroup, ...]
    searches: SearchOverview


class UsagePart(NamedTuple):
    """One part of the report: its title, and its lines as plain text."""

    title: str
    lines: tuple[str, ...]


def usage_parts(report: UsageReport) -> tuple[UsagePart, ...]:
    """Return the parts of the report."""
    return (
        UsagePart("Questions without an answer (90 days)", tuple(_gap_lines(report.gaps))),
        UsagePart("Votes on answers (half a year)", tuple(_vote_lines(report))),
        UsagePart("Searches", tuple(_search_lines(report.searches))),
    )


def usage_text(report: UsageReport) -> str:
    """Return the report for the terminal."""
    parts = ("\n".join((title, *(f"  {line}" for line in lines))) for title, lines in usage_parts(report))
    return "\n\n".join((*parts, NOT_COUNTED.replace("`", "")))


def usage_message(report: UsageReport) -> Message:
    """Return the report as a message."""
    parts = usage_parts(report)
    shown = [
        fit_lines([f"*{title}*", *(f"• {safe_mrkdwn(line, MAX_LINE)}" for line in lines)], MAX_CHARS)
        for title, lines in parts
    ]
    return Message("\n".join((TITLE, *shown)), [header(TITLE), *map(section, shown), context(NOT_COUNTED)])


def _gap_lines(groups: Sequence[GapGroup]) -> list[str]:
    total = sum(each.times for each in groups)
    return [f"{total} in all", *(f"{each.times}: {each.text}" for each in groups[:MAX_LISTED])]


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
