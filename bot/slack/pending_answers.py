"""Remembers who waits for what is done after an acknowledgement, in case this process ends before it is done.

Slack doesn't repeat a request that was acknowledged. So before the acknowledgement, a claim on an answer goes into the
outbox, and it is deleted once the person has an answer or an explanation. The reminder job finds the claims that are
left, in whichever process, and tells each person. A claim names the person and the conversation, never what was asked.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import BoltRequest

from bot.errors import UnavailableError
from bot.hiring.outbox import ONE_TIME_DAY, Delivery, DeliveryClaim, Outbox
from bot.logs import log_rarely, safe_traceback
from bot.slack.errors import UNANSWERED
from bot.slack.events import is_direct_message, is_from_person
from bot.slack.hiring.context import channel_of, request_id

log = logging.getLogger("rolecall.pending")


class PendingAnswers:
    """The answers that people wait for. Without the database, answers aren't remembered, but given all the same."""

    def __init__(self, open_outbox: Callable[[], Outbox], clock: Callable[[], datetime]) -> None:
        """Take a function that opens the outbox."""
        self._open = open_outbox
        self._clock = clock

    def begin(self, request: BoltRequest) -> DeliveryClaim | None:
        """Remember who waits for an answer to the request; None if no one does, or that can't be stored."""
        user = find_waiting_person(request.body)
        if not user:
            return None
        recipient = f"{user}:{channel_of(request.body)}:{request_id(request)}"
        delivery = Delivery(request.context.team_id or "", "answer", recipient, ONE_TIME_DAY)
        try:
            return self._open().claim(delivery, self._clock())
        except Exception as error:  # noqa: BLE001  an answer that may be lost is better than none
            _log_failure(error)
            return None

    def end(self, claim: DeliveryClaim | None, request: BoltRequest) -> None:
        """Forget it, unless Slack refused even the explanation: then the person is told later."""
        if claim is None or request.context.get(UNANSWERED):
            return
        try:
            self._open().release(claim)
        except Exception as error:  # noqa: BLE001  the person is told to look whether there is an answer
            _log_failure(error)


def find_waiting_person(body: Mapping[str, Any]) -> str:
    """The person who waits for an answer to a request; empty for a notice of Slack's, and for a message to others."""
    event = body.get("event")
    if isinstance(event, dict):
        kind = event.get("type")
        is_addressed = kind == "app_mention" or (kind == "message" and is_direct_message(event))
        return str(event.get("user") or "") if is_addressed and is_from_person(event) else ""
    user = body.get("user")
    return str(body.get("user_id") or (user.get("id") if isinstance(user, dict) else "") or "")


def _log_failure(error: Exception) -> None:
    if not isinstance(error, UnavailableError):  # which is logged where it is raised
        log_rarely(log, "cannot remember who waits for an answer", logging.WARNING, trace=safe_traceback(error))
