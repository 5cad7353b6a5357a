"""The knowledge tools, called by the SDK's own client."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from fakes.mcp_client import call, in_session, text_of
from jsonschema import Draft202012Validator
from mcp.types import CallToolResult, Tool
from samples.understanding import base

from bot.asking import answer_record
from bot.mcp.knowledge_tools import KnowledgeTools
from bot.mcp.tool_server import build_server

TODAY = date(2026, 11, 30)
CALLS: dict[str, dict[str, Any]] = {
    "compare": {"roles": ["CMO", "CRO"], "topic": "metrics"},
    "show": {"role": "CRO", "topic": "pay"},
    "who_owns": {"thing": "pricing"},
    "advise": {"question": "which_first", "roles": ["CMO", "CRO"]},
    "ask": {"question": "Who is more important, the CMO or the CTO?"},
    "kit": {"role": "Chief Revenue Officer"},
    "list_roles": {},
}


@cache
def server() -> Any:
    return build_server(KnowledgeTools(base, lambda: TODAY).all, "1.2.3")


def answer(tool: str, **arguments: Any) -> CallToolResult:
    return call(server(), tool, **arguments)


@cache
def listed() -> dict[str, Tool]:
    async def tools(client: Any) -> list[Tool]:
        return (await client.list_tools()).tools

    return {tool.name: tool for tool in in_session(server(), tools)}


def test_every_tool_is_listed_with_a_title_and_a_description_and_changes_nothing():
    assert list(listed()) == list(CALLS)
    assert listed()["who_owns"].title == "Who owns"
    assert all(tool.description and "\n    " not in tool.description for tool in listed().values())
    assert all(tool.annotations.read_only_hint and not tool.annotations.open_world_hint for tool in listed().values())


def test_the_server_says_how_its_answers_are_to_be_used():
    async def instructions(client: Any) -> str:
        return str(client.instructions)

    assert "`unknown`" in in_session(server(), instructions)


@pytest.mark.parametrize(("tool", "arguments"), CALLS.items())
def test_every_result_is_valid_for_the_schema_of_its_tool(tool: str, arguments: dict[str, Any]):
    Draft202012Validator(listed()[tool].output_schema).validate(answer(tool, **arguments).structured_content)


@pytest.mark.parametrize("tool", ["compare", "show", "who_owns", "advise", "ask"])
def test_an_answer_has_its_short_answer_details_and_sources_as_text_and_as_values(tool: str):
    result = answer(tool, **CALLS[tool])
    record = result.structured_content
    assert record["status"] == "answered"
    lines = text_of(result).splitlines()
    assert [part for part in (record["answer"], *record["details"]) if part not in lines] == []
    assert record["details"]
    assert [
        each for each in record["sources"] if not any(line.startswith(f"[{each['number']}] ") for line in lines)
    ] == []
    assert record["sources"]


def test_a_kit_has_the_topics_of_a_hire():
    record = answer("kit", role="CRO").structured_content
    assert (record["intent"], record["roles"], record["subject"]) == ("role", ["cro"], "kit")
    assert any(line.startswith("First 90 days") for line in record["details"])


def test_the_values_are_those_of_the_command_line():
    question = "CMO vs CRO KPIs?"
    printed = answer_record(question, base(), TODAY)
    assert answer("ask", question=question).structured_content == {
        key: value for key, value in printed.items() if key not in ("text", "blocks")
    }


@pytest.mark.parametrize("role", sorted(base().roles))
def test_the_id_of_a_role_is_never_ambiguous(role: str):
    reading = KnowledgeTools(base, lambda: TODAY).show(role)
    assert reading.structured_content["roles"] == [role]


def test_an_ambiguous_abbreviation_is_asked_back_with_ids_that_are_not():
    result = answer("compare", roles=["CPO", "CFO"])
    record = result.structured_content
    assert (record["status"], record["answer"]) == ("clarify", None)
    assert [option["roles"] for option in record["options"]] == [["chro", "cfo"], ["cpo_product", "cfo"]]
    assert "To ask about Chief Product Officer, use the ids cpo_product, cfo." in text_of(result)


def test_advice_on_an_ambiguous_abbreviation_is_asked_back_as_advice():
    record = answer("advise", question="which_first", roles=["CPO", "CFO"]).structured_content
    assert {(option["intent"], option["topic"]) for option in record["options"]} == {("advice", "which_first")}


@pytest.mark.parametrize(
    ("tool", "arguments", "unknown"),
    [
        ("compare", {"roles": ["CMO", "astronaut"]}, ["astronaut"]),
        ("show", {"role": "NED", "topic": "tenure"}, ["Tenure and prevalence: NED"]),
        ("who_owns", {"thing": "the coffee machine"}, ["Who owns the coffee machine?"]),
        ("ask", {"question": "What's for lunch?"}, ["What's for lunch?"]),
        ("compare", {"roles": ["CFO", "general manager"], "topic": "equity"}, ["Equity: General Manager"]),
    ],
)
def test_what_is_not_known_is_named_rather_than_filled_in(tool: str, arguments: dict[str, Any], unknown: list[str]):
    result = answer(tool, **arguments)
    assert result.structured_content["unknown"] == unknown
    assert f"Unknown, so don't guess: {unknown[0]}" in text_of(result)


@pytest.mark.parametrize("question", ["first_hire", "both_or_one", "importance", "which_first"])
def test_every_kind_of_advice_is_about_the_roles_named(question: str):
    record = answer("advise", question=question, roles=["cfo", "coo"]).structured_content
    assert (record["status"], record["roles"]) == ("answered", ["cfo", "coo"])


def test_the_directory_lists_the_ids_to_use():
    record = answer("list_roles").structured_content
    assert {role["id"] for role in record["roles"]} == set(base().roles)
    assert {"id": "metrics", "name": "Metrics", "of": "role"} in record["topics"]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("compare", {"roles": ["CMO"]}),
        ("compare", {"roles": ["CMO", "x" * 200]}),
        ("ask", {"question": "x" * 3000}),
        ("ask", {}),
        ("advise", {"question": "dinner", "roles": ["CMO"]}),
    ],
)
def test_arguments_outside_the_schema_are_refused(tool: str, arguments: dict[str, Any]):
    result = answer(tool, **arguments)
    assert result.is_error
    assert "validation error" in text_of(result)
