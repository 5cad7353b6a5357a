"""Slash commands that are answered inside the acknowledgement, so that they work where the app is not a member."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import App, Args, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.slack.answer_cache import QuestionReply
from bot.slack.delivery import acknowledge, respond_privately
from bot.slack.errors import with_error_reply
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

    def answer(self, request: BoltRequest) -> str | None:
        """The body of the acknowledgement; None if another company may be in the channel."""
        place = _place(request.body)
        return self._answer(request.body, place).body if self._is_own(place) else None

    def answer_later(self, args: Args) -> None:
        """Answer after the acknowledgement, once it's known whether another company is in the channel.

        Raises ResponseUrlExpiredError, ResponseRefusedError.
        """
        place = _place(args.body)
        is_shared = self._shared.is_shared(args.client, *place)
        respond_privately(args.respond, self._answer(args.body, place, is_shared=is_shared).message)

    def answer_at_once(self, parameters: Mapping[str, Any]) -> str | None:
        """The body of the response, without waiting for the database or for Slack.

        Returns None to leave the request to Bolt: it may have to wait, or it is refused, and Bolt says why.
        """
        if parameters.get("command") != COMMAND or not self._needs_no_database(parameters.get("text", "")):
            return None
        place = _place(parameters)
        if not self._is_own(place) or not all(check(parameters) for check in self._checks):
            return None
        return self._answer(parameters, place).body

    def _is_own(self, place: tuple[str, str]) -> bool:
        """Whether it's known that no other company is in the channel, or there is nothing to hold back."""
        return self._shared.is_shared_at_once(*place) is False

    def _answer(
        self, parameters: Mapping[str, Any], place: tuple[str, str], *, is_shared: bool = False
    ) -> QuestionReply:
        conversation = self._memory.conversation(*place, is_shared=is_shared)
        return self._replies.answer_command(parameters.get("text", ""), conversation)

    def _needs_no_database(self, text: str) -> bool:
        first = text.casefold().split(maxsplit=1)[:1]
        return self._reserved.isdisjoint(first) and self._replies.can_answer_at_once(text)


def register(app: App, command: RolesCommand) -> None:
    """Answer `/roles` on this app."""
    app.use(CommandMiddleware(COMMAND, command.answer))
    app.command(COMMAND)(ack=acknowledge, lazy=[with_error_reply(command.answer_later)])


def _place(parameters: Mapping[str, Any]) -> tuple[str, str]:
    """The ids of the workspace and the channel."""
    return parameters.get("team_id") or "", parameters.get("channel_id") or ""
