"""Messages in the fake workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.identities import ADDRESS, APP, BOT, BOT_USER, TEAM
from bot.playground.uploads import UploadedFile

Blocks = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """The current state of a message. `visible_to` is the only user who sees it, None if the whole channel does.

    `metadata` is data that the app attached to it and people do not see.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: Blocks = ()
    thread_ts: str | None = None
    visible_to: str | None = None
    edited: bool = False
    reactions: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[UploadedFile, ...] = ()

    @property
    def by_bot(self) -> bool:
        """Whether the app posted it."""
        return self.user == BOT_USER

    @property
    def is_reply(self) -> bool:
        """Whether it is in a thread and not the message that the thread began with."""
        return self.thread_ts not in {None, self.ts}

    @property
    def permalink(self) -> str:
        """The web address of the message."""
        address = f"{ADDRESS}/archives/{self.channel}/p{self.ts.replace('.', '')}"
        return f"{address}?thread_ts={self.thread_ts}&cid={self.channel}" if self.is_reply else address

    def payload(self) -> dict[str, Any]:
        """The message as Slack sends it to apps: in events, in actions, in the result of `chat.postMessage`."""
        base = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "team": TEAM}
        extras = {
            "blocks": list(self.blocks),
            "files": [file.payload() for file in self.files],
            "thread_ts": self.thread_ts,
            "edited": {"user": self.user, "ts": self.ts} if self.edited else None,
            **({"bot_id": BOT, "app_id": APP} if self.by_bot else {}),
        }
        return base | {key: value for key, value in extras.items() if value}

    def to_page(self) -> dict[str, Any]:
        """The message as the page's JavaScript reads it."""
        return {
            "channel": self.channel,
            "ts": self.ts,
            "user": self.user,
            "text": self.text,
            "blocks": list(self.blocks),
            "thread_ts": self.thread_ts,
            "visible_to": self.visible_to,
            "edited": self.edited,
            "reactions": list(self.reactions),
            "files": [file.to_page() for file in self.files],
        }
