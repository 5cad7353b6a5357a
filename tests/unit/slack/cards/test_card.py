from typing import get_args

import pytest
from samples.answers import (
    TODAY,
    ask,
    aspect,
    base,
    buttons,
    choice,
    consideration,
    controls,
    fact,
    faq,
    menu,
    pair,
    role,
    shipped,
    show,
    similarity,
    source,
    stake,
    thing,
    visible_text,
)

from bot.answers.answer import answer_question
from bot.answers.models import Answer
from bot.answers.remarks import Remarks
from bot.knowledge.models import Figure, Sense
from bot.slack.cards import Surface, View, add_meanings, render_card
from bot.slack.cards.card import BODY_RENDERERS
from bot.slack.cards.controls import FORGET_ACTION
from bot.slack.message import Message
from bot.understanding.intents import Intent, Option, Reading, decode, decode_choice

FIGURE = Figure(year="2025", of="Fortune 500 companies", measure="mean")
A = role(
    "AAA",
    {
        "focus": aspect(
            "R&D",
            fact("4.3 years.", "S1", figure=FIGURE),
            fact("One view.", "S2", disputed=True),
            fact("Another view.", "S2", disputed=True),
            answer=fact("An AAA focuses on R&D.", "S1"),
        ),
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
    entries=[faq("fees", fact("A third.", "S2"), fact("Paid in <parts>.", "S1"))],
)


def heading(message: Message) -> str:
    return message.blocks[0]["text"]["text"]


def test_every_kind_of_answer_has_a_card():
    assert set(BODY_RENDERERS) == set(get_args(Answer))


# The first view


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


def section_texts(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks if block["type"] == "section"]


def test_a_first_view_is_a_title_the_answer_in_bold_its_reasons_the_buttons_and_the_sources():
    message = show(KNOWN, "role", "aaa", on="focus")
    assert heading(message) == "AAA: Focus"
    assert kinds(message) == ["header", "section", "section", "actions", "context", "context_actions"]
    answer, reasons = section_texts(message)
    assert answer == "*An AAA focuses on R&amp;D.*"
    assert reasons.split("\n") == [
        "• 4.3 years (Publisher S1, 2025, Fortune 500 companies, average).",
        "• One view (disputed).",
        "• Another view (disputed).",
    ]


def test_the_answer_is_the_first_line_of_the_text_too():
    assert show(KNOWN, "role", "aaa", on="focus").text.split("\n")[:2] == ["AAA: Focus", "An AAA focuses on R&amp;D."]


def test_sources_are_links_by_title_and_publisher_with_a_mark_for_opinions():
    line = show(KNOWN, "role", "aaa", on="focus").blocks[-2]["elements"][0]["text"]
    assert line == (
        "Sources: <https://example.com/S1|Title of S1, Publisher S1, undated (opinion)>"
        " · <https://example.com/S2|Title of S2, Publisher S2, undated (opinion)>"
    )


def test_sources_that_are_only_in_the_full_view_are_counted():
    pages = [source(f"S{place}", "Firm", year=f"20{place:02}") for place in range(9)]
    knowledge = base(entries=[faq("fees", fact("So.", *(each.id for each in pages)))], sources=pages)
    assert show(knowledge, "faq", of="fees").blocks[-2]["elements"][0]["text"].endswith(" more sources")


def test_a_first_view_without_reasons_or_sources_has_no_empty_blocks():
    knowledge = base(entries=[faq("fees", fact("So."))])
    assert kinds(show(knowledge, "faq", of="fees")) == ["header", "section", "actions", "context_actions"]


def test_a_profile_is_a_line_for_each_topic_that_people_ask_about_first():
    assert section_texts(show(KNOWN, "role", "aaa"))[1:] == ["• *First hired*: Early (suggested)"]


def test_the_lines_of_ownership_begin_with_the_role_and_its_part():
    assert "• *AAA leads*: Runs it.\n• Varies." in section_texts(show(KNOWN, "who_owns", of="pl"))


def test_a_topic_that_is_not_covered_says_so():
    assert "*I don't cover “Focus” for the BBB yet.*" in section_texts(show(KNOWN, "role", "bbb", on="focus"))


def test_roles_without_known_similarities_get_a_sentence():
    message = show(base(role("ONE", level="vp"), role("TWO")), "compare", "one", "two", on="similarities")
    assert "*The ONE and the TWO have little in common beyond the leadership team.*" in section_texts(message)


def test_remarks_on_the_question_stand_above_the_notices_and_cannot_format():
    said = Remarks(unknown_sides=("*pay* <!here>",), facts=(("people", "30 _people_"),))
    message = show(KNOWN, "compare", "aaa", "bbb", surface="mention", remarks=said)
    small, hint, *_ = [block["elements"][0]["text"] for block in message.blocks if block["type"] == "context"]
    assert small.split("\n") == [
        "I don't cover “\u2217pay\u2217 &lt;!here&gt;”, so that part isn't answered.",
        "You said: 30 \u02cdpeople\u02cd. The answer doesn't take that into account.",
    ]
    assert hint == "Mention me to continue."
    assert "I don't cover “\u2217pay\u2217 &lt;!here&gt;”" in message.text


def test_a_card_that_everyone_sees_says_how_to_go_on():
    hint = "Mention me to continue."
    for kind, roles in (("role", ("aaa",)), ("directory", ()), ("help", ()), ("unknown", ())):
        assert hint in visible_text(show(KNOWN, kind, *roles, surface="mention"))
        for surface in ("command", "dm"):
            assert hint not in visible_text(show(KNOWN, kind, *roles, surface=surface))


@pytest.mark.parametrize("view", ["short", "full"])
def test_two_names_of_one_role_are_said_to_be_one(view: View):
    vp = role("VVV", level="vp")
    message = show(base(A, vp, pairs=[pair("aaa", "vvv")]), "compare", "aaa", view=view)
    said = "Those are two names for the same role, the AAA. The VVV is a role of its own."
    assert said in visible_text(message)
    assert said in message.text
    assert "a role of its own" not in show(base(A), "compare", "aaa", view=view).text


@pytest.mark.parametrize("view", ["short", "full"])
def test_roles_asked_about_that_have_no_part_in_a_thing_are_named(view: View):
    message = show(KNOWN, "who_owns", "bbb", of="pl", view=view)
    assert "I have nothing that gives the BBB a part in this." in visible_text(message)


# The full view


@pytest.mark.parametrize(
    ("kind", "roles", "more"),
    [
        ("compare", ("aaa", "bbb"), {}),
        ("compare", ("aaa", "bbb"), {"on": "focus"}),
        ("role", ("aaa",), {}),
        ("role", ("aaa",), {"on": "focus"}),
        ("advice", ("aaa", "bbb"), {"on": "which_first"}),
        ("who_owns", (), {"of": "pl"}),
        ("faq", (), {"of": "fees"}),
    ],
)
def test_both_views_have_the_same_title_and_the_same_answer_first(kind: str, roles: tuple[str, ...], more: dict):
    short, full = (show(KNOWN, kind, *roles, view=view, **more) for view in ("short", "full"))
    assert heading(short) == heading(full)
    assert short.blocks[1] == full.blocks[1]
    assert short.text.split("\n")[:2] == full.text.split("\n")[:2]


def test_everything_on_a_question_is_one_click_away_and_so_is_the_way_back():
    asked = Intent("role", ("aaa",))
    for surface in ("command", "mention", "dm"):
        short, full = (controls(show(KNOWN, "role", "aaa", surface=surface, view=view)) for view in ("short", "full"))
        assert decode(short["full"]["value"]) == asked
        assert decode(full["short"]["value"]) == asked
        assert decode(full["copy"]["value"]) == asked
        assert ("share" in full) == (surface == "command")


def test_one_topic_of_a_role_has_all_its_facts_in_full_with_the_numbers_of_their_sources():
    assert section_texts(show(KNOWN, "role", "aaa", on="focus", view="full"))[1].split("\n") == [
        "• 4.3 years. _(2025, Fortune 500 companies, average)_ [1]",
        "• One view. _(disputed)_ [2]",
        "• Another view. _(disputed)_ [2]",
    ]


def test_facts_cite_the_numbers_of_the_sources_below():
    line = show(KNOWN, "role", "aaa", on="focus", view="full").blocks[-2]["elements"][0]["text"]
    assert line == (
        "Sources: [1] <https://example.com/S1|Publisher S1, undated>; "
        "[2] <https://example.com/S2|Publisher S2, undated>."
    )


def test_a_profile_in_full_is_a_table_with_the_other_names_of_the_role_below():
    message = show(KNOWN, "role", "aaa", view="full")
    assert kinds(message) == [
        *("header", "section", "table"),
        *("context", "context", "actions", "context", "context_actions"),
    ]
    assert "Also called head of a." in visible_text(message)
    assert "AAA can also stand for rating (finance)." in visible_text(message)


def test_a_role_without_topics_has_no_empty_table():
    assert "table" not in kinds(show(KNOWN, "role", "bbb", view="full"))


def test_similarities_are_a_list():
    message = show(KNOWN, "compare", "aaa", "bbb", on="similarities", view="full")
    assert heading(message) == "What AAA and BBB share"
    assert "• *Goal*: Growth &amp; more. [1]" in visible_text(message)


def test_advice_in_full_shows_statements_and_considerations():
    message = show(KNOWN, "advice", "aaa", on="first_hire", view="full")
    assert heading(message) == "When to hire the first AAA"
    assert "• A default. _(suggested)_" in visible_text(message)
    assert "*Aim.* Aim?\n• Brand: *AAA*. It fits. [1]\n• None: *not yet*. It fits. [1]" in visible_text(message)


def test_considerations_beyond_the_limit_are_named_at_the_end():
    many = [consideration(f"Aim {place}", choice("Brand", "role", "aaa"), choice("x", "assess")) for place in range(10)]
    message = show(base(A, considerations=many), "advice", "aaa", on="first_hire", view="full")
    assert "Also to weigh: Aim 8 and Aim 9." in visible_text(message)


def test_ownership_in_full_shows_each_part_and_how_companies_differ():
    message = show(KNOWN, "who_owns", "bbb", of="pl", view="full")
    assert heading(message) == "Who owns P&L?"
    assert "• *Leads*: *AAA*. Runs it. [1]" in section_texts(message)
    assert "*Where companies differ*\n• Varies. [2]" in section_texts(message)


def test_a_curated_question_in_full_is_a_list_of_its_facts():
    message = show(KNOWN, "faq", of="fees", view="full")
    assert section_texts(message) == ["*A third.*", "• Paid in &lt;parts&gt;. [2]"]


# Other kinds of answers


def test_the_directory_has_a_menu_of_all_roles():
    message = show(shipped(), "directory")
    groups = controls(message)["topic"]["option_groups"]
    opened = [decode(option["value"]).roles[0] for group in groups for option in group["options"]]
    assert sorted(opened) == sorted(shipped().roles)
    assert "*CMO* Chief Marketing Officer" in visible_text(message)
    assert "*Chief of Staff*" in visible_text(message)


def test_help_shows_its_examples_as_buttons_and_in_the_menu_and_is_not_shared():
    answer = ask(shipped(), "help")
    message = render_card(answer, surface="command")
    assert list(controls(message)) == ["ask:0", "ask:1", "ask:2", "topic"]
    assert [*buttons(message), *menu(message)] == [option.label for option in answer.follow_ups]


def test_no_answer_is_a_short_card_with_suggestions_as_buttons():
    near = (Option("CMO", Intent("role", ("aaa",))),)
    reading = Reading(Intent("unknown"), 0.0, "test", near, reason="unknown_role", about="<!here> wizard")
    message = render_card(answer_question(reading, KNOWN, TODAY), surface="command")
    assert [block["type"] for block in message.blocks] == ["section", "actions", "context_actions"]
    assert "“&lt;!here&gt; wizard”" in message.blocks[0]["text"]["text"]
    assert list(controls(message)) == ["ask:0"]
    assert message.text.endswith("You could ask: CMO.")


def test_a_question_back_shows_its_readings_as_buttons():
    options = (Option("One", Intent("role", ("aaa",))), Option("Other", Intent("role", ("bbb",))))
    reading = Reading(Intent("unknown"), 0.5, "test", options, clarify=True, about="CPO")
    message = render_card(answer_question(reading, KNOWN, TODAY), surface="mention")
    assert "“CPO”" in message.blocks[0]["text"]["text"]
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


def test_the_text_of_a_full_view_that_is_shortened_says_so_and_stays_below_the_recommended_length():
    many = [
        fact(f"Fact {place} of a very long list of facts that nobody reads to its end.", "S1") for place in range(99)
    ]
    message = show(base(role("AAA", {"focus": aspect("Work", *many)})), "role", "aaa", on="focus", view="full")
    assert len(message.text) <= 3_900
    assert "lines: ask about one topic at a time for all of it.)" in message.text
    assert message.text.endswith("Sources: [1] Publisher S1, undated.")


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
