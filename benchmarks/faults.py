"""Answers while something is broken: clients that stall, a database that is frozen, workers that are killed, and Slack.

`python -m benchmarks faults [--seconds 15] [--mixed-seconds 60]`: each fault lasts so long. Two workers on PostgreSQL;
questions and health checks arrive at a steady rate, on a new connection each, as through a proxy that keeps none. Then
a mixed load at 32 and at 256 connections, while Slack is well, down, slow, limiting the rate or failing.
"""

import argparse
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from http import HTTPStatus
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psutil
import psycopg

from benchmarks.databases import postgresql
from benchmarks.driving import request
from benchmarks.misbehaving_slack import MisbehavingSlack
from benchmarks.mixed_load import measure
from benchmarks.servers import ASK_HEALTH, ROLECALL, RunningServer, environment, running
from benchmarks.throughput import COMMAND

SECONDS = 15.0
MIXED_SECONDS = 60.0
RATE = 40
"""Requests a second of each kind: far below what a worker carries, so that only the fault shows."""
SENDERS = 64
STALLED = 300
WARM_UP = 5.0
KILL_INTERVAL = 5.0
TIMEOUT = 10.0
REFUSED, BROKEN = -1, 0
"""In place of a status."""

Fault = Callable[[], AbstractContextManager[object]]


class Outcome(NamedTuple):
    """One request: the status, and the seconds that it took."""

    status: int
    seconds: float


def main() -> None:
    """Print a line for each fault and each kind of request."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks faults", description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each fault lasts")
    parser.add_argument("--mixed-seconds", type=float, default=MIXED_SECONDS, help="how long each mixed load lasts")
    options = parser.parse_known_args()[0]
    seconds = options.seconds
    print(f"{RATE} questions and {RATE} health checks a second, {seconds:g} s for each fault")
    print(f"{'':18}{'':9}{'requests':>9}{'refused':>9}{'broken':>9}{'5xx':>9}{'p50 ms':>9}{'p99 ms':>9}{'load':>7}")
    with MisbehavingSlack() as slack, TemporaryDirectory() as folder, postgresql() as url:
        given = environment(slack, Path(folder)) | {"DATABASE_URL": url, "WEB_CONCURRENCY": "2"}
        with running(ROLECALL, given) as server:
            drive(server.port, slack.signing_secret, WARM_UP)  # until both workers are there
            faults: dict[str, Fault] = {
                "nothing": nullcontext,
                "stalled bodies": lambda: stalled_bodies(server.port, slack.signing_secret),
                "frozen database": lambda: frozen(url),
                "killed workers": lambda: killed_workers(server),
            }
            for name, fault in faults.items():
                with fault():
                    _print(name, drive(server.port, slack.signing_secret, seconds))
            measure(slack, server, url, options.mixed_seconds)


def drive(port: int, secret: str, seconds: float) -> dict[str, list[Outcome]]:
    """The outcomes of questions and health checks at a steady rate; a request that is late delays no other one."""
    found: dict[str, list[Outcome]] = {"/roles": [], "/healthz": []}
    started = time.monotonic()
    with ThreadPoolExecutor(SENDERS) as senders:
        for number in range(int(seconds * RATE)):
            time.sleep(max(0.0, started + number / RATE - time.monotonic()))
            for name, sent in (("/roles", _question(secret)), ("/healthz", ASK_HEALTH)):
                senders.submit(lambda name=name, sent=sent: found[name].append(send(port, sent)))
    return found


def send(port: int, sent: bytes) -> Outcome:
    """Send a request on a new connection, and read the response to its end."""
    started, got = time.perf_counter(), b""
    try:
        with socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection:
            connection.sendall(sent)
            while part := connection.recv(65_536):
                got += part
    except ConnectionRefusedError:
        return Outcome(REFUSED, time.perf_counter() - started)
    except OSError:
        return Outcome(BROKEN, time.perf_counter() - started)
    return Outcome(int(got.split(b" ", 2)[1]) if got else BROKEN, time.perf_counter() - started)


@contextmanager
def stalled_bodies(port: int, secret: str) -> Iterator[None]:
    """Hold connections open whose bodies never end; each that the server closes is replaced."""
    head = _question(secret)[:-40]
    is_over = threading.Event()

    def stall() -> None:
        while not is_over.is_set():
            try:
                with socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection:
                    connection.sendall(head)
                    connection.settimeout(0.5)
                    _wait_until_closed(connection, is_over)
            except OSError:
                is_over.wait(0.1)

    threads = [threading.Thread(target=stall, daemon=True) for _ in range(STALLED)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


@contextmanager
def frozen(url: str) -> Iterator[None]:
    """Stop every process of the PostgreSQL server, and let them go on at the end."""
    with psycopg.connect(url) as connection:
        server = psutil.Process(connection.info.backend_pid).parent()
    assert server
    processes = [server, *server.children()]
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)


@contextmanager
def killed_workers(server: RunningServer) -> Iterator[None]:
    """Kill one of the workers every few seconds."""
    is_over = threading.Event()

    def kill() -> None:
        while not is_over.wait(KILL_INTERVAL):
            workers = sorted(server.process.children(), key=psutil.Process.create_time)
            workers[0].kill()

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _question(secret: str) -> bytes:
    return request(secret, COMMAND).replace("Host:", "Connection: close\r\nHost:", 1).encode()


def _wait_until_closed(connection: socket.socket, is_over: threading.Event) -> None:
    while not is_over.is_set():
        try:
            if not connection.recv(1024):
                return
        except TimeoutError:
            continue


def _print(fault: str, found: dict[str, list[Outcome]]) -> None:
    for name, outcomes in found.items():
        cuts = quantiles([each.seconds * 1e3 for each in outcomes], n=100)
        statuses = [each.status for each in outcomes]
        counts = (
            len(outcomes),
            statuses.count(REFUSED),
            statuses.count(BROKEN),
            sum(each >= HTTPStatus.INTERNAL_SERVER_ERROR for each in statuses),
        )
        print(
            f"{fault:18}{name:9}"
            + "".join(f"{each:9}" for each in counts)
            + f"{cuts[49]:9.1f}{cuts[98]:9.1f}{os.getloadavg()[0]:7.1f}",
            flush=True,
        )
