import pytest
from samples.answers import TODAY, ask, aspect, base, fact, pair, role, shipped, source

from bot.answers.answer import answer_question
from bot.answers.remarks import Remarks
from bot.answers.wording import refusal_text
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
    """The short view of the answer."""
    return render(ask(knowledge, kind, *roles, **more), width=width, bold=False, encoding=encoding)


def in_full(
    kind: str,
    *roles: str,
    knowledge: KnowledgeBase = KNOWN,
    width: int = 60,
    encoding: str = "utf-8",
    **more: str,
) -> str:
    """The whole answer."""
    found = ask(knowledge, kind, *roles, **more)
    return render(found, in_full=True, width=width, bold=False, encoding=encoding)


SHORT = """\
AAA vs BBB

They differ in this.

- Focus — AAA: Brand and reach; BBB: Revenue.

Sources: Title of S1, Publisher S1, undated
(opinion).

Everything on this: rolecall ask --full"""


def test_the_short_view_is_the_answer_what_decides_it_the_sources_and_how_to_see_everything():
    assert shown("compare", "aaa", "bbb", width=50) == SHORT


def test_an_answer_that_is_shown_as_a_whole_does_not_point_to_more():
    assert shown("role", "aaa", on="metrics").split("\n") == [
        "AAA: Metrics",
        "",
        "Reach.",
        "",
        "- Reach \u2014 it counts.",
        "",
        "Sources: Title of S1, Publisher S1, undated (opinion).",
    ]


def test_remarks_on_the_question_follow_the_answer():
    remarks = Remarks(unknown_sides=("pay",), facts=(("people", "30 people"),))
    text = render(ask(KNOWN, "compare", "aaa", "bbb"), remarks, width=100, bold=False, encoding="utf-8")
    unanswered = "I don't cover “pay”, so that part isn't answered."
    unused = "You said: 30 people. The answer doesn't take that into account."
    assert f"\n\n{unanswered}\n\n{unused}\n\n" in text


def test_a_long_line_of_the_short_view_is_wrapped_under_its_text():
    lines = shown("compare", "cmo", "cro", knowledge=shipped(), width=60).splitlines()
    assert any(line.startswith("- ") for line in lines)
    assert any(line.startswith("  ") for line in lines)


TABLE = """\
AAA vs BBB

They differ in this.

         AAA                  BBB
─────────────────────────────────────────────────
Focus    Brand and reach      Revenue

Metrics  Reach                Not covered: no
                              good source

Sources: Publisher S1, undated."""


def test_a_whole_comparison_is_a_table_with_a_column_for_each_role():
    assert in_full("compare", "aaa", "bbb", width=50) == TABLE


@pytest.mark.parametrize("width", [40, 60, 80, 120, 400])
def test_no_line_of_a_comparison_is_wider_than_the_terminal(width: int):
    for roles in (("cmo", "cro"), ("cmo", "cro", "cto"), tuple(shipped().roles)[:8]):
        for view in (shown, in_full):
            lines = view("compare", *roles, knowledge=shipped(), width=width).splitlines()
            assert max(map(len, lines)) <= width


def test_roles_too_many_for_columns_are_listed_topic_by_topic():
    lines = in_full("compare", *list(shipped().roles)[:8], knowledge=shipped(), width=80).splitlines()
    assert "Focus" in lines
    assert any(line.startswith("  CEO: ") for line in lines)


def test_facts_come_with_the_addresses_of_their_sources_unbroken():
    address = f"https://example.com/{'long-' * 20}"
    text = in_full("role", "aaa", knowledge=base(A, sources=[source("S1", address=address)]), width=40, on="metrics")
    assert text.endswith(f"Sources\n[1] Publisher S1, undated: Title of S1\n    {address}")
    assert "- Reach — it counts. [1]" in text


def test_a_source_without_an_address_is_named_alone():
    knowledge = base(A, sources=[source("S1", address=None)])
    assert in_full("role", "aaa", knowledge=knowledge, on="metrics").endswith("Sources\n[1] Publisher S1, undated")


def test_a_terminal_that_shows_bold_gets_its_title_in_bold_and_nothing_else_is_marked():
    text = render(ask(KNOWN, "role", "aaa"), width=60, bold=True, encoding="utf-8")
    assert text.startswith("\033[1mChief AAA Officer (AAA)\033[0m\n")
    assert text.count("\033") == 2
    assert "\033" not in shown("role", "aaa")


def test_a_terminal_with_few_characters_gets_plain_ones():
    text = "".join(
        view(*asked, encoding="ascii", **more)
        for view in (shown, in_full)
        for asked, more in ((("compare", "aaa", "bbb"), {}), (("role", "aaa"), {"on": "metrics"}))
    )
    assert text.isascii()
    assert "-----" in text
    assert "Reach - it counts." in text
    assert "?" not in text


def test_an_unknown_encoding_gets_plain_characters():
    assert shown("compare", "aaa", "bbb", encoding="no-such-thing").isascii()


def test_a_refusal_is_a_sentence_and_what_could_be_asked():
    reading = Reading(Intent("unknown"), 0.0, "test", (Option("CMO", Intent("role", ("aaa",))),), reason="a_person")
    assert render(answer_question(reading, KNOWN, TODAY), width=200, bold=False, encoding="utf-8") == (
        f"{refusal_text('a_person', '')}\nYou could ask: CMO."
    )


def test_a_composed_answer_and_an_old_one_say_so():
    old = role("OLD", {"focus": aspect("Past")}, reviewed="2025-03")
    for view in (shown, in_full):
        text = view("compare", "aaa", "old", knowledge=base(A, old), width=100)
        assert "\n\nPut together from the two role profiles.\n" in text
        assert "\n\nLast reviewed March 2025.\n" in text


def test_width_bold_and_encoding_default_to_those_of_the_terminal(capsys: pytest.CaptureFixture[str]):
    print(render(ask(KNOWN, "compare", "aaa", "bbb")))  # noqa: T201  # that is what it is for
    assert capsys.readouterr().out.startswith("AAA vs BBB\n")


def test_roles_without_any_topic_are_described_by_their_summaries():
    assert shown("compare", "one", "two", knowledge=base(role("ONE"), role("TWO"))).startswith(
        "ONE vs TWO\n\nThe ONE leads. The TWO leads."
    )
