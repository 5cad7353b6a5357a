"""The files that run Rolecall elsewhere: every path, command and setting in them exists."""

import json
import re
import shlex
import struct
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import _parser
from bot.settings import setting_names

ROOT = Path(__file__).parents[2]
OTHER_VARIABLES = {"PATH", "PYTHONUNBUFFERED", "XDG_CACHE_HOME"}
UNITS = sorted((ROOT / "deploy").glob("*.service"))


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def takes(command: str) -> bool:
    """Whether the program takes what follows `rolecall` in this command."""
    words = shlex.split(command)
    program = next(at for at, word in enumerate(words) if word.rpartition("/")[2] == "rolecall")
    _parser().parse_args(words[program + 1 :])
    return True


def dockerfile() -> list[str]:
    """The instructions, each on one line."""
    lines = text_of("Dockerfile").replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text_of("compose.yaml"))
    return found


# The container


def test_everything_that_the_image_copies_is_there_and_not_ignored():
    copied = [word for line in dockerfile() if re.match(r"COPY (?!--from)", line) for word in line.split()[1:-1]]
    assert {"bot", "knowledge", "requirements.txt"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    kept = {line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")}
    assert set(copied) == kept


def test_the_image_installs_locked_versions_and_runs_as_a_user_of_its_own():
    lines = dockerfile()
    for lock in ("requirements.txt", "requirements-mcp.txt"):
        assert any(f"--require-hashes -r {lock}" in line for line in lines)
    assert lines.index("USER rolecall") < next(at for at, line in enumerate(lines) if line.startswith("CMD"))
    assert [line for line in lines if line.startswith("HEALTHCHECK") and "/healthz" in line]


def test_the_image_runs_a_supported_python():
    versions = {found[1] for line in dockerfile() if (found := re.match(r"FROM python:(3\.\d+)-slim", line))}
    assert len(versions) == 1
    assert f"Python :: {versions.pop()}" in text_of("pyproject.toml")


def test_the_settings_in_the_image_exist():
    [environment] = [line for line in dockerfile() if line.startswith("ENV")]
    assert set(re.findall(r"(\w+)=", environment)) <= setting_names() | OTHER_VARIABLES


def test_the_image_serves_unless_another_command_is_given():
    assert takes(" ".join(json.loads(dockerfile()[-1].removeprefix("CMD "))))


@pytest.mark.parametrize("name", ["connect", "serve"])
def test_each_service_runs_a_command_with_settings_that_exist(name: str):
    service = compose()["services"][name]
    assert takes(" ".join(service["command"]))
    assert service["environment"].keys() <= setting_names()
    assert service["profiles"] == [name]


@pytest.mark.parametrize("name", ["connect", "serve"])
def test_each_service_is_confined_and_waits_for_its_database(name: str):
    service = compose()["services"][name]
    assert service["depends_on"]["database"]["condition"] == "service_healthy"
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])


def test_no_secret_is_written_into_the_compose_file():
    passwords = re.findall(r"PASSWORD\S*: (\S+)", text_of("compose.yaml"))
    assert passwords
    assert all(value.startswith("${POSTGRES_PASSWORD:?") for value in passwords)


# systemd, Procfile, Slack CLI


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_each_unit_runs_a_command_and_restarts_within_limits(unit: Path):
    text = unit.read_text(encoding="utf-8")
    settings = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert takes(settings["ExecStart"])
    assert (settings["Restart"], settings["RestartPreventExitStatus"]) == ("on-failure", "2")
    assert settings["NoNewPrivileges"] == "yes"
    assert settings["ProtectSystem"] == "strict"
    assert settings["User"] == "rolecall"


def test_there_is_a_unit_for_each_way_to_run_it():
    assert [unit.name for unit in UNITS] == ["rolecall-connect.service", "rolecall-serve.service"]


def test_the_guide_shows_where_the_units_expect_things():
    guide = text_of("docs/deploying.md")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        assert unit.name in guide
        for path in re.findall(r"^(?:EnvironmentFile|ExecStart)=(/\S+)", text, re.MULTILINE):
            assert path in guide


def test_the_procfile_migrates_before_a_release():
    processes = dict(line.split(": ", 1) for line in text_of("Procfile").splitlines())
    assert processes["release"] == "rolecall migrate"
    assert all(takes(command) for command in processes.values())


def test_the_slack_cli_runs_commands_that_exist():
    hooks = json.loads(text_of(".slack/hooks.json"))
    assert set(hooks["hooks"]) == {"get-manifest", "start"}
    assert all(takes(command) for command in hooks["hooks"].values())
    assert (ROOT / hooks["config"]["watch"]["manifest"]["paths"][0]).is_file()


# The icon


def test_the_icon_is_a_square_that_slack_takes():
    data = (ROOT / "assets" / "icon.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack("!II", data[16:24])
    assert width == height
    assert 512 <= width <= 2000
