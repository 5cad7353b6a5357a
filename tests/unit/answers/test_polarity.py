"""Every listed question of every curated entry, asked as a user would, is answered in its own polarity.

`tests/data/polarity.yml` says which opening each phrasing calls for. It is judged from the evidence, by hand.
"""

import re
from pathlib import Path

import pytest
import yaml
from samples.answers import TODAY, shipped

from bot.answers.answer import answer_question
from bot.answers.models import FaqAnswer
from bot.understanding.questions import read

JUDGED: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "polarity.yml").read_text(encoding="utf-8")
)
OPENINGS = {
    "yes": r"Yes[,:]",
    "no": r"No[,:]",
    "usually": r"Usually(?! not\b)\b",
    "rarely": r"(?:Rarely|Usually not)\b",
    "depends": r"It depends on \w+",
    "open": r"(?!(?:Yes|No|Rarely)\b[,:]|Usually(?: yes| not|, yes)\b)",
}
"""Verdict to how a sentence with it opens. "It depends" has to name on what; an open question gets no yes or no."""


def first_sentence(question: str, entry: str) -> str:
    """The sentence that answers the question. Fails if another entry than this one answers, or none."""
    found = answer_question(read(question, shipped()), shipped(), TODAY)
    assert isinstance(found, FaqAnswer), f"{question}: {found}"
    assert found.id == entry, f"{question}: answered by {found.id}"
    return found.short.text


def test_every_phrasing_has_been_judged():
    listed = {entry.id: sorted(entry.ask) for entry in shipped().faq.values()}
    assert {entry: sorted(asked) for entry, asked in JUDGED.items()} == listed
    assert {verdict for asked in JUDGED.values() for verdict in asked.values()} == set(OPENINGS)


@pytest.mark.parametrize("entry", JUDGED)
def test_the_first_sentence_answers_in_the_polarity_of_the_question(entry: str):
    for question, verdict in JUDGED[entry].items():
        answer = first_sentence(question, entry)
        assert re.match(OPENINGS[verdict], answer), f"{question}: {verdict} expected, but: {answer}"


@pytest.mark.parametrize("question", ["{}?", "hi, {} thanks", "{}!!"])
def test_a_phrasing_is_answered_in_the_same_way_with_a_greeting_or_other_punctuation(question: str):
    for entry, asked in JUDGED.items():
        phrasing = next(iter(asked))
        assert first_sentence(question.format(phrasing), entry) == first_sentence(phrasing, entry)


@pytest.mark.parametrize(
    ("answer", "verdicts"),
    [
        ("Yes: it is.", {"yes"}),
        ("No, not before the offer.", {"no"}),
        ("No single rule fits.", {"open"}),
        ("Usually they are peers.", {"usually", "open"}),
        ("Usually yes: they are peers.", {"usually"}),
        ("Usually not: it is early.", {"rarely"}),
        ("Rarely: it is early.", {"rarely"}),
        ("It depends on scope: much or little.", {"depends", "open"}),
        ("It depends.", {"open"}),
        ("Neither by rule.", {"open"}),
    ],
)
def test_an_opening_fits_only_the_questions_it_answers(answer: str, verdicts: set[str]):
    assert {verdict for verdict, opening in OPENINGS.items() if re.match(opening, answer)} == verdicts
