import os
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, cache_folder, load_settings, patched_environment

SECRETS = (
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "slack_client_secret",
    "token_encryption_key",
    "database_url",
)
CHOICES = {"log_level", "log_format", "rate_limits", "mcp"}
TEXTS = [each.name for each in fields(Settings) if each.type is str and each.name not in CHOICES]


def test_with_nothing_set_the_defaults_hold():
    assert load_settings({}, dotenv=None) == Settings()


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_taken_from_the_variable_of_its_name(name: str):
    found = load_settings({name.upper(): " given "}, dotenv=None)
    assert found == replace(Settings(), **{name: "given"})


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_counts_as_not_set(name: str, empty: str):
    assert load_settings({name.upper(): empty}, dotenv=None) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "name", "read"),
    [
        ("PORT", "8080", "port", 8080),
        ("PORT", " 65535 ", "port", 65535),
        ("PORT", "", "port", 3000),
        ("WEB_CONCURRENCY", "4", "web_concurrency", 4),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("LOG_LEVEL", "", "log_level", "INFO"),
        ("LOG_FORMAT", "JSON", "log_format", "json"),
        ("RATE_LIMITS", "Off", "rate_limits", "off"),
        ("MCP", "Public", "mcp", "public"),
    ],
)
def test_numbers_and_choices_are_read(variable: str, value: str, name: str, read: object):
    assert getattr(load_settings({variable: value}, dotenv=None), name) == read


@pytest.mark.parametrize("value", ["0", "65536", "-1", "3.5", "x", "0x10", "\u0663", "99999999999999999999"])
def test_an_invalid_port_is_refused(value: str):
    with pytest.raises(SettingsError, match=r"^PORT is .+\. Use a whole number from 1 to 65535\."):
        load_settings({"PORT": value}, dotenv=None)


def test_every_unusable_value_is_reported_at_once(tmp_path: Path):
    missing = tmp_path / "missing"
    broken = {
        "PORT": "x",
        "WEB_CONCURRENCY": "0",
        "LOG_LEVEL": "loud",
        "LOG_FORMAT": "poem",
        "KNOWLEDGE_PATH": str(missing),
    }
    with pytest.raises(SettingsError) as refused:
        load_settings(broken, dotenv=None)
    for name in broken:
        assert name in refused.value.what
    assert f"{missing} is not a folder" in refused.value.what
    assert refused.value.next_step


def test_knowledge_may_be_in_several_folders(tmp_path: Path):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    given = f" {os.pathsep.join(map(str, folders))} {os.pathsep}"
    assert load_settings({"KNOWLEDGE_PATH": given}, dotenv=None).knowledge_path == tuple(folders)


def test_other_variables_are_ignored():
    assert load_settings({"PATH": "x", "SLACK_TOKEN": "y"}, dotenv=None) == Settings()


# The .env file


def test_a_dotenv_file_fills_in_what_the_environment_lacks(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("# ours\nPORT=4000\nexport HOST='0.0.0.0'\nLOG_LEVEL\nSLACK_BOT_TOKEN=xoxb-1\n", encoding="utf-8")
    found = load_settings({"PORT": "5000"}, dotenv=file)
    assert (found.port, found.host, found.slack_bot_token, found.log_level) == (5000, "0.0.0.0", "xoxb-1", "INFO")  # noqa: S104  a value in a file


def test_without_a_dotenv_file_nothing_is_missing(tmp_path: Path):
    assert load_settings({}, dotenv=tmp_path / ".env") == Settings()


def test_an_unreadable_dotenv_file_is_reported(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_bytes(b"PORT=4000\xff\n")
    with pytest.raises(SettingsError, match=r"\.env cannot be read: it is not UTF-8"):
        load_settings({}, dotenv=file)


def test_by_default_the_environment_of_the_process_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("PORT=4000\nHOST=there\n", encoding="utf-8")
    monkeypatch.setenv("HOST", "here")
    monkeypatch.delenv("PORT", raising=False)
    assert (load_settings().host, load_settings().port) == ("here", 4000)


# What settings are kept from


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_left_out_of_repr(name: str):
    assert "top-secret" not in repr(Settings(**{name: "top-secret"}))


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]  # that is what is tested


def test_everything_that_is_missing_is_named_at_once():
    with pytest.raises(SettingsError, match=r"^Not set: SLACK_BOT_TOKEN, SLACK_APP_TOKEN\."):
        Settings(slack_signing_secret="s").require("slack_bot_token", "slack_signing_secret", "slack_app_token")


def test_settings_that_are_set_are_not_required_again():
    Settings(slack_bot_token="xoxb-1").require("slack_bot_token", "host")


# The environment of others


def test_variables_are_changed_within_a_block(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLECALL_KEPT", "before")
    monkeypatch.setenv("ROLECALL_HIDDEN", "before")
    monkeypatch.delenv("ROLECALL_NEW", raising=False)
    with patched_environment({"ROLECALL_KEPT": "within", "ROLECALL_HIDDEN": None, "ROLECALL_NEW": "within"}):
        assert os.environ["ROLECALL_KEPT"] == os.environ["ROLECALL_NEW"] == "within"
        assert "ROLECALL_HIDDEN" not in os.environ
    assert os.environ["ROLECALL_KEPT"] == os.environ["ROLECALL_HIDDEN"] == "before"
    assert "ROLECALL_NEW" not in os.environ


def test_variables_are_restored_if_the_block_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLECALL_KEPT", "before")
    with pytest.raises(ValueError, match="within"), patched_environment({"ROLECALL_KEPT": "within"}):
        raise ValueError(os.environ["ROLECALL_KEPT"])
    assert os.environ["ROLECALL_KEPT"] == "before"


def test_derived_files_are_kept_in_the_users_cache_folder(tmp_path: Path):
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "rolecall"
    assert cache_folder({}) == Path.home() / ".cache" / "rolecall"
    assert cache_folder({"XDG_CACHE_HOME": ""}) == Path.home() / ".cache" / "rolecall"


def test_many_workspaces_need_other_settings_than_a_single_one():
    with pytest.raises(SettingsError, match="SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN"):
        Settings().require_for_serve()
    with pytest.raises(SettingsError, match=r"SLACK_CLIENT_SECRET, PUBLIC_URL, TOKEN_ENCRYPTION_KEY\."):
        Settings(slack_client_id="1.2", slack_signing_secret="s").require_for_serve()
    Settings(slack_bot_token="xoxb-1", slack_signing_secret="s").require_for_serve()
