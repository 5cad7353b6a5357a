from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.knowledge_files import assembled, changed, write

from bot.knowledge.nodes import KnowledgeProblem, Scalar, Section, to_python
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
    "text after a closing quotation mark": ('a: "b" c\n', 1, "text follows a closing quotation mark"),
    "a backslash": ('a: "\\q"\n', 1, "a backslash in double quotes"),
    "a bracket never closed": ("a: [b, c\nd: e\n", 1, "a list opened with [ here is not closed"),
    "a brace never closed": ("a: 1\nb: {c\nd: 1\n", 2, "a bracket { opened here is not closed"),
    "a bracket at the very end": ("a: 1\nb: [c,\n", 2, "a bracket is opened and never closed"),
    "a key in the middle of a list": ("- a\nb: c\n", 2, "this line is outside the list above it"),
    "an item indented differently": ("a:\n  - b\n - c\n", 3, "indented wrongly"),
    "a list on the line of its key": ("a: - b\n", 1, "a list must start on its own line, below its key"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "keep one document in each file"),
    "an anchor": ("a: &x [1]\nb: *x\n", 2, "repeats another part through an anchor"),
    "an anchor within itself": ("a: &x [*x]\n", 1, "repeats another part through an anchor"),
    "a merge key": ("a: 1\n<<: {b: 2}\n", 2, "merge keys (<<) are not supported"),
    "a list for a key": ("? [a]\n: b\n", 1, "a key must be a plain word"),
    "a Python object": ("a: !!python/name:os.system b\n", 1, "a value starting with ! needs double quotes"),
    "a control character": ("a: 1\nb: \x07\n", 2, "an invisible control character"),
    "nothing": ("", 1, "is empty; fill it in, or delete the file"),
    "remarks only": ("# to do\n", 1, "is empty; fill it in, or delete the file"),
    "a key twice": ("a: 1\nb: 2\na: 3\n", 3, '"a" appears twice, first on line 1; keep one'),
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
def test_a_malformed_file_is_reported_with_its_line_and_the_fix(text: str, line: int, said: str):
    _, problems = read(text)
    assert [problem.location.line for problem in problems] == [line]
    assert said in problems[0].text


def test_a_file_that_is_not_utf_8_is_reported_at_the_line_of_the_first_wrong_byte():
    _, problems = read(b"a: 1\nb: 2\nc: caf\xe9\n")
    assert [str(problem) for problem in problems] == ["file.yml:3: is not UTF-8 text; save the file as UTF-8"]


def test_a_byte_order_mark_is_ignored():
    assert read(b"\xef\xbb\xbfa: b\n") == ({"a": "b"}, [])


def test_values_keep_their_lines_and_their_written_form():
    problems: list[KnowledgeProblem] = []
    node = parse("file.yml", b"a: b\n\nc:\n  - NO\n  - 2025-01-01\n", problems)
    assert isinstance(node, Section)
    assert node.values["a"].location.line == 1
    assert node.values["c"].location.line == 3
    items = node.values["c"].items  # type: ignore[union-attr]
    assert [(item.location.line, item.written) for item in items] == [(4, "NO"), (5, "2025-01-01")]
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
def test_scalars_are_read_as_yaml_reads_them(written: str, value: object):
    assert read(f"a: {written}\n") == ({"a": value}, [])


@pytest.mark.parametrize("written", ["0x1F", "1.5", "12:30", "2025-01-01", ".inf", "1_000", "9" * 5000])
def test_numbers_and_dates_are_never_taken_for_text(written: str):
    content, _ = read(f"a: {written}\n")
    assert not isinstance(content["a"], str)  # type: ignore[index]


@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(data: bytes):
    content, problems = read(data)
    assert content is not None or problems or data.strip() in (b"~", b"null", b"Null", b"NULL")


@given(st.text(alphabet="ab:-#[]{},'\"&*!%@ \n\t>|", max_size=60))
def test_every_problem_cites_a_line_of_the_file(text: str):
    _, problems = read(text)
    last = text.count("\n") + 1
    assert all(1 <= problem.location.line <= last for problem in problems)


texts = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=80)


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=8))
def test_a_double_quoted_text_is_read_unchanged(value: object):
    import json  # noqa: PLC0415  JSON is YAML with every text in double quotes

    content, problems = read(json.dumps({"value": value}))
    assert problems == []
    assert content == {"value": value}


def test_problems_cite_the_display_name_of_the_file():
    problems: list[KnowledgeProblem] = []
    node = parse("some/where.yml", b"a: b\n", problems)
    assert isinstance(node, Section)
    assert isinstance(node.values["a"], Scalar)
    assert str(node.values["a"].location) == "some/where.yml:1"


def test_every_shipped_file_is_parsed_without_problems():
    from bot.knowledge.folders import read_folder, shipped_path  # noqa: PLC0415  only here

    for file in read_folder(shipped_path()).files:
        problems: list[KnowledgeProblem] = []
        assert parse(file.display_name, file.data or b"", problems) is not None, file.display_name
        assert problems == []
        assert Path(file.name).suffix == ".yml"


UNFIT = {
    "a mention of a whole channel": (
        "<!channel> leads.",
        '"<!channel>" is Slack markup and could notify people; write plain words',
    ),
    "a mention of a person": ("Ask <@U123>.", '"<@U123>" is Slack markup and could notify people; write plain words'),
    "a channel": ("See <#C123>.", '"<#C123>" is Slack markup and could notify people; write plain words'),
    "a link in Slack's form": ("<https://example.com|here>", '"<https:" is Slack markup'),
    "an escaped bell": (
        '"Leads\\amarketing."',
        "the text has a line break or an invisible character in it; write it on one line",
    ),
    "a text with its direction reversed": (
        '"Leads\\u202emarketing."',
        "the text has a line break or an invisible character in it",
    ),
    "a zero-width space": ('"Leads\\u200bmarketing."', "the text has a line break or an invisible character in it"),
    "a text of two lines": ("|\n  Leads\n  marketing.", "the text has a line break or an invisible character in it"),
    "a space at the end": (
        '"Leads marketing. "',
        "the text starts or ends with a space: 'Leads marketing. '; delete the space",
    ),
    "a placeholder": (
        "TODO the role in one sentence",
        "still to be filled in: the role in one sentence",
    ),
    "a placeholder after a sentence": ("Leads marketing. TODO the budget", "still to be filled in: the budget"),
    "a placeholder in brackets": ("Leads marketing (TODO check)", "still to be filled in: check"),
    "a placeholder at the end": ("Leads marketing and TODO", "still to be filled in: Leads marketing and"),
    "a placeholder in quotes": ("'Leads marketing. TODO: the budget'", "still to be filled in: the budget"),
}


@pytest.mark.parametrize(("text", "said"), UNFIT.values(), ids=UNFIT)
def test_a_text_that_must_not_reach_a_card_is_refused(tmp_path: Path, text: str, said: str):
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", "summary: Leads marketing.", f"summary: {text}")))
    assert len(problems) == 1
    assert problems[0].startswith(f"roles/cmo.yml:5: {said}")


@pytest.mark.parametrize(
    "text",
    ["A to-do list, todo or TODOS", "5 < 6 & 7 > 6", "R&D", "a@example.com", "Café, naïve, Zürich", "100 € #1 !", "<3"],
)
def test_ordinary_characters_are_accepted(tmp_path: Path, text: str):
    assert assembled(write(tmp_path, changed("roles/cmo.yml", "Leads marketing.", f"'{text}'")))[1] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("title: Chief Marketing", 2), ("names: [head of", 9), ("brief: Awareness", 12), ("text: The CMO is", 14)],
)
def test_a_placeholder_is_reported_in_every_kind_of_text_with_its_line(tmp_path: Path, text: str, line: int):
    key, _, words = text.rpartition(" ")
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", text, f"{key} {words} TODO ")))
    assert any(each.startswith(f"roles/cmo.yml:{line}: still to be filled in") for each in problems)


def test_a_placeholder_is_reported_once_whatever_else_is_wrong_on_its_line(tmp_path: Path):
    files = changed("roles/cmo.yml", 'reviewed: "2026-11"', 'reviewed: "TODO this month"')
    files["roles/cmo.yml"] = files["roles/cmo.yml"].replace("[S1]", "[TODO]")
    _, problems = assembled(write(tmp_path, files))
    assert problems == [
        "roles/cmo.yml:6: still to be filled in: this month",
        "roles/cmo.yml:15: still to be filled in: ",
    ]
