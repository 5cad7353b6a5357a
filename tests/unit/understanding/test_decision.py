import pytest
from samples.understanding import base

from bot.understanding.classes import CURATED, GENERAL, HIRE, NOT_OURS, OWNER
from bot.understanding.decision import Candidate, decide, find_candidates, label_of, options_of
from bot.understanding.intents import Intent
from bot.understanding.similarity import ScoredEntry

TWO = ("cmo", "cro")
METRICS, SKILLS, FOCUS = (Intent("compare", TWO, topic) for topic in ("metrics", "skills", "focus"))
WHOLE = Intent("compare", TWO)
NOTHING = dict.fromkeys((CURATED, GENERAL, HIRE, NOT_OURS, OWNER, "metrics", "skills"), 0.0)


def candidates(*found: tuple[Intent, float]) -> list[Candidate]:
    return [Candidate(*each) for each in found]


# What may be asked


def test_the_likeliest_question_comes_first():
    found = find_candidates({**NOTHING, "metrics": 0.3, GENERAL: 0.6, NOT_OURS: 0.1}, TWO, (), ())
    assert [one.intent for one in found][:2] == [WHOLE, METRICS]
    assert [one.probability for one in found][:2] == [pytest.approx(0.6), pytest.approx(0.3)]


def test_without_roles_nothing_is_asked_about_them():
    assert find_candidates({**NOTHING, "metrics": 0.9, NOT_OURS: 0.1}, (), (), ()) == []


def test_the_probability_of_a_question_of_ownership_is_shared_among_the_things():
    things = (ScoredEntry("pricing", 0.75), ScoredEntry("churn", 0.25))
    found = [one for one in find_candidates({**NOTHING, OWNER: 0.8}, (), things, ()) if one.probability]
    assert found == candidates(
        (Intent("who_owns", subject="pricing"), pytest.approx(0.6)),
        (Intent("who_owns", subject="churn"), pytest.approx(0.2)),
    )


def test_a_curated_question_that_fits_takes_all_of_its_probability():
    likely = {**NOTHING, CURATED: 0.6, GENERAL: 0.4}
    found = find_candidates(likely, TWO, (), (ScoredEntry("search_fee", 1.0),))
    assert found[0] == Candidate(Intent("faq", subject="search_fee"), pytest.approx(0.6))


def test_other_readings_become_likelier_if_no_curated_question_fits():
    likely = {**NOTHING, CURATED: 0.5, GENERAL: 0.4, NOT_OURS: 0.1}
    assert find_candidates(likely, TWO, (), ())[0] == Candidate(WHOLE, pytest.approx(0.4 / (1 - 0.7 * 0.5)))


# What to do


def test_a_sure_reading_is_answered_alone():
    outcome = decide(candidates((METRICS, 0.95), (SKILLS, 0.03)), 0.01)
    assert (outcome.intent, outcome.probability, outcome.readings) == (METRICS, 0.95, ())


def test_a_likely_reading_is_answered_with_the_next_ones_as_buttons():
    outcome = decide(candidates((METRICS, 0.5), (SKILLS, 0.3), (FOCUS, 0.1)), 0.05)
    assert (outcome.intent, outcome.readings) == (METRICS, (SKILLS, FOCUS))


def test_among_many_unlikely_readings_the_person_is_asked():
    some = [(Intent("compare", TWO, topic), 0.13) for topic in ("metrics", "skills", "focus", "impact", "scope")]
    outcome = decide(candidates(*some), 0.05)
    assert outcome.intent is None
    assert outcome.readings == (METRICS, SKILLS, FOCUS)


def test_nothing_likely_is_refused():
    assert decide(candidates((METRICS, 0.2), (SKILLS, 0.1)), 0.05).readings == ()
    assert decide([], 0.0).intent is None


def test_a_text_that_is_rather_not_for_the_bot_is_refused():
    assert decide(candidates((METRICS, 0.3), (SKILLS, 0.3), (FOCUS, 0.05)), 0.35).intent is None


def test_the_person_is_asked_if_a_card_is_not_much_likelier_than_none():
    found = candidates((METRICS, 0.4), (SKILLS, 0.25))
    assert decide(found, 0.15).intent == METRICS
    assert decide(found, 0.3) == (None, 0.4, (METRICS, SKILLS))


def test_a_single_doubtful_reading_is_no_question_back():
    assert decide(candidates((METRICS, 0.6)), 0.35) == (None, 0.0, ())


def test_the_whole_card_takes_the_place_of_a_third_reading():
    outcome = decide(candidates((METRICS, 0.5), (SKILLS, 0.2), (FOCUS, 0.1), (WHOLE, 0.05)), 0.05)
    assert outcome.readings == (SKILLS, WHOLE)


# Buttons


@pytest.mark.parametrize(
    ("intent", "label"),
    [
        (METRICS, "Metrics"),
        (WHOLE, "Compare"),
        (Intent("role", ("cmo",)), "About the CMO"),
        (Intent("who_owns", subject="pricing"), "Who owns pricing?"),
        (Intent("faq", subject="search_fee"), base().faq["search_fee"].ask[0]),
    ],
)
def test_a_reading_is_offered_by_its_topic_or_its_question(intent: Intent, label: str):
    assert label_of(intent, base()) == label
    assert options_of([intent], base())[0].intent == intent
