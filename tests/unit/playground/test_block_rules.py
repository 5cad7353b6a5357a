from typing import Any

import pytest
from fakes.block_kit import button, mrkdwn, option, plain, section
from fakes.sampler import EVERYTHING, FORM, HOME, TABLE, cell
from fakes.task_form import CARD, modal

from bot.playground.block_rules import block_problems, view_problems


def rows(count: int, cells: int, text: str = "x") -> dict[str, Any]:
    return {"type": "table", "rows": [[cell(text)] * cells for _ in range(count)]}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> dict[str, Any]:
    return {
        "type": "static_select",
        "action_id": "s",
        "placeholder": plain("Pick"),
        "options": [option("A", "a")],
        **more,
    }


GROUPED = {
    "type": "static_select",
    "action_id": "s",
    "option_groups": [{"label": plain("Letters"), "options": [option("A", "a")]}],
}
REFUSED = {
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items"),
    "an unknown type": ([{"type": "hologram"}], "unsupported type: hologram"),
    "an object instead of a list": ({"type": "divider"}, "must be a list"),
    "the same block_id twice": ([{"type": "divider", "block_id": "b"}] * 2, "used 2 times"),
    "the same action_id twice": ([actions(button("A", "go"), button("B", "go"))], "used 2 times"),
    "a long section": ([section("x" * 3001)], "3000"),
    "an empty section": ([section("")], "1 to"),
    "a long field": ([{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "2000"),
    "eleven fields": ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "10"),
    "a long header": ([{"type": "header", "text": plain("x" * 151)}], "150"),
    "a header with markup": ([{"type": "header", "text": mrkdwn("x")}], "plain_text"),
    "an unknown key": ([section("x", colour="red")], "additional property"),
    "emoji on mrkdwn": ([{"type": "section", "text": {**mrkdwn("x"), "emoji": True}}], "emoji"),
    "no elements in an actions block": ([actions()], "must not be empty"),
    "26 buttons": ([actions(*(button("x", f"a{n}") for n in range(26)))], "25"),
    "a long label": ([actions(button("x" * 76, "a"))], "75"),
    "a button with markup": ([actions({**button("x", "a"), "text": mrkdwn("x")})], "plain_text"),
    "101 options": ([actions(select(options=[option("x", str(n)) for n in range(101)]))], "100"),
    "a long option": ([actions(select(options=[option("x" * 76, "a")]))], "75"),
    "a long value": ([actions(select(options=[option("x", "a" * 151)]))], "150"),
    "a long description": (
        [actions(select(options=[{**option("x", "a"), "description": plain("x" * 76)}]))],
        "1 to 75",
    ),
    "eleven checkboxes": (
        [actions({"type": "checkboxes", "action_id": "c", "options": [option("x", str(n)) for n in range(11)]})],
        "10 options",
    ),
    "eleven context elements": ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "10"),
    "a button in a context": ([{"type": "context", "elements": [button("x", "a")]}], "context"),
    "101 rows": ([rows(101, 1)], "100 rows"),
    "21 columns": ([rows(1, 21)], "20 columns"),
    "ragged rows": ([{"type": "table", "rows": [[cell("x")], [cell("x"), cell("y")]]}], "same number"),
    "an empty cell": ([rows(1, 1, "")], "must not be empty"),
    "two tables": ([rows(1, 1), rows(1, 1)], "only one table"),
    "too many characters in a table": ([rows(10, 10, "x" * 101)], "10000 characters"),
    "an initial option that does not exist": ([actions(select(initial_option=option("B", "b")))], "one of the options"),
    "an initial checkbox that does not exist": (
        [actions({**select(), "type": "checkboxes", "initial_options": [option("Other words", "a")]})],
        "one of the options",
    ),
    "an initial option outside the groups": (
        [actions({**GROUPED, "initial_option": option("B", "b")})],
        "one of the options",
    ),
    "too many characters of markdown": ([{"type": "markdown", "text": "x" * 6_001}] * 2, "12000 characters"),
    "no elements in a context": ([{"type": "context", "elements": []}], "must not be empty"),
    "a plain_text cell in a table": ([{"type": "table", "rows": [[plain("x")]]}], "cannot be plain_text"),
    "an alert in a message": ([{"type": "alert", "text": plain("x"), "level": "info"}], "not allowed"),
}


@pytest.mark.parametrize(("blocks", "reason"), REFUSED.values(), ids=REFUSED)
def test_slack_refuses(blocks: Any, reason: str):
    problems = block_problems(blocks)
    assert any(reason in problem for problem in problems), problems


def test_slack_accepts_one_of_every_block():
    assert block_problems(EVERYTHING) == []


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "divider"}] * 50,
        [section("x" * 3000)],
        [rows(100, 20)],
        [rows(10, 10, "x" * 100)],
        [actions(button("x" * 75, "a"))],
        [],
        [actions(select(initial_option=option("A", "a")))],
        [actions({**GROUPED, "initial_option": option("A", "a")})],
    ],
    ids=[
        "50 blocks",
        "3000 characters",
        "100 rows",
        "10000 in a table",
        "75 on a button",
        "no blocks",
        "a choice",
        "a choice in a group",
    ],
)
def test_slack_accepts_blocks_at_the_limits(blocks: Any):
    assert block_problems(blocks) == []


def test_slack_accepts_a_form_and_a_home_tab():
    assert view_problems(FORM) == []
    assert view_problems(modal("x" * 3000)) == []
    assert block_problems(CARD) == []
    assert view_problems(HOME) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": plain("x" * 25)}, "24"),
        ({"title": None}, "needs a title"),
        ({"submit": None}, "needs a submit"),
        ({"private_metadata": "x" * 3001}, "3000"),
        ({"blocks": []}, "blocks"),
        ({"type": "window"}, "modal or home"),
        ({"blocks": [TABLE]}, "table is not allowed here"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_slack_refuses_a_modal_with(change: dict[str, Any], reason: str):
    problems = view_problems({**FORM, **change})
    assert any(reason in problem for problem in problems), problems
