"""Who still has to score which finalists, and when interviewers are reminded of it. No score is looked at."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.hiring.models import Checklist, Search
from bot.hiring.scorecards import Submission, find_missing

INTERVIEWS_KEY = "structured_interviews"
"""The key of the item about the interviews: once it is due, every finalist should have been interviewed."""


class ScoringProgress(NamedTuple):
    """How far the scoring of a finalist is: how many scorecards are in, and which interviewers are missing."""

    letter: str
    submitted: int
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """The scorecards that there will be."""
        return self.submitted + len(self.missing)


class UnscoredFinalists(NamedTuple):
    """The letters of the finalists of a search that an interviewer hasn't scored."""

    search: Search
    letters: tuple[str, ...]


def find_scoring_progress(search: Search, submissions: Sequence[Submission]) -> tuple[ScoringProgress, ...]:
    """The progress of each finalist in the search whose scores are sealed; none unless the search is open."""
    return tuple(_progress(search, submissions)) if search.state == "open" else ()


def find_unscored(search: Search, user: str, submissions: Sequence[Submission]) -> UnscoredFinalists:
    """The finalists that this interviewer can still score and hasn't."""
    progress = find_scoring_progress(search, submissions)
    return UnscoredFinalists(search, tuple(each.letter for each in progress if user in each.missing))


def find_overdue_scorecards(
    checklist: Checklist, user: str, submissions: Sequence[Submission], day: date
) -> UnscoredFinalists:
    """Those of the unscored finalists of whom the interviewer is reminded.

    An interviewer is reminded of a finalist once another one has scored them, or once the interviews are due or done.
    """
    unscored = find_unscored(checklist.search, user, submissions)
    scored = {each.letter for each in submissions}
    letters = (each for each in unscored.letters if each in scored or _are_interviews_due(checklist, day))
    return unscored._replace(letters=tuple(letters))


def _progress(search: Search, submissions: Sequence[Submission]) -> Iterator[ScoringProgress]:
    for finalist in search.finalists:
        if finalist.is_active and not finalist.is_open:
            missing = find_missing(search, finalist.letter, submissions)
            yield ScoringProgress(finalist.letter, len(search.panel) - len(missing), missing)


def _are_interviews_due(checklist: Checklist, day: date) -> bool:
    interviews = (item for item in checklist.items if item.key == INTERVIEWS_KEY)
    return any(item.state == "done" or (item.due is not None and item.due <= day) for item in interviews)
