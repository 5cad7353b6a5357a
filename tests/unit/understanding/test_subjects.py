from dataclasses import replace

import pytest
from samples.understanding import annotation_of, base, lexicon

from bot.knowledge.models import FaqEntry, Thing
from bot.understanding import subjects
from bot.understanding.subjects import (
    BUCKETS,
    ELSEWHERE,
    NOT_HELD,
    rank_curated,
    rank_things,
    subject_features,
)
from bot.understanding.thresholds import MAX_READINGS
from bot.understanding.trained import curated_model, things_model


def things(text: str) -> list[str]:
    return [found.entry for found in rank_things(annotation_of(text), base().things, 0.15)]


@pytest.mark.parametrize("thing", base().things.values(), ids=base().things)
def test_a_thing_is_recognised_by_its_name(thing: Thing):
    if thing.id != "ceo_time":  # the role in its name is heard as the role
        assert things(f"who owns {thing.name}?")[0] == thing.id


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("who decides on our prices and discounts", "pricing"),
        ("whose job is it that customers leave us, i.e. churn", "churn"),
    ],
)
def test_a_thing_is_recognised_in_other_words(text: str, thing: str):
    assert things(text)[0] == thing


def test_the_things_come_best_first_and_their_shares_add_up_to_one():
    found = rank_things(annotation_of("who owns pricing and churn?"), base().things, 0.01)
    assert 0 < len(found) <= MAX_READINGS
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert sum(one.score for one in found) == pytest.approx(1)


def test_only_things_that_the_knowledge_holds_are_recognised():
    held = {name: thing for name, thing in base().things.items() if name != "pricing"}
    assert "pricing" not in [one.entry for one in rank_things(annotation_of("who owns pricing"), held, 0.0)]


def test_a_thing_that_a_company_added_is_certain_if_it_is_named():
    added = annotation_of("who owns the zebras")._replace(things=("zebras",))
    assert rank_things(added, {**base().things, "zebras": None}, 0.15) == [("zebras", 1.0)]


def test_the_models_know_what_the_knowledge_holds_and_that_some_is_not_held_or_asked():
    assert set(things_model().classes) == {*base().things, NOT_HELD, ELSEWHERE}
    main = {entry.id for entry in base().faq.values() if entry.part_of is None}
    assert set(curated_model().classes) == {*main, NOT_HELD, ELSEWHERE}


@pytest.mark.parametrize("entry", ["executive_equity", "first_90_days"])
def test_a_curated_question_is_recognised_by_its_phrasings_about_a_role(entry: str):
    for phrasing in base().faq[entry].ask:
        asked = annotation_of(f"{phrasing}, for a CFO")
        assert rank_curated(asked, base().faq, lexicon(), 0.1)[0].entry == entry, phrasing


def test_a_curated_question_about_other_roles_does_not_fit():
    asked = annotation_of("what are the red flags in a CTO candidate?")
    found = [one.entry for one in rank_curated(asked, base().faq, lexicon(), 0.0)]
    assert "red_flags_cro" not in found
    assert "red_flags_cmo" not in found


def test_the_features_tell_roles_and_words_apart():
    one, other = subject_features(annotation_of("CMO budget")), subject_features(annotation_of("CRO budget"))
    assert set(one) != set(other)
    assert len(set(one)) == len(one)
    assert all(0 <= number < BUCKETS for number in one)


def test_no_curated_question_is_called_like_what_is_not_held():
    assert {subjects.NOT_HELD, subjects.ELSEWHERE}.isdisjoint({*base().faq, *base().things})
    assert all(isinstance(entry, FaqEntry) for entry in replace(base(), version="").faq.values())
