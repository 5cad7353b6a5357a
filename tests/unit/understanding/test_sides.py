import pytest
from samples.understanding import annotation_of, lexicon, reading_of

from bot.understanding import sides
from bot.understanding.annotator import find_named
from bot.understanding.sides import Mention, is_side, mention_features
from bot.understanding.trained import sides_model


def asked(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sides of the text, and its bystanders."""
    found = annotation_of(text)
    return found.roles, found.bystanders


@pytest.mark.parametrize(
    "text", ["What does a CRO do?", "CRO KPIs", "Do we need a CRO?", "whom does the CRO report to"]
)
def test_the_only_role_of_a_question_is_its_side(text: str):
    assert asked(text) == (("cro",), ())


@pytest.mark.parametrize(
    "text",
    ["CMO vs CRO", "difference between a CMO and a CRO", "CMO or CRO first?", "Do we need both a CMO and a CRO?"],
)
def test_both_roles_of_a_comparison_are_sides(text: str):
    assert asked(text) == (("cmo", "cro"), ())


@pytest.mark.parametrize("text", ["I'm the CFO. What does a CRO do?", "I am the CFO here. What are the KPIs of a CRO?"])
def test_a_role_that_the_writer_holds_is_no_side(text: str):
    assert asked(text) == (("cro",), ("cfo",))


@pytest.mark.parametrize(
    ("text", "bystander"),
    [
        ("Our CEO asked me: what are the KPIs of a CRO?", "ceo"),
        ("Our CEO wants to know: what does a CRO do?", "ceo"),
        ("I report to the COO. What does a CRO do?", "coo"),
    ],
)
def test_a_role_that_only_wants_to_know_or_leads_the_writer_is_no_side(text: str, bystander: str):
    assert asked(text) == (("cro",), (bystander,))


@pytest.mark.parametrize(
    "text",
    ["VP Growth vs CFO", "treasurer vs CFO", "CAO vs CFO", "CTO vs head of growth", "growth manager or CMO first?"],
)
def test_a_title_that_is_set_against_a_role_is_a_side(text: str):
    assert len(annotation_of(text).unknown_sides) == 1


@pytest.mark.parametrize(
    "text",
    [
        "who should chair the meeting",
        "who will chair it",
        "how do I chair a meeting well",
        "who chairs the board",
        "can you chair this call",
        "she will chair the session",
        "I have to chair the retro, tips?",
    ],
)
def test_whoever_chairs_a_meeting_is_not_the_chair_of_the_board(text: str):
    assert reading_of(text).intent.roles == ()


@pytest.mark.parametrize("text", ["recruiter here: what does a CFO do?", "Our controller left. What does a CFO do?"])
def test_a_title_that_is_only_mentioned_is_no_side(text: str):
    assert annotation_of(text).titles
    assert annotation_of(text).unknown_sides == ()


def test_a_side_is_decided_for_each_mention():
    named = find_named("I'm the CFO. What does a CRO do?", lexicon())
    assert [mention.role for mention in named.mentions] == ["cfo", "cro"]
    assert is_side(named.tokens, named.mentions, sides_model()) == (False, True)


def test_mentions_are_known_by_their_kind():
    named = find_named("CPO or controller, and a CFO beside an accountant?", lexicon())
    assert [mention.role for mention in named.mentions][:3] == [sides.AMBIGUOUS, sides.JOINED_TITLE, "cfo"]


def test_the_features_of_two_mentions_differ():
    named = find_named("I'm the CFO. What does a CRO do?", lexicon())
    one, other = (mention_features(named.tokens, named.mentions, number) for number in (0, 1))
    assert set(one) != set(other)
    assert all(0 <= number < sides.BUCKETS for number in (*one, *other))
    assert is_side(named.tokens, named.mentions, sides_model()) == (False, True)


def test_the_noun_of_a_title_and_what_joins_it_to_a_role_count():
    tokens = ("@", "or", "&")
    mentions = (Mention(0, "cfo"), Mention(2, "joined title", "auditor"))
    other_noun = (Mention(0, "cfo"), Mention(2, "joined title", "agency"))
    assert set(mention_features(tokens, mentions, 1)) != set(mention_features(tokens, other_noun, 1))
    assert set(mention_features(tokens, mentions, 1)) != set(mention_features(("@", "by", "&"), mentions, 1))


@pytest.mark.parametrize("text", ["strengths needed in a ceo, a coo, a cfo", "skills of the COO, the CFO and the CEO"])
def test_the_roles_of_a_list_are_all_sides(text: str):
    assert len(asked(text)[0]) == 3


def test_the_speaker_is_no_side_because_a_list_follows():
    assert asked("CEO here, CMO or CRO first?") == (("cmo", "cro"), ("ceo",))
