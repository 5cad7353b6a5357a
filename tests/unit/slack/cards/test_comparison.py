import pytest
from samples.answers import (
    aspect,
    base,
    buttons,
    controls,
    difference,
    fact,
    menu,
    pair,
    role,
    shipped,
    show,
    visible_text,
)

from bot.slack.cards import View
from bot.slack.message import Message
from bot.understanding.intents import Intent, decode

A = role("AAA", {"focus": aspect("R&D"), "metrics": aspect("Reach", fact("Reach & more.", "S1"), fact("So.", "S2"))})
B = role("BBB", {"focus": aspect("Sales"), "impact": aspect("Much", fact("We think.", basis="inference"))})
BOTH = pair(
    "aaa",
    "bbb",
    headline="AAA < BBB.",
    differences=(difference("D", "This", "That", "metrics"),),
    collaboration=(fact("One view.", "S1", disputed=True), fact("Agreed.", "S3")),
)
KNOWN = base(A, B, pairs=[BOTH])


def rows(message: Message) -> list[list[str]]:
    [table] = [block for block in message.blocks if block["type"] == "table"]
    return [[words_of(cell) for cell in row] for row in table["rows"]]


def words_of(cell: dict) -> str:
    return cell["text"] if cell["type"] == "raw_text" else cell["elements"][0]["elements"][0]["text"]


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


# The first view


def test_the_first_view_of_two_roles_sets_each_contrast_side_by_side():
    message = show(KNOWN, "compare", "bbb", "aaa")
    assert kinds(message) == ["header", "section", "section", "actions", "context", "context_actions"]
    assert message.blocks[0]["text"]["text"] == "BBB vs AAA"
    assert message.blocks[1]["text"]["text"] == "*AAA &lt; BBB.*"
    assert message.blocks[2]["text"]["text"] == "*Metrics*"
    assert [field["text"] for field in message.blocks[2]["fields"]] == ["*BBB* · That", "*AAA* · This"]


def test_the_first_view_of_three_roles_lists_the_sides_of_each_contrast():
    third = role("CCC", {"focus": aspect("Cash & <more>")})
    message = show(base(A, B, third), "compare", "aaa", "bbb", "ccc")
    assert message.blocks[2]["text"]["text"] == (
        "*Focus*\n• *AAA* · R&amp;D\n• *BBB* · Sales\n• *CCC* · Cash &amp; &lt;more&gt;"
    )


def test_the_first_view_of_five_roles_has_them_all():
    roles = [role(f"R{place}", {"focus": aspect(f"Work {place}")}) for place in range(5)]
    message = show(base(*roles), "compare", *(each.id for each in roles))
    assert message.blocks[2]["text"]["text"].split("\n") == [
        "*Focus*",
        *(f"• *R{place}* · Work {place}" for place in range(5)),
    ]


def test_sides_too_long_for_fields_are_listed():
    long = role("CCC", {"focus": aspect("&" * 500)})
    message = show(base(A, long), "compare", "aaa", "ccc")
    assert "fields" not in message.blocks[2]
    assert message.blocks[2]["text"]["text"].startswith("*Focus*\n• *AAA* · R&amp;D\n• *CCC* · &amp;&amp;")


def test_the_first_view_of_one_topic_has_a_line_for_each_role():
    message = show(KNOWN, "compare", "aaa", "bbb", on="metrics")
    assert kinds(message) == ["header", "section", "section", "actions", "context", "context_actions"]
    assert message.blocks[1]["text"]["text"] == "*The AAA is measured on this, and the BBB on that.*"
    assert message.blocks[2]["text"]["text"] == "• *AAA*: Reach &amp; more."


def test_the_buttons_and_the_menu_ask_follow_up_questions():
    message = show(KNOWN, "compare", "aaa", "bbb")
    assert buttons(message) == ["Full comparison", "Do we need both?", "Share"]
    assert decode(controls(message)["share"]["value"]) == Intent("compare", ("aaa", "bbb"))
    assert list(menu(message)) == [
        "Which first?",
        "What they share",
        "Which matters more?",
        "Copy as text",
        "Focus",
        "Metrics",
        "Impact",
    ]
    assert decode(menu(message)["Focus"]) == Intent("compare", ("aaa", "bbb"), "focus")


@pytest.mark.parametrize("view", ["short", "full"])
def test_a_composed_comparison_says_so(view: View):
    message = show(base(A, B), "compare", "aaa", "bbb", view=view)
    assert "Put together from the two role profiles." in visible_text(message)
    assert "Put together from the two role profiles." in message.text
    assert "Put together" not in visible_text(show(KNOWN, "compare", "aaa", "bbb", view=view))


@pytest.mark.parametrize("view", ["short", "full"])
def test_roles_beyond_the_eighth_are_named_as_left_out(view: View):
    many = [role(f"R{place}", {"focus": aspect("Work")}) for place in range(9)]
    message = show(base(*many), "compare", *(each.id for each in many), view=view)
    assert "Not shown, because only eight roles fit side by side: R8." in visible_text(message)
    assert "R8" in message.text


# The full view


def test_a_comparison_in_full_has_a_heading_the_answer_one_table_and_the_way_back():
    message = show(KNOWN, "compare", "aaa", "bbb", view="full")
    assert kinds(message) == ["header", "section", "table", "actions", "context", "context_actions"]
    assert message.blocks[0]["text"]["text"] == "AAA vs BBB"
    assert message.blocks[1]["text"]["text"] == "*AAA &lt; BBB.*"
    assert buttons(message) == ["Short answer", "Share", "Copy as text"]


def test_the_table_has_a_column_for_each_role_and_a_row_for_each_topic():
    assert rows(show(KNOWN, "compare", "aaa", "bbb", view="full")) == [
        ["Topic", "AAA", "BBB"],
        ["Focus", "R&D", "Sales"],
        ["Metrics", "This", "That"],
        ["Impact", "Not covered: no good source", "Much (our reading)"],
    ]


def test_one_topic_is_shown_role_by_role_instead_of_in_a_table():
    message = show(KNOWN, "compare", "aaa", "bbb", on="metrics", view="full")
    assert kinds(message) == ["header", "section", "section", "section", "actions", "context", "context_actions"]
    assert message.blocks[2]["text"]["text"] == "*AAA*: This [1]\n• Reach &amp; more. [2]\n• So. [1]"
    assert message.blocks[3]["text"]["text"] == "*BBB*: That [1]"


def test_disputed_facts_are_marked_where_the_curator_put_them():
    said = visible_text(show(KNOWN, "compare", "aaa", "bbb", on="collaboration", view="full"))
    assert "*How the two work together*\n• One view. _(disputed)_ [1]\n• Agreed. [2]" in said


def test_a_second_difference_on_the_topic_follows_the_first():
    twice = pair("aaa", "bbb", differences=(difference("A", "a", "b", "focus"), difference("B", "c", "d", "focus")))
    message = show(base(A, B, pairs=[twice]), "compare", "aaa", "bbb", on="focus", view="full")
    assert message.blocks[2]["text"]["text"].startswith("*AAA*: a [1]\nc [1]\n• ")


def test_roles_without_topics_have_no_table():
    message = show(base(role("ONE"), role("TWO")), "compare", "one", "two", view="full")
    assert "table" not in kinds(message)
    assert "The ONE leads. The TWO leads." in message.text


def test_the_sources_are_links_with_each_publisher_once():
    message = show(shipped(), "compare", "cmo", "cro", view="full")
    line = message.blocks[-2]["elements"][0]["text"]
    assert line.startswith("Sources: <https://")
    assert line.count("<https://") <= 8
    assert "more, named under each topic." in line


def test_the_text_has_every_row_as_a_complete_sentence():
    message = show(shipped(), "compare", "cmo", "cro", view="full")
    for row in rows(message)[1:]:
        sentence = f"{row[0]} — CMO: {row[1]}; CRO: {row[2]}."
        assert sentence.replace("&", "&amp;") in message.text


def test_a_text_that_is_too_long_loses_whole_lines_and_keeps_its_sources():
    message = show(shipped(), "compare", *list(shipped().roles)[:8], view="full")
    assert "(Shortened by " in message.text
    assert "\nSources: " in message.text
    assert all(line.endswith((".", ".)")) or " vs " in line for line in message.text.splitlines())


def test_a_stale_entry_shows_when_it_was_last_reviewed():
    old = role("OLD", {"focus": aspect("Past")}, reviewed="2025-03")
    message = show(base(A, old), "compare", "aaa", "old")
    assert "Last reviewed March 2025." in visible_text(message)
    assert "Last reviewed March 2025." in message.text


@pytest.mark.parametrize("view", ["short", "full"])
def test_a_companys_own_statements_are_marked(view: View):
    ours = role("OUR", {"focus": aspect("Our way", fact("We do it so.", own=True))})
    overview = visible_text(show(base(A, ours), "compare", "aaa", "our", view=view))
    assert "Our way (your company's own)" in overview
    topic = visible_text(show(base(A, ours), "compare", "aaa", "our", on="focus", view=view))
    assert "We do it so. _(your company's own)_" in topic or "We do it so (your company's own)." in topic
