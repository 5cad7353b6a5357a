import pytest
from samples.answers import ask, aspect, base, choice, consideration, pair, role, shipped

from bot.answers.models import Clarification, Comparison, Directory
from bot.slack.cards.controls import controls
from bot.slack.message import Message
from bot.understanding.intents import Intent, Option, decode, decode_choice

A = role("AAA", {"focus": aspect("Brand"), "metrics": aspect("Reach")})
KNOWN = base(A, role("BBB"), pairs=[pair("aaa", "bbb")])


def pressed(answer: object, surface: str = "command") -> list[dict]:
    [row] = controls(answer, surface)  # type: ignore[arg-type]  # any answer, any surface
    assert Message("text", [row]).blocks
    return row["elements"]


def test_the_menu_comes_first_then_the_buttons_and_the_share_button_last():
    found = [element["action_id"] for element in pressed(ask(KNOWN, "compare", "aaa", "bbb"))]
    assert found == ["topic", "ask:0", "ask:1", "ask:2", "ask:3", "share"]


def test_the_value_of_every_button_is_a_whole_question():
    answer = ask(KNOWN, "compare", "aaa", "bbb")
    assert isinstance(answer, Comparison)
    asks = [decode(element["value"]) for element in pressed(answer) if element["action_id"].startswith("ask:")]
    assert asks == [option.intent for option in answer.follow_ups]


def test_only_an_ephemeral_card_can_be_shared():
    for surface in ("mention", "dm"):
        assert "share" not in [each["action_id"] for each in pressed(ask(KNOWN, "compare", "aaa", "bbb"), surface)]


def test_a_question_back_has_no_share_button():
    found = pressed(Clarification("CPO", (Option("One", Intent("role", ("aaa",))),)))
    assert [element["action_id"] for element in found] == ["ask:0"]


def test_an_answer_without_follow_ups_has_no_controls():
    assert controls(Clarification("CPO", ()), "mention") == []


def test_a_row_has_at_most_twenty_readings():
    many = tuple(Option(f"Reading {place}", Intent("role", ("aaa",))) for place in range(40))
    assert len(pressed(Clarification("CPO", many))) == 20


def test_a_menu_of_roles_is_grouped_by_level():
    answer = ask(base(A, role("VPX", level="vp")), "directory")
    assert isinstance(answer, Directory)
    menu = pressed(answer)[0]
    assert menu["placeholder"]["text"] == "Open a role"
    assert [group["label"]["text"] for group in menu["option_groups"]] == ["C-level", "Vice presidents"]


def test_a_button_that_resolves_an_abbreviation_carries_its_meaning():
    asked = Intent("role", ("aaa",))
    options = (Option("One", asked, (("ax", "aaa"), ("ay", "bbb"))), Option("Two", asked))
    meaning, plain = pressed(Clarification("AX", options))
    assert (meaning["action_id"], plain["action_id"]) == ("mean:0", "ask:1")
    assert decode_choice(meaning["value"]) == (asked, (("ax", "aaa"), ("ay", "bbb")))


WEIGHED = base(A, role("BBB"), considerations=[consideration("Aim", *(choice(x, "role", x) for x in ("aaa", "bbb")))])


@pytest.mark.parametrize(
    ("kind", "topic"), [("compare", None), ("compare", "focus"), ("advice", "which_first"), ("advice", "both_or_one")]
)
def test_roles_that_can_be_weighed_have_a_decide_button(kind: str, topic: str | None):
    elements = pressed(ask(WEIGHED, kind, "aaa", "bbb", on=topic))
    assert [element["action_id"] for element in elements][-2:] == ["decide", "share"]
    [button] = [element for element in elements if element["action_id"] == "decide"]
    assert (button["text"]["text"], button["value"]) == ("Decide which to hire", "aaa,bbb")


@pytest.mark.parametrize(
    ("kind", "roles", "topic"),
    [
        ("compare", ("cfo", "clo"), None),
        ("compare", ("cmo", "cfo"), None),
        ("compare", ("cmo", "cro", "cto", "coo"), None),
        ("advice", ("cmo", "cro"), "importance"),
        ("advice", ("cmo",), "which_first"),
        ("role", ("cmo",), None),
        ("compare", ("cmo", "cro"), "similarities"),
    ],
)
def test_roles_that_cannot_be_weighed_have_no_decide_button(kind: str, roles: tuple[str, ...], topic: str | None):
    assert "decide" not in [each["action_id"] for each in pressed(ask(shipped(), kind, *roles, on=topic))]
