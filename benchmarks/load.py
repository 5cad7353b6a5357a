"""A load generator in its own process: keep-alive connections that send signed requests.

`python -m benchmarks.load PORT REQUESTS` reads a JSON list of requests for each connection from standard input. Each
connection repeats its list. The output is JSON: the seconds taken, the number of requests answered with 200 and a body,
and the median and 99th percentile of the latency in milliseconds.
"""

import asyncio
import json
import sys
import time
from functools import partial
from itertools import count, cycle
from statistics import quantiles


class LoadConnection(asyncio.Protocol):
    """One connection, which sends the next request as soon as a response is complete."""

    def __init__(self, run: "LoadRun", requests: list[bytes]) -> None:
        self.run = run
        self.requests = cycle(requests)
        self.sent_so_far = count()
        self.got = bytearray()
        self.size: int | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self.transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        """Collect data until the response is complete."""
        self.got += data
        if self.size is None:
            head = self.got.find(b"\r\n\r\n")
            if head < 0:
                return
            self.size = head + 4 + _length(self.got[:head])
            self.good = self.got.startswith(b"HTTP/1.1 200") and self.size > head + 4
        if len(self.got) >= self.size:
            self.run.record(time.perf_counter() - self.sent, ok=self.good)
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the whole run: a connection must not end early."""
        if not self.run.done.done():
            self.run.done.set_exception(exc or ConnectionError("closed by the server"))

    def _next(self) -> None:
        if next(self.sent_so_far) < self.run.each:
            self.got.clear()
            self.size = None
            self.sent = time.perf_counter()
            self.transport.write(next(self.requests))  # type: ignore[attr-defined]  # TCP transports write


class LoadRun:
    """The state that all connections share."""

    def __init__(self, wanted: int, connections: int) -> None:
        self.wanted = wanted
        self.each = wanted // connections
        self.latencies: list[float] = []
        self.good = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def record(self, seconds: float, *, ok: bool) -> None:
        """Record one response; the last one ends the run."""
        self.latencies.append(seconds)
        self.good += ok
        if len(self.latencies) == self.wanted:
            self.done.set_result(None)


async def drive(port: int, wanted: int, by_connection: list[list[bytes]]) -> dict[str, float]:
    """Send `wanted` requests, equally many over each connection. Raises TimeoutError after a minute."""
    run = LoadRun(wanted, len(by_connection))
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    for requests in by_connection:
        await loop.create_connection(partial(LoadConnection, run, requests), "127.0.0.1", port)
    await asyncio.wait_for(run.done, 60)
    seconds = time.perf_counter() - start
    cuts = quantiles(run.latencies, n=100)
    return {"seconds": seconds, "good": run.good, "p50": cuts[49] * 1e3, "p99": cuts[98] * 1e3}


def _length(head: bytes | bytearray) -> int:
    for line in bytes(head).lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise ValueError("the response has no Content-Length")


if __name__ == "__main__":
    port, wanted = map(int, sys.argv[1:3])
    by_connection = [[request.encode() for request in requests] for requests in json.load(sys.stdin)]
    print(json.dumps(asyncio.run(drive(port, wanted, by_connection))))
