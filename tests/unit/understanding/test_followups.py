import pytest
from samples.understanding import base, reading_of

from bot.understanding.intents import ConversationContext, Intent, Reading
from bot.understanding.questions import read

KPIS_OF_TWO = Intent("compare", ("cmo", "cro"), "metrics")
TWO = Intent("compare", ("cmo", "cro"))
ONE = Intent("role", ("cmo",))
KPIS_OF_ONE = Intent("role", ("cmo",), "metrics")
PRICING = Intent("who_owns", subject="pricing")
PRICING_OF_ONE = Intent("who_owns", ("cmo",), subject="pricing")


def after(before: Intent | None, text: str) -> Reading:
    return read(text, base(), ConversationContext(before))


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        (TWO, "and their KPIs?", KPIS_OF_TWO),
        (TWO, "kpis?", KPIS_OF_TWO),
        (TWO, "who do they report to", Intent("compare", ("cmo", "cro"), "reporting_line")),
        (TWO, "which first?", Intent("advice", ("cmo", "cro"), "which_first")),
        (TWO, "do we need both", Intent("advice", ("cmo", "cro"), "both_or_one")),
        (TWO, "who is higher?", Intent("advice", ("cmo", "cro"), "importance")),
        (TWO, "what do they have in common", Intent("compare", ("cmo", "cro"), "similarities")),
        (KPIS_OF_TWO, "and what is the difference", TWO),
        (ONE, "and the skills?", Intent("role", ("cmo",), "skills")),
        (KPIS_OF_ONE, "what about the CTO?", Intent("role", ("cto",), "metrics")),
        (KPIS_OF_ONE, "and the CFO?", Intent("role", ("cfo",), "metrics")),
        (KPIS_OF_TWO, "what about the CTO?", Intent("compare", ("cmo", "cro", "cto"), "metrics")),
        (Intent("compare", ("cmo",)), "what about the CFO?", Intent("role", ("cfo",))),
        (KPIS_OF_TWO, "why?", KPIS_OF_TWO),
        (KPIS_OF_TWO, "and the CFO as well", Intent("compare", ("cmo", "cro", "cfo"), "metrics")),
        (KPIS_OF_TWO, "without the CRO", KPIS_OF_ONE),
        (KPIS_OF_ONE, "no, I meant the COO", Intent("role", ("coo",), "metrics")),
        (KPIS_OF_ONE, "same for finance", Intent("role", ("cfo",), "metrics")),
        (
            Intent("advice", ("cmo",), "first_hire"),
            "and the CRO as well",
            Intent("advice", ("cmo", "cro"), "which_first"),
        ),
        (PRICING, "and churn?", Intent("who_owns", subject="churn")),
        (PRICING, "what about retention?", Intent("who_owns", subject="retention")),
        (PRICING, "what about retentoin", Intent("who_owns", subject="retention")),
        (PRICING, "and chrun?", Intent("who_owns", subject="churn")),
        (PRICING, "churn?", Intent("who_owns", subject="churn")),
        (PRICING, "and the budget?", Intent("who_owns", subject="budget")),
        (PRICING, "how about the product roadmap then", Intent("who_owns", subject="product_roadmap")),
        (PRICING, "and who owns churn?", Intent("who_owns", subject="churn")),
        (PRICING, "what about the CTO?", Intent("who_owns", ("cto",), subject="pricing")),
        (PRICING_OF_ONE, "and churn?", Intent("who_owns", ("cmo",), subject="churn")),
        (PRICING_OF_ONE, "and the CRO?", Intent("who_owns", ("cro",), subject="pricing")),
        (PRICING_OF_ONE, "and their KPIs?", KPIS_OF_ONE),
    ],
)
def test_a_follow_up_is_read_after_the_question_before_it(before: Intent, text: str, asked: Intent):
    reading = after(before, text)
    assert reading.intent == asked
    assert reading.decided_by.startswith("follow_up:")


@pytest.mark.parametrize("text", ["and their KPIs?", "which first?", "do we need both", "what about them"])
def test_a_follow_up_without_a_previous_question_is_not_answered(text: str):
    for before in (None, Intent("help"), Intent("directory")):
        reading = after(before, text)
        assert (reading.status, reading.reason) == ("unknown", "needs_roles")


@pytest.mark.parametrize(
    "text",
    [
        "CFO vs COO",
        "CFO vs COO KPIs?",
        "what does a CTO do",
        "what is a CTO?",
        "do we need a CISO?",
        "CIO kpis",
        "which should we hire first, CFO or COO",
    ],
)
def test_a_question_that_names_its_roles_is_no_follow_up(text: str):
    assert after(KPIS_OF_TWO, text).intent == reading_of(text).intent


@pytest.mark.parametrize(
    "text",
    [
        "who owns the car park",
        "who runs the canteen?",
        "who is in charge of the mail room",
        "and who owns the webiste?",
        "who decides on the furniture",
    ],
)
def test_a_thing_that_is_not_known_is_not_that_of_the_roles_before(text: str):
    assert after(TWO, text).status == "unknown"


@pytest.mark.parametrize(
    "text",
    ["what about lunch?", "thanks", "and their KPIs?", "the weather"],
)
def test_only_a_text_that_is_nothing_but_a_thing_asks_for_its_owner(text: str):
    assert after(PRICING, text).status == "unknown"


@pytest.mark.parametrize("text", ["CMO vs CRO", "and cmo vs cro?", "and the CMO's KPIs?", "what does a CTO do"])
def test_after_an_ownership_question_a_question_about_roles_is_no_follow_up(text: str):
    assert after(PRICING_OF_ONE, text).intent == reading_of(text).intent


@pytest.mark.parametrize(
    "text",
    [
        "what's for lunch",
        "tell me a joke",
        "tell me a story",
        "thanks!",
        "",
        ":tada:",
        "see you tomorrow at the office",
    ],
)
def test_a_statement_is_no_follow_up(text: str):
    assert after(KPIS_OF_TWO, text).status == "unknown"


def test_a_long_text_is_no_follow_up():
    long = "we had a long talk about many other matters in the office today and somebody there mentioned some kpis too"
    assert not after(TWO, long).decided_by.startswith("follow_up:")


def test_a_follow_up_is_less_certain_than_the_complete_question():
    assert after(TWO, "and their KPIs?").confidence < reading_of("CMO vs CRO KPIs?").confidence


@pytest.mark.parametrize("text", ["what about the CTO's KPIs?", "and the CTO's KPIs?"])
def test_a_question_with_a_role_and_a_topic_is_no_follow_up(text: str):
    assert after(TWO, text).intent == Intent("role", ("cto",), "metrics")


def test_two_other_roles_after_and_are_no_follow_up():
    assert after(KPIS_OF_TWO, "and CFO vs COO?").intent.roles == ("cfo", "coo")
