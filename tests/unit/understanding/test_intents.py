import doctest
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import base

from bot.understanding import intents
from bot.understanding.intents import (
    Intent,
    IntentKind,
    Meaning,
    Option,
    Reading,
    decode,
    decode_choice,
    encode,
    encode_choice,
)

LONGEST_BUTTON_VALUE = 2_000
CMO = Option("CMO", Intent("role", ("cmo",)))

an_intent = st.builds(
    Intent,
    kind=st.sampled_from(get_args(IntentKind)),
    roles=st.lists(st.sampled_from([*base().roles]), unique=True).map(tuple),
    topic=st.none() | st.sampled_from([*base().topics]),
    subject=st.none() | st.sampled_from([*base().things, *base().faq]),
)


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(intents).failed == 0


@given(an_intent)
def test_an_encoded_intent_is_decoded(intent: Intent):
    assert decode(encode(intent)) == intent
    assert len(encode(intent)) <= LONGEST_BUTTON_VALUE


def test_no_id_contains_the_separators_of_an_encoded_intent():
    ids = {*base().roles, *base().topics, *base().things, *base().faq}
    assert not {identifier for identifier in ids if set(identifier) & set(":,;=")}


@pytest.mark.parametrize("line", ["", "compare", "compare:cmo", "dance:cmo::", "role:cmo:a:b:c", ":::", "CMO vs CRO?"])
def test_a_line_that_is_no_encoded_intent_is_refused(line: str):
    with pytest.raises(ValueError, match=r".+"):
        decode(line)


@given(st.text())
def test_any_line_is_decoded_or_refused(line: str):
    try:
        intent = decode(line)
    except ValueError:
        return
    assert intent.kind in get_args(IntentKind)


@pytest.mark.parametrize(
    ("reading", "status"),
    [
        (Reading(Intent("role", ("cmo",)), 0.9, "one:named"), "answered"),
        (Reading(Intent("help"), 1.0, "command:help"), "answered"),
        (Reading(Intent("unknown"), 0.0, "unknown:no_rule", reason="unclear"), "unknown"),
        (Reading(Intent("unknown"), 0.5, "clarify:abbreviation", (CMO,), clarify=True), "clarify"),
    ],
)
def test_a_reading_has_one_of_three_statuses(reading: Reading, status: str):
    assert reading.status == status


@given(an_intent, st.lists(st.tuples(st.sampled_from(["cpo", "cco"]), st.sampled_from([*base().roles])), min_size=1))
def test_an_encoded_choice_is_decoded(intent: Intent, meanings: list[Meaning]):
    assert decode_choice(encode_choice(intent, tuple(meanings))) == (intent, tuple(meanings))


@pytest.mark.parametrize(
    "line", ["", ";", "cpo;role:chro::", "cpo=a=b;role:chro::", "role:chro::", "cpo=chro;x", "a;b;c"]
)
def test_a_line_that_is_no_encoded_choice_is_refused(line: str):
    with pytest.raises(ValueError, match=r"."):
        decode_choice(line)


def test_only_a_question_back_about_an_abbreviation_asks_for_its_meaning():
    meaning = CMO._replace(meanings=(("cmo", "cmo"),))
    back = Reading(Intent("unknown"), 0.5, "test", (meaning,), clarify=True)
    assert back.asks_for_meaning
    assert not back._replace(options=(CMO,)).asks_for_meaning
    assert not back._replace(clarify=False).asks_for_meaning
