import pytest
from understanding_samples import base, understood

from bot.understanding.intents import Intent
from bot.understanding.offers import LONGEST_LABEL, MOST_OPTIONS


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("the CTO said lunch is at 12", ("cto",)),
        ("CRO for landing pages", ("cro",)),
        ("who is the CTO of Placeholder Inc", ("cto",)),
        ("CAO vs CFO", ("cfo",)),
        ("VP Finance vs controller", ("cfo",)),
    ],
)
def test_the_role_named_or_nearest_is_offered(text: str, roles: tuple[str, ...]):
    reading = understood(text)
    assert reading.status == "unknown"
    assert roles in [option.intent.roles for option in reading.options]


def test_several_roles_are_offered_side_by_side_first():
    reading = understood("I just met the CMO and the CRO for lunch and we talked about zebras and skiing")
    assert reading.status == "unknown"
    assert reading.options[0].intent == Intent("compare", ("cmo", "cro"))
    assert reading.options[0].label == "CMO vs CRO"


def test_the_topic_asked_about_is_kept_in_what_is_offered():
    option = understood("CMO vs chief growth officer KPIs").options[0]
    assert option.intent == Intent("role", ("cmo",), "metrics")
    assert option.label == "Chief Marketing Officer: Metrics"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("zebras and xylophones: what does a search firm charge", "search_fee"),
        ("zebras and xylophones: do structured interviews really work", "structured_interviews_work"),
    ],
)
def test_a_curated_question_that_is_near_but_not_near_enough_is_offered(text: str, entry: str):
    reading = understood(text)
    assert reading.status == "unknown"
    assert Intent("faq", subject=entry) in [option.intent for option in reading.options]


def test_nothing_is_offered_where_nothing_is_near():
    assert understood("what's for lunch").options == ()


TO_REFUSE = [
    "",
    "hello",
    "the CTO said lunch is at 12",
    "CRO for landing pages",
    "what does a chief happiness officer do",
    "how do I become a CMO",
    "what does a project manager do",
    "and their KPIs?",
    "CMO vs CRO vs CTO vs CFO vs COO vs chief growth officer KPIs",
    *(f"zebras and xylophones: {entry.ask[0]}" for entry in base().faq.values()),
]


@pytest.mark.parametrize("text", TO_REFUSE)
def test_what_is_offered_can_be_answered(text: str):
    options = understood(text).options
    assert understood(text).status == "clarify" or len(options) <= MOST_OPTIONS
    assert len({option.label for option in options}) == len(options)
    for option in options:
        assert 0 < len(option.label) <= LONGEST_LABEL
        assert set(option.intent.roles) <= set(base().roles)
        assert option.intent.topic is None or option.intent.topic in base().topics
        assert option.intent.kind != "faq" or option.intent.subject in base().faq
