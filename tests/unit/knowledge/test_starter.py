import re
from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, write

from bot.errors import UsageError
from bot.knowledge.starter import starter_path, starter_text

NEW = {"role": "cgo", "pair": "cro-cmo", "faq": "notice_period", "checklist": "cmo"}
FILLED = (
    (r"TODO this month, such as 2026-11", "2026-11"),
    (r"\[TODO\]", "[S1]"),
    (r"TODO the full title.*", "Chief Growth Officer"),
    (r"TODO the heading of its table column.*", "CGO"),
    (r"TODO cmo_ and a word.*", "cmo_story"),
    (r"TODO the question in other words", "notice"),
    (r"TODO ", "Some "),
)


FOCUS = """\
  - id: focus
    name: Focus
    question: What does the role concentrate on?
    of: role
"""


def started(folder: Path, kind: str, text: str) -> list[str]:
    files = {name: content for name, content in SMALL.items() if kind != "pair" or not name.startswith("pairs/")}
    files["topics.yml"] += FOCUS
    return assembled(write(folder, {**files, str(starter_path(kind, NEW[kind])): text}))[1]


@pytest.mark.parametrize("kind", NEW)
def test_every_placeholder_of_a_template_is_reported_and_nothing_else(tmp_path: Path, kind: str):
    text = starter_text(kind, NEW[kind])
    blanks = [number for number, line in enumerate(text.splitlines(), 1) if "TODO" in line and not line.startswith("#")]
    problems = started(tmp_path, kind, text)
    assert [problem.split(": ")[0] for problem in problems] == [
        f"{starter_path(kind, NEW[kind])}:{line}" for line in blanks
    ]
    assert all("still to be filled in" in problem for problem in problems)


@pytest.mark.parametrize("kind", NEW)
def test_a_template_with_its_placeholders_filled_in_has_no_problems(tmp_path: Path, kind: str):
    text = starter_text(kind, NEW[kind])
    for blank, filling in FILLED:
        text = re.sub(blank, filling, text)
    assert "TODO" not in text.partition("\n\n")[2]
    assert started(tmp_path, kind, text) == []


def test_a_template_belongs_in_the_folder_of_its_kind():
    assert [str(starter_path(kind, name)) for kind, name in NEW.items()] == [
        "roles/cgo.yml",
        "pairs/cro-cmo.yml",
        "faq/notice_period.yml",
        "checklists/cmo.yml",
    ]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("role", "C G O"),
        ("role", "cmo-cro"),
        ("role", "../../etc/passwd"),
        ("role", ""),
        ("pair", "cmo"),
        ("pair", "cmo-cmo"),
        ("pair", "cmo-cro-cto"),
        ("faq", "1st"),
        ("checklist", "cmo-cro"),
        ("source", "S1"),
    ],
)
def test_an_invalid_id_is_refused_with_advice(kind: str, name: str):
    with pytest.raises(UsageError) as caught:
        starter_text(kind, name)
    assert caught.value.next_step
