"""The channel of the curators, which gets questions without an answer, the usage report, and entries to review."""

import logging
from typing import NamedTuple

from slack_sdk import WebClient

from bot.logs import log_rarely
from bot.slack.shared_channels import SharedChannels

log = logging.getLogger("rolecall.reminders")


class CuratorChannel(NamedTuple):
    """The channel, by id (empty if there is none), and what knows whether another company is in it."""

    channel: str
    shared: SharedChannels

    def find(self, client: WebClient, team: str) -> str:
        """The channel; empty if there is none, or if another company may read it. May ask Slack."""
        if not self.channel or not self.shared.is_shared(client, team, self.channel):
            return self.channel
        text = "CURATORS_CHANNEL is shared with another company, or Slack did not say: nothing is posted there"
        log_rarely(log, text, logging.ERROR)
        return ""
