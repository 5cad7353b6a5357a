"""Which to hire, as a decision: asked in a modal, weighed, recorded in the channel, and looked at again."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.hiring.decisions import Decision, RecommendationSnapshot, can_see_decision, find_errors
from bot.logs import log_event
from bot.slack.blocks import actions, button, section
from bot.slack.cards.controls import DECIDE_ACTION
from bot.slack.delivery import Destination, acknowledge, post, replace_original
from bot.slack.errors import explain_error, with_error_reply
from bot.slack.hiring.context import HiringServices, RequestContext, channel_of
from bot.slack.hiring.forms.decision_form import (
    ASK,
    CHOOSE,
    RECORD,
    DecisionFormState,
    UnknownRolesError,
    first_modal,
    missing_rules_warning,
    questions_modal,
    read_answers,
    read_decision,
    read_form_state,
    read_roles,
    record_modal,
    roles_of,
)
from bot.slack.hiring.views.decision_cards import (
    REVIEWED,
    DecisionList,
    decision_card,
    listing_message,
    reviewed_message,
)
from bot.slack.message import Message
from bot.slack.modals import View
from bot.slack.text import escape

MOST_LISTED = 10
NO_ROLES = "-"
"""On a button that asks which roles."""
RECORDED_KEY = "decision_kept"
"""Under this name the acknowledgement tells the listener after it what was recorded."""

log = logging.getLogger("rolecall.decisions")


class DecisionNotFoundError(RolecallError):
    """There is no such decision, or not for this person: the two are told apart to nobody."""

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__("I know no such decision here.", "Type /hiring decisions in the channel that it belongs to.")


def register(app: App, services: HiringServices) -> None:
    """Listen to the buttons that lead to a decision or come of one, and to what the modals send."""
    for action, listener in ((DECIDE_ACTION, handle_decide_button), (REVIEWED, handle_reviewed_button)):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(partial(listener, services))])
    app.view(CHOOSE)(partial(handle_roles_submitted, services))
    app.view(ASK)(partial(handle_answers_submitted, services))
    app.view(RECORD)(
        ack=partial(handle_decision_submitted, services), lazy=[with_error_reply(partial(post_decision, services))]
    )


def handle_decide(services: HiringServices, ctx: RequestContext, command: Command, _: str = "") -> Message | None:
    """Put the questions in front of the person who ordered it; where only a click opens a modal, a button to click.

    Raises UnknownRolesError, SlackApiError.
    """
    if "trigger_id" in ctx.body:
        open_decision_modal(services, ctx.client, ctx.body, command.roles)
        return None
    roles = roles_of(services.base, command.roles) if len(command.roles) > 1 else ()
    warning = missing_rules_warning(services.base, roles) if roles else ""
    text = f"Press the button, and I ask you what to weigh. {escape(warning)}".strip()
    start = button("Decide which to hire", DECIDE_ACTION, ",".join(command.roles) or NO_ROLES)
    return Message(text, [section(text), actions([start])])


def open_decision_modal(
    services: HiringServices, client: WebClient, body: dict[str, Any], roles: tuple[str, ...]
) -> None:
    """Put the questions about these roles in front of whoever acted; with fewer than two, ask which roles.

    `body` is what Slack sent, with its trigger. Raises UnknownRolesError, SlackApiError.
    """
    view = first_modal(DecisionFormState(channel_of(body), roles), services.base)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def handle_decisions(services: HiringServices, ctx: RequestContext, _: Command, __: str = "") -> Message:
    """The decisions of the channel. Where it has none, and nobody else sees the answer, those of the person."""
    private = "command" in ctx.body or ctx.actor.channel.startswith("D")
    return decisions_message(services, ctx.team, ctx.actor.channel, ctx.actor.user if private else "")


def decisions_message(services: HiringServices, team: str, channel: str, person: str = "") -> Message:
    """The newest decisions of a channel; where it has none, those that the person recorded, if one is given."""
    found = DecisionList(*services.decisions.list_in_channel(team, channel, MOST_LISTED))
    if not found.decisions and person:
        found = DecisionList(*services.decisions.list_by_person(team, person, MOST_LISTED), is_personal=True)
    return listing_message(found, services.base)


def handle_decide_button(services: HiringServices, args: Args) -> None:
    """Open the questions about the roles on the button."""
    value = str((args.action or {}).get("value", ""))
    roles = tuple(role for role in value.split(",") if role != NO_ROLES)
    open_decision_modal(services, args.client, args.body, roles)


def handle_reviewed_button(services: HiringServices, args: Args) -> None:
    """Let a decision stand, and show it so: in the list that only the person sees, or where everybody does."""
    here = RequestContext.from_args(services, args)
    decision = _visible_decision(services, here, str((args.action or {}).get("value", "")))
    services.decisions.mark_reviewed(decision, services.now())
    log_event(log, "decision reviewed", decision=decision.id)
    if args.body["container"].get("is_ephemeral"):
        replace_original(args.respond, decisions_message(services, here.team, here.actor.channel, here.actor.user))
    else:
        settled = services.decisions.decision(here.team, decision.id) or decision
        replace_original(args.respond, reviewed_message(settled, services.base, here.actor.user))


def handle_roles_submitted(services: HiringServices, args: Args) -> None:
    """From the roles that were chosen to the questions about them."""
    view = args.body["view"]
    sitting = read_form_state(view)._replace(roles=tuple(read_roles(view)))
    if len(set(sitting.roles)) < len(sitting.roles):
        args.ack(response_action="errors", errors={"role:1": "Choose roles that differ."})
        return
    _show_modal(args, "update", lambda: questions_modal(sitting, services.base), "role:0")


def handle_answers_submitted(services: HiringServices, args: Args) -> None:
    """From the answers to the recommendation, which lies on top of the questions."""
    view = args.body["view"]
    sitting = read_form_state(view)._replace(answers=read_answers(view))
    first = next((block["block_id"] for block in view["blocks"] if block["type"] == "input"), "")
    today = RequestContext.from_args(services, args).get_known_local_date(services)
    _show_modal(args, "push", lambda: record_modal(sitting, services.base, today), first)


def handle_decision_submitted(services: HiringServices, args: Args) -> None:
    """Keep the decision, or say at the field what is wrong with it. It is on disk before it is acknowledged."""
    here = RequestContext.from_args(services, args)
    try:
        decision = read_decision(args.body["view"], services.base, _new_decision(here))
        wrong = find_errors(decision, here.get_known_local_date(services))
        if not wrong and services.decisions.add(decision):
            args.context[RECORDED_KEY] = decision.id
            log_event(log, "decision recorded", decision=decision.id, verdict=decision.recommendation.verdict)
    except Exception as error:  # noqa: BLE001  a modal shows every error at a field, or Slack shows one of its own
        wrong = {"choice": explain_error(error)}
    if wrong:
        args.ack(response_action="errors", errors=dict(wrong))
    else:
        args.ack(response_action="clear")


def post_decision(services: HiringServices, args: Args) -> None:
    """Post what was just recorded where it belongs; where Slack does not let us, give it to the person."""
    decision = services.decisions.decision(args.context.team_id or "", args.context.get(RECORDED_KEY, ""))
    if decision is None:
        return
    card = decision_card(decision, services.base)
    try:
        post(args.client, Destination(decision.channel), card)
    except SlackApiError as error:
        log_event(
            log, "decision not posted", logging.WARNING, decision=decision.id, slack_error=error.response["error"]
        )
        post(args.client, Destination(decision.by), _fallback_card(card, decision.channel))


def _fallback_card(card: Message, channel: str) -> Message:
    text = (
        f"It is recorded for <#{channel}>, but Slack does not let me post there. Where I am no member, type "
        "`/invite @Rolecall`; `/hiring decisions` shows it to everybody there in any case."
    )
    return Message(f"{text}\n{card.text}", [section(text), *card.blocks])


def _show_modal(args: Args, action: str, make: Callable[[], View], shown_at: str) -> None:
    """Go on to the next modal, or say at a field why that cannot be."""
    try:
        args.ack(response_action=action, view=make())
    except UnknownRolesError as error:
        args.ack(response_action="errors", errors={shown_at: str(error)})


def _new_decision(ctx: RequestContext) -> Decision:
    asker = ctx.actor
    return Decision(
        asker.request_id, ctx.team, "", (), (), RecommendationSnapshot(""), (), "", "", None, asker.user, asker.at
    )


def _visible_decision(services: HiringServices, ctx: RequestContext, key: str) -> Decision:
    """The decision of this id, where the person may see it. Raises DecisionNotHereError."""
    found = services.decisions.decision(ctx.team, key)
    if found is None or not can_see_decision(found, ctx.actor.user, ctx.actor.channel):
        raise DecisionNotFoundError
    return found
