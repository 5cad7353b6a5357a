"""Acknowledgements with nothing in them: all that Slack waits for where the answer comes by a call of its own."""

from slack_bolt import Ack


def acknowledge(ack: Ack) -> None:
    """Tell Slack that the command, click or shortcut arrived."""
    ack()
