"""Slash commands that are answered inside the acknowledgement, so that they work where the app is not a member."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.slack.memory import Memory
from bot.slack.replies import AnswerService
from bot.slack.shared_channels import SharedChannels

COMMAND = "/roles"
"""The command as the manifest declares it to Slack."""

RequestCheck = Callable[[Mapping[str, Any]], bool]
"""Takes the body of a request; whether it may be answered, as far as is known without waiting."""
CommandAnswerer = Callable[[BoltRequest], str | None]
"""Takes the request; returns the body of the acknowledgement, or None to leave the request to Bolt's listeners."""


class CommandMiddleware(Middleware):
    """Answers one slash command before Bolt looks for a listener.

    A listener would give the same answer a third more slowly: Bolt prepares 30 possible arguments to find the
    listener, and prepares them again to call it.
    """

    def __init__(self, name: str, answer: CommandAnswerer) -> None:
        """Take the command to answer, with its slash, and the function that answers it."""
        self._name = name
        self._answer = answer

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes it by name
        next: Callable[[], BoltResponse],  # noqa: A002  Bolt chose the name
    ) -> BoltResponse:
        """Return the answer as the acknowledgement, or pass the request on. Raises what the function raises."""
        if req.body.get("command") != self._name:
            return next()
        body = self._answer(req)
        return next() if body is None else BoltResponse(status=200, body=body)


class RolesCommand:
    """Answers `/roles`, with Bolt or without.

    Bolt takes as long as everything else about a question does. So it is left out of most of them. Only the person who
    types the command sees the answer, but in a channel that is shared with another company, it still has nothing of the
    company's own.
    """

    def __init__(
        self,
        replies: AnswerService,
        memory: Memory,
        shared: SharedChannels,
        checks: Sequence[RequestCheck],
        reserved: frozenset[str],
    ) -> None:
        """`checks` are what Bolt's middleware asks of every request; `reserved` are first words of other commands."""
        self._shared = shared
        self._replies = replies
        self._memory = memory
        self._checks = checks
        self._reserved = reserved

    def answer(self, request: BoltRequest) -> str:
        """The body of the acknowledgement. Slack may be asked about the channel."""
        team, channel = _place(request.body)
        is_shared = self._shared.is_shared_at_once(team, channel)
        if is_shared is None:
            is_shared = self._shared.is_shared(request.context.client or WebClient(), team, channel)
        return self._answer(request.body, is_shared=is_shared)

    def answer_at_once(self, parameters: Mapping[str, Any]) -> str | None:
        """The body of the response, without waiting for the database or for Slack.

        Returns None to leave the request to Bolt: it may have to wait, or it is refused, and Bolt says why.
        """
        if parameters.get("command") != COMMAND or not self._needs_no_database(parameters.get("text", "")):
            return None
        is_shared = self._shared.is_shared_at_once(*_place(parameters))
        if is_shared is None or not all(check(parameters) for check in self._checks):
            return None
        return self._answer(parameters, is_shared=is_shared)

    def _answer(self, parameters: Mapping[str, Any], *, is_shared: bool) -> str:
        conversation = self._memory.conversation(*_place(parameters), is_shared=is_shared)
        return self._replies.answer_command(parameters.get("text", ""), conversation).body

    def _needs_no_database(self, text: str) -> bool:
        first = text.casefold().split(maxsplit=1)[:1]
        return self._reserved.isdisjoint(first) and self._replies.can_answer_at_once(text)


def register(app: App, command: RolesCommand) -> None:
    """Answer `/roles` on this app."""
    app.use(CommandMiddleware(COMMAND, command.answer))


def _place(parameters: Mapping[str, Any]) -> tuple[str, str]:
    """The ids of the workspace and the channel."""
    return str(parameters.get("team_id") or ""), str(parameters.get("channel_id") or "")
