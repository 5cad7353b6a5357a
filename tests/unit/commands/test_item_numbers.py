import pytest

from bot.commands.command import CommandProblem
from bot.commands.item_numbers import MAX_ITEMS, Greediness, parse_number_ranges, parse_numbers


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
        ("3 bis 5", (3, 4, 5), ""),
        ("3 ~30 candidates", (3,), " ~30 candidates"),
        ("3 _30 candidates_", (3,), " _30 candidates_"),
        ("3 (30 candidates)", (3,), " (30 candidates)"),
        ("3 \u201c30 candidates\u201d", (3,), " \u201c30 candidates\u201d"),
        ("3 (4, 5) agreed", (3, 4, 5), " agreed"),
        ("3 *4* agreed", (3, 4), " agreed"),
        ("3 30+", (3,), " 30+"),
        ("3 30-day", (3,), " 30-day"),
        ("3 30\u20ac", (3,), " 30\u20ac"),
        ("3 4+5", (3, 4, 5), ""),
        ("3 no 4 candidates", (3,), " no 4 candidates"),
        ("3 item 4", (3, 4), ""),
        ("3 items 4 and 5 follow", (3,), " items 4 and 5 follow"),
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
    found = parse_numbers(text)
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
        ("3 4 people agreed", "all", (3, 4)),
        ("3 4 people agreed", "most", (3,)),
        ("3 4 5 people agreed", "few", (3, 4)),
        ("3 4 of the references called", "most", (3,)),
        ("3 4, 5 board members agreed", "most", (3, 4, 5)),
        ("3 2 board members agreed", "most", (3,)),
        ("3 to 5 agreed", "few", (3, 4, 5)),
    ],
)
def test_how_far_a_list_goes_depends_on_what_may_follow(text: str, reach: Greediness, numbers: tuple[int, ...]):
    assert parse_numbers(text, 0, reach).numbers == numbers


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
        ("0, 4 people agreed", "bad_number", "0"),
    ],
)
def test_numbers_that_no_items_have_are_a_problem(text: str, kind: str, words: str):
    found = parse_numbers(text)
    assert found.numbers == ()
    assert found.problem is not None
    assert (found.problem.kind, found.problem.words) == (kind, words)


@pytest.mark.parametrize(
    ("text", "reach", "listed", "alone"),
    [
        ("3 4 board members agreed", "most", "3, 4: board members agreed", "3: 4 board members agreed"),
        ("3, 4 people agreed", "few", "3, 4: people agreed", "3: 4 people agreed"),
        ("1-2 and 4 people agreed", "most", "1-2, 4: people agreed", "1-2: and 4 people agreed"),
        ("3 +4 people", "few", "3, 4: people", "3: +4 people"),
        ("3 #4 comes first", "few", "3, 4: comes first", "3: #4 comes first"),
        ("3 to 4 weeks", "most", "3-4: weeks", "3: to 4 weeks"),
    ],
)
def test_a_number_that_may_belong_to_the_words_is_asked_about(text: str, reach: Greediness, listed: str, alone: str):
    found = parse_numbers(text, 0, reach)
    assert found.numbers == ()
    assert found.problem == CommandProblem("which_numbers", text, (listed, alone))
    assert parse_numbers(listed, 0, reach).problem is None
    assert parse_numbers(alone, 0, reach).problem is None


def test_as_many_as_a_search_may_have_can_be_named():
    assert parse_numbers(f"1-{MAX_ITEMS}").numbers == tuple(range(1, MAX_ITEMS + 1))


def test_numbers_begin_where_they_are_looked_for():
    assert parse_numbers("done 3", 4).numbers == (3,)
    assert parse_numbers("done 3", 0).numbers == ()


def test_groups_tell_where_each_ends():
    assert [group.end for group in parse_number_ranges("3 4-5, 6")] == [1, 5, 8]
    assert len(parse_number_ranges("3 " * 1000)) == MAX_ITEMS + 1
