import pytest
from samples.understanding import annotation_of, base, lexicon

from bot.understanding.classes import CURATED, GENERAL, HIRE, NOT_OURS, OWNER
from bot.understanding.classifier import (
    class_of_way,
    classify,
    find_listed_way,
    weigh_money_and_dismissal,
    weigh_subjects,
)

KINDS = {"role", "compare", "advice", "several", "none"}
ASKED = {
    "What is the difference between a CMO and a CRO?": GENERAL,
    "CTO vs CIO": GENERAL,
    "What are the KPIs of a CRO?": "metrics",
    "cheif reveneu oficer kpis": "metrics",
    "Who does the CISO report to?": "reporting_line",
    "How long does a CMO usually stay?": "tenure",
    "What skills does a CTO need?": "skills",
    "What should we ask a CFO candidate in the interview?": "interview",
    "When should we hire our first CTO?": HIRE,
    "Which should we hire first, CMO or CRO?": HIRE,
    "Do we need both a CMO and a CRO?": "both_or_one",
    "Who is more important, CMO or CTO?": "importance",
    "Who owns pricing?": OWNER,
    "who is responsible for churn?": OWNER,
    "How long does an executive search take?": CURATED,
    "what's for lunch": NOT_OURS,
    "what is the weather like tomorrow": NOT_OURS,
    "who won the match yesterday": NOT_OURS,
}


@pytest.mark.parametrize(("text", "name"), ASKED.items())
def test_a_plain_question_is_classified_for_sure(text: str, name: str):
    likely = classify(annotation_of(text), lexicon())
    assert sum(likely.values()) == pytest.approx(1)
    assert max(likely, key=likely.__getitem__) == name
    assert likely[name] > 0.6


def test_a_way_of_asking_that_is_listed_has_most_of_the_probability():
    assert classify(annotation_of("CRO boss"), lexicon())["reporting_line"] >= 0.8


WEIGHED = {
    "should we fire the CMO": True,
    "operations are on fire, do we need a COO": False,
    "the KPIs of a CMO": False,
}


@pytest.mark.parametrize(("text", "is_curated"), WEIGHED.items())
def test_a_text_about_dismissal_asks_something_curated_if_it_is_for_the_bot(text: str, is_curated: bool):
    likely = {GENERAL: 0.6, CURATED: 0.1, NOT_OURS: 0.3}
    weighed = weigh_money_and_dismissal(annotation_of(text), likely)
    assert (weighed[CURATED] >= 0.9) == is_curated


def test_a_text_about_dismissal_that_is_hardly_for_the_bot_asks_nothing_curated():
    likely = {GENERAL: 0.4, CURATED: 0.04, NOT_OURS: 0.56}
    assert weigh_money_and_dismissal(annotation_of("should we fire the CMO"), likely) == likely


UNDECIDED = {CURATED: 0.2, OWNER: 0.2, GENERAL: 0.3, NOT_OURS: 0.3}


def test_a_curated_question_becomes_likelier_if_one_fits_well():
    fitting = weigh_subjects(annotation_of("how long does an executive search take"), UNDECIDED, base(), lexicon())
    other = weigh_subjects(annotation_of("what does a CMO do"), UNDECIDED, base(), lexicon())
    assert fitting[CURATED] > UNDECIDED[CURATED] > other[CURATED]


def test_a_question_of_ownership_becomes_likelier_if_a_thing_fits_well():
    fitting = weigh_subjects(annotation_of("who owns pricing"), UNDECIDED, base(), lexicon())
    other = weigh_subjects(annotation_of("who owns this pencil"), UNDECIDED, base(), lexicon())
    assert fitting[OWNER] > UNDECIDED[OWNER] > other[OWNER]


def test_the_corrected_probabilities_add_up_to_one():
    weighed = weigh_subjects(annotation_of("who owns pricing"), UNDECIDED, base(), lexicon())
    assert sum(weighed.values()) == pytest.approx(1)
    assert weighed[GENERAL] == pytest.approx(weighed[NOT_OURS])


def test_what_is_hardly_likely_is_not_reconsidered():
    likely = {CURATED: 0.001, OWNER: 0.001, GENERAL: 0.998}
    assert weigh_subjects(annotation_of("who owns pricing"), likely, base(), lexicon()) == likely


def test_a_class_that_is_certain_stays_possible_to_doubt():
    weighed = weigh_subjects(annotation_of("a CMO"), {CURATED: 1.0, OWNER: 0.0}, base(), lexicon())
    assert 0 < weighed[CURATED] < 1


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Compare the CMO and a CRO", "compare"),
        ("hello, help please", "none/help"),
        ("which roles do you know?", "none/directory"),
        ("the CMO and the CRO met for lunch", None),
        ("", None),
    ],
)
def test_what_is_asked_word_for_word_is_listed(text: str, way: str | None):
    assert find_listed_way(annotation_of(text), lexicon()) == way


@pytest.mark.parametrize("way", base().language.ways)
def test_a_way_of_asking_names_a_kind_of_question_and_a_topic(way: str):
    kind, _, topic = way.partition("/")
    assert kind in KINDS
    assert not topic or topic in {*base().topics, "who_owns", "directory", "help"}


@pytest.mark.parametrize(
    ("way", "name"),
    [
        ("role", GENERAL),
        ("compare/metrics", "metrics"),
        ("several/which_first", HIRE),
        ("role/first_hire", HIRE),
        ("several/who_owns", OWNER),
        ("none/who_owns", OWNER),
    ],
)
def test_a_way_of_asking_belongs_to_a_class(way: str, name: str):
    assert class_of_way(way) == name
