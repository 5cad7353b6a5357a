"""What a person may do in a search: one table, from their standing in it to their rights.

Whether a person is in the channel of a search is only known without asking Slack if they act from there.
"""

from collections.abc import Mapping
from typing import Literal

from bot.errors import RolecallError
from bot.hiring import rules
from bot.hiring.access import Actor
from bot.hiring.models import Checklist, GuestAccess, Item, Search
from bot.hiring.people import PersonKind
from bot.hiring.rules import ItemRule

Right = Literal["own_items", "read", "change", "manage"]
"""See and work on one's own items; read the search; change it; close and export it."""
Standing = Literal["owner", "member", "assignee", "guest", "external", "stranger"]
"""owner: owns the search, and is in its channel; member: in its channel; assignee: elsewhere, but has an item or owns
it, or is an interviewer; guest, external: a guest or a person of another company, with one of these parts or in its
channel; stranger: everyone else."""
Rights = frozenset[Right]

_OWN: Rights = frozenset(("own_items",))
_ALL: Rights = frozenset(("own_items", "read", "change", "manage"))
RIGHTS: Mapping[Standing, Rights] = {
    "owner": _ALL,
    "member": _ALL,
    "assignee": _OWN,
    "guest": _OWN,
    "external": _OWN,
    "stranger": frozenset(),
}
GUEST_RIGHTS: Mapping[GuestAccess, Rights] = {
    "own": frozenset(),
    "read": frozenset(("read",)),
    "change": frozenset(("read", "change")),
}
"""What the owner allows guests and people of other companies in the channel, besides their own items."""
OWN_ITEM_RULES: frozenset[ItemRule] = frozenset(
    (
        rules.complete,
        rules.accept,
        rules.override,
        rules.reopen,
        rules.start,
        rules.block,
        rules.unblock,
        rules.set_note,
        rules.set_evidence,
        rules.snooze,
    )
)
"""What a person may do with an item assigned to them, without any further right."""


class SearchNotFoundError(RolecallError):
    """There is no such search, or the person may not see it: one error for both, so that existence isn't leaked."""

    def __init__(self) -> None:
        """The sentence shown to the person."""
        super().__init__("I can't find that search here.", "Type /hiring status in the search's own channel.")


class MissingRightError(RolecallError):
    """The person may not do this in the search."""

    def __init__(self, right: Right, kind: PersonKind = "member") -> None:
        """The sentence shown to the person, whose account is of this kind."""
        what = {"read": "see the whole search", "change": "change the search", "manage": "close or export the search"}
        if right not in what:
            says = "You have no items in this search."
        elif kind == "member":
            says = f"Only people in the search's channel can {what[right]}."
        elif right == "manage":
            says = "Guests and people from other companies can't close or export a search."
        else:
            says = (
                "Guests and people from other companies can see and work on their own items only. The search owner can "
                f"let guests {what[right]}."
            )
        super().__init__(says, "Type /hiring items mine to see your own items.")


class MembershipUnknownError(Exception):
    """Slack has to be asked whether the person is in the channel of `search`."""

    def __init__(self, search: Search) -> None:
        """The search in question."""
        super().__init__(search.id)
        self.search = search


def find_standing(checklist: Checklist, actor: Actor) -> Standing:
    """The person's standing in the search, as far as it is known."""
    search, user = checklist.search, actor.user
    has_part = user in search.panel or any(item.assignee == user for item in checklist.visible_items)
    if not user or not (is_in_channel(search, actor) or user == search.owner or has_part):
        return "stranger"  # an unassigned item has an empty assignee, which must not match
    if user == search.owner and (is_in_channel(search, actor) or search.channel.startswith("D")):
        return "owner"
    if actor.kind != "member":
        return actor.kind
    return "member" if is_in_channel(search, actor) else "assignee"


def find_rights(checklist: Checklist, actor: Actor) -> Rights:
    """What the person may do in the search."""
    standing = find_standing(checklist, actor)
    if standing in ("guest", "external") and is_in_channel(checklist.search, actor):
        return RIGHTS[standing] | GUEST_RIGHTS[checklist.search.guest_access]
    return RIGHTS[standing]


def check_right(checklist: Checklist, actor: Actor, right: Right, *, limited: bool = False) -> None:
    """Raise an error if the person may not do this: SearchNotFoundError, MissingRightError or MembershipUnknownError.

    With `limited`, a person without the right may do it with their own items, once it is known that they lack it.
    """
    rights, search = find_rights(checklist, actor), checklist.search
    if right in rights:
        return
    is_open_question = search.channel not in actor.checked and not is_in_channel(search, actor)
    if is_open_question and (rights or not actor.channel):
        raise MembershipUnknownError(search)
    if not rights:
        raise SearchNotFoundError
    if not limited:
        raise MissingRightError(right, actor.kind)


def may_apply(checklist: Checklist, actor: Actor, rule: ItemRule, item: Item) -> bool:
    """Whether the person may apply the rule to the item. Raises MembershipUnknownError if that depends on Slack."""
    if item.assignee == actor.user and rule in OWN_ITEM_RULES:
        return True
    check_right(checklist, actor, "change", limited=True)
    return "change" in find_rights(checklist, actor)


def limit_to_rights(checklist: Checklist, actor: Actor) -> Checklist:
    """The checklist as the person may see it: all of it, or their own items only."""
    if "read" in find_rights(checklist, actor):
        return checklist
    items = tuple(item._replace(gone=item.gone or item.assignee != actor.user) for item in checklist.items)
    return Checklist(checklist.search, items)


def is_in_channel(search: Search, actor: Actor) -> bool:
    """Whether the person acts from the channel of the search, or Slack says that they are in it."""
    return search.channel == actor.channel or search.channel in actor.member_of
