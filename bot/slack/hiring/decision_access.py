"""Which decisions a person may see, asking Slack whether they are in the channel where that is not known."""

from bot.errors import RolecallError
from bot.hiring.decisions import Decision, can_see_decision
from bot.slack.hiring.channels import is_member
from bot.slack.hiring.context import HiringServices, RequestContext


class DecisionNotFoundError(RolecallError):
    """There is no such decision, or the person may not see it: one error for both, so that existence isn't leaked."""

    def __init__(self) -> None:
        """The sentence shown to the person."""
        super().__init__(
            "I can't find that decision here.", "Type /hiring decisions in the channel where it was saved."
        )


def find_visible_decision(services: HiringServices, ctx: RequestContext, key: str) -> Decision:
    """The decision with this id, if the person may see it. May ask Slack. Raises DecisionNotFoundError."""
    found = services.decisions.decision(ctx.team, key)
    if found is None or not (can_see_decision(found, ctx.actor) or _is_member(ctx, found.channel)):
        raise DecisionNotFoundError
    return found


def channel_to_list(ctx: RequestContext, channel: str) -> str:
    """The channel whose decisions the person may list; none for guests and people of other companies."""
    return channel if ctx.actor.kind == "member" else ""


def _is_member(ctx: RequestContext, channel: str) -> bool:
    """Whether Slack says that a person who acts from elsewhere is a full member and in the channel."""
    return ctx.actor.kind == "member" and is_member(ctx.client, channel, ctx.actor.user)
