"""The ids that Slack knows the fake workspace and the app by, and the users in it."""

from dataclasses import dataclass

TEAM = "T0PLAYGROUND"
TEAM_NAME = "Playground"
DOMAIN = "playground"
ADDRESS = f"https://{DOMAIN}.invalid"
"""The web address of the workspace. Names under `.invalid` never resolve, so a permalink cannot leave the machine."""
APP = "A0ROLECALL"
BOT = "B0ROLECALL"
BOT_USER = "U0ROLECALL"
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class User:
    """A user of the workspace: `name` is the handle, `real_name` the name on screen.

    `tz` is the name of a time zone, such as `Europe/Paris`. A user who is `deleted` has left the company.
    One who `is_restricted` is a guest, and one who `is_stranger` belongs to another company.
    """

    id: str
    name: str
    real_name: str
    is_bot: bool = False
    tz: str = "UTC"
    deleted: bool = False
    is_restricted: bool = False
    is_stranger: bool = False


MEMBERS = (
    User("U0FOUNDER", "founder", "Founder"),
    User("U0BOARD", "board-member", "Board member"),
    User("U0HRLEAD", "hr-lead", "HR lead"),
)
BOT_PROFILE = User(BOT_USER, "rolecall", "Rolecall", is_bot=True)
SLACKBOT_PROFILE = User(SLACKBOT, "slackbot", "Slackbot", is_bot=True)
