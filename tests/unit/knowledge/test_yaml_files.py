from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.places import KnowledgeProblem, Scalar, Section, to_python
from bot.knowledge.yaml_files import parse

BROKEN = {
    "a tab in the indentation": ("a:\n\t- b\n", 2, "the line is indented with a tab; use spaces"),
    "a colon in a plain text": ("a: b\nc: d: e\n", 2, "a second colon in the value"),
    "a value starting with @": ("a: @b\n", 1, "a value cannot start with this character"),
    "a value starting with %": ("a: 1\nb: %c\n", 2, "a value cannot start with this character"),
    "a value starting with *": ("a: *b\n", 1, "a value starting with * needs double quotes"),
    "a value starting with &": ("a: & b\n", 1, "a value starting with & needs double quotes"),
    "a value starting with !": ("a: !b c\n", 1, "a value starting with ! needs double quotes"),
    "a quotation mark never closed": ("a: 'b\nc: d\n", 1, "a quotation mark is opened here and never closed"),
    "text after a closing quotation mark": ('a: "b" c\n', 1, "goes on after a closing quotation mark"),
    "a backslash": ('a: "\\q"\n', 1, "a backslash in double quotes"),
    "a bracket never closed": ("a: [b, c\nd: e\n", 1, "a list opened with [ here is not closed"),
    "a brace never closed": ("a: 1\nb: {c\nd: 1\n", 2, "what is opened with { here is not closed"),
    "a bracket at the very end": ("a: 1\nb: [c,\n", 2, "a bracket is opened and never closed"),
    "a key in the middle of a list": ("- a\nb: c\n", 2, "this line stands outside the list above it"),
    "an item indented differently": ("a:\n  - b\n - c\n", 3, "indented wrongly"),
    "a list on the line of its key": ("a: - b\n", 1, "a list starts on its own line, below its key"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "one file holds one document"),
    "an anchor": ("a: &x [1]\nb: *x\n", 2, "repeats another part through an anchor"),
    "an anchor within itself": ("a: &x [*x]\n", 1, "repeats another part through an anchor"),
    "a merge key": ("a: 1\n<<: {b: 2}\n", 2, "a merge key (<<) is not read"),
    "a list for a key": ("? [a]\n: b\n", 1, "a key must be a plain word"),
    "a Python object": ("a: !!python/name:os.system b\n", 1, "a value starting with ! needs double quotes"),
    "a control character": ("a: 1\nb: \x07\n", 2, "an invisible control character"),
    "nothing": ("", 1, "is empty; fill it in, or delete the file"),
    "remarks only": ("# to do\n", 1, "is empty; fill it in, or delete the file"),
    "a key twice": ("a: 1\nb: 2\na: 3\n", 3, '"a" stands here a second time, first in line 1; keep one'),
    "a key like a yes": ("on: b\n", 1, 'the key on is not read as text; put it in quotes: "on"'),
    "a key like a number": ("a: 1\n2025: b\n", 2, 'the key 2025 is not read as text; put it in quotes: "2025"'),
    "a hundred thousand brackets": ("[" * 100_000, 1, "is nested too deeply"),
    "a hundred thousand dashes": ("- " * 100_000, 1, "is nested too deeply"),
    "stairs": ("\n".join(" " * depth + "a:" for depth in range(900)), 1, "is nested too deeply"),
    "a staircase": ("\n".join(" " * depth + "a:" for depth in range(1200)), 1, "is nested too deeply"),
}


def read(text: str | bytes) -> tuple[object, list[KnowledgeProblem]]:
    problems: list[KnowledgeProblem] = []
    node = parse("file.yml", text if isinstance(text, bytes) else text.encode(), problems)
    return None if node is None else to_python(node), problems


@pytest.mark.parametrize(("text", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_its_line_and_what_to_do(text: str, line: int, said: str):
    _, problems = read(text)
    assert [problem.place.line for problem in problems] == [line]
    assert said in problems[0].text


def test_a_file_that_is_not_utf_8_is_told_the_line_of_the_first_wrong_byte():
    _, problems = read(b"a: 1\nb: 2\nc: caf\xe9\n")
    assert [str(problem) for problem in problems] == ["file.yml:3: is not UTF-8 text; save the file as UTF-8"]


def test_a_byte_order_mark_is_passed_over():
    assert read(b"\xef\xbb\xbfa: b\n") == ({"a": "b"}, [])


def test_values_come_with_their_lines_and_the_way_they_are_written():
    problems: list[KnowledgeProblem] = []
    node = parse("file.yml", b"a: b\n\nc:\n  - NO\n  - 2025-01-01\n", problems)
    assert isinstance(node, Section)
    assert node.values["a"].place.line == 1
    assert node.values["c"].place.line == 3
    items = node.values["c"].items  # type: ignore[union-attr]
    assert [(item.place.line, item.written) for item in items] == [(4, "NO"), (5, "2025-01-01")]
    assert not any(isinstance(item.value, str) for item in items)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", True),
        ("False", False),
        ("off", False),
        ("2", 2),
        ("-45", -45),
        ("+7", 7),
        ("~", None),
        ("", None),
        ("'2'", "2"),
        ("b c", "b c"),
    ],
)
def test_single_values_are_read_as_yaml_reads_them(written: str, value: object):
    assert read(f"a: {written}\n") == ({"a": value}, [])


@pytest.mark.parametrize("written", ["0x1F", "1.5", "12:30", "2025-01-01", ".inf", "1_000", "9" * 5000])
def test_numbers_and_dates_are_never_taken_for_text(written: str):
    content, _ = read(f"a: {written}\n")
    assert not isinstance(content["a"], str)  # type: ignore[index]


@given(st.binary(max_size=200))
def test_no_bytes_whatever_raise(data: bytes):
    content, problems = read(data)
    assert content is not None or problems or data.strip() in (b"~", b"null", b"Null", b"NULL")


@given(st.text(alphabet="ab:-#[]{},'\"&*!%@ \n\t>|", max_size=60))
def test_every_problem_stands_in_a_line_of_the_file(text: str):
    _, problems = read(text)
    last = text.count("\n") + 1
    assert all(1 <= problem.place.line <= last for problem in problems)


texts = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=80)


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=8))
def test_what_is_written_in_double_quotes_comes_back_as_it_was(value: object):
    import json  # noqa: PLC0415  JSON is YAML with every text in double quotes

    content, problems = read(json.dumps({"value": value}))
    assert problems == []
    assert content == {"value": value}


def test_the_places_of_a_file_are_named_as_given():
    problems: list[KnowledgeProblem] = []
    node = parse("some/where.yml", b"a: b\n", problems)
    assert isinstance(node, Section)
    assert isinstance(node.values["a"], Scalar)
    assert str(node.values["a"].place) == "some/where.yml:1"


def test_every_shipped_file_is_read_without_a_problem():
    from bot.knowledge.folders import read_folder, shipped_path  # noqa: PLC0415  only here

    for file in read_folder(shipped_path()).files:
        problems: list[KnowledgeProblem] = []
        assert parse(file.display_name, file.data or b"", problems) is not None, file.display_name
        assert problems == []
        assert Path(file.name).suffix == ".yml"
