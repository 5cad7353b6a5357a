from collections.abc import Callable
from dataclasses import replace

import pytest
from samples.understanding import annotation_of, base, reading_of

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent
from bot.understanding.out_of_scope import REJECTION_RULES, Rejection, find_rejection
from bot.understanding.questions import read

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
    "a_person": [
        "who is the CTO of Placeholder Inc",
        "who is the CMO at Examplecorp",
        "is John a good CFO?",
        "is Sarah the right CMO for us",
        "would Anna be a good CRO",
        "is Peter fit to be CTO?",
        "what do you think of Maria as CMO",
        "should we hire Tom as CFO",
        "is mike a great cfo",
        "could Dave be our cheif revenue officer",
        "is jon the best cto for us",
        "<@U04ROLE> is <@U04SAM> a good CFO?",
        "should we make <@U04SAM|sam> our CRO",
        "is she a good CFO?",
        "should we hire him as COO",
        "does Tom have what it takes to be CFO",
        "rate Sarah as a CMO",
    ],
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
        "how do I fire a CMO",
        "should I fire my CMO?",
        "dismiss our cfo",
        "how to let go of a cro",
        "letting our cto go, how?",
        "firing a CFO",
        "how to part ways with a CMO",
        "we want to get rid of our coo",
        "how do we fire our cheif marketing officer",
        "when is it time to fire the VP Sales",
        "cro salary vs cmo salary",
        "compare cmo and cro salareis",
        "difference in pay between CFO and COO",
        "who earns more, CTO or CIO?",
        "cmo vs cro compensation",
        "bonus of a CRO compared to a CMO",
        "equity cto vs chief product officer",
        "how much does a CMO make compared to a CRO",
        "cfo pay",
        "which is paid better, CFO or COO",
        "cro vs cmo: which is more expensive?",
        "total comp of CRO vs CMO",
        "what should we pay a CRO?",
        "my CFO is bad, should I fire him",
        "severance for a CFO",
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
        "status cro",
        "where are we on the CRO?",
        "how late is the cfo search",
        "how much longer will the cfo search take",
        "did we finish the cro search",
        "is everything on track for hiring the cro",
        "show me the cro search",
        "my tasks for the cro search",
        "update on the CTO pls",
    ],
    "unclear": ["and if the CEO never acts as the CMO, whose baby is it?"],
    "needs_roles": ["and their KPIs?", "which first?", "what is the difference", "who is higher?"],
}

TIMES = [
    "how long does it take to hire a CFO",
    "how long does it tkae to hire a vp sales",
    "how long does a cfo search take",
    "how long to find a CRO",
    "how many weeks does it take to find a chief people officer",
    "how long does hiring a CMO take",
    "how long is a cro search",
    "typical timeline of a CFO search",
    "how fast can we hire a CFO",
    "how long until we have a CTO",
    "duration of a COO search",
]
"""Ways to ask how long it takes to find somebody."""


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in TO_REFUSE.items() for text in texts])
def test_a_text_is_rejected_for_its_own_reason(reason: str, text: str):
    reading = reading_of(text)
    assert (reading.status, reading.reason) == ("unknown", reason)
    assert reading.intent.kind == "unknown"
    assert reading.confidence == 0
    assert reading.decided_by


@pytest.mark.parametrize("refuses", REJECTION_RULES, ids=lambda refuses: refuses.__name__)
def test_every_rule_rejects_something_but_no_plain_question(refuses: Callable[[Annotation], Rejection | None]):
    assert any(refuses(annotation_of(text)) for texts in (*TO_REFUSE.values(), TIMES) for text in texts)
    assert refuses(annotation_of("CMO vs CRO KPIs?")) is None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what does a chief happiness officer do", "chief happiness officer"),
        ("CRO for landing pages", "CRO as conversion rate optimisation"),
        ("what does a project manager do", "project manager"),
    ],
)
def test_a_refusal_names_the_words_in_question(text: str, about: str):
    assert reading_of(text).about == about


def test_a_refusal_names_a_few_titles_at_most():
    strangers = " vs ".join(f"chief {word} officer" for word in ("happiness", "risk", "growth", "brand", "design"))
    reading = reading_of(f"CMO vs {strangers}")
    assert reading.about.count(",") <= 2


@pytest.mark.parametrize("text", TIMES)
def test_how_long_a_search_takes_is_answered_for_any_role(text: str):
    assert reading_of(text).intent == Intent("faq", subject="search_duration")


@pytest.mark.parametrize("text", TIMES)
def test_how_long_a_search_takes_is_not_covered_without_a_curated_answer(text: str):
    reading = read(text, replace(base(), faq={}, version=""))
    assert (reading.status, reading.reason) == ("unknown", "not_covered")


@pytest.mark.parametrize(
    "text",
    [
        "why do CMOs get fired",
        "can the CEO fire the CFO",
        "who can fire a CEO?",
        "how long until a CRO gets fired",
        "do CROs get fired more often than CMOs?",
        "we fired our CRO, do we need a new one?",
        "replace our cmo with a cro?",
        "does a COO hire and fire people?",
        "what does a CMO do when a campaign misfires",
        "CMO or CRO first if we can pay one salary?",
        "we have money for one salary, cmo or cro",
        "which one would you pay for, cmo or cro",
        "we can pay for one executive, CTO or COO?",
        "talking points on CHRO vs COO for the pay committee",
        "CHRO vs CFO: who sets sales compensation",
        "cmo vs cro kpis",
        "is the CRO higher than the CMO",
        "is a CRO better paid with a vp sales beside them or first?",
        "who gets the pay committee's ear, CFO or CHRO?",
        "is a founder a good CEO?",
        "is a banker a good CFO?",
        "is an engineer a good CTO",
        "would a VP Sales make a good CRO?",
        "is a strong communicator a good CMO",
        "what makes a good CFO",
        "can a CTO be the CIO",
        "can he be CTO and CIO at once?",
        "should HR be under the CFO",
        "how long does a CFO stay",
        "how long should we wait with hiring a CFO",
        "how long until a CRO is productive",
        "how long before an IPO do we need a CFO",
        "is it time to hire a CTO",
    ],
)
def test_questions_that_only_resemble_rejected_ones_are_answered(text: str):
    assert find_rejection(annotation_of(text)) is None


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("is John a good CFO?", [("cfo", "skills"), ("cfo", "interview")]),
        ("how do I fire a CMO", [("cmo", "tenure")]),
    ],
)
def test_related_topics_are_suggested_first(text: str, offered: list[tuple[str, str]]):
    options = reading_of(text).options
    assert [(option.intent.roles[0], option.intent.topic) for option in options][: len(offered)] == offered


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
def test_a_running_hire_is_named_by_the_short_name_of_its_search(text: str, about: str):
    assert reading_of(text).about == about


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
        "status of a CRO in the c suite",
        "status of a CMO vs a CRO",
        "what are the steps in a CFO search",
        "who is responsible for the CRO search",
        "how long does a CFO search take",
        "show me the CRO",
        "how is the CFO doing",
        "where does the CRO stand in the hierarchy",
        "what should we do next after the CFO hire?",
    ],
)
def test_a_question_about_a_role_or_a_future_hire_is_not_about_a_running_hire(text: str):
    assert reading_of(text).reason != "running_hire"


@pytest.mark.parametrize(
    "text",
    [
        "what does a Chief Revenue Officer (CRO) do, and is it the same as conversion rate optimisation?",
        "CRO vs CMO, not conversion rate optimisation",
        "who is a CTO",
        "who is higher, the CMO or the CTO",
    ],
)
def test_a_question_that_also_names_the_role_is_not_rejected(text: str):
    assert find_rejection(annotation_of(text)) is None
