import pytest
from samples.answers import TODAY, ask, aspect, base, pair, role, shipped

from bot.answers.answer import answer_question
from bot.answers.models import Clarification, Comparison, NotKnown, RoleProfile
from bot.understanding.intents import Intent, Option, Reading, decode, encode

A, B = role("AAA", {"focus": aspect("Brand")}), role("BBB")
KNOWN = base(A, B, pairs=[pair("aaa", "bbb")])
NEAR = tuple(Option(f"Option {place}", Intent("role", ("aaa",))) for place in range(7))


def test_an_ambiguous_question_is_answered_with_its_readings():
    reading = Reading(Intent("unknown"), 0.5, "test", NEAR, clarify=True, about="CPO")
    assert answer_question(reading, KNOWN, TODAY) == Clarification("CPO", NEAR)


def test_an_unknown_question_keeps_its_reason_and_at_most_five_suggestions():
    reading = Reading(Intent("unknown"), 0.0, "test", NEAR, reason="not_our_subject", about="lunch")
    assert answer_question(reading, KNOWN, TODAY) == NotKnown("not_our_subject", "lunch", NEAR[:5])


def test_without_suggestions_help_and_the_directory_are_offered():
    found = ask(KNOWN, "unknown")
    assert isinstance(found, NotKnown)
    assert [option.intent.kind for option in found.nearest] == ["help", "directory"]


def test_a_role_that_the_base_no_longer_has_is_named_in_the_answer():
    found = ask(KNOWN, "compare", "aaa", "gone")
    assert isinstance(found, NotKnown)
    assert (found.reason, found.about) == ("unknown_role", "gone")


def test_a_topic_that_the_base_no_longer_has_is_not_covered():
    found = ask(KNOWN, "role", "aaa", on="gone")
    assert isinstance(found, NotKnown)
    assert found.reason == "not_covered"


@pytest.mark.parametrize("kind", ["compare", "role", "who_owns"])
def test_a_question_about_roles_that_names_none_asks_for_them(kind: str):
    found = ask(KNOWN, kind)
    assert isinstance(found, NotKnown)


def test_a_comparison_of_one_role_is_its_profile():
    assert isinstance(ask(KNOWN, "compare", "aaa"), RoleProfile)


def test_a_profile_of_several_roles_is_their_comparison():
    assert isinstance(ask(KNOWN, "role", "aaa", "bbb"), Comparison)


def test_similarities_need_two_roles():
    found = ask(KNOWN, "compare", "aaa", on="similarities")
    assert isinstance(found, NotKnown)
    assert found.reason == "needs_roles"


def test_the_intent_of_an_answer_leads_to_the_same_answer():
    knowledge = shipped()
    asked = [
        Intent("compare", ("cmo", "cro")),
        Intent("compare", ("cmo", "cro"), "metrics"),
        Intent("compare", ("cmo", "cro"), "similarities"),
        Intent("role", ("cto",)),
        Intent("role", ("cto",), "skills"),
        Intent("advice", ("cmo", "cro"), "which_first"),
        Intent("who_owns", ("cfo",), None, next(iter(knowledge.things))),
        Intent("faq", subject=next(iter(knowledge.faq))),
        Intent("directory"),
        Intent("help"),
    ]
    for intent in asked:
        found = answer_question(Reading(intent, 1.0, "test"), knowledge, TODAY)
        assert found.intent == intent
        assert answer_question(Reading(decode(encode(found.intent)), 1.0, "test"), knowledge, TODAY) == found


def test_every_follow_up_of_an_answer_is_answered():
    knowledge = shipped()
    for role_id in knowledge.roles:
        found = ask(knowledge, "role", role_id)
        menu = [option for _, options in found.menu for option in options]
        for option in (*menu, *found.follow_ups):
            assert not isinstance(answer_question(Reading(option.intent, 1.0, "test"), knowledge, TODAY), NotKnown), (
                option
            )


def test_the_same_question_always_gets_the_same_answer():
    assert ask(shipped(), "compare", "cmo", "cro") == ask(shipped(), "compare", "cmo", "cro")
