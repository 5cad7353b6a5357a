from samples.answers import ask, base, fact, faq, role, stake, thing

from bot.answers.models import Comparison, FaqAnswer, NotKnown, Ownership, RoleProfile
from bot.understanding.intents import Intent

A, B, C = role("AAA"), role("BBB"), role("CCC")
FEE = faq(
    "fees",
    fact("A third of the first year.", "S2"),
    fact("It is paid in three parts.", "S1"),
    roles=("aaa", "bbb", "gone"),
    reviewed="2025-01",
)


def test_a_curated_question_is_answered_with_its_first_statement_and_the_others_follow():
    found = ask(base(A, B, entries=[FEE]), "faq", of="fees")
    assert isinstance(found, FaqAnswer)
    assert (found.title, found.short, found.facts) == ("fees?", FEE.answer[0], FEE.answer[1:])
    assert [each.id for each in found.sources] == ["S2", "S1"]
    assert found.stale == "2025-01"


def test_the_roles_of_a_curated_question_are_offered_as_follow_ups():
    found = ask(base(A, B, entries=[FEE]), "faq", of="fees")
    assert [option.intent for option in found.follow_ups] == [
        Intent("compare", ("aaa", "bbb")),
        Intent("role", ("aaa",)),
        Intent("role", ("bbb",)),
    ]


def test_a_curated_question_without_roles_has_no_follow_ups():
    assert ask(base(entries=[faq("law", fact("Ask a lawyer."))]), "faq", of="law").follow_ups == ()


def test_a_curated_question_that_was_removed_is_not_covered():
    found = ask(base(A), "faq", of="fees")
    assert isinstance(found, NotKnown)
    assert found.reason == "not_covered"


PRICING = thing(
    "Pricing",
    stake("bbb", "consulted", "Is asked."),
    stake("aaa", "decides", "Sets it."),
    stake("gone", "leads", "Is not in the base."),
    differs=(fact("It differs.", "S2"),),
)
KNOWN = base(A, B, C, things=[PRICING])


def owned(*roles: str) -> Ownership:
    found = ask(KNOWN, "who_owns", *roles, of="pricing")
    assert isinstance(found, Ownership)
    return found


def test_the_role_that_decides_comes_before_the_role_that_is_consulted():
    assert [(each.role, each.part) for each in owned().thing.stakes] == [("aaa", "decides"), ("bbb", "consulted")]


def test_a_stake_of_a_role_that_the_base_lacks_is_left_out():
    assert [each.id for each in owned().roles] == ["aaa", "bbb"]


def test_the_sources_cover_the_stakes_and_how_companies_differ():
    assert [each.id for each in owned().sources] == ["S1", "S2"]


def test_the_answer_names_the_role_with_the_strongest_stake():
    assert owned().short == fact("The AAA.", "S1")


def test_a_curated_answer_to_who_owns_a_thing_is_given_with_its_sources_first():
    answered = thing("Pricing", stake("aaa", "decides", "Sets it."), answer=fact("Mostly the AAA.", "S3"))
    found = ask(base(A, things=[answered]), "who_owns", of="pricing")
    assert isinstance(found, Ownership)
    assert found.short == fact("Mostly the AAA.", "S3")
    assert [each.id for each in found.sources] == ["S3", "S1"]


def test_the_comparison_offered_is_of_the_roles_asked_about_or_those_with_the_strongest_stakes():
    assert owned().follow_ups[0].intent == Intent("compare", ("aaa", "bbb"), "responsibilities")
    assert owned("ccc", "bbb").follow_ups[0].intent == Intent("compare", ("ccc", "bbb"), "responsibilities")


def test_the_question_keeps_the_roles_it_named():
    assert owned("ccc").intent == Intent("who_owns", ("ccc",), None, "pricing")


def test_a_thing_with_one_stake_offers_no_comparison():
    lonely = thing("Brand", stake("aaa", "decides", "Keeps it."))
    found = ask(base(A, things=[lonely]), "who_owns", of="brand")
    assert [option.intent.kind for option in found.follow_ups] == ["role"]


def test_who_owns_what_without_a_thing_compares_the_responsibilities_of_the_roles():
    found = ask(KNOWN, "who_owns", "aaa", "bbb")
    assert isinstance(found, Comparison)
    assert found.intent.topic == "responsibilities"


def test_what_one_role_owns_is_the_responsibilities_in_its_profile():
    found = ask(KNOWN, "who_owns", "aaa")
    assert isinstance(found, RoleProfile)
    assert found.intent.topic == "responsibilities"


def test_an_unknown_thing_is_not_covered():
    found = ask(KNOWN, "who_owns", of="lunch")
    assert isinstance(found, NotKnown)
    assert found.reason == "not_covered"
