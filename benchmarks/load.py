"""A load generator: keep-alive connections that send signed requests over and over. Run as a process of its own.

`python -m benchmarks.load PORT REQUESTS` reads from standard input, as JSON, the requests of each connection, which it
goes through again and again, and prints JSON: seconds, requests answered with 200 and a body, and the latencies' median
and 99th percentile in milliseconds.
"""

import asyncio
import json
import sys
import time
from functools import partial
from itertools import count, cycle
from statistics import quantiles


class LoadConnection(asyncio.Protocol):
    """One connection: as soon as a response is complete, the next request goes out."""

    def __init__(self, run: "LoadRun", requests: list[bytes]) -> None:
        self.run = run
        self.requests = cycle(requests)
        self.sent_so_far = count()
        self.got = bytearray()
        self.size: int | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        """Collect until the response is whole."""
        self.got += data
        if self.size is None:
            head = self.got.find(b"\r\n\r\n")
            if head < 0:
                return
            self.size = head + 4 + _length(self.got[:head])
            self.good = self.got.startswith(b"HTTP/1.1 200") and self.size > head + 4
        if len(self.got) >= self.size:
            self.run.note(time.perf_counter() - self.sent, ok=self.good)
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection that ends early ends the measurement."""
        if not self.run.done.done():
            self.run.done.set_exception(exc or ConnectionError("closed by the server"))

    def _next(self) -> None:
        if next(self.sent_so_far) < self.run.each:
            self.got.clear()
            self.size = None
            self.sent = time.perf_counter()
            self.transport.write(next(self.requests))  # type: ignore[attr-defined]  # TCP transports write


class LoadRun:
    """What all connections share."""

    def __init__(self, wanted: int, connections: int) -> None:
        self.wanted = wanted
        self.each = wanted // connections
        self.latencies: list[float] = []
        self.good = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def note(self, seconds: float, *, ok: bool) -> None:
        """One response is in."""
        self.latencies.append(seconds)
        self.good += ok
        if len(self.latencies) == self.wanted:
            self.done.set_result(None)


async def drive(port: int, wanted: int, talks: list[list[bytes]]) -> dict[str, float]:
    """Send `wanted` requests, as many over each connection, of which there is one for each list; a minute at most."""
    run = LoadRun(wanted, len(talks))
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    for requests in talks:
        await loop.create_connection(partial(LoadConnection, run, requests), "127.0.0.1", port)
    await asyncio.wait_for(run.done, 60)
    seconds = time.perf_counter() - began
    cuts = quantiles(run.latencies, n=100)
    return {"seconds": seconds, "good": run.good, "p50": cuts[49] * 1e3, "p99": cuts[98] * 1e3}


def _length(head: bytes | bytearray) -> int:
    for line in bytes(head).lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise ValueError("a response without Content-Length")


if __name__ == "__main__":
    port, wanted = map(int, sys.argv[1:3])
    talks = [[request.encode() for request in requests] for requests in json.load(sys.stdin)]
    print(json.dumps(asyncio.run(drive(port, wanted, talks))))
