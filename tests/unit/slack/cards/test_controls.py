import pytest
from samples.answers import ask, aspect, base, choice, consideration, fact, faq, pair, role, shipped

from bot.answers.models import Answer, Clarification, FullAnswer, NotKnown
from bot.answers.remarks import NO_REMARKS, Remarks
from bot.answers.summary import summarise
from bot.slack.blocks import MAX_OPTION_VALUE
from bot.slack.cards import Surface
from bot.slack.cards.controls import controls, decide_value, full_view_controls, read_decide_value
from bot.slack.message import Message
from bot.understanding.intents import Intent, Option, decode, decode_choice

A = role("AAA", {"focus": aspect("Brand"), "metrics": aspect("Reach")})
KNOWN = base(A, role("BBB"), pairs=[pair("aaa", "bbb")], entries=[faq("fees", fact("A third.", "S1"))])


def pressed(answer: Answer, surface: Surface = "command", remarks: Remarks = NO_REMARKS) -> list[dict]:
    """The elements of the one row under the first view of an answer."""
    summary = summarise(answer) if isinstance(answer, FullAnswer) else None
    [row] = controls(answer, surface, summary, remarks)
    assert Message("text", [row]).blocks
    return row["elements"]


def ids(elements: list[dict]) -> list[str]:
    return [element["action_id"] for element in elements]


def options_of(element: dict) -> dict[str, str]:
    groups = element.get("option_groups", [element])
    return {option["text"]["text"]: option["value"] for group in groups for option in group["options"]}


def test_at_most_three_buttons_come_first_then_one_menu():
    assert ids(pressed(ask(KNOWN, "compare", "aaa", "bbb"))) == ["full", "ask:1", "share", "topic"]
    assert ids(pressed(ask(KNOWN, "compare", "aaa", "bbb"), "mention")) == ["full", "ask:1", "ask:2", "topic"]


def test_only_the_first_button_stands_out():
    styles = [element.get("style") for element in pressed(ask(KNOWN, "compare", "aaa", "bbb"))]
    assert styles == ["primary", None, None, None]


def test_no_button_stands_out_if_further_questions_come_first():
    further = (Option("One?", Intent("faq", subject="fees")), Option("Two?", Intent("directory")))
    elements = pressed(ask(KNOWN, "compare", "aaa", "bbb"), remarks=Remarks(alternatives=further))
    assert [element["text"]["text"] for element in elements[:3]] == ["One?", "Two?", "Full comparison"]
    assert not any("style" in element for element in elements)


def test_the_value_of_every_button_is_a_whole_question():
    full, both, share, _ = pressed(ask(KNOWN, "compare", "aaa", "bbb"))
    assert decode(full["value"]) == decode(share["value"]) == Intent("compare", ("aaa", "bbb"))
    assert decode(both["value"]) == Intent("advice", ("aaa", "bbb"), "both_or_one")


def test_the_value_of_an_option_is_a_question_or_what_to_do_with_one():
    [menu] = [each for each in pressed(ask(KNOWN, "compare", "aaa", "bbb")) if each["action_id"] == "topic"]
    assert menu["placeholder"]["text"] == "More"
    assert [group["label"]["text"] for group in menu["option_groups"]] == ["Next", "Topics"]
    values = options_of(menu)
    assert decode(values["Focus"]) == Intent("compare", ("aaa", "bbb"), "focus")
    assert values["Copy as text"] == "copy=compare:aaa,bbb::"


@pytest.mark.parametrize(
    ("surface", "shared"), [("command", True), ("mention", False), ("dm", False)], ids=["command", "mention", "dm"]
)
def test_only_an_answer_that_is_private_in_a_channel_can_be_shared(surface: Surface, shared: bool):
    answer = ask(KNOWN, "compare", "aaa", "bbb")
    assert ("share" in ids(pressed(answer, surface))) == shared
    [row] = full_view_controls(answer, surface)
    assert ("share" in ids(row["elements"])) == shared


def test_an_answer_with_much_to_offer_is_shared_from_the_menu():
    further = (Option("One?", Intent("faq", subject="fees")), Option("Two?", Intent("directory")))
    elements = pressed(ask(KNOWN, "compare", "aaa", "bbb"), remarks=Remarks(alternatives=further))
    assert "share" not in ids(elements)
    assert options_of(elements[-1])["Share"] == "share=compare:aaa,bbb::"


@pytest.mark.parametrize("kind", ["help", "unknown"])
def test_help_and_refusals_are_not_shared(kind: str):
    elements = pressed(ask(KNOWN, kind))
    assert "share" not in ids(elements)
    assert not any("Share" in options_of(each) for each in elements if each["type"] == "static_select")


def test_a_question_back_has_a_button_for_each_reading_and_no_share_button():
    found = pressed(Clarification("CPO", (Option("One", Intent("role", ("aaa",))),)))
    assert ids(found) == ["ask:0"]


def test_an_answer_without_follow_ups_has_no_controls():
    assert controls(Clarification("CPO", ()), "mention") == []


def test_readings_beyond_three_are_in_the_menu():
    many = tuple(Option(f"Reading {place}", Intent("role", (f"r{place}",))) for place in range(40))
    elements = pressed(Clarification("CPO", many))
    assert ids(elements) == ["ask:0", "ask:1", "ask:2", "topic"]
    assert list(options_of(elements[-1])) == [f"Reading {place}" for place in range(3, 40)]


def test_a_menu_of_roles_is_grouped_by_level():
    known = base(A, role("VPX", level="vp"), pairs=[pair("aaa", "vpx")])
    menu = pressed(ask(known, "directory"))[-1]
    assert menu["placeholder"]["text"] == "Open a role"
    assert [group["label"]["text"] for group in menu["option_groups"]] == ["C-level", "Vice presidents"]


def test_a_button_that_resolves_an_abbreviation_carries_its_meaning():
    options = (
        Option("One", Intent("role", ("aaa",)), (("ax", "aaa"), ("ay", "bbb"))),
        Option("Two", Intent("role", ("bbb",))),
    )
    meaning, plain = pressed(Clarification("AX", options))
    assert ids([meaning, plain]) == ["mean:0", "ask:1"]
    assert decode_choice(meaning["value"]) == (Intent("role", ("aaa",)), (("ax", "aaa"), ("ay", "bbb")))


def test_an_option_that_resolves_an_abbreviation_carries_its_meaning_too():
    roles = ("aaa", "bbb", "ccc", "ddd")
    options = tuple(Option(each, Intent("role", (each,)), (("ax", each),)) for each in roles)
    values = options_of(pressed(Clarification("AX", options))[-1])
    kind, _, value = values["ddd"].partition("=")
    assert (kind, decode_choice(value)) == ("mean", (Intent("role", ("ddd",)), (("ax", "ddd"),)))


def test_an_option_whose_value_exceeds_slacks_limit_is_left_out():
    long = Option("Long", Intent("role", ("x" * MAX_OPTION_VALUE,)))
    short = tuple(Option(f"Reading {place}", Intent("role", (f"r{place}",))) for place in range(4))
    assert list(options_of(pressed(Clarification("CPO", (*short, long)))[-1])) == ["Reading 3"]


@pytest.mark.parametrize(("about", "value"), [("cmo", "status cmo"), ("", "status")])
def test_the_button_to_a_search_names_the_search_that_was_asked_about(about: str, value: str):
    [button] = pressed(NotKnown("running_hire", about, ()))
    assert (button["action_id"], button["value"]) == ("hiring:status", value)


def test_when_to_hire_one_role_has_a_button_that_starts_the_search_for_it():
    first = pressed(ask(KNOWN, "advice", "aaa", on="first_hire"))[0]
    assert (first["action_id"], first["value"]) == ("hiring:start", "aaa")


# Weighing roles


WEIGHED = base(A, role("BBB"), considerations=[consideration("Aim", *(choice(x, "role", x) for x in ("aaa", "bbb")))])


@pytest.mark.parametrize(
    ("kind", "topic", "place"), [("compare", None, 2), ("advice", "which_first", 0), ("advice", "both_or_one", 0)]
)
def test_roles_that_can_be_weighed_have_a_decide_button(kind: str, topic: str | None, place: int):
    button = pressed(ask(WEIGHED, kind, "aaa", "bbb", on=topic), "mention")[place]
    assert (button["action_id"], button["value"]) == ("decide", "aaa,bbb")
    assert button["text"]["text"] == "Weigh it for our company"


def test_weighing_has_the_same_value_in_the_menu():
    further = tuple(Option(f"{place}?", Intent("faq", subject=f"x{place}")) for place in range(3))
    elements = pressed(ask(WEIGHED, "compare", "aaa", "bbb"), remarks=Remarks(alternatives=further))
    assert options_of(elements[-1])["Weigh it for our company"] == "decide=aaa,bbb"


def test_the_decide_button_takes_the_facts_about_the_company_along():
    facts = (("people", "30 people"), ("model", "B2B SaaS"))
    [button] = [
        each
        for each in pressed(ask(WEIGHED, "compare", "aaa", "bbb"), remarks=Remarks(facts=facts))
        if each["action_id"] == "decide"
    ]
    assert read_decide_value(button["value"]) == (("aaa", "bbb"), facts)


@pytest.mark.parametrize("roles", [(), ("aaa",), ("aaa", "bbb", "ccc")], ids=len)
@pytest.mark.parametrize("facts", [(), (("people", "30 people"), ("revenue", "$4M = ARR"))], ids=len)
def test_the_value_of_a_decide_button_is_read_as_it_was_written(roles: tuple[str, ...], facts: tuple):
    assert decide_value(roles, facts)
    assert read_decide_value(decide_value(roles, facts)) == (roles, facts)


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
    elements = pressed(ask(shipped(), kind, *roles, on=topic), "mention")
    values = [value for each in elements if each["type"] == "static_select" for value in options_of(each).values()]
    assert "decide" not in [*ids(elements), *(value.partition("=")[0] for value in values)]


# The full view


def test_a_full_view_leads_back_and_can_be_shared_and_copied():
    answer = ask(KNOWN, "compare", "aaa", "bbb", on="focus")
    [row] = full_view_controls(answer, "command")
    assert ids(row["elements"]) == ["short", "share", "copy"]
    assert {decode(element["value"]) for element in row["elements"]} == {answer.intent}
