"""Scorecards: what an interviewer gives a finalist for each criterion, and how far the interviewers agree.

A scorecard is sealed until the scores of its finalist are open: only the interviewer who wrote it can read it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import mean
from typing import NamedTuple

from bot.errors import RolecallError
from bot.hiring.models import Search

SET_UP_VERB, SCORE_VERB, OPEN_VERB = "set-up-scorecards", "score", "open-scores"
"""The verbs of what is done with scorecards, in the history."""
PERMANENT_VERBS = frozenset((SCORE_VERB, OPEN_VERB))
"""Those that can't be undone: scores that were seen can't be sealed again."""
NOT_COVERED = 0
"""The score of a criterion that the interviewer didn't cover."""
HIGHEST = 4
MAX_CRITERIA = 8
MAX_CRITERION = 100
"""Characters in a criterion, which is the label of a field."""
MAX_PANEL = 12
WIDE = 2
"""A difference between scores from which it is worth talking about them first."""


class ScoringError(RolecallError):
    """Why a scorecard can't be set up, submitted or opened."""


class Scorecard(NamedTuple):
    """What one interviewer gave one finalist: pairs of criterion and score, and what they saw and heard."""

    letter: str
    by: str
    at: datetime
    scores: tuple[tuple[str, int], ...]
    remark: str = ""


class Submission(NamedTuple):
    """That an interviewer has submitted a scorecard for a finalist, without what is in it."""

    letter: str
    by: str


class CriterionSpread(NamedTuple):
    """The scores that a finalist got for one criterion, by interviewer, from the lowest to the highest."""

    criterion: str
    scores: tuple[tuple[str, int], ...]

    @property
    def spread(self) -> int:
        """The difference between the highest and the lowest score."""
        return self.scores[-1][1] - self.scores[0][1] if self.scores else 0

    @property
    def mean(self) -> float:
        """The mean score; 0 if no interviewer covered the criterion."""
        return mean(score for _, score in self.scores) if self.scores else 0.0


def find_spreads(criteria: Sequence[str], cards: Iterable[Scorecard]) -> tuple[CriterionSpread, ...]:
    """The scores of one finalist for each criterion, those with the widest spread first."""
    given = [(card.by, dict(card.scores)) for card in cards]
    spreads = (
        CriterionSpread(
            criterion,
            tuple(sorted(((by, scores[criterion]) for by, scores in given if scores.get(criterion)), key=_by_score)),
        )
        for criterion in criteria
    )
    return tuple(sorted(spreads, key=lambda each: -each.spread))


def find_missing(search: Search, letter: str, submissions: Iterable[Submission]) -> tuple[str, ...]:
    """The interviewers who haven't submitted a scorecard for the finalist."""
    submitted = {each.by for each in submissions if each.letter == letter}
    return tuple(user for user in search.panel if user not in submitted)


def check_scores(search: Search, card: Scorecard) -> None:
    """Raise ScoringError unless the card has a score for each criterion, and covers at least one."""
    if tuple(criterion for criterion, _ in card.scores) != search.criteria:
        raise ScoringError("The criteria have changed since you opened this form.", "Close it and open it again.")
    if not all(NOT_COVERED <= score <= HIGHEST for _, score in card.scores):
        raise ScoringError(f"A score goes from 1 to {HIGHEST}.")
    if not any(score for _, score in card.scores):
        raise ScoringError("Score at least one criterion.")


def _by_score(scored: tuple[str, int]) -> tuple[int, str]:
    return scored[1], scored[0]
