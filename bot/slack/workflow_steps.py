"""The steps that Rolecall offers to Workflow Builder: acknowledging a run, and reporting its outputs or its error."""

from collections.abc import Callable, Mapping
from functools import partial
from html import unescape
from typing import Any

from slack_bolt import App, Args
from slack_sdk import WebClient

from bot.errors import RolecallError
from bot.slack.delivery import acknowledge
from bot.slack.errors import explain_error, with_error_reply
from bot.slack.events import skip_redeliveries
from bot.slack.repeats import Repeats
from bot.slack.replies import AnswerService

EVENT = "function_executed"
COMPARE_STEP = "compare_roles_step"
MAX_INPUT = 200
"""Characters of an input; far more than any role or topic has."""

Outputs = Mapping[str, Any]
Step = Callable[[Args], Outputs]
"""Carries out a step, and returns its outputs. Raises RolecallError with what the author of the workflow can do."""


class StepInputError(RolecallError):
    """An input of the step can't be used."""


def register(app: App, replies: AnswerService, repeats: Repeats) -> None:
    """Listen to the step that compares roles."""
    register_step(app, COMPARE_STEP, partial(compare_roles, replies), repeats)


def register_step(app: App, callback_id: str, step: Step, repeats: Repeats) -> None:
    """Carry out the step once for each run, after the acknowledgement, and report how it ended."""
    run = with_error_reply(skip_redeliveries(repeats, partial(_run, step)))
    app.function(callback_id)(ack=acknowledge, lazy=[run])


def text_input_of(args: Args, name: str, title: str, *, is_required: bool = True) -> str:
    """Return an input as text on one line. Raises StepInputError if it is missing or too long."""
    value = " ".join(str((args.event or {}).get("inputs", {}).get(name) or "").split())
    if is_required and not value:
        raise StepInputError(f"{title} is empty.", "Fill it in, or choose a variable that always has a value.")
    if len(value) > MAX_INPUT:
        raise StepInputError(f"{title} is longer than {MAX_INPUT} characters.", "Shorten it.")
    return value


def compare_roles(replies: AnswerService, args: Args) -> Outputs:
    """Answer with the comparison as text. Raises StepInputError if there is no answer."""
    first = text_input_of(args, "first_role", "First role")
    second = text_input_of(args, "second_role", "Second role")
    topic = text_input_of(args, "topic", "Topic", is_required=False)
    reply = replies.answer_command(f"compare {first} vs {second} {topic}")
    lines = unescape(reply.message.text).splitlines()
    if reply.intent is None:
        raise StepInputError(" ".join(lines), "Name each role by its title.")
    return {"title": lines[0], "answer": lines[1], "details": "\n".join(lines[2:])}


def _run(step: Step, args: Args) -> None:
    """Carry out the step, and report its outputs or its error to Slack. Raises SlackApiError if Slack refuses them."""
    run_id, client = (args.event or {})["function_execution_id"], _reporting_client(args)
    try:
        outputs = step(args)
    except Exception as error:  # noqa: BLE001  the workflow fails with the explanation, and the log has the error
        client.functions_completeError(function_execution_id=run_id, error=unescape(explain_error(error)))
    else:
        client.functions_completeSuccess(function_execution_id=run_id, outputs=dict(outputs))


def _reporting_client(args: Args) -> WebClient:
    """Return a client with the token that Slack issued for this run."""
    client = args.client
    return type(client)(
        token=args.context.function_bot_access_token or client.token,
        base_url=client.base_url,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=client.retry_handlers,
    )
