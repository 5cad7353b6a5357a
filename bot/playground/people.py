"""Who is in the stand-in workspace."""

from dataclasses import dataclass

from bot.playground.ids import BOT_USER, SLACKBOT


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the workspace; `name` is the handle, `real_name` what people read.

    `tz` is the name of their time zone, such as `Europe/Paris`; whoever is `deleted` has left the company.
    """

    id: str
    name: str
    real_name: str
    is_bot: bool = False
    tz: str = "UTC"
    deleted: bool = False


MEMBERS = (
    User("U0FOUNDER", "founder", "Founder"),
    User("U0BOARD", "board-member", "Board member"),
    User("U0HRLEAD", "hr-lead", "HR lead"),
)
ROLECALL = User(BOT_USER, "rolecall", "Rolecall", is_bot=True)
SLACK_ITSELF = User(SLACKBOT, "slackbot", "Slackbot", is_bot=True)
