"""manifest.yml against Slack's own schema, and against what the app does: nothing promised in vain, nothing missing.

The schemas are those of github.com/slackapi/manifest-schema, version 0.5.0.
"""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from bot.app import LISTENS_TO, WORKFLOW_STEPS
from bot.commands.parser import parse_command
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.manifest_text import MCP_LINES
from bot.oauth.install_flow import REDIRECT
from bot.slack.removal import ORGANISATION_EVENTS
from bot.understanding.grammar import read_roles_command
from bot.understanding.questions import read

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "tests" / "data" / "manifest-schema"
REMOTE = "https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/"
SCOPES = {
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "app_home_opened": set(),
    "member_joined_channel": {"channels:read", "groups:read"},
    "function_executed": set(),
    "functions_completeSuccess": set(),
    "functions_completeError": set(),
    "app_uninstalled": set(),
    "tokens_revoked": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set(),
    "conversations_info": {"channels:read", "groups:read", "mpim:read"},
    "conversations_members": {"channels:read", "groups:read", "mpim:read"},
    "conversations_history": {"im:history"},
    "conversations_open": {"im:write"},
    "files_upload_v2": {"files:write"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_push": set(),
    "views_publish": set(),
    "views_update": set(),
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "assistant_threads_setTitle": {"assistant:write"},
    "assistant_threads_setStatus": {"chat:write"},
    "slash_commands": {"commands"},
    "shortcuts": {"commands"},
}
"""What needs which scope, from the pages of https://docs.slack.dev/reference on each event and method.

Of `conversations.` methods, for the kinds of conversation that they are asked about: searches live in channels, and
only what was said in a direct conversation is looked at again.
"""
METHODS = {"chat", "assistant", "views", "users", "conversations", "files", "functions"}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    return found


def problems(manifest: Any) -> list[str]:
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    registry = Registry().with_resources(
        (REMOTE + name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    checker = Draft7Validator(schemas["manifest.schema.json"], registry=registry)
    return [error.message for error in checker.iter_errors(manifest)]


def methods_called() -> set[str]:
    """Every Web API method that the code of the edge names."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "bot" / "slack").rglob("*.py")]
    names = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {name for name in names if "_" in name and name.split("_")[0] in METHODS}


def test_slacks_schema_accepts_it(manifest: dict[str, Any]):
    assert problems(manifest) == []


def test_slacks_schema_would_notice_a_mistake(manifest: dict[str, Any]):
    assert problems(manifest | {"features": manifest["features"] | {"slash_command": []}})


def test_commands_and_shortcuts_in_it_are_exactly_those_with_a_listener(manifest: dict[str, Any]):
    features = manifest["features"]
    assert {command["command"] for command in features["slash_commands"]} == LISTENS_TO["commands"]
    assert {shortcut["callback_id"] for shortcut in features["shortcuts"]} == LISTENS_TO["shortcuts"]


def test_workflow_steps_in_it_are_exactly_those_with_a_listener(manifest: dict[str, Any]):
    assert set(manifest["functions"]) == WORKFLOW_STEPS
    # Slack's conditions for steps: https://docs.slack.dev/workflows/workflow-steps
    assert manifest["settings"]["org_deploy_enabled"] is True
    assert manifest["settings"]["function_runtime"] == "remote"


def test_every_parameter_of_a_workflow_step_has_the_name_it_is_listed_under(manifest: dict[str, Any]):
    for step in manifest["functions"].values():
        for name, parameter in (step["input_parameters"] | step["output_parameters"]).items():
            assert parameter["name"] == name
            assert parameter["title"]
            assert parameter["description"]


def test_events_in_it_are_exactly_those_with_a_listener(manifest: dict[str, Any]):
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == LISTENS_TO["events"]


def test_scopes_in_it_are_exactly_those_used(manifest: dict[str, Any]):
    features = {name for name in ("slash_commands", "shortcuts") if manifest["features"].get(name)}
    uses = LISTENS_TO["events"] | methods_called() | features
    needed = set().union(*(SCOPES[use] for use in uses))
    assert needed == set(manifest["oauth_config"]["scopes"]["bot"])
    assert uses == set(SCOPES), "the table names something that is not used any more"


def test_what_members_click_reaches_the_app(manifest: dict[str, Any]):
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_people_can_send_messages_to_the_app(manifest: dict[str, Any]):
    home = manifest["features"]["app_home"]
    assert (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (True, False)


def test_it_starts_in_socket_mode_so_that_no_address_is_needed(manifest: dict[str, Any]):
    assert manifest["settings"]["socket_mode_enabled"] is True


def test_every_line_to_uncomment_for_http_names_the_endpoint_and_fits_in_its_place():
    lines = (ROOT / "manifest.yml").read_text(encoding="utf-8").splitlines()
    addresses = [line for line in lines if line.lstrip().startswith("# ") and "example.com/slack/events" in line]
    assert len(addresses) == 4
    assert all(line.endswith("https://rolecall.example.com/slack/events") for line in addresses)
    over_http = "\n".join(line.replace("# ", "", 1) if line in addresses else line for line in lines)
    changed = yaml.safe_load(over_http.replace("socket_mode_enabled: true", "socket_mode_enabled: false"))
    assert problems(changed) == []
    for command in changed["features"]["slash_commands"]:
        assert command["url"] == changed["settings"]["interactivity"]["request_url"]


def test_what_to_uncomment_for_many_workspaces_fits_in_its_place():
    text = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    names = ("redirect_urls", *(f"- {event}" for event in ORGANISATION_EVENTS))
    for name in names:
        assert f"# {name}" in text
        text = text.replace(f"# {name}", name)
    changed = yaml.safe_load(text)
    assert problems(changed) == []
    assert changed["oauth_config"]["redirect_urls"] == [f"https://rolecall.example.com{REDIRECT}"]
    assert set(changed["settings"]["event_subscriptions"]["bot_events"]) >= ORGANISATION_EVENTS


def test_what_to_uncomment_for_slackbot_fits_in_its_place():
    text = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    for line in MCP_LINES:
        assert line in text
        text = text.replace(line, line.removeprefix("# "))
    changed = yaml.safe_load(text)
    assert problems(changed) == []
    assert "mcp:connect" in changed["oauth_config"]["scopes"]["bot"]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load()


def test_every_question_it_suggests_is_answered(base: KnowledgeBase, manifest: dict[str, Any]):
    for prompt in manifest["features"]["agent_view"]["suggested_prompts"]:
        assert read(prompt["message"], base).status == "answered"


def test_its_usage_hint_names_only_what_the_command_does(base: KnowledgeBase, manifest: dict[str, Any]):
    hint: str = manifest["features"]["slash_commands"][0]["usage_hint"]
    assert hint == "compare cmo cro [metrics] | show cro | kit cro | list | help | any question"
    for typed in ("compare cmo cro metrics", "show cro", "kit cro", "list", "help"):
        assert read_roles_command(typed, base).status == "answered"


def test_the_usage_hint_of_a_hire_names_only_what_the_command_does(base: KnowledgeBase, manifest: dict[str, Any]):
    hint: str = manifest["features"]["slash_commands"][1]["usage_hint"]
    assert hint == "start cro [by date] | status | items | done 3 | assign 3 @name | due 3 friday | help"
    for typed in (
        "start cro",
        "start cro by +26w",
        "status",
        "items",
        "done 3",
        "assign 3 <@U1|x>",
        "due 3 friday",
        "help",
    ):
        assert parse_command(typed, base).problem is None


def test_people_mentioned_in_a_hiring_command_reach_the_app_as_ids(manifest: dict[str, Any]):
    assert manifest["features"]["slash_commands"][1]["should_escape"] is True
