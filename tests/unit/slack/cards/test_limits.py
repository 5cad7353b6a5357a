"""Every card that the knowledge can give, and the longest that any knowledge could, held against Slack's limits."""

from collections.abc import Iterator
from itertools import combinations, cycle, permutations

import pytest
from samples.answers import (
    TODAY,
    aspect,
    base,
    buttons,
    choice,
    consideration,
    controls,
    fact,
    faq,
    menu,
    pair,
    role,
    shipped,
    show,
    source,
    stake,
    thing,
)

from bot.answers.answer import answer_question
from bot.answers.models import NotKnown
from bot.answers.remarks import Remarks
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Difference, Figure, Sense, Similarity, Topic
from bot.playground.block_rules import block_problems
from bot.slack.cards import Surface, View, render_card
from bot.slack.cards.card import MENTION_HINT
from bot.slack.cards.controls import DECIDE_ACTION, MENU_SEPARATOR
from bot.slack.message import Message
from bot.slack.text import escape
from bot.understanding.intents import Intent, Option, Reading, decode

PREFERRED_TEXT = 4000
TOPIC_STEP, THREE_STEP = 7, 31
"""Every so many pairs, other ones for each topic, and sets of three roles are tried."""
TOPICS = [None, *shipped().topics]
VIEWS: tuple[View, ...] = ("short", "full")


def taken(message: Message) -> Message:
    """The message, held against Slack's limits by a check that shares no code with ours."""
    assert block_problems(list(message.blocks)) == []
    assert 0 < len(message.text) <= PREFERRED_TEXT
    pressed = [each["action_id"] for each in _elements(message)]
    assert len(pressed) == len(set(pressed))
    return message


def taken_in_both_views(knowledge: KnowledgeBase, kind: str, *roles: str, **more: str | None) -> list[Message]:
    """The first and the full view of an answer, each held against Slack's limits."""
    return [taken(show(knowledge, kind, *roles, view=view, **more)) for view in VIEWS]


def _elements(message: Message) -> Iterator[dict]:
    for block in message.blocks:
        yield from (each for each in block.get("elements", ()) if "action_id" in each)


def test_the_text_of_every_pair_has_every_row_of_its_table():
    for one, other in combinations(shipped().roles, 2):
        message = show(shipped(), "compare", one, other, view="full")
        shorts = [shipped().roles[each].short for each in (one, other)]
        for title, *cells in _rows(message):
            told = "; ".join(f"{short}: {cell}" for short, cell in zip(shorts, cells, strict=True))
            assert escape(f"{title} — {told}.") in message.text


def _rows(message: Message) -> list[list[str]]:
    [grid] = [block for block in message.blocks if block["type"] == "table"]
    return [[_bold(row[0]), *(cell["text"] for cell in row[1:])] for row in grid["rows"][1:]]


def _bold(cell: dict) -> str:
    return cell["elements"][0]["elements"][0]["text"]


@pytest.mark.no_cover
@pytest.mark.parametrize("topic", TOPICS, ids=str)
def test_slack_accepts_the_comparison_of_pairs(topic: str | None):
    start = TOPICS.index(topic) % TOPIC_STEP
    for one, other in list(combinations(shipped().roles, 2))[start::TOPIC_STEP]:
        for message in taken_in_both_views(shipped(), "compare", one, other, on=topic):
            for each in (one, other):
                assert shipped().roles[each].short in message.text


@pytest.mark.no_cover
def test_slack_accepts_the_comparison_of_many_sets_of_three_roles():
    topics = cycle(shipped().topics)
    for three in list(combinations(shipped().roles, 3))[::THREE_STEP]:
        taken_in_both_views(shipped(), "compare", *three)
        taken_in_both_views(shipped(), "compare", *three, on=next(topics))


@pytest.mark.parametrize("topic", TOPICS, ids=str)
def test_slack_accepts_the_comparison_of_the_eight_roles_with_the_longest_names(topic: str | None):
    longest = sorted(shipped().roles, key=len)[-8:]
    assert taken_in_both_views(shipped(), "compare", *longest, on=topic)


@pytest.mark.parametrize("topic", TOPICS, ids=str)
def test_slack_accepts_the_card_of_every_role(topic: str | None):
    for each in shipped().roles:
        taken_in_both_views(shipped(), "role", each, on=topic)
        taken_in_both_views(shipped(), "advice", each, on=topic)


def test_slack_accepts_the_card_of_every_thing_and_every_curated_question():
    for each in shipped().things:
        taken_in_both_views(shipped(), "who_owns", of=each)
    for each in shipped().faq:
        taken_in_both_views(shipped(), "faq", of=each)


@pytest.mark.parametrize("kind", ["directory", "help", "unknown", "advice", "who_owns", "compare"])
def test_slack_accepts_the_card_of_a_question_without_roles(kind: str):
    for topic in TOPICS:
        taken_in_both_views(shipped(), kind, on=topic)


def test_the_surfaces_differ_only_in_the_share_button_and_in_how_to_ask_on():
    asked = [("compare", ("cmo", "cro")), ("role", ("cto",)), ("directory", ()), ("help", ())]
    for kind, roles in asked:
        private, channel, direct = (
            show(shipped(), kind, *roles, surface=surface) for surface in ("command", "mention", "dm")
        )
        assert [block for block in channel.blocks if MENTION_HINT not in str(block)] == list(direct.blocks)
        assert _offered(private) - _offered(direct) <= {"Share"}
        assert _offered(direct) - _offered(private) == set()
        assert private.text == channel.text == direct.text


def _offered(message: Message) -> set[str]:
    return {*buttons(message), *menu(message)}


@pytest.mark.parametrize("surface", ["command", "mention"])
def test_every_button_and_menu_option_carries_a_question_that_is_answered(surface: Surface):
    for one, other in permutations(("cmo", "cro", "cto", "chief_of_staff"), 2):
        for view in VIEWS:
            values = list(_values(show(shipped(), "compare", one, other, surface=surface, view=view)))
            assert values
            for value in values:
                reading = Reading(decode(value.rpartition(MENU_SEPARATOR)[2]), 1.0, "choice")
                answer = answer_question(reading, shipped(), TODAY)
                assert not isinstance(answer, NotKnown), value
                assert taken(render_card(answer, surface="dm"))


def _values(message: Message) -> Iterator[str]:
    """The values of all buttons and options, except for those of weighing roles, which are no questions."""
    for element in _elements(message):
        if "value" in element and element["action_id"] != DECIDE_ACTION:
            yield element["value"]
        groups = element.get("option_groups", [{"options": element.get("options", ())}])
        values = (option["value"] for group in groups for option in group["options"])
        yield from (value for value in values if not value.startswith(f"{DECIDE_ACTION}{MENU_SEPARATOR}"))


def words(length: int) -> str:
    """As many characters of short words with everything in them that Slack treats specially."""
    return ("R&D <b> *x* " * length)[: length - 1] + "z"


def longest() -> KnowledgeBase:
    """Knowledge at the limit of every field, with far more of everything than anybody would write."""
    topics = [*shipped().topics.values()]
    made = [_long_topic(each) for each in topics]
    figure = Figure(year=words(80), of=words(160), measure="estimate")
    sources = [
        source(f"S{place}", words(160), title=words(200), address=f"https://e.com/{'&' * 386}") for place in range(60)
    ]
    ids = tuple(each.id for each in sources)
    facts = tuple(
        fact(words(420), *ids, basis="inference", figure=figure, disputed=bool(place % 2)) for place in range(30)
    )
    full = {each.id: aspect(words(160), *facts) for each in made if each.of == "role"}
    names = tuple(words(80) for _ in range(50))
    senses = tuple(Sense(short=words(80), name=words(80), where=words(80)) for _ in range(20))
    roles = [
        role(
            f"{place}{'R' * 79}"[:80],
            full,
            short=words(24),
            title=words(80),
            summary=words(240),
            names=names,
            also_means=senses,
        )
        for place in range(8)
    ]
    one, other = roles[0].id, roles[1].id
    sides = {one: words(160), other: words(160)}
    both = pair(
        one,
        other,
        headline=words(240),
        reviewed="2020-01",
        differences=tuple(Difference(title=words(80), topic=t, sides=sides, sources=ids) for t in ("focus", "x") * 10),
        similarities=tuple(Similarity(title=words(80), text=words(420), sources=ids) for _ in range(30)),
        **dict.fromkeys(("importance", "both_or_one", "which_first", "collaboration", "decides"), facts),
    )
    choices = [choice(words(75), "role", one, because=words(420)) for _ in range(20)]
    rules = [consideration(f"{place} {words(78)}", *choices, question=words(160)) for place in range(30)]
    stakes = [stake(each.id, "decides", words(420)) for each in roles]
    return base(
        *roles,
        pairs=[both],
        topics=made,
        considerations=rules,
        things=[thing(words(80), *stakes, id="thing", differs=facts)],
        entries=[faq("fees", *facts, ask=(words(160),), roles=tuple(each.id for each in roles))],
        sources=sources,
    )


def _long_topic(of: Topic) -> Topic:
    return Topic(id=of.id, name=words(80), question=words(160), of=of.of)


LONGEST = longest()


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["compare", "role", "advice", "who_owns"])
@pytest.mark.parametrize("number", [0, 1, 2, 3, 8])
def test_slack_accepts_comparisons_from_knowledge_of_any_length(kind: str, number: int):
    roles = list(LONGEST.roles)[:number]
    for topic in TOPICS:
        taken_in_both_views(LONGEST, kind, *roles, on=topic)


@pytest.mark.parametrize(
    ("kind", "subject"), [("who_owns", "thing"), ("faq", "fees"), ("directory", None), ("help", None)]
)
def test_slack_accepts_every_other_answer_from_knowledge_of_any_length(kind: str, subject: str | None):
    taken_in_both_views(LONGEST, kind, of=subject)


@pytest.mark.parametrize("surface", ["command", "mention"])
@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("text", [words(400), "<!channel> *x* & " * 30, "." * 500, "&" * 500])
def test_slack_accepts_remarks_that_quote_any_text(text: str, number: int, surface: Surface):
    typed = (text,) * number
    options = tuple(Option(f"{place} {text}", Intent("faq", subject=f"x{place}")) for place in range(number))
    said = Remarks(typed, typed, tuple(("people", each) for each in typed), typed, options)
    message = taken(show(LONGEST, "compare", *LONGEST.roles, surface=surface, remarks=said))
    assert "<!" not in message.text


@pytest.mark.parametrize("view", VIEWS)
def test_roles_that_are_described_at_length_are_answered_within_a_block(view: View):
    roles = [role(f"R{place}", summary="& " * 119 + "so.") for place in range(8)]
    taken(show(base(*roles), "compare", *(each.id for each in roles), view=view))


@pytest.mark.parametrize("view", VIEWS)
def test_a_hundred_roles_that_are_left_out_are_named_within_a_block(view: View):
    many = [role(f"R{place}", short="R&D " * 6) for place in range(100)]
    taken(show(base(*many), "compare", *(each.id for each in many), view=view))


def test_a_table_that_is_too_large_keeps_its_first_rows_and_names_the_others():
    message = taken(show(LONGEST, "compare", *LONGEST.roles, view="full"))
    [grid] = [block for block in message.blocks if block["type"] == "table"]
    assert 1 < len(grid["rows"]) < len(LONGEST.role_topics)
    assert any("Too long for the table" in str(block) for block in message.blocks)


@pytest.mark.parametrize("about", ["", "<!channel> *x*" * 500, "\n\n", "@here " * 50, "`" * 300])
@pytest.mark.parametrize("clarify", [True, False])
def test_slack_accepts_refusals_and_questions_back_that_quote_any_text(about: str, clarify: bool):
    options = tuple(Option(words(300), Intent("compare", tuple(shipped().roles)[:8])) for _ in range(30))
    reading = Reading(Intent("unknown"), 0.1, "test", options, clarify, "unknown_role", about)
    message = taken(render_card(answer_question(reading, shipped(), TODAY), surface="mention"))
    for part in (message.text, str(message.blocks)):
        assert "<!" not in part
        assert "@here" not in part


def test_an_empty_base_still_answers():
    for kind in ("directory", "help", "compare", "unknown"):
        taken(show(base(topics=()), kind))


def test_hundreds_of_roles_still_fit_the_directory():
    many = [role(f"R{place}", level=level) for place, level in zip(range(300), cycle(["c_level", "vp"]), strict=False)]
    message = taken(show(base(*many), "directory"))
    groups = controls(message)["topic"]["option_groups"]
    assert [len(group["options"]) for group in groups] == [100, 100]


def test_every_button_value_is_short_enough_for_a_menu_too():
    longest_ids = sorted(shipped().roles, key=len)[-7:]
    values = list(_values(show(shipped(), "compare", *longest_ids)))
    assert len(values) > 15
    assert max(map(len, values)) <= 150


def test_questions_too_long_for_a_menu_option_are_left_out():
    message = show(LONGEST, "compare", *LONGEST.roles)
    assert menu(message) == {}
    assert buttons(message)
