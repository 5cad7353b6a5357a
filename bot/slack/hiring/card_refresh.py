"""Shows a card again, as it is now, after a click on it or a form that was opened from it.

The one card in the channel of a search carries no label: it is updated by `card_updates`, whoever changes the search.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from bot.hiring import service
from bot.hiring.access import Actor
from bot.hiring.models import Checklist
from bot.hiring.reminders import Digest, DigestContext, build_digest, build_weekly_summary
from bot.hiring.rights import MissingRightError, SearchNotFoundError, check_right, limit_to_rights
from bot.hiring.scorecards import Submission
from bot.hiring.scoring_reminders import UnscoredFinalists, find_unscored
from bot.hiring.service import ChangeResult
from bot.hiring.unit_of_work import SearchUnitOfWork
from bot.knowledge.base import KnowledgeBase
from bot.slack.hiring.clicked_card import DIGEST, VIEW, WEEK, ClickedCard, label_card
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.handlers import limit_result
from bot.slack.hiring.membership import with_membership
from bot.slack.hiring.view_clicks import show_on_home
from bot.slack.hiring.views.confirmations import confirmation_message
from bot.slack.hiring.views.digest import digest_message, omitted_text
from bot.slack.hiring.views.item_card import item_card
from bot.slack.hiring.views.lists import items_message, next_message
from bot.slack.hiring.views.refusals import Recipient
from bot.slack.hiring.views.search_card import search_card
from bot.slack.hiring.views.summaries import week_message
from bot.slack.message import Message

ALL_DONE = "All of today's hiring tasks are dealt with."
LISTED_DONE = "The hiring tasks listed here are dealt with."


class Now(NamedTuple):
    """What a card is made of, besides what it shows: the search, the date where the person is, and the knowledge.

    `submissions` say who has scored which finalist; only the weekly summary shows that.
    """

    checklist: Checklist
    today: date
    base: KnowledgeBase
    submissions: tuple[Submission, ...] = ()


def _items(now: Now, criterion: str, person: str, assignee: str | None) -> Message:
    return items_message(now.checklist, criterion, person, now.today, assignee=assignee)


def _item(now: Now, number: str, person: str) -> Message | None:
    item = now.checklist.item(int(number))
    return item_card(now.checklist, item, now.base, now.today, person) if item else None


def _week(now: Now, day: str, since: str) -> Message:
    summary = build_weekly_summary(
        now.checklist, date.fromisoformat(day), datetime.fromisoformat(since), now.submissions
    )
    return week_message(summary)


RENDERERS: dict[str, Callable[..., Message | None]] = {
    "status": lambda now: search_card(now.checklist, now.today),
    "items": _items,
    "next": lambda now, person: next_message(now.checklist, person, now.today),
    "item": _item,
    WEEK: _week,
}
"""Kind of card to the function that makes it, from what the card shows after the id of its search."""


def refresh_card(services: HiringServices, ctx: RequestContext, card: ClickedCard) -> None:
    """Show the card again as it is now, if it can be. Raises what the database raises."""
    services = services.limited_to(ctx.client, ctx.team, card.channel)
    message = with_membership(ctx, partial(_render, services, card))
    if message:
        card.replace(ctx.client, message)


def report_change(services: HiringServices, ctx: RequestContext, card: ClickedCard, result: ChangeResult) -> None:
    """Tell the person what their form changed, next to the card it was opened from, and show that card again."""
    services = services.limited_to(ctx.client, ctx.team, card.channel, result.after.search.channel)
    recipient = Recipient(ctx.actor.user, card.channel)
    today = ctx.get_known_local_date(services)
    ctx = ctx._replace(actor=ctx.actor._replace(channel=card.channel))
    visible = with_membership(ctx, partial(_limit, result))
    confirmation = confirmation_message(visible, today, recipient, services.base.cautions)
    if card.kind == VIEW:
        show_on_home(services, ctx.client, ctx.body, confirmation)
        return
    shown = with_membership(ctx, partial(_render, services, card))
    if card.is_private and shown is None:
        card.replace(ctx.client, confirmation)
        return
    card.answer(ctx.client, ctx.actor.user, confirmation)
    if shown:
        card.replace(ctx.client, shown)


def _render(services: HiringServices, card: ClickedCard, ctx: RequestContext) -> Message | None:
    """The card as it is now; None if it can't be shown again, or the person may no longer see what it shows."""
    today = ctx.get_known_local_date(services)
    if card.kind == DIGEST:
        return label_card(_render_digest(services, ctx, card.items, card.shown[1:]), *card.shown)
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        checklist = _load_checklist(uow, ctx.actor, str(card.shown[1])) if card.kind in RENDERERS else None
        submissions = uow.submissions(checklist.search) if checklist and card.kind == WEEK else ()
    if checklist is None:
        return None
    message = RENDERERS[card.kind](Now(checklist, today, services.base, submissions), *card.shown[2:])
    return label_card(message, *card.shown) if message else None


def _limit(result: ChangeResult, ctx: RequestContext) -> ChangeResult:
    check_right(result.before, ctx.actor, "read", limited=True)
    return limit_result(result, ctx.actor)


def _load_checklist(uow: SearchUnitOfWork, actor: Actor, search_id: str) -> Checklist | None:
    try:
        checklist = service.load_checklist(uow, actor, search_id, "read", limited=True)
    except (SearchNotFoundError, MissingRightError):
        return None
    return limit_to_rights(checklist, actor)


def _render_digest(
    services: HiringServices, ctx: RequestContext, items: Iterable[str], rest: Sequence[str | None]
) -> Message:
    """What is left of a digest that listed these items, which are the values of its buttons. May ask Slack."""
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        digest = _load_digest(uow, ctx.actor, items, rest)
    if not digest.by_search and not digest.scorecards:
        unlisted = omitted_text(digest)
        return Message(f"{LISTED_DONE} {unlisted}" if unlisted else ALL_DONE)
    return digest_message(
        digest, lambda search: services.limited_to(ctx.client, ctx.team, search.channel).base.cautions
    )


def _load_digest(uow: SearchUnitOfWork, actor: Actor, items: Iterable[str], rest: Sequence[str | None]) -> Digest:
    # A digest from before items that wait, or scorecards, were counted has no such numbers.
    day, since, departed, *counted = map(str, (*rest, 0, 0, 0)[:8])
    listed = {tuple(each.split(":")) for each in items}
    searches = dict.fromkeys(search for search, *_ in sorted(listed))
    checklists = [each for each in (_load_checklist(uow, actor, search) for search in searches) if each]
    context = DigestContext(
        actor.user, date.fromisoformat(day), datetime.fromisoformat(since), frozenset(departed.split())
    )
    digest = build_digest(context, checklists, limit=sys.maxsize)
    parts = (
        (search, tuple(each for each in reminders if (search.id, str(each.item.number)) in listed))
        for search, reminders in (digest.by_search if digest else ())
    )
    left = tuple(part for part in parts if part[1])
    unscored = tuple(_find_unscored(uow, actor, checklists, listed))
    omitted, unchecked, waiting, cards, in_searches = map(int, counted)
    return Digest(context.day, left, omitted, unchecked, waiting, unscored, (cards, in_searches))


def _find_unscored(
    uow: SearchUnitOfWork, actor: Actor, checklists: Iterable[Checklist], listed: AbstractSet[tuple[str, ...]]
) -> Iterator[UnscoredFinalists]:
    """The scorecards listed in a digest that aren't in yet."""
    for checklist in checklists:
        search = checklist.search
        unscored = find_unscored(search, actor.user, uow.submissions(search))
        letters = tuple(letter for letter in unscored.letters if (search.id, "0", letter) in listed)
        if letters:
            yield unscored._replace(letters=letters)
