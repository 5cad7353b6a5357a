"""What people see where a call to Slack fails once, as the playground can make it."""

import pytest
from fakes.office import Office

from bot.playground.web_api import FAILURES, SLOW


@pytest.mark.parametrize("failure", [failure for failure, code in FAILURES.items() if code != SLOW])
def test_a_mention_gets_an_answer_or_an_explanation_although_a_call_fails(office: Office, failure: str):
    office.slack.api.fail_next(failure)
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    answer = office.founder.sees()
    assert answer.text
    [failed] = [call for call in office.slack.api.calls if not call.result["ok"]]
    assert failed.result["error"] == FAILURES[failure]
    office.slack.faults.clear()
