"""Workflow steps: Slack runs them with inputs, and the app reports outputs or an error."""

from typing import Any

import pytest
from fakes.hiring import PRIVATE_CHANNEL, card, in_days, open_search
from fakes.office import Office

from bot.playground.identities import BOT_USER
from bot.playground.workflow_runs import WorkflowRun


def run(office: Office, step: str, **inputs: Any) -> WorkflowRun:
    """Run a step, and return how it ended."""
    run_id = office.slack.user_actions.run_step(step, inputs)
    office.settle()
    return office.slack.workflow_runs.get(run_id)


def start(office: Office, **inputs: Any) -> WorkflowRun:
    channel = office.slack.workspace.channel_named(PRIVATE_CHANNEL).id
    return run(office, "start_checklist_step", **{"role": "CRO", "channel": channel, "owner": "U0HRLEAD"} | inputs)


# Compare roles


@pytest.mark.socket_mode
def test_a_comparison_is_reported_as_text(office: Office):
    ended = run(office, "compare_roles_step", first_role="CMO", second_role="Chief Revenue Officer", topic="metrics")
    assert ended.outputs["title"] == "CMO vs CRO: Metrics"
    assert ended.outputs["answer"].startswith("The CMO is measured on")
    assert "Sources: " in ended.outputs["details"]
    assert not any("&amp;" in text for text in ended.outputs.values())
    office.founder.sees_nothing()


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        ({"first_role": "CMO", "second_role": "astronaut"}, "astronaut"),
        ({"first_role": "CPO", "second_role": "CFO"}, "“CPO” has several meanings"),
        ({"first_role": "CMO", "second_role": " "}, "Second role is empty."),
        ({"first_role": "CMO", "second_role": "x" * 300}, "Second role is longer than 200 characters."),
    ],
)
def test_what_can_not_be_compared_is_reported_as_an_error(office: Office, inputs: dict[str, str], error: str):
    ended = run(office, "compare_roles_step", **inputs)
    assert ended.outputs is None
    assert error in ended.error


def test_a_repeated_event_is_carried_out_once(office: Office):
    run(office, "compare_roles_step", first_role="CMO", second_role="CRO")
    office.slack.user_actions.redeliver(office.slack.user_actions.app_requests[-1])
    office.settle()
    reports = [call for call in office.slack.api.calls if call.method == "functions.completeSuccess"]
    assert len(reports) == 1


# Start a hiring checklist


def test_a_checklist_starts_with_its_card_in_the_channel(office: Office):
    day = in_days(200).isoformat()
    ended = start(office, name="CRO Europe", start_date=day)
    assert ended.outputs == {"search": "cro", "name": "CRO Europe", "start_date": day, "owner": "U0HRLEAD"}
    assert "<@U0HRLEAD>" in card(office.founder, "CRO Europe").words


def test_without_a_date_the_outputs_have_the_usual_one(office: Office):
    ended = start(office)
    assert ended.outputs["name"] == "Chief Revenue Officer"
    assert ended.outputs["start_date"] > in_days(0).isoformat()


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        ({"role": "astronaut"}, "astronaut"),
        ({"role": "CPO"}, "can mean several roles"),
        ({"role": ""}, "Role is empty."),
        ({"start_date": "next summer"}, "next summer isn't a date."),
        ({"start_date": "2020-01-01"}, "That date has passed."),
        ({"owner": "U0NOBODY"}, "Slack doesn't know that person here."),
        ({"owner": BOT_USER}, "That's an app."),
        ({"channel": "C0NOWHERE"}, "I'm not in that channel, or it isn't private."),
    ],
)
def test_an_input_that_can_not_be_used_is_named_and_starts_nothing(office: Office, inputs: dict[str, str], error: str):
    ended = start(office, **inputs)
    assert error in (ended.error or "")
    office.founder.sees_nothing()
    office.slack.faults.clear()


def test_a_public_channel_is_refused(office: Office):
    ended = start(office, channel=office.slack.workspace.channel_named("#leadership").id)
    assert "it isn't private" in ended.error


def test_an_owner_outside_the_channel_is_refused(office: Office):
    channel = office.channel("founders", office.founder)
    ended = start(office, channel=office.slack.workspace.channel_named(channel).id)
    assert ended.error.startswith("The owner isn't in that channel.")


def test_a_search_that_is_open_already_is_not_started_again(office: Office):
    open_search(office.founder)
    ended = start(office)
    assert ended.error == ("Chief Revenue Officer is already open in the channel. Give this search another name.")
