import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import annotation_of, base, lexicon

from bot.knowledge.models import Role
from bot.understanding.annotator import find_named
from bot.understanding.other_titles import Title


def titles(text: str) -> list[str]:
    return [title.text for title in annotation_of(text).titles]


def only(text: str) -> Title:
    (title,) = annotation_of(text).titles
    return title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("what does a chief happiness officer do", "chief happiness officer"),
        ("chief of nothing officer", "chief of nothing officer"),
        ("head of growth vs CMO", "head of growth"),
        ("CVO or CEO", "cvo"),
        ("fractional CMO", "fractional role"),
        ("VP Growth vs CFO", "vp growth"),
        ("chief privacy officer vs CFO", "chief privacy officer"),
        ("what does a vice president do", "vice president"),
        ("vice president of happiness vs CFO", "vice president of happiness"),
        ("CFO vs vice president of happiness", "vice president of happiness"),
    ],
)
def test_an_executive_that_the_knowledge_lacks_is_found(text: str, title: str):
    assert only(text).text == title
    assert only(text).is_executive


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("what does a project manager do", "project manager"),
        ("a software engineer's day", "software engineer"),
        ("CMO or an agency?", "agency"),
        ("search firm fees", "search firm"),
    ],
)
def test_a_helper_or_somebody_below_the_executives_is_found(text: str, title: str):
    assert only(text).text == title
    assert not only(text).is_executive


@pytest.mark.parametrize(("text", "title"), [("CIO or MSP", "msp"), ("a spreadsheet instead of a CFO", "spreadsheet")])
def test_whatever_is_set_against_a_role_is_found(text: str, title: str):
    assert only(text).text == title
    assert only(text).is_joined


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("a CTO or three more developers", "developer"),
        ("a CMO rather than a good event coach", "event coach"),
        ("the CTO and the night supervisor", "night supervisor"),
        ("CFO against our tax adviser", "tax adviser"),
    ],
)
def test_what_is_joined_to_a_role_is_found_behind_articles_and_numbers(text: str, title: str):
    assert only(text).text == title
    assert only(text).is_joined


@pytest.mark.parametrize(("text", "is_guess"), [("CFO or wizard", True), ("CFO or accounting tool", False)])
def test_a_title_is_a_guess_if_nothing_but_its_place_suggests_it(text: str, is_guess: bool):
    assert only(text).is_guess == is_guess


@pytest.mark.parametrize(
    "text", ["vice president of happiness vs CFO", "CFO vs VP of happiness", "head of fun or CHRO"]
)
def test_a_title_of_several_words_is_joined_to_a_role_by_either_end(text: str):
    assert only(text).is_joined


@pytest.mark.parametrize("text", ["what is a controller", "CFO, and our controller is away"])
def test_a_title_that_no_role_is_set_against_is_not_joined(text: str):
    assert not only(text).is_joined


@pytest.mark.parametrize("role", base().roles.values(), ids=base().roles)
def test_a_role_of_the_knowledge_is_no_other_title(role: Role):
    for name in (role.title, *role.abbreviations):
        assert titles(f"what does a {name} do") == [], name


@pytest.mark.parametrize("text", ["who owns pricing", "what's for lunch", "CMO vs CRO", "chief among them", ""])
def test_other_words_are_no_title(text: str):
    assert titles(text) == []


WORDS = ["chief", "officer", "head", "of", "vp", "growth", "manager", "cmo", "cvo", "or", "vs", "an", "agency"]


@given(st.lists(st.sampled_from(WORDS), max_size=15))
def test_titles_stand_in_order_and_do_not_overlap(words: list[str]):
    found = annotation_of(" ".join(words)).titles
    ends = [0, *(title.end for title in found)]
    assert all(end <= title.start < title.end for end, title in zip(ends, found, strict=False))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("what does a CMO do that an outside agency doesn't", "agency"),
        ("where does a head of growth rub up against the VP of marketing", "head of growth"),
        ("How is a CLO unlike outside counsel?", "counsel"),
    ],
)
def test_what_is_also_a_thing_to_own_is_a_title_beside_a_role(text: str, title: str):
    assert title in " ".join(found.text for found in find_named(text, lexicon()).shown if isinstance(found, Title))


def test_what_is_a_thing_to_own_is_no_title_by_itself():
    assert annotation_of("who owns outside counsel?").titles == ()
