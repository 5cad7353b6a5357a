import pytest

from bot.slack.quotation import MAX_LINE, quoted_lines, sections_of


def test_a_quotation_pings_and_formats_nothing_and_keeps_links():
    assert quoted_lines("<!here> *now* @channel\n\nhttps://example.com/a_b") == [
        "> &lt;!here&gt; \u2217now\u2217 @\u200bchannel",
        "> <https://example.com/a_b>",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://e.com/a, https://e.com/b.", "<https://e.com/a>, <https://e.com/b>.\u2060"),
        ("(https://e.com/a)", "(<https://e.com/a>)"),
        ("https://e.com/a_(b)!", "<https://e.com/a_(b)>!"),
        ("see:https://e.com/?a=1&b=2", "see:\u200b<https://e.com/?a=1&amp;b=2>"),
        ('"https://e.com/a"?', '"<https://e.com/a>"?'),
        ("<https://e.com/a>", "&lt;<https://e.com/a>&gt;"),
        ("https://!", "https:\u200b//!"),
        ("", "…"),
    ],
)
def test_an_address_is_a_link_without_the_punctuation_around_it(text: str, shown: str):
    assert quoted_lines(text) == [f"> {shown}"]


@pytest.mark.parametrize("text", ["x " * 1_000, "&" * 2_000, "https://e.com/" + "&" * 1_900, "😀" * 2_000, "a\n" * 999])
def test_nothing_of_a_long_text_is_left_out(text: str):
    lines = quoted_lines(text)
    assert all(len(line) <= MAX_LINE + 2 for line in lines)
    shown = "\n".join(block["text"]["text"] for block in sections_of(lines))
    assert shown == "\n".join(lines)
    assert "…" not in shown
    said = "".join(line.removeprefix("> ") for line in lines).replace("\u2060", "").replace("\u200b", "")
    assert said.replace("&amp;", "&").replace(" ", "") == text.replace(" ", "").replace("\n", "")
