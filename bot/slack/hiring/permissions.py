"""Who can be put in charge of an item or a search, and whether whoever owns a search still can be: Slack knows."""

from collections.abc import Mapping

from bot.commands.command import Command
from bot.commands.free_text import ME, NOBODY
from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import AmbiguousSearch
from bot.hiring.models import Search
from bot.hiring.service import SearchRef
from bot.slack.hiring.channels import is_member, is_not_member
from bot.slack.hiring.context import HiringServices, RequestContext

PLACEHOLDERS = ("", ME, NOBODY)
"""What stands in an order in place of a person, where there is nobody to ask Slack about."""
REJECTIONS: Mapping[str, tuple[str, str]] = {
    "app": ("That is an app. Apps, me among them, take no items and own no search.", "Name a person."),
    "unknown": ("Slack knows nobody like that here.", "Choose the name from the list that opens after the @."),
    "left": ("Their account is deactivated, so they would never hear of it.", "Name somebody who is still here."),
}


class CannotBeAssignedError(RolecallError):
    """Somebody who cannot work on anything: an app, a stranger to Slack, or a person who has left."""


def has_named_person(command: Command) -> bool:
    """Whether the order puts a person in charge of whom Slack has to be asked."""
    return command.verb != "items" and (command.person or "") not in PLACEHOLDERS


def check_can_be_assigned(services: HiringServices, ctx: RequestContext, user: str) -> None:
    """Raise CannotTakeChargeError where the person could never work on what they are given."""
    if user in ("", ctx.actor.user):
        return
    standing = services.people.get_membership(ctx.client, ctx.team, user, services.now())
    if standing in REJECTIONS:
        raise CannotBeAssignedError(*REJECTIONS[standing])


def find_departed_owner(services: HiringServices, ctx: RequestContext, target: SearchRef) -> str:
    """The owner of the search that is meant, where they have left and whoever acts is in its channel; else empty.

    They have left where their account is deactivated, or Slack says that they are not in the channel. Slack is asked
    only where somebody else acts than the owner. Raises SearchNotYoursError.
    """
    with services.units_of_work.begin(ctx.team, writable=False) as desk:
        found = service.find_checklist(desk, ctx.actor, target)
    if isinstance(found, AmbiguousSearch) or found.search.owner in ("", ctx.actor.user) or not found.search.is_open:
        return ""
    search = found.search
    return search.owner if _is_in_channel(ctx, search) and _has_left(services, ctx, search) else ""


def _is_in_channel(ctx: RequestContext, search: Search) -> bool:
    """Whether whoever acts is in the channel of the search, as the request or Slack says."""
    return ctx.actor.channel == search.channel or is_member(ctx.client, search.channel, ctx.actor.user)


def _has_left(services: HiringServices, ctx: RequestContext, search: Search) -> bool:
    standing = services.people.get_membership(ctx.client, ctx.team, search.owner, services.now(), refresh=True)
    return standing == "left" or is_not_member(ctx.client, search.channel, search.owner)
