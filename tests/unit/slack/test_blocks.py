import pytest
from slack_sdk.models.blocks import Block

from bot.slack import blocks
from bot.slack.message import Message

OPTIONS = [blocks.option(f"Line {place}", f"value {place}") for place in range(3)]
EVERY = [
    blocks.header("Title"),
    blocks.section("*Words*"),
    blocks.section("Words", blocks.overflow("more", OPTIONS)),
    blocks.fields_section(["one", "two"]),
    blocks.fields_section(["one", "two"], "*Heading*"),
    blocks.context("small", "print"),
    blocks.divider(),
    blocks.actions([blocks.button("Press", "ask:0", "value")]),
    blocks.actions([blocks.button("Delete", "drop", "value", "danger")]),
    blocks.actions([blocks.button("Next", "full", "value", "primary")]),
    blocks.actions([blocks.static_select("topic", "Choose", [("Only", OPTIONS)])]),
    blocks.actions([blocks.static_select("topic", "Choose", [("One", OPTIONS), ("Other", OPTIONS)])]),
    blocks.table(["Topic", "CMO"], [["Focus", "Brand"]]),
]


@pytest.mark.parametrize("block", EVERY, ids=lambda block: block["type"])
def test_every_block_equals_what_slack_sdk_builds(block: dict):
    parsed = Block.parse(block)
    assert parsed
    assert parsed.to_dict() == block


def test_every_block_passes_the_checks_of_a_message():
    assert Message("text", EVERY).blocks == tuple(EVERY)


@pytest.mark.parametrize(
    ("built", "limit"),
    [
        (blocks.header("word " * 100)["text"], 150),
        (blocks.button("word " * 100, "a", "v")["text"], 75),
        (blocks.option("word " * 100, "v")["text"], 75),
        (blocks.option_group("word " * 100, OPTIONS)["label"], 75),
        (blocks.static_select("a", "word " * 100, [("g", OPTIONS)])["placeholder"], 150),
    ],
)
def test_a_label_that_is_too_long_is_clipped_between_words(built: dict[str, str], limit: int):
    assert len(built["text"]) <= limit
    assert built["text"].endswith("word…")


def test_a_heading_of_two_columns_stands_above_them_in_the_same_block():
    assert blocks.fields_section(["one"], "*Heading*")["text"] == {"type": "mrkdwn", "text": "*Heading*"}
    assert "text" not in blocks.fields_section(["one"])


def test_a_menu_with_one_group_has_no_labels():
    assert "option_groups" not in blocks.static_select("a", "Choose", [("Only", OPTIONS)])


def test_the_first_row_and_column_of_a_table_are_bold_and_every_column_wraps():
    built = blocks.table(["Topic", "CMO"], [["Focus", "Brand"]])
    assert [[cell["type"] for cell in row] for row in built["rows"]] == [["rich_text"] * 2, ["rich_text", "raw_text"]]
    assert built["column_settings"] == [{"is_wrapped": True}] * 2
