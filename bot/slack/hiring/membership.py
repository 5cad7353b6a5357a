"""Asks Slack whether a person is in the channel of a search, where their rights depend on it."""

from collections.abc import Callable
from typing import TypeVar

from bot.hiring.models import Search
from bot.hiring.rights import MembershipUnknownError
from bot.slack.hiring.channels import is_member, is_not_member
from bot.slack.hiring.context import RequestContext

Result = TypeVar("Result")


def with_membership(ctx: RequestContext, run: Callable[[RequestContext], Result]) -> Result:
    """Run it; where it needs to know whether the person is in a channel, ask Slack and run it again.

    It has to be one that writes nothing before it asks. Raises what it raises.
    """
    while True:
        try:
            return run(ctx)
        except MembershipUnknownError as unknown:
            ctx = ask_for_membership(ctx, unknown.search)


def ask_for_membership(ctx: RequestContext, search: Search) -> RequestContext:
    """The context with whether the person is in the channel of the search, as Slack says.

    The owner of the search counts as a member if Slack doesn't say, everyone else doesn't.
    """
    actor, channel = ctx.actor, search.channel
    if actor.user == search.owner:
        is_in = not is_not_member(ctx.client, channel, actor.user)
    else:
        is_in = is_member(ctx.client, channel, actor.user)
    member_of = actor.member_of | {channel} if is_in else actor.member_of
    return ctx._replace(actor=actor._replace(member_of=member_of, checked=actor.checked | {channel}))
