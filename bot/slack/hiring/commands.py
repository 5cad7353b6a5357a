"""`/hiring`: what needs nothing of Slack is answered within the acknowledgement, everything else right after it."""

import json
from collections.abc import Callable
from functools import partial

from slack_bolt import App, Args, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.slack.acks import acknowledge
from bot.slack.delivery import answer_privately
from bot.slack.errors import lazily
from bot.slack.hiring.answering import answer, is_quick, obey
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.message import Message

COMMAND = "/hiring"
"""The command as the manifest promises it to Slack."""
_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def register(app: App, hiring: Hiring) -> None:
    """Listen to the command."""
    app.use(AnswerHiring(hiring))
    app.command(COMMAND)(ack=acknowledge, lazy=[lazily(partial(answer_later, hiring))])


class AnswerHiring(Middleware):
    """Answers most commands before Bolt looks for a listener, as `/roles` is; the others go on to theirs."""

    def __init__(self, hiring: Hiring) -> None:
        """What commands are answered with."""
        self._hiring = hiring

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes it
        next: Callable[[], BoltResponse],  # noqa: A002  Bolt names it
    ) -> BoltResponse:
        """The answer, for the person who typed the command alone."""
        if req.body.get("command") != COMMAND:
            return next()
        order = self._hiring.orders.read(req.body.get("text", ""))
        if not is_quick(order):
            return next()
        message = obey(self._hiring, Here.of(self._hiring, req, req.context), order).message
        return BoltResponse(status=200, body=_body(message) if message else "")


def answer_later(hiring: Hiring, args: Args) -> None:
    """Answer through the link that Slack gave."""
    message = answer(hiring, Here.behind(hiring, args), args.body.get("text", "")).message
    if message:
        answer_privately(args.respond, message)


def _body(message: Message) -> str:
    whole = {"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)}
    return _JSON.encode(whole)
