"""Rolecall: a Slack bot for leadership-role questions."""
