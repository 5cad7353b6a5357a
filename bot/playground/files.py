"""Files that the app shares: asked for, sent, and then shown with a message.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

import mimetypes
import secrets
import threading
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath
from typing import Any

from bot.playground.ids import ADDRESS, BOT_USER
from bot.playground.trigger_ids import ApiError


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file in the workspace: `name` is what it is called on disk, `title` what people read."""

    id: str
    name: str
    title: str
    content: bytes

    @property
    def text(self) -> str:
        """What is in it, read as UTF-8."""
        return self.content.decode()

    def payload(self) -> dict[str, Any]:
        """The file as Slack shows it to apps: https://docs.slack.dev/reference/objects/file-object."""
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
        """The file as the playground's page reads it; what is in it is fetched when somebody wants it."""
        return {"id": self.id, "name": self.name, "title": self.title, "size": len(self.content)}


@dataclass(slots=True)
class PendingUpload:
    """Leave to send one file of `length` bytes; `content` is None until it has arrived."""

    file_id: str
    name: str
    length: int
    content: bytes | None = None


class Uploads:
    """Files under way. `base` is the address they are sent to, up to the key that each of them has."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self._under_way: dict[str, PendingUpload] = {}
        self._lock = threading.Lock()
        self._numbers = count(1)

    def begin(self, name: str, length: int) -> tuple[str, str]:
        """The id of a file that is to come, and the address to send it to."""
        with self._lock:
            upload, key = PendingUpload(f"F0{next(self._numbers):06}", name, length), secrets.token_hex(12)
            self._under_way[key] = upload
            return upload.file_id, self.base + key

    def receive(self, key: str, content: bytes) -> None:
        """Take what was sent. Raises ApiError where nobody asked to send it, or it is not as long as was said."""
        with self._lock:
            upload = self._under_way.get(key)
            if upload is None:
                raise ApiError("not_found")
            if len(content) != upload.length:
                raise ApiError("wrong_length", f"{upload.length} bytes were promised, {len(content)} came")
            upload.content = content

    def finish(self, wanted: list[tuple[str, str | None]]) -> tuple[UploadedFile, ...]:
        """The files with these ids and titles, all of them or none. Raises ApiError where one has not arrived."""
        with self._lock:
            arrived = {each.file_id: key for key, each in self._under_way.items() if each.content is not None}
            ids = [file_id for file_id, _ in wanted]
            if len(set(ids) & set(arrived)) < len(ids):
                raise ApiError("file_not_found")
            taken = [(self._under_way.pop(arrived[file_id]), title) for file_id, title in wanted]
        return tuple(
            UploadedFile(each.file_id, each.name, title or each.name, each.content or b"") for each, title in taken
        )
