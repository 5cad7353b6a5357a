import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import annotation_of

from bot.understanding.annotator import resolve_abbreviations
from bot.understanding.phrases import ROLE


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Hey, what does a CRO do?", "what does @ do"),
        ("please compare our CMO and the Chief Revenue Officer", "compare @ and @"),
        ("who owns pricing", "who owns pricing"),
        ("hello there", ""),
    ],
)
def test_roles_are_masked_and_fillers_removed(text: str, pattern: str):
    assert " ".join(annotation_of(text).masked) == pattern


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("CRO KPIs?", ["metrics"]),
        ("KPIs and reporting line of CMO and CRO", ["metrics", "reporting_line"]),
        ("reporting line and KPIs of CMO and CRO", ["reporting_line", "metrics"]),
        ("skill set of a CTO", ["skills"]),
        ("time horizon of the CMO", ["horizon"]),
        ("kpis, okrs and scorecards of a CFO", ["metrics"]),
        ("CFO lunch", []),
    ],
)
def test_topics_are_found_by_their_names_in_the_order_named(text: str, topics: list[str]):
    assert list(annotation_of(text).topics) == topics


@pytest.mark.parametrize("text", ["our CMO asked about numbers", "CMO tasks"])
def test_a_word_of_many_meanings_names_its_topic_weakly(text: str):
    assert annotation_of(text).topics == ()
    assert len(annotation_of(text).weak_topics) == 1


@pytest.mark.parametrize("word", ["metrcis", "stakholders", "responsibilites", "respnsibilities", "objetives"])
def test_a_misspelt_topic_is_found_in_a_text_with_a_role(word: str):
    assert len(annotation_of(f"CMO {word}").topics) == 1
    assert annotation_of(f"CMO {word}").correction_count == 1


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("who owns pricing", ["pricing"]),
        ("who owns churn and pricing", ["churn", "pricing"]),
        ("who owns the customer success team", ["customer_success"]),
        ("who owns lunch", []),
    ],
)
def test_things_are_found_the_most_specific_first(text: str, things: list[str]):
    assert list(annotation_of(text).things) == things


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("chief happiness officer", ["chief happiness officer"]),
        ("CMO or chief growth officer", ["chief growth officer"]),
        ("chief of nothing officer", ["chief of nothing officer"]),
        ("VP Finance vs CFO", ["vp finance"]),
        ("fractional CMO", ["fractional role"]),
        ("Our CFO likes the plan that the controller wrote last week", []),
        ("chief marketing officer", []),
    ],
)
def test_an_unknown_executive_title_is_found_if_it_is_asked_about(text: str, titles: list[str]):
    assert list(annotation_of(text).unknown_titles) == titles


@pytest.mark.parametrize("text", ["what does a project manager do", "product managers", "a software engineer's day"])
def test_a_title_below_executive_level_is_found(text: str):
    assert len(annotation_of(text).non_executive_titles) == 1


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("our CRO (conversion rate optimisation) agency", "conversion rate optimisation"),
        ("CRO for our landing pages", "conversion rate optimisation"),
        ("which CRO runs the clinical trial", "contract research organisation"),
        ("scipy COO sparse matrix", "coordinate format of a sparse matrix"),
    ],
)
def test_words_that_indicate_another_sense_are_found(text: str, sense: str):
    assert sense in [name for _, name in annotation_of(text).senses]


def test_another_sense_that_is_negated_is_ignored():
    assert annotation_of("CRO, not conversion rate optimisation").senses == ()


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("We are 40 people and have no money. What is the difference between CMO and CRO?", "versus"),
        ("what's the diff between CMO and CRO?\nthanks everybody", "versus"),
    ],
)
def test_the_clause_that_asks_decides_what_is_asked(text: str, cue: str):
    assert annotation_of(text).has(cue)


def test_what_the_other_clauses_name_is_not_asked_about():
    text = "Our CMO left over the KPIs. Whom does a CMO report to?"
    assert annotation_of(text).topics == ("reporting_line",)


def test_unknown_words_are_listed_near_the_question_and_only_counted_elsewhere():
    near = annotation_of("does the CMO like zebras and xylophones")
    assert near.unknown_words == ("zebras", "xylophones")
    far = annotation_of("We like zebras. What does a CMO do?")
    assert far.unknown_words == ()
    assert far.unknown_word_count == 1


def test_a_question_in_scope_has_no_unknown_words():
    assert annotation_of("what is the difference between a CMO and a CRO?").unknown_words == ()


# Shared abbreviations, once somebody has chosen


@pytest.mark.parametrize("typed", ["CPO vs CFO", "cpos vs CFO", "CPO's boss vs CFO"])
def test_a_meaning_in_the_channel_resolves_an_ambiguous_abbreviation(typed: str):
    assert resolve_abbreviations(annotation_of(typed), {"cpo": "chro"}).roles == ("chro", "cfo")
    assert resolve_abbreviations(annotation_of(typed), {"cpo": "chro"}).ambiguous_entities == ()


def test_a_meaning_that_the_abbreviation_does_not_have_is_ignored():
    assert resolve_abbreviations(annotation_of("CPO vs CFO"), {"cpo": "cto"}) == annotation_of("CPO vs CFO")


def test_a_meaning_in_the_channel_does_not_override_the_text():
    assert resolve_abbreviations(annotation_of("CPO vs CTO roadmap"), {"cpo": "chro"}).roles == ("cpo_product", "cto")


def test_each_ambiguous_abbreviation_is_resolved_separately():
    both = annotation_of("CPO vs CCO")
    assert resolve_abbreviations(both, {"cpo": "chro"}).roles == ("chro",)
    assert len(resolve_abbreviations(both, {"cpo": "chro"}).ambiguous_entities) == 1
    assert resolve_abbreviations(both, {"cpo": "chro", "cco": "cco_customer"}).roles == ("chro", "cco_customer")


def test_a_negated_role_stays_out_when_the_others_are_resolved():
    text = annotation_of("CPO, but not the CFO")
    assert resolve_abbreviations(text, {"cpo": "chro"}).roles == ("chro",)


@given(st.text(max_size=300) | st.text("cmo CRO,.?/vs chief officer", max_size=200))
def test_the_annotation_of_any_text_is_consistent(text: str):
    found = annotation_of(text)
    assert len(found.words) == len(found.utterance.words)
    assert found.masked.count(ROLE) >= bool(found.entities)
    assert all(0 <= m.start < m.end <= len(found.words) and 0 < m.score <= 1 for m in found.entities)
    assert len(set(found.roles)) == len(found.roles)
    assert len(found.unknown_words) <= found.unknown_word_count
    assert found == annotation_of(text)
