"""Signed requests that were damaged on the way: whatever arrives, the app neither fails nor writes a traceback."""

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from fakes.asgi_server import ask, request_scope, run_apart
from fakes.hiring import NOW, open_search
from fakes.library import FragileLibrary
from fakes.office import Office

from bot.app import build_parts, single_workspace
from bot.asgi import EVENTS
from bot.metrics import Metrics
from bot.playground.transport import FORM, JSON, signed
from bot.worker import build_site

WANTED = 400
ADDRESS = re.compile(r"http[\w%.:/-]+")
JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**70,
    "",
    "x",
    "\x00",
    "😀" * 50,
    "<@U1>",
    "a" * 5000,
    [],
    [[]],
    {},
    {"a": 1},
)


def record(office: Office) -> list[tuple[str, str]]:
    """The content type and body of a few requests of each sort: commands, events, clicks, forms."""
    founder = office.founder
    founder.types("/roles compare cmo cro")
    founder.clicks("Share")
    founder.types("@Rolecall CMO vs CRO?")
    founder.writes_dm("What does a CFO do?")
    founder.edits("What does a COO do?", "DM")
    open_search(founder)
    founder.types("/hiring done 1")
    founder.types("/hiring")
    founder.opens_home()
    return [(each.headers["Content-Type"], each.body) for each in office.slack.user_actions.app_requests]


def damage(recorded: list[tuple[str, str]], random: Random) -> tuple[str, str]:
    """A damaged request; every kind is as likely, however often it was recorded."""
    kind = random.choice((FORM, FORM, JSON))
    body = random.choice([body for found, body in recorded if found == kind])
    return kind, random.choice((damage_text, damage_value, damage_value))(body, random)


def damage_text(body: str, random: Random) -> str:
    """Cut, repeat or replace a part, but not of the address for replies: another one may be any server's."""
    addresses = [found.span() for found in ADDRESS.finditer(body)]
    start = random.randrange(len(body))
    end = min(len(body), start + random.choice((1, 3, 40, 400)))
    if any(start < last and first < end for first, last in addresses):
        return damage_text(body, random)
    part = random.choice(("", body[start:end] * 2, "%", "%00", "{", '"', "&payload=", "=", "\ud7ff", "9" * 400))
    return body[:start] + part + body[end:]


def damage_value(body: str, random: Random) -> str:
    """Replace or remove a value, at any depth."""
    if body.startswith("{"):
        return json.dumps(changed(json.loads(body), random))
    fields = dict(parse_qsl(body, keep_blank_values=True))
    if "payload" in fields:
        return urlencode({"payload": json.dumps(changed(json.loads(fields["payload"]), random))})
    name = random.choice(sorted(fields))
    return urlencode({key: value for key, value in fields.items() if key != name} | {name: str(random.choice(JUNK))})


def changed(tree: Any, random: Random) -> Any:
    """The tree with one of its values replaced or removed."""
    spots = list(branches(tree))
    parent, key = random.choice(spots)
    if random.random() < 0.3:
        del parent[key]
    else:
        parent[key] = random.choice(JUNK)
    return tree


def branches(tree: Any) -> Iterator[tuple[Any, Any]]:
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        yield tree, key
        yield from branches(value)


def test_damaged_requests_never_make_the_app_fail(
    database_url: str, library: FragileLibrary, caplog: pytest.LogCaptureFixture
):
    random = Random(20261130)  # noqa: S311  repeatable, and not a secret
    with Office(clock=lambda: NOW) as office:
        settings = office.settings(database_url=database_url)
        access = single_workspace(settings)
        parts = build_parts(settings, library=library, clock=office.clock, pause=0, access=access)
        office.join(parts.app)
        site = build_site(parts, settings, library, Metrics(lambda: 0), access)
        recorded = record(office)
        caplog.clear()

        async def send_damaged(kind: str, body: str) -> int:
            scope = request_scope("POST", EVENTS, signed(settings.slack_signing_secret, body, kind))
            return (await ask(site, scope, body.encode())).status

        async def send_all() -> list[tuple[int, str]]:
            damaged = [damage(recorded, random) for _ in range(WANTED)]
            return [(await send_damaged(kind, body), body) for kind, body in damaged]

        answered = run_apart(send_all())
        office.settle()
    assert [body for status, body in answered if status not in {200, 400, 401}] == []
    assert {200, 400} <= {status for status, _ in answered}
    assert [each.fields for each in caplog.records if "trace" in getattr(each, "fields", {}) or each.exc_info] == []
