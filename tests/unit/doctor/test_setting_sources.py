from dataclasses import replace
from pathlib import Path

import pytest
from fakes.installation import Installation

from bot.doctor.check_context import CheckContext
from bot.doctor.check_runner import read_context
from bot.doctor.setting_sources import check_dotenv, check_setting_names, check_setting_values


def write(installation: Installation, text: str | bytes, mode: int = 0o600) -> Path:
    file = installation.folder / ".env"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    file.chmod(mode)
    return file


def test_a_readable_file_of_ones_own_is_fine(installation: Installation):
    write(installation, "# ours\nPORT=4000\nexport LOG_LEVEL=INFO\n")
    assert installation.finds(check_dotenv, level=None).keys() == {"dotenv-read"}
    assert installation.finds(check_setting_names, level=None) == {}


def test_an_absent_file_is_fine(installation: Installation):
    assert installation.finds(check_dotenv, level=None).keys() == {"dotenv-absent"}


@pytest.mark.parametrize(
    ("text", "line"), [("PORT=1\nSLACK_BOT_TOKEN: xoxb-1\n", 2), ("PORT\n", 1), ("A=1\nB='open\n", 2)]
)
def test_a_line_that_does_not_count_is_named_by_its_number(installation: Installation, text: str, line: int):
    write(installation, text)
    found = installation.finds_only(check_dotenv, "dotenv-line")
    assert f".env: line {line} is not of the form NAME=value" in found
    assert "xoxb-1" not in found


def test_a_file_in_another_encoding_is_named(installation: Installation):
    write(installation, "PORT=1\n".encode("utf-16"))
    assert "not UTF-8" in installation.finds_only(check_dotenv, "dotenv-not-utf8")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_noticed(installation: Installation, mode: int):
    write(installation, "PORT=1\n", mode)
    assert "chmod 600 .env" in installation.finds_only(check_dotenv, "dotenv-readable", "warning")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("SLACK_BOTTOKEN", "Did you mean SLACK_BOT_TOKEN?"),
        ("DATABSE_URL", "Did you mean DATABASE_URL?"),
        ("FAVOURITE_COLOUR", "Remove it from .env"),
    ],
)
def test_an_unknown_name_in_the_file_is_noticed(installation: Installation, name: str, advice: str):
    write(installation, f"{name}=x\n")
    line = installation.finds_only(check_setting_names, "setting-unknown", "warning")
    assert f"{name} in .env is not a setting of Rolecall. {advice}" in line


def test_an_unknown_slack_setting_in_the_environment_is_noticed(installation: Installation):
    context = replace(installation.context, environ={"SLACK_TOKEN": "x", "EDITOR": "vi", "SLACK_APP_TOKEN": "y"})
    [found] = check_setting_names(context)
    assert found.name == "setting-unknown"
    assert found.summary == "SLACK_TOKEN in the environment is not a setting of Rolecall."


def test_a_value_that_the_environment_overrides_is_noticed_and_not_shown(installation: Installation):
    write(installation, "SLACK_BOT_TOKEN=xoxb-new\nPORT=4000\n")
    context = replace(installation.context, environ={"SLACK_BOT_TOKEN": "xoxb-old", "PORT": "4000"})
    [found] = check_setting_names(context)
    assert found.name == "setting-overridden"
    assert "SLACK_BOT_TOKEN has one value in .env and another in the environment" in found.summary
    assert "xoxb" not in str(found)


def test_unusable_values_are_reported_and_the_other_settings_count(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
):
    for name in ("PORT", "LOG_LEVEL", "KNOWLEDGE_PATH", "HOST"):
        monkeypatch.delenv(name, raising=False)
    file = write(installation, "PORT=abc\nLOG_LEVEL=loud\nKNOWLEDGE_PATH=/no/such/folder\nHOST=there\n")
    context = read_context(file)
    found = [(each.name, each.summary) for each in check_setting_values(context)]
    assert [name for name, _ in found] == ["setting-value", "setting-value", "knowledge-path"]
    assert "PORT is 'abc'" in found[0][1]
    assert "/no/such/folder is not a folder" in found[2][1]
    assert (context.settings.port, context.settings.log_level, context.settings.host) == (3000, "INFO", "there")


def test_a_file_that_cannot_be_read_does_not_keep_the_checks_from_running(installation: Installation):
    file = write(installation, b"PORT=4000\xff\n")
    context = read_context(file)
    assert isinstance(context, CheckContext)
    assert [each.name for each in check_dotenv(context)] == ["dotenv-not-utf8"]
    assert list(check_setting_names(replace(context, environ={}))) == []
