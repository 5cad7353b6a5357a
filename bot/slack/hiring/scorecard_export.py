"""The scorecards of a search as files. What is in a sealed scorecard is never exported, not even to its author."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.hiring.finalists import Finalist
from bot.hiring.models import Search
from bot.hiring.scorecards import NOT_COVERED, Scorecard, Submission, find_missing, find_spreads

COLUMNS = ("finalist", "interviewer", "state", "criterion", "score", "remark", "submitted (UTC)")
Row = tuple[object, ...]


class ScorecardExport(NamedTuple):
    """The scorecards that are open, and who has submitted one."""

    search: Search
    submissions: Sequence[Submission] = ()
    cards: Sequence[Scorecard] = ()


def scorecard_rows(export: ScorecardExport, names: Mapping[str, str]) -> Iterator[Row]:
    """A row for each score that is open, in the order of the columns, and one for each sealed scorecard."""
    for finalist in export.search.finalists:
        for card in _cards_of(export, finalist):
            who, at = names.get(card.by, card.by), f"{card.at:%Y-%m-%d %H:%M}"
            for criterion, score in card.scores:
                shown = "not covered" if score == NOT_COVERED else score
                yield (finalist.letter, who, "open", criterion, shown, card.remark, at)
        if not finalist.is_open:
            for each in export.submissions:
                if each.letter == finalist.letter:
                    yield (finalist.letter, names.get(each.by, each.by), "sealed", "", "", "", "")


def scorecard_lines(export: ScorecardExport, names: Mapping[str, str]) -> Iterator[str]:
    """The scorecards as Markdown; nothing if none were set up."""
    search = export.search
    if not search.criteria:
        return
    yield "## Scorecards"
    yield ""
    for finalist in search.finalists:
        name = f"Finalist {finalist.letter}"
        missing = find_missing(search, finalist.letter, export.submissions)
        total = len(search.panel)
        state = "scores are open" if finalist.is_open else f"sealed, {total - len(missing)} of {total} are in"
        yield f"- {name}: {state}"
        yield from _open_lines(export, finalist, names)
    yield ""


def _open_lines(export: ScorecardExport, finalist: Finalist, names: Mapping[str, str]) -> Iterator[str]:
    cards = _cards_of(export, finalist)
    for found in find_spreads(export.search.criteria, cards) if cards else ():
        given = ", ".join(f"{score} by {names.get(by, by)}" for by, score in found.scores)
        yield f"  - {found.criterion}: {given or 'not covered'}"
    for card in cards:
        if card.remark:
            yield f"  - {names.get(card.by, card.by)}: {' '.join(card.remark.split())}"


def _cards_of(export: ScorecardExport, finalist: Finalist) -> tuple[Scorecard, ...]:
    """The scorecards of a finalist whose scores are open."""
    return tuple(card for card in export.cards if finalist.is_open and card.letter == finalist.letter)
