import string
from collections.abc import Iterator

import pytest
from samples.understanding import slips

from bot.commands.catalogue import CATALOGUE
from bot.commands.verb_matching import match_verb, suggest_verbs

SYNONYMS = {verb.name: verb.phrases for verb in CATALOGUE.values() if verb.is_typed}
"""Verb to what people may type for it."""


def called(text: str) -> str | None:
    found = match_verb(text.split())
    return found.verb if found else None


OTHER_WORDS = [(verb, phrase) for verb, texts in SYNONYMS.items() for phrase in texts.split(", ")]


@pytest.mark.parametrize("verb", list(SYNONYMS))
def test_every_verb_goes_by_its_own_name(verb: str):
    assert SYNONYMS[verb].split(", ")[0].replace(" ", "-") == verb
    assert called(verb.replace("-", " ")) == verb


@pytest.mark.parametrize(("verb", "phrase"), OTHER_WORDS)
def test_every_other_word_stands_for_its_verb(verb: str, phrase: str):
    assert called(phrase) == verb
    assert called(f"{phrase} 3") == verb


def test_no_word_stands_for_two_verbs():
    phrases = [phrase for _, phrase in OTHER_WORDS]
    assert sorted(phrases) == sorted(set(phrases))


def test_the_longest_name_wins():
    assert called("start item") == "start-item"
    assert called("start cro") == "start"
    assert called("reopen search") == "reopen-search"
    assert called("add note") == "note"
    assert called("start date") == "target"
    assert called("move the search") == "target"
    assert called("move 3") == "due"


def test_how_it_was_called_is_told():
    found = match_verb(["tick", "off", "3"])
    assert found is not None
    assert (found.word_count, found.words) == (2, ("tick", "off"))


@pytest.mark.parametrize("text", ["", "xyzzy", "3", "what does a cro do", "the", "done3"])
def test_other_words_are_no_verb(text: str):
    assert called(text) is None


# Slips

MISSPELT: dict[str, str] = {
    "start": "startt statr satrt strat",
    "status": "stauts staus sttaus statuss",
    "items": "itmes itens iems itemss",
    "done": "dnoe doen donne",
    "reopen": "reopn reoepn repoen",
    "assign": "asign assgin asssign assing",
    "block": "blcok blokc bloock",
    "unblock": "unblcok unblok unlock unblockk",
    "skip": "skpi sikp skiip",
    "history": "histroy hisotry histry",
    "export": "exprot exort epxort",
    "rename": "renmae reanme renme",
    "owner": "onwer ownre ownner",
    "target": "targt tagret traget taregt tarrget targett",
    "weekly": "weeekly wekly weelky",
    "snooze": "snoze snoooze sonoze",
    "searches": "serches seaches searchse",
    "decisions": "decisons descisions decisoins",
    "help": "hlep hepl helpp",
    "close": "clsoe closee colse",
}


@pytest.mark.parametrize(("verb", "misspelt"), [(verb, w) for verb, words in MISSPELT.items() for w in words.split()])
def test_a_misspelt_verb_is_mended(verb: str, misspelt: str):
    assert called(misspelt) == verb


@pytest.mark.parametrize(
    ("phrase", "verb"),
    [
        ("reopen serach cro", "reopen-search"),
        ("mark as doen 3", "done"),
        ("not aplicable", "skip"),
        ("postpne the search to june", "target"),
        ("move the targt to june", "target"),
    ],
)
def test_phrases_are_mended_too(phrase: str, verb: str):
    assert called(phrase) == verb


TOLD_APART = {frozenset(("item", "items")), frozenset(("start", "start-item"))}
"""Pairs that what follows tells apart."""


def one_letter_away(word: str) -> Iterator[str]:
    """The word with a letter swapped, left out, doubled or replaced."""
    yield from slips(word)
    for at in range(len(word)):
        yield from (word[:at] + letter + word[at + 1 :] for letter in string.ascii_lowercase)


@pytest.mark.parametrize("verb", [verb for verb in SYNONYMS if "-" not in verb])
def test_a_slip_never_turns_one_verb_into_another(verb: str):
    exact = {phrase: other for other, phrase in OTHER_WORDS}
    turned = {word: called(word) for word in one_letter_away(verb) if word not in exact}
    wrong = {w: other for w, other in turned.items() if other not in (verb, None)}
    assert {w: other for w, other in wrong.items() if frozenset((verb, other)) not in TOLD_APART} == {}


@pytest.mark.parametrize("word", ["none", "fired", "lose", "mate", "text", "hird", "lunch", "moved"])
def test_an_everyday_word_is_not_mended_into_an_order(word: str):
    assert called(word) is None


# What to offer


@pytest.mark.parametrize(
    ("word", "verb"), [("finito", "done"), ("assignee", "assign"), ("statuses", "status"), ("remindful", "snooze")]
)
def test_a_word_that_is_no_verb_is_offered_the_nearest(word: str, verb: str):
    assert verb in suggest_verbs(word)


def test_nothing_is_offered_for_a_word_that_is_near_to_none():
    assert suggest_verbs("xyzzy") == ()
    assert suggest_verbs("") == ()
    assert suggest_verbs("q" * 4000) == ()
