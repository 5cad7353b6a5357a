from samples.answers import ask, aspect, base, fact, pair, role, similarity

from bot.answers.models import Similarities
from bot.knowledge.base import KnowledgeBase

CEO = role("CEO", abbreviations=("CEO",))
A = role(
    "AAA",
    {
        "stakeholders": aspect("CEO, board; Agencies and product managers", fact("They matter.", "S1")),
        "reporting_line": aspect("CEO in most companies", fact("It is so.", "S1")),
    },
)
B = role(
    "BBB",
    {
        "stakeholders": aspect("Board and CEO, key clients", fact("They matter too.", "S3")),
        "reporting_line": aspect("CEO, or a CFO", fact("It is so too.", "S3")),
    },
)
VP = role("VPX", {"reporting_line": aspect("Usually a CEO")}, level="vp")


def shared(knowledge: KnowledgeBase, *roles: str) -> Similarities:
    found = ask(knowledge, "compare", *roles, on="similarities")
    assert isinstance(found, Similarities)
    return found


def test_curated_similarities_are_given_unchanged():
    curated = pair("aaa", "bbb", similarities=(similarity("Goal", "Both want growth."),))
    found = shared(base(A, B, pairs=[curated]), "aaa", "bbb")
    assert [(each.title, each.text) for each in found.items] == [("Goal", "Both want growth.")]
    assert found.short.text == "The AAA and the BBB have one thing in common: goal."
    assert not found.is_composed
    assert [each.id for each in found.sources] == ["S2"]


def test_a_pair_without_curated_similarities_is_composed_like_any_other():
    assert shared(base(CEO, A, B, pairs=[pair("aaa", "bbb")]), "aaa", "bbb").is_composed


def test_without_a_pair_only_items_with_the_same_words_are_shared():
    found = shared(base(CEO, A, B), "aaa", "bbb")
    assert [(each.title, each.text) for each in found.items] == [
        ("Level", "Both are C-level executives."),
        ("Reporting line", "Each usually reports to the CEO."),
        ("Key stakeholders", "Each deals most with CEO and board."),
    ]
    assert found.is_composed
    assert [each.id for each in found.sources] == ["S1", "S3"]


def test_three_roles_share_only_what_all_three_have():
    lone = role("CCC", {"stakeholders": aspect("Board")})
    texts = [each.text for each in shared(base(CEO, A, B, lone), "aaa", "bbb", "ccc").items]
    assert texts == [
        "All are C-level executives.",
        "Each deals most with board.",
    ]


def test_a_common_manager_must_come_first_in_every_reporting_line():
    assert shared(base(CEO, A, VP), "aaa", "vpx").items == ()


def test_a_common_first_word_that_is_not_a_role_is_no_common_manager():
    usual = {"reporting_line": aspect("Usually a CEO")}
    one, other = role("ONE", usual), role("TWO", usual, level="vp")
    assert shared(base(CEO, one, other), "one", "two").items == ()


def test_without_anything_in_common_the_answer_is_empty():
    one, other = role("ONE", level="vp"), role("TWO")
    found = shared(base(one, other), "one", "two")
    assert (found.items, found.sources) == ((), ())
    assert found.short.text == "The ONE and the TWO have little in common beyond the leadership team."


def test_stale_profiles_make_a_composed_answer_stale_but_not_a_curated_one():
    old = role("OLD", {}, reviewed="2020-01")
    assert shared(base(A, old), "aaa", "old").stale == "2020-01"
    curated = pair("aaa", "old", similarities=(similarity("Goal", "Both want growth."),))
    assert shared(base(A, old, pairs=[curated]), "aaa", "old").stale is None
