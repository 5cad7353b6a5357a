"""The channels of the fake workspace: public ones, private ones, and each member's direct conversation with the bot."""

from dataclasses import dataclass

from bot.playground.identities import BOT_USER, User


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or, if `member` is set, the direct conversation of that member with the bot.

    One that `is_mpim` is a group direct message, named after the people in it.

    `members` are the ids of the people in it, None for every member of the workspace; `bot_is_member` says whether
    the bot is in it. An `is_ext_shared` channel is shared with another company, an `is_org_shared` one with another
    workspace of the same company.
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
    is_mpim: bool = False

    @property
    def is_im(self) -> bool:
        """Whether this is a direct conversation."""
        return self.member is not None

    @property
    def is_shared(self) -> bool:
        """Whether it is shared with any other workspace."""
        return self.is_ext_shared or self.is_org_shared

    @property
    def name_for_apps(self) -> str:
        """The name in commands and actions: there, Slack hides the name of a private channel from apps."""
        return f"mpdm-{self.id.lower()}" if self.is_mpim else "privategroup" if self.is_private else self.name

    def has(self, user: str) -> bool:
        """Whether the user with this id, a person or the bot, is in it."""
        if user == BOT_USER:
            return self.bot_is_member
        if self.is_im:
            return user == self.member
        return self.members is None or user in self.members


CHANNELS = (
    Channel("C0LEADERSHIP", "leadership", "Leadership roles and the next executive hire"),
    Channel("C0HIRING", "hiring", "Executive searches in progress"),
    Channel("C0EXECSEARCH", "exec-search", "Confidential searches", is_private=True),
    Channel("C0PARTNERS", "partners", "Shared with another company", is_ext_shared=True),
)


def direct_conversation(member: User) -> Channel:
    """The conversation of one member with the bot."""
    return Channel("D" + member.id[1:], "directmessage", member=member.id)
