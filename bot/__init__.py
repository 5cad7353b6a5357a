"""Rolecall: a Slack bot for leadership-role questions."""

__version__ = "0.2.0"
