"""Every number in thresholds.py, by what it decides: a test fails if the number moves far enough to be noticed."""

from math import exp, log

import pytest
from samples.understanding import annotation_of, base, lexicon

from bot.understanding import thresholds
from bot.understanding.classes import CURATED, GENERAL, NOT_OURS, OWNER
from bot.understanding.classifier import weigh_subjects
from bot.understanding.decision import Candidate, decide, find_candidates
from bot.understanding.followups import interpret_follow_up
from bot.understanding.intents import Intent
from bot.understanding.languages import is_foreign
from bot.understanding.questions import clarify
from bot.understanding.subjects import best_curated, best_thing
from bot.understanding.trained import questions_model

TWO = ("cmo", "cro")
TOPICS = ("metrics", "skills", "focus", "impact", "scope", "tenure")
METRICS, SKILLS, FOCUS, IMPACT, SCOPE, TENURE = (Intent("compare", TWO, topic) for topic in TOPICS)
WHOLE = Intent("compare", TWO)

EXPECTED = {
    "MIN_SIDE_PROBABILITY": (0.6, 0.15),
    "MIN_UNKNOWN_SIDE_PROBABILITY": (0.4, 0.1),
    "MIN_LIST_PROBABILITY": (0.7, 0.05),
    "LISTED_SHARE": (0.8, 0.05),
    "MONEY_SHARE": (0.9, 0.05),
    "MAX_NOT_OURS_WITH_MONEY": (0.5, 0.1),
    "MIN_SURE": (0.9, 0.02),
    "MIN_NOT_OURS": (0.6, 0.1),
    "MIN_LEANING": (0.25, 0.02),
    "NOT_OURS_FACTOR": (2.0, 0.3),
    "MIN_CARD": (0.6, 0.02),
    "MIN_OWNER": (0.85, 0.02),
    "MAX_READINGS": (3, 0),
    "GENERAL_FACTOR": (0.25, 0.02),
    "UNMATCHED_DOUBT": (0.7, 0.02),
    "FAQ_NEAR": (0.5, 0.05),
    "FAQ_ALONE": (0.4, 0.05),
    "FAQ_FEW_WORDS": (0.8, 0.05),
    "MIN_CONTENT_WORDS": (2, 0),
    "MIN_CURATED": (0.05, 0.02),
    "MIN_WITHOUT_ROLE": (0.3, 0.1),
    "MIN_WITHOUT_SUBJECT": (0.9, 0.05),
    "CURATED_CLASS": (0.5, 0.1),
    "CURATED_ENTRY": (0.55, 0.1),
    "CURATED_BIAS": (1.0, 0.2),
    "OWNER_CLASS": (0.6, 0.1),
    "OWNER_THING": (0.45, 0.1),
    "OWNER_BIAS": (0.4, 0.2),
    "MIN_WEIGHED": (0.01, 0.01),
    "LEAST_PROBABILITY": (0.0001, 0.0001),
    "MAX_CLARIFY_OPTIONS": (16, 0),
    "MIN_FURTHER": (0.6, 0.1),
    "MIN_OFFERED": (0.4, 0.1),
    "MIN_FRAGMENT": (0.9, 0.05),
    "MAX_FOLLOW_UP_WORDS": (18, 2),
    "MIN_FOLLOW_UP": (0.45, 0.1),
    "MAX_NOT_OURS": (0.03, 0.01),
    "MAX_NOT_OURS_ALONE": (0.9, 0.02),
    "MAX_OTHER_WORDS": (4, 0),
    "FOLLOW_UP_PROBABILITY": (0.85, 0.05),
    "MIN_THING": (0.08, 0.02),
    "MAX_NOT_HELD": (0.65, 0.05),
    "NAMED_FACTOR": (5.0, 1.0),
    "MIN_SUBJECT": (0.05, 0.02),
    "MIN_REACH": (0.04, 0.02),
    "MAX_FOREIGN_LETTERS": (0.3, 0.05),
    "MIN_FOREIGN_WORDS": (2, 0),
}
"""Each number as it was chosen, and how far it may move without a new measurement of the question table."""


def numbers() -> dict[str, float]:
    return {name: value for name, value in vars(thresholds).items() if name.isupper()}


def test_every_number_is_listed_here():
    assert numbers().keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_number_is_near_what_was_chosen(name: str):
    chosen, tolerance = EXPECTED[name]
    assert numbers()[name] == pytest.approx(chosen, abs=tolerance)


# Each probability is one, and they are in order


def test_what_is_a_share_is_between_0_and_1():
    counts = {name for name, value in numbers().items() if isinstance(value, int)} | {
        *("NAMED_FACTOR", "CURATED_BIAS", "NOT_OURS_FACTOR"),
    }
    assert all(0 < value < 1 for name, value in numbers().items() if name not in counts)


def test_the_thresholds_of_a_decision_are_in_order():
    assert thresholds.MIN_REACH < thresholds.MIN_LEANING < thresholds.MIN_CARD < thresholds.MIN_SURE
    assert thresholds.MIN_OFFERED < thresholds.MIN_FURTHER < thresholds.MIN_FRAGMENT
    assert min(thresholds.MIN_THING, thresholds.MIN_CURATED) >= thresholds.MIN_SUBJECT
    assert thresholds.FAQ_ALONE < thresholds.FAQ_NEAR < thresholds.FAQ_FEW_WORDS


# What they decide


def decided(*found: tuple[Intent, float], not_ours: float = 0.0) -> tuple[Intent | None, tuple[Intent, ...]]:
    outcome = decide([Candidate(*each) for each in found], not_ours)
    return outcome.intent, outcome.readings


def test_a_card_is_shown_alone_from_0_9_on():
    assert decided((METRICS, 0.92), (SKILLS, 0.05)) == (METRICS, ())
    assert decided((METRICS, 0.88), (SKILLS, 0.1)) == (METRICS, (SKILLS,))


def test_a_card_is_shown_from_0_25_on_and_below_it_the_person_is_asked():
    others = ((SKILLS, 0.18), (FOCUS, 0.15), (IMPACT, 0.14), (SCOPE, 0.13))
    assert decided((METRICS, 0.27), *others)[0] == METRICS
    assert decided((METRICS, 0.23), *others) == (None, (METRICS, SKILLS, FOCUS))


def test_nothing_is_shown_or_asked_if_all_cards_together_are_below_0_6():
    assert decided((METRICS, 0.5), (SKILLS, 0.12)) == (METRICS, (SKILLS,))
    assert decided((METRICS, 0.5), (SKILLS, 0.08)) == (None, ())


def test_who_owns_something_is_answered_from_0_85_on_if_no_role_is_named():
    owner = Intent("who_owns", subject="cash")
    assert decided((owner, 0.86))[0] == owner
    assert decided((owner, 0.84)) == (None, ())
    assert decided((owner._replace(roles=TWO), 0.84))[0] == owner._replace(roles=TWO)


def test_three_readings_are_within_reach():
    five = tuple((Intent("compare", TWO, topic), 0.13) for topic in ("metrics", "skills", "focus", "impact", "scope"))
    assert len(decided(*five)[1]) == 3


def test_the_whole_card_is_offered_if_it_is_a_quarter_as_likely_as_the_third_reading():
    near = ((METRICS, 0.4), (SKILLS, 0.2), (FOCUS, 0.2))
    assert decided(*near, (WHOLE, 0.055))[1] == (SKILLS, WHOLE)
    assert decided(*near, (WHOLE, 0.045))[1] == (SKILLS, FOCUS)


def test_seven_tenths_of_a_curated_question_that_does_not_fit_are_doubted():
    found = find_candidates({CURATED: 0.5, GENERAL: 0.3, NOT_OURS: 0.2}, TWO, (), ())
    assert found[0].probability == pytest.approx(0.3 / (1 - 0.7 * 0.5), abs=0.01)


def test_two_models_weigh_about_alike_in_a_curated_question():
    asked = annotation_of("how long does an executive search take")
    entry = best_curated(asked, base().faq, lexicon())
    weighed = weigh_subjects(asked, {CURATED: 0.1, OWNER: 0.0, NOT_OURS: 0.9}, base(), lexicon())
    log_odds = 0.5 * log(0.1 / 0.9) + 0.55 * log(entry / (1 - entry)) + 1
    assert weighed[CURATED] == pytest.approx(1 / (1 + exp(-log_odds)), abs=0.02)


def test_two_models_weigh_about_alike_in_a_question_of_ownership():
    asked = annotation_of("whose call are the discounts")
    thing = best_thing(asked, base().things)
    weighed = weigh_subjects(asked, {CURATED: 0.0, OWNER: 0.3, NOT_OURS: 0.7}, base(), lexicon())
    log_odds = 0.6 * log(0.3 / 0.7) + 0.45 * log(thing / (1 - thing)) + 0.4
    assert weighed[OWNER] == pytest.approx(1 / (1 + exp(-log_odds)), abs=0.02)


def followed_up(text: str) -> Candidate | None:
    return interpret_follow_up(annotation_of(text), METRICS, lexicon(), questions_model())


def test_a_follow_up_has_eighteen_words_at_most():
    assert followed_up("why " * 18)
    assert followed_up("why " * 19) is None


def test_besides_the_role_a_follow_up_has_four_words_at_most():
    assert followed_up("and now what about the CTO?")
    assert followed_up("and now what about how the CTO?") is None


def test_a_follow_up_that_names_only_another_role_is_shown_with_a_probability_of_0_85():
    found = followed_up("what about the CTO?")
    assert found
    assert found.probability == pytest.approx(0.85, abs=0.05)


def test_a_text_is_foreign_from_two_frequent_words_on():
    assert not is_foreign("der CFO")
    assert is_foreign("der CFO und CTO")


def test_a_text_is_foreign_if_three_in_ten_letters_are_of_another_script():
    assert not is_foreign("a" * 75 + "д" * 25)
    assert is_foreign("a" * 65 + "д" * 35)


def test_four_shared_abbreviations_are_asked_back_in_every_combination():
    assert len(clarify(annotation_of("CPO, CCO, CDO or CSO?"), base()).options) == 16
