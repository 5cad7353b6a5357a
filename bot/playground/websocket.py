"""The server's side of a WebSocket: the handshake and the frames of RFC 6455."""

import base64
import hashlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus
from io import BufferedIOBase

from bot.playground.loopback import MAX_BODY, Request, Response

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
GOING_AWAY = 1001
"""The status with which a server closes a connection when it restarts."""
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
SMALL, MEDIUM = 126, 65_536
"""The sizes in bytes from which a frame needs a longer field for its size."""
TWO_BYTES, EIGHT_BYTES = 126, 127
"""What the short field says if a longer one follows."""


class WebSocket:
    """An accepted connection. Any thread may send; one thread reads the frames."""

    def __init__(self, connection: socket.socket, reader: BufferedIOBase) -> None:
        """`reader` reads from the connection."""
        self._connection = connection
        self._reader = reader
        self._one_sender = threading.Lock()

    def send(self, opcode: int, payload: bytes = b"") -> None:
        """Send a frame. Raises OSError if the connection is broken."""
        with self._one_sender:
            self._connection.sendall(_head(opcode, len(payload)) + payload)

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """The opcode and payload of each frame, until the other side closes the connection or it breaks."""
        with suppress(OSError):
            while (frame := _read_frame(self._reader))[0] != CLOSE:
                yield frame
            self.send(CLOSE)

    def close(self) -> None:
        """Close the connection with a closing frame. Raises OSError if it is broken."""
        self.send(CLOSE, struct.pack("!H", GOING_AWAY))

    def abort(self) -> None:
        """Break the connection without a closing frame, as a router does that restarts."""
        with suppress(OSError):  # the other side was faster
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._connection.shutdown(socket.SHUT_RDWR)


def accept(request: Request, serve: Callable[[WebSocket], None]) -> Response:
    """The response that opens a WebSocket, which is then served until `serve` returns."""
    key = request.headers.get("Sec-WebSocket-Key", "")
    if not key:
        return Response(HTTPStatus.UPGRADE_REQUIRED, headers={"Upgrade": "websocket"})
    digest = hashlib.sha1((key + GUID).encode()).digest()  # noqa: S324  RFC 6455 says so
    headers = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Accept": base64.b64encode(digest).decode(),
    }
    return Response(
        HTTPStatus.SWITCHING_PROTOCOLS,
        headers=headers,
        take_over=lambda connection, reader: serve(WebSocket(connection, reader)),
    )


def _head(opcode: int, size: int) -> bytes:
    """The head of a frame. Frames from servers are not masked."""
    if size < SMALL:
        return struct.pack("!BB", 0x80 | opcode, size)
    if size < MEDIUM:
        return struct.pack("!BBH", 0x80 | opcode, TWO_BYTES, size)
    return struct.pack("!BBQ", 0x80 | opcode, EIGHT_BYTES, size)


def _read_frame(reader: BufferedIOBase) -> tuple[int, bytes]:
    """One frame. Frames from clients are masked. Raises ConnectionError at the end of the connection."""
    first, second = _read_exactly(reader, 2)
    size = second & 0x7F
    if size == TWO_BYTES:
        (size,) = struct.unpack("!H", _read_exactly(reader, 2))
    elif size == EIGHT_BYTES:
        (size,) = struct.unpack("!Q", _read_exactly(reader, 8))
    if size > MAX_BODY:
        raise ConnectionError("the frame is too long")
    mask = _read_exactly(reader, 4) if second & 0x80 else bytes(4)
    return first & 0x0F, bytes(byte ^ mask[place % 4] for place, byte in enumerate(_read_exactly(reader, size)))


def _read_exactly(reader: BufferedIOBase, size: int) -> bytes:
    found = reader.read(size)
    if len(found) < size:
        raise ConnectionError("the connection has ended")
    return found
