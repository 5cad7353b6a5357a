"""A set of curated questions about something else entirely, given as the only knowledge there is."""

from functools import cache
from pathlib import Path

import pytest

from bot import asking
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import check, load
from bot.understanding.questions import read

ONBOARDING = Path(__file__).parents[2] / "data" / "onboarding"


@cache
def onboarding() -> KnowledgeBase:
    return load((ONBOARDING,), cached=False)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("when will i get my laptop", "laptop"),
        ("my laptop hasn't arrived", "laptop"),
        ("hey, how many vacation days do we get?", "holidays"),
        ("booking time off", "holidays"),
        ("i'm sick, what do i do?", "sick"),
        ("do i need a note from the doctor", "sick"),
        ("how can i claim expenses for travel", "expenses"),
        ("lost my access card :(", "badge"),
        ("password reset?", "password"),
        ("locked out of my account, help", "password"),
        ("vpn not working from home", "vpn"),
        ("can we work from home?", "home_office"),
        ("what day is payday", "payday"),
        ("probation period how long?", "probation"),
        ("what does lunch cost", "canteen"),
        ("parking for bikes or bicycles?", "parking"),
    ],
)
def test_another_phrasing_of_a_listed_question_gets_its_answer(question: str, entry: str):
    reading = read(question, onboarding())
    assert (reading.intent.kind, reading.intent.subject) == ("faq", entry), reading.decided_by


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("when do i get my latpop?", "laptop"),
        ("how many vacaton days do i have", "holidays"),
        ("how do i claim travle expenes", "expenses"),
        ("how do i rest my pasword", "password"),
        ("acount blokced", "password"),
        ("how long is the probaton peroid", "probation"),
        ("where is the cantene", "canteen"),
        ("parkign permitt", "parking"),
    ],
)
def test_a_listed_question_is_found_through_its_typos(question: str, entry: str):
    assert read(question, onboarding()).intent.subject == entry


def test_every_listed_phrasing_gets_its_answer():
    asks = [(text, entry.id) for entry in onboarding().faq.values() for text in entry.ask]
    assert {text: read(text, onboarding()).intent.subject for text, _ in asks} == dict(asks)


@pytest.mark.parametrize(
    "question",
    [
        "when is the next board meeting",
        "how do i become a manager",
        "my colleague does not answer",
        "who won the match yesterday",
        "what is the meaning of life?",
        "please send me the minutes",
        "the printer is out of paper",
        "what are the kpis of a cmo",
        "CFO vs COO",
        "good morning everyone",
        "",
    ],
)
def test_a_question_that_is_not_listed_is_not_answered(question: str):
    assert read(question, onboarding()).status != "answered"


def test_the_terminal_answers_from_a_standalone_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KNOWLEDGE_PATH", str(ONBOARDING))
    assert "last working day of the month" in asking.answer_text("when do we get paid")


def test_a_set_without_roles_topics_or_sources_has_no_problems():
    assert check((ONBOARDING,)) == ()
    assert not onboarding().roles
