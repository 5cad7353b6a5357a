"""Signed requests that were damaged on the way, sent to `rolecall serve`: does any of them make it fail?

`python -m benchmarks mutations [--requests 50000] [--seed 1]`: commands, events, clicks and forms, recorded from the
playground's example and each damaged at random. The server runs with SQLite and the playground's stand-in for Slack.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.damaged_requests import damage
from benchmarks.servers import ROLECALL, RunningServer, environment, running
from bot.asgi import EVENTS
from bot.playground import elements
from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import MEMBERS
from bot.playground.transport import over_http, signed

REQUESTS = 50_000
CONNECTIONS = 8
TIMEOUT = 30.0
PAUSE = 2.0
"""Seconds in which what is done after an acknowledgement is done."""
BROKEN = 0
"""In place of a status."""
TYPED = (
    "/roles compare cmo cro",
    "/roles",
    "/hiring start cro",
    "/hiring",
    "/hiring status",
    "/hiring add Check the references by Friday",
    "/hiring done 1",
    "@Rolecall CMO vs CRO?",
)


Recorded = Sequence[tuple[str, str]]


def main() -> None:
    """Print how many requests were answered with each status. Exits with status 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks mutations", description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_known_args()[0]
    random, started = Random(options.seed), time.monotonic()  # noqa: S311  repeatable, and not a secret
    with FakeSlack() as slack, TemporaryDirectory() as folder, _running(slack, folder) as server:
        slack.connect(over_http(f"http://127.0.0.1:{server.port}{EVENTS}"))
        recorded = record(slack)
        damaged = [damage(recorded, random) for _ in range(options.requests)]
        statuses = send_all(server.port, slack.signing_secret, damaged)
    failed = sum(found for status, found in statuses.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR)
    print(f"{options.requests} damaged requests of {len(recorded)} recorded ones, {time.monotonic() - started:.0f} s")
    print(", ".join(f"{status or 'no response'}: {found}" for status, found in sorted(statuses.items())))
    print(f"5xx: {failed}; no response: {statuses[BROKEN]}; load average: {os.getloadavg()[0]:.1f}")
    if failed or statuses[BROKEN]:
        raise SystemExit(1)


def _running(slack: FakeSlack, folder: str) -> AbstractContextManager[RunningServer]:
    return running(ROLECALL, environment(slack, Path(folder)))


def record(slack: FakeSlack) -> Recorded:
    """The content type and body of what Slack sends when a person types, presses every button, and submits forms."""
    actions, person, channel = slack.user_actions, MEMBERS[0], slack.workspace.channel_named("leadership")
    for typed in TYPED:
        actions.type_text(person, channel, typed)
        time.sleep(PAUSE)
    actions.type_text(person, slack.workspace.conversation_with_bot(person.id), "What does a CFO do?")
    actions.open_tab(person)
    time.sleep(PAUSE)
    for message in slack.workspace.visible_to(person.id):
        for block, element in elements.elements(message.blocks):
            if element["type"] == "button" and "url" not in element:
                actions.press(person, message, (block, element["action_id"]))
    time.sleep(PAUSE)
    for view in slack.views.stack(person.id):
        actions.submit(person, view)
    return [(each.headers["Content-Type"], each.body) for each in actions.app_requests]


def send_all(port: int, secret: str, requests: Recorded) -> Counter[int]:
    """How many of the requests were answered with each status."""
    with ThreadPoolExecutor(CONNECTIONS) as senders:
        parts = [requests[number::CONNECTIONS] for number in range(CONNECTIONS)]
        return sum(senders.map(lambda part: Counter(_send(port, secret, part)), parts), Counter())


def _send(port: int, secret: str, requests: Recorded) -> Iterator[int]:
    """The statuses of the responses, over one connection as long as the server keeps it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    for kind, body in requests:
        try:
            connection.request("POST", EVENTS, body.encode("utf-8", "replace"), signed(secret, body, kind))
            response = connection.getresponse()
            response.read()
            yield response.status
        except (OSError, HTTPException):
            connection.close()
            yield BROKEN
    connection.close()
