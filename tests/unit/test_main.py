import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, changed, write

from bot import __version__
from bot.__main__ import main
from bot.knowledge.loader import load

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "playground": ["--port", "--no-browser"],
    "connect": [],
    "serve": [],
    "mcp": [],
    "ask": ["question", "--full", "--json", "--explain", "--batch"],
    "check": ["DIR", "--stale", "--evidence"],
    "evaluate": ["FILE", "--min"],
    "schema": ["--write"],
    "new": ["role", "pair", "faq", "id"],
    "feedback": ["--resolve"],
    "gaps": ["--draft"],
    "report": [],
    "data": ["show", "export", "forget", "--workspace", "--person", "--yes"],
    "migrate": [],
    "manifest": ["--json", "--http"],
    "doctor": ["--json"],
}
HEAVY = {"slack_bolt", "slack_sdk", "sqlalchemy", "alembic", "granian", "psycopg", "prometheus_client", "mcp"}
"""What a server needs, at some tenths of a second."""
VALIDATION = {"pydantic", "yaml"}
"""What reading changed knowledge needs, at a tenth of a second."""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with no .env in it, and nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in ("KNOWLEDGE_PATH", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of parsed knowledge that no other process evicts from."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        load()
    return folder


def left_with(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return left.value.code


# The commands


@pytest.mark.parametrize(("command", "options"), COMMANDS.items())
def test_every_command_explains_its_options(command: str, options: list[str], capsys: pytest.CaptureFixture[str]):
    assert left_with(command, "--help") == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: rolecall {command}")
    assert [option for option in options if option not in shown] == []


def test_help_lists_every_command_with_what_it_does(capsys: pytest.CaptureFixture[str]):
    assert left_with("--help") == 0
    listed = re.findall(r"^    (\w+)", capsys.readouterr().out, re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: COMMAND. See: rolecall --help"),
        (["dance"], "argument COMMAND: invalid choice: 'dance'"),
        (["ask", "--loudly"], "unrecognized arguments: --loudly"),
        (["playground", "--port", "x"], "argument --port: invalid int value: 'x'. See: rolecall playground --help"),
        (["evaluate"], "the following arguments are required: FILE. See: rolecall evaluate --help"),
        (["new", "dance", "x"], "argument kind: invalid choice: 'dance'"),
    ],
)
def test_unusable_arguments_are_reported_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    assert left_with(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"rolecall: {said}")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", ""], "There is no question."),
        (["ask", "--batch", "missing.jsonl"], "missing.jsonl cannot be read: "),
        (["evaluate", "missing.jsonl"], "missing.jsonl cannot be read: "),
        (["new", "role", "not an id"], '"not an id" cannot be the id of a role.'),
        (["new", "pair", "cmo"], '"cmo" cannot be the id of a pair.'),
        (["schema", "--write", "file/schema"], "Cannot write to file/schema: "),
        (["connect"], "Not set: SLACK_BOT_TOKEN, SLACK_APP_TOKEN."),
        (["serve"], "Not set: SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN."),
    ],
)
def test_bad_input_is_reported_in_one_line_that_says_what_to_do(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    Path("file").touch()
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"rolecall: {said}")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize("command", [["ask", "CMO"], ["check"], ["migrate"], ["connect"], ["serve"]])
def test_unusable_settings_stop_any_command_but_doctor(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PORT", "x")
    assert main(command) == 2
    assert capsys.readouterr().err.startswith("rolecall: PORT is 'x'. ")


# Check, schema, new, migrate


def test_the_shipped_knowledge_has_no_problems(capsys: pytest.CaptureFixture[str]):
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "No problems found.\n"


def test_every_problem_of_a_folder_is_a_line_and_the_status_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    files = changed("roles/cmo.yml", "level: c_level", "level: captain")
    files["roles/cro.yml"] = files["roles/cro.yml"].replace("summary:", "sumary:")
    folder = write(tmp_path / "ours", files)
    assert main(["check", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 2
    assert all(re.search(r"\.yml:\d+: \S", line) for line in lines)


def test_knowledge_with_problems_answers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    folder = write(tmp_path / "ours", changed("roles/cmo.yml", "level: c_level", "level: captain"))
    monkeypatch.setenv("KNOWLEDGE_PATH", str(folder))
    assert main(["ask", "CMO"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "rolecall: The knowledge has 1 problem:" in shown.err


def test_old_entries_are_listed_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    files = {name: text.replace("2026-11", "2019-01") for name, text in SMALL.items()}
    folder = write(tmp_path / "ours", files)
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == "No problems found.\n"
    assert main(["check", str(folder), "--stale"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 1


def test_what_the_knowledge_rests_on_is_counted_on_request(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--evidence"]) == 0
    citations, weak, figures, last = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d+ citations: \d+% official, \d+% practitioner, \d+% vendor, 0% thin", citations)
    assert re.fullmatch(r"\d+ of \d+ statements cite no official or practitioner source", weak)
    assert re.fullmatch(r"\d+ of \d+ figures have no year \(\d+%\)", figures)
    assert last == "No problems found."


def test_the_schemas_are_printed_or_written(capsys: pytest.CaptureFixture[str]):
    assert main(["schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert main(["schema", "--write", "schema"]) == 0
    for name, schema in printed.items():
        assert json.loads(Path(f"schema/{name}.schema.json").read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize(("kind", "identifier"), [("role", "cgo"), ("pair", "cmo-cgo"), ("faq", "pay")])
def test_a_template_is_printed(kind: str, identifier: str, capsys: pytest.CaptureFixture[str]):
    assert main(["new", kind, identifier]) == 0
    assert "TODO" in capsys.readouterr().out


def test_the_database_is_upgraded_to_the_newest_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'ours.sqlite3'}")
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0
    assert (tmp_path / "ours.sqlite3").is_file()
    assert capsys.readouterr().out.strip()


# As a program


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]):
    assert left_with("--version") == 0
    assert capsys.readouterr().out == f"rolecall {__version__}\n"


def program(*arguments: str, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *python, "-m", "bot", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def imported(*arguments: str) -> set[str]:
    """The packages that the command imports."""
    run = program(*arguments, python=("-X", "importtime"))
    assert run.returncode == 0, run.stderr
    return {name.partition(".")[0] for name in re.findall(r"\| +([\w.]+)$", run.stderr, re.MULTILINE)}


@pytest.mark.parametrize(
    ("command", "without"),
    [
        (["--help"], HEAVY | VALIDATION | {"rapidfuzz"}),
        (["ask", "CMO vs CRO KPIs?"], HEAVY | VALIDATION),
        (["ask", "--full", "CMO vs CRO KPIs?"], HEAVY | VALIDATION),
        (["ask", "--json", "CMO vs CRO KPIs?"], HEAVY | VALIDATION),
        (["ask", "--explain", "CMO vs CRO KPIs?"], HEAVY | VALIDATION),
        (["check"], HEAVY),
        (["new", "role", "cgo"], HEAVY),
    ],
)
def test_a_quick_command_imports_only_what_it_needs(
    command: list[str], without: set[str], cache: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    assert imported(*command) & without == set()


def test_the_program_says_what_was_wrong_and_exits_with_status_two():
    run = program("ask", "--batch", "missing.jsonl")
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("rolecall: missing.jsonl cannot be read: ")
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "CMO vs CRO"], ["ask", "--batch", "many.jsonl"], ["schema"]])
def test_the_program_stops_quietly_when_the_reader_of_its_output_has_gone(arguments: list[str]):
    Path("many.jsonl").write_text('{"q": "CMO vs CRO"}\n' * 20, encoding="utf-8")
    command = [sys.executable, "-m", "bot", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0


def test_a_program_without_any_output_still_reports_its_result_by_its_status():
    command = f"exec {shlex.quote(sys.executable)} -m bot check >&-"
    run = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602  the shell closes the output
    assert (run.returncode, run.stderr) == (0, b"")


def test_the_program_without_its_dependencies_says_how_to_install_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))  # parsed knowledge would answer without a YAML parser
    run = program("ask", "CMO vs CRO", python=("-S",))  # without site-packages
    assert run.returncode == 2
    assert re.fullmatch(r"rolecall: the Python package \w+ is not installed\. Run `make run`.+\n", run.stderr)


def test_a_module_missing_from_rolecall_itself_is_not_mistaken_for_a_dependency(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "bot.knowledge.starter", None)
    with pytest.raises(ModuleNotFoundError, match=r"bot\.knowledge\.starter"):
        main(["new", "role", "cgo"])


def test_a_question_with_characters_that_the_terminal_lacks_is_answered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    for options in ([], ["--full"], ["--json"], ["--explain"]):
        run = program("ask", *options, "caf\u00e9: CMO vs CRO \u2014 kpis?")
        assert (run.returncode, run.stderr) == (0, "")
        assert run.stdout.isascii()
