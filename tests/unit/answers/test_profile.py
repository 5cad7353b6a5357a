from samples.answers import ask, aspect, base, fact, pair, role

from bot.answers.models import RoleProfile
from bot.understanding.intents import Intent

A = role("AAA", {"metrics": aspect("Reach", fact("Reach counts.", "S1")), "focus": aspect("Brand", fact("So.", "S2"))})
B = role("BBB", {"focus": aspect("Revenue")})
C = role("CCC")
KNOWN = base(A, B, C, pairs=[pair("aaa", "bbb"), pair("ccc", "aaa")])


def profile(on: str | None = None) -> RoleProfile:
    found = ask(KNOWN, "role", "aaa", on=on)
    assert isinstance(found, RoleProfile)
    return found


def test_a_profile_has_every_topic_of_the_role_in_order():
    assert [(row.title, row.cells[0].text) for row in profile().rows] == [("Focus", "Brand"), ("Metrics", "Reach")]


def test_one_topic_of_a_profile_holds_its_facts_and_their_sources_only():
    found = profile("metrics")
    assert found.aspect is A.topics["metrics"]
    assert [each.id for each in found.sources] == ["S1"]


def test_a_profile_is_answered_with_the_summary_of_the_role():
    assert profile().short.text == "The AAA leads."


def test_a_topic_is_answered_with_its_short_answer_whose_sources_come_first():
    answered = role("DDD", {"metrics": aspect("Reach", answer=fact("A DDD is measured on reach.", "S3"))})
    found = ask(base(answered), "role", "ddd", on="metrics")
    assert isinstance(found, RoleProfile)
    assert found.short == fact("A DDD is measured on reach.", "S3")
    assert [each.id for each in found.sources] == ["S3", "S1"]


def test_a_topic_without_a_short_answer_is_answered_with_its_line_and_the_sources_of_its_facts():
    assert profile("metrics").short == fact("Reach.", "S1")


def test_a_topic_that_is_not_covered_is_answered_as_such():
    found = profile("impact")
    assert (found.aspect, found.sources) == (None, ())
    assert found.short.text == "I don't cover “Impact” for the AAA yet."


def test_a_profile_offers_comparisons_with_the_roles_it_has_a_pair_with():
    intents = [option.intent for option in profile().follow_ups]
    assert intents[:2] == [Intent("compare", ("aaa", "bbb")), Intent("compare", ("aaa", "ccc"))]


def test_one_topic_offers_the_whole_profile_and_comparisons_on_the_same_topic():
    intents = [option.intent for option in profile("focus").follow_ups]
    assert intents == [
        Intent("role", ("aaa",)),
        Intent("compare", ("aaa", "bbb"), "focus"),
        Intent("advice", ("aaa",), "first_hire"),
    ]


def test_the_menu_of_a_profile_offers_its_other_topics():
    [(_, options)] = profile("focus").menu
    assert [option.intent for option in options] == [Intent("role", ("aaa",), "metrics")]


def test_a_role_without_any_topic_has_no_menu():
    assert ask(KNOWN, "role", "ccc").menu == ()


def test_two_names_of_one_role_give_its_profile_and_say_so_first():
    found = ask(KNOWN, "compare", "aaa", on="metrics")
    assert isinstance(found, RoleProfile)
    assert found.intent == profile("metrics").intent
    assert found.short.text == f"Those are two names for the same role, the AAA. {profile('metrics').short.text}"


def test_a_role_compared_with_itself_offers_a_comparison_with_its_vp_first():
    vp = role("VVV", level="vp")
    known = base(A, B, vp, pairs=[pair("aaa", "bbb"), pair("aaa", "vvv")])
    found = ask(known, "compare", "aaa")
    assert isinstance(found, RoleProfile)
    assert "The VVV is a role of its own." in found.short.text
    intents = [option.intent for option in found.follow_ups]
    assert intents[0] == Intent("compare", ("aaa", "vvv"))
    assert len(intents) == len(set(intents))
    assert "a role of its own" not in ask(known, "compare", "vvv").short.text
