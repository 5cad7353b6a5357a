from itertools import combinations

import pytest
from samples.answers import TOPICS, ask, aspect, base, difference, fact, pair, role, shipped

from bot.answers.models import Comparison
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Topic


def compared(knowledge: KnowledgeBase, *roles: str, on: str | None = None) -> Comparison:
    found = ask(knowledge, "compare", *roles, on=on)
    assert isinstance(found, Comparison)
    return found


A = role("AAA", {"focus": aspect("Brand"), "metrics": aspect("Reach", fact("Reach counts.", "S1"))})
B = role("BBB", {"focus": aspect("Revenue"), "metrics": aspect("Deals", fact("Deals count.", "S3"))})
C = role("CCC", {"focus": aspect("AI, and the data behind it"), "impact": aspect("Much")})
AB = pair(
    "aaa",
    "bbb",
    differences=(difference("Scorecard", "Awareness", "Bookings", "metrics"), difference("Temper", "Patient", "Brisk")),
    collaboration=(fact("They meet weekly.", "S2"),),
    decides=(fact("AAA sets the tone.", "S2"),),
)
KNOWN = base(A, B, C, pairs=[AB])
PLAIN = base(A, B, C)


def cell_texts(comparison: Comparison) -> list[tuple[str, ...]]:
    return [(row.title, *(cell.text or "nothing" for cell in row.cells)) for row in comparison.rows]


def test_rows_are_in_the_order_of_the_topics_and_cells_in_the_order_asked():
    assert cell_texts(compared(PLAIN, "bbb", "aaa")) == [("Focus", "Revenue", "Brand"), ("Metrics", "Deals", "Reach")]


def test_a_curated_difference_replaces_the_profiles_in_its_row():
    assert ("Metrics", "Awareness", "Bookings") in cell_texts(compared(KNOWN, "aaa", "bbb"))


def test_a_curated_difference_is_the_right_way_round_whichever_role_is_named_first():
    assert ("Metrics", "Bookings", "Awareness") in cell_texts(compared(KNOWN, "bbb", "aaa"))


def test_a_difference_without_a_topic_has_a_row_of_its_own_at_the_end():
    assert cell_texts(compared(KNOWN, "aaa", "bbb"))[-1] == ("Temper", "Patient", "Brisk")


def test_a_second_difference_on_a_topic_follows_the_first_under_its_own_title():
    twice = pair(
        "aaa",
        "bbb",
        differences=(difference("One", "a", "b", "focus"), difference("Two", "c", "d", "focus")),
    )
    rows = cell_texts(compared(base(A, B, pairs=[twice]), "aaa", "bbb"))
    assert rows[:2] == [("Focus", "a", "b"), ("Two", "c", "d")]


def test_a_missing_side_of_a_difference_is_filled_from_the_profile():
    half = pair("aaa", "bbb", differences=(difference("Half", "only this", "", "focus"),))
    assert cell_texts(compared(base(A, B, pairs=[half]), "aaa", "bbb"))[0] == ("Focus", "only this", "Revenue")


def test_a_topic_that_one_role_lacks_says_so_and_one_that_all_lack_is_left_out():
    assert cell_texts(compared(PLAIN, "aaa", "ccc")) == [
        ("Focus", "Brand", "AI, and the data behind it"),
        ("Metrics", "Reach", "nothing"),
        ("Impact", "nothing", "Much"),
    ]


def test_a_topic_that_no_role_covers_has_a_row_if_it_was_asked_about():
    assert cell_texts(compared(PLAIN, "aaa", "bbb", on="reporting_line")) == [("Reports to", "nothing", "nothing")]


def test_the_headline_of_a_curated_pair_is_the_answer_with_the_sources_of_its_differences():
    found = compared(KNOWN, "aaa", "bbb")
    assert found.short == fact("They differ in this.", "S2")
    assert (found.is_composed, found.pair) == (False, AB)


def test_without_a_curated_pair_the_answer_is_composed_from_the_profiles():
    found = compared(PLAIN, "aaa", "bbb")
    assert (found.short.text, found.short.basis) == ("The AAA focuses on brand, and the BBB on revenue.", "inference")
    assert found.is_composed


def test_a_comparison_of_three_roles_is_composed_even_if_two_have_a_curated_pair():
    assert compared(KNOWN, "aaa", "bbb", "ccc").pair is None


def test_roles_beyond_the_eighth_are_omitted_and_named():
    many = [role(f"R{place}", {"focus": aspect("Work")}) for place in range(10)]
    found = compared(base(*many), *(each.id for each in many))
    assert len(found.roles) == 8
    assert [each.short for each in found.omitted_roles] == ["R8", "R9"]


def test_a_role_named_twice_is_compared_once():
    assert [each.id for each in compared(PLAIN, "aaa", "bbb", "aaa").roles] == ["aaa", "bbb"]


def test_one_topic_is_answered_in_a_sentence_and_keeps_the_facts_of_each_role():
    found = compared(PLAIN, "aaa", "bbb", on="metrics")
    assert found.short.text == "The AAA is measured on reach, and the BBB on deals."
    assert [[each.text for each in cell.facts] for cell in found.rows[0].cells] == [["Reach counts."], ["Deals count."]]


@pytest.mark.parametrize(
    ("topic", "title", "text"),
    [
        ("collaboration", "How the two work together", "They meet weekly."),
        ("responsibilities", "Who decides what", "AAA sets the tone."),
    ],
)
def test_statements_of_the_pair_are_shown_with_their_topic(topic: str, title: str, text: str):
    [point] = compared(KNOWN, "aaa", "bbb", on=topic).points
    assert (point.title, point.facts[0].text) == (title, text)
    assert compared(KNOWN, "aaa", "bbb", on="focus").points == ()


def test_asked_for_the_differences_only_the_curated_ones_are_shown():
    assert cell_texts(compared(KNOWN, "aaa", "bbb", on="differences")) == [
        ("Scorecard", "Awareness", "Bookings"),
        ("Temper", "Patient", "Brisk"),
    ]


def test_asked_for_the_differences_of_an_uncurated_pair_all_topics_are_shown():
    assert len(compared(PLAIN, "aaa", "bbb", on="differences").rows) == 2


def test_the_sources_shown_come_once_each_with_curated_ones_first():
    assert [each.id for each in compared(KNOWN, "aaa", "bbb").sources] == ["S2", "S1"]
    assert [each.id for each in compared(KNOWN, "aaa", "bbb", on="metrics").sources] == ["S2", "S1", "S3"]


def test_the_sources_of_the_answer_are_shown_even_if_no_statement_cites_them():
    cited = role("DDD", {"tenure": aspect("Short", answer=fact("It is short.", "S3"))})
    topics = [*TOPICS, Topic(id="tenure", name="Tenure", question="How long?", of="role")]
    found = compared(base(A, cited, topics=topics), "aaa", "ddd", on="tenure")
    assert [each.id for each in found.sources] == ["S1", "S3"]


def test_a_row_with_the_sides_of_a_curated_difference_keeps_the_difference():
    found = compared(KNOWN, "aaa", "bbb")
    assert [row.difference for row in found.rows] == [None, AB.differences[0], AB.differences[1]]


def test_the_menu_offers_every_other_topic_that_one_of_the_roles_has():
    [(_, options)] = compared(PLAIN, "aaa", "ccc", on="focus").menu
    assert [each.intent.topic for each in options] == ["metrics", "impact"]


def test_follow_ups_never_repeat_the_question_just_answered():
    for topic in (None, "metrics", "differences"):
        found = compared(KNOWN, "aaa", "bbb", on=topic)
        assert found.intent not in [option.intent for option in found.follow_ups]


def test_an_entry_reviewed_more_than_a_year_ago_makes_the_comparison_stale():
    old = role("OLD", {"focus": aspect("Past")}, reviewed="2025-10")
    assert compared(base(A, old), "aaa", "old").stale == "2025-10"


def test_an_entry_reviewed_twelve_months_ago_is_not_stale():
    aged = role("OLD", {"focus": aspect("Past")}, reviewed="2025-11")
    assert compared(base(A, aged), "aaa", "old").stale is None


def test_a_stale_pair_makes_the_comparison_stale_even_if_its_roles_are_not():
    old = pair("aaa", "bbb", reviewed="2024-01")
    assert compared(base(A, B, pairs=[old]), "aaa", "bbb").stale == "2024-01"


@pytest.mark.parametrize("topic", [None, *(each.id for each in shipped().role_topics)], ids=str)
def test_every_shipped_pair_is_answered_in_at_most_forty_words(topic: str | None):
    for one, other in combinations(shipped().roles, 2):
        answer = compared(shipped(), one, other, on=topic).short.text
        assert answer.endswith(".")
        assert len(answer.split()) <= 40, (one, other)


def test_the_composed_answer_to_every_shipped_comparison_names_both_roles():
    found = [compared(shipped(), *ids) for ids in combinations(shipped().roles, 2)]
    composed = [each for each in found if each.is_composed]
    assert len(composed) > len(found) / 2
    for each in composed:
        assert all(role.short in each.short.text for role in each.roles), each.short.text
