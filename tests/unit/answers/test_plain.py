import pytest
from samples.answers import (
    TODAY,
    ask,
    aspect,
    base,
    choice,
    consideration,
    difference,
    fact,
    faq,
    pair,
    role,
    shipped,
    similarity,
    source,
    stake,
    thing,
)

from bot.answers.answer import answer_question
from bot.answers.models import FullAnswer
from bot.answers.plain import render_plain, render_summary
from bot.answers.summary import summarise
from bot.answers.titles import in_full
from bot.knowledge.base import KnowledgeBase
from bot.understanding.intents import Intent, Option, Reading

NOTED = aspect(
    "Reach",
    fact("One says so.", "S1", disputed=True),
    fact("All say so.", "S2"),
    fact("We think so.", "S1", basis="inference"),
)
A = role("AAA", {"focus": aspect("Brand"), "metrics": NOTED, "first_hire": aspect("Early", fact("Early.", "S1"))})
B = role("BBB", {"focus": aspect("Revenue"), "metrics": aspect("Deals", fact("Deals count.", "S3"))})
KNOWN = base(
    A,
    B,
    things=[
        thing("Pricing", stake("aaa", "decides", "Sets it.", basis="suggestion"), differs=(fact("Varies.", "S2"),))
    ],
    considerations=[consideration("Aim", choice("Brand", "role", "aaa"), choice("None", "neither", basis="inference"))],
    entries=[faq("fees", fact("A third.", "S2"), fact("Paid in parts.", "S1"))],
)


def rendered(kind: str, *roles: str, knowledge: KnowledgeBase = KNOWN, **more: str) -> tuple[str, ...]:
    return render_plain(ask(knowledge, kind, *roles, **more)).body


def test_a_comparison_is_its_answer_and_one_sentence_for_each_row():
    assert rendered("compare", "aaa", "bbb") == (
        "The AAA focuses on brand, and the BBB on revenue.",
        "Focus — AAA: Brand; BBB: Revenue.",
        "Metrics — AAA: Reach; BBB: Deals.",
        "First hired — AAA: Early; BBB: Not covered: no good source.",
    )


def test_one_topic_is_given_role_by_role_after_the_answer_with_facts_in_the_order_written():
    assert rendered("compare", "bbb", "aaa", on="metrics") == (
        "The BBB is measured on deals, and the AAA on reach.",
        "BBB: Deals.",
        "AAA: Reach.",
        "BBB in full:",
        "- Deals count. [1]",
        "AAA in full:",
        "- One says so. (disputed) [2]",
        "- All say so. [3]",
        "- We think so. (our reading) [2]",
    )


def test_statements_of_a_pair_cite_their_own_sources():
    both = pair(
        "aaa",
        "bbb",
        differences=(difference("D", "This", "That", "metrics"),),
        collaboration=(fact("They meet.", "S3"),),
        similarities=(similarity("Goal", "Growth."),),
    )
    knowledge = base(A, B, pairs=[both])
    assert "AAA: This [1]." in rendered("compare", "aaa", "bbb", on="metrics", knowledge=knowledge)
    assert "- They meet. [1]" in rendered("compare", "aaa", "bbb", on="collaboration", knowledge=knowledge)
    assert rendered("compare", "aaa", "bbb", on="similarities", knowledge=knowledge)[1:] == ("- Goal: Growth. [1]",)


def test_omitted_roles_are_named_in_both_views():
    many = [role(f"R{place}", {"focus": aspect("Work")}) for place in range(9)]
    ids, knowledge = [each.id for each in many], base(*many)
    for found in (render_plain(ask(knowledge, "compare", *ids)), first_view("compare", *ids, knowledge=knowledge)):
        assert "Not shown, because only eight roles fit side by side: R8." in found.notes


def test_roles_without_known_similarities_are_said_to_have_none():
    knowledge = base(role("ONE", level="vp"), role("TWO"))
    assert rendered("compare", "one", "two", on="similarities", knowledge=knowledge) == (
        "The ONE and the TWO have little in common beyond the leadership team.",
    )


def test_a_profile_is_its_summary_its_topics_and_its_other_names():
    named = role("AAA", {"focus": aspect("Brand")}, names=("head of a", "chief a"))
    assert rendered("role", "aaa", knowledge=base(named)) == (
        "The AAA leads.",
        "Focus — Brand.",
        "Also called head of a and chief a.",
    )


def test_a_topic_of_a_profile_is_its_answer_and_its_facts():
    assert rendered("role", "aaa", on="first_hire") == ("Early.", "- Early. [1]")
    assert rendered("role", "bbb", on="first_hire") == ("I don't cover “First hired” for the BBB yet.",)


def test_a_profile_lists_the_other_meanings_of_its_abbreviations():
    lines = rendered("role", "cro", knowledge=shipped())
    assert any(line.startswith("CRO can also stand for ") and " or " in line for line in lines)


def test_advice_lists_the_choices_with_their_reasons():
    assert rendered("advice", "aaa", on="first_hire") == (
        "Early.",
        "When the first AAA is hired:",
        "- Early. [1]",
        "To weigh, Aim: Aim?",
        "- Brand: AAA. It fits. [1]",
        "- None: not yet. It fits. (our reading) [1]",
    )


def test_many_choices_are_listed_without_their_reasons():
    many = consideration("Aim", *(choice(f"Aim {place}", "role", "aaa") for place in range(9)))
    lines = rendered("advice", "aaa", on="first_hire", knowledge=base(A, considerations=[many]))
    assert "- Aim 8: AAA [1]" in lines


def test_advice_without_content_says_what_it_depends_on():
    assert rendered("advice", "bbb", on="first_hire", knowledge=base(B)) == ("It depends on what your company lacks.",)


def test_ownership_names_each_stake_and_the_roles_asked_about_that_have_none():
    assert rendered("who_owns", "bbb", of="pricing") == (
        "The AAA.",
        "Decides — AAA: Sets it. (suggested) [1]",
        "Where companies differ:",
        "- Varies. [2]",
    )
    assert render_plain(ask(KNOWN, "who_owns", "bbb", of="pricing")).notes == (
        "I have nothing that gives the BBB a part in this.",
    )


def test_a_curated_question_is_its_answer_and_the_other_facts():
    assert rendered("faq", of="fees") == ("A third.", "- Paid in parts. [2]")


def test_the_directory_names_every_role_in_full_once():
    text = " ".join(rendered("directory", knowledge=shipped()))
    listed = [name for part in text.split(". ") for name in part.partition(": ")[2].split(", ")]
    for each in shipped().roles.values():
        assert sum(name.rstrip(".") in (each.title, in_full(each)) for name in listed) == 1, each.id
    assert "Chief of Staff (" not in text


def test_a_question_back_lists_the_readings():
    options = (
        Option("CPO (product)", Intent("role", ("cpo",)), (("cpo", "cpo"),)),
        Option("CPO (people)", Intent("role", ("chro",)), (("cpo", "chro"),)),
    )
    reading = Reading(Intent("unknown"), 0.5, "test", options, clarify=True, about="CPO")
    assert render_plain(answer_question(reading, KNOWN, TODAY)).body == (
        "“CPO” has several meanings: which one?",
        "- CPO (product)",
        "- CPO (people)",
    )


def test_a_question_back_about_words_with_one_meaning_does_not_say_that_they_have_several():
    options = (Option("CMO KPIs", Intent("role", ("aaa",), "metrics")), Option("CMO", Intent("role", ("aaa",))))
    reading = Reading(Intent("unknown"), 0.5, "test", options, clarify=True, about="CMO")
    assert render_plain(answer_question(reading, KNOWN, TODAY)).body[0] == ("About “CMO”: which of these do you mean?")


def test_help_says_first_what_people_ask_most():
    assert rendered("help")[:4] == (
        "Most people ask:",
        "- What does an AAA do? (one role in short)",
        "- Who owns pricing? (which role answers for something)",
        "- Which roles do you know? (everything I know about)",
    )


def test_an_overview_lists_each_publisher_once_and_counts_those_beyond_eight():
    line = render_plain(ask(shipped(), "compare", "ceo", "cfo")).sources
    names = line.removeprefix("Sources: ").split("; ")
    assert len(names) == len(set(names)) == 9
    assert names[-1].startswith("and ")


def test_facts_name_every_source_under_its_number():
    assert (
        render_plain(ask(KNOWN, "role", "aaa", on="metrics")).sources
        == "Sources: [1] Publisher S1, undated; [2] Publisher S2, undated."
    )


def test_a_composed_answer_says_that_it_is_composed():
    assert render_plain(ask(KNOWN, "compare", "aaa", "bbb")).notes == ("Put together from the two role profiles.",)


def test_a_stale_answer_says_when_it_was_last_reviewed():
    old = role("OLD", {"focus": aspect("Past")}, reviewed="2025-03")
    assert render_plain(ask(base(old), "role", "old")).notes == ("Last reviewed March 2025.",)


@pytest.mark.parametrize("kind", ["directory", "help", "unknown"])
def test_an_answer_without_evidence_has_no_sources_line(kind: str):
    found = render_plain(ask(KNOWN, kind))
    assert (found.notes, found.sources) == ((), "")


# The first view


def first_view(kind: str, *roles: str, remarks: tuple[str, ...] = (), knowledge: KnowledgeBase = KNOWN, **more: str):
    found = ask(knowledge, kind, *roles, **more)
    assert isinstance(found, FullAnswer)
    return render_summary(found, summarise(found), remarks)


def test_the_first_view_of_a_comparison_is_its_answer_and_a_line_for_each_contrast():
    assert first_view("compare", "aaa", "bbb").body == (
        "The AAA focuses on brand, and the BBB on revenue.",
        "- Metrics — AAA: Reach; BBB: Deals.",
        "- Focus — AAA: Brand; BBB: Revenue.",
    )


def test_the_first_view_of_a_profile_has_a_line_for_each_topic():
    assert first_view("role", "aaa").body == ("The AAA leads.", "- Metrics: Reach.", "- First hired: Early.")


def test_the_first_view_of_a_topic_has_its_statements_with_their_roles():
    assert first_view("compare", "bbb", "aaa", on="metrics").body == (
        "The BBB is measured on deals, and the AAA on reach.",
        "- BBB: Deals count.",
        "- AAA: One says so (disputed).",
    )


def test_the_first_view_names_its_sources_and_counts_the_others():
    assert first_view("faq", of="fees").sources == (
        "Sources: Title of S2, Publisher S2, undated (opinion); Title of S1, Publisher S1, undated (opinion)."
    )
    many = base(entries=[faq("fees", fact("So.", "S1", "S2", "S3"))], sources=[source(f"S{n}", "F") for n in range(4)])
    assert (
        first_view("faq", of="fees", knowledge=many).sources
        == "Sources: Title of S1, F, undated (opinion); and 2 more."
    )


def test_an_answer_without_sources_has_no_sources_line():
    assert first_view("faq", of="x", knowledge=base(entries=[faq("x", fact("So."))])).sources == ""


def test_remarks_come_before_the_notices():
    assert first_view("compare", "aaa", "bbb", remarks=("You also asked: Why?",)).notes == (
        "You also asked: Why?",
        "Put together from the two role profiles.",
    )
