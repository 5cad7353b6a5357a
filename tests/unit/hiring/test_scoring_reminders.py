from datetime import date

import pytest
from samples.hiring import checklist

from bot.hiring.finalists import Finalist
from bot.hiring.models import Checklist, Item
from bot.hiring.scorecards import Submission
from bot.hiring.scoring_reminders import ScoringProgress, find_overdue_scorecards, find_scoring_progress, find_unscored

DAY = date(2026, 11, 25)
FINALISTS = (Finalist("A"), Finalist("B"), Finalist("C", withdrawn="another offer"), Finalist("D", is_open=True))


def with_finalists(state: str = "open", interviews: Item | None = None) -> Checklist:
    given = checklist()
    search = given.search._replace(state=state, panel=("U1", "U2"), finalists=FINALISTS, criteria=("Judgement",))
    return Checklist(search, (*given.items, interviews) if interviews else given.items)


def test_the_progress_leaves_out_finalists_who_are_out_or_whose_scores_are_open():
    assert find_scoring_progress(with_finalists().search, [Submission("A", "U1")]) == (
        ScoringProgress("A", 1, ("U2",)),
        ScoringProgress("B", 0, ("U1", "U2")),
    )


@pytest.mark.parametrize("state", ["paused", "onboarding", "hired", "cancelled"])
def test_only_an_open_search_asks_for_scorecards(state: str):
    assert find_unscored(with_finalists(state).search, "U1", []).letters == ()


def test_a_person_who_is_no_interviewer_has_nothing_to_score():
    assert find_unscored(with_finalists().search, "U3", []).letters == ()


@pytest.mark.parametrize(
    ("due", "state", "letters"),
    [
        (None, "open", ("A",)),
        (date(2026, 11, 26), "open", ("A",)),
        (DAY, "open", ("A", "B")),
        (None, "done", ("A", "B")),
    ],
)
def test_reminders_begin_with_the_first_scorecard_or_once_the_interviews_are_due(
    due: date | None, state: str, letters: tuple[str, ...]
):
    interviews = Item(99, "structured_interviews", "find", "Hold the interviews", due=due, state=state)
    given = with_finalists(interviews=interviews)
    assert find_overdue_scorecards(given, "U2", [Submission("A", "U1")], DAY).letters == letters
