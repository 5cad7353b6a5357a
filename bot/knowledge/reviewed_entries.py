"""The entries that people review from time to time: a key for each, its owner, and the month of its last review."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.considerations import Consideration
from bot.knowledge.models import FaqEntry, Kit, Pair, Role, Thing

SLACK_USER = re.compile(r"[UW][A-Z0-9]{4,}")
"""An owner in this form is a Slack user, who is reminded; any other is only named in the terminal."""


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
    for role in base.roles.values():
        yield _made(f"role:{role.id}", f"roles/{role.id}.yml", role.title, role.summary, role)
    for kit in base.kits.values():
        title = f"Hiring kit: {base.roles[kit.role].title}" if kit.role in base.roles else kit.role
        yield _made(f"kit:{kit.role}", f"kits/{kit.role}.yml", title, "", kit)
    for pair in base.pairs.values():
        titles = " and ".join(base.roles[role].short if role in base.roles else role for role in pair.roles)
        yield _made(pair_key(pair), f"pairs/{'-'.join(pair.roles)}.yml", titles, pair.headline, pair)
    for entry in base.faq.values():
        yield _made(f"faq:{entry.id}", f'faq, "{entry.id}"', entry.ask[0], entry.answer[0].text, entry)
    for each in base.considerations.values():
        yield _made(f"consideration:{each.id}", f'considerations.yml, "{each.id}"', each.question, "", each)
    for thing in base.things.values():
        short = thing.answer.text if thing.answer else ""
        yield _made(f"thing:{thing.id}", f'ownership.yml, "{thing.id}"', f"Who owns {thing.name}", short, thing)


def find_reviewed(base: KnowledgeBase, key: str) -> ReviewedEntry | None:
    """Return the entry with this key; None if the knowledge no longer has it."""
    return next((each for each in list_reviewed(base) if each.key == key), None)


def pair_key(pair: Pair) -> str:
    """Return the key of the entry of a pair."""
    return f"pair:{'-'.join(pair.roles)}"


def _made(
    key: str, place: str, title: str, short: str, entry: Role | Kit | Pair | FaqEntry | Consideration | Thing
) -> ReviewedEntry:
    return ReviewedEntry(key, place, title, short, entry.reviewed, entry.owner or "")
