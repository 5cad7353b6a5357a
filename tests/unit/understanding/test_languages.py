import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.languages import FREQUENT_WORDS, is_foreign

FOREIGN = {
    "German": "Was ist der Unterschied zwischen einem CMO und einem CRO?",
    "French": "Quelle est la différence entre le CMO et le CRO?",
    "Spanish": "¿Cuál es la diferencia entre el CMO y el CRO?",
    "Portuguese": "Qual é a diferença entre o CMO e o CRO? Quando precisamos de um?",
    "Italian": "Qual è la differenza tra il CMO e il CRO?",
    "Dutch": "Wat is het verschil tussen een CMO en een CRO?",
    "Polish": "Jaka jest różnica i kto jest ważny w firmie?",
    "Swedish": "Vad är skillnaden och vem ska vi ha först?",
    "Turkish": "CMO ve CRO için ne gerekli?",
    "Hindi": "CMO aur CRO mein kya farak hai?",
    "Indonesian": "Apa yang beda dan kapan kita perlu CMO?",
    "Russian": "Чем отличается CMO от CRO?",
    "Japanese": "CMOとCROの違いは何ですか",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language_is_recognised(text: str):
    assert is_foreign(text)


def test_every_listed_language_has_an_example():
    assert FREQUENT_WORDS.keys() <= FOREIGN.keys()


@pytest.mark.parametrize(
    "text",
    [
        "What is the difference between a CMO and a CRO?",
        "CMO vs CRO",
        "cmo kpis",
        "do we need a CTO or a VP Engineering?",
        "Is the résumé of our CFO candidate à la mode?",
        "der CFO",
        "hello",
        "",
        "42 ?!",
    ],
)
def test_english_is_not_foreign(text: str):
    assert not is_foreign(text)


@given(st.text(max_size=200))
def test_any_text_is_foreign_or_not(text: str):
    assert is_foreign(text) is is_foreign(text)
