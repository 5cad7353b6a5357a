import json
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from samples.knowledge_files import SMALL, write
from samples.understanding import base, reading_of

from bot import asking
from bot.__main__ import main
from bot.errors import UsageError
from bot.slack.message import Message
from bot.slack.text import escape

KEYS = [
    "q",
    "status",
    "intent",
    "roles",
    "topic",
    "confidence",
    "decided_by",
    "text",
    "blocks",
    "options",
    "answer",
    "facts",
    "left_out",
    "unknown_sides",
]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with no .env in it, and no knowledge but the shipped."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KNOWLEDGE_PATH", raising=False)


def program(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "bot", *arguments], input=given, capture_output=True, check=False)


def batch(*lines: str | dict[str, Any], of: bytes = b"") -> list[dict[str, Any]]:
    """What comes back for a file of these lines."""
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    Path("questions.jsonl").write_bytes(text.encode() + of)
    out = StringIO()
    assert asking.answer_batch("questions.jsonl", out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


# One question


def test_a_question_is_answered_as_text(capsys: pytest.CaptureFixture[str]):
    assert main(["ask", "CMO vs CRO KPIs?"]) == 0
    shown = capsys.readouterr().out
    assert "CMO vs CRO" in shown
    assert base().roles["cro"].topics["metrics"].facts[0].text[:20] in shown.replace("\n", " ")


def test_everything_is_printed_on_request_and_only_the_short_answer_otherwise(capsys: pytest.CaptureFixture[str]):
    assert main(["ask", "CMO vs CRO KPIs?"]) == 0
    short = capsys.readouterr().out
    assert main(["ask", "--full", "CMO vs CRO KPIs?"]) == 0
    full = capsys.readouterr().out
    title, answer, *_ = short.split("\n\n")
    assert full.startswith(f"{title}\n\n{answer}\n")
    assert "rolecall ask --full" in short
    assert len(full) > 2 * len(short)
    for each in base().roles["cro"].topics["metrics"].facts:
        assert each.text[:15] in full.replace("\n  ", " ")


def test_what_the_question_says_and_the_answer_leaves_out_is_printed_too(capsys: pytest.CaptureFixture[str]):
    main(["ask", "CMO vs CRO for a 30-person company in Norway"])
    shown = capsys.readouterr().out.replace("\n", " ")
    assert "You said: 30-person. The answer doesn't take that into account." in shown
    assert "Nothing here is specific to Norway." in shown


def test_the_words_of_a_question_need_no_quotes(capsys: pytest.CaptureFixture[str]):
    assert main(["ask", "what", "does", "a", "CRO", "do"]) == 0
    unquoted = capsys.readouterr().out
    main(["ask", "what does a CRO do"])
    assert unquoted == capsys.readouterr().out


@pytest.mark.parametrize("question", ["CMO vs CRO KPIs?", "CPO kpis", "what's for lunch", "who owns pricing", "help"])
def test_as_json_it_has_every_key_of_the_contract(question: str, capsys: pytest.CaptureFixture[str]):
    assert main(["ask", "--json", question]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    answer, reading = json.loads(line), reading_of(question)
    assert set(KEYS) <= set(answer)
    assert answer["q"] == question
    assert answer["status"] == reading.status
    assert (answer["intent"], tuple(answer["roles"]), answer["topic"]) == reading.intent[:3]
    assert (answer["confidence"], answer["decided_by"]) == (reading.confidence, reading.decided_by)
    assert answer["text"].strip()
    assert list(Message(answer["text"], answer["blocks"]).blocks) == answer["blocks"]


@pytest.mark.parametrize(
    "question", ["CMO vs CRO KPIs?", "CMO or CRO first?", "who owns pricing", "what does a CTO do", "CMO CRO CTO?"]
)
def test_the_short_answer_is_given_alone_and_begins_the_text(question: str):
    answer = json.loads(asking.answer_json(question))
    assert answer["answer"].endswith(".")
    second_line = answer["text"].split("\n")[1]
    assert second_line.startswith(escape(answer["answer"]).removesuffix("."))


@pytest.mark.parametrize("question", ["CPO kpis", "what's for lunch", "help", "list all roles"])
def test_what_has_no_evidence_has_no_short_answer(question: str):
    answer = json.loads(asking.answer_json(question))
    assert (answer["answer"], answer["left_out"]) == (None, [])


def test_every_part_that_was_not_answered_is_listed():
    answer = json.loads(asking.answer_json("CMO vs CRO for a 30-person company in Norway"))
    assert answer["facts"]["people"] == "30-person"
    assert answer["left_out"] == ["Norway"]
    two = json.loads(asking.answer_json("What does a CRO do? And who owns pricing?"))
    assert len(two["left_out"]) == 1
    assert two["left_out"][0] in two["text"]


def test_a_question_that_is_asked_back_has_its_options(capsys: pytest.CaptureFixture[str]):
    main(["ask", "--json", "CPO kpis"])
    options = json.loads(capsys.readouterr().out)["options"]
    assert [option["roles"] for option in options] == [["chro"], ["cpo_product"]]
    assert all({"label", "intent", "topic"} <= set(option) for option in options)


def test_how_a_question_is_read_is_explained(capsys: pytest.CaptureFixture[str]):
    assert main(["ask", "--explain", "cheif marketting oficer KPIs"]) == 0
    shown = capsys.readouterr().out
    assert '"chief marketing officer" is cmo' in shown
    assert "decided    answered by classifier:metrics" in shown


@pytest.mark.parametrize("arguments", [["ask", ""], ["ask", "  "], ["ask", "--json", ""], ["ask", "--explain", " "]])
def test_an_empty_question_is_bad_input(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == 'rolecall: There is no question. Ask one, such as: rolecall ask "CMO vs CRO KPIs?"\n'


def test_an_enormous_question_is_cut_and_answered():
    answer = json.loads(asking.answer_json("CMO vs CRO? " * 20_000))
    assert answer["roles"] == ["cmo", "cro"]
    assert len(answer["q"]) == asking.MAX_QUESTION_LENGTH


def test_a_companys_own_knowledge_is_used_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KNOWLEDGE_PATH", str(write(tmp_path / "ours", SMALL)))
    answer = json.loads(asking.answer_json("whom do we hire first?"))
    assert (answer["intent"], answer["subject"]) == ("faq", "first_hire")
    assert "It depends on the stage." in answer["text"]


# Many


def test_a_batch_gives_one_line_for_each_line_in_the_same_order():
    questions = ["CMO vs CRO KPIs?", "what's for lunch", "CPO kpis", "who owns churn", "cmo cro cto metrics"] * 3
    answers = batch(*({"q": question} for question in questions))
    assert [answer["q"] for answer in answers] == questions
    assert [answer["status"] for answer in answers] == [reading_of(question).status for question in questions]


def test_a_line_of_a_batch_is_the_answer_that_the_question_gets_alone():
    (line,) = batch({"q": "CMO vs CRO KPIs?"})
    assert line == json.loads(asking.answer_json("CMO vs CRO KPIs?"))


def test_other_keys_of_a_line_are_passed_through():
    (line,) = batch({"q": "CRO kpis", "id": 7, "who": {"team": ["a", None]}})
    assert line["id"] == 7
    assert line["who"] == {"team": ["a", None]}
    assert line["topic"] == "metrics"


@pytest.mark.parametrize(
    "bad", ["not json", '{"q": 5}', '{"question": "CMO"}', "[1, 2]", '"CMO"', "null", '{"q": "CMO"', "[" * 100_000]
)
def test_a_bad_line_gives_an_error_in_its_place_and_the_rest_goes_on(bad: str):
    first, second, third = batch({"q": "CMO kpis"}, bad, {"q": "CRO kpis"})
    assert (first["roles"], third["roles"]) == (["cmo"], ["cro"])
    assert set(second) == {"error"}
    assert second["error"].startswith("line 2: ")
    assert "Write one object per line" in second["error"]


def test_bytes_that_are_not_text_are_a_bad_line_too():
    first, second = batch({"q": "CMO kpis"}, of=b'\n{"q": "\xff\xfe"}\n')
    assert first["status"] == "answered"
    assert second["error"].startswith("line 2: ")


def test_empty_lines_are_skipped_but_counted():
    answers = batch("", {"q": "CMO kpis"}, "  ", "oops")
    assert len(answers) == 2
    assert answers[1]["error"].startswith("line 4: ")


@pytest.mark.parametrize("question", ["", "\ud800 cmo", "caf\u00e9 CMO \u2028 kpis", "<!channel> & <b>", "x" * 40_000])
def test_any_text_is_a_question(question: str):
    (answer,) = batch({"q": question})
    assert answer["q"] == question
    assert "<!channel>" not in answer["text"]


def test_an_empty_file_gives_nothing():
    assert batch() == []


@pytest.mark.parametrize("source", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_bad_input(source: str, capsys: pytest.CaptureFixture[str]):
    assert main(["ask", "--batch", source]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"rolecall: {source} cannot be read: ")
    assert said.err.count("\n") == 1
    with pytest.raises(UsageError):
        asking.answer_batch(source, StringIO())


def test_the_same_question_gives_the_same_line_on_any_day_except_for_remarks_on_age():
    today = date(2026, 12, 1)
    for question in ("CMO vs CRO KPIs?", "what's for lunch"):
        assert asking.answer_record(question, base(), today) == asking.answer_record(question, base(), today)


# As a program


def test_the_program_answers_in_the_terminal():
    run = program("ask", "CMO vs CRO KPIs?")
    assert (run.returncode, run.stderr) == (0, b"")
    assert "CMO vs CRO" in run.stdout.decode()


def test_the_program_reads_a_batch_from_standard_input():
    run = program("ask", "--batch", "-", given=b'{"q": "CMO vs CRO?", "n": 1}\noops\n{"q": "caf\xc3\xa9"}\n')
    assert (run.returncode, run.stderr) == (0, b"")
    first, second, third = (json.loads(line) for line in run.stdout.splitlines())
    assert (first["roles"], first["n"]) == (["cmo", "cro"], 1)
    assert "line 2" in second["error"]
    assert third["q"] == "caf\u00e9"


def test_the_program_reads_a_question_from_standard_input():
    run = program("ask", "--json", given=b"CMO kpis\n")
    assert json.loads(run.stdout)["topic"] == "metrics"
