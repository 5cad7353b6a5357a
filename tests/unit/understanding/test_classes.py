import pytest
from samples.understanding import base

from bot.understanding.classes import (
    ADVICE_TOPICS,
    CURATED,
    GENERAL,
    HIRE,
    NOT_OURS,
    OWNER,
    class_of,
    intent_of,
    is_general,
)
from bot.understanding.intents import Intent
from bot.understanding.trained import questions_model

ONE, TWO = ("cmo",), ("cmo", "cro")


@pytest.mark.parametrize(
    ("kind", "topic", "name"),
    [
        ("role", None, GENERAL),
        ("compare", None, GENERAL),
        ("compare", "differences", GENERAL),
        ("role", "metrics", "metrics"),
        ("compare", "metrics", "metrics"),
        ("advice", "first_hire", HIRE),
        ("advice", "which_first", HIRE),
        ("advice", "both_or_one", "both_or_one"),
        ("advice", "importance", "importance"),
        ("who_owns", None, OWNER),
        ("faq", None, CURATED),
        ("other", None, CURATED),
        ("none", None, NOT_OURS),
    ],
)
def test_a_labelled_question_belongs_to_one_class(kind: str, topic: str | None, name: str):
    assert class_of(kind, topic) == name


@pytest.mark.parametrize(
    ("name", "of_one", "of_two"),
    [
        (GENERAL, ("role", None), ("compare", None)),
        ("metrics", ("role", "metrics"), ("compare", "metrics")),
        (HIRE, ("advice", "first_hire"), ("advice", "which_first")),
        ("both_or_one", ("advice", "both_or_one"), ("advice", "both_or_one")),
        ("importance", ("advice", "importance"), ("advice", "importance")),
        ("similarities", ("role", "confusions"), ("compare", "similarities")),
    ],
)
def test_a_class_asks_something_about_one_role_and_about_two(
    name: str, of_one: tuple[str, str | None], of_two: tuple[str, str | None]
):
    for roles, (kind, topic) in ((ONE, of_one), (TWO, of_two)):
        intent = intent_of(name, roles)
        assert intent is not None
        assert (intent.kind, intent.roles, intent.topic) == (kind, roles, topic)


@pytest.mark.parametrize("name", [OWNER, CURATED, NOT_OURS])
def test_a_class_that_needs_a_subject_asks_nothing_about_roles(name: str):
    assert intent_of(name, TWO) is None


def test_without_roles_no_class_asks_about_them():
    assert intent_of(GENERAL, ()) is None


@pytest.mark.parametrize(
    ("intent", "general"),
    [
        (Intent("role", ONE), True),
        (Intent("compare", TWO), True),
        (Intent("role", ONE, "metrics"), False),
        (Intent("who_owns", ONE, subject="pricing"), False),
        (Intent("faq", subject="search_fee"), False),
    ],
)
def test_a_whole_card_is_general(intent: Intent, general: bool):
    assert is_general(intent) is general


@pytest.mark.parametrize("name", questions_model().classes)
def test_every_class_of_the_model_asks_something(name: str):
    asks = {intent.topic for roles in (ONE, TWO) if (intent := intent_of(name, roles))}
    assert asks <= {None, *base().topics}
    assert asks or name in (OWNER, CURATED, NOT_OURS)


def test_the_model_knows_every_topic():
    topics = set(base().topics) - {"differences", "first_hire", "which_first"}
    assert {*topics, *ADVICE_TOPICS, GENERAL, HIRE, OWNER, CURATED, NOT_OURS} == set(questions_model().classes)
