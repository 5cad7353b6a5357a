"""The labelled language, and the training of the classifier from it."""

from collections import Counter
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
from samples.understanding import annotation_of, base
from sklearn.exceptions import ConvergenceWarning

from bot.understanding import sides, trained
from bot.understanding.classes import CURATED, class_of
from bot.understanding.features import feature_numbers
from bot.understanding.linear_model import LinearModel, load_model
from training.fit import fit_all
from training.rows import VOICES, Language, fingerprint, main_questions, read_voices

pytestmark = pytest.mark.long
KINDS = {"role", "compare", "advice", "who_owns", "faq", "none"}
ADVICE = {"first_hire", "which_first", "both_or_one", "importance"}
FEW_VOICES = ("004", "100", "151")
FEW_ITERATIONS = 10


def voices() -> list[tuple[str, dict[str, Any]]]:
    return list(read_voices())


def shown(rows: list[tuple[str, dict[str, Any]]]) -> list[str]:
    return [f"{voice}: {row}" for voice, row in rows]


# The labelled language


def test_every_row_has_a_text_and_a_kind_of_question():
    wrong = [(voice, row) for voice, row in voices() if not row["q"].strip() or row["intent"] not in KINDS]
    assert shown(wrong) == []


def test_every_line_is_a_row():
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in VOICES.glob("*.jsonl"))
    assert lines == len(voices())


def test_the_roles_of_every_row_exist():
    named = [(voice, row) for voice, row in voices() if not set(row["roles"]) <= set(base().roles)]
    assert shown(named) == []


def test_a_bystander_is_a_role_or_marked_as_another_title():
    wrong = [
        (voice, row)
        for voice, row in voices()
        if any(each not in base().roles and not each.startswith("?") for each in row.get("bystanders", ()))
    ]
    assert shown(wrong) == []


def test_the_topic_of_every_row_fits_its_kind():
    of_roles = {topic.id for topic in base().role_topics}
    fitting = {"role": {None, *of_roles}, "compare": {None, *of_roles, "similarities"}, "advice": ADVICE}
    wrong = [(voice, row) for voice, row in voices() if row["topic"] not in fitting.get(row["intent"], {None})]
    assert shown(wrong) == []


def test_the_subject_of_every_row_exists():
    held = {*base().things, *base().faq}
    wrong = [(voice, row) for voice, row in voices() if row.get("subject") and row["subject"] not in held]
    assert shown(wrong) == []
    owned = [(v, row) for v, row in voices() if row["intent"] == "who_owns" and row.get("subject")]
    assert shown([(voice, row) for voice, row in owned if row["subject"] not in base().things]) == []


def test_no_two_rows_have_the_same_text():
    counts = Counter(row["q"] for _, row in voices())
    assert [text for text, count in counts.items() if count > 1] == []


def test_there_are_at_least_a_hundred_voices():
    assert len({voice for voice, _ in voices()}) >= 100


def test_every_class_is_asked_for_often_enough():
    counts = Counter(class_of(row["intent"], row["topic"]) for _, row in voices())
    assert min(counts.values()) >= 100


# Training


@pytest.fixture(scope="module")
def few() -> Language:
    """The texts of a few of the voices."""
    return [(voice, label) for voice, label in read_voices() if voice in FEW_VOICES]


@pytest.fixture(scope="module")
def models(few: Language) -> dict[str, LinearModel]:
    """The models trained on a few of the voices."""
    return fit_briefly(few)


def fit_briefly(language: Language) -> dict[str, LinearModel]:
    """The models after so few iterations that they have learned the plain cases only."""
    with catch_warnings():
        simplefilter("ignore", ConvergenceWarning)
        return fit_all(base(), language, FEW_ITERATIONS)


def test_a_few_voices_teach_what_is_asked(models: dict[str, LinearModel]):
    asked = annotation_of("What are the KPIs and metrics that a CRO is measured on?")
    likely = models[trained.QUESTIONS].probabilities(feature_numbers(asked.tokens, asked.side_count))
    assert max(likely, key=likely.__getitem__) == "metrics"


def test_a_few_voices_teach_which_roles_a_question_is_about(models: dict[str, LinearModel]):
    assert set(models[trained.SIDES].classes) == {sides.SIDE, sides.BYSTANDER}
    assert len(models[trained.SIDES].rows) == sides.BUCKETS * 3


def test_the_same_voices_give_the_same_models(few: Language, models: dict[str, LinearModel]):
    assert fit_briefly(few) == models


def test_the_names_of_things_and_the_curated_phrasings_are_learned_from_too(models: dict[str, LinearModel]):
    assert set(models[trained.THINGS].classes) >= set(base().things)
    assert set(models[trained.CURATED].classes) >= set(main_questions(base()))
    assert CURATED not in models[trained.CURATED].classes


@pytest.mark.parametrize("name", trained.NAMES)
def test_the_shipped_models_were_trained_on_the_language_as_it_is(name: str):
    shipped = load_model(trained.FILES[name])
    assert shipped.fingerprint == fingerprint(base(), voices()), "run `python -m training` and commit the models"
