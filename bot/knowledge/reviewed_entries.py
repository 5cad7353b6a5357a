"""The entries that people review from time to time: a key for each, its owner, and the month of its last review."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.cache import cached_value
from bot.knowledge.considerations import Consideration
from bot.knowledge.letter_case import ask_for_owner
from bot.knowledge.models import FaqEntry, Kit, Pair, Role, Thing

SLACK_USER = re.compile(r"[UW][A-Z0-9]{4,}")
"""An owner in this form is a Slack user, who is reminded; any other is only named in the terminal."""

OwnedKey = tuple[str, str, str]
"""The key of an entry, the id of its owner in Slack, and the month of its last review."""


class ReviewedEntry(NamedTuple):
    """An entry with a month of review.

    - `key`: names it for good, such as `role:cro`.
    - `place`: where it is, such as `roles/cro.yml` or `faq, "ours_headhunter"`.
    - `title`: what people call it; `short`: what it says in a sentence, empty if no sentence does.
    - `owner`: the person or team that maintains it, as written; empty if no one does.
    """

    key: str
    place: str
    title: str
    short: str
    reviewed: str
    owner: str

    @property
    def slack_owner(self) -> str:
        """The id of the owner in Slack; empty if there is none."""
        return self.owner if SLACK_USER.fullmatch(self.owner) else ""


def list_reviewed(base: KnowledgeBase) -> Iterator[ReviewedEntry]:
    """Yield every such entry of the knowledge."""
    for kind, entries in _entries(base).items():
        for each in entries.values():
            yield _READERS[kind](base, each)


def find_reviewed(base: KnowledgeBase, key: str) -> ReviewedEntry | None:
    """Return the entry with this key; None if the knowledge doesn't have it."""
    kind, _, name = key.partition(":")
    entry = _entries(base).get(kind, {}).get(frozenset(name.split("-")) if kind == "pair" else name)
    return _READERS[kind](base, entry) if entry else None


@lru_cache(maxsize=4)
def list_owned(base: KnowledgeBase) -> tuple[OwnedKey, ...]:
    """Return the key, the owner and the month of review of every entry that a Slack user owns.

    They come from the user's cache. Entries are loaded when they are first asked for, and most have no such owner.
    """
    if not base.version:
        return _find_owned(base)
    found: tuple[OwnedKey, ...] = cached_value("owners", base.version, partial(_find_owned, base), (Path(__file__),))
    return found


def pair_key(pair: Pair) -> str:
    """Return the key of the entry of a pair."""
    return f"pair:{'-'.join(pair.roles)}"


def _find_owned(base: KnowledgeBase) -> tuple[OwnedKey, ...]:
    return tuple((each.key, each.slack_owner, each.reviewed) for each in list_reviewed(base) if each.slack_owner)


def _entries(base: KnowledgeBase) -> dict[str, Mapping[Any, Any]]:
    """Return the entries of each kind, by id; pairs by their two roles."""
    return {
        "role": base.roles,
        "kit": base.kits,
        "pair": base.pairs,
        "faq": base.faq,
        "consideration": base.considerations,
        "thing": base.things,
    }


def _role(_: KnowledgeBase, role: Role) -> ReviewedEntry:
    return _made(f"role:{role.id}", f"roles/{role.id}.yml", role.title, role.summary, role)


def _kit(base: KnowledgeBase, kit: Kit) -> ReviewedEntry:
    title = base.roles[kit.role].title if kit.role in base.roles else kit.role
    return _made(f"kit:{kit.role}", f"kits/{kit.role}.yml", f"Hiring kit: {title}", "", kit)


def _pair(base: KnowledgeBase, pair: Pair) -> ReviewedEntry:
    titles = " and ".join(base.roles[role].short if role in base.roles else role for role in pair.roles)
    return _made(pair_key(pair), f"pairs/{'-'.join(pair.roles)}.yml", titles, pair.headline, pair)


def _faq(_: KnowledgeBase, entry: FaqEntry) -> ReviewedEntry:
    return _made(f"faq:{entry.id}", f'faq, "{entry.id}"', entry.ask[0], entry.answer[0].text, entry)


def _consideration(_: KnowledgeBase, each: Consideration) -> ReviewedEntry:
    return _made(f"consideration:{each.id}", f'considerations.yml, "{each.id}"', each.question, "", each)


def _thing(_: KnowledgeBase, thing: Thing) -> ReviewedEntry:
    short = thing.answer.text if thing.answer else ""
    return _made(f"thing:{thing.id}", f'ownership.yml, "{thing.id}"', ask_for_owner(thing), short, thing)


def _made(
    key: str, place: str, title: str, short: str, entry: Role | Kit | Pair | FaqEntry | Consideration | Thing
) -> ReviewedEntry:
    return ReviewedEntry(key, place, title, short, entry.reviewed, entry.owner or "")


_READERS: dict[str, Callable[[KnowledgeBase, Any], ReviewedEntry]] = {
    "role": _role,
    "kit": _kit,
    "pair": _pair,
    "faq": _faq,
    "consideration": _consideration,
    "thing": _thing,
}
"""The first part of a key to what makes its entry."""
