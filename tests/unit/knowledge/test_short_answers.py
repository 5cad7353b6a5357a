"""The checks of the sentences that answer: their length, and that they make sense alone."""

from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, changed, write

from bot.knowledge.short_answers import MAX_ANSWER_WORDS, MAX_BRIEF_WORDS

TOPIC, THING, PAIR, QUESTION = "roles/cmo.yml", "ownership.yml", "pairs/cmo-cro.yml", "faq/first.yml"
COMPANY = "knowledge.yml"

Passage = tuple[str, str, str, int]
"""A file of the small folder, a passage in it, what to put there (`{}` for the words), and the line of those words."""

ANSWERS: dict[str, Passage] = {
    "of a topic": (TOPIC, "    facts:\n", "    answer:\n      text: {}\n      sources: [S1]\n    facts:\n", 14),
    "of a thing": (THING, "    stakes:\n", "    answer: {{text: {}, sources: [S1]}}\n    stakes:\n", 5),
    "of a question": (QUESTION, "text: It depends on the stage.", "text: {}", 7),
    "on which comes first": (PAIR, "text: Revenue comes first.", "text: {}", 16),
    "on both or one": (PAIR, "which_first:\n", "both_or_one:\n  - {{text: {}, sources: [S1]}}\nwhich_first:\n", 16),
    "on importance": (PAIR, "which_first:\n", "importance:\n  - {{text: {}, sources: [S1]}}\nwhich_first:\n", 16),
}
FIRST_STATEMENTS: dict[str, Passage] = {
    "on a topic": (TOPIC, "text: The CMO is measured on awareness.", "text: {}", 14),
    "on how companies differ": (THING, "    reviewed", "    differs: [{{text: {}, sources: [S1]}}]\n    reviewed", 14),
    "on collaboration": (PAIR, "which_first:\n", "collaboration:\n  - {{text: {}, sources: [S1]}}\nwhich_first:\n", 16),
    "on who decides": (PAIR, "which_first:\n", "decides:\n  - {{text: {}, sources: [S1]}}\nwhich_first:\n", 16),
}
HEADINGS: dict[str, Passage] = {
    "summary": (TOPIC, "summary: Leads marketing.", "summary: {}", 5),
    "headline": (PAIR, "headline: One makes known, the other sells.", "headline: {}", 2),
}
CELLS: dict[str, Passage] = {
    "brief": (TOPIC, "brief: Awareness", "brief: {}", 12),
    "cro": (PAIR, "      cro: Revenue", "      cro: {}", 9),
}


def words(count: int) -> str:
    """A text of this many words."""
    return " ".join(["Word", *["word"] * (count - 1)])


def problems_with(folder: Path, passage: Passage, text: str, *, own: bool = False) -> list[str]:
    """The problems of the small folder with the text in this passage; `own` makes all of it a company's own."""
    name, old, new, _ = passage
    files = changed(name, old, new.format(text))
    return assembled(write(folder, {**files, COMPANY: "standalone: true\n"} if own else files))[1]


@pytest.mark.parametrize("passage", ANSWERS.values(), ids=ANSWERS)
def test_a_short_answer_over_the_limit_is_reported_at_its_line(tmp_path: Path, passage: Passage):
    assert problems_with(tmp_path, passage, words(MAX_ANSWER_WORDS)) == []
    assert problems_with(tmp_path, passage, words(MAX_ANSWER_WORDS + 1)) == [
        f"{passage[0]}:{passage[3]}: the short answer has 31 words; shorten it to at most 30"
    ]


@pytest.mark.parametrize("passage", FIRST_STATEMENTS.values(), ids=FIRST_STATEMENTS)
def test_a_first_statement_that_is_no_short_answer_may_be_longer(tmp_path: Path, passage: Passage):
    assert problems_with(tmp_path, passage, words(MAX_ANSWER_WORDS + 1)) == []


def test_only_the_first_statement_of_an_answer_has_to_be_short_and_stand_alone(tmp_path: Path):
    later = f"text: It depends on the stage.\n        sources: [S1]\n      - text: They {words(60)}"
    assert assembled(write(tmp_path, changed(QUESTION, "text: It depends on the stage.", later)))[1] == []


@pytest.mark.parametrize("key", HEADINGS)
def test_a_summary_or_a_headline_over_the_limit_is_reported_at_its_line(tmp_path: Path, key: str):
    passage = HEADINGS[key]
    assert problems_with(tmp_path, passage, words(MAX_ANSWER_WORDS)) == []
    assert problems_with(tmp_path, passage, words(MAX_ANSWER_WORDS + 1)) == [
        f'{passage[0]}:{passage[3]}: "{key}" has 31 words; shorten it to at most 30'
    ]


@pytest.mark.parametrize("key", CELLS)
def test_a_table_cell_over_the_limit_is_reported_at_its_line(tmp_path: Path, key: str):
    passage = CELLS[key]
    assert problems_with(tmp_path, passage, words(MAX_BRIEF_WORDS)) == []
    assert problems_with(tmp_path, passage, words(MAX_BRIEF_WORDS + 1)) == [
        f'{passage[0]}:{passage[3]}: "{key}" has 13 words; shorten it to at most 12, for a table cell'
    ]


LEANING = {
    "The CRO also decides.": "also",
    "In that poll most said so.": "In that",
    "Most said so in that survey.": "in that",
    "What that study found holds.": "that study",
    "Hire such a leader early.": "such a",
    "Hire the other later.": "the other",
    "The rest can wait.": "The rest",
    "Hire a VP Sales instead.": "instead",
    "By contrast, a CMO plans over years.": "By contrast",
    "It is rarely worth it.": "It",
    "They report to the CEO.": "They",
    "This is rare.": "This",
    "Both are common.": "Both",
    "In others a CRO decides.": "In others",
}


@pytest.mark.parametrize("passage", [*ANSWERS.values(), *FIRST_STATEMENTS.values()], ids=[*ANSWERS, *FIRST_STATEMENTS])
def test_a_first_statement_that_leans_on_another_is_reported_at_its_line(tmp_path: Path, passage: Passage):
    assert problems_with(tmp_path, passage, "They report to the CEO.") == [
        f'{passage[0]}:{passage[3]}: "They" refers to another statement, but this one is read alone; reword it'
    ]


@pytest.mark.parametrize("text", LEANING)
def test_the_words_that_lean_are_named(tmp_path: Path, text: str):
    (problem,) = problems_with(tmp_path, ANSWERS["of a question"], f'"{text}"')
    assert f'"{LEANING[text]}" refers to another statement' in problem


@pytest.mark.parametrize(
    "text",
    [
        "It depends on the stage.",
        "A CMO and a CRO report to the CEO, and it works.",
        "Usually they are peers.",
        "Hire both once each is a full-time job.",
        "No, in the companies that pay most it is rare.",
    ],
)
def test_a_statement_that_makes_sense_alone_is_accepted(tmp_path: Path, text: str):
    assert problems_with(tmp_path, ANSWERS["of a question"], f'"{text}"') == []


@pytest.mark.parametrize(
    "passage",
    [*ANSWERS.values(), *FIRST_STATEMENTS.values(), *HEADINGS.values(), *CELLS.values()],
    ids=[*ANSWERS, *FIRST_STATEMENTS, *HEADINGS, *CELLS],
)
def test_what_a_company_says_of_itself_may_be_long_and_lean_on_its_neighbours(tmp_path: Path, passage: Passage):
    text = f"They {words(MAX_ANSWER_WORDS)}"
    assert problems_with(tmp_path / "ours", passage, text, own=True) == []
    assert problems_with(tmp_path / "shipped", passage, text) != []


def test_a_companys_folder_is_exempt_but_not_what_it_lies_over(tmp_path: Path):
    below = write(tmp_path / "below", changed(PAIR, "      cro: Revenue", f"      cro: {words(13)}"))
    ours = {
        TOPIC: f"summary: {words(31)}\ntopics:\n  metrics:\n    extend: true\n    brief: {words(13)}\n",
        PAIR: f"headline: {words(31)}\n",
    }
    assert assembled(below, write(tmp_path / "above", ours))[1] == [
        'pairs/cmo-cro.yml:9: "cro" has 13 words; shorten it to at most 12, for a table cell'
    ]


def test_a_statement_that_a_company_takes_from_a_source_is_checked_like_any_other(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    ours = f"which_first:\n  - {{text: {words(31)}, own: false, sources: [S1]}}\n"
    assert assembled(below, write(tmp_path / "above", {PAIR: ours}))[1] == [
        "pairs/cmo-cro.yml:2: the short answer has 31 words; shorten it to at most 30"
    ]
