"""Starting a search: who may see it is settled first, then its items are stored and its card is posted."""

import logging
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from slack_sdk.errors import SlackApiError

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.decision_item import close_decision_item
from bot.hiring.decisions import Decision
from bot.hiring.models import Checklist, Search
from bot.hiring.naming import find_similar_search
from bot.hiring.schedule import Schedule
from bot.hiring.template import NewSearch, build_start_entry, draft_search
from bot.hiring.unit_of_work import SearchUnitOfWork
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.logs import log_event
from bot.slack.blocks import actions, button, context, section
from bot.slack.hiring.button_values import StartRequest
from bot.slack.hiring.card_updates import publish_card
from bot.slack.hiring.channels import ChannelPrivacy, fetch_channel_privacy, open_direct_conversation
from bot.slack.hiring.command_input import parse_day
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.membership import with_membership
from bot.slack.hiring.views.decision_memo import decision_evidence
from bot.slack.hiring.views.first_day import day_off_note
from bot.slack.hiring.views.wording import days_away, long_day, mention, name_of, numbered
from bot.slack.message import Message
from bot.slack.text import escape

log = logging.getLogger("rolecall.hiring")

NOT_IN_CHANNEL_ERRORS = ("not_in_channel", "channel_not_found")
INVITE = (
    ":warning: I'm not in this channel, so I couldn't post the card. Type `/invite @Rolecall`, "
    "and I'll post it with the next change."
)
REFUSED = ":warning: Slack didn't let me post the card here. I'll try again with the next change."
CARD = "The card is in the channel."
PRIVATE = "The card is in our DM, where only you can see it. I'll notify people you assign items to."


class OpenedSearch(NamedTuple):
    """A search that was just stored, how its due dates were computed, and today's date where its owner is."""

    checklist: Checklist
    calendar: Schedule
    today: date


def try_publish_card(
    services: HiringServices, ctx: RequestContext, checklist: Checklist, today: date, *, repost: bool = False
) -> str:
    """Post the card of the search; returns a sentence on where it is. A failed post does not roll back the search."""
    try:
        publish_card(services.units_of_work, ctx.client, checklist, today, repost=repost)
    except SlackApiError as error:
        code = error.response["error"]
        log_event(log, "card not posted", logging.WARNING, search=checklist.search.id, slack_error=code)
        return INVITE if code in NOT_IN_CHANNEL_ERRORS else REFUSED
    return PRIVATE if checklist.search.channel.startswith("D") else CARD


def repost_card(services: HiringServices, ctx: RequestContext, search_id: str) -> Message:
    """Post the card again as the newest message, and delete the old one. Raises SearchNotFoundError."""
    checklist = with_membership(ctx, partial(_load_to_change, services, search_id))
    where = try_publish_card(services, ctx, checklist, ctx.get_known_local_date(services), repost=True)
    return Message("The card is now the latest message there." if where in (CARD, PRIVATE) else where)


def _load_to_change(services: HiringServices, search_id: str, ctx: RequestContext) -> Checklist:
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        return service.load_checklist(uow, ctx.actor, search_id, "change")


def start_search(services: HiringServices, ctx: RequestContext, command: Command) -> Message:
    """Start the search, or ask who may see it. Raises RolecallError if the first day can't be read."""
    # Read now, so that `friday` still means this Friday if the person answers a question days later.
    target = _parse_first_day(services, ctx, command.when)
    return start_or_confirm(
        services, ctx, StartRequest(command.roles[0], command.text.strip(), target.isoformat() if target else "")
    )


def start_or_confirm(services: HiringServices, ctx: RequestContext, request: StartRequest) -> Message:
    """Start the search in this channel; first ask if a similar one is open there, or if others can see the channel."""
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        same = _find_duplicate(uow, ctx, request)
    if same:
        return _duplicate_message(same, request, "start")
    privacy = fetch_channel_privacy(ctx.client, ctx.actor.channel, str(ctx.body.get("channel_name", "")))
    if privacy.direct:
        return open_in_direct_conversation(services, ctx, request)
    if privacy.is_visible_to_others:
        return _privacy_warning(privacy, request)
    return open_in_channel(services, ctx, request)


def open_in_direct_conversation(services: HiringServices, ctx: RequestContext, request: StartRequest) -> Message:
    """Start the search in the direct conversation with the person. Raises SlackApiError."""
    channel = open_direct_conversation(ctx.client, ctx.actor.user)
    return open_in_channel(services, ctx._replace(actor=ctx.actor._replace(channel=channel)), request)


def open_in_channel(services: HiringServices, ctx: RequestContext, request: StartRequest) -> Message:
    """Start the search in this channel: store it, then post its card if the app may post there.

    Asks if a similar search was opened in the meantime.
    """
    opened = store_search(services, ctx, request)
    if isinstance(opened, Search):
        return _duplicate_message(opened, request, "private" if ctx.actor.channel.startswith("D") else "here")
    return _opened_message(opened, try_publish_card(services, ctx, opened.checklist, opened.today))


def store_search(services: HiringServices, ctx: RequestContext, request: StartRequest) -> OpenedSearch | Search:
    """Store the search in this channel, without its card. Returns the similar search if one is open there."""
    services = services.limited_to(ctx.client, ctx.team, ctx.actor.channel)
    role = _find_role(services.base, request.role)
    today, actor = ctx.get_local_date(services), ctx.actor
    target = _parse_first_day(services, ctx, request.when)
    opening = NewSearch(
        actor.request_id, ctx.team, actor.channel, actor.user, actor.at, request.name, target, ctx.enterprise
    )
    template = services.base.checklist.values()
    drafted, calendar = draft_search(role, template, services.base.phases.values(), opening, today)
    decision = _find_decision(services, ctx, request)
    with services.units_of_work.begin(ctx.team) as uow:
        uow.short_names_in(actor.channel)  # locks the channel until the search is stored
        if same := _find_duplicate(uow, ctx, request):
            return same
        checklist = service.create_search(uow, drafted, build_start_entry(opening))
        if decision:
            evidence = decision_evidence(decision, services.base)
            checklist = close_decision_item(uow, actor, checklist, decision.by, evidence)
    log_event(log, "search opened", search=checklist.search.id, role=role.id, items=len(checklist.items))
    services.home_tabs.refresh(ctx.client, ctx.team, {actor.user})
    if decision and not decision.search:
        services.decisions.link_search(decision, checklist.search.id)
    return OpenedSearch(checklist, calendar, today)


def _find_decision(services: HiringServices, ctx: RequestContext, request: StartRequest) -> Decision | None:
    """The decision that the search follows: the one whose card started it, or one of its channel without a search."""
    if not request.decision:
        return services.decisions.find_waiting(ctx.team, ctx.actor.channel, request.role)
    found = services.decisions.decision(ctx.team, request.decision)
    return found if found and request.role in found.choice else None


def _find_duplicate(uow: SearchUnitOfWork, ctx: RequestContext, request: StartRequest) -> Search | None:
    """The similar search that is open in the channel; None if a second one is wanted, or if this request opened it."""
    # A repeated request must not find the search that it opened the first time.
    found = (
        None
        if request.allow_duplicate
        else find_similar_search(request.role, request.name, uow.open_searches_in(ctx.actor.channel))
    )
    return found if found and found.id != ctx.actor.request_id else None


def _duplicate_message(same: Search, request: StartRequest, way: str) -> Message:
    """Says that a similar search is open, with a button that starts a second one."""
    text = (
        f"*{name_of(same)}* is already open here: `{escape(same.short)}`, owned by {mention(same.owner)}. "
        "I haven't opened another. Did you mean that one, or are you hiring a second?"
    )
    second = request._replace(allow_duplicate=True).encoded()
    choices = [button("Show search", "search:status", same.id), button("Open second search", f"hiring:{way}", second)]
    return Message(text, [section(text), actions(choices)])


def _parse_first_day(services: HiringServices, ctx: RequestContext, words: str) -> date | None:
    return parse_day(words, ctx.get_local_date(services)) if words else None


def _find_role(base: KnowledgeBase, role: str) -> Role:
    if role not in base.roles:
        raise RolecallError("That role is no longer in the knowledge base.", "Type /hiring start and another role.")
    return base.roles[role]


def _privacy_warning(privacy: ChannelPrivacy, request: StartRequest) -> Message:
    """Says who can see the channel, with buttons to choose where the search is opened."""
    members = f"{privacy.members} members" if privacy.members else "members"
    readers = f"All {members} can read this channel."
    if privacy.public:
        count = f" It has {members}." if privacy.members else ""
        readers = f"Everyone in the workspace can read this channel.{count}"
    shared = " It's also shared with another company." if privacy.shared else ""
    text = (
        f"{readers}{shared} A search shows which role you're hiring for and how far "
        "along you are. Nothing has been posted yet. Where should I put it?"
    )
    line = request.encoded()
    choices = [
        button("Keep it in our DM", "hiring:private", line, "primary"),
        button("Post it here", "hiring:here", line),
    ]
    advice = "For a hiring team, create a private channel, invite me and start the search there. Don't name candidates."
    return Message(f"{text} {advice}", [section(text), actions(choices), context(advice)])


def _opened_message(opened: OpenedSearch, where: str) -> Message:
    """What was opened, where its card is, how the due dates were set, and what to do first."""
    checklist, search = opened.checklist, opened.checklist.search
    lines = [
        f"The search *{name_of(search)}* is open with {len(checklist.items)} items, and you own it. {where}",
        _schedule_sentence(checklist, opened.calendar),
        *_closed_lines(checklist),
        f"Assign items with `/hiring assign 3 @name`. Refer to the search as `{escape(search.short)}`.",
    ]
    ask = "Answer a few questions (country, notice period) and I'll adapt the items, dates and legal notes."
    text = "\n".join((*lines, ask))
    return Message(
        text,
        [section("\n".join(lines)), section(ask), actions([button("Answer questions", "search:facts", search.id)])],
    )


def _closed_lines(checklist: Checklist) -> Iterator[str]:
    """Says which item the decision has closed, if it follows one."""
    for item in checklist.items:
        if item.is_closed:
            yield f"☑ {numbered(item)} is done: the saved decision is its evidence."


def _schedule_sentence(checklist: Checklist, calendar: Schedule) -> str:
    """When the executive starts, and whether the usual pace allows it."""
    first = long_day(calendar.starts_on)
    if not checklist.search.targeted:
        return f"At the usual pace, the new executive would start on *{first}*."
    if calendar.is_tight:
        return (
            f":warning: *{first}* is too soon for the usual pace: it's {days_away(calendar.available_days)}, and a "
            f"search like this usually takes {calendar.usual_days} days. "
            f"I've moved the due dates closer together to fit.{day_off_note(checklist.search)}"
        )
    return (
        f"Due dates are set for a start on *{first}*, {days_away(calendar.available_days)}. "
        f"A search like this usually takes {calendar.usual_days} days.{day_off_note(checklist.search)}"
    )
