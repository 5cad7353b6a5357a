import pytest

from bot.understanding.numbers import MOST, Reach, groups_at, numbers_at


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("3", (3,), ""),
        ("3 4 7-9", (3, 4, 7, 8, 9), ""),
        ("3,4;5 & 6+7 and 8 plus 9 then 10", tuple(range(3, 11)), ""),
        ("#3 (4) [5] *6* `7` \u201c8\u201d", (3, 4, 5, 6, 7, 8), ""),
        ("items 3 and no. 4 and item #5", (3, 4, 5), ""),
        ("3\u20135", (3, 4, 5), ""),
        ("3 through 5", (3, 4, 5), ""),
        ("3...5", (3, 4, 5), ""),
        ("3/4/5", (3, 4, 5), ""),
        ("5 3 5", (5, 3), ""),
        ("3 and then", (3,), " and then"),
        ("3, note", (3,), ", note"),
        ("3: note", (3,), ": note"),
        ("3 - note", (3,), " - note"),
        ("3 notes", (3,), " notes"),
        ("3-5 notes", (3, 4, 5), " notes"),
        ("3 - 5 notes", (3,), " - 5 notes"),
        ("3 5%", (3,), " 5%"),
        ("3 5th", (3,), " 5th"),
        ("3 5:30", (3,), " 5:30"),
        ("3 2026-12-01", (3,), " 2026-12-01"),
        ("3 1.5", (3,), " 1.5"),
        ("", (), ""),
        ("three", (), "three"),
        ("3rd", (), "3rd"),
        ("3x", (), "3x"),
        ("and 3", (), "and 3"),
        ("\u00b3", (), "\u00b3"),
        ("\u0663", (3,), ""),
    ],
)
def test_numbers_end_where_something_else_begins(text: str, numbers: tuple[int, ...], rest: str):
    found = numbers_at(text)
    assert (found.numbers, text[found.end :], found.problem) == (numbers, rest, None)


@pytest.mark.parametrize(
    ("text", "reach", "numbers"),
    [
        ("3 4 agreed", "all", (3, 4)),
        ("3 4 agreed", "most", (3, 4)),
        ("3 4 agreed", "few", (3,)),
        ("3 2 agreed", "all", (3, 2)),
        ("3 2 agreed", "most", (3,)),
        ("3 2 agreed", "few", (3,)),
        ("3 4 5 agreed", "few", (3, 4, 5)),
        ("3, 4 agreed", "few", (3, 4)),
        ("3, 4 5 agreed", "few", (3, 4)),
        ("3 #2 agreed", "most", (3, 2)),
        ("3 and 2 agreed", "few", (3, 2)),
        ("3 4", "few", (3, 4)),
        ("3 4: agreed", "few", (3, 4)),
    ],
)
def test_how_far_a_list_goes_depends_on_what_may_follow(text: str, reach: Reach, numbers: tuple[int, ...]):
    assert numbers_at(text, 0, reach).numbers == numbers


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("0", "bad_number", "0"),
        ("3 0", "bad_number", "0"),
        ("0-3", "bad_number", "0-3"),
        ("12345", "bad_number", "12345"),
        ("9-7", "backwards", "9-7"),
        ("1-201", "too_many", "1-201"),
        ("1-101 102-202", "too_many", "1-101 102-202"),
    ],
)
def test_numbers_that_no_items_have_are_a_problem(text: str, kind: str, words: str):
    found = numbers_at(text)
    assert found.numbers == ()
    assert found.problem is not None
    assert (found.problem.kind, found.problem.words) == (kind, words)


def test_as_many_as_a_search_may_have_can_be_named():
    assert numbers_at(f"1-{MOST}").numbers == tuple(range(1, MOST + 1))


def test_numbers_begin_where_they_are_looked_for():
    assert numbers_at("done 3", 4).numbers == (3,)
    assert numbers_at("done 3", 0).numbers == ()


def test_groups_tell_where_each_ends():
    assert [group.end for group in groups_at("3 4-5, 6")] == [1, 5, 8]
    assert len(groups_at("3 " * 1000)) == MOST + 1
