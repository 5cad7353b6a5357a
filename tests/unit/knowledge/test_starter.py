import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml
from samples.knowledge_files import SMALL, assembled, write

from bot.errors import UsageError
from bot.knowledge.models import Role
from bot.knowledge.short_answers import MAX_ANSWER_WORDS, MAX_BRIEF_WORDS
from bot.knowledge.starter import starter_path, starter_text

NEW = {
    "role": "cgo",
    "kit": "cmo",
    "pair": "cro-cmo",
    "faq": "notice_period",
    "thing": "churn",
    "checklist": "cmo",
    "figure": "growth_2026",
}
FILLED = (
    (r"TODO this month, such as 2026-11", "2026-11"),
    (r"\[TODO\]", "[S1]"),
    (r"source: TODO.*", "source: S1"),
    (r"TODO the edition, such as 2025, or not stated", "2025"),
    (r"TODO the full title.*", "Chief Growth Officer"),
    (r"TODO the heading of its table column.*", "CGO"),
    (r"TODO founding, seed.*", "series_b"),
    (r"TODO the id of a role", "cmo"),
    (r"TODO cmo_ and a word.*", "cmo_story"),
    (r"TODO the question in other words", "notice"),
    (r"TODO ", "Some "),
)


FOCUS = """\
  - id: focus
    name: Focus
    question: What does the role concentrate on?
    of: role
  - id: first_90_days
    name: First 90 days
    question: What comes first?
    of: role
  - id: interview
    name: Interview
    question: What to ask?
    of: role
"""


REPLACED = {"pair": "pairs/", "thing": "ownership.yml"}
"""Kind to the files of the small folder that the new file stands in for."""


def started(folder: Path, kind: str, text: str) -> list[str]:
    files = {name: content for name, content in SMALL.items() if not name.startswith(REPLACED.get(kind, "-"))}
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
        "kits/cmo.yml",
        "pairs/cro-cmo.yml",
        "faq/notice_period.yml",
        "ownership.yml",
        "checklists/cmo.yml",
        "figures.yml",
    ]


SHORT_ANSWERS = {
    "role": ["topics.focus.answer", "topics.metrics.answer"],
    "kit": ["topics.first_90_days.answer", "topics.interview.answer"],
    "pair": ["importance.0", "both_or_one.0", "which_first.0"],
    "faq": ["answer.0"],
    "thing": ["answer"],
}


@pytest.mark.parametrize("kind", SHORT_ANSWERS)
def test_a_template_asks_for_every_short_answer_and_names_its_limit(kind: str):
    text = starter_text(kind, NEW[kind])
    written = yaml.safe_load(text)
    entry = written.get("entries", written.get("things", [written]))[0]
    for path in SHORT_ANSWERS[kind]:
        assert at(entry, path)["text"].startswith("TODO"), path
        assert at(entry, path)["sources"] == ["TODO"], path
    assert f"at most {MAX_ANSWER_WORDS} words" in text


def test_the_template_of_a_role_asks_for_what_comparisons_are_made_of():
    written = yaml.safe_load(starter_text("role", "cgo"))
    hints = [str(written[key]) for key in ("accountable_for", "hire_when", "hired_at")]
    assert all(hint.startswith("TODO") for hint in hints)
    stages = next(part for part in get_args(get_type_hints(Role)["hired_at"]) if get_args(part))
    assert set(re.findall(r"[a-z_]+", hints[2])) >= set(get_args(stages))


@pytest.mark.parametrize("kind", ["role", "kit", "pair"])
def test_a_template_names_the_limit_of_table_cells(kind: str):
    assert starter_text(kind, NEW[kind]).count(f"at most {MAX_BRIEF_WORDS} words") == 2


def at(value: Any, path: str) -> Any:
    """The part of the value at a path of keys and positions, such as `answer.0`."""
    for step in path.split("."):
        value = value[int(step) if step.isdigit() else step]
    return value


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
        ("kit", "cmo-cro"),
        ("figure", "growth-2026"),
        ("source", "S1"),
    ],
)
def test_an_invalid_id_is_refused_with_advice(kind: str, name: str):
    with pytest.raises(UsageError) as caught:
        starter_text(kind, name)
    assert caught.value.next_step
