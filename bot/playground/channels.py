"""Where people talk in the stand-in workspace: open channels, private ones, and the conversations with the bot."""

from dataclasses import dataclass

from bot.playground.ids import BOT_USER
from bot.playground.people import User


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or (`member` set) the direct conversation of one member with the bot.

    `members` are the ids of the people in it, None for everybody in the workspace; whether the bot is one of them,
    `bot_is_member` says. A channel `is_ext_shared` with another company, `is_org_shared` within one's own.
    """

    id: str
    name: str
    topic: str = ""
    bot_is_member: bool = True
    member: str | None = None
    is_private: bool = False
    is_ext_shared: bool = False
    is_org_shared: bool = False
    members: tuple[str, ...] | None = None

    @property
    def is_im(self) -> bool:
        """Whether this is a direct conversation."""
        return self.member is not None

    @property
    def is_shared(self) -> bool:
        """Whether other workspaces are in it, of this company or of another."""
        return self.is_ext_shared or self.is_org_shared

    @property
    def name_for_apps(self) -> str:
        """The name that commands and actions carry: Slack tells no app what a private channel is called there."""
        return "privategroup" if self.is_private else self.name

    def has(self, user: str) -> bool:
        """Whether this user, or the bot, is in it."""
        if user == BOT_USER:
            return self.bot_is_member
        if self.is_im:
            return user == self.member
        return self.members is None or user in self.members


CHANNELS = (
    Channel("C0LEADERSHIP", "leadership", "Who leads what, and whom we need next"),
    Channel("C0HIRING", "hiring", "Searches under way"),
    Channel("C0EXECSEARCH", "exec-search", "Searches that not everybody should hear of", is_private=True),
)


def direct_conversation(member: User) -> Channel:
    """The conversation of one member with the bot."""
    return Channel("D" + member.id[1:], "directmessage", member=member.id)
