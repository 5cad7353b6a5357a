import pytest
from samples.answers import TODAY, ask, aspect, base, fact, pair, role, shipped, source

from bot.answers.answer import answer_question
from bot.knowledge.base import KnowledgeBase
from bot.terminal import render
from bot.understanding.intents import Intent, Option, Reading

A = role("AAA", {"focus": aspect("Brand and reach"), "metrics": aspect("Reach", fact("Reach \u2014 it counts.", "S1"))})
B = role("BBB", {"focus": aspect("Revenue")})
KNOWN = base(A, B, pairs=[pair("aaa", "bbb")])


def shown(
    kind: str,
    *roles: str,
    knowledge: KnowledgeBase = KNOWN,
    width: int = 60,
    encoding: str = "utf-8",
    **more: str,
) -> str:
    return render(ask(knowledge, kind, *roles, **more), width=width, bold=False, encoding=encoding)


TABLE = """\
AAA vs BBB

They differ in this.

         AAA                  BBB
─────────────────────────────────────────────────
Focus    Brand and reach      Revenue

Metrics  Reach                Not covered: no
                              good source

Sources: Publisher S1."""


def test_a_comparison_is_a_table_with_a_column_for_each_role():
    assert shown("compare", "aaa", "bbb", width=50) == TABLE


@pytest.mark.parametrize("width", [40, 60, 80, 120, 400])
def test_no_line_of_a_comparison_is_wider_than_the_terminal(width: int):
    for roles in (("cmo", "cro"), ("cmo", "cro", "cto"), tuple(shipped().roles)[:8]):
        lines = shown("compare", *roles, knowledge=shipped(), width=width).splitlines()
        assert max(map(len, lines)) <= width


def test_roles_too_many_for_columns_are_listed_topic_by_topic():
    lines = shown("compare", *list(shipped().roles)[:8], knowledge=shipped(), width=80).splitlines()
    assert "Focus" in lines
    assert any(line.startswith("  CEO: ") for line in lines)


def test_facts_come_with_the_addresses_of_their_sources_unbroken():
    text = shown("role", "cmo", knowledge=shipped(), width=40, on="metrics")
    assert "\n    https://www.mahdlo.net/blog/cmo-vs-cros" in text
    assert "[1] " in text


def test_a_source_without_an_address_is_named_alone():
    knowledge = base(A, sources=[source("S1", address=None)])
    assert shown("role", "aaa", knowledge=knowledge, on="metrics").endswith("Sources\n[1] Publisher S1")


def test_a_terminal_that_shows_bold_gets_its_title_in_bold_and_nothing_else_is_marked():
    text = render(ask(KNOWN, "role", "aaa"), width=60, bold=True, encoding="utf-8")
    assert text.startswith("\033[1mChief AAA Officer (AAA)\033[0m\n")
    assert text.count("\033") == 2
    assert "\033" not in shown("role", "aaa")


def test_a_terminal_with_few_characters_gets_plain_ones():
    text = shown("compare", "aaa", "bbb", encoding="ascii") + shown("role", "aaa", on="metrics", encoding="ascii")
    assert text.isascii()
    assert "-----" in text
    assert "Reach - it counts." in text
    assert "?" not in text.replace("How is success measured?", "")


def test_an_unknown_encoding_gets_plain_characters():
    assert shown("compare", "aaa", "bbb", encoding="no-such-thing").isascii()


def test_a_refusal_is_a_sentence_and_what_could_be_asked():
    reading = Reading(Intent("unknown"), 0.0, "test", (Option("CMO", Intent("role", ("aaa",))),), reason="a_person")
    assert render(answer_question(reading, KNOWN, TODAY), width=200, bold=False, encoding="utf-8") == (
        "I know roles, not the people who hold them, so I cannot say anything of a person.\nYou could ask: CMO."
    )


def test_a_composed_answer_and_an_old_one_say_so():
    old = role("OLD", {"focus": aspect("Past")}, reviewed="2025-03")
    text = shown("compare", "aaa", "old", knowledge=base(A, old), width=100)
    assert "\n\nComposed from the two profiles, not from a source that compares them.\n" in text
    assert "\n\nLast reviewed March 2025.\n" in text


def test_width_bold_and_encoding_default_to_those_of_the_terminal(capsys: pytest.CaptureFixture[str]):
    print(render(ask(KNOWN, "compare", "aaa", "bbb")))  # noqa: T201  # that is what it is for
    assert capsys.readouterr().out.startswith("AAA vs BBB\n")


def test_roles_without_any_topic_are_described_by_their_summaries():
    assert shown("compare", "one", "two", knowledge=base(role("ONE"), role("TWO"))).startswith(
        "ONE vs TWO\n\nThe ONE leads. The TWO leads."
    )
