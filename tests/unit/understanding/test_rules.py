from collections.abc import Callable

import pytest
from samples.understanding import annotation_of, base

from bot.understanding.annotator import Annotation
from bot.understanding.rule_results import TOPIC_CUES, RuleResult
from bot.understanding.rules import (
    NO_ROLE,
    ONE_ROLE,
    SEVERAL_ROLES,
    apply_first_rule,
    apply_rules,
)

Rule = Callable[[Annotation], RuleResult | None]
GROUPS = {"several": SEVERAL_ROLES, "one": ONE_ROLE, "none": NO_ROLE}
EVERY_RULE = [pytest.param(rule, id=f"{group}-{rule.__name__}") for group, rules in GROUPS.items() for rule in rules]
OF_ANOTHER_GROUP = {("several", "first_hire")}
"""Rules that stand in two groups, with an example for the other."""


def example(rule: Rule) -> Annotation:
    return annotation_of(str(rule.__doc__))


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_every_rule_applies_to_the_example_in_its_docstring(rule: Rule):
    guess = rule(example(rule))
    assert guess is not None
    assert guess.rule
    assert 0.5 < guess.certainty < 1


@pytest.mark.parametrize("group", GROUPS)
def test_every_rule_decides_the_example_in_its_docstring(group: str):
    for rule in GROUPS[group]:
        if (group, rule.__name__) not in OF_ANOTHER_GROUP:
            decided, own = apply_first_rule(example(rule)), rule(example(rule))
            assert decided is not None
            assert own is not None
            assert decided.intent == own.intent, rule.__name__


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("do we need both a CMO and a CRO", "several:both"),
        ("which first, CMO or CRO", "several:first"),
        ("who is higher, CMO or CRO", "several:rank"),
        ("what do CMO and CRO have in common", "several:alike"),
        ("which of the CMO and the CRO owns pricing", "several:owns"),
        ("CMO or CRO for pricing", "several:thing"),
        ("CMO vs CRO KPIs", "several:topic"),
        ("CMO vs CRO", "several:versus"),
        ("CMO CRO", "several:named"),
        ("when should we hire our first CTO", "ready:first_hire"),
        ("do we need a CTO?", "one:need"),
        ("does the CMO own pricing", "one:owns"),
        ("CMO KPIs", "one:topic"),
        ("what does a CMO do", "one:define"),
        ("CMO", "one:named"),
        ("who owns pricing", "none:owns"),
        ("help", "none:help"),
        ("which roles do you know", "none:list"),
    ],
)
def test_the_first_rule_that_applies_decides(text: str, rule: str):
    guess = apply_first_rule(annotation_of(text))
    assert guess is not None
    assert guess.rule == rule


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("cmo vs head of marketing", None),
        ("cfo vs head of finance", None),
        ("coo vs haed of operations", None),
        ("chro vs head of people", None),
        ("difference between a cfo and a head of finance", None),
        ("is a CMO the same as a head of marketing?", None),
        ("head of people or CHRO?", None),
        ("cmo vs head of marketing kpis", "metrics"),
        ("do we need both a cfo and a head of finance", None),
        ("who is higher, the CFO or the head of finance", None),
        ("what do a coo and a head of operations have in common", None),
    ],
)
def test_two_contrasted_names_of_one_role_are_compared(text: str, topic: str | None):
    guess = apply_first_rule(annotation_of(text))
    assert guess is not None
    assert (guess.rule, guess.intent.kind, guess.intent.topic) == ("one:two_names", "compare", topic)


@pytest.mark.parametrize(
    "text",
    [
        "what does a CMO (chief marketing officer) do",
        "chief marketing officer (CMO) kpis",
        "COO (Chief Operating Officer) vs CFO (Chief Financial Officer)",
        "cmo vs vp marketing",
        "cto vs head of engineering",
        "cro vs head of sales",
        "head of finance",
        "what is the head of marketing measured on",
        "do we need a CMO (chief marketing officer)?",
        "when should we hire a CFO, i.e. chief financial officer",
        "CMO? and what is the KPI of a CMO",
    ],
)
def test_a_name_that_explains_another_is_not_compared_with_it(text: str):
    guess = apply_first_rule(annotation_of(text))
    assert guess is not None
    assert guess.rule != "one:two_names"


def test_every_other_rule_that_applies_is_returned_as_well():
    rules = [guess.rule for guess in apply_rules(annotation_of("CMO vs CRO KPIs"))]
    assert rules[0] == "several:topic"
    assert "several:versus" in rules


@pytest.mark.parametrize("text", ["", "lunch", "the weather in the office", "pricing"])
def test_without_a_rule_there_is_no_result(text: str):
    assert apply_first_rule(annotation_of(text)) is None
    assert list(apply_rules(annotation_of(text))) == []


@pytest.mark.parametrize("topic", TOPIC_CUES)
def test_a_topic_with_cues_of_its_own_is_found_by_them(topic: str):
    assert topic in base().topics
    assert f"topic_{topic}" in base().language.cues


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("KPIs and reporting line of CMO and CRO", "metrics"),
        ("reporting line and KPIs of CMO and CRO", "reporting_line"),
        ("who does a CMO report to", "reporting_line"),
        ("how do CMO and CRO work together", "collaboration"),
    ],
)
def test_of_several_topics_the_first_named_is_asked_for(text: str, topic: str):
    guess = apply_first_rule(annotation_of(text))
    assert guess is not None
    assert guess.intent.topic == topic
