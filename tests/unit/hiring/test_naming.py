import pytest
from samples.hiring import search

from bot.hiring.naming import MAX_NAME_LENGTH, find_similar_search, make_short_name, make_unique_name


@pytest.mark.parametrize(
    ("taken", "short"),
    [
        ([], "cro"),
        (["cmo"], "cro"),
        (["cro"], "cro2"),
        (["cro", "cro2"], "cro3"),
        (["cro", "cro3"], "cro2"),
        (["cro", "cro", "cro2"], "cro3"),
    ],
)
def test_a_search_is_called_after_its_role_with_the_first_number_that_is_free(taken: list[str], short: str):
    assert make_short_name("cro", taken) == short


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ([], "Head of revenue"),
        (["Revenue"], "Head of revenue"),
        (["HEAD of Revenue"], "Head of revenue 2"),
        (["Head of revenue", "Head of Revenue 2"], "Head of revenue 3"),
    ],
)
def test_no_two_searches_have_the_same_name(taken: list[str], name: str):
    assert make_unique_name("Head of revenue", taken) == name


def test_a_number_does_not_make_a_name_too_long():
    name = "x" * MAX_NAME_LENGTH
    assert make_unique_name(name, [name]) == f"{'x' * (MAX_NAME_LENGTH - 3)} 2"


@pytest.mark.parametrize(
    ("role", "name", "found"),
    [
        ("cro", "", "S2"),
        ("cro", "revenue LEAD", "S1"),
        ("cro", "EMEA", "S2"),
        ("cro", "APAC", None),
        ("cmo", "", None),
        ("cmo", "Revenue lead", None),
    ],
)
def test_the_newest_for_the_role_is_meant_unless_another_name_was_given(role: str, name: str, found: str | None):
    others = (search(), search(id="S2", short="cro2", name="EMEA"), search(id="S3", role="cto", name="Platform"))
    meant = find_similar_search(role, name, others)
    assert (meant.id if meant else None) == found
