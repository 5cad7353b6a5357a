"""A local Slack to try Rolecall in. It needs no account and no token, and sends nothing outside the machine."""

from bot.playground.server import run

__all__ = ["run"]
