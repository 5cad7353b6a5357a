from datetime import date

from samples.answers import TODAY, ask, aspect, base, difference, fact, faq, pair, role, source

from bot.answers.memo import Memo, memo_of
from bot.answers.models import FullAnswer
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Figure

FIGURE = Figure(year="2025", of="US leaders", measure="share")
FEES = faq(
    "Which fees are usual",
    fact("A third of the first year", "S1"),
    fact("It is 65%.", "S2", figure=FIGURE, disputed=True),
    fact("It is paid in parts.", "S1"),
)
PAGES = (source("S1", "A firm", year="2024", kind="study"), source("S2", "B firm", address=None, strength="vendor"))


def memo(knowledge: KnowledgeBase, kind: str, *roles: str, **more: str) -> Memo:
    found = ask(knowledge, kind, *roles, **more)
    assert isinstance(found, FullAnswer)
    return memo_of(found, TODAY)


def test_a_memo_has_title_answer_reasons_sources_and_date():
    found = memo(base(entries=[FEES], sources=PAGES), "faq", of=FEES.id)
    assert (found.title, found.name) == ("Which fees are usual?", "which-fees-are-usual")
    assert found.markdown.split("\n") == [
        "# Which fees are usual?",
        "",
        "A third of the first year.",
        "",
        "## What decides it",
        "",
        "- It is 65% (B firm, 2025, US leaders; disputed).",
        "- It is paid in parts.",
        "",
        "## Sources",
        "",
        "- Title of S1, A firm, 2024 (study): https://example.com/S1",
        "- Title of S2, B firm, undated (opinion)",
        "",
        "Rolecall, 20 November 2026",
    ]


def test_a_memo_of_an_answer_alone_has_no_empty_parts():
    found = memo(base(entries=[faq("fees", fact("A third.", basis="suggestion"))]), "faq", of="fees")
    assert found.markdown == "# fees?\n\nA third.\n\nRolecall, 20 November 2026"


def test_the_reasons_of_a_comparison_are_its_contrasts_role_by_role():
    one, other = role("AAA", {"focus": aspect("Brand")}), role("BBB", {"focus": aspect("Revenue")})
    curated = pair("aaa", "bbb", differences=(difference("Temper", "Patient", "Brisk"),))
    text = memo(base(one, other, pairs=[curated]), "compare", "aaa", "bbb").markdown
    assert "\n\nThey differ in this.\n" in text
    assert "\n- Temper: AAA: Patient; BBB: Brisk.\n" in text


def test_the_reasons_of_a_profile_are_its_topics():
    text = memo(base(role("AAA", {"metrics": aspect("Reach")})), "role", "aaa").markdown
    assert "\n- Metrics: Reach.\n" in text


def test_a_line_keeps_its_label():
    one, other = (
        role("AAA", {"focus": aspect("x", fact("Brands."))}),
        role("BBB", {"focus": aspect("y", fact("Sells."))}),
    )
    text = memo(base(one, other), "compare", "aaa", "bbb", on="focus").markdown
    assert "\n- AAA: Brands.\n- BBB: Sells.\n" in text


def test_every_source_is_listed_even_those_that_a_card_only_counts():
    pages = [source(f"S{place}", f"Firm {place}") for place in range(9)]
    knowledge = base(entries=[faq("fees", fact("A third.", *(each.id for each in pages)))], sources=pages)
    assert memo(knowledge, "faq", of="fees").markdown.count("https://example.com/") == 9


def test_each_notice_is_a_paragraph_before_the_date():
    old = [role(name, {"focus": aspect("Past")}, reviewed="2025-03") for name in ("AAA", "BBB")]
    text = memo(base(*old), "compare", "aaa", "bbb").markdown
    assert text.endswith(
        "\n\nPut together from the two role profiles.\n\nLast reviewed March 2025.\n\nRolecall, 20 November 2026"
    )


def test_the_name_of_the_file_has_letters_digits_and_hyphens_only():
    odd = faq("x", fact("So."), ask=("R&D: who's in/out? 50% (or more)",))
    assert memo(base(entries=[odd]), "faq", of="x").name == "r-d-who-s-in-out-50-or-more"


def test_the_date_is_the_day_of_the_memo():
    found = ask(base(entries=[FEES]), "faq", of=FEES.id)
    assert isinstance(found, FullAnswer)
    assert memo_of(found, date(2027, 1, 2)).markdown.endswith("Rolecall, 2 January 2027")
