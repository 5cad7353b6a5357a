"""Signed requests, and the load that is made of them."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from benchmarks.servers import RunningServer
from bot.playground.transport import FORM, signed


def request(secret: str, command: Mapping[str, str]) -> str:
    """The whole HTTP request for a command, signed now: the app accepts a signature for five minutes."""
    return signed_request(secret, urlencode(command), FORM)


def signed_request(secret: str, body: str, content_type: str) -> str:
    """The whole HTTP request with this body, which is ASCII."""
    headers = {**signed(secret, body, content_type), "Host": "127.0.0.1", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{head}\r\n{body}"


def drive(server: RunningServer, by_connection: Sequence[Sequence[str]], wanted: int) -> dict[str, float]:
    """Send `wanted` requests, a multiple of the number of connections; each connection repeats its own list.

    Returns the results of `benchmarks.load`, the `rate` in requests per second, and `cpu`, the server's microseconds of
    processor time per request. Fails if any request is not answered.
    """
    command = [sys.executable, "-m", "benchmarks.load", str(server.port), str(wanted)]
    before = server.cpu()
    given = json.dumps(by_connection)
    done = subprocess.run(command, input=given, capture_output=True, check=True, timeout=90, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    assert result["good"] == wanted, f"{wanted - result['good']} requests were not answered"
    return result | {"rate": wanted / result["seconds"], "cpu": (server.cpu() - before) / wanted * 1e6}
