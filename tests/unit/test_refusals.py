from collections.abc import Callable

import pytest
from understanding_samples import heard, understood

from bot.understanding.hearing import Heard
from bot.understanding.refusals import REFUSALS, Refusal, refusal

TO_REFUSE = {
    "nothing_said": [
        "",
        "   ",
        "?",
        "...",
        ":wave:",
        ":tada: :+1:",
        "\U0001f600",
        "<@U04ROLE>",
        "hello",
        "Hi there!",
        "thanks",
        "```\ncode\n```",
    ],
    "not_our_subject": [
        "what's for lunch",
        "the CTO said lunch is at 12",
        "what is the weather like tomorrow",
        "can you book a meeting room",
        "tell me a joke",
        "scipy.sparse.coo_matrix",
        "who won the match yesterday",
        "lorem ipsum dolor sit amet",
        "drop table users;",
        '"Nobody reads it", says Example Corp CTO',
    ],
    "unknown_role": [
        "what does a chief happiness officer do",
        "CMO vs chief growth officer",
        "VP Finance vs CFO",
        "what does a chief risk officer do",
        "difference between controller and CFO",
        "CAO vs CFO",
    ],
    "other_sense": [
        "our CRO (conversion rate optimisation) agency",
        "which CRO should run our clinical trial",
        "CRO for landing pages",
        "COO sparse matrix format",
        "VPS domain",
    ],
    "a_person": ["who is the CTO of Placeholder Inc", "who is the CMO at Examplecorp"],
    "below_executive": [
        "what does a project manager do",
        "product manager kpis",
        "what is a software engineer responsible for",
    ],
    "not_covered": [
        "how do I become a CMO",
        "how does one become a CTO?",
        "how do we go about recruiting a CTO (scorecard etc)",
        "about to bring on a CMO, any gotchas",
    ],
    "running_hire": [
        "how far is the cro search?",
        "what's next for the CRO search?",
        "what's left on the CFO search",
        "when will the CFO search be finished?",
        "how is the hiring going?",
        "hows the cro hire going",
        "status of the search for a chief people officer",
        "staus of cfo hire",
        "is the cmo hire on track?",
        "what is overdue in the cro hiring",
        "are we late with the cfo search",
        "how far along are we with hiring a CTO",
        "hey, can you tell me how far the cro hire is",
        "how are the cmo and cro searches going",
        "wheres the cro serach at",
        "cro hire: next steps?",
        "where are we with the hiring",
        "what's overdue in our search",
    ],
    "unclear": ["and if the CEO never acts as the CMO, whose baby is it?"],
    "needs_roles": ["and their KPIs?", "which first?", "what is the difference", "who is higher?"],
}


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in TO_REFUSE.items() for text in texts])
def test_a_text_is_refused_for_its_own_reason(reason: str, text: str):
    reading = understood(text)
    assert (reading.status, reading.reason) == ("unknown", reason)
    assert reading.intent.kind == "unknown"
    assert reading.confidence == 0
    assert reading.decided_by


@pytest.mark.parametrize("refuses", REFUSALS, ids=lambda refuses: refuses.__name__)
def test_every_reason_refuses_something_and_nothing_plain(refuses: Callable[[Heard], Refusal | None]):
    assert any(refuses(heard(text)) for texts in TO_REFUSE.values() for text in texts)
    assert refuses(heard("CMO vs CRO KPIs?")) is None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what does a chief happiness officer do", "chief happiness officer"),
        ("CRO for landing pages", "CRO as conversion rate optimisation"),
        ("what does a project manager do", "project manager"),
    ],
)
def test_a_refusal_names_the_words_in_question(text: str, about: str):
    assert understood(text).about == about


def test_a_refusal_names_a_few_titles_at_most():
    strangers = " vs ".join(f"chief {word} officer" for word in ("happiness", "risk", "growth", "brand", "design"))
    reading = understood(f"CMO vs {strangers}")
    assert reading.about.count(",") <= 2


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("how far is the cro search?", "cro"),
        ("how is the VP of Sales hire going", "vp_sales"),
        ("cpo search status", "cpo"),
        ("how are the cmo and cro searches going", ""),
        ("how is the hiring going?", ""),
    ],
)
def test_a_running_hire_is_named_as_its_search_is(text: str, about: str):
    assert understood(text).about == about


@pytest.mark.parametrize(
    "text",
    [
        "when should we hire a CRO?",
        "what's next after hiring a CFO",
        "is it too late to hire a CFO",
        "is a CRO hire too late at series C",
        "cro or cmo, which hire is next",
        "what should the next CFO hire be",
        "how far does a CRO go beyond sales",
        "what's next for the CRO role?",
        "is the CFO on track to be CEO",
        "how is a CRO search different from a VP Sales search",
        "what does a CRO hire change",
        "news about the CMO role",
        "when is the right time to start a CFO search",
        "how do we hire a CRO",
        "how to search for a CFO",
        "CRO search progress metrics",
        "what should we do next after the CFO hire?",
    ],
)
def test_a_question_about_a_role_or_the_hire_of_one_is_about_no_hire_that_runs(text: str):
    assert understood(text).reason != "running_hire"


@pytest.mark.parametrize(
    "text",
    [
        "what does a Chief Revenue Officer (CRO) do, and is it the same as conversion rate optimisation?",
        "CRO vs CMO, not conversion rate optimisation",
        "who is a CTO",
        "who is higher, the CMO or the CTO",
    ],
)
def test_a_question_that_names_the_role_all_the_same_is_not_refused(text: str):
    assert refusal(heard(text)) is None
