import pytest
from samples.hiring import NOW, search

from bot.hiring.finalists import Finalist, StepRecord, add_finalists, decode_finalist, find_finalist, replace_finalist
from bot.hiring.scorecards import (
    NOT_COVERED,
    CriterionSpread,
    Scorecard,
    ScoringError,
    Submission,
    check_scores,
    find_missing,
    find_spreads,
)

CRITERIA = ("Forecast", "Hiring")
SEARCH = search(criteria=CRITERIA, panel=("U1", "U2", "U3"), finalists=(Finalist("A"), Finalist("B")))


def scorecard(by: str, *scores: int, letter: str = "A") -> Scorecard:
    return Scorecard(letter, by, NOW, tuple(zip(CRITERIA, scores, strict=False)))


def test_the_criteria_on_which_interviewers_differ_most_come_first():
    found = find_spreads(CRITERIA, [scorecard("U1", 3, 4), scorecard("U2", 3, 1), scorecard("U3", 2, NOT_COVERED)])
    assert found == (
        CriterionSpread("Hiring", (("U2", 1), ("U1", 4))),
        CriterionSpread("Forecast", (("U3", 2), ("U1", 3), ("U2", 3))),
    )
    assert [(each.spread, round(each.mean, 2)) for each in found] == [(3, 2.5), (1, 2.67)]


def test_criteria_with_the_same_spread_keep_their_order_and_one_without_scores_has_none():
    found = find_spreads(CRITERIA, [scorecard("U1", NOT_COVERED, 2)])
    assert [each.criterion for each in found] == list(CRITERIA)
    assert (found[0].scores, found[0].spread, found[0].mean) == ((), 0, 0.0)


def test_the_interviewers_who_have_not_scored_a_finalist_are_missing_in_the_order_of_the_panel():
    submissions = [Submission("A", "U2"), Submission("B", "U1"), Submission("A", "U9")]
    assert find_missing(SEARCH, "A", submissions) == ("U1", "U3")
    assert find_missing(SEARCH, "B", submissions) == ("U2", "U3")


@pytest.mark.parametrize(
    ("card", "error"),
    [
        (scorecard("U1", 1), "The criteria have changed"),
        (scorecard("U1"), "The criteria have changed"),
        (scorecard("U1", 5, 1), "A score goes from 1 to 4"),
        (scorecard("U1", -1, 1), "A score goes from 1 to 4"),
        (scorecard("U1", NOT_COVERED, NOT_COVERED), "Score at least one criterion"),
    ],
)
def test_a_scorecard_has_a_score_from_1_to_4_for_each_criterion_or_says_it_was_not_covered(card: Scorecard, error: str):
    with pytest.raises(ScoringError, match=error):
        check_scores(SEARCH, card)


def test_a_scorecard_that_covers_one_criterion_is_complete():
    check_scores(SEARCH, scorecard("U1", NOT_COVERED, 4))


def test_letters_go_on_from_those_there_are():
    assert [each.letter for each in add_finalists((), 3)] == ["A", "B", "C"]
    out = (Finalist("A", withdrawn="took another offer"), Finalist("B"))
    assert add_finalists(out, 3) == (*out, Finalist("C"))
    assert add_finalists(out, 2) == out


def test_a_finalist_is_found_by_the_letter_in_either_case():
    assert find_finalist(SEARCH.finalists, "b") == Finalist("B")
    assert find_finalist(SEARCH.finalists, "C") is None
    assert replace_finalist(SEARCH.finalists, Finalist("B", is_open=True)) == (
        Finalist("A"),
        Finalist("B", is_open=True),
    )


def test_what_was_recorded_about_a_finalist_survives_a_round_trip():
    consent = StepRecord("consent", "no", "by email", "U1")
    finalist = Finalist("A", "withdrew", is_open=True, steps=(consent,))
    assert decode_finalist(["A", "withdrew", True, [["consent", "no", "by email", "U1"]]]) == finalist
    assert finalist.record_of("consent") == consent
    assert finalist.record_of("check") is None
    assert not finalist.is_active
