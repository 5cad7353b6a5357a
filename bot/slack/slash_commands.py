"""`/roles`: answered inside the acknowledgement itself, so it works where the app is no member."""

from collections.abc import Callable

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.slack.memory import Memory
from bot.slack.replies import AnswerService

COMMAND = "/roles"


def register(app: App, replies: AnswerService, memory: Memory) -> None:
    """Listen to the command."""
    app.use(RolesCommandMiddleware(replies, memory))


class RolesCommandMiddleware(Middleware):
    """Answers the command before Bolt looks for a listener.

    A listener would do the same, a third slower: Bolt prepares 30 possible arguments to find it, and again to call it.
    """

    def __init__(self, replies: AnswerService, memory: Memory) -> None:
        """Where answers come from, and what abbreviations mean where."""
        self._replies = replies
        self._memory = memory

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes it
        next: Callable[[], BoltResponse],  # noqa: A002  Bolt names it
    ) -> BoltResponse:
        """The card, for the person who typed the command alone; everything else goes on."""
        if req.body.get("command") != COMMAND:
            return next()
        where = self._memory.conversation(req.body.get("team_id"), req.body.get("channel_id", ""))
        return BoltResponse(status=200, body=self._replies.answer_command(req.body.get("text", ""), where).body)
