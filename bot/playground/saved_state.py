"""A saved session: a zip archive with the database and with what the fake Slack remembers."""

import json
import sqlite3
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from bot.errors import UsageError
from bot.playground.channels import Channel
from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import User
from bot.playground.messages import PostedMessage
from bot.playground.uploads import UploadedFile

FORMAT = 1
WORKSPACE, DATABASE = "workspace.json", "playground.sqlite3"
MAX_BYTES = 50_000_000
"""The size of an archive's content. A search of a year takes less than a tenth of it."""
ZIP_PROBLEMS = (zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError)


class UnreadableStateError(UsageError):
    """The file isn't a saved session."""

    def __init__(self) -> None:
        """The sentence shown to the person."""
        super().__init__("This file is not a saved playground.", "Open a file that the playground saved.")


@dataclass(frozen=True)
class SavedState:
    """The time, the content of the database, and the workspace as JSON. Open modals aren't saved."""

    now: datetime
    database: bytes
    workspace: Mapping[str, Any]

    @classmethod
    def of(cls, slack: FakeSlack, now: datetime, database: Path) -> Self:
        """The state of a session."""
        return cls(now, _copy_database(database), _workspace_record(slack))

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Read what `to_bytes` wrote. Raises UnreadableStateError."""
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                if sum(archive.getinfo(name).file_size for name in (WORKSPACE, DATABASE)) > MAX_BYTES:
                    raise UnreadableStateError
                record, database = json.loads(archive.read(WORKSPACE)), archive.read(DATABASE)
            if record["format"] != FORMAT:
                raise UnreadableStateError
            _read_workspace(record["workspace"])  # raises if something is missing, before the old session is gone
            return cls(datetime.fromisoformat(record["now"]), database, record["workspace"])
        except ZIP_PROBLEMS:
            raise UnreadableStateError from None

    def to_bytes(self) -> bytes:
        """The content of the file."""
        content, record = BytesIO(), {"format": FORMAT, "now": self.now.isoformat(), "workspace": self.workspace}
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(WORKSPACE, json.dumps(record))
            archive.writestr(DATABASE, self.database)
        return content.getvalue()

    def restore(self, slack: FakeSlack) -> None:
        """Put the workspace into a fake Slack in which nothing has happened yet."""
        members, channels, messages = _read_workspace(self.workspace)
        slack.workspace.restore(members, channels, messages)
        slack.uploads.continue_after(self.workspace["files"])
        for user, sent in self.workspace["homes"].items():
            slack.views.publish(user, sent)


def _workspace_record(slack: FakeSlack) -> dict[str, Any]:
    workspace = slack.workspace
    homes = {member.id: view.sent for member in workspace.members if (view := slack.views.home(member.id))}
    return {
        "members": [asdict(member) for member in workspace.members],
        "channels": [asdict(channel) for channel in workspace.channels.values()],
        "messages": [_message_record(message) for message in workspace.messages],
        "files": slack.uploads.last_number,
        "homes": homes,
    }


def _message_record(message: PostedMessage) -> dict[str, Any]:
    files = [asdict(file) | {"content": b64encode(file.content).decode()} for file in message.files]
    return asdict(message) | {"files": files}


def _read_workspace(record: Mapping[str, Any]) -> tuple[tuple[User, ...], list[Channel], list[PostedMessage]]:
    members = tuple(User(**member) for member in record["members"])
    channels = [
        Channel(**{**each, "members": None if each["members"] is None else tuple(each["members"])})
        for each in record["channels"]
    ]
    return members, channels, [_read_message(each) for each in record["messages"]]


def _read_message(record: Mapping[str, Any]) -> PostedMessage:
    files = [UploadedFile(**{**file, "content": b64decode(file["content"])}) for file in record["files"]]
    lists = {"blocks": tuple(record["blocks"]), "reactions": tuple(record["reactions"]), "files": tuple(files)}
    float(record["ts"])
    return PostedMessage(**{**record, **lists})


def _copy_database(path: Path) -> bytes:
    """The content of the database, complete although it is in use: part of it may still be in the write-ahead log."""
    with TemporaryDirectory(prefix="rolecall-") as folder:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        return copy.read_bytes()
