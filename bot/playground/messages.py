"""What is said in the stand-in workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.files import UploadedFile
from bot.playground.ids import ADDRESS, APP, BOT, BOT_USER, TEAM

Blocks = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message as it stands now; `visible_to` is the only user who sees it, None for the whole channel.

    `metadata` is what the app attached for itself and nobody sees.
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
        """Whether the app wrote it."""
        return self.user == BOT_USER

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread, below the message that began it."""
        return self.thread_ts not in {None, self.ts}

    @property
    def permalink(self) -> str:
        """The address that leads to it."""
        address = f"{ADDRESS}/archives/{self.channel}/p{self.ts.replace('.', '')}"
        return f"{address}?thread_ts={self.thread_ts}&cid={self.channel}" if self.is_reply else address

    def payload(self) -> dict[str, Any]:
        """The message as Slack shows it to apps: events, actions, `chat.postMessage`."""
        whole = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "team": TEAM}
        extras = {
            "blocks": list(self.blocks),
            "files": [file.payload() for file in self.files],
            "thread_ts": self.thread_ts,
            "edited": {"user": self.user, "ts": self.ts} if self.edited else None,
            **({"bot_id": BOT, "app_id": APP} if self.by_bot else {}),
        }
        return whole | {key: value for key, value in extras.items() if value}

    def to_page(self) -> dict[str, Any]:
        """The message as the playground's page reads it."""
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
