from typing import get_args

import pytest
from samples.answers import (
    TODAY,
    aspect,
    base,
    choice,
    consideration,
    controls,
    fact,
    faq,
    pair,
    role,
    shipped,
    show,
    similarity,
    stake,
    thing,
    visible_text,
)

from bot.answers.answer import answer_question
from bot.answers.models import Answer
from bot.knowledge.models import Figure, Sense
from bot.slack.cards import Surface, add_meanings, render_card
from bot.slack.cards.card import BODY_RENDERERS
from bot.slack.cards.controls import FORGET_ACTION
from bot.slack.message import Message
from bot.understanding.intents import Intent, Option, Reading, decode, decode_choice

FIGURE = Figure(year="2025", of="Fortune 500 companies", measure="mean")
A = role(
    "AAA",
    {
        "focus": aspect("R&D", fact("4.3 years.", "S1", figure=FIGURE), fact("One view.", "S2", disputed=True)),
        "first_hire": aspect("Early", fact("A default.", basis="suggestion")),
    },
    names=("head of a",),
    also_means=(Sense(short="AAA", name="rating", where="finance"),),
)
B = role("BBB")
KNOWN = base(
    A,
    B,
    pairs=[pair("aaa", "bbb", similarities=(similarity("Goal", "Growth & more."),))],
    things=[thing("P&L", stake("aaa", "leads", "Runs it."), id="pl", differs=(fact("Varies.", "S2"),))],
    considerations=[consideration("Aim", choice("Brand", "role", "aaa"), choice("None", "neither"))],
    entries=[faq("fees", fact("A third.", "S2"))],
)


def heading(message: Message) -> str:
    return message.blocks[0]["text"]["text"]


def test_every_kind_of_answer_has_a_card():
    assert set(BODY_RENDERERS) == set(get_args(Answer))


def test_one_topic_of_a_role_shows_its_question_its_brief_and_its_facts():
    message = show(KNOWN, "role", "aaa", on="focus")
    assert heading(message) == "AAA: Focus"
    assert message.blocks[1]["text"]["text"].split("\n") == [
        "_What does the role concentrate on?_",
        "*R&amp;D.*",
        "• 4.3 years. _(2025, Fortune 500 companies, mean)_ [1]",
        "*Sources differ:*",
        "• One view. [2]",
    ]


def test_facts_cite_the_numbers_of_the_sources_below():
    line = show(KNOWN, "role", "aaa", on="focus").blocks[-1]["elements"][0]["text"]
    assert line == "Sources: [1] <https://example.com/S1|Publisher S1>; [2] <https://example.com/S2|Publisher S2>."


def test_a_topic_that_is_not_covered_says_so():
    assert "Not covered: no good source." in visible_text(show(KNOWN, "role", "bbb", on="focus"))


def test_a_profile_is_a_table_with_the_other_names_of_the_role_below():
    message = show(KNOWN, "role", "aaa")
    assert [block["type"] for block in message.blocks] == [
        "header",
        "section",
        "table",
        "context",
        "context",
        "actions",
        "context",
    ]
    assert "Also called head of a." in visible_text(message)
    assert "AAA can also stand for rating (finance)." in visible_text(message)


def test_a_role_without_topics_has_no_empty_table():
    assert "table" not in [block["type"] for block in show(KNOWN, "role", "bbb").blocks]


def test_similarities_are_a_list():
    message = show(KNOWN, "compare", "aaa", "bbb", on="similarities")
    assert heading(message) == "What AAA and BBB share"
    assert "• *Goal*: Growth &amp; more. [1]" in visible_text(message)


def test_roles_without_known_similarities_get_a_sentence():
    message = show(base(role("ONE", level="vp"), role("TWO")), "compare", "one", "two", on="similarities")
    assert "No good source says what ONE and TWO share" in visible_text(message)


def test_advice_shows_statements_and_considerations():
    message = show(KNOWN, "advice", "aaa", on="first_hire")
    assert heading(message) == "When to hire the first AAA"
    assert "• A default. _(suggested)_" in visible_text(message)
    assert "*Aim.* Aim?\n• Brand: *AAA*. It fits. [1]\n• None: *not yet*. It fits. [1]" in visible_text(message)


def test_advice_without_content_says_so():
    assert "Not covered: no good source." in visible_text(show(base(B), "advice", "bbb", on="first_hire"))


def test_considerations_beyond_the_limit_are_named_at_the_end():
    many = [consideration(f"Aim {place}", choice("Brand", "role", "aaa"), choice("x", "assess")) for place in range(10)]
    message = show(base(A, considerations=many), "advice", "aaa", on="first_hire")
    assert "Also to weigh: Aim 8 and Aim 9." in visible_text(message)


def test_ownership_shows_each_part_and_how_companies_differ():
    message = show(KNOWN, "who_owns", "bbb", of="pl")
    assert heading(message) == "Who owns P&L?"
    assert "• *Leads*: *AAA*. Runs it. [1]\nNo source that I know gives the BBB a part in it." in visible_text(message)
    assert "*Where companies differ*\n• Varies. [2]" in visible_text(message)


def test_a_curated_question_is_a_list_of_its_facts():
    assert "• A third. [1]" in visible_text(show(KNOWN, "faq", of="fees"))


def test_the_directory_has_a_menu_of_all_roles():
    message = show(shipped(), "directory")
    groups = controls(message)["topic"]["option_groups"]
    opened = [decode(option["value"]).roles[0] for group in groups for option in group["options"]]
    assert sorted(opened) == sorted(shipped().roles)
    assert "*CMO* Chief Marketing Officer" in visible_text(message)
    assert "*Chief of Staff*" in visible_text(message)


def test_help_shows_its_examples_as_buttons_and_is_not_shared():
    found = controls(show(shipped(), "help", surface="command"))
    assert list(found) == [f"ask:{place}" for place in range(6)]
    assert [element["text"]["text"] for element in found.values()][:2] == ["CMO vs CRO", "CMO vs CRO KPIs?"]


def test_no_answer_is_a_short_card_with_suggestions_as_buttons():
    near = (Option("CMO", Intent("role", ("aaa",))),)
    reading = Reading(Intent("unknown"), 0.0, "test", near, reason="unknown_role", about="<!here> wizard")
    message = render_card(answer_question(reading, KNOWN, TODAY), surface="command")
    assert [block["type"] for block in message.blocks] == ["section", "actions"]
    assert message.blocks[0]["text"]["text"] == "I know no role called “&lt;!here&gt; wizard”."
    assert list(controls(message)) == ["ask:0"]
    assert message.text.endswith("You could ask: CMO.")


def test_a_question_back_shows_its_readings_as_buttons():
    options = (Option("One", Intent("role", ("aaa",))), Option("Other", Intent("role", ("bbb",))))
    reading = Reading(Intent("unknown"), 0.5, "test", options, clarify=True, about="CPO")
    message = render_card(answer_question(reading, KNOWN, TODAY), surface="mention")
    assert message.blocks[0]["text"]["text"] == "About “CPO”: which of these do you mean?"
    assert [decode(element["value"]).roles for element in controls(message).values()] == [("aaa",), ("bbb",)]
    assert "- One\n- Other" in message.text


@pytest.mark.parametrize(
    ("kind", "roles", "more"),
    [
        ("compare", ("aaa", "bbb"), {"on": "similarities"}),
        ("role", ("aaa",), {"on": "focus"}),
        ("advice", ("aaa",), {"on": "first_hire"}),
        ("who_owns", (), {"of": "pl"}),
        ("faq", (), {"of": "fees"}),
        ("directory", (), {}),
    ],
)
def test_a_private_answer_can_be_shared_as_its_question(kind: str, roles: tuple[str, ...], more: dict[str, str]):
    private = controls(show(KNOWN, kind, *roles, surface="command", **more))
    assert decode(private["share"]["value"]) == Intent(kind, roles, more.get("on"), more.get("of"))
    assert "share" not in controls(show(KNOWN, kind, *roles, surface="mention", **more))


def test_a_shortened_text_says_so_and_stays_below_the_recommended_length():
    many = [
        fact(f"Fact {place} of a very long list of facts that nobody reads to its end.", "S1") for place in range(99)
    ]
    message = show(base(role("AAA", {"focus": aspect("Work", *many)})), "role", "aaa", on="focus")
    assert len(message.text) <= 3_900
    assert "lines: ask about one topic at a time for all of it.)" in message.text
    assert message.text.endswith("Sources: [1] Publisher S1.")


def test_two_names_of_one_role_are_said_to_be_one_first():
    vp = role("VVV", level="vp")
    message = show(base(A, vp, pairs=[pair("aaa", "vvv")]), "compare", "aaa")
    said = "I read both names as one role: the AAA. The VVV is a role of its own."
    assert message.blocks[1]["text"]["text"] == said
    assert message.text.split("\n")[1] == said
    assert "a role of its own" not in show(base(A), "compare", "aaa").text


# What an abbreviation was resolved to


AMBIGUOUS = base(role("AAA", title="Chief <A> Officer"), role("BBB"))
ASKED = Intent("compare", ("aaa", "bbb"), "metrics")
COMPARISON = Message("AAA vs BBB", [{"type": "divider"}])


def noted(surface: Surface = "mention", *abbreviations: str) -> Message:
    meanings = tuple((each, "aaa") for each in abbreviations or ("ax",))
    return add_meanings(COMPARISON, ASKED, meanings, AMBIGUOUS.roles, surface)


def test_a_resolved_abbreviation_is_noted_in_the_card_and_its_text():
    message = noted()
    assert message.text == "AAA vs BBB\nIn this channel AX now means Chief &lt;A&gt; Officer."
    assert message.blocks[0] == COMPARISON.blocks[0]
    assert message.blocks[1]["text"]["text"] == "_In this channel AX now means Chief &lt;A&gt; Officer._"


@pytest.mark.parametrize(("surface", "place"), [("command", "channel"), ("mention", "channel"), ("dm", "conversation")])
def test_the_note_says_where_the_meaning_applies(surface: Surface, place: str):
    assert f"In this {place} AX" in noted(surface).text


def test_the_undo_button_carries_the_question_and_the_meaning():
    undo = noted().blocks[1]["accessory"]
    assert (undo["action_id"], undo["text"]["text"]) == (FORGET_ACTION, "Undo")
    assert decode_choice(undo["value"]) == (ASKED, (("ax", "aaa"),))


def test_each_of_several_meanings_has_its_own_undo_button():
    _, *lines = noted("mention", "ax", "ay").blocks
    assert [decode_choice(line["accessory"]["value"])[1] for line in lines] == [(("ax", "aaa"),), (("ay", "aaa"),)]
