from samples.answers import TODAY, aspect, base, pair, role

from bot.answers.follow_ups import pair_questions, partners, topic_menu
from bot.answers.resolved_question import resolve_intent
from bot.understanding.intents import Intent

A = role("AAA", {"metrics": aspect("Reach"), "focus": aspect("Brand")})
B, C = role("BBB", {"impact": aspect("Much")}), role("CCC")
KNOWN = base(A, B, C, pairs=[pair("bbb", "aaa"), pair("bbb", "ccc"), pair("gone", "bbb")])


def asked(on: str | None = None):
    return resolve_intent(Intent("compare", ("aaa", "bbb"), on), KNOWN, TODAY)


def test_a_menu_offers_the_topics_of_any_of_the_roles_in_order():
    [(_, options)] = topic_menu(asked("metrics"), "compare", (A, B))
    assert [option.intent for option in options] == [
        Intent("compare", ("aaa", "bbb"), "focus"),
        Intent("compare", ("aaa", "bbb"), "impact"),
    ]


def test_roles_without_topics_have_no_menu():
    assert topic_menu(asked(), "compare", (C,)) == ()


def test_after_a_whole_comparison_the_questions_about_the_pair_are_offered():
    assert [option.intent.topic for option in pair_questions(asked(), (A, B))] == [
        "both_or_one",
        "which_first",
        "similarities",
        "importance",
    ]


def test_after_one_topic_the_whole_comparison_is_offered_first_and_the_question_asked_is_not():
    offered = pair_questions(asked("similarities"), (A, B))
    assert offered[0].intent == Intent("compare", ("aaa", "bbb"))
    assert "similarities" not in [option.intent.topic for option in offered]
    assert len(offered) == 4


def test_a_base_without_the_topic_does_not_offer_the_question():
    bare = resolve_intent(Intent("compare", ("aaa", "bbb")), base(A, B, topics=()), TODAY)
    assert pair_questions(bare, (A, B)) == ()


def test_the_partners_of_a_role_are_the_roles_it_has_a_pair_with():
    assert [each.id for each in partners(KNOWN, B)] == ["aaa", "ccc"]
    assert partners(KNOWN, role("DDD")) == []
