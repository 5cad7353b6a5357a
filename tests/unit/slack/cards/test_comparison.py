from samples.answers import aspect, base, controls, difference, fact, pair, role, shipped, show, visible_text

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


def test_a_comparison_has_a_heading_a_headline_one_table_and_controls():
    message = show(KNOWN, "compare", "aaa", "bbb")
    assert kinds(message) == ["header", "section", "table", "actions", "context"]
    assert message.blocks[0]["text"]["text"] == "AAA vs BBB"
    assert message.blocks[1]["text"]["text"] == "AAA &lt; BBB."


def test_the_table_has_a_column_for_each_role_and_a_row_for_each_topic():
    assert rows(show(KNOWN, "compare", "aaa", "bbb")) == [
        ["Topic", "AAA", "BBB"],
        ["Focus", "R&D", "Sales"],
        ["Metrics", "This", "That"],
        ["Impact", "Not covered: no good source", "Much (our reading)"],
    ]


def test_a_composed_comparison_says_so_first():
    message = show(base(A, B), "compare", "aaa", "bbb")
    assert message.blocks[1]["elements"][0]["text"].startswith("Composed from the two profiles")
    assert "Composed from the two profiles" in message.text


def test_one_topic_is_shown_role_by_role_instead_of_in_a_table():
    message = show(KNOWN, "compare", "aaa", "bbb", on="metrics")
    assert kinds(message) == ["header", "section", "section", "section", "actions", "context"]
    assert message.blocks[2]["text"]["text"] == "*AAA*: This [1]\n• Reach &amp; more. [2]\n• So. [1]"
    assert message.blocks[3]["text"]["text"] == "*BBB*: That [1]"


def test_disputed_facts_are_listed_under_a_line_that_says_so():
    said = visible_text(show(KNOWN, "compare", "aaa", "bbb", on="collaboration"))
    assert "*How the two work together*\n• Agreed. [2]\n*Sources differ:*\n• One view. [1]" in said


def test_a_second_difference_on_the_topic_follows_the_first():
    twice = pair("aaa", "bbb", differences=(difference("A", "a", "b", "focus"), difference("B", "c", "d", "focus")))
    message = show(base(A, B, pairs=[twice]), "compare", "aaa", "bbb", on="focus")
    assert message.blocks[2]["text"]["text"].startswith("*AAA*: a [1]\nc [1]\n• ")


def test_the_menu_and_the_buttons_ask_follow_up_questions():
    found = controls(show(KNOWN, "compare", "aaa", "bbb"))
    assert [decode(option["value"]).topic for option in found["topic"]["options"]] == ["focus", "metrics", "impact"]
    assert decode(found["share"]["value"]) == Intent("compare", ("aaa", "bbb"))
    assert [found[f"ask:{place}"]["text"]["text"] for place in range(3)] == [
        "What they share",
        "Which first?",
        "Both or one?",
    ]


def test_roles_beyond_the_eighth_are_named_as_left_out():
    many = [role(f"R{place}", {"focus": aspect("Work")}) for place in range(9)]
    message = show(base(*many), "compare", *(each.id for each in many))
    assert "Left out, because no more fit side by side: R8." in visible_text(message)
    assert "R8" in message.text


def test_roles_without_topics_have_no_table():
    message = show(base(role("ONE"), role("TWO")), "compare", "one", "two")
    assert "table" not in kinds(message)
    assert "The ONE leads. The TWO leads." in message.text


def test_the_sources_are_links_with_each_publisher_once():
    message = show(shipped(), "compare", "cmo", "cro")
    line = message.blocks[-1]["elements"][0]["text"]
    assert line.startswith("Sources: <https://")
    assert line.count("<https://") <= 8
    assert "more, named under each topic." in line


def test_the_text_has_every_row_as_a_complete_sentence():
    message = show(shipped(), "compare", "cmo", "cro")
    for row in rows(message)[1:]:
        sentence = f"{row[0]} — CMO: {row[1]}; CRO: {row[2]}."
        assert sentence.replace("&", "&amp;") in message.text


def test_a_text_that_is_too_long_loses_whole_lines_and_keeps_its_sources():
    message = show(shipped(), "compare", *list(shipped().roles)[:8])
    assert "(Shortened by " in message.text
    assert "\nSources: " in message.text
    assert all(line.endswith((".", ".)", "ISO")) or " vs " in line for line in message.text.splitlines())


def test_a_stale_entry_shows_when_it_was_last_reviewed():
    old = role("OLD", {"focus": aspect("Past")}, reviewed="2025-03")
    message = show(base(A, old), "compare", "aaa", "old")
    assert "Last reviewed March 2025." in visible_text(message)
    assert "Last reviewed March 2025." in message.text


def test_a_companys_own_statements_are_marked():
    ours = role("OUR", {"focus": aspect("Our way", fact("We do it so.", own=True))})
    assert rows(show(base(A, ours), "compare", "aaa", "our"))[1][2] == "Our way (your company's own)"
    assert "We do it so. _(your company's own)_" in visible_text(
        show(base(A, ours), "compare", "aaa", "our", on="focus")
    )
