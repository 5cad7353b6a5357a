"""Requests as Slack sends them, damaged at random: cut, repeated, or with another value anywhere in them."""

import json
import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlencode

from bot.playground.transport import FORM, JSON

REMOVED = 0.3
"""Share of the changed values that are removed instead of replaced."""
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


def damage(recorded: Sequence[tuple[str, str]], random: Random) -> tuple[str, str]:
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
    if random.random() < REMOVED:
        del parent[key]
    else:
        parent[key] = random.choice(JUNK)
    return tree


def branches(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each list or dictionary in the tree, with each of its keys."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        yield tree, key
        yield from branches(value)
