import json
from pathlib import Path
from typing import Any

import pytest
from samples.understanding import base

from bot.understanding.voice_labels import find_contradicting_labels

ROW: dict[str, Any] = {"q": "who does a CFO report to?", "intent": "role", "topic": "reporting_line", "roles": ["cfo"]}


def found(folder: Path, **changes: Any) -> list[str]:
    (folder / "voices").mkdir()
    lines = [json.dumps({**ROW, "q": "hello"}), json.dumps({**ROW, **changes})]
    (folder / "voices" / "001.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return list(find_contradicting_labels(folder, base()))


def test_a_label_that_agrees_with_the_listed_ways_is_accepted(tmp_path: Path):
    assert found(tmp_path) == []


def test_a_label_that_contradicts_a_listed_way_is_reported_with_its_line(tmp_path: Path):
    [problem] = found(tmp_path, topic="metrics")
    assert problem.startswith(f"{tmp_path}/voices/001.jsonl:2: ")
    assert "is labelled role/metrics, but language.yml lists it as a way of role/reporting_line; correct" in problem


def test_an_alternative_that_agrees_is_enough(tmp_path: Path):
    assert found(tmp_path, topic="metrics", alt=[["role", "reporting_line"]]) == []


@pytest.mark.parametrize("text", ["whither the CFO?", "please " * 9 + "who does a CFO report to?"])
def test_a_text_that_is_not_listed_may_have_any_label(tmp_path: Path, text: str):
    assert found(tmp_path, q=text, topic="metrics") == []


def test_a_folder_without_voices_has_no_contradictions(tmp_path: Path):
    assert list(find_contradicting_labels(tmp_path, base())) == []


def test_no_voice_contradicts_the_ways_that_are_listed():
    assert list(find_contradicting_labels(Path("knowledge"), base())) == []
