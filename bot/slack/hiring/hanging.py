"""Where the card of a search hangs, in words, and hanging it anew where it has been left behind or deleted."""

import logging
from datetime import date

from slack_sdk.errors import SlackApiError

from bot.hiring import service
from bot.hiring.models import Checklist
from bot.hiring.service import Target
from bot.logs import note
from bot.slack.hiring.board import hang
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.modals import certain
from bot.slack.message import Message

OUTSIDE = ("not_in_channel", "channel_not_found")
INVITE = (
    ":warning: I am not in this channel, so nobody sees its card: type `/invite @Rolecall`. "
    "The card comes with the next change."
)
REFUSED = ":warning: Slack did not let me post its card here. I try again with the next change."
CARD = "Its card is in the channel."
PRIVATE = "Its card is in our direct conversation, which only you see. Whoever you give an item to hears of it."

log = logging.getLogger("rolecall.hiring")


def hung(hiring: Hiring, here: Here, checklist: Checklist, today: date, *, anew: bool = False) -> str:
    """Hang the card; what to say of where it is. That it could not be hung undoes nothing."""
    try:
        hang(hiring.desks, here.client, checklist, today, anew=anew)
    except SlackApiError as error:
        code = error.response["error"]
        note(log, "card not hung", logging.WARNING, search=checklist.search.id, slack_error=code)
        return INVITE if code in OUTSIDE else REFUSED
    return PRIVATE if checklist.search.channel.startswith("D") else CARD


def hang_again(hiring: Hiring, here: Here, search_id: str) -> Message:
    """Hang the card at the end of its channel and take the old one away. Raises SearchNotYoursError."""
    with hiring.desks.desk(here.team, to_change=False) as desk:
        checklist = certain(service.find(desk, here.asker, Target(id=search_id)))
    where = hung(hiring, here, checklist, here.day(hiring), anew=True)
    return Message("The card is the newest message there now." if where in (CARD, PRIVATE) else where)
