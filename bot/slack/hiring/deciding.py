"""Which to hire, as a decision: asked in a modal, weighed, recorded in the channel, and looked at again."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import RolecallError
from bot.hiring.decisions import Advised, Decision, flaws, may_see
from bot.logs import note
from bot.slack.acks import acknowledge
from bot.slack.blocks import actions, button, section
from bot.slack.cards.controls import DECIDE
from bot.slack.delivery import Place, post, replace
from bot.slack.errors import explain, lazily
from bot.slack.hiring.decision_cards import (
    REVIEWED,
    Listing,
    decision_card,
    listing_message,
    reviewed_message,
)
from bot.slack.hiring.decision_modals import (
    ASK,
    CHOOSE,
    RECORD,
    Sitting,
    UnknownRolesError,
    asking_modal,
    chosen_roles,
    decided,
    first_modal,
    forewarning,
    given_answers,
    recording_modal,
    roles_of,
    sitting_of,
)
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring, channel_of
from bot.slack.message import Message
from bot.slack.text import escape
from bot.slack.views import View
from bot.understanding.order import Order

MOST_LISTED = 10
NO_ROLES = "-"
"""On a button that asks which roles."""
KEPT = "decision_kept"
"""Under this name the acknowledgement tells the listener after it what was recorded."""

log = logging.getLogger("rolecall.deciding")


class DecisionNotHereError(RolecallError):
    """There is no such decision, or not for this person: the two are told apart to nobody."""

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__("I know no such decision here.", "Type /hiring decisions in the channel that it belongs to.")


def register(app: App, hiring: Hiring) -> None:
    """Listen to the buttons that lead to a decision or come of one, and to what the modals send."""
    for action, listener in ((DECIDE, press_decide), (REVIEWED, press_reviewed)):
        app.action(action)(ack=acknowledge, lazy=[lazily(partial(listener, hiring))])
    app.view(CHOOSE)(partial(choose, hiring))
    app.view(ASK)(partial(weigh, hiring))
    app.view(RECORD)(ack=partial(record, hiring), lazy=[lazily(partial(announce, hiring))])


def decide(hiring: Hiring, here: Here, order: Order) -> Message | None:
    """Put the questions in front of the person who ordered it; where only a click opens a modal, a button to click.

    Raises UnknownRolesError, SlackApiError.
    """
    if "trigger_id" in here.body:
        open_decision(hiring, here.client, here.body, order.roles)
        return None
    roles = roles_of(hiring.base, order.roles) if len(order.roles) > 1 else ()
    warning = forewarning(hiring.base, roles) if roles else ""
    text = f"Press the button, and I ask you what to weigh. {escape(warning)}".strip()
    start = button("Decide which to hire", DECIDE, ",".join(order.roles) or NO_ROLES)
    return Message(text, [section(text), actions([start])])


def open_decision(hiring: Hiring, client: WebClient, body: dict[str, Any], roles: tuple[str, ...]) -> None:
    """Put the questions about these roles in front of whoever acted; with fewer than two, ask which roles.

    `body` is what Slack sent, with its trigger. Raises UnknownRolesError, SlackApiError.
    """
    view = first_modal(Sitting(channel_of(body), roles), hiring.base)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def decisions(hiring: Hiring, here: Here, _: Order) -> Message:
    """The decisions of the channel. Where it has none, and nobody else sees the answer, those of the person."""
    private = "command" in here.body or here.asker.channel.startswith("D")
    return decisions_message(hiring, here.team, here.asker.channel, here.asker.user if private else "")


def decisions_message(hiring: Hiring, team: str, channel: str, person: str = "") -> Message:
    """The newest decisions of a channel; where it has none, those that the person recorded, if one is given."""
    found = Listing(*hiring.decisions.in_channel(team, channel, MOST_LISTED))
    if not found.decisions and person:
        found = Listing(*hiring.decisions.of_person(team, person, MOST_LISTED), own=True)
    return listing_message(found, hiring.base)


def press_decide(hiring: Hiring, args: Args) -> None:
    """Open the questions about the roles on the button."""
    value = str((args.action or {}).get("value", ""))
    roles = tuple(role for role in value.split(",") if role != NO_ROLES)
    open_decision(hiring, args.client, args.body, roles)


def press_reviewed(hiring: Hiring, args: Args) -> None:
    """Let a decision stand, and show it so: in the list that only the person sees, or where everybody does."""
    here = Here.behind(hiring, args)
    decision = _for(hiring, here, str((args.action or {}).get("value", "")))
    hiring.decisions.review(decision, hiring.now())
    note(log, "decision reviewed", decision=decision.id)
    if args.body["container"].get("is_ephemeral"):
        replace(args.respond, decisions_message(hiring, here.team, here.asker.channel, here.asker.user))
    else:
        settled = hiring.decisions.decision(here.team, decision.id) or decision
        replace(args.respond, reviewed_message(settled, hiring.base, here.asker.user))


def choose(hiring: Hiring, args: Args) -> None:
    """From the roles that were chosen to the questions about them."""
    view = args.body["view"]
    sitting = sitting_of(view)._replace(roles=tuple(chosen_roles(view)))
    if len(set(sitting.roles)) < len(sitting.roles):
        args.ack(response_action="errors", errors={"role:1": "Choose roles that differ."})
        return
    _turn(args, "update", lambda: asking_modal(sitting, hiring.base), "role:0")


def weigh(hiring: Hiring, args: Args) -> None:
    """From the answers to the recommendation, which lies on top of the questions."""
    view = args.body["view"]
    sitting = sitting_of(view)._replace(answers=given_answers(view))
    first = next((block["block_id"] for block in view["blocks"] if block["type"] == "input"), "")
    today = Here.behind(hiring, args).day(hiring)
    _turn(args, "push", lambda: recording_modal(sitting, hiring.base, today), first)


def record(hiring: Hiring, args: Args) -> None:
    """Keep the decision, or say at the field what is wrong with it. It is on disk before it is acknowledged."""
    here = Here.behind(hiring, args)
    try:
        decision = decided(args.body["view"], hiring.base, _blank(here))
        wrong = flaws(decision, here.day(hiring))
        if not wrong and hiring.decisions.keep(decision):
            args.context[KEPT] = decision.id
            note(log, "decision recorded", decision=decision.id, verdict=decision.advised.verdict)
    except Exception as error:  # noqa: BLE001  a modal shows every error at a field, or Slack shows one of its own
        wrong = {"choice": explain(error)}
    if wrong:
        args.ack(response_action="errors", errors=dict(wrong))
    else:
        args.ack(response_action="clear")


def announce(hiring: Hiring, args: Args) -> None:
    """Post what was just recorded where it belongs; where Slack does not let us, give it to the person."""
    decision = hiring.decisions.decision(args.context.team_id or "", args.context.get(KEPT, ""))
    if decision is None:
        return
    card = decision_card(decision, hiring.base)
    try:
        post(args.client, Place(decision.channel), card)
    except SlackApiError as error:
        note(log, "decision not posted", logging.WARNING, decision=decision.id, slack_error=error.response["error"])
        post(args.client, Place(decision.by), _handed_over(card, decision.channel))


def _handed_over(card: Message, channel: str) -> Message:
    text = (
        f"It is recorded for <#{channel}>, but Slack does not let me post there. Where I am no member, type "
        "`/invite @Rolecall`; `/hiring decisions` shows it to everybody there in any case."
    )
    return Message(f"{text}\n{card.text}", [section(text), *card.blocks])


def _turn(args: Args, action: str, make: Callable[[], View], shown_at: str) -> None:
    """Go on to the next modal, or say at a field why that cannot be."""
    try:
        args.ack(response_action=action, view=make())
    except UnknownRolesError as error:
        args.ack(response_action="errors", errors={shown_at: str(error)})


def _blank(here: Here) -> Decision:
    asker = here.asker
    return Decision(asker.request, here.team, "", (), (), Advised(""), (), "", "", None, asker.user, asker.at)


def _for(hiring: Hiring, here: Here, key: str) -> Decision:
    """The decision of this id, where the person may see it. Raises DecisionNotHereError."""
    found = hiring.decisions.decision(here.team, key)
    if found is None or not may_see(found, here.asker.user, here.asker.channel):
        raise DecisionNotHereError
    return found
