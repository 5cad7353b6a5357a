import pytest
from samples.hiring import search

from bot.hiring.naming import MAX_NAME_LENGTH, find_similar_search, make_short_name, make_unique_name


@pytest.mark.parametrize(
    ("used_names", "short_name"),
    [
        ([], "cro"),
        (["cmo"], "cro"),
        (["cro"], "cro2"),
        (["cro", "cro2"], "cro3"),
        (["cro", "cro3"], "cro2"),
        (["cro", "cro", "cro2"], "cro3"),
    ],
)
def test_a_short_name_is_the_role_with_the_first_free_number(used_names: list[str], short_name: str):
    assert make_short_name("cro", used_names) == short_name


@pytest.mark.parametrize(
    ("used_names", "name"),
    [
        ([], "Head of revenue"),
        (["Revenue"], "Head of revenue"),
        (["HEAD of Revenue"], "Head of revenue 2"),
        (["Head of revenue", "Head of Revenue 2"], "Head of revenue 3"),
    ],
)
def test_a_name_gets_a_number_only_if_it_is_in_use(used_names: list[str], name: str):
    assert make_unique_name("Head of revenue", used_names) == name


def test_a_numbered_name_stays_within_the_maximum_length():
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
def test_the_newest_search_for_the_role_is_similar_unless_the_name_differs(role: str, name: str, found: str | None):
    others = (search(), search(id="S2", short="cro2", name="EMEA"), search(id="S3", role="cto", name="Platform"))
    similar = find_similar_search(role, name, others)
    assert (similar.id if similar else None) == found
