"""A local Slack to try Rolecall in: no account, no token, nothing leaves the machine."""

from bot.playground.server import run

__all__ = ["run"]
