import logging

import pytest
from fakes.office import Office
from fakes.seen import Seen, words

from bot.slack.cards.card import MENTION_HINT

SHARE = "Share"

QUESTIONS = [
    "CMO vs CRO KPIs?",
    "what does a CRO do?",
    "who owns pricing?",
    "CMO or CRO first?",
    "do we need both a CMO and a CRO?",
    "which roles do you know?",
    "CPO",
    "what's for lunch?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gets_the_same_answer_by_command_mention_and_direct_message(
    office: Office, question: str, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.INFO, "rolecall.replies"):
        office.founder.types(f"/roles {question}")
        command = office.founder.seen
        office.founder.types(f"@Rolecall {question}")
        mention = office.founder.seen
        office.founder.writes_dm(question)
        direct = office.founder.seen
    read = {(record.fields["kind"], record.fields["status"]) for record in caplog.records}  # type: ignore[attr-defined]
    assert len(read) == 1
    assert command.text == mention.text == direct.text
    assert _content(command) == _content(mention) == _content(direct)
    assert _labels(command) - {SHARE} == _labels(mention) == _labels(direct)


@pytest.mark.parametrize("question", ["CMO vs CRO KPIs?", "what does a CRO do?", "who owns pricing?"])
def test_only_a_card_that_one_person_sees_in_a_channel_can_be_shared(office: Office, question: str):
    office.founder.types(f"/roles {question}")
    assert SHARE in _labels(office.founder.seen)
    office.founder.types(f"@Rolecall {question}")
    assert SHARE not in _labels(office.founder.seen)
    office.founder.writes_dm(question)
    assert SHARE not in _labels(office.founder.seen)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_card_that_everyone_sees_says_how_to_ask_more(office: Office, question: str):
    office.founder.types(f"@Rolecall {question}")
    assert MENTION_HINT in office.founder.seen.words
    for typed, channel in ((f"/roles {question}", "#leadership"), (question, "DM")):
        office.founder.types(typed, channel)
        assert MENTION_HINT not in office.founder.seen.words


def _labels(card: Seen) -> set[str]:
    """The labels of every button and menu option."""
    return {*card.buttons, *card.choices}


def _content(card: Seen) -> list[str]:
    """What the card says: the text of its blocks, without its buttons and the hint for threads."""
    shown = [block for block in card.blocks if block["type"] != "actions"]
    return [text for text in words(shown) if text != MENTION_HINT]
