from itertools import chain, cycle
from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, write
from samples.understanding import annotation_of, base, lexicon

from bot.knowledge.models import Role, Thing, Topic
from bot.understanding.entities import find_entities
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.normalise import normalise
from bot.understanding.phrases import CHIEF_FORMS


def words(text: str) -> tuple[str, ...]:
    return normalise(text.replace("_", " ")).words


def test_the_lexicon_of_a_base_is_made_once():
    assert lexicon_of(base()) is lexicon_of(base())


def test_each_base_has_a_lexicon_of_its_own(tmp_path: Path):
    small, _ = assembled(write(tmp_path, SMALL))
    assert lexicon_of(small) is not lexicon_of(base())
    assert set(lexicon_of(small).abbreviations) == {"cmo", "cro", "co"}
    assert lexicon_of(small).abbreviations["co"] == ("cro", "cmo")


def test_cached_indexes_equal_new_ones():
    fresh = Lexicon(base())
    assert fresh.abbreviations == lexicon().abbreviations
    assert fresh.faq_exact == lexicon().faq_exact
    text = ["cheif", "marketing", "oficer", "and", "the", "cpo", "of", "product", "own", "pricing", "and", "churn"]
    for name in ("roles", "topics", "things", "cues", "contexts", "functions"):
        assert getattr(fresh, name).everywhere(text) == getattr(lexicon(), name).everywhere(text), name


@pytest.mark.parametrize("role", base().roles.values(), ids=base().roles)
def test_an_abbreviation_stands_for_every_role_that_has_it(role: Role):
    for abbreviation in role.abbreviations:
        owners = lexicon().abbreviations[abbreviation.casefold()]
        assert role.id in owners
        assert (len(owners) > 1) == (abbreviation in role.ambiguous)


@pytest.mark.parametrize("topic", base().topics.values(), ids=base().topics)
def test_a_topic_is_known_by_its_id_and_by_every_name(topic: Topic):
    for name in (topic.id, topic.name, *topic.names):
        assert lexicon().find_topic(words(name)) == topic.id, name


def test_an_argument_that_is_no_topic_is_not_found():
    assert lexicon().find_topic(("banana",)) is None
    assert lexicon().find_topic(()) is None


@pytest.mark.parametrize("thing", base().things.values(), ids=base().things)
def test_a_thing_is_known_by_every_name_and_its_plural(thing: Thing):
    for name in (thing.name, *thing.names):
        *first, last = words(name)
        for form in ((*first, last), (*first, last + "s")):
            assert thing.id in {span.value for span in lexicon().things.longest(form)}, form


@pytest.mark.parametrize("role", base().roles.values(), ids=base().roles)
def test_a_cue_of_another_sense_indicates_it(role: Role):
    for sense in role.also_means:
        for cue in (sense.name, *sense.cues):
            assert (sense.short.casefold(), sense.name) in annotation_of(f"{sense.short} {cue}").senses, cue


FUNCTIONS = [(role, function) for role, functions in base().language.functions.items() for function in functions]


@pytest.mark.parametrize(("role", "function"), FUNCTIONS)
def test_a_function_and_a_word_for_its_head_name_the_role(role: str, function: str):
    for form in CHIEF_FORMS:
        text = form.format(function)
        own = {r.id for r in base().roles.values() if text in map(str.casefold, (r.title, *r.names))}
        found = find_entities(normalise(text), words(text), lexicon())
        assert [mention.roles for mention in found] == [tuple(own) or (role,)], text


SHADOWED = {"second in command"}
"""Phrases of cues that are names of roles as well: they are heard as the role."""


@pytest.mark.parametrize("cue", base().language.cues)
def test_every_phrase_of_a_cue_triggers_it(cue: str):
    for phrase in set(base().language.cues[cue]) - SHADOWED:
        roles = cycle(("cmo", "cro"))
        spoken = [next(roles) if w == "@" else "of" if w == "*" else w for w in phrase.split()]
        assert cue in annotation_of(" ".join(spoken)).cues, phrase


@pytest.mark.parametrize("filler", ["hey", "please", "quick question", "a", "the", "Hello!"])
def test_fillers_are_removed(filler: str):
    assert lexicon().content(words(filler)) == []


@pytest.mark.parametrize(
    ("argument", "offered"), [("cfoo", "cfo"), ("cmoo", "cmo"), ("chroo", "chro"), ("cisso", "ciso")]
)
def test_roles_similar_to_an_argument_are_suggested(argument: str, offered: str):
    assert offered in lexicon().nearest_roles(argument)


def test_no_role_is_suggested_for_a_dissimilar_word():
    assert lexicon().nearest_roles("banana") == []


def test_every_curated_question_is_indexed_by_its_content_words():
    known = lexicon().faq_exact
    for entry in base().faq.values():
        assert {known[lexicon().squeezed(words(ask))] for ask in entry.ask} == {entry.id}


def test_no_word_is_corrected_to_a_name_of_one_word_or_an_abbreviation():
    exact = set(chain.from_iterable((short, short + "s") for short in lexicon().abbreviations)) | {"vciso"}
    assert not exact & lexicon().spelling._known
    assert not exact & lexicon().wide_spelling._known
