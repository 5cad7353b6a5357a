import pytest
from samples.answers import TODAY, aspect, base, fact, role

from bot.answers.answer import answer_question
from bot.answers.remarks import NO_REMARKS, Remarks, remark_lines, remark_on
from bot.understanding.facts import CompanyFact
from bot.understanding.intents import Intent, Option, Reading

KNOWN = base(role("AAA", {"focus": aspect("Brand", fact("In Germany the role is rare.", "S1"))}), role("BBB"))
FOCUS = Intent("role", ("aaa",), "focus")
PRICING = Option("Who owns pricing?", Intent("who_owns", subject="pricing"))
METRICS = Option("AAA KPIs?", Intent("role", ("aaa",), "metrics"))


def remarks_on(intent: Intent = FOCUS, decided_by: str = "classifier:focus", **more: object) -> Remarks:
    reading = Reading(intent, 1.0, decided_by, **more)
    return remark_on(reading, answer_question(reading, KNOWN, TODAY))


def test_a_question_that_is_answered_as_a_whole_gets_no_remark():
    assert remarks_on() == NO_REMARKS
    assert remark_lines(NO_REMARKS) == ()


def test_other_readings_are_offered_but_not_called_further_questions():
    found = remarks_on(options=(PRICING,))
    assert found.alternatives == (PRICING,)
    assert (found.further_questions, found.left_out, remark_lines(found)) == ((), (), ())


def test_the_other_questions_of_a_message_are_named_and_offered():
    found = remarks_on(decided_by="several:2", options=(PRICING, METRICS))
    assert found.alternatives == (PRICING, METRICS)
    assert remark_lines(found) == ("You also asked: Who owns pricing?; AAA KPIs?",)
    assert found.left_out == ("Who owns pricing?", "AAA KPIs?")


def test_what_is_not_covered_is_quoted():
    found = remarks_on(unknown_sides=("RevOps lead", "pay"))
    assert remark_lines(found) == ("I don't cover “RevOps lead” or “pay”, so that part isn't answered.",)
    assert found.left_out == ("RevOps lead", "pay")


def test_what_was_read_about_the_company_is_repeated():
    found = remarks_on(facts=(CompanyFact("people", "30 people"), CompanyFact("revenue", "$4M ARR")))
    assert found.facts == (("people", "30 people"), ("revenue", "$4M ARR"))
    assert remark_lines(found) == ("You said: 30 people and $4M ARR. The answer doesn't take that into account.",)
    assert found.left_out == ()


@pytest.mark.parametrize("kind", ["country", "sector"])
def test_a_country_or_sector_of_which_the_answer_says_nothing_is_named_as_not_covered(kind: str):
    found = remarks_on(facts=(CompanyFact("people", "30 people"), CompanyFact(kind, "Norway")))
    assert found.left_out == ("Norway",)
    assert remark_lines(found) == (
        "You said: 30 people. The answer doesn't take that into account.",
        "Nothing here is specific to Norway.",
    )


def test_a_kind_of_contract_of_which_the_answer_says_nothing_is_named_and_is_no_fact_about_the_company():
    found = remarks_on(facts=(CompanyFact("people", "30 people"), CompanyFact("engagement", "Fractional")))
    assert found.facts == (("people", "30 people"),)
    assert remark_lines(found) == (
        "You said: 30 people. The answer doesn't take that into account.",
        "Nothing here is specific to fractional hires.",
    )


@pytest.mark.parametrize("typed", ["germany", "Germany", "German"])
def test_a_country_that_the_answer_mentions_is_a_fact_like_any_other(typed: str):
    found = remarks_on(facts=(CompanyFact("country", typed),))
    assert found.left_out == ()
    assert remark_lines(found) == ("You said: Germany. The answer doesn't take that into account.",)


def test_facts_that_do_not_narrow_the_answer_are_never_called_uncovered():
    assert remarks_on(facts=(CompanyFact("stage", "series a"), CompanyFact("model", "b2b saas"))).left_out == ()


def test_everything_that_is_left_out_is_listed_in_the_order_of_its_remarks():
    found = remarks_on(
        decided_by="several:2",
        options=(PRICING,),
        unknown_sides=("pay",),
        facts=(CompanyFact("country", "Norway"),),
    )
    assert found.left_out == ("pay", "Who owns pricing?", "Norway")
    assert [line.partition(" ")[0] for line in remark_lines(found)] == ["I", "You", "Nothing"]


@pytest.mark.parametrize(
    "reading",
    [
        Reading(Intent("unknown"), 0.0, "test", (PRICING,), reason="unclear", unknown_sides=("pay",)),
        Reading(Intent("unknown"), 0.5, "test", (PRICING, METRICS), clarify=True, about="AAA"),
        Reading(Intent("help"), 1.0, "test", facts=(CompanyFact("people", "30 people"),)),
        Reading(Intent("directory"), 1.0, "several:2", (PRICING,)),
    ],
    ids=["refusal", "question back", "help", "directory"],
)
def test_answers_without_evidence_get_no_remarks(reading: Reading):
    assert remark_on(reading, answer_question(reading, KNOWN, TODAY)) == NO_REMARKS


def test_what_the_person_typed_can_be_made_safe_and_the_rest_is_left_alone():
    found = remarks_on(
        decided_by="several:2",
        options=(PRICING,),
        unknown_sides=("pay",),
        facts=(CompanyFact("people", "30 people"), CompanyFact("country", "Norway")),
    )
    assert remark_lines(found, str.upper) == (
        "I don't cover “PAY”, so that part isn't answered.",
        "You also asked: Who owns pricing?",
        "You said: 30 PEOPLE. The answer doesn't take that into account.",
        "Nothing here is specific to NORWAY.",
    )
