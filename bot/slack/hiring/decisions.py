"""`/hiring decide`: the questions in a modal, the recommendation, the saved decision and its review."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.answers.memo import Memo
from bot.commands.command import Command
from bot.hiring.decisions import Decision, RecommendationSnapshot, find_errors
from bot.logs import log_event
from bot.slack import memo_form
from bot.slack.blocks import actions, button, section
from bot.slack.cards.controls import (
    DECIDE_ACTION,
    MENU_ACTION,
    MENU_SEPARATOR,
    NO_ROLES,
    read_decide_value,
    selected_value,
)
from bot.slack.delivery import Destination, acknowledge, post, replace_original
from bot.slack.errors import explain_error, with_error_reply
from bot.slack.hiring.clicked_card import DECISION, REVIEW, VIEW, ClickedCard, label_card
from bot.slack.hiring.context import HiringServices, RequestContext, channel_of
from bot.slack.hiring.decision_access import channel_to_list, find_visible_decision
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
    COPY_DECISION,
    REVIEWED,
    DecisionList,
    decision_card,
    listing_message,
    reviewed_message,
)
from bot.slack.hiring.views.decision_memo import decision_memo
from bot.slack.message import Message
from bot.slack.modals import View
from bot.slack.text import escape

MAX_LISTED = 10
LIST = "decisions"
"""The kind of a card that lists decisions."""
COPY_FORM = "decision:copy"
DECIDE_OPTION = f"{DECIDE_ACTION}{MENU_SEPARATOR}"
"""How the value of a menu option begins that opens the questions."""
RECORDED_KEY = "decision_kept"
"""The key in Bolt's context under which the acknowledgement passes the id of the decision to the lazy listener."""

log = logging.getLogger("rolecall.decisions")


def register(app: App, services: HiringServices) -> None:
    """Listen to the buttons that open or review a decision, and to the submitted modals."""
    for action, listener in (
        (DECIDE_ACTION, handle_decide_button),
        (REVIEWED, handle_reviewed_button),
        (COPY_DECISION, handle_copy_button),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(partial(listener, services))])
    decide = with_error_reply(partial(handle_decide_button, services))
    app.action(MENU_ACTION, matchers=[is_decide_option])(ack=acknowledge, lazy=[decide])
    memo_form.register(app, COPY_FORM, partial(write_memo, services), services.repeats)
    app.view(CHOOSE)(partial(handle_roles_submitted, services))
    app.view(ASK)(partial(handle_answers_submitted, services))
    app.view(RECORD)(
        ack=partial(handle_decision_submitted, services), lazy=[with_error_reply(partial(post_decision, services))]
    )


def handle_decide(services: HiringServices, ctx: RequestContext, command: Command, _: str = "") -> Message | None:
    """Open the questions. A message carries no trigger id, so it is answered with a button that opens them.

    Raises UnknownRolesError, SlackApiError.
    """
    if "trigger_id" in ctx.body:
        open_decision_modal(services, ctx.client, ctx.body, command.roles)
        return None
    roles = roles_of(services.base, command.roles) if len(command.roles) > 1 else ()
    warning = missing_rules_warning(services.base, roles) if roles else ""
    text = f"Press the button to weigh your options. {escape(warning)}".strip()
    start = button("Weigh options", DECIDE_ACTION, ",".join(command.roles) or NO_ROLES)
    return Message(text, [section(text), actions([start])])


def open_decision_modal(
    services: HiringServices,
    client: WebClient,
    body: dict[str, Any],
    roles: tuple[str, ...],
    facts: tuple[tuple[str, str], ...] = (),
) -> None:
    """Open the questions about these roles; with fewer than two roles, the question which roles.

    `body` is the request from Slack, with its trigger id; `facts` are about the company, as pairs of kind and text.
    Raises UnknownRolesError, SlackApiError.
    """
    card = ClickedCard.from_body(body) if "actions" in body else None
    view = first_modal(DecisionFormState(channel_of(body), roles, facts=facts, card=card), services.base)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def handle_decisions(services: HiringServices, ctx: RequestContext, _: Command, __: str = "") -> Message:
    """The decisions of the channel; if it has none and only the person sees the answer, the person's own."""
    is_private = "command" in ctx.body or ctx.actor.channel.startswith("D")
    return decisions_message(services, ctx, ctx.actor.channel, ctx.actor.user if is_private else "")


def decisions_message(services: HiringServices, ctx: RequestContext, channel: str, person: str = "") -> Message:
    """The newest decisions of a channel; if there are none that may be listed, those that the given person recorded."""
    found = DecisionList(*services.decisions.list_in_channel(ctx.team, channel_to_list(ctx, channel), MAX_LISTED))
    if not found.decisions and person:
        found = DecisionList(*services.decisions.list_by_person(ctx.team, person, MAX_LISTED), is_personal=True)
    return label_card(listing_message(found, services.base), LIST, person)


def refresh_decisions(services: HiringServices, ctx: RequestContext, card: ClickedCard) -> None:
    """Show a card about decisions again as it is now. Does nothing for any other card."""
    services = services.limited_to(ctx.client, ctx.team, card.channel)
    if card.kind == LIST:
        channel, person = card.channel, str(card.shown[1])
        card.replace(ctx.client, decisions_message(services, ctx, channel, person))
    elif card.kind == DECISION:
        decision = services.decisions.decision(ctx.team, str(card.shown[1]))
        if decision:
            card.replace(ctx.client, label_card(decision_card(decision, services.base), *card.shown))
    elif card.kind == REVIEW:
        decision = services.decisions.decision(ctx.team, str(card.shown[1]))
        if decision and not decision.is_open:
            card.replace(ctx.client, label_card(decision_card(decision, services.base), DECISION, decision.id))


def is_decide_option(action: dict[str, Any]) -> bool:
    """Return whether the option chosen in the menu of a card opens the questions."""
    return selected_value(action).startswith(DECIDE_OPTION)


def handle_decide_button(services: HiringServices, args: Args) -> None:
    """Open the questions about the roles on the button or option, with the facts about the company filled in."""
    roles, facts = read_decide_value(selected_value(args.action).removeprefix(DECIDE_OPTION))
    services = services.limited_to(args.client, args.context.team_id or "", channel_of(args.body))
    open_decision_modal(services, args.client, args.body, roles, facts)


def handle_reviewed_button(services: HiringServices, args: Args) -> None:
    """Mark a decision as reviewed, and update the message: the person's private list, or the card everyone sees."""
    ctx = RequestContext.from_args(services, args)
    services = services.limited_to(ctx.client, ctx.team, ctx.actor.channel)
    decision = find_visible_decision(services, ctx, selected_value(args.action))
    services.decisions.mark_reviewed(decision, services.now())
    log_event(log, "decision reviewed", decision=decision.id)
    services.home_tabs.refresh(ctx.client, ctx.team, {decision.by})
    card = ClickedCard.from_body(args.body)
    if card.kind == VIEW:
        return
    if card.is_private or card.kind == LIST:
        person = str(card.shown[1]) if card.shown else ctx.actor.user
        replace_original(args.respond, decisions_message(services, ctx, ctx.actor.channel, person))
    else:
        reviewed = services.decisions.decision(ctx.team, decision.id) or decision
        message = reviewed_message(reviewed, services.base, ctx.actor.user)
        replace_original(args.respond, label_card(message, DECISION, decision.id))


def handle_copy_button(services: HiringServices, args: Args) -> None:
    """Open the decision as a text to copy. Raises DecisionNotFoundError, SlackApiError."""
    key = selected_value(args.action)
    view = memo_form.memo_modal(write_memo(services, args, key), COPY_FORM, key)
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def write_memo(services: HiringServices, args: Args, key: str) -> Memo:
    """Return the decision as a memo. Raises DecisionNotFoundError."""
    ctx = RequestContext.from_args(services, args)
    decision = find_visible_decision(services, ctx, key)
    services = services.limited_to(ctx.client, ctx.team, ctx.actor.channel, decision.channel)
    return decision_memo(decision, services.base)


def handle_roles_submitted(services: HiringServices, args: Args) -> None:
    """Show the questions about the chosen roles."""
    view = args.body["view"]
    state = read_form_state(view)._replace(roles=tuple(read_roles(view)))
    if len(set(state.roles)) < len(state.roles):
        args.ack(response_action="errors", errors={"role:1": "Choose different roles."})
        return
    services = services.limited_to(args.client, args.context.team_id or "", state.channel)
    _show_modal(args, "update", lambda: questions_modal(state, services.base), "role:0")


def handle_answers_submitted(services: HiringServices, args: Args) -> None:
    """Show the recommendation in a modal on top of the questions, so that Back leads to them."""
    view = args.body["view"]
    state = read_form_state(view)._replace(answers=read_answers(view))
    # An error has to be shown at some field: the first question.
    first = next((block["block_id"] for block in view["blocks"] if block["type"] == "input"), "")
    today = RequestContext.from_args(services, args).get_known_local_date(services)
    services = services.limited_to(args.client, args.context.team_id or "", state.channel)
    _show_modal(args, "push", lambda: record_modal(state, services.base, today), first)


def handle_decision_submitted(services: HiringServices, args: Args) -> None:
    """Store the decision, or show what is wrong at the field. It is stored before Slack gets the acknowledgement."""
    ctx = RequestContext.from_args(services, args)
    services = services.limited_to(ctx.client, ctx.team, read_form_state(args.body["view"]).channel)
    try:
        decision = read_decision(args.body["view"], services.base, _new_decision(ctx))
        errors = find_errors(decision, ctx.get_known_local_date(services))
        # `add` returns False if Slack repeats the request. The card is then posted by the first one.
        if not errors and services.decisions.add(decision):
            args.context[RECORDED_KEY] = decision.id
            log_event(log, "decision recorded", decision=decision.id, verdict=decision.recommendation.verdict)
    except Exception as error:  # noqa: BLE001  without an answer, Slack shows a message of its own
        errors = {"choice": explain_error(error)}
    if errors:
        args.ack(response_action="errors", errors=dict(errors))
    else:
        args.ack(response_action="clear")


def post_decision(services: HiringServices, args: Args) -> None:
    """Post the card of the decision just recorded in its channel; if Slack refuses, send it to the person.

    A review that led to it is over then, so the card that asked for it is shown again.
    """
    decision = services.decisions.decision(args.context.team_id or "", args.context.get(RECORDED_KEY, ""))
    if decision is None:
        return
    services.home_tabs.refresh(args.client, decision.team, {decision.by})
    services = services.limited_to(args.client, decision.team, decision.channel)
    card = label_card(decision_card(decision, services.base), DECISION, decision.id)
    try:
        post(args.client, Destination(decision.channel), card)
    except SlackApiError as error:
        log_event(
            log, "decision not posted", logging.WARNING, decision=decision.id, slack_error=error.response["error"]
        )
        post(args.client, Destination(decision.by), _fallback_card(card, decision.channel))
    if opened_from := read_form_state(args.body["view"]).card:
        refresh_decisions(services, RequestContext.from_args(services, args), opened_from)


def _fallback_card(card: Message, channel: str) -> Message:
    text = (
        f"Your decision is saved for <#{channel}>, but Slack won't let me post there. If I'm not a member, type "
        "`/invite @Rolecall` there. Everyone in that channel can see it with `/hiring decisions`."
    )
    return Message(f"{text}\n{card.text}", [section(text), *card.blocks])


def _show_modal(args: Args, action: str, build: Callable[[], View], error_field: str) -> None:
    """Show the next modal, or the error at a field."""
    try:
        args.ack(response_action=action, view=build())
    except UnknownRolesError as error:
        args.ack(response_action="errors", errors={error_field: str(error)})


def _new_decision(ctx: RequestContext) -> Decision:
    """A decision by this person, with nothing decided yet."""
    actor = ctx.actor
    return Decision(
        actor.request_id, ctx.team, "", (), (), RecommendationSnapshot(""), (), "", "", None, actor.user, actor.at
    )
