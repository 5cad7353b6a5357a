import json
import logging

import pytest
from fakes.office import Office

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
    assert _body(command.blocks) == _body(mention.blocks) == _body(direct.blocks)


@pytest.mark.parametrize("question", QUESTIONS)
def test_only_ephemeral_cards_have_a_share_button(office: Office, question: str):
    office.founder.types(f"@Rolecall {question}")
    assert "Share in channel" not in office.founder.seen.buttons
    office.founder.writes_dm(question)
    assert "Share in channel" not in office.founder.seen.buttons


def _body(blocks: list[dict[str, object]]) -> str:
    """The blocks without the intended differences: block ids and the Share button."""
    return json.dumps([_without_share(block) for block in blocks], sort_keys=True)


def _without_share(block: dict[str, object]) -> dict[str, object]:
    rest = {key: value for key, value in block.items() if key != "block_id"}
    elements = rest.get("elements")
    if rest["type"] == "actions" and isinstance(elements, list):
        rest["elements"] = [each for each in elements if each["action_id"] != "share"]
    return rest
