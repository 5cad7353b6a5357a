"""The stand-in workspace: its people, channels and messages, and who may see what."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from typing import Any

from bot.playground.feed import Feed

Blocks = tuple[dict[str, Any], ...]

TEAM = "T0PLAYGROUND"
DOMAIN = "playground"
APP = "A0ROLECALL"
BOT = "B0ROLECALL"
BOT_USER = "U0ROLECALL"
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the workspace; `name` is the handle, `real_name` what people read."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or (`member` set) the direct conversation of one member with the bot."""

    id: str
    name: str
    topic: str = ""
    bot_is_member: bool = True
    member: str | None = None

    @property
    def is_im(self) -> bool:
        """Whether this is a direct conversation."""
        return self.member is not None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; `visible_to` is the only user who sees it, None for the whole channel."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: Blocks = ()
    thread_ts: str | None = None
    visible_to: str | None = None
    edited: bool = False
    reactions: tuple[str, ...] = ()

    @property
    def by_bot(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT_USER

    def payload(self) -> dict[str, Any]:
        """The message as Slack shows it to apps: events, actions, `chat.postMessage`."""
        whole = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "team": TEAM}
        extras = {
            "blocks": list(self.blocks),
            "thread_ts": self.thread_ts,
            "edited": {"user": self.user, "ts": self.ts} if self.edited else None,
            **({"bot_id": BOT, "app_id": APP} if self.by_bot else {}),
        }
        return whole | {key: value for key, value in extras.items() if value}

    def to_page(self) -> dict[str, Any]:
        """The message as the playground's page reads it."""
        return asdict(self) | {"blocks": list(self.blocks)}


MEMBERS = (
    User("U0FOUNDER", "founder", "Founder"),
    User("U0BOARD", "board-member", "Board member"),
    User("U0HRLEAD", "hr-lead", "HR lead"),
)
CHANNELS = (
    Channel("C0LEADERSHIP", "leadership", "Who leads what, and whom we need next"),
    Channel("C0HIRING", "hiring", "Searches under way"),
)


def direct_conversation(member: User) -> Channel:
    """The conversation of one member with the bot."""
    return Channel("D" + member.id[1:], "directmessage", member=member.id)


@dataclass
class Workspace:
    """Everything said so far. Safe to use from several threads; every change goes into `feed`."""

    bot: User = User(BOT_USER, "rolecall", "Rolecall", is_bot=True)
    members: tuple[User, ...] = MEMBERS
    clock: Callable[[], float] = time.time
    feed: Feed = field(default_factory=Feed)

    def __post_init__(self) -> None:
        rooms = (*CHANNELS, *map(direct_conversation, self.members))
        self.channels: dict[str, Channel] = {room.id: room for room in rooms}
        self._messages: dict[tuple[str, str], Message] = {}
        self._lock = threading.RLock()
        self._last_ts = 0.0
        self._block_ids = count(1)

    @property
    def users(self) -> dict[str, User]:
        """Everybody by id, the bot and Slackbot included."""
        everybody = (*self.members, self.bot, User(SLACKBOT, "slackbot", "Slackbot", is_bot=True))
        return {user.id: user for user in everybody}

    def add_channel(self, name: str, *, bot_is_member: bool = True) -> Channel:
        """A new channel, with or without the bot in it."""
        channel = Channel(f"C0{name.upper()}", name, bot_is_member=bot_is_member)
        self.channels[channel.id] = channel
        return channel

    def channel_named(self, name: str) -> Channel:
        """The channel called `name` (a leading `#` is allowed). Raises KeyError."""
        wanted = name.removeprefix("#")
        found = [room for room in self.channels.values() if room.name == wanted and not room.is_im]
        if not found:
            raise KeyError(f"no channel #{wanted}")
        return found[0]

    def conversation_with_bot(self, user: str) -> Channel:
        """The direct conversation of `user` with the bot. Raises KeyError."""
        return self.channels["D" + user[1:]]

    def next_ts(self) -> str:
        """A message timestamp, later than every one before."""
        with self._lock:
            self._last_ts = max(self.clock(), self._last_ts + 0.000_001)
            return f"{self._last_ts:.6f}"

    def post(  # noqa: PLR0913 - a message has this many parts
        self,
        channel: str,
        user: str,
        text: str,
        blocks: Iterable[dict[str, Any]] = (),
        *,
        thread_ts: str | None = None,
        visible_to: str | None = None,
    ) -> Message:
        """Say something; blocks without a `block_id` are given one, as Slack does."""
        named = self.with_ids(blocks)
        return self._keep(Message(channel, self.next_ts(), user, text, named, thread_ts, visible_to))

    def edit(self, message: Message, text: str, blocks: Iterable[dict[str, Any]]) -> Message:
        """Replace what a message says."""
        return self._keep(replace(message, text=text, blocks=self.with_ids(blocks), edited=True))

    def react(self, message: Message, reactions: tuple[str, ...]) -> Message:
        """Replace the reactions on a message."""
        return self._keep(replace(message, reactions=reactions))

    def remove(self, message: Message) -> None:
        """Take a message away."""
        with self._lock:
            self._messages.pop((message.channel, message.ts), None)
        gone = {"channel": message.channel, "ts": message.ts}
        self.feed.add("removed", gone, self._audience(message))

    def find(self, channel: str, ts: str) -> Message | None:
        """The message at `ts`, private ones included."""
        return self._messages.get((channel, ts))

    def visible_to(self, user: str, channel: str | None = None) -> list[Message]:
        """What `user` sees, oldest first: in one channel, or everywhere."""
        with self._lock:
            everything = list(self._messages.values())
        return [
            message
            for message in sorted(everything, key=lambda message: float(message.ts))
            if channel in {None, message.channel} and self._sees(user, message)
        ]

    def with_ids(self, blocks: Iterable[dict[str, Any]]) -> Blocks:
        """The blocks, each with a `block_id`."""
        return tuple({"block_id": f"b{next(self._block_ids)}", **block} for block in blocks)

    def _sees(self, user: str, message: Message) -> bool:
        audience = self._audience(message)
        return audience in {None, user}

    def _audience(self, message: Message) -> str | None:
        return message.visible_to or self.channels[message.channel].member

    def _keep(self, message: Message) -> Message:
        with self._lock:
            self._messages[message.channel, message.ts] = message
        self.feed.add("message", message.to_page(), self._audience(message))
        return message
