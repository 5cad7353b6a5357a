"""The fake workspace: its users, channels and messages, and who may see each message."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from bot.playground.channels import CHANNELS, Channel, direct_conversation
from bot.playground.event_feed import EventFeed
from bot.playground.identities import BOT_PROFILE, BOT_USER, MEMBERS, SLACKBOT_PROFILE, User
from bot.playground.messages import Blocks, PostedMessage
from bot.playground.uploads import UploadedFile


@dataclass
class Workspace:
    """The users, channels and messages. Safe to use from several threads; every change is added to `feed`."""

    bot: User = BOT_PROFILE
    members: tuple[User, ...] = MEMBERS
    clock: Callable[[], float] = time.time
    feed: EventFeed = field(default_factory=EventFeed)

    def __post_init__(self) -> None:
        channels = (*CHANNELS, *map(direct_conversation, self.members))
        self.channels: dict[str, Channel] = {channel.id: channel for channel in channels}
        self._messages: dict[tuple[str, str], PostedMessage] = {}
        self._lock = threading.RLock()
        self._last_ts = 0  # in microseconds: near today, floats of seconds are too far apart to add one
        self._block_ids = count(1)

    @property
    def users(self) -> dict[str, User]:
        """All users by id: members, including those who have left, the bot and Slackbot."""
        return {user.id: user for user in (*self.members, self.bot, SLACKBOT_PROFILE)}

    @property
    def messages(self) -> list[PostedMessage]:
        """Every message, oldest first."""
        return self._in_order()

    def restore(
        self, members: tuple[User, ...], channels: Iterable[Channel], messages: Iterable[PostedMessage]
    ) -> None:
        """Put this content in place of what is here, without telling `feed` of it."""
        with self._lock:
            self.members = members
            self.channels = {channel.id: channel for channel in channels}
            self._messages = {(message.channel, message.ts): message for message in messages}
            self._last_ts = max((round(float(ts) * 1_000_000) for _, ts in self._messages), default=0)

    def add_member(self, user: User) -> None:
        """Add a member, with their direct conversation with the bot."""
        self.members = (*self.members, user)
        direct = direct_conversation(user)
        self.channels[direct.id] = direct

    def change_user(self, user_id: str, **changes: Any) -> User:
        """Change fields of a member, such as `tz` or `deleted`; returns the changed user. Raises KeyError."""
        changed = replace(self.users[user_id], **changes)
        self.members = tuple(changed if member.id == user_id else member for member in self.members)
        return changed

    def add_channel(self, name: str, **facts: Any) -> Channel:
        """Add a channel; `facts` are fields of Channel. By default every member and the bot are in it.

        workspace.add_channel("board", is_private=True, members=("U0FOUNDER", "U0BOARD"), bot_is_member=False)
        """
        letters = "".join(filter(str.isalnum, name))
        channel = Channel(**{"id": f"C0{letters.upper()}", "name": name} | facts)
        self.channels[channel.id] = channel
        return channel

    def change_channel(self, channel_id: str, **changes: Any) -> Channel:
        """Change fields of a channel, such as `members` or `is_ext_shared`; returns it. Raises KeyError."""
        self.channels[channel_id] = replace(self.channels[channel_id], **changes)
        return self.channels[channel_id]

    def channel_named(self, name: str) -> Channel:
        """The channel called `name` (a leading `#` is allowed). Raises KeyError."""
        wanted = name.removeprefix("#")
        found = [channel for channel in self.channels.values() if channel.name == wanted and not channel.is_im]
        if not found:
            raise KeyError(f"no channel #{wanted}")
        return found[0]

    def conversation_with_bot(self, user: str) -> Channel:
        """The direct conversation of `user` with the bot. Raises KeyError."""
        return self.channels["D" + user[1:]]

    def members_of(self, channel: Channel) -> list[str]:
        """The ids of the users in a channel, the bot last. As in Slack, users who have left the company remain."""
        people = [user.id for user in self.members if channel.has(user.id)]
        return [*people, BOT_USER] if channel.bot_is_member else people

    def next_ts(self) -> str:
        """A message timestamp, later than every earlier one: it is the id of a message in its channel."""
        with self._lock:
            self._last_ts = max(round(self.clock() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"

    def post(  # noqa: PLR0913 - a message has this many parts
        self,
        channel: str,
        user: str,
        text: str,
        blocks: Iterable[dict[str, Any]] = (),
        *,
        thread_ts: str | None = None,
        visible_to: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        files: tuple[UploadedFile, ...] = (),
    ) -> PostedMessage:
        """Post a message; blocks without a `block_id` get one, as in Slack."""
        message = PostedMessage(channel, self.next_ts(), user, text, self.with_block_ids(blocks), thread_ts, visible_to)
        return self._store(replace(message, metadata=metadata or {}, files=files))

    def edit(
        self,
        message: PostedMessage,
        text: str,
        blocks: Iterable[dict[str, Any]],
        metadata: Mapping[str, Any] | None = None,
    ) -> PostedMessage:
        """Replace the content of a message; None keeps its metadata."""
        data = message.metadata if metadata is None else metadata
        return self._store(replace(message, text=text, blocks=self.with_block_ids(blocks), metadata=data, edited=True))

    def react(self, message: PostedMessage, reactions: tuple[str, ...]) -> PostedMessage:
        """Replace the reactions on a message."""
        return self._store(replace(message, reactions=reactions))

    def remove(self, message: PostedMessage) -> None:
        """Delete a message."""
        with self._lock:
            self._messages.pop((message.channel, message.ts), None)
        removed = {"channel": message.channel, "ts": message.ts}
        self.feed.add("removed", removed, self._audience(message))

    def find(self, channel: str, ts: str) -> PostedMessage | None:
        """The message at `ts`, even one that only one user sees; None if there is none."""
        return self._messages.get((channel, ts))

    def channel_messages(self, channel: str) -> list[PostedMessage]:
        """The messages that a whole channel sees, with those in threads, oldest first."""
        return [message for message in self._in_order() if message.channel == channel and not message.visible_to]

    def visible_to(self, user: str, channel: str | None = None) -> list[PostedMessage]:
        """The messages that `user` sees in one channel, or in all of them, oldest first."""
        return [
            message for message in self._in_order() if channel in {None, message.channel} and self._sees(user, message)
        ]

    def with_block_ids(self, blocks: Iterable[dict[str, Any]]) -> Blocks:
        """The blocks, each with a `block_id`."""
        return tuple({"block_id": f"b{next(self._block_ids)}", **block} for block in blocks)

    def _in_order(self) -> list[PostedMessage]:
        with self._lock:
            messages = list(self._messages.values())
        return sorted(messages, key=lambda message: float(message.ts))

    def _sees(self, user: str, message: PostedMessage) -> bool:
        audience = self._audience(message)
        return audience is None or user in audience

    def _audience(self, message: PostedMessage) -> frozenset[str] | None:
        """The users who may see a message; None for all, since all may read a public channel."""
        channel = self.channels[message.channel]
        if message.visible_to:
            return frozenset({message.visible_to})
        if channel.is_private or channel.is_im:
            return frozenset(filter(channel.has, self.users))
        return None

    def _store(self, message: PostedMessage) -> PostedMessage:
        with self._lock:
            self._messages[message.channel, message.ts] = message
        self.feed.add("message", message.to_page(), self._audience(message))
        return message
