from samples.answers import ask, base, fact, faq, role

from bot.answers.models import FaqAnswer, NotKnown
from bot.understanding.intents import Intent

A, B = role("AAA"), role("BBB")
FEE = faq("fees", fact("A third of the first year.", "S2"), roles=("aaa", "bbb", "gone"), reviewed="2025-01")


def test_a_curated_question_is_answered_as_curated():
    found = ask(base(A, B, entries=[FEE]), "faq", of="fees")
    assert isinstance(found, FaqAnswer)
    assert (found.title, found.facts) == ("fees?", FEE.answer)
    assert [each.id for each in found.sources] == ["S2"]
    assert found.stale == "2025-01"


def test_it_leads_to_the_roles_it_is_about():
    found = ask(base(A, B, entries=[FEE]), "faq", of="fees")
    assert [option.intent for option in found.follow_ups] == [
        Intent("compare", ("aaa", "bbb")),
        Intent("role", ("aaa",)),
        Intent("role", ("bbb",)),
    ]


def test_a_curated_question_about_no_role_leads_nowhere():
    assert ask(base(entries=[faq("law", fact("Ask a lawyer."))]), "faq", of="law").follow_ups == ()


def test_a_curated_question_that_was_taken_away_is_not_covered():
    found = ask(base(A), "faq", of="fees")
    assert isinstance(found, NotKnown)
    assert found.reason == "not_covered"
