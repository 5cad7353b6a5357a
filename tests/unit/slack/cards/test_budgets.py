"""How much the first view of every card says, over everything that the shipped knowledge can be asked."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

import pytest
from samples.answers import TODAY, buttons, controls, menu, shipped, visible_text

from bot.answers.answer import answer_question
from bot.answers.models import Answer, FullAnswer
from bot.slack.cards import Surface, View, render_card
from bot.slack.message import Message
from bot.slack.text import escape
from bot.understanding.intents import Intent, Reading, decode

MOST_WORDS = 120
"""Of nine cards in ten."""
MOST_WORDS_EVER = 180
MOST_BUTTONS = 3
MOST_SOURCES = 5
ADVICE = ("both_or_one", "which_first", "importance")
TOPIC_STEP, COMPARED_STEP, THREE_STEP, FIVE_STEP = 11, 23, 101, 6007
"""Every so many topics of a pair, and sets of three and of five roles, are tried: there are tens of thousands."""
LINK = re.compile(r"<[^|>]*\|([^>]*)>")

pytestmark = pytest.mark.no_cover


class Card(NamedTuple):
    """The first view of the answer to a question."""

    intent: Intent
    answer: Answer
    message: Message


def questions() -> Iterator[Intent]:
    """Every question about one role, a thing or a curated entry, and many about several roles."""
    knowledge = shipped()
    role_topics = [None, *(topic.id for topic in knowledge.role_topics)]
    for role in knowledge.roles:
        yield from (Intent("role", (role,), topic) for topic in role_topics)
        yield Intent("advice", (role,), "first_hire")
    pairs = list(combinations(knowledge.roles, 2))
    asked = [("compare", topic) for topic in (*role_topics, "differences", "similarities")]
    asked += [("advice", topic) for topic in ADVICE]
    for pair, (kind, topic) in list(product(pairs, asked))[::TOPIC_STEP]:
        yield Intent(kind, pair, topic)
    yield from (Intent("compare", three) for three in list(combinations(knowledge.roles, 3))[::COMPARED_STEP])
    for three in list(combinations(knowledge.roles, 3))[::THREE_STEP]:
        yield from (Intent("compare", three, "metrics"), *(Intent("advice", three, topic) for topic in ADVICE))
    for five in list(combinations(knowledge.roles, 5))[::FIVE_STEP]:
        yield from (Intent("compare", five), Intent("compare", five, "metrics"), Intent("advice", five, "both_or_one"))
    yield from (Intent("who_owns", subject=thing) for thing in knowledge.things)
    yield from (Intent("faq", subject=entry) for entry in knowledge.faq)
    yield from (Intent("advice", topic=topic) for topic in ("both_or_one", "which_first"))


def answered(intent: Intent) -> Answer:
    return answer_question(Reading(intent, 1.0, "test"), shipped(), TODAY)


@cache
def cards(surface: Surface = "mention") -> tuple[Card, ...]:
    found = ((intent, answered(intent)) for intent in questions())
    return tuple(Card(intent, answer, render_card(answer, surface=surface)) for intent, answer in found)


@cache
def word_counts() -> dict[Intent, int]:
    return {card.intent: words(card.message) for card in cards()}


def words(message: Message) -> int:
    """How many words a person sees: in the blocks, on the buttons and on the closed menu."""
    texts = [block for block in message.blocks if block["type"] != "actions"]
    menus = [each["placeholder"]["text"] for each in controls(message).values() if each["type"] == "static_select"]
    shown = "\n".join((LINK.sub(r"\1", visible_text(Message("text", texts))), *buttons(message), *menus))
    return sum(1 for word in shown.split() if re.search(r"\w", word))


# Words


def test_words_are_counted_on_buttons_and_in_links_but_neither_in_addresses_nor_in_closed_menus():
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*One* two \u2014 <https://a.com/b|three four>"}},
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": {"type": "plain_text", "text": "Five six"}, "action_id": "a", "value": "v"},
                {
                    "type": "static_select",
                    "action_id": "b",
                    "placeholder": {"type": "plain_text", "text": "Seven"},
                    "options": [{"text": {"type": "plain_text", "text": "not counted"}, "value": "v"}],
                },
            ],
        },
    ]
    assert words(Message("text", blocks)) == 7


def test_nine_cards_in_ten_have_at_most_a_hundred_and_twenty_words():
    counted = sorted(word_counts().values())
    assert len(counted) > 2_500
    assert counted[len(counted) * 9 // 10] <= MOST_WORDS


@pytest.mark.parametrize("kind", ["compare", "role", "advice", "who_owns", "faq"])
def test_so_have_nine_in_ten_of_every_kind_about_up_to_three_roles(kind: str):
    few = {intent: count for intent, count in word_counts().items() if len(intent.roles) <= 3}
    counted = sorted(count for intent, count in few.items() if intent.kind == kind)
    assert counted[len(counted) * 9 // 10] <= MOST_WORDS


def test_no_card_has_more_than_a_hundred_and_eighty_words():
    assert {intent: count for intent, count in word_counts().items() if count > MOST_WORDS_EVER} == {}


# What comes first, and what is named


def test_the_first_sentence_after_the_title_is_the_short_answer():
    for card in cards():
        assert isinstance(card.answer, FullAnswer), card.intent
        title, answer, *_ = card.message.blocks
        said = escape(card.answer.short.text.rstrip("."))
        assert title["type"] == "header"
        assert answer["text"]["text"].startswith(f"*{said}"), card.intent
        assert card.message.text.split("\n")[1].startswith(said), card.intent


def sources_named(message: Message) -> list[str]:
    lines = [line for line in visible_text(message).split("\n") if line.startswith("Sources: ")]
    parts = [part for line in lines for part in line.removeprefix("Sources: ").split(" \u00b7 ")]
    return [part for part in parts if not re.fullmatch(r"\d+ more sources?", part)]


def test_a_card_names_at_most_five_sources_and_at_least_one_if_it_has_any():
    for card in cards():
        assert isinstance(card.answer, FullAnswer), card.intent
        assert min(len(card.answer.sources), 1) <= len(sources_named(card.message)) <= MOST_SOURCES, card.intent


def test_every_source_named_is_marked_as_a_study_an_opinion_or_the_like():
    for card in cards():
        assert all(re.search(r" \([a-z]+\)>?$", named) for named in sources_named(card.message)), card.intent


# Buttons


@pytest.mark.parametrize("surface", ["command", "mention"])
def test_a_card_has_at_most_three_buttons_and_one_menu(surface: Surface):
    for card in cards(surface):
        elements = list(controls(card.message).values())
        assert len([each for each in elements if each["type"] == "button"]) <= MOST_BUTTONS, card.intent
        assert [each["type"] for each in elements if each["type"] != "button"] in ([], ["static_select"]), card.intent


def test_every_card_that_leaves_something_out_leads_to_all_of_it():
    for card in cards():
        assert isinstance(card.answer, FullAnswer), card.intent
        if len(sources_named(card.message)) < len(card.answer.sources):
            offered = [*controls(card.message), *menu(card.message).values()]
            assert any(each == "full" or each.startswith("full=") for each in offered), card.intent


@cache
def lines_of(intent: Intent, view: View) -> frozenset[str]:
    """The lines of an answer below its title."""
    return frozenset(render_card(answered(intent), surface="dm", view=view).text.split("\n")[1:])


def targets(message: Message) -> Iterator[tuple[str, frozenset[str]]]:
    """The label of each button that leads to another text, with the lines of that text."""
    for action, element in controls(message).items():
        if action.startswith("ask:") or action == "full":
            view: View = "full" if action == "full" else "short"
            yield element["text"]["text"], lines_of(decode(element["value"]), view)


@pytest.mark.parametrize("surface", ["command", "mention"])
def test_no_two_buttons_of_a_card_lead_to_texts_that_share_more_than_half_of_their_lines(surface: Surface):
    for card in cards(surface):
        for (one, its_lines), (other, other_lines) in combinations(targets(card.message), 2):
            shared = its_lines & other_lines
            assert len(shared) <= min(len(its_lines), len(other_lines)) / 2, (card.intent, one, other, shared)
