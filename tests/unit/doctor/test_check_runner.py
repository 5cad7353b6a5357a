import ast
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.installation import Installation

from bot import __version__
from bot.__main__ import main
from bot.doctor.check_context import CheckContext
from bot.doctor.check_runner import CHECKS, check_knowledge, check_version, run_checks
from bot.doctor.finding import Finding, passed, problem, warning
from bot.doctor.report import has_problems, json_report
from bot.settings import Settings, setting_names

PACKAGE = Path(__file__).parents[3] / "bot" / "doctor"
GUIDE = Path(__file__).parents[3] / "docs" / "doctor.md"
MAKERS = {"problem", "warning"}
COMPOSED_NAMES = {
    **dict.fromkeys(("bot-token-form", "app-token-form", "signing-secret-form"), "problem"),
    **dict.fromkeys(("bot-token-refused", "app-token-refused", "setting-value", "knowledge-path"), "problem"),
    **dict.fromkeys(("slack-bad-address", "slack-unreachable", "slack-not-slack"), "problem"),
    **dict.fromkeys(("slack-failing", "slack-rate-limited"), "warning"),
}
"""Names that are made from a setting or from a kind of failure. The tests of those checks see each of them."""


def test_a_flawless_installation_has_nothing_to_fix(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    with socket.create_server(("127.0.0.1", 0)) as server:
        installation.changes["port"] = server.getsockname()[1]
    settings = installation.context.settings
    names = ("port", "slack_bot_token", "slack_app_token", "slack_signing_secret", "slack_api_url", "database_url")
    start_afresh(monkeypatch, tmp_path)
    (tmp_path / ".env").write_text("".join(f"{name.upper()}={getattr(settings, name)}\n" for name in names))
    (tmp_path / ".env").chmod(0o600)
    assert main(["doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert [each["name"] for each in report["findings"] if each["level"] != "ok"] == ["api-url-not-slack"]
    lines = "\n".join(each["summary"] for each in report["findings"])
    assert lines.startswith(f"Rolecall {__version__} on Python ")
    assert "Slack accepts the bot token: rolecall in Playground" in lines
    assert "The knowledge has no problems" in lines


def test_everything_that_has_to_be_fixed_is_listed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "cgo.yml").write_text("title: 5\n")
    start_afresh(monkeypatch, tmp_path)
    monkeypatch.setenv("KNOWLEDGE_PATH", str(tmp_path))
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "FIX  SLACK_BOT_TOKEN is not set" in said
    assert "cgo.yml:1" in said
    assert "ok   The manifest matches the app" in said


def start_afresh(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Go to this folder, with nothing set."""
    monkeypatch.chdir(folder)
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)


def breaks(_: CheckContext) -> Iterator[Finding]:
    yield passed("first", "This is found before it breaks.")
    raise KeyError("secret")


def test_a_check_that_breaks_is_reported_and_the_others_run():
    found = run_checks(CheckContext(Settings()), (breaks, check_version))
    assert [each.name for each in found] == ["first", "check-failed", "version"]
    assert "breaks stopped with KeyError" in found[1].summary
    assert "secret" not in str(found[1])


def test_nothing_that_is_set_makes_a_check_raise(tmp_path: Path):
    nonsense = dict.fromkeys(("host", "public_url", "slack_api_url", "database_url"), "\x00 ' // %s @")
    tokens = {"slack_bot_token": "xoxb-\n", "slack_app_token": "xapp-\u00fc", "slack_config_token": "x"}
    context = CheckContext(Settings(**nonsense, **tokens, slack_signing_secret="\u00fc"), dotenv=tmp_path)  # type: ignore[arg-type]  # names of settings
    findings = run_checks(context, (each for each in CHECKS if each is not check_knowledge))
    assert [str(each) for each in findings if each.name == "check-failed"] == []
    assert has_problems(findings)


def test_a_finding_is_one_line_that_begins_with_its_level():
    assert str(passed("x", "Fine.")) == "ok   Fine."
    assert str(warning("x", "Odd.", "Look.")) == "WARN Odd. Look."
    assert str(problem("x", "Broken.", "Fix it.")) == "FIX  Broken. Fix it."


def test_the_json_report_has_every_finding_with_its_name():
    report = json.loads(json_report([passed("a", "Fine."), problem("b", "Broken.", "Fix it.")]))
    assert report["ok"] is False
    assert report["rolecall"] == __version__
    assert report["findings"][1] == {"name": "b", "level": "problem", "summary": "Broken.", "next_step": "Fix it."}


def test_a_warning_alone_is_nothing_to_fix():
    assert not has_problems([warning("x", "Odd.", "Look."), passed("y", "Fine.")])


def test_the_guide_describes_every_finding_with_its_level():
    rows = re.findall(r"^\| (`[a-z`, -]+`) \| (problem|warning) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    described = {name: level for names, level in rows for name in re.findall(r"`([a-z-]+)`", names)}
    assert described == dict(literal_names()) | COMPOSED_NAMES


def literal_names() -> Iterator[tuple[str, str]]:
    """The names that the code of the checks passes to `problem` and `warning`, and which of the two."""
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                for name in (each for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)):
                    if isinstance(name.value, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", name.value):
                        yield name.value, node.func.id
