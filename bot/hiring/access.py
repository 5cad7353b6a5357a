"""Who acts, and which search they refer to; what they may do in it is in `rights`."""

from datetime import datetime
from typing import NamedTuple, Protocol

from bot.hiring.models import Search
from bot.hiring.people import PersonKind


class Actor(NamedTuple):
    """Who acts, when (UTC), and from which channel, empty if Slack doesn't say.

    `request_id` is derived from the request, so a request that Slack repeats has the same one. `kind` is that of their
    account. `member_of` are the channels that Slack says they are in, of those in `checked` that it was asked about.
    """

    user: str
    channel: str
    at: datetime
    request_id: str
    kind: PersonKind = "member"
    member_of: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()


class AmbiguousSearch(NamedTuple):
    """Why no single search was found: there is none, none with that name, or there are several (`candidates`)."""

    candidates: tuple[Search, ...] = ()
    name: str = ""


class SearchLookup(Protocol):
    """Finds the searches of one workspace."""

    def open_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel, oldest first."""

    def closed_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The closed searches of a channel, oldest first."""

    def open_searches_of(self, person: str) -> tuple[Search, ...]:
        """The open searches that a person owns or has an item of."""


def can_transfer_search(search: Search, user: str, departed_owner: str = "") -> bool:
    """Whether the person may transfer the search: its owner may, and anyone once the owner has left.

    `departed_owner` is the owner if they are known to have left. A search without an owner is anyone's to take.
    """
    return search.owner in ("", user, departed_owner)


def resolve_search(
    lookup: SearchLookup, actor: Actor, name: str = "", *, closed_only: bool = False
) -> Search | AmbiguousSearch:
    """The search with this name or short name; without a name, the only one there is.

    Searches of the channel come first, then those the person is part of in other channels. With `closed_only`, only
    the searches of the channel that can be reopened: closed ones, and those in onboarding.
    """
    here = lookup.open_searches_in(actor.channel)
    if closed_only:
        in_onboarding = tuple(search for search in here if search.state == "onboarding")
        here = (*lookup.closed_searches_in(actor.channel), *in_onboarding)
    if name and (found := find_by_name(here, name)):
        return found
    if not name and here:
        return here[-1] if len(here) == 1 else AmbiguousSearch(here)
    elsewhere = () if closed_only else lookup.open_searches_of(actor.user)
    if name:
        return find_by_name(elsewhere, name) or AmbiguousSearch(here or elsewhere, name)
    return elsewhere[0] if len(elsewhere) == 1 else AmbiguousSearch(elsewhere)


def find_by_name(searches: tuple[Search, ...], name: str) -> Search | None:
    """The one search with this short name, or else with this name; None if there is none, or several."""
    wanted = name.casefold()
    for field in ("short", "name"):
        found = [search for search in searches if getattr(search, field).casefold() == wanted]
        if len(found) == 1:
            return found[0]
    return None
