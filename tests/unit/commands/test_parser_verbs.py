import string
from collections.abc import Iterator

import pytest
from samples.understanding import typos

from bot.commands.catalogue import CATALOGUE
from bot.commands.parser import match_verb, suggest_verbs

SYNONYMS = {verb.name: verb.phrases for verb in CATALOGUE.values() if verb.is_typed}
"""Verb to its phrases, comma separated."""


def matched_verb(text: str) -> str | None:
    found = match_verb(text.split())
    return found.verb if found else None


PHRASES = [(verb, phrase) for verb, texts in SYNONYMS.items() for phrase in texts.split(", ")]


@pytest.mark.parametrize("verb", list(SYNONYMS))
def test_every_verb_matches_its_own_name(verb: str):
    assert SYNONYMS[verb].split(", ")[0].replace(" ", "-") == verb
    assert matched_verb(verb.replace("-", " ")) == verb


@pytest.mark.parametrize(("verb", "phrase"), PHRASES)
def test_every_synonym_matches_its_verb(verb: str, phrase: str):
    assert matched_verb(phrase) == verb
    assert matched_verb(f"{phrase} 3") == verb


def test_the_longest_phrase_wins():
    assert matched_verb("start item") == "start-item"
    assert matched_verb("start cro") == "start"
    assert matched_verb("reopen search") == "reopen-search"
    assert matched_verb("add note") == "note"
    assert matched_verb("start date") == "target"
    assert matched_verb("move the search") == "target"
    assert matched_verb("move 3") == "due"


def test_the_matched_words_are_returned():
    found = match_verb(["tick", "off", "3"])
    assert found is not None
    assert (found.word_count, found.words) == (2, ("tick", "off"))


@pytest.mark.parametrize("text", ["", "xyzzy", "3", "what does a cro do", "the", "done3"])
def test_other_words_match_no_verb(text: str):
    assert matched_verb(text) is None


# Typos

TYPOS: dict[str, str] = {
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


@pytest.mark.parametrize(("verb", "typo"), [(verb, w) for verb, words in TYPOS.items() for w in words.split()])
def test_a_typo_in_a_verb_is_corrected(verb: str, typo: str):
    assert matched_verb(typo) == verb


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
def test_typos_in_phrases_are_corrected(phrase: str, verb: str):
    assert matched_verb(phrase) == verb


DISTINGUISHED_BY_ARGUMENTS = {
    frozenset(pair) for pair in (("item", "items"), ("start", "start-item"), ("pause", "skip"))
}
"""Pairs of verbs that share words and are distinguished by their arguments."""


def one_letter_away(word: str) -> Iterator[str]:
    """The word with a letter swapped, left out, doubled or replaced."""
    yield from typos(word)
    for at in range(len(word)):
        yield from (word[:at] + letter + word[at + 1 :] for letter in string.ascii_lowercase)


@pytest.mark.parametrize("verb", [verb for verb in SYNONYMS if "-" not in verb])
def test_no_typo_turns_one_verb_into_another(verb: str):
    exact = {phrase: other for other, phrase in PHRASES}
    corrected = {word: matched_verb(word) for word in one_letter_away(verb) if word not in exact}
    wrong = {w: other for w, other in corrected.items() if other not in (verb, None)}
    assert {w: other for w, other in wrong.items() if frozenset((verb, other)) not in DISTINGUISHED_BY_ARGUMENTS} == {}


@pytest.mark.parametrize("word", ["none", "fired", "lose", "mate", "text", "hird", "lunch", "moved"])
def test_an_everyday_word_is_not_corrected_into_a_verb(word: str):
    assert matched_verb(word) is None


# Suggestions


@pytest.mark.parametrize(
    ("word", "verb"), [("finito", "done"), ("assignee", "assign"), ("statuses", "status"), ("remindful", "snooze")]
)
def test_an_unknown_word_suggests_the_most_similar_verbs(word: str, verb: str):
    assert verb in suggest_verbs(word)


def test_a_word_unlike_any_verb_has_no_suggestions():
    assert suggest_verbs("xyzzy") == ()
    assert suggest_verbs("") == ()
    assert suggest_verbs("q" * 4000) == ()
