"""File uploads in Slack's three steps: the app asks for an address, sends the bytes, and shares the file.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

import mimetypes
import secrets
import threading
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.playground.api_call import ApiError
from bot.playground.identities import ADDRESS, BOT_USER


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file in the workspace: `name` is its file name, `title` the name on screen."""

    id: str
    name: str
    title: str
    content: bytes

    @property
    def text(self) -> str:
        """The content as UTF-8 text."""
        return self.content.decode()

    def payload(self) -> dict[str, Any]:
        """The file as Slack sends it to apps: https://docs.slack.dev/reference/objects/file-object."""
        address = f"{ADDRESS}/files/{self.id}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "mimetype": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            "filetype": PurePath(self.name).suffix.removeprefix("."),
            "size": len(self.content),
            "mode": "hosted",
            "user": BOT_USER,
            "url_private": address,
            "url_private_download": f"{address}/download",
        }

    def to_page(self) -> dict[str, Any]:
        """The file as the page's JavaScript reads it; the content is fetched on download."""
        return {"id": self.id, "name": self.name, "title": self.title, "size": len(self.content)}


@dataclass(slots=True)
class PendingUpload:
    """Permission to send one file of `length` bytes; `content` is None until it has arrived."""

    file_id: str
    name: str
    length: int
    content: bytes | None = None


class Uploads:
    """The uploads in progress. The address of each is `base` and a key; `last_number` counts the ids of files."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self._pending: dict[str, PendingUpload] = {}
        self._lock = threading.Lock()
        self.last_number = 0

    def begin(self, name: str, length: int) -> tuple[str, str]:
        """The id of a new file, and the address to send its bytes to."""
        with self._lock:
            self.last_number += 1
            upload, key = PendingUpload(f"F0{self.last_number:06}", name, length), secrets.token_hex(12)
            self._pending[key] = upload
            return upload.file_id, self.base + key

    def continue_after(self, number: int) -> None:
        """Give the next file the id after the one with this number."""
        self.last_number = number

    def receive(self, key: str, content: bytes) -> None:
        """Store the bytes sent to an address. Raises ApiError for an unknown key or the wrong number of bytes."""
        with self._lock:
            upload = self._pending.get(key)
            if upload is None:
                raise ApiError("not_found")
            if len(content) != upload.length:
                raise ApiError("wrong_length", f"expected {upload.length} bytes, received {len(content)}")
            upload.content = content

    def finish(self, wanted: list[tuple[str, str | None]]) -> tuple[UploadedFile, ...]:
        """End the uploads with these ids, all or none; returns the files with these titles. Raises ApiError."""
        with self._lock:
            arrived = {each.file_id: key for key, each in self._pending.items() if each.content is not None}
            ids = [file_id for file_id, _ in wanted]
            if len(set(ids) & set(arrived)) < len(ids):
                raise ApiError("file_not_found")
            taken = [(self._pending.pop(arrived[file_id]), title) for file_id, title in wanted]
        return tuple(
            UploadedFile(each.file_id, each.name, title or each.name, each.content or b"") for each, title in taken
        )
