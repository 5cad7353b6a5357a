import pytest
from samples.answers import ask, aspect, base, choice, consideration, fact, pair, role, shipped

from bot.answers.models import Advice, NotKnown, RoleProfile
from bot.knowledge.base import KnowledgeBase
from bot.understanding.intents import Intent

A = role(
    "AAA",
    {
        "first_hire": aspect("Early", fact("The AAA comes early.", "S1")),
        "reporting_line": aspect("CEO", fact("To the CEO.", "S1")),
        "impact": aspect("Much"),
    },
)
B = role("BBB", {"first_hire": aspect("Late", fact("The BBB comes late.", "S3"))})
C = role("CCC", {"reporting_line": aspect("Board, as we read it", fact("To the board.", "S3", basis="inference"))})
GROWTH = consideration("Growth", choice("Brand", "role", "aaa"), choice("Revenue", "role", "bbb"))
CURATED = pair(
    "aaa",
    "bbb",
    which_first=(fact("The AAA first.", "S2"), fact("It costs less.", "S3")),
    importance=(fact("Neither.", "S2"),),
)


def advice(knowledge: KnowledgeBase, *roles: str, on: str) -> Advice:
    found = ask(knowledge, "advice", *roles, on=on)
    assert isinstance(found, Advice)
    return found


def texts(found: Advice) -> list[tuple[str, list[str]]]:
    return [(point.title, [each.text for each in point.facts]) for point in found.points]


def test_the_first_statement_curated_for_the_pair_is_the_answer_and_the_others_decide_it():
    found = advice(base(A, B, pairs=[CURATED]), "aaa", "bbb", on="which_first")
    assert found.short == CURATED.which_first[0]
    assert texts(found) == [("What decides it", ["It costs less."])]
    assert not found.is_composed


def test_without_statements_on_the_question_the_answer_is_composed_and_other_statements_of_the_pair_are_not_used():
    found = advice(base(A, B, pairs=[CURATED]), "aaa", "bbb", on="both_or_one")
    assert found.is_composed
    assert found.short.text.startswith("It depends on size")
    assert "The AAA first." not in str(found.points)


def test_without_a_pair_which_first_is_composed_from_the_first_hires():
    found = advice(base(A, B), "aaa", "bbb", on="which_first")
    assert texts(found) == [
        ("When the first AAA is hired", ["The AAA comes early."]),
        ("When the first BBB is hired", ["The BBB comes late."]),
    ]
    assert found.is_composed
    assert found.short.basis == "inference"


def test_without_a_pair_both_or_one_says_first_what_each_role_focuses_on():
    focused = role("DDD", {"focus": aspect("Data", fact("Data comes first.", "S2"))})
    found = advice(base(B, focused), "bbb", "ddd", on="both_or_one")
    assert texts(found) == [
        ("What the DDD focuses on", ["Data comes first."]),
        ("When the first BBB is hired", ["The BBB comes late."]),
    ]


def test_without_a_source_that_ranks_the_roles_no_ranking_is_made():
    found = advice(base(A, B, C), "aaa", "bbb", "ccc", on="importance")
    assert found.short.text == "It depends on where each reports in your company, and on what the company lacks."
    assert texts(found) == [("AAA reports to", ["CEO."]), ("CCC reports to", ["Board, as we read it."])]
    assert [point.facts[0].basis for point in found.points] == ["source", "inference"]
    assert found.considerations == ()


def test_the_importance_of_a_curated_pair_is_given_as_curated():
    found = advice(base(A, B, pairs=[CURATED]), "aaa", "bbb", on="importance")
    assert (found.short.text, found.points) == ("Neither.", ())


def test_the_importance_of_one_role_is_answered_with_its_reporting_line():
    found = ask(base(A), "advice", "aaa", on="importance")
    assert isinstance(found, RoleProfile)
    assert found.topic
    assert found.topic.id == "reporting_line"


def test_importance_without_roles_asks_for_them():
    assert ask(base(A), "advice", on="importance") == NotKnown("needs_roles", "", ask(base(A), "unknown").nearest)


def test_whether_one_role_is_needed_is_answered_with_its_first_hire():
    found = advice(base(A, B, considerations=[GROWTH]), "aaa", on="both_or_one")
    assert found.intent == Intent("advice", ("aaa",), "first_hire")
    assert texts(found) == [("When the first AAA is hired", ["The AAA comes early."])]
    assert [[each.label for each in weighed.choices] for weighed in found.considerations] == [["Brand"]]
    assert not found.is_composed


def test_when_to_hire_one_role_is_answered_as_its_profile_does():
    answered = role("DDD", {"first_hire": aspect("Early", answer=fact("Hire one at ten people.", "S2"))})
    found = advice(base(answered), "ddd", on="first_hire")
    assert found.short == fact("Hire one at ten people.", "S2")
    assert [each.id for each in found.sources] == ["S2", "S1"]


def test_when_to_hire_a_role_without_such_an_answer_is_composed():
    assert advice(base(role("DDD", hire_when="data grows")), "ddd", on="first_hire").short.text == (
        "Hire a DDD when data grows."
    )


def test_without_roles_all_considerations_are_shown():
    found = advice(base(A, B, considerations=[GROWTH]), on="which_first")
    assert found.considerations == (GROWTH,)
    assert found.short.text == "It depends on your company: settle these questions first."
    assert [each.short for each in found.recommended_roles] == ["AAA", "BBB"]


def test_the_sources_are_those_of_the_statements_and_the_choices_shown():
    found = advice(base(A, B, considerations=[GROWTH]), "bbb", on="first_hire")
    assert [each.id for each in found.sources] == ["S3", "S1"]


@pytest.mark.parametrize("question", ["importance", "which_first", "both_or_one"])
def test_a_comparison_on_a_hiring_question_is_answered_with_advice(question: str):
    knowledge = base(A, B, pairs=[CURATED])
    assert ask(knowledge, "compare", "aaa", "bbb", on=question) == ask(knowledge, "advice", "aaa", "bbb", on=question)


def test_a_comparison_of_when_the_first_is_hired_stays_a_comparison():
    assert ask(base(A, B), "compare", "aaa", "bbb", on="first_hire").intent.kind == "compare"


def test_advice_on_any_other_topic_is_a_question_about_the_roles():
    assert ask(base(A), "advice", "aaa", on="impact").intent == Intent("role", ("aaa",), "impact")


def test_a_stale_consideration_makes_the_advice_stale():
    old = consideration("Old", choice("Brand", "role", "aaa"), choice("None", "neither"), reviewed="2024-02")
    assert advice(base(A, considerations=[old]), "aaa", on="first_hire").stale == "2024-02"


def test_the_four_questions_of_size_growth_structure_and_priority_are_weighed_between_cmo_and_cro():
    found = advice(shipped(), "cmo", "cro", on="which_first")
    titles = " ".join(each.title for each in found.considerations).lower()
    for theme in ("size", "growth", "structure", "priorities"):
        assert theme in titles
