"""Who can be put in charge of an item or a search, and whether whoever owns a search still can be: Slack knows."""

from collections.abc import Mapping

from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import Unclear
from bot.hiring.models import Search
from bot.hiring.service import Target
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.membership import is_member, is_outside
from bot.understanding.order import Order
from bot.understanding.people import ME, NOBODY

WORDS = ("", ME, NOBODY)
"""What stands in an order in place of a person, where there is nobody to ask Slack about."""
WRONG: Mapping[str, tuple[str, str]] = {
    "app": ("That is an app. Apps, me among them, take no items and own no search.", "Name a person."),
    "unknown": ("Slack knows nobody like that here.", "Choose the name from the list that opens after the @."),
    "left": ("Their account is deactivated, so they would never hear of it.", "Name somebody who is still here."),
}


class CannotTakeChargeError(RolecallError):
    """Somebody who cannot work on anything: an app, a stranger to Slack, or a person who has left."""


def names_somebody(order: Order) -> bool:
    """Whether the order puts a person in charge of whom Slack has to be asked."""
    return order.verb != "items" and (order.person or "") not in WORDS


def check(hiring: Hiring, here: Here, user: str) -> None:
    """Raise CannotTakeChargeError where the person could never work on what they are given."""
    if user in ("", here.asker.user):
        return
    standing = hiring.people.standing(here.client, here.team, user, hiring.now())
    if standing in WRONG:
        raise CannotTakeChargeError(*WRONG[standing])


def owner_who_left(hiring: Hiring, here: Here, target: Target) -> str:
    """The owner of the search that is meant, where they have left and whoever acts is in its channel; else empty.

    They have left where their account is deactivated, or Slack says that they are not in the channel. Slack is asked
    only where somebody else acts than the owner. Raises SearchNotYoursError.
    """
    with hiring.desks.desk(here.team, to_change=False) as desk:
        found = service.find(desk, here.asker, target)
    if isinstance(found, Unclear) or found.search.owner in ("", here.asker.user) or not found.search.is_open:
        return ""
    search = found.search
    return search.owner if _is_inside(here, search) and _has_left(hiring, here, search) else ""


def _is_inside(here: Here, search: Search) -> bool:
    """Whether whoever acts is in the channel of the search, as the request or Slack says."""
    return here.asker.channel == search.channel or is_member(here.client, search.channel, here.asker.user)


def _has_left(hiring: Hiring, here: Here, search: Search) -> bool:
    standing = hiring.people.standing(here.client, here.team, search.owner, hiring.now(), anew=True)
    return standing == "left" or is_outside(here.client, search.channel, search.owner)
