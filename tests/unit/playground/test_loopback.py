import http.client
from collections.abc import Iterator
from threading import Event

import pytest
from fakes.slack import TIMEOUT_SECONDS

from bot.playground.loopback import MAX_BODY, LoopbackServer, Request, Response


def ask(server: LoopbackServer, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT_SECONDS)
    connection.request(method, path, body)
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def echo(request: Request) -> Response:
    return Response(201, f"{request.method} {request.path} {dict(request.query)} {request.body}".encode())


def test_the_route_gets_the_whole_request():
    with LoopbackServer(echo) as server:
        assert ask(server, "POST", "/a?b=1&b=2", b"hi") == (201, b"POST /a {'b': '1'} hi")
        assert ask(server, "GET", "/a") == (201, b"GET /a {} ")


def test_a_binary_body_arrives_unchanged():
    with LoopbackServer(lambda request: Response(body=request.raw)) as server:
        assert ask(server, "POST", "/", b"\xff\x00\xfe") == (200, b"\xff\x00\xfe")


def test_a_stream_arrives_chunk_by_chunk():
    with LoopbackServer(lambda _: Response(stream=[b"one ", b"two"])) as server:
        assert ask(server, "GET", "/") == (200, b"one two")


def test_a_body_over_the_limit_is_refused_unread():
    with LoopbackServer(echo) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT_SECONDS)
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(MAX_BODY + 1))
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()


def test_it_listens_on_this_machine_only():
    with LoopbackServer(echo) as server:
        assert server.url.startswith("http://127.0.0.1:")


def test_a_port_in_use_is_an_error():
    with LoopbackServer(echo) as server, pytest.raises(OSError, match="in use"):
        LoopbackServer(echo, server.port)


def test_closing_ends_open_connections():
    more = Event()

    def endless() -> Iterator[bytes]:
        yield b"one"
        more.wait(TIMEOUT_SECONDS)
        yield b"two"

    server = LoopbackServer(lambda _: Response(stream=endless()))
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT_SECONDS)
    connection.request("GET", "/")
    response = connection.getresponse()
    assert response.read(3) == b"one"
    server.close()
    assert response.read() == b""
    connection.close()
    more.set()
