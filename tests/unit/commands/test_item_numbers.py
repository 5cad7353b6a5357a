import pytest

from bot.commands.command import CommandProblem
from bot.commands.item_numbers import (
    MAX_ITEMS,
    CountVerdict,
    Greediness,
    classify_count,
    parse_number_ranges,
    parse_numbers,
)


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
def test_a_list_of_numbers_ends_where_other_text_begins(text: str, numbers: tuple[int, ...], rest: str):
    found = parse_numbers(text)
    assert (found.numbers, text[found.end :], found.problem) == (numbers, rest, None)


@pytest.mark.parametrize(
    ("text", "greediness", "numbers"),
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
def test_the_greediness_decides_how_far_a_list_goes(text: str, greediness: Greediness, numbers: tuple[int, ...]):
    assert parse_numbers(text, 0, greediness).numbers == numbers


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
def test_impossible_item_numbers_are_a_problem(text: str, kind: str, words: str):
    found = parse_numbers(text)
    assert found.numbers == ()
    assert found.problem is not None
    assert (found.problem.kind, found.problem.words) == (kind, words)


@pytest.mark.parametrize(
    ("text", "greediness", "as_item", "as_text"),
    [
        ("3 4 board members agreed", "most", "3, 4: board members agreed", "3: 4 board members agreed"),
        ("3, 4 people agreed", "few", "3, 4: people agreed", "3: 4 people agreed"),
        ("1-2 and 4 people agreed", "most", "1-2, 4: people agreed", "1-2: and 4 people agreed"),
        ("3 +4 people", "few", "3, 4: people", "3: +4 people"),
        ("3 #4 comes first", "few", "3, 4: comes first", "3: #4 comes first"),
        ("3 to 4 weeks", "most", "3-4: weeks", "3: to 4 weeks"),
    ],
)
def test_a_number_that_may_belong_to_the_text_is_ambiguous(
    text: str, greediness: Greediness, as_item: str, as_text: str
):
    found = parse_numbers(text, 0, greediness)
    assert found.numbers == ()
    assert found.problem == CommandProblem("which_numbers", text, (as_item, as_text))
    assert parse_numbers(as_item, 0, greediness).problem is None
    assert parse_numbers(as_text, 0, greediness).problem is None


def test_the_largest_number_of_items_is_accepted():
    assert parse_numbers(f"1-{MAX_ITEMS}").numbers == tuple(range(1, MAX_ITEMS + 1))


def test_numbers_are_parsed_from_the_given_position():
    assert parse_numbers("done 3", 4).numbers == (3,)
    assert parse_numbers("done 3", 0).numbers == ()


def test_each_range_has_the_positions_where_it_ends():
    assert [group.end for group in parse_number_ranges("3 4-5, 6")] == [1, 5, 8]
    assert len(parse_number_ranges("3 " * 1000)) == MAX_ITEMS + 1


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("people said yes", "yes"),
        ("candidates on the list", "yes"),
        ("of the references called", "yes"),
        ("more weeks", "yes"),
        ("june signed", "yes"),
        ("am call", "yes"),
        ("Board Members agreed", "perhaps"),
        ("signed contracts", "perhaps"),
        ("both agreed", "no"),
        ("agreed", "no"),
        ("looks good", "no"),
        ("with the references", "no"),
        ("of cro", "no"),
        ("no board", "no"),
        ("the board is all for it now and says so", "no"),
        ("called a lot of references", "no"),
        ("focus", "no"),
        (", candidates", "no"),
        ("", "no"),
    ],
)
def test_whether_a_number_counts_the_words_after_it(words: str, verdict: CountVerdict):
    assert classify_count(f"4 {words}".rstrip(), 1) == verdict
