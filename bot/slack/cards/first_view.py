"""The first view of an answer as blocks: the answer in bold, what decides it, and remarks on the question."""

from bot.answers.summary import Contrast, Line, Summary
from bot.answers.wording import source_label
from bot.slack.blocks import Block, fields_section, header, section
from bot.slack.cards.sources import MAX_SECTION, MAX_SMALL_PRINT, MAX_SOURCE_LINE
from bot.slack.limits import MAX_FIELD
from bot.slack.text import count_fitting, escape, fit_lines, link, truncate

SEPARATOR = " · "
PAIR = 2
"""Two roles are set side by side in fields, which stack on a phone; more are listed below each other."""


def summary_blocks(summary: Summary) -> list[Block]:
    """Return the title, the answer, the contrasts and the lines."""
    blocks = [header(summary.title), answer_section(summary.answer)]
    one_role = [contrast for contrast in summary.contrasts if len(contrast.sides) == 1]
    blocks += [_contrast(contrast) for contrast in summary.contrasts if len(contrast.sides) > 1]
    lines = [*map(_profile_line, one_role), *map(_line, summary.lines)]
    return [*blocks, *([section(fit_lines(lines, MAX_SECTION))] if lines else [])]


def answer_section(text: str) -> Block:
    """Return the short answer in bold, clipped if it is far too long."""
    # Escaping can make a text five times as long, so one this long is clipped before it.
    shown = text if len(escape(text)) <= MAX_SECTION - len("**") else truncate(text, MAX_SMALL_PRINT)
    return section(f"*{escape(shown)}*")


def sources_line(summary: Summary) -> str:
    """Return the sources as one line of links, each marked as a study or an opinion; empty without sources.

    Links that do not fit into a block are counted with the sources that are only in the full view.
    """
    links = [link(source.address, source_label(source)) for source in summary.sources]
    kept = links[: count_fitting((len(each) + len(SEPARATOR) for each in links), MAX_SOURCE_LINE)]
    further = summary.further_sources + len(links) - len(kept)
    more = [f"{further} more source{'' if further == 1 else 's'}"] if further > 0 else []
    return f"Sources: {SEPARATOR.join([*kept, *more])}" if links else ""


def _contrast(contrast: Contrast) -> Block:
    sides = [f"*{escape(side.name)}* · {escape(side.text)}" for side in contrast.sides]
    if len(sides) == PAIR and max(map(len, sides)) <= MAX_FIELD:
        return fields_section(sides, f"*{escape(contrast.title)}*")
    return section(fit_lines([f"*{escape(contrast.title)}*", *(f"• {side}" for side in sides)], MAX_SECTION))


def _profile_line(contrast: Contrast) -> str:
    return f"• *{escape(contrast.title)}*: {escape(contrast.sides[0].text)}"


def _line(line: Line) -> str:
    label = f"*{escape(line.label)}*: " if line.label else ""
    return f"• {label}{escape(line.text)}"
