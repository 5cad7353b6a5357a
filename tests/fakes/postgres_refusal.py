"""A PostgreSQL server that refuses every connection with one message.

https://www.postgresql.org/docs/current/protocol-flow.html describes the messages.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

ENCRYPTION_REQUESTS = (80877103, 80877104)
"""Codes of the requests for TLS and GSSAPI, which come before the start of a session."""


@contextmanager
def refusing_postgres(code: str, message: str) -> Iterator[str]:
    """Refuse connections with this SQLSTATE and message; yields the address as host:port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_accept, args=(server, code, message), daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


def _accept(server: socket.socket, code: str, message: str) -> None:
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection, suppress(OSError, struct.error):
                _refuse(connection, code, message)


def _refuse(connection: socket.socket, code: str, message: str) -> None:
    while True:
        size, request = struct.unpack("!II", connection.recv(8, socket.MSG_WAITALL))
        if request not in ENCRYPTION_REQUESTS:
            break
        connection.sendall(b"N")
    connection.recv(size - 8, socket.MSG_WAITALL)
    fields = b"".join(name + text.encode() + b"\0" for name, text in ((b"S", "FATAL"), (b"C", code), (b"M", message)))
    connection.sendall(b"E" + struct.pack("!I", len(fields) + 5) + fields + b"\0")
