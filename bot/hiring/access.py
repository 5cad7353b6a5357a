"""Who may see and work a search, and which search somebody means."""

from datetime import datetime
from typing import NamedTuple, Protocol

from bot.hiring.models import Checklist, Search


class Actor(NamedTuple):
    """Who asks and when, in which channel Slack says they are (empty where it does not say), and by which request.

    `request_id` is an id made from what Slack sent, the same where Slack sends it again.
    """

    user: str
    channel: str
    at: datetime
    request_id: str


class AmbiguousSearch(NamedTuple):
    """Which search is meant is not clear: none here, none of that name, or one of several (`candidates`)."""

    candidates: tuple[Search, ...] = ()
    name: str = ""


class SearchLookup(Protocol):
    """Where searches are looked up."""

    def open_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel."""

    def closed_searches_in(self, channel: str) -> tuple[Search, ...]:
        """Those of a channel that are over."""

    def open_searches_of(self, person: str) -> tuple[Search, ...]:
        """The open searches that a person owns or has an item of."""


def can_access_search(checklist: Checklist, actor: Actor) -> bool:
    """Whether the person may see and work the search: from its channel, or as its owner or one with an item of it.

    Nobody in particular may not: an item that nobody has is not theirs.
    """
    search = checklist.search
    if not actor.user:
        return False
    if actor.channel == search.channel or actor.user == search.owner:
        return True
    return any(item.assignee == actor.user for item in checklist.visible_items)


def can_transfer_search(search: Search, user: str, departed_owner: str = "") -> bool:
    """Whether the person may transfer the search: its owner may, and anyone once the owner is known to have left.

    `departed_owner` is the owner where they are known to have left. A search without an owner is anyone's to take.
    """
    return search.owner in ("", user, departed_owner)


def resolve_search(
    lookup: SearchLookup, actor: Actor, ref: str = "", *, closed_only: bool = False
) -> Search | AmbiguousSearch:
    """The search that somebody means: by its short name or name where `name` is given, else the only one there is.

    Those of the channel come first, then those in which the person has a part, wherever they are. With `closed_only`,
    searches that have been closed.
    """
    here = lookup.closed_searches_in(actor.channel) if closed_only else lookup.open_searches_in(actor.channel)
    if ref and (found := find_by_name(here, ref)):
        return found
    if not ref and here:
        return here[-1] if len(here) == 1 else AmbiguousSearch(here)
    elsewhere = () if closed_only else lookup.open_searches_of(actor.user)
    if ref:
        return find_by_name(elsewhere, ref) or AmbiguousSearch(here or elsewhere, ref)
    return elsewhere[0] if len(elsewhere) == 1 else AmbiguousSearch(elsewhere)


def find_by_name(searches: tuple[Search, ...], ref: str) -> Search | None:
    """The one search of this short name, or of this name; None where there is none or several."""
    wanted = ref.casefold()
    for names in ([search.short for search in searches], [search.name for search in searches]):
        found = [search for search, name in zip(searches, names, strict=True) if name.casefold() == wanted]
        if len(found) == 1:
            return found[0]
    return None
