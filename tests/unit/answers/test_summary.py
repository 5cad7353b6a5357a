import pytest
from samples.answers import (
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
    similarity,
    source,
    stake,
    thing,
)

from bot.answers.models import FullAnswer
from bot.answers.summary import MAX_WORDS, Summary, count_words, summarise
from bot.answers.wording import source_label
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Fact


def summary_of(knowledge: KnowledgeBase, kind: str, *roles: str, **more: str) -> Summary:
    found = ask(knowledge, kind, *roles, **more)
    assert isinstance(found, FullAnswer)
    return summarise(found)


def faq_summary(*facts: Fact, **more: object) -> Summary:
    """The first view of a curated question with these facts after its short answer."""
    return summary_of(base(entries=[faq("fees", fact("A third.", "S1"), *facts)], **more), "faq", of="fees")


def texts(summary: Summary) -> list[str]:
    return [line.text for line in summary.lines]


def sentence(words: int, opening: str = "So") -> str:
    return f"{opening}{' word' * (words - 1)}."


# Which statements fit


def test_the_answer_comes_with_the_title_and_is_no_line_itself():
    found = faq_summary(fact("It is paid in parts.", "S2"))
    assert (found.title, found.answer, texts(found)) == ("fees?", "A third.", ["It is paid in parts."])


def test_at_most_four_statements_are_shown_in_the_order_written():
    found = faq_summary(*(fact(f"Number {place}.") for place in range(6)))
    assert texts(found) == ["Number 0.", "Number 1.", "Number 2.", "Number 3."]


def test_a_disputed_statement_is_marked_where_it_was_written():
    found = faq_summary(fact("One view.", "S1", disputed=True), fact("Agreed.", "S2"))
    assert texts(found) == ["One view (disputed).", "Agreed."]


def test_a_statement_that_does_not_fit_is_passed_over_for_a_shorter_one():
    found = faq_summary(fact("One."), fact("Two."), fact(sentence(MAX_WORDS)), fact("Four."))
    assert texts(found) == ["One.", "Two.", "Four."]


def test_the_first_two_statements_are_shown_however_long_they_are():
    long = [fact(sentence(MAX_WORDS, opening)) for opening in ("One", "Two", "Three")]
    assert texts(faq_summary(*long)) == [long[0].text, long[1].text]


@pytest.mark.parametrize("size", range(2, 26))
def test_a_summary_with_its_sources_stays_within_its_words(size: int):
    facts = [fact(sentence(size), f"S{place}") for place in range(1, 9)]
    pages = [source(f"S{place}", "A firm of advisers", year=f"20{place:02}") for place in range(1, 9)]
    found = faq_summary(*facts, sources=pages)
    shown = [found.title, found.answer, *texts(found), *map(source_label, found.sources)]
    assert found.sources
    assert sum(map(count_words, shown)) <= MAX_WORDS


# Sources


def test_at_most_five_sources_are_shown_and_the_others_are_counted():
    pages = [source(f"S{place}", f"Firm{place}", title="Title") for place in range(1, 9)]
    found = faq_summary(fact("So.", *(each.id for each in pages)), sources=pages)
    assert [each.id for each in found.sources] == ["S1", "S2", "S3", "S4", "S5"]
    assert found.further_sources == 3


def test_the_source_of_the_answer_comes_first_then_the_strongest_and_equal_ones_keep_their_order():
    strengths = ("vendor", "practitioner", "thin", "official", "practitioner")
    pages = [source(f"S{place}", f"Firm{place}", strength=each, title="T") for place, each in enumerate(strengths, 1)]
    found = faq_summary(fact("So.", *(each.id for each in pages)), sources=pages)
    assert [each.id for each in found.sources] == ["S1", "S4", "S2", "S5", "S3"]


def test_established_sources_of_the_answer_keep_their_order_and_come_before_a_seller():
    strengths = {"S1": "vendor", "S2": "practitioner", "S3": "official"}
    pages = [source(each, f"Firm{each}", strength=strength) for each, strength in strengths.items()]
    known = base(entries=[faq("fees", fact("A third.", *strengths))], sources=pages)
    assert [each.id for each in summary_of(known, "faq", of="fees").sources] == ["S2", "S3", "S1"]


def test_a_publisher_is_named_once_for_each_year():
    pages = [source("S1", "Firm", year="2025"), source("S2", "Firm", year="2025"), source("S3", "Firm", year="2024")]
    found = faq_summary(fact("So.", "S1", "S2", "S3"), sources=pages)
    assert [each.id for each in found.sources] == ["S1", "S3"]
    assert found.further_sources == 1


def test_only_sources_of_what_is_shown_are_named():
    shown = [fact(f"Number {place}.") for place in range(4)]
    found = faq_summary(*shown, fact("Left for the full view.", "S2"))
    assert [each.id for each in found.sources] == ["S1"]
    assert found.further_sources == 1


def test_one_source_is_named_even_if_the_statements_leave_no_room():
    found = faq_summary(fact(sentence(MAX_WORDS), "S2"), fact(sentence(MAX_WORDS), "S3"))
    assert [each.id for each in found.sources] == ["S1"]
    assert found.further_sources == 2


# Contrasts


def rich(name: str, **briefs: str) -> object:
    return role(name, {topic: aspect(brief) for topic, brief in briefs.items()})


A = rich("AAA", focus="Brand", metrics="Reach", stakeholders="CEO, board", reporting_line="CEO", impact="Much")
B = rich("BBB", focus="Revenue", metrics="Deals", stakeholders="CEO, board", reporting_line="CEO")
C = rich("CCC", focus="Cash", metrics="Margin", stakeholders="CEO, banks", reporting_line="CEO")


def titles(summary: Summary) -> list[str]:
    return [contrast.title for contrast in summary.contrasts]


def test_a_curated_pair_is_contrasted_as_its_curator_ordered_it():
    curated = pair(
        "aaa",
        "bbb",
        differences=(
            difference("Scorecard", "Awareness", "Bookings", "metrics"),
            difference("Temper", "Patient", "Brisk"),
            difference("Aim", "Brand", "Sales", "focus"),
            difference("Rhythm", "Years", "Quarters", "metrics"),
        ),
    )
    found = summary_of(base(A, B, pairs=[curated]), "compare", "bbb", "aaa")
    assert titles(found) == ["Metrics", "Temper", "Focus", "Rhythm"]
    assert [(side.name, side.text) for side in found.contrasts[1].sides] == [("BBB", "Brisk"), ("AAA", "Patient")]


def test_a_curated_difference_may_have_the_title_of_a_topic_without_belonging_to_it():
    curated = pair("aaa", "bbb", differences=(difference("Metrics", "Soft", "Hard"),))
    found = summary_of(base(A, B, pairs=[curated]), "compare", "aaa", "bbb")
    assert [[side.text for side in contrast.sides] for contrast in found.contrasts] == [["Soft", "Hard"]]


def test_other_roles_are_contrasted_first_where_they_have_the_fewest_words_in_common():
    same = "Strategy, budget and people"
    one = rich("DDD", responsibilities=same, metrics="Reach, cost", focus="Brand and reach", reporting_line="CEO")
    other = rich("EEE", responsibilities=same, metrics="Deals, cost", focus="Revenue", reporting_line="Board")
    found = summary_of(base(one, other), "compare", "ddd", "eee")
    assert titles(found) == ["Focus", "Reports to", "Metrics", "Responsibilities"]


def test_topics_that_differ_as_much_keep_the_order_in_which_people_ask_about_them():
    found = summary_of(base(A, B), "compare", "aaa", "bbb")
    assert titles(found) == ["Metrics", "Focus", "Reports to", "Key stakeholders"]


def test_what_differs_comes_before_what_is_the_same_with_three_roles_too():
    found = summary_of(base(A, B, C), "compare", "aaa", "bbb", "ccc")
    assert titles(found)[:2] == ["Metrics", "Focus"]
    assert [side.name for side in found.contrasts[0].sides] == ["AAA", "BBB", "CCC"]


def test_a_topic_that_one_of_the_roles_lacks_is_not_contrasted():
    assert "Impact" not in titles(summary_of(base(A, B), "compare", "aaa", "bbb"))
    bare = rich("DDD", focus="Data")
    assert titles(summary_of(base(A, bare), "compare", "aaa", "ddd")) == ["Focus"]


def test_at_most_five_topics_are_contrasted():
    many = tuple(difference(f"D{place}", "a", "b") for place in range(8))
    found = summary_of(
        base(role("AAA"), role("BBB"), pairs=[pair("aaa", "bbb", differences=many)]), "compare", "aaa", "bbb"
    )
    assert titles(found) == ["D0", "D1", "D2", "D3", "D4"]


@pytest.mark.parametrize(("number", "shown"), [(2, 3), (3, 2), (4, 1), (8, 1)])
def test_topics_too_long_for_a_card_are_still_contrasted_but_fewer_with_more_roles(number: int, shown: int):
    long = " ".join(["word"] * 30)
    topics = ("responsibilities", "metrics", "focus", "stakeholders")
    roles = [rich(f"R{place}", **dict.fromkeys(topics, f"{long} {place}")) for place in range(number)]
    found = summary_of(base(*roles), "compare", *(each.id for each in roles))
    assert len(found.contrasts) == shown


def test_a_long_side_is_cut_after_the_last_item_that_fits_and_keeps_its_label():
    long = rich("AAA", focus="Brand and demand, the price (list, net), the market, the channel, the product, the press")
    ours = role(
        "BBB", {"focus": aspect("One, two, three, four, five, six, seven, eight", fact("x.", basis="inference"))}
    )
    [contrast] = summary_of(base(long, ours), "compare", "aaa", "bbb").contrasts
    assert [side.text for side in contrast.sides] == [
        "Brand and demand",
        "One, two, three, four, five (our reading)",
    ]


def test_a_side_without_items_is_never_cut():
    long = "A very long side that is one phrase from its start to its end"
    [contrast] = summary_of(base(rich("AAA", focus=long), rich("BBB", focus="x")), "compare", "aaa", "bbb").contrasts
    assert contrast.sides[0].text == long


def test_the_sources_of_a_contrast_are_those_of_its_curated_sides_or_else_of_the_profiles():
    curated = pair("aaa", "bbb", differences=(difference("Aim", "Brand", "Sales", "focus"),))
    assert [each.id for each in summary_of(base(A, B, pairs=[curated]), "compare", "aaa", "bbb").sources] == ["S2"]
    assert [each.id for each in summary_of(base(A, B), "compare", "aaa", "bbb").sources] == ["S1"]


def test_a_profile_is_summarised_by_what_people_ask_first():
    found = summary_of(base(rich("AAA", impact="Much", first_hire="Early", metrics="Reach", focus="x")), "role", "aaa")
    assert [(contrast.title, contrast.sides[0].text) for contrast in found.contrasts] == [
        ("Metrics", "Reach"),
        ("First hired", "Early"),
    ]


# Lines of each kind of answer


def labelled(summary: Summary) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in summary.lines]


def test_a_comparison_on_one_topic_gives_two_statements_of_the_pair_then_the_first_about_each_role():
    met = (fact("They meet.", "S2"), fact("They argue.", "S2"), fact("They part.", "S2"))
    curated = pair("aaa", "bbb", collaboration=met)
    one = role("AAA", {"collaboration": aspect("x", fact("The AAA helps."), fact("The AAA asks."))})
    other = role("BBB", {"collaboration": aspect("y", fact("The BBB sells."))})
    found = summary_of(base(one, other, pairs=[curated]), "compare", "bbb", "aaa", on="collaboration")
    pair_first = [("", "They meet."), ("", "They argue."), ("BBB", "The BBB sells."), ("AAA", "The AAA helps.")]
    assert labelled(found) == pair_first
    assert found.contrasts == ()


def test_a_comparison_of_five_roles_on_one_topic_has_a_line_for_each():
    roles = [role(f"R{place}", {"focus": aspect("x", fact(f"Number {place}."))}) for place in range(5)]
    found = summary_of(base(*roles), "compare", *(each.id for each in roles), on="focus")
    assert [line.label for line in found.lines] == ["R0", "R1", "R2", "R3", "R4"]


DATA = role(
    "AAA",
    {"focus": aspect("Data", fact("x.", "S2")), "first_hire": aspect("Late", fact("y.", "S3"))},
    accountable_for="data and its use",
    hire_when="data grows",
)
PLAIN = role("BBB", {"focus": aspect("Sales"), "first_hire": aspect("Early")})


def test_without_curated_advice_which_first_says_when_each_role_is_hired():
    found = summary_of(base(DATA, PLAIN), "advice", "aaa", "bbb", on="which_first")
    assert labelled(found) == [("AAA", "Hire one when data grows."), ("BBB", "Early.")]
    assert [each.id for each in found.sources] == ["S3", "S1"]


def test_without_curated_advice_both_or_one_says_what_each_role_is_accountable_for():
    found = summary_of(base(DATA, PLAIN), "advice", "aaa", "bbb", on="both_or_one")
    assert labelled(found) == [("AAA", "Accountable for data and its use."), ("BBB", "Sales.")]


def test_without_curated_advice_importance_says_where_each_role_reports():
    found = summary_of(base(A, B), "advice", "aaa", "bbb", on="importance")
    assert labelled(found) == [("AAA reports to", "CEO."), ("BBB reports to", "CEO.")]


def test_curated_advice_gives_the_other_statements_on_the_question():
    curated = pair("aaa", "bbb", which_first=(fact("The AAA."), fact("It costs less."), fact("It takes longer.")))
    found = summary_of(base(A, B, pairs=[curated]), "advice", "aaa", "bbb", on="which_first")
    assert (found.answer, texts(found)) == ("The AAA.", ["It costs less.", "It takes longer."])


def test_advice_without_roles_lists_the_questions_to_settle():
    aim = consideration("Aim", choice("Brand", "role", "aaa"), choice("None", "neither"))
    assert labelled(summary_of(base(A, considerations=[aim]), "advice", on="which_first")) == [("Aim", "Aim?")]


def test_ownership_names_the_stakes_then_how_companies_differ():
    pricing = thing(
        "Pricing",
        stake("bbb", "consulted", "Is asked.", own=True),
        stake("aaa", "decides", "Sets it."),
        differs=(fact("It varies.", "S2"),),
    )
    assert labelled(summary_of(base(A, B, things=[pricing]), "who_owns", of="pricing")) == [
        ("AAA decides", "Sets it."),
        ("BBB consulted", "Is asked (your company's own)."),
        ("", "It varies."),
    ]


def test_similarities_are_lines_under_their_titles():
    curated = pair("aaa", "bbb", similarities=(similarity("Goal", "Growth."),))
    found = summary_of(base(A, B, pairs=[curated]), "compare", "aaa", "bbb", on="similarities")
    assert labelled(found) == [("Goal", "Growth.")]


# Whether there is more to say


def test_a_summary_with_every_statement_and_every_source_is_whole():
    assert faq_summary(fact("One.", "S2")).is_whole


@pytest.mark.parametrize(
    "facts",
    [
        [fact(f"Number {place}.") for place in range(5)],
        [fact(sentence(MAX_WORDS), "S2"), fact(sentence(MAX_WORDS), "S3")],
    ],
    ids=["more statements", "more sources"],
)
def test_a_summary_that_leaves_something_out_is_not_whole(facts: list[Fact]):
    assert not faq_summary(*facts).is_whole


def test_one_topic_with_one_statement_about_each_role_is_whole():
    one, other = (role(name, {"focus": aspect("x", fact("So.", "S1"))}) for name in ("AAA", "BBB"))
    assert summary_of(base(one, other), "compare", "aaa", "bbb", on="focus").is_whole


def test_one_topic_with_more_statements_about_a_role_on_the_pair_or_with_curated_sides_is_not_whole():
    two = aspect("x", fact("So.", "S1"), fact("So too.", "S1"))
    one = aspect("x", fact("So.", "S1"))
    met = (fact("They meet.", "S1"), fact("They argue.", "S1"))
    for topic, more in (
        (two, {}),
        (one, {"pairs": [pair("aaa", "bbb", collaboration=met)]}),
        (one, {"pairs": [pair("aaa", "bbb", differences=(difference("D", "a", "b", "collaboration"),))]}),
    ):
        known = base(role("AAA", {"collaboration": topic}), role("BBB", {"collaboration": one}), **more)
        assert not summary_of(known, "compare", "aaa", "bbb", on="collaboration").is_whole


@pytest.mark.parametrize(
    ("kind", "roles", "more"),
    [
        ("compare", ("aaa", "bbb"), {}),
        ("compare", ("aaa", "bbb"), {"on": "differences"}),
        ("role", ("aaa",), {}),
        ("advice", ("aaa", "bbb"), {"on": "which_first"}),
    ],
)
def test_an_overview_and_composed_advice_are_never_whole(kind: str, roles: tuple[str, ...], more: dict[str, str]):
    assert not summary_of(base(A, B), kind, *roles, **more).is_whole


def test_advice_with_questions_to_settle_is_not_whole():
    aim = consideration("Aim", choice("Brand", "role", "aaa"), choice("None", "neither"))
    early = role("AAA", {"first_hire": aspect("Early", fact("Early.", "S1"))})
    assert summary_of(base(early), "advice", "aaa", on="first_hire").is_whole
    assert not summary_of(base(early, considerations=[aim]), "advice", "aaa", on="first_hire").is_whole
