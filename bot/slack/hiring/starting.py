"""A search begins: where it may be seen is asked first, then its card is posted and its items are kept."""

import logging
from datetime import date

from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.calendar import Calendar
from bot.hiring.models import Checklist, Search
from bot.hiring.naming import twin
from bot.hiring.service import Desk
from bot.hiring.template import Opening, draft, started
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.logs import note
from bot.slack.blocks import actions, button, context, section
from bot.slack.hiring.days import day_meant
from bot.slack.hiring.hanging import hung
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.place import Room, direct_conversation, room
from bot.slack.hiring.wish import Wish
from bot.slack.hiring.wording import long_day, name_of, person
from bot.slack.message import Message
from bot.slack.text import escape
from bot.understanding.order import Order

log = logging.getLogger("rolecall.hiring")


def start_search(hiring: Hiring, here: Here, order: Order) -> Message:
    """Open the search that is ordered, or ask where it may be seen. Raises RolecallError for a day that is none."""
    target = _target(hiring, here, order.when)
    return propose(hiring, here, Wish(order.roles[0], order.text.strip(), target.isoformat() if target else ""))


def propose(hiring: Hiring, here: Here, wish: Wish) -> Message:
    """Open the search where it was asked for; in a place that others can look into, ask first.

    Where one for the role is open there already, ask about that before.
    """
    with hiring.desks.desk(here.team, to_change=False) as desk:
        same = _same(desk, here, wish)
    if same:
        return _already_open(same, wish, "start")
    found = room(here.client, here.asker.channel, str(here.body.get("channel_name", "")))
    if found.direct:
        return open_privately(hiring, here, wish)
    if found.is_open:
        return _warning(found, wish)
    return open_here(hiring, here, wish)


def open_privately(hiring: Hiring, here: Here, wish: Wish) -> Message:
    """Open it in the direct conversation with the person. Raises SlackApiError."""
    channel = direct_conversation(here.client, here.asker.user)
    return open_here(hiring, here._replace(asker=here.asker._replace(channel=channel)), wish)


def open_here(hiring: Hiring, here: Here, wish: Wish) -> Message:
    """Open it in the channel: its items are kept first, then the card is posted, where we may post.

    Where one for the role was opened there meanwhile, ask.
    """
    role = _role(hiring.base, wish.role)
    today, asker = here.today(hiring), here.asker
    target = _target(hiring, here, wish.when)
    opening = Opening(asker.request, here.team, asker.channel, asker.user, asker.at, wish.name, target, here.enterprise)
    template = hiring.base.checklist.values()
    drafted, calendar = draft(role, template, hiring.base.phases.values(), opening, today)
    with hiring.desks.desk(here.team) as desk:
        desk.shorts_in(asker.channel)  # from here on nobody else opens one in this channel
        same = _same(desk, here, wish)
        checklist = drafted if same else service.begin(desk, drafted, started(opening))
    if same:
        return _already_open(same, wish, "private" if asker.channel.startswith("D") else "here")
    note(log, "search opened", search=checklist.search.id, role=role.id, items=len(checklist.items))
    hiring.decisions.followed(here.team, checklist.search.channel, role.id, checklist.search.id)
    return _opened(checklist, calendar, hung(hiring, here, checklist, today))


def _same(desk: Desk, here: Here, wish: Wish) -> Search | None:
    """The search in the channel that may be meant; None where another is wanted, or this very request opened it."""
    found = None if wish.another else twin(wish.role, wish.name, desk.searches_in(here.asker.channel))
    return found if found and found.id != here.asker.request else None


def _already_open(same: Search, wish: Wish, way: str) -> Message:
    """That there is such a search, with a button that opens a second one all the same."""
    text = (
        f"*{name_of(same)}* is open here already: `{escape(same.short)}`, owned by {person(same.owner)}. "
        "Nothing was opened. Is that the one, or do you hire a second?"
    )
    second = wish._replace(another=True).encoded()
    choices = [button("Show it", "search:status", same.id), button("Open a second one", f"hiring:{way}", second)]
    return Message(text, [section(text), actions(choices)])


def _target(hiring: Hiring, here: Here, words: str) -> date | None:
    return day_meant(words, here.today(hiring)) if words else None


def _role(base: KnowledgeBase, role: str) -> Role:
    if role not in base.roles:
        raise RolecallError("I do not know that role any more.", "Type /hiring start and its name.")
    return base.roles[role]


def _warning(found: Room, wish: Wish) -> Message:
    """That others can see the channel, and the ways to go on."""
    inside = f"all {found.members} members" if found.members else "everybody in it"
    seen = f"everybody in the workspace, {inside} of this channel included" if found.public else inside
    if found.public and not found.members:
        seen = "everybody in the workspace"
    shared = " It is shared with another company, too." if found.shared else ""
    text = (
        f"This channel can be read by {seen}.{shared} A search shows which role you are hiring for, and how far you "
        "are. Nothing has been posted. Where shall it live?"
    )
    line = wish.encoded()
    choices = [
        button("Between us alone", "hiring:private", line, "primary"),
        button("Here, for all to see", "hiring:here", line),
    ]
    advice = "For a team, make a private channel, invite me, and start it there. Never write the names of candidates."
    return Message(f"{text} {advice}", [section(text), actions(choices), context(advice)])


def _opened(checklist: Checklist, calendar: Calendar, where: str) -> Message:
    """What was opened and where its card is, how the days were laid out, and what to do first."""
    search = checklist.search
    lines = [
        f"*{name_of(search)}* is open with {len(checklist.items)} items, and you own it. {where}",
        _calendar(checklist, calendar),
        f"Give items to people with `/hiring assign 3 @somebody`. Its short name is `{escape(search.short)}`.",
    ]
    return Message("\n".join(lines), [section("\n".join(lines))])


def _calendar(checklist: Checklist, calendar: Calendar) -> str:
    first = long_day(calendar.starts_on)
    if not checklist.search.targeted:
        return f"Begun today and taking as long as usual, it leads to a first day on *{first}*."
    if calendar.is_tight:
        return (
            f":warning: A first day on *{first}* cannot be met at the usual pace: it is {calendar.room} days away, and "
            f"such a search usually takes {calendar.usual}. The days have been pushed together to fit."
        )
    return f"The days lead to a first day on *{first}*, {calendar.room} days away; usually it takes {calendar.usual}."
