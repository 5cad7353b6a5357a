import pytest
from samples.understanding import annotation_of, base, lexicon

from bot.understanding.classifier import MIN_SCORE, classify

KINDS = {"role", "compare", "advice", "several", "none"}


def asked(way: str, text: str) -> str:
    """A way of asking with roles put in for the signs, as many as its group has."""
    roles = iter(("CMO", "CRO", "CTO", "CFO"))
    words = [next(roles) if word == "@" else "of" if word == "*" else word for word in text.split()]
    named = sum(word == "@" for word in text.split())
    missing = 0 if way.startswith("none") else max(0, (2 if way.startswith(("compare", "several")) else 1) - named)
    return " ".join([*words, *(next(roles) for _ in range(missing))])


@pytest.mark.parametrize("way", base().language.ways)
def test_a_class_names_a_kind_of_question_and_a_topic(way: str):
    kind, _, topic = way.partition("/")
    assert kind in KINDS
    assert not topic or topic in {*base().topics, "who_owns", "directory", "help"}


@pytest.mark.parametrize("text", ["", "what's for lunch", "zebras and xylophones", "does it rain?", "CMO zebra gnu"])
def test_a_text_unlike_any_example_is_not_classified(text: str):
    assert classify(annotation_of(text), lexicon()) is None


def test_a_result_is_certain_enough_and_names_its_rule():
    guesses = [classify(annotation_of(asked(way, texts[0])), lexicon()) for way, texts in base().language.ways.items()]
    found = [guess for guess in guesses if guess]
    assert len(found) > len(guesses) / 2
    for guess in found:
        assert MIN_SCORE <= guess.certainty <= 1
        assert guess.rule.startswith("like:")


@pytest.mark.parametrize("way", base().language.ways)
def test_every_example_is_classified_as_its_own_class(way: str):
    texts = base().language.ways[way]
    rules = [guess.rule for text in texts if (guess := classify(annotation_of(asked(way, text)), lexicon()))]
    assert rules.count(f"like:{way}") >= 0.8 * len(rules)
