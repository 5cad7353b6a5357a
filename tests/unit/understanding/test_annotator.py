import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import annotation_of

from bot.understanding.annotator import resolve_abbreviations, with_bystanders
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


@pytest.mark.parametrize("word", ["metrcis", "stakholders", "responsibilites", "respnsibilities", "objetives"])
def test_a_misspelt_topic_is_found_in_a_text_with_a_role(word: str):
    assert len(annotation_of(f"CMO {word}").topics) == 1


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
        ("CMO vs chief happiness officer", ["chief happiness officer"]),
        ("VP Growth vs CFO", ["vp growth"]),
        ("difference between controller and CFO", ["controller"]),
        ("Our controller wrote a plan. What does a CFO do?", []),
        ("chief marketing officer", []),
    ],
)
def test_a_title_that_the_knowledge_lacks_is_found_if_it_is_asked_about(text: str, titles: list[str]):
    assert [title.text for title in annotation_of(text).unknown_sides] == titles


@pytest.mark.parametrize("text", ["what does a project manager do", "product managers", "a software engineer's day"])
def test_a_title_below_executive_level_is_found(text: str):
    assert [title.is_executive for title in annotation_of(text).titles] == [False]


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


def test_a_bystander_stays_out_when_the_others_are_resolved():
    text = annotation_of("I'm the CFO. What does a CPO do?")
    resolved = resolve_abbreviations(text, {"cpo": "chro"})
    assert (resolved.roles, resolved.bystanders) == (("chro",), ("cfo",))


def test_a_bystander_can_be_made_a_side():
    text = with_bystanders(annotation_of("I'm the CFO. What does a CRO do?")._replace(roles=()))
    assert (text.roles, text.bystanders) == (("cfo",), ())
    assert text.tokens.count(ROLE) == 2


# Tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("What does a CRO do?", "what does a @ do ?"),
        ("I'm the CFO. What does a CRO do?", "im the % . what does a @ do ?"),
        ("CMO vs chief happiness officer", "@ vs &"),
        ("CMO or CRO, 40 people", "@ or @ , 0 people"),
    ],
)
def test_the_tokens_tell_sides_from_bystanders_and_from_what_is_not_held(text: str, tokens: str):
    assert " ".join(annotation_of(text).tokens) == tokens


def test_the_roles_of_a_long_text_are_found():
    long = f"What is the difference between a CMO and a CRO? {'We talked about it at length. ' * 60}"
    assert annotation_of(long).roles == ("cmo", "cro")


def test_one_role_may_be_named_by_two_names():
    assert annotation_of("CMO vs head of marketing").has_two_names
    assert not annotation_of("CMO vs CRO").has_two_names


def test_two_names_of_one_role_are_two_sides_if_they_are_set_against_each_other():
    assert annotation_of("CMO vs head of marketing").side_count == 2
    assert annotation_of("what does our CMO (Chief Marketing Officer) do").side_count == 1
    assert annotation_of("the CMO left, so who is the chief marketing officer now").side_count == 1


def test_sides_are_roles_shared_abbreviations_and_titles_not_held():
    assert annotation_of("CMO vs CPO").side_count == 2
    assert annotation_of("VP Growth vs CFO").side_count == 2
    assert annotation_of("who owns pricing").side_count == 0


@given(st.text(max_size=300) | st.text("cmo CRO,.?/vs chief officer", max_size=200))
def test_the_annotation_of_any_text_is_consistent(text: str):
    found = annotation_of(text)
    assert len(found.words) == len(found.utterance.words)
    assert found.masked.count(ROLE) >= bool(found.entities)
    assert all(0 <= m.start < m.end <= len(found.words) and 0 < m.score <= 1 for m in found.entities)
    assert len(set(found.roles)) == len(found.roles)
    assert found == annotation_of(text)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("CMO or freelancer, what do we gain", "freelancer"),
        ("CMO, CRO and CVO side by side", "cvo"),
        ("CFO against a plant manager: whose word counts", "plant manager"),
    ],
)
def test_a_title_that_is_set_beside_a_side_is_a_side(text: str, unknown: str):
    assert unknown in [title.text for title in annotation_of(text).unknown_sides]


def test_a_word_that_is_no_side_after_all_stays_in_the_text():
    assert "budget" in annotation_of("how does a CFO plan and budget").tokens
