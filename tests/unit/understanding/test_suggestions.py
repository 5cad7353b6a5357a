import pytest
from samples.understanding import annotation_of, base, lexicon, reading_of

from bot.understanding.intents import Intent, Option
from bot.understanding.suggestions import MAX_LABEL_LENGTH, MAX_OPTIONS, expand_abbreviation, suggest_options


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("CRO for landing pages", ("cro",)),
        ("who is the CTO of Placeholder Inc", ("cto",)),
        ("CAO vs CFO", ("cfo",)),
    ],
)
def test_the_role_named_or_most_similar_is_suggested(text: str, roles: tuple[str, ...]):
    reading = reading_of(text)
    assert reading.status == "unknown"
    assert roles in [option.intent.roles for option in reading.options]


def test_a_comparison_of_several_roles_is_suggested_first():
    options = suggest_options(annotation_of("CMO and CRO"), base(), lexicon())
    assert options[0] == Option("CMO vs CRO", Intent("compare", ("cmo", "cro")))
    assert [option.intent.roles for option in options[1:3]] == [("cmo",), ("cro",)]


def test_suggestions_keep_the_topic_asked_about():
    option = suggest_options(annotation_of("CMO vs chief happiness officer KPIs"), base(), lexicon())[0]
    assert option.intent == Intent("role", ("cmo",), "metrics")
    assert option.label == "Chief Marketing Officer: Metrics"


STRANGE = [f"zebra{first}{second}" for first in "abcdef" for second in "xyz"]


def standing(text: str, entry: str) -> str:
    """What becomes of a curated question in the text: its answer, an offer, or nothing."""
    reading, meant = reading_of(text), Intent("faq", subject=entry)
    return "answered" if reading.intent == meant else "offered" if meant in [o.intent for o in reading.options] else "-"


@pytest.mark.parametrize("entry", ["search_fee", "structured_interviews_work", "longest_tenure"])
def test_a_curated_question_is_answered_word_for_word(entry: str):
    assert standing(base().faq[entry].ask[0], entry) == "answered"


SPELLED = [
    ("chro", "cpo", "Chief People Officer"),
    ("cpo_product", "cpo", "Chief Product Officer"),
    ("cco_customer", "cco", "Chief Customer Officer"),
    ("cmo", "xyz", "Chief Marketing Officer"),
]


@pytest.mark.parametrize(("role", "abbreviation", "name"), SPELLED)
def test_an_option_shows_the_name_with_the_initials_of_the_abbreviation(role: str, abbreviation: str, name: str):
    assert expand_abbreviation(base().roles[role], abbreviation) == name


def test_nothing_is_suggested_without_a_similar_question():
    assert reading_of("what's for lunch").options == ()


TO_REFUSE = [
    "",
    "hello",
    "the CTO said lunch is at 12",
    "CRO for landing pages",
    "what does a chief happiness officer do",
    "how do I become a CMO",
    "what does a project manager do",
    "and their KPIs?",
    "CMO vs CRO vs CTO vs CFO vs COO vs chief happiness officer KPIs",
    *(f"zebras and xylophones: {entry.ask[0]}" for entry in base().faq.values()),
]


@pytest.mark.parametrize("text", TO_REFUSE)
def test_every_suggestion_can_be_answered(text: str):
    options = reading_of(text).options
    assert reading_of(text).status == "clarify" or len(options) <= MAX_OPTIONS
    assert len({option.label for option in options}) == len(options)
    for option in options:
        assert 0 < len(option.label) <= MAX_LABEL_LENGTH
        assert set(option.intent.roles) <= set(base().roles)
        assert option.intent.topic is None or option.intent.topic in base().topics
        assert option.intent.kind != "faq" or option.intent.subject in base().faq


def test_the_roles_that_lead_the_functions_named_are_suggested_for_a_choice_between_them():
    options = suggest_options(annotation_of("one seat only. finance or legal"), base(), lexicon())
    assert options[:3] == (
        Option("CFO or CLO first?", Intent("advice", ("cfo", "clo"), "which_first")),
        Option("CFO and CLO: all of them or one?", Intent("advice", ("cfo", "clo"), "both_or_one")),
        Option("CFO vs CLO", Intent("compare", ("cfo", "clo"))),
    )


def test_one_function_alone_suggests_no_choice():
    assert not any(
        option.intent.kind == "advice" for option in suggest_options(annotation_of("finance"), base(), lexicon())
    )
