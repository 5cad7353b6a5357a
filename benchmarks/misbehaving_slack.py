"""A stand-in for Slack that is down, slow, limits the rate or fails, as long as it's told to."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Literal, NoReturn

from bot.playground.fake_slack import FakeSlack
from bot.playground.loopback import Request, Response
from bot.playground.transport import JSON

Mood = Literal["well", "down", "slow", "429", "500"]
MOODS: tuple[Mood, ...] = ("well", "down", "slow", "429", "500")
SLOW_SECONDS = 2.0


class _NoHeaders(dict[str, str]):
    """Makes the server close the connection without a response, as when the other side has gone."""

    def items(self) -> NoReturn:
        raise ConnectionResetError


class MisbehavingSlack(FakeSlack):
    """Answers every call of the app according to its mood."""

    mood: Mood = "well"

    @contextmanager
    def in_mood(self, mood: Mood) -> Iterator[None]:
        """Answer so during the block."""
        self.mood = mood
        try:
            yield
        finally:
            self.mood = "well"

    def route(self, request: Request) -> Response:
        """The response to one request, according to the mood."""
        match self.mood:
            case "down":
                return Response(headers=_NoHeaders())
            case "429":
                return Response(
                    HTTPStatus.TOO_MANY_REQUESTS, b'{"ok": false, "error": "ratelimited"}', JSON, {"Retry-After": "1"}
                )
            case "500":
                return Response(HTTPStatus.INTERNAL_SERVER_ERROR, b"<html>Server Error</html>", "text/html")
            case "slow":
                time.sleep(SLOW_SECONDS)
        return super().route(request)
