"""Suggestions that were built from sources are marked once for the whole card; those without a source, one by one."""

import pytest
from samples.answers import ask, aspect, base, fact, faq, pair, role, show, stake, thing, visible_text

from bot.answers.models import FullAnswer
from bot.answers.plain import notices, render_plain
from bot.answers.wording import SUGGESTIONS_NOTICE
from bot.knowledge.models import Fact
from bot.slack.cards import View

OURS = fact("Start with the forecast.", "S1", basis="suggestion", label="Day 30")
SOURCED = fact("One says so.", "S2")
UNSOURCED = fact("A default.", basis="suggestion")
COMPANYS = fact("We do it so.", "S1", basis="suggestion", own=True)
CONCLUDED = fact("We think so.", "S1", basis="inference")


def about(*facts: Fact, answer: Fact | None = None) -> tuple[str, ...]:
    """The notices on one topic of a role with these facts."""
    return noted("role", "aaa", facts=facts, answer=answer, on="focus")


def noted(kind: str, *roles: str, facts: tuple[Fact, ...], answer: Fact | None = None, **more: str) -> tuple[str, ...]:
    topics = {"focus": aspect("Cash", *facts, answer=answer)}
    found = ask(base(role("AAA", topics), role("BBB", {"focus": aspect("Brand")})), kind, *roles, **more)
    assert isinstance(found, FullAnswer)
    return tuple(notices(found))


def test_the_notice_is_given_once_however_many_suggestions_there_are():
    assert SUGGESTIONS_NOTICE == "Suggestions here are ours, built from the sources named."
    assert about(OURS, SOURCED, OURS) == (SUGGESTIONS_NOTICE,)
    assert about(SOURCED, OURS) == (SUGGESTIONS_NOTICE,)


@pytest.mark.parametrize("other", [SOURCED, UNSOURCED, COMPANYS, CONCLUDED])
def test_no_other_statement_causes_the_notice(other: Fact):
    assert about(other) == ()


def test_a_short_answer_that_is_a_suggestion_causes_the_notice():
    assert about(SOURCED, answer=fact("An AAA starts with cash.", "S1", basis="suggestion")) == (SUGGESTIONS_NOTICE,)


def test_a_comparison_on_one_topic_has_the_notice_if_any_statement_is_a_suggestion():
    assert SUGGESTIONS_NOTICE in noted("compare", "aaa", "bbb", facts=(SOURCED, OURS), on="focus")
    assert SUGGESTIONS_NOTICE not in noted("compare", "aaa", "bbb", facts=(SOURCED, UNSOURCED), on="focus")


@pytest.mark.parametrize("asked", [("compare", "aaa", "bbb"), ("role", "aaa")])
def test_a_table_has_the_notice_if_a_cell_sums_up_nothing_but_suggestions(asked: tuple[str, ...]):
    assert SUGGESTIONS_NOTICE in noted(*asked, facts=(OURS, OURS))
    assert SUGGESTIONS_NOTICE not in noted(*asked, facts=(OURS, SOURCED))


def test_advice_ownership_and_curated_questions_have_the_notice_too():
    owned = thing("Pricing", stake("aaa", "decides", "Sets it."), differs=(OURS,))
    compared = pair("aaa", "bbb", which_first=(fact("Usually the AAA.", "S1"), OURS))
    entry = faq("fees", fact("A third.", "S2"), OURS)
    known = base(role("AAA"), role("BBB"), things=[owned], pairs=[compared], entries=[entry])
    for found in (
        ask(known, "who_owns", of="pricing"),
        ask(known, "advice", "aaa", "bbb", on="which_first"),
        ask(known, "faq", of="fees"),
    ):
        assert isinstance(found, FullAnswer)
        assert SUGGESTIONS_NOTICE in tuple(notices(found)), found


def test_a_line_is_not_marked_unless_it_has_no_source():
    known = base(role("AAA", {"focus": aspect("Cash", OURS, UNSOURCED, CONCLUDED)}))
    assert render_plain(ask(known, "role", "aaa", on="focus")).body[1:] == (
        "- Day 30: Start with the forecast. [1]",
        "- A default. (suggested)",
        "- We think so. (our reading) [1]",
    )


@pytest.mark.parametrize("view", ["short", "full"])
def test_a_card_says_it_once(view: View):
    known = base(role("AAA", {"focus": aspect("Cash", OURS, OURS)}))
    text = visible_text(show(known, "role", "aaa", on="focus", view=view))
    assert text.count(SUGGESTIONS_NOTICE) == 1
    assert "(suggested)" not in text
