import pytest

from bot.understanding.similarity import IntentClassifier

WAYS = (
    ("do we need @", "need"),
    ("when should we hire @", "need"),
    ("is it too early for @", "need"),
    ("what does @ do all day", "duties"),
    ("which tasks does @ have", "duties"),
    ("what is @ responsible for", "duties"),
    ("@ or @ first", "order"),
    ("who comes first @ or @", "order"),
)
TURNS = IntentClassifier((text.split(), kind) for text, kind in WAYS)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("do we need @ at our size", "need"),
        ("is it early for @", "need"),
        ("what tasks does @ do", "duties"),
        ("responsibilities of @", "duties"),
        ("first @ or @", "order"),
    ],
)
def test_a_text_is_nearest_to_the_kind_that_is_asked_for_in_such_words(asked: str, kind: str):
    assert TURNS.nearest(asked.split())[0].entry == kind


def test_where_a_role_stands_tells_one_kind_from_another():
    either = IntentClassifier([(["help", "@"], "to"), (["@", "help"], "from")])
    assert either.nearest(["help", "@", "please"])[0].entry == "to"
    assert either.nearest(["please", "@", "help"])[0].entry == "from"


@pytest.mark.parametrize("words", [[], ["@"], ["@", "@"], ["zebra", "xylophone"]])
def test_what_shares_no_word_with_any_way_is_near_to_none(words: list[str]):
    assert TURNS.nearest(words) == []


def test_words_that_no_way_has_make_a_text_less_near():
    plain, odd = (
        TURNS.nearest(["do", "we", "need", "@"]),
        TURNS.nearest(["do", "we", "need", "@", "zebra", "xylophone"]),
    )
    assert plain[0].entry == odd[0].entry == "need"
    assert odd[0].score < plain[0].score <= 1


def test_the_nearest_kind_comes_first():
    scores = [near.score for near in TURNS.nearest(["what", "do", "we", "need", "@", "or", "@", "for"])]
    assert scores == sorted(scores, reverse=True)
