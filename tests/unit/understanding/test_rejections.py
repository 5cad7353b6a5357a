import pytest
from samples.understanding import annotation_of, reading_of

from bot.understanding.rejections import (
    MAX_TITLES,
    Rejection,
    explain_no,
    find_other_sense,
    find_rejection,
    reject_titles,
    reject_unmatched,
)

REFUSED = {
    "nothing_said": ["", "   ", "?", "...", ":wave:", "\U0001f600", "<@U04ROLE>", "hello", "Hi there!"],
    "thanks": [
        "thanks",
        "Thank you so much!",
        "thx",
        "great, thanks a lot",
        "ok cool thanks :wave:",
        "That helps, cheers",
    ],
    "not_our_subject": [
        "what's for lunch",
        "what is the weather like tomorrow",
        "can you book a meeting room",
        "tell me a joke",
        "who won the match yesterday",
        "lorem ipsum dolor sit amet",
    ],
    "unknown_role": [
        "what does a chief happiness officer do",
        "VP Growth vs CFO",
        "vice president of happiness vs CFO",
        "what does a vice president do",
        "difference between controller and CFO",
        "CAO vs CFO",
        "what does a chief privacy officer do",
    ],
    "below_executive": ["what does a project manager do", "what is a software engineer responsible for"],
    "other_sense": [
        "our CRO (conversion rate optimisation) agency",
        "CRO for landing pages",
        "which CRO should run our clinical trial",
        "COO sparse matrix format",
    ],
    "a_person": ["who is the CTO of Placeholder Inc", "who is the CMO at Examplecorp"],
    "other_language": [
        "Was ist der Unterschied zwischen einem CMO und einem CRO?",
        "¿Cuál es la diferencia entre el CMO y el CRO?",
        "Чем отличается CMO от CRO?",
    ],
    "running_hire": [
        "how far is the cro search?",
        "what's left on the CFO search",
        "how is the hiring going?",
        "where are we on the CRO?",
        "what's overdue in our search",
    ],
    "needs_roles": ["and their KPIs?", "which first?", "do we need both", "who is higher?", "what about them"],
    "not_covered": ["who decides on the furniture", "who runs the canteen?"],
}


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REFUSED.items() for text in texts])
def test_a_text_is_refused_for_its_own_reason(reason: str, text: str):
    reading = reading_of(text)
    assert (reading.status, reading.reason) == ("unknown", reason)
    assert (reading.intent.kind, reading.confidence) == ("unknown", 0)
    assert reading.decided_by


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what does a chief happiness officer do", "chief happiness officer"),
        ("VP Growth vs CFO", "vp growth"),
        ("CRO for landing pages", "CRO as conversion rate optimisation"),
        ("what does a project manager do", "project manager"),
        ("how far is the cro search?", "cro"),
        ("how is the VP of Sales hire going", "vp_sales"),
        ("cpo search status", "cpo"),
        ("how is the hiring going?", ""),
    ],
)
def test_a_refusal_names_the_words_in_question(text: str, about: str):
    assert reading_of(text).about == about


def test_a_refusal_names_a_few_titles_at_most():
    others = " vs ".join(f"chief {word} officer" for word in ("happiness", "privacy", "learning", "brand", "design"))
    text = annotation_of(f"CMO vs {others}")
    named = reject_titles(text._replace(unknown_sides=text.titles)).about
    assert len(named.split(", ")) == MAX_TITLES


@pytest.mark.parametrize(
    "text",
    [
        "CMO vs CRO KPIs?",
        "what is a CTO",
        "when should we hire a CRO?",
        "what's next after hiring a CFO",
        "is it too late to hire a CFO",
        "CRO search progress metrics",
        "who is responsible for the CRO search",
        "what should we do next after the CFO hire?",
        "who owns pricing",
    ],
)
def test_a_question_about_a_role_or_a_future_hire_is_not_refused_at_once(text: str):
    assert find_rejection(annotation_of(text)) is None
    assert reading_of(text).reason != "running_hire"


def test_another_sense_is_none_if_the_role_or_another_one_is_named():
    assert find_other_sense(annotation_of("CRO for landing pages"))
    assert find_other_sense(annotation_of("CRO or CMO for landing pages")) is None
    assert find_other_sense(annotation_of("Chief Revenue Officer (CRO) and conversion rate optimisation")) is None


def test_what_asks_nothing_answerable_lacks_roles_or_clarity():
    assert reject_unmatched(annotation_of("which first?")).reason == "needs_roles"
    assert reject_unmatched(annotation_of("CMO zebra")).reason == "unclear"


def test_a_text_of_another_subject_is_explained_as_such():
    assert explain_no(annotation_of("what's for lunch")) == Rejection("not_our_subject", "", "refused:not_ours")
