from samples.answers import fact, source

from bot.answers.summary import Summary
from bot.knowledge.models import Source
from bot.slack.cards.first_view import sources_line
from bot.slack.cards.sources import fact_lines, paragraphs, small_print, source_lines
from bot.slack.message import Message

NUMBERS = {"S1": 1, "S2": 2}


def test_facts_are_bullets_with_their_notes_in_italics_and_their_numbers():
    facts = [fact("R&D counts.", "S2"), fact("We think so.", "S1", "S2", basis="inference")]
    assert fact_lines(facts, NUMBERS) == ["• R&amp;D counts. [2]", "• We think so. _(our reading)_ [1, 2]"]


def test_disputed_facts_are_marked_and_stay_in_the_order_written():
    facts = [fact("One.", disputed=True), fact("Agreed."), fact("Other.", disputed=True)]
    assert fact_lines(facts, {}) == ["• One. _(disputed)_", "• Agreed.", "• Other. _(disputed)_"]


def test_lines_are_spread_over_as_few_sections_as_possible():
    lines = ["x" * 1_400] * 5
    made = list(paragraphs(lines))
    assert [block["text"]["text"].count("x") for block in made] == [2_800, 2_800, 1_400]
    assert Message("text", made).blocks


def test_what_does_not_fit_into_the_last_section_is_counted():
    made = list(paragraphs(["x" * 1_400] * 9, most=2))
    assert [block["text"]["text"][-20:] for block in made] == ["x" * 20, "xxxxxx\n… and 5 more."]


def test_a_line_longer_than_a_section_is_clipped():
    [block] = paragraphs(["word " * 1_000])
    assert len(block["text"]["text"]) <= 3_000


def test_small_print_is_clipped_before_it_is_escaped_so_that_no_entity_is_cut():
    [element] = small_print("&" * 2_000)["elements"]
    assert element["text"] == "&amp;" * 499 + "…"


def test_sources_are_numbered_links():
    [line] = source_lines([source("S1", "A & B"), source("S2", "C", address=None)], overview=False)
    assert line == "Sources: [1] <https://example.com/S1|A &amp; B, undated>; [2] C, undated."


def test_an_overview_lists_each_publisher_once_and_counts_those_beyond_eight():
    pages = [source(f"S{place}", f"P{place % 10}") for place in range(20)]
    [line] = source_lines(pages, overview=True)
    assert line.startswith("Sources: <https://example.com/S0|P0, undated>; <https://example.com/S1|P1, undated>; ")
    assert line.endswith("|P7, undated>; and 2 more, named under each topic.")


def long_pages(number: int) -> list[Source]:
    return [source(f"S{place}", "Publisher", address=f"https://example.com/{'x' * 300}") for place in range(number)]


def test_sources_that_do_not_fit_in_one_line_continue_in_the_next():
    lines = source_lines(long_pages(20), overview=False)
    assert len(lines) == 3
    assert max(map(len, lines)) <= 3_000
    assert lines[-1].startswith("[17] <")
    assert lines[-1].endswith("|Publisher, undated>.")


def test_sources_beyond_four_lines_are_counted():
    lines = source_lines(long_pages(60), overview=False)
    shown = sum(line.count("<https://") for line in lines)
    assert len(lines) == 4
    assert lines[-1].endswith(f"; and {60 - shown} more.")


def summary_with(number: int, further: int = 0) -> Summary:
    """The first view of an answer with this number of sources that have long addresses."""
    pages = [source(f"S{place}", "Firm", address=f"https://example.com/{'&' * 300}") for place in range(number)]
    return Summary("Title", "So.", (), (), tuple(pages), further, is_whole=False)


def test_the_sources_of_a_first_view_that_do_not_fit_in_a_block_are_counted_with_those_of_the_full_view():
    line = sources_line(summary_with(5, further=4))
    assert 0 < len(line) <= 3_000
    shown = line.count("<https://")
    assert 0 < shown < 5
    assert line.endswith(f" · {9 - shown} more sources")


def test_a_first_view_without_sources_has_no_line_for_them():
    assert sources_line(summary_with(0)) == ""
