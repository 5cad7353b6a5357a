"""Slash commands that are answered inside the acknowledgement, so that they work where the app is not a member."""

from collections.abc import Callable, Mapping

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.slack.memory import Memory
from bot.slack.replies import AnswerService

COMMAND = "/roles"
"""The command as the manifest declares it to Slack."""

HasToken = Callable[[str, str], bool]
"""Takes the ids of an organisation and a workspace; whether its token is known without asking the database."""
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


class ImmediateCommands:
    """The commands that are answered without waiting for the database or for Slack: most questions."""

    def __init__(self, replies: AnswerService, has_token: HasToken) -> None:
        """`replies` are those that the app answers with."""
        self._replies = replies
        self._has_token = has_token

    def includes(self, parameters: Mapping[str, str]) -> bool:
        """Whether the command with these parameters is one of them."""
        if parameters.get("command") != COMMAND:
            return False
        has_token = self._has_token(parameters.get("enterprise_id", ""), parameters.get("team_id", ""))
        return has_token and self._replies.can_answer_at_once(parameters.get("text", ""))


def register(app: App, replies: AnswerService, memory: Memory) -> None:
    """Answer `/roles` on this app."""

    def answer(req: BoltRequest) -> str:
        conversation = memory.conversation(req.body.get("team_id"), req.body.get("channel_id", ""))
        return replies.answer_command(req.body.get("text", ""), conversation).body

    app.use(CommandMiddleware(COMMAND, answer))
