import json
from pathlib import Path
from typing import Any

import pytest
from samples.understanding import base, reading_of

from bot.__main__ import main
from bot.errors import UsageError
from bot.evaluation import evaluate, evaluate_question

RIGHT = {
    "q": "CMO vs CRO KPIs?",
    "status": "answered",
    "intent": "compare",
    "roles": ["cmo", "cro"],
    "topic": "metrics",
}
WRONG = {"q": "CMO vs CRO", "status": "answered", "intent": "role", "roles": ["cmo"], "topic": None}
REFUSED = {"q": "what's for lunch", "status": "unknown"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with no .env in it, and no knowledge but the shipped."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KNOWLEDGE_PATH", raising=False)


def file_of(*rows: str | dict[str, Any]) -> Path:
    path = Path("labelled.jsonl")
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def figures(*rows: dict[str, Any]) -> dict[str, str]:
    """The shares in the report, by name."""
    text = evaluate(file_of(*rows)).text
    return {line[:15].strip(): line[15:].strip() for line in text.splitlines() if "% " in line}


# One row


def test_a_reading_that_is_offered_is_within_reach():
    question = evaluate_question(
        {"q": "vp marketing = events and PR too?", "intent": "role", "roles": ["vp_marketing"], "topic": None}, base()
    )
    offered = [option.intent for option in question.reading.options]
    assert question.reading.intent not in offered
    for intent in (question.reading.intent, *offered):
        row = {"q": question.row["q"], "intent": intent.kind, "roles": list(intent.roles), "topic": intent.topic}
        assert evaluate_question(row, base()).is_within_reach
    assert not evaluate_question(
        {"q": question.row["q"], "intent": "advice", "topic": "importance"}, base()
    ).is_within_reach


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        ({}, True),
        ({"intent": "compare"}, True),
        ({"intent": "role"}, False),
        ({"roles": ["cmo", "cro"]}, True),
        ({"roles": ["cro", "cmo"]}, False),
        ({"roles": ["cmo"]}, False),
        ({"topic": "metrics"}, True),
        ({"topic": None}, False),
        ({"status": "answered"}, True),
        ({"status": "unknown"}, False),
        ({"intent": "advice", "topic": "importance", "accept": [["compare", "metrics"]]}, True),
        ({"intent": "advice", "topic": "importance", "alt": [["compare", "metrics"]]}, True),
        ({"intent": "advice", "topic": "importance", "accept": [["compare", None]]}, False),
        ({"intent": "advice", "roles": ["cfo"], "accept": [["compare", "metrics"]]}, False),
    ],
)
def test_a_row_is_right_if_every_label_it_has_matches(labels: dict[str, Any], right: bool):
    assert evaluate_question({"q": "CMO vs CRO KPIs?", **labels}, base()).is_right is right


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        ({"q": "what does a plumber do", "roles": ["plumber"], "intent": "role"}, True),
        ({"q": "CMO kpis", "roles": ["plumber"], "intent": "role"}, False),
        ({"q": "what's for lunch", "intent": "other"}, True),
        ({"q": "CMO kpis", "intent": "other"}, False),
        ({"q": "CMO kpis", "intent": "other", "accept": [["role", "metrics"]]}, True),
    ],
)
def test_a_question_outside_the_knowledge_is_right_if_unanswered(labels: dict[str, Any], right: bool):
    assert evaluate_question(labels, base()).is_right is right


# The report


def test_it_counts_right_cards_and_each_label_present():
    shares = figures(RIGHT, WRONG, REFUSED)
    assert shares["right card"] == "66.7%  (2 of 3)"
    assert shares["right status"] == "100.0%  (3 of 3)"
    assert shares["right intent"] == "50.0%  (1 of 2)"
    assert shares["right roles"] == "50.0%  (1 of 2)"
    assert shares["right topic"] == "100.0%  (2 of 2)"


def test_it_counts_the_answers_given_and_those_that_were_false():
    shares = figures(RIGHT, WRONG, REFUSED)
    assert shares["answered"] == "66.7%  (2 of 3)"
    assert shares["false answers"] == "50.0%  (1 of 2)"


def test_a_label_that_no_row_has_is_left_out():
    assert "right topic" not in figures(REFUSED)


def test_without_an_answer_none_is_false():
    assert figures(REFUSED)["false answers"] == "0.0%  (0 of 0)"


def test_it_shows_which_intent_was_mistaken_for_which():
    text = evaluate(file_of(WRONG, WRONG, RIGHT)).text
    assert "Mistaken for another intent:\n    2  role -> compare" in text
    assert "Mistaken for another intent" not in evaluate(file_of(RIGHT)).text


def test_it_shows_how_often_each_confidence_was_justified():
    rows = [RIGHT, {**WRONG, "q": "CMO vs CRO."}, REFUSED, {"q": "cmp CMO CRO", "intent": "compare"}]
    lines = evaluate(file_of(*rows)).text.partition("Confidence      right  of\n")[2].splitlines()
    bands = {line.split("  ")[0].strip(): line.split()[-2:] for line in lines if " to " in line[:12]}
    assert bands["0.9 to 1.0"] == ["50.0%", "2"]
    answered = [reading_of(row["q"]) for row in rows if reading_of(row["q"]).status == "answered"]
    assert sum(int(count) for _, count in bands.values()) == len(answered)


def test_it_explains_each_question_that_was_not_understood_and_no_other():
    text = evaluate(file_of(RIGHT, WRONG, REFUSED)).text
    assert "\nCMO vs CRO\n  wanted " in text
    assert "decided    answered by classifier:compare" in text
    assert text.count("  wanted ") == 1


def test_the_share_of_right_cards_is_given_as_a_number():
    assert evaluate(file_of(RIGHT, WRONG, REFUSED)).accuracy == pytest.approx(2 / 3)


# As a command


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("0.5", 0), ("0.6", 1), ("1", 1)])
def test_accuracy_below_the_minimum_exits_with_status_one(least: str, code: int, capsys: pytest.CaptureFixture[str]):
    path = file_of(RIGHT, WRONG)
    assert main(["evaluate", str(path), "--min", least]) == code
    assert "2 questions" in capsys.readouterr().out


def test_without_a_minimum_it_only_measures():
    assert main(["evaluate", str(file_of(WRONG))]) == 0


@pytest.mark.parametrize("least", ["2", "-0.1", "nan", "most"])
def test_a_minimum_outside_0_to_1_is_bad_input(least: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main(["evaluate", str(file_of(RIGHT)), f"--min={least}"])
    assert left.value.code == 2
    assert capsys.readouterr().err == (
        f"rolecall: argument --min: {least} is not a number between 0 and 1. See: rolecall evaluate --help\n"
    )


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("not json", 'not a JSON object with a text under "q"'),
        ("[]", 'not a JSON object with a text under "q"'),
        ('{"q": 1}', 'not a JSON object with a text under "q"'),
        ("[" * 100_000, 'not a JSON object with a text under "q"'),
        ('{"q": "CMO", "roles": "cmo"}', "labels of the wrong type"),
        ('{"q": "CMO", "roles": [["cmo"]]}', "labels of the wrong type"),
        ('{"q": "CMO", "intent": 5}', "labels of the wrong type"),
        ('{"q": "CMO", "alt": 5}', "labels of the wrong type"),
        ('{"q": "CMO", "accept": ["role"]}', "labels of the wrong type"),
    ],
)
def test_a_malformed_row_is_named_by_its_line(bad: str, said: str):
    with pytest.raises(UsageError, match=rf"^labelled\.jsonl:3: {said}"):
        evaluate(file_of(RIGHT, "", bad, RIGHT))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.jsonl", "cannot be read: No such file or directory"),
        (".", "cannot be read: Is a directory"),
        ("empty.jsonl", "has no questions"),
        ("bytes.jsonl", "cannot be read: it is not UTF-8"),
    ],
)
def test_a_file_without_questions_is_bad_input(name: str, said: str, capsys: pytest.CaptureFixture[str]):
    Path("empty.jsonl").write_text("\n\n", encoding="utf-8")
    Path("bytes.jsonl").write_bytes(b'{"q": "\xff"}')
    assert main(["evaluate", name]) == 2
    assert capsys.readouterr().err.startswith(f"rolecall: {name} {said}")


def test_a_line_may_contain_any_character_that_json_allows():
    path = file_of('{"q": "CMO\u2028vs\u0085CRO", "intent": "compare"}', {"q": "\ud800 CMO", "intent": "role"})
    assert evaluate(path).accuracy == 1.0
    assert main(["evaluate", str(path)]) == 0
