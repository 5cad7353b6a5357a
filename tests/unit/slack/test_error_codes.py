import json
import re
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.error_codes import DONE_ALL_THE_SAME, MEANINGS, is_about_blocks, meaning_of

OPERATING = Path(__file__).parents[3] / "docs" / "operating.md"


def refusal(code: str, method: str = "conversations.info", status: int = 200) -> SlackApiError:
    url = f"https://slack.com/api/{method}"
    data = {"ok": False, "error": code}
    response = SlackResponse(
        client=None, http_verb="POST", api_url=url, req_args={}, data=data, headers={}, status_code=status
    )
    return SlackApiError("refused", response)


@pytest.mark.parametrize("code", MEANINGS)
def test_every_code_is_explained_in_a_sentence_with_a_next_step(code: str):
    meaning = meaning_of(refusal(code))
    assert meaning
    assert re.search(r"\b(?:ask|invite|press|wait|try|shows)\b", meaning.text, re.IGNORECASE)
    assert meaning.text.endswith(".")


def test_an_unexpected_code_has_no_meaning():
    assert meaning_of(refusal("no_such_code")) is None


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_slack_is_said_to_have_trouble_whatever_it_answers(status: int):
    meaning = meaning_of(refusal("odd", status=status))
    assert meaning
    assert meaning.kind == "slack"


def test_a_refused_message_never_asks_to_repeat_a_change():
    posted, opened = (
        meaning_of(refusal("is_archived", "chat.postMessage")),
        meaning_of(refusal("fatal_error", "views.open")),
    )
    assert posted
    assert opened
    assert posted.text.endswith(DONE_ALL_THE_SAME)
    assert DONE_ALL_THE_SAME not in opened.text


def test_only_codes_about_the_message_itself_let_the_text_go_alone():
    assert [code for code in MEANINGS if is_about_blocks(code)] == [
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
    ]


def test_the_documentation_lists_every_code():
    section = OPERATING.read_text(encoding="utf-8").partition("## What Slack refuses")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([a-z_]+)`", section)) >= set(MEANINGS), json.dumps(sorted(MEANINGS))
