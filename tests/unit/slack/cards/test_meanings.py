import pytest
from samples.answers import base, role

from bot.slack.cards import Surface, add_meanings
from bot.slack.cards.meanings import FORGET_ACTION
from bot.slack.message import Message
from bot.understanding.intents import Intent, decode_choice

KNOWN = base(role("AAA", title="Chief <A> Officer"), role("BBB"))
ASKED = Intent("compare", ("aaa", "bbb"), "metrics")
CARD = Message("AAA vs BBB", [{"type": "divider"}])


def noted(door: Surface = "mention", *abbreviations: str) -> Message:
    meanings = tuple((each, "aaa") for each in abbreviations or ("ax",))
    return add_meanings(CARD, ASKED, meanings, KNOWN.roles, door)


def test_what_an_abbreviation_means_is_said_under_the_card_and_in_its_text():
    message = noted()
    assert message.text == "AAA vs BBB\nIn this channel AX now means Chief &lt;A&gt; Officer."
    assert message.blocks[0] == CARD.blocks[0]
    assert message.blocks[1]["text"]["text"] == "_In this channel AX now means Chief &lt;A&gt; Officer._"


@pytest.mark.parametrize(("door", "place"), [("command", "channel"), ("mention", "channel"), ("dm", "conversation")])
def test_it_says_where_that_holds(door: Surface, place: str):
    assert f"In this {place} AX" in noted(door).text


def test_the_button_beside_it_carries_the_question_and_the_meaning_to_undo():
    undo = noted().blocks[1]["accessory"]
    assert (undo["action_id"], undo["text"]["text"]) == (FORGET_ACTION, "Undo")
    assert decode_choice(undo["value"]) == (ASKED, (("ax", "aaa"),))


def test_each_of_several_abbreviations_is_undone_alone():
    _, *lines = noted("mention", "ax", "ay").blocks
    assert [decode_choice(line["accessory"]["value"])[1] for line in lines] == [(("ax", "aaa"),), (("ay", "aaa"),)]
