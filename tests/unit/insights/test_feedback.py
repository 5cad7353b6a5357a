import pytest

from bot.insights.feedback import Remark, Tally, VoteCount, find_disputed, tally_votes

METRICS, PRICING = "compare:cmo,cro:metrics:", "who_owns:::pricing"


def against(reason: str, people: int, answer: str = METRICS) -> VoteCount:
    return VoteCount(answer, is_helpful=False, reason=reason, people=people)


def in_favour(people: int, answer: str = METRICS) -> VoteCount:
    return VoteCount(answer, is_helpful=True, reason="", people=people)


def test_the_votes_on_an_answer_are_added_up_by_reason_with_the_remarks():
    counts = [in_favour(3), against("", 1), against("outdated", 2), in_favour(1, PRICING)]
    found = tally_votes(counts, [Remark(METRICS, "The quota figure is from 2021.")])
    assert found == (
        Tally(METRICS, 3, (("outdated", 2), ("", 1)), ("The quota figure is from 2021.",)),
        Tally(PRICING, 1, ()),
    )


def test_the_answer_with_the_most_votes_against_it_comes_first():
    counts = [against("unclear", 1, "a"), against("unclear", 2, "b"), in_favour(9, "c")]
    assert [each.answer for each in tally_votes(counts)] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("counts", "is_disputed"),
    [
        ([against("outdated", 1)], False),
        ([against("outdated", 2)], True),
        ([against("outdated", 1), against("", 1)], True),
        ([against("wrong_card", 5)], False),
        ([against("missing", 2), in_favour(2)], True),
        ([against("missing", 2), in_favour(3)], False),
        ([in_favour(3)], False),
    ],
)
def test_an_answer_is_disputed_if_two_people_find_fault_with_it_and_no_more_find_it_helpful(
    counts: list[VoteCount], is_disputed: bool
):
    assert (METRICS in find_disputed(counts)) == is_disputed
