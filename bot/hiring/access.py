"""Who may see and work a search, and which search somebody means."""

from datetime import datetime
from typing import NamedTuple, Protocol

from bot.hiring.models import Checklist, Search


class Asker(NamedTuple):
    """Who asks and when, in which channel Slack says they are (empty where it does not say), and by which request.

    `request` is an id made from what Slack sent, the same where Slack sends it again.
    """

    user: str
    channel: str
    at: datetime
    request: str


class Unclear(NamedTuple):
    """Which search is meant is not clear: none here, none of that name, or one of several (`candidates`)."""

    candidates: tuple[Search, ...] = ()
    ref: str = ""


class Shelf(Protocol):
    """Where searches are looked up."""

    def searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel."""

    def closed_in(self, channel: str) -> tuple[Search, ...]:
        """Those of a channel that are over."""

    def searches_of(self, person: str) -> tuple[Search, ...]:
        """The open searches that a person owns or has an item of."""


def may_work(checklist: Checklist, asker: Asker) -> bool:
    """Whether the person may see and work the search: from its channel, or as its owner or one with an item of it.

    Nobody in particular may not: an item that nobody has is not theirs.
    """
    search = checklist.search
    if not asker.user:
        return False
    if asker.channel == search.channel or asker.user == search.owner:
        return True
    return any(item.assignee == asker.user for item in checklist.listed)


def may_hand_on(search: Search, user: str, left: str = "") -> bool:
    """Whether the person may give the search to somebody: its owner may; where the owner is known to have `left`, all.

    A search that nobody owns is anybody's to give.
    """
    return search.owner in ("", user, left)


def meant(shelf: Shelf, asker: Asker, ref: str = "", *, over: bool = False) -> Search | Unclear:
    """The search that somebody means: by its short name or name where `ref` is given, else the only one there is.

    Those of the channel come first, then those in which the person has a part, wherever they are. With `over`,
    searches that have been closed.
    """
    here = shelf.closed_in(asker.channel) if over else shelf.searches_in(asker.channel)
    if ref and (found := called(here, ref)):
        return found
    if not ref and here:
        return here[-1] if len(here) == 1 else Unclear(here)
    elsewhere = () if over else shelf.searches_of(asker.user)
    if ref:
        return called(elsewhere, ref) or Unclear(here or elsewhere, ref)
    return elsewhere[0] if len(elsewhere) == 1 else Unclear(elsewhere)


def called(searches: tuple[Search, ...], ref: str) -> Search | None:
    """The one search of this short name, or of this name; None where there is none or several."""
    wanted = ref.casefold()
    for names in ([search.short for search in searches], [search.name for search in searches]):
        found = [search for search, name in zip(searches, names, strict=True) if name.casefold() == wanted]
        if len(found) == 1:
            return found[0]
    return None
