import doctest
from typing import Any

import pytest
from samples.answers import TOPICS, aspect, fact, role, similarity, stake

from bot.answers import composed
from bot.answers.composed import (
    STAGES,
    advise_both_or_one,
    advise_which_first,
    compare_on_topic,
    compare_roles,
    name_owners,
    name_similarities,
    rank_roles,
    say_when_to_hire,
)
from bot.answers.models import Cell
from bot.knowledge.models import Role, Topic

TOPIC = {topic.id: topic for topic in TOPICS} | {
    "skills": Topic(id="skills", name="Skill set", question="Which skills?", of="role"),
    "tenure": Topic(id="tenure", name="Tenure", question="How long?", of="role"),
}


def executive(name: str, duty: str = "", need: str = "", stage: Any = None, **briefs: str) -> Role:
    """A role with what it is accountable for, when it is needed and hired, and the topics given."""
    topics = {topic: aspect(brief) for topic, brief in briefs.items()}
    return role(name, topics, accountable_for=duty or None, hire_when=need or None, hired_at=stage)


def cells(topic: str, *roles: Role) -> list[Cell]:
    found = [(each, each.topics.get(topic)) for each in roles]
    return [Cell(each, part.brief, part.facts) if part else Cell(each, None) for each, part in found]


def on_topic(topic: str, *roles: Role) -> str:
    return compare_on_topic(TOPIC[topic], cells(topic, *roles)).text


CMO = executive("CMO", "the brand, demand and positioning", "the brand needs an owner", "series_c")
CFO = executive("CFO", "cash and controls", "books outgrow the founder", "series_b")
CEO = executive("CEO", "results", "the company is founded", "founding")
CTO = executive("CTO", "technology", "nobody can build it", "founding")
BARE = (role("AAA"), role("BBB"), role("CCC"))


def test_the_examples_in_the_docstrings_are_true():
    tried = doctest.testmod(composed)
    assert tried.attempted >= 2
    assert tried.failed == 0


# Whole comparisons


def test_two_roles_are_compared_by_all_that_each_is_accountable_for():
    assert compare_roles([CMO, CFO]).text == (
        "The CMO is accountable for the brand, demand and positioning, and the CFO for cash and controls."
    )


def test_three_and_more_roles_are_compared_by_the_first_thing_that_each_is_accountable_for():
    assert compare_roles([CMO, CFO, CEO]).text == (
        "The CMO is accountable for the brand, the CFO for cash and the CEO for results."
    )
    assert compare_roles([CMO, CFO, CEO, CTO]).text == (
        "The CMO is accountable for the brand, the CFO for cash, the CEO for results and the CTO for technology."
    )


def test_roles_without_accountabilities_are_compared_by_their_focus():
    one, other = executive("AAA", focus="Brand, reach, price, place"), executive("BBB", "sales", focus="Revenue")
    assert compare_roles([one, other]).text == "The AAA focuses on brand, reach and price, and the BBB on revenue."
    third = executive("CCC", focus="Data and AI")
    assert compare_roles([one, other, third]).text == (
        "The AAA focuses on brand, the BBB on revenue and the CCC on data and AI."
    )


@pytest.mark.parametrize("number", [2, 3])
def test_roles_without_a_known_focus_are_described_by_the_summary_of_each(number: int):
    assert compare_roles(BARE[:number]).text == " ".join(each.summary for each in BARE[:number])


def test_the_sources_of_a_comparison_are_those_of_what_it_uses():
    one = role("AAA", {"focus": aspect("x", fact("x.", "S2"), fact("y.", "S3"))}, accountable_for="brand")
    other = role("BBB", {"focus": aspect("y", fact("x.", "S1", "S2"))}, accountable_for="cash")
    found = compare_roles([one, other])
    assert (found.sources, found.basis) == (("S2", "S1"), "inference")
    assert compare_roles(BARE).sources == ()


# One topic


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("focus", "The AAA focuses on brand, and the BBB on cash."),
        ("responsibilities", "The AAA is responsible for brand, and the BBB for cash."),
        ("metrics", "The AAA is measured on brand, and the BBB on cash."),
        ("stakeholders", "The AAA deals most with brand, and the BBB with cash."),
        ("collaboration", "The AAA works with brand, and the BBB with cash."),
        ("skills", "The AAA needs brand, and the BBB cash."),
        ("impact", "The AAA: brand; the BBB: cash."),
    ],
)
def test_two_roles_are_set_side_by_side_on_a_topic(topic: str, expected: str):
    assert on_topic(topic, executive("AAA", **{topic: "Brand"}), executive("BBB", **{topic: "Cash"})) == expected


def test_long_lists_are_cut_after_three_items_for_two_roles_and_after_one_for_more():
    roles = [executive(name, metrics=f"{name} growth, b, c, d; often e") for name in ("AAA", "BBB", "CCC")]
    assert on_topic("metrics", *roles[:2]) == (
        "The AAA is measured on AAA growth, b and c, and the BBB on BBB growth, b and c."
    )
    assert on_topic("metrics", *roles) == (
        "The AAA is measured on AAA growth, the BBB on BBB growth and the CCC on CCC growth."
    )


def test_a_comma_in_brackets_ends_no_item():
    roles = [executive(name, tenure="6.7 years (Fortune 500, 2022), on average, or so") for name in ("A", "B", "C")]
    assert on_topic("tenure", *roles).startswith("The A: 6.7 years (Fortune 500, 2022); the B: 6.7 years")


def test_the_short_answers_of_the_profiles_are_given_one_after_the_other_if_they_are_short_enough():
    def answered(name: str, words: int) -> Role:
        answer = fact(f"{name}{' word' * (words - 1)}.", "S3")
        return role(name, {"tenure": aspect("Brief", answer=answer)})

    assert on_topic("tenure", answered("AAA", 3), answered("BBB", 2)) == "AAA word word. BBB word."
    assert on_topic("tenure", answered("AAA", 30), answered("BBB", 30)) == "The AAA: brief; the BBB: brief."
    assert on_topic("tenure", answered("AAA", 3), executive("BBB", tenure="Long")) == "The AAA: brief; the BBB: long."


def test_a_topic_with_a_verb_of_its_own_is_set_side_by_side_even_if_the_profiles_have_short_answers():
    roles = [role(name, {"metrics": aspect("Reach", answer=fact(f"A {name} is busy."))}) for name in ("AAA", "BBB")]
    assert on_topic("metrics", *roles) == "The AAA is measured on reach, and the BBB on reach."


def test_roles_with_the_same_manager_share_a_sentence_that_names_them():
    roles = [
        executive("AAA", reporting_line="CEO in most companies"),
        executive("BBB", reporting_line="Usually the CEO"),
    ]
    assert on_topic("reporting_line", *roles) == "The AAA and the BBB usually report to the CEO."
    many = [executive(name, reporting_line="CEO") for name in ("A", "B", "C", "D", "E")]
    assert on_topic("reporting_line", *many[:3]) == "The A, the B and the C usually report to the CEO."
    assert on_topic("reporting_line", *many) == "All five usually report to the CEO."


def test_roles_with_different_managers_are_set_side_by_side():
    roles = [executive("AAA", reporting_line="CEO"), executive("BBB", reporting_line="Board of directors")]
    assert on_topic("reporting_line", *roles) == "The AAA reports to the CEO, and the BBB to the board of directors."
    roles = [executive("AAA", reporting_line="Usually a CTO; else CEO"), executive("BBB", reporting_line="CEO or COO")]
    assert on_topic("reporting_line", *roles) == "The AAA usually reports to a CTO, and the BBB to the CEO or COO."


def test_a_manager_that_is_no_title_is_set_side_by_side():
    roles = [executive("AAA", reporting_line="CEO"), executive("BBB", reporting_line="Disputed: 44% the CEO")]
    assert on_topic("reporting_line", *roles) == "The AAA: CEO; the BBB: disputed: 44% the CEO."


def test_roles_without_the_topic_are_named_as_not_covered():
    known = executive("AAA", metrics="Reach")
    assert on_topic("metrics", known, BARE[1]) == "The AAA is measured on reach. I don't cover it for the BBB."
    assert on_topic("metrics", known, *BARE[1:]).endswith("I don't cover it for the BBB or the CCC.")
    assert on_topic("metrics", *BARE[:2]) == "I don't cover “Metrics” for the AAA or the BBB yet."


def test_the_sources_on_a_topic_are_those_of_a_curated_side_or_of_the_profile_and_its_short_answer():
    answered = role("AAA", {"metrics": aspect("x", fact("x.", "S1"), answer=fact("y.", "S3"))})
    curated = Cell(role("BBB"), "Side", (fact("x.", "S1"),), ("S2",))
    found = compare_on_topic(TOPIC["metrics"], [*cells("metrics", answered), curated])
    assert found.sources == ("S3", "S1", "S2")


# Which first, and both or one


def test_of_two_roles_the_one_that_is_hired_earlier_comes_first_whichever_is_named_first():
    expected = "Usually the CFO: companies hire one around Series B, and a CMO around Series C."
    assert advise_which_first([CMO, CFO]).text == expected
    assert advise_which_first([CFO, CMO]).text == expected


def test_three_and_more_roles_are_ordered_by_stage_and_those_of_one_stage_are_alternatives():
    assert advise_which_first([CMO, CFO, CEO]).text == "Usually the CEO, then the CFO, then the CMO."
    assert advise_which_first([CMO, CTO, CFO, CEO]).text == "Usually the CTO or the CEO, then the CFO, then the CMO."


def test_every_stage_has_words_and_they_run_from_early_to_late():
    earlier = [executive(f"R{place}", stage=stage) for place, stage in enumerate(STAGES)]
    assert advise_which_first(earlier[::-1]).text == f"Usually {', then '.join(f'the {e.short}' for e in earlier)}."


def test_two_roles_of_the_same_stage_are_chosen_by_what_is_missing():
    assert advise_which_first([CEO, CTO]).text == (
        "It depends on what is missing: the CEO when the company is founded, the CTO when nobody can build it."
    )


@pytest.mark.parametrize("roles", [BARE[:2], BARE, (CEO, BARE[0]), (CEO, CTO, CEO)], ids=len)
def test_roles_whose_order_is_unknown_are_chosen_by_what_the_company_lacks(roles: tuple[Role, ...]):
    assert advise_which_first(roles).text == "It depends on which of the jobs your company lacks most today."


def test_a_company_needs_the_founding_role_first_and_the_other_when_its_time_comes():
    assert advise_both_or_one([CFO, CEO]).text == (
        "Yes, in time: a company starts with the CEO and adds the CFO when books outgrow the founder."
    )


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((CMO, CFO), "It depends on size: you need both once the brand and cash are each a full-time job."),
        ((CEO, CTO), "It depends on size: you need both once results and technology are each a full-time job."),
        (BARE[:2], "It depends on size: you need both once each is a full-time job."),
        ((CEO, BARE[0]), "It depends on size: you need both once each is a full-time job."),
        (
            (CMO, CFO, CEO),
            "Rarely all at once: start with the CEO, and add the others as each becomes a full-time job.",
        ),
        (
            BARE,
            "Rarely all at once: start with the one you lack most, and add the others as each becomes a full-time job.",
        ),
    ],
    ids=lambda each: None if isinstance(each, str) else "-".join(role.short for role in each),
)
def test_whether_both_are_needed_depends_on_size(roles: tuple[Role, ...], expected: str):
    assert advise_both_or_one(roles).text == expected


def test_the_sources_of_advice_are_those_of_when_each_is_first_hired():
    one = role("AAA", {"first_hire": aspect("x", fact("x.", "S2"))})
    other = role("BBB", {"first_hire": aspect("y", fact("y.", "S1"))})
    for compose in (advise_which_first, advise_both_or_one, say_when_to_hire):
        assert compose([one, other]).sources == ("S2", "S1")


# Ranks


def test_a_role_that_others_report_to_ranks_higher():
    chief = role("CEO", abbreviations=("CEO",))
    below = [executive(name, reporting_line="CEO, usually") for name in ("AAA", "BBB")]
    assert rank_roles([below[0], chief]).text == "The CEO ranks higher wherever the AAA reports to the CEO."
    assert rank_roles([*below, chief]).text == ("The CEO ranks higher wherever the AAA and the BBB report to the CEO.")


@pytest.mark.parametrize(("number", "nobody"), [(2, "Neither by rule: both"), (3, "None by rule: all")])
def test_roles_with_the_same_manager_are_not_ranked(number: int, nobody: str):
    roles = [executive(name, reporting_line="CEO") for name in ("AAA", "BBB", "CCC")]
    assert rank_roles(roles[:number]).text == f"{nobody} usually report to the CEO."


@pytest.mark.parametrize("roles", [BARE[:2], BARE, (executive("AAA", reporting_line="CEO"), BARE[1])], ids=len)
def test_roles_without_known_managers_are_not_ranked(roles: tuple[Role, ...]):
    assert rank_roles(roles).text.startswith("It depends on where each reports")


# When to hire, what is shared, who owns


def test_when_to_hire_is_said_for_every_role_that_says_it():
    assert say_when_to_hire([CMO]).text == "Hire a CMO when the brand needs an owner."
    assert say_when_to_hire([CMO, CFO, CEO]).text == (
        "Hire a CMO when the brand needs an owner, a CFO when books outgrow the founder "
        "and a CEO when the company is founded."
    )


def test_when_to_hire_falls_back_on_the_profiles_and_then_on_what_the_company_lacks():
    early, late = executive("AAA", first_hire="Early on"), executive("BBB", first_hire="Late")
    assert say_when_to_hire([early, late]).text == "Early on; Late."
    assert say_when_to_hire(BARE).text == "It depends on what your company lacks."


def test_what_roles_share_is_counted_and_the_first_three_are_named():
    items = [similarity(name, "x.") for name in ("Growth", "AI", "Trust", "Pace")]
    assert name_similarities(BARE[:2], items[:1]).text == "The AAA and the BBB have one thing in common: growth."
    assert name_similarities(BARE, items[:3]).text == (
        "The AAA, the BBB and the CCC have three things in common: growth, AI and trust."
    )
    assert name_similarities(BARE[:2], items).text == (
        "The AAA and the BBB have four things in common, among them growth, AI and trust."
    )
    assert name_similarities(BARE[:2], items).sources == ("S2",)


def test_roles_that_share_nothing_are_said_to_have_little_in_common():
    assert name_similarities(BARE[:2], []).text == (
        "The AAA and the BBB have little in common beyond the leadership team."
    )


ROLES = {each.id: each for each in BARE}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "It depends on the company."),
        ([("aaa", "decides")], "The AAA."),
        ([("aaa", "leads"), ("bbb", "consulted")], "The AAA."),
        ([("aaa", "decides"), ("bbb", "decides"), ("ccc", "leads")], "The AAA or the BBB, depending on the company."),
        ([("aaa", "consulted")], "No single role: the AAA has a say."),
        ([("aaa", "consulted"), ("bbb", "consulted")], "No single role: the AAA and the BBB have a say."),
    ],
)
def test_the_owner_of_a_thing_is_the_role_with_the_strongest_stake(parts: list[tuple[str, str]], expected: str):
    assert name_owners([stake(each, part, "x.") for each, part in parts], ROLES).text == expected


def test_the_owner_of_a_thing_is_marked_as_a_companys_own_statement():
    assert name_owners([stake("aaa", "decides", "x.", own=True)], ROLES).own
    assert not name_owners([stake("aaa", "decides", "x."), stake("bbb", "leads", "y.", own=True)], ROLES).own
