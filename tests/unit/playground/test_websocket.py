import http.client
import io
import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from fakes.slack import TIMEOUT_SECONDS

from bot.playground.loopback import MAX_BODY, LoopbackServer
from bot.playground.websocket import CLOSE, TEXT, WebSocket, accept


def echo(connection: WebSocket) -> None:
    for opcode, payload in connection.frames():
        connection.send(opcode, payload)


@contextmanager
def opened() -> Iterator[tuple[socket.socket, io.BufferedReader]]:
    """A connection after the handshake with the key of RFC 6455."""
    with (
        LoopbackServer(lambda request: accept(request, echo)) as server,
        socket.create_connection(("127.0.0.1", server.port), TIMEOUT_SECONDS) as sent,
        sent.makefile("rb") as received,
    ):
        sent.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        head = b"".join(iter(received.readline, b"\r\n"))
        assert head.startswith(b"HTTP/1.1 101 ")
        assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in head
        yield sent, received


def masked(opcode: int, payload: bytes, size: bytes) -> bytes:
    """A frame as a client sends it, with this mask."""
    mask = b"\x01\x02\x03\x04"
    return (
        bytes([0x80 | opcode, 0x80 | size[0]])
        + size[1:]
        + mask
        + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
    )


@pytest.mark.parametrize(
    ("payload", "size"),
    [
        (b"hello", b"\x05"),
        (b"x" * 300, b"\x7e" + struct.pack("!H", 300)),
        (b"y" * 70_000, b"\x7f" + struct.pack("!Q", 70_000)),
    ],
    ids=["short", "medium", "long"],
)
def test_a_frame_of_any_size_is_read_and_sent(payload: bytes, size: bytes):
    with opened() as (sent, received):
        sent.sendall(masked(TEXT, payload, size))
        assert received.read(1 + len(size)) == bytes([0x80 | TEXT]) + size
        assert received.read(len(payload)) == payload


def test_a_closing_frame_is_answered_and_ends_the_connection():
    with opened() as (sent, received):
        sent.sendall(masked(CLOSE, b"", b"\x00"))
        assert received.read() == bytes([0x80 | CLOSE, 0])


def test_a_frame_over_the_limit_ends_the_connection():
    with opened() as (sent, received):
        sent.sendall(bytes([0x80 | TEXT, 0xFF]) + struct.pack("!Q", MAX_BODY + 1))
        assert received.read() == b""


def test_a_request_without_a_key_is_told_what_is_missing():
    with (
        LoopbackServer(lambda request: accept(request, echo)) as server,
        closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT_SECONDS)) as connection,
    ):
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Upgrade")) == (426, "websocket")
