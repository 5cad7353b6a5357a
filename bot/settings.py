"""The settings: the environment and the `.env` file, read and checked once, as one frozen value."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path

from bot.errors import SettingsError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS = ("text", "json")
SWITCH = ("on", "off")
MCP = ("off", "slack", "public")
"""Whether `serve` answers other assistants: no, requests that Slack signed only, or all; see docs/mcp.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, named like its environment variable in lower case. Secrets are left out of `repr`."""

    slack_bot_token: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)
    slack_signing_secret: str = field(default="", repr=False)
    slack_client_id: str = ""
    slack_client_secret: str = field(default="", repr=False)
    slack_api_url: str = "https://slack.com/api/"
    slack_authorize_url: str = "https://slack.com/oauth/v2/authorize"
    database_url: str = field(default="sqlite:///rolecall.sqlite3", repr=False)
    knowledge_path: tuple[Path, ...] = ()
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 3000
    web_concurrency: int = 1
    log_level: str = "INFO"
    log_format: str = "text"
    rate_limits: str = "on"
    token_encryption_key: str = field(default="", repr=False)
    slack_config_token: str = field(default="", repr=False)
    health_port: int = 3001
    metrics_token: str = field(default="", repr=False)
    uninstalled_retention_days: int = 30
    curators: tuple[str, ...] = ()
    curators_channel: str = ""
    questions_channel: str = ""
    mcp: str = "off"

    @property
    def serves_many_workspaces(self) -> bool:
        """Whether any workspace can install the app, rather than only that of SLACK_BOT_TOKEN being served."""
        return bool(self.slack_client_id or self.slack_client_secret)

    def require_for_serve(self) -> None:
        """Raise SettingsError if a setting is empty without which `serve` can't answer Slack."""
        if self.serves_many_workspaces:
            self.require(
                "slack_signing_secret", "slack_client_id", "slack_client_secret", "public_url", "token_encryption_key"
            )
        else:
            self.require("slack_signing_secret", "slack_bot_token")

    def require(self, *names: str) -> None:
        """Raise SettingsError if any of these settings is empty, naming all of those that are."""
        missing = [name.upper() for name in names if not getattr(self, name)]
        if missing:
            raise SettingsError(
                f"Not set: {', '.join(missing)}.",
                "Set them in .env or the environment; the README says where to find them in Slack.",
            )


def load_settings(environ: Mapping[str, str] | None = None, *, dotenv: Path | None = Path(".env")) -> Settings:
    """Read the settings from the environment and, for variables it does not set, from a `.env` file.

    Raises SettingsError listing every unusable value.
    """
    settings, problems = read_settings(environment() if environ is None else environ, read_dotenv(dotenv))
    if problems:
        raise SettingsError(" ".join(problems), "Change .env or the environment, then start again.")
    return settings


def read_settings(environ: Mapping[str, str], dotenv: Mapping[str, str]) -> tuple[Settings, tuple[str, ...]]:
    """The settings, with the default for each unusable value, and a sentence for each unusable value."""
    found = {**dotenv, **environ}
    problems: list[str] = []
    texts = {name: value for name in _TEXTS if (value := found.get(name.upper(), "").strip())}
    numbers = {
        name: number
        for name, range_ in _NUMBERS.items()
        if (number := _number(found, name, range_, problems)) is not None
    }
    choices = (("log_level", LEVELS), ("log_format", FORMATS), ("rate_limits", SWITCH), ("mcp", MCP))
    for name, allowed in choices:
        default = "INFO" if name == "log_level" else allowed[0]
        texts[name] = _one_of(texts.get(name, default), name, allowed, problems) or default
    paths = tuple(Path(part.strip()) for part in found.get("KNOWLEDGE_PATH", "").split(os.pathsep) if part.strip())
    problems += [f"KNOWLEDGE_PATH: {path} is not a folder." for path in paths if not path.is_dir()]
    folders = tuple(path for path in paths if path.is_dir())
    curators = tuple(part.strip() for part in found.get("CURATORS", "").split(",") if part.strip())
    problems += [f"CURATORS: {each} is not the id of a Slack user." for each in curators if not _USER.fullmatch(each)]
    values = {"knowledge_path": folders, "curators": tuple(each for each in curators if _USER.fullmatch(each))}
    return Settings(**texts, **numbers, **values), tuple(problems)  # type: ignore[arg-type]  # names and types checked above


def environment() -> Mapping[str, str]:
    """A copy of the environment variables of this process."""
    return dict(os.environ)


def setting_names() -> frozenset[str]:
    """The names of all settings, as environment variables."""
    return frozenset(each.name.upper() for each in fields(Settings))


@contextmanager
def patched_environment(changes: Mapping[str, str | None]) -> Iterator[None]:
    """Change environment variables within a block; None removes one.

    For libraries that read the environment themselves when they should follow our settings.
    """
    before = {name: os.environ.get(name) for name in changes}
    _set_environment(changes)
    try:
        yield
    finally:
        _set_environment(before)


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder for files that can be recreated at any time: `rolecall` in this user's XDG cache folder."""
    found = os.environ if environ is None else environ
    return Path(found.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rolecall"


_TEXTS = (
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "slack_client_id",
    "slack_client_secret",
    "slack_api_url",
    "slack_authorize_url",
    "database_url",
    "public_url",
    "host",
    "log_level",
    "log_format",
    "rate_limits",
    "mcp",
    "token_encryption_key",
    "slack_config_token",
    "metrics_token",
    "curators_channel",
    "questions_channel",
)
_USER = re.compile(r"[UW][A-Z0-9]+")
_NUMBERS = {
    "port": range(1, 65536),
    "web_concurrency": range(1, 129),
    "uninstalled_retention_days": range(1, 3651),
    "health_port": range(65536),
}


def _set_environment(changes: Mapping[str, str | None]) -> None:
    for name, value in changes.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def read_dotenv(path: Path | None) -> dict[str, str]:
    """The variables in a `.env` file; none if there is no such file. Raises SettingsError if it cannot be read."""
    if path is None or not path.is_file():
        return {}
    from dotenv import dotenv_values  # noqa: PLC0415  the command line starts faster without it

    try:
        return {name: value for name, value in dotenv_values(path).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"{path} cannot be read: {why}.", "Fix or remove it and start again.") from None


def unparsed_dotenv_lines(path: Path) -> tuple[int, ...]:
    """The numbers of the lines that are not of the form NAME=value. Raises OSError and UnicodeDecodeError."""
    from dotenv.parser import parse_stream  # noqa: PLC0415  the command line starts faster without it

    with path.open(encoding="utf-8") as stream:
        bindings = tuple(parse_stream(stream))
    return tuple(each.original.line for each in bindings if each.error or (each.key and each.value is None))


def _number(found: Mapping[str, str], name: str, allowed: range, problems: list[str]) -> int | None:
    text = found.get(name.upper(), "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) in allowed:
        return int(text)
    problems.append(f"{name.upper()} is {text!r}. Use a whole number from {allowed.start} to {allowed.stop - 1}.")
    return None


def _one_of(value: str, name: str, allowed: tuple[str, ...], problems: list[str]) -> str | None:
    for choice in allowed:
        if value.casefold() == choice.casefold():
            return choice
    problems.append(f"{name.upper()} is {value!r}. Use one of {', '.join(allowed)}.")
    return None
