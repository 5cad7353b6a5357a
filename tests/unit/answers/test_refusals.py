from typing import get_args

import pytest

from bot.answers.refusals import REFUSALS, clarifying_question, refusal_text
from bot.understanding.intents import Reason


def test_every_reason_there_is_has_its_sentence():
    assert set(REFUSALS) == set(get_args(Reason))


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("about", ["", "growth wizard"])
def test_a_refusal_is_short_and_complete_with_and_without_the_words_in_question(reason: Reason, about: str):
    said = refusal_text(reason, about)
    assert said.endswith(".")
    assert len(said) < 140
    assert "{}" not in said
    assert "“”" not in said


def test_the_words_in_question_are_quoted():
    assert refusal_text("unknown_role", "growth wizard") == "I know no role called “growth wizard”."
    assert refusal_text("other_sense", "CRO as conversion rate") == (
        "I read that as “CRO as conversion rate”, and I know only the executive role."
    )


def test_words_with_braces_in_them_are_quoted_like_any_other():
    assert refusal_text("unknown_role", "{0}{x}") == "I know no role called “{0}{x}”."


def test_a_question_back_names_what_is_unclear_where_it_is_known():
    assert clarifying_question("CPO") == "About “CPO”: which of these do you mean?"
    assert clarifying_question("") == "Which of these do you mean?"
