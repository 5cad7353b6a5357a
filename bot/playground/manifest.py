"""The app's manifest as Slack reads it: commands, events, scopes, shortcuts and workflow steps."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it is compiled
_INSTALLED = Path(__file__).parents[1] / "manifest.yml"
MANIFEST = _INSTALLED if _INSTALLED.is_file() else Path(__file__).parents[2] / "manifest.yml"
"""The path: inside an installed package, otherwise at the top of the source tree."""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command as Slack lists it. With `escapes` (`should_escape`), the app gets mentions in its text as ids."""

    name: str
    usage: str = ""
    description: str = ""
    escapes: bool = False


@dataclass(frozen=True, slots=True)
class SlackShortcut:
    """A shortcut; `kind` is `global` or `message`."""

    name: str
    callback_id: str
    kind: str = "global"


@dataclass(frozen=True, slots=True)
class StepParameter:
    """An input or output of a workflow step."""

    name: str
    type: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class WorkflowStep:
    """A step that the app offers to Workflow Builder."""

    callback_id: str
    title: str
    inputs: tuple[StepParameter, ...] = ()
    outputs: tuple[StepParameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The part of a manifest that changes how Slack treats the app; `scopes` None grants all of them."""

    name: str = "Rolecall"
    commands: tuple[SlashCommand, ...] = (
        SlashCommand(
            "/roles", "compare cmo cro [metrics] | any question", "Compare leadership roles, or ask about one"
        ),
        SlashCommand(
            "/hiring", "start cro [by date] | status | done 3", "Run an executive hire as a checklist", escapes=True
        ),
    )
    events: frozenset[str] = frozenset(
        (
            *("app_mention", "message.im", "app_home_opened", "member_joined_channel", "function_executed"),
            *("app_uninstalled", "tokens_revoked"),
        )
    )
    scopes: frozenset[str] | None = None
    shortcuts: tuple[SlackShortcut, ...] = (
        SlackShortcut("Ask Rolecall", "ask_about_message", "message"),
        SlackShortcut("Add to hiring checklist", "add_message_to_checklist", "message"),
        SlackShortcut("Compare roles", "compare_roles"),
        SlackShortcut("Start a search", "start_search"),
    )
    has_home: bool = True
    steps: tuple[WorkflowStep, ...] = ()

    @classmethod
    def read(cls, path: Path = MANIFEST) -> Self:
        """The manifest at `path`; the built-in one if there is no such file."""
        if not path.is_file():
            return cls()
        return cls.parse(parse_manifest(path.read_text(encoding="utf-8")))

    @classmethod
    def parse(cls, raw: dict[str, Any]) -> Self:
        """The manifest in a parsed manifest file, which has Slack's own structure. Raises KeyError."""
        features = raw.get("features", {})
        return cls(
            name=raw["display_information"]["name"],
            commands=tuple(map(_command, features.get("slash_commands", ()))),
            events=frozenset(raw["settings"].get("event_subscriptions", {}).get("bot_events", ())),
            scopes=frozenset(raw["oauth_config"]["scopes"]["bot"]),
            shortcuts=tuple(
                SlackShortcut(item["name"], item["callback_id"], item.get("type", "global"))
                for item in features.get("shortcuts", ())
            ),
            has_home=bool(features.get("app_home", {}).get("home_tab_enabled")),
            steps=tuple(_step(callback_id, step) for callback_id, step in raw.get("functions", {}).items()),
        )


def parse_manifest(text: str) -> dict[str, Any]:
    """The structure in the text of a manifest file."""
    found: dict[str, Any] = yaml.load(text, _LOADER)  # noqa: S506  one of PyYAML's safe loaders
    return found


def _command(raw: dict[str, Any]) -> SlashCommand:
    return SlashCommand(
        raw["command"],
        raw.get("usage_hint", ""),
        raw.get("description", ""),
        bool(raw.get("should_escape")),
    )


def _step(callback_id: str, raw: dict[str, Any]) -> WorkflowStep:
    inputs, outputs = (_parameters(raw.get(key, {})) for key in ("input_parameters", "output_parameters"))
    return WorkflowStep(callback_id, raw["title"], inputs, outputs)


def _parameters(raw: dict[str, Any]) -> tuple[StepParameter, ...]:
    return tuple(StepParameter(name, each["type"], bool(each.get("is_required"))) for name, each in raw.items())
