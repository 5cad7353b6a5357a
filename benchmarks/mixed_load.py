"""Questions, changes and mentions at a steady rate, while Slack is well or not: what is lost, who gets no answer."""

import asyncio
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from statistics import quantiles
from typing import NamedTuple

import psutil
from sqlalchemy import func, select

from benchmarks.driving import request, signed_request
from benchmarks.hiring import COMMAND as CHANGE
from benchmarks.hiring import fill
from benchmarks.misbehaving_slack import MOODS, MisbehavingSlack, Mood
from benchmarks.servers import RunningServer
from benchmarks.throughput import COMMAND as QUESTION
from bot.playground import payloads
from bot.playground.identities import BOT_USER, MEMBERS
from bot.playground.transport import JSON
from bot.storage.engine import transaction
from bot.storage.tables import deliveries, items

CONNECTIONS = (32, 256)
RATE = 100
"""Requests a second over all connections: what one machine gets from some 25,000 workspaces in their busiest hour."""
KINDS = ("question", "question", "change", "question", "mention")
"""What each connection sends in turn."""
SEARCHES = 64
TIMEOUT = 20.0
CALM_SECONDS = 20.0
"""After a fault, for what is still being answered."""
SAMPLE_SECONDS = 2.0
BROKEN = 0
numbers = count(1)


@dataclass
class Tally:
    """What one load sent, and what became of it."""

    sent: int = 0
    refused: int = 0
    broken: int = 0
    seconds: list[float] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)


class Losses(NamedTuple):
    """Acknowledged changes that are not stored, or stored twice; people without an answer, and those who will hear."""

    lost: int
    doubled: int
    unanswered: int
    remembered: int


def measure(slack: MisbehavingSlack, server: RunningServer, url: str, seconds: float) -> None:
    """Print a line for each number of connections and each mood of Slack."""
    fill(url, SEARCHES)
    head = ["sent", "changes", "mentions", "refused", "broken", "lost", "doubled", "no answer", "told later"]
    head += ["p99 ms", "MB/min", "load"]
    print(f"mixed load: {RATE} requests a second, {seconds:g} s for each line")
    print(f"{'Slack is':10}{'connections':>12}" + "".join(f"{name:>11}" for name in head))
    for connections in CONNECTIONS:
        for mood in MOODS:
            with slack.in_mood(mood):
                tally = asyncio.run(_drive(slack, server, connections, seconds))
            time.sleep(CALM_SECONDS)
            _print(mood, connections, tally, find_losses(slack, url, tally))


async def _drive(slack: MisbehavingSlack, server: RunningServer, connections: int, seconds: float) -> Tally:
    tally, until, interval = Tally(), time.monotonic() + seconds, connections / RATE
    clients = [_Client(slack, server.port, number, tally).run(until, interval) for number in range(connections)]
    await asyncio.gather(_sample_memory(server, tally, until), *clients)
    return tally


class _Client:
    """One connection, which sends its requests one after the other."""

    def __init__(self, slack: MisbehavingSlack, port: int, number: int, tally: Tally) -> None:
        self._slack = slack
        self._port = port
        self._number = number
        self._tally = tally

    async def run(self, until: float, interval: float) -> None:
        await asyncio.sleep(interval * self._number / 1000)
        turn, due = self._number, time.monotonic()
        while time.monotonic() < until:
            await self._send(KINDS[turn % len(KINDS)])
            turn, due = turn + 1, due + interval
            await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def _send(self, kind: str) -> None:
        number = next(numbers)
        if kind == "mention":
            posted = self._slack.workspace.post(QUESTION["channel_id"], MEMBERS[0].id, f"<@{BOT_USER}> CMO vs CRO?")
            channel = self._slack.workspace.channels[posted.channel]
            body = json.dumps(payloads.event_callback(payloads.message_event(posted, channel, "app_mention")))
            status, _, _ = await self._exchange(signed_request(self._slack.signing_secret, body, JSON))
            if status == HTTPStatus.OK:
                self._tally.mentions.append(posted.ts)
            return
        typed = {"text": f"add Load item {number}", "channel_id": f"C{number % SEARCHES}", "trigger_id": f"9.{number}"}
        sent = request(self._slack.signing_secret, QUESTION if kind == "question" else CHANGE | typed)
        status, said, seconds = await self._exchange(sent)
        if kind == "question":
            self._tally.seconds.append(seconds)
        elif status == HTTPStatus.OK and b"Added" in said:
            self._tally.added.append(f"Load item {number}")

    async def _exchange(self, sent: str) -> tuple[int, bytes, float]:
        started, status, said = time.perf_counter(), BROKEN, b""
        with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            async with asyncio.timeout(TIMEOUT):
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                try:
                    writer.write(sent.replace("Host:", "Connection: close\r\nHost:", 1).encode())
                    said = await reader.read()
                    status = int(said.split(b" ", 2)[1]) if said else BROKEN
                finally:
                    writer.close()
        self._tally.sent += 1
        self._tally.broken += status == BROKEN
        self._tally.refused += status >= HTTPStatus.BAD_REQUEST or b"One moment" in said
        return status, said, time.perf_counter() - started


async def _sample_memory(server: RunningServer, tally: Tally, until: float) -> None:
    while time.monotonic() < until:
        with suppress(psutil.Error):
            tally.memory.append((time.monotonic(), server.resident()))
        await asyncio.sleep(SAMPLE_SECONDS)


def find_losses(slack: MisbehavingSlack, url: str, tally: Tally) -> Losses:
    """What the database and the stand-in for Slack say about the requests that were acknowledged."""
    with transaction(url, writable=False) as connection:
        counted = connection.execute(select(items.c.title, func.count()).group_by(items.c.title))
        stored: dict[str, int] = dict(counted.tuples().all())
        waiting = select(func.count()).select_from(deliveries)
        is_waiting = deliveries.c.sent_at.is_(None) & (deliveries.c.kind == "answer")
        remembered = connection.scalar(waiting.where(is_waiting)) or 0
    answered = {message.thread_ts for message in slack.workspace.messages if message.user == BOT_USER}
    unanswered = sum(ts not in answered for ts in tally.mentions)
    found = [stored.get(title, 0) for title in tally.added]
    return Losses(found.count(0), sum(each > 1 for each in found), unanswered, remembered)


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """Megabytes a minute, over the second half of the samples: the first half fills caches."""
    half = samples[len(samples) // 2 :]
    (first, before), (last, after) = half[0], half[-1]
    return 60 * (after - before) / max(1.0, last - first)


def _print(mood: Mood, connections: int, tally: Tally, losses: Losses) -> None:
    p99 = quantiles([seconds * 1e3 for seconds in tally.seconds], n=100)[98]
    figures = (tally.sent, len(tally.added), len(tally.mentions), tally.refused, tally.broken, *losses)
    measured = f"{p99:11.1f}{slope(tally.memory):11.1f}{os.getloadavg()[0]:11.1f}"
    print(f"{mood:10}{connections:12}" + "".join(f"{each:11}" for each in figures) + measured, flush=True)
