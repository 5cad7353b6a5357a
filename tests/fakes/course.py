"""A short course of a hire in place of the shipped one, and what people do with searches, for the scenarios."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checklists import ChecklistItem, Phase
from fakes.seen import Seen
from fakes.slack import Member

NOW = datetime(2026, 11, 2, 10, 30, tzinfo=UTC)
"""The time in the scenarios, a Monday: what a day is called must not depend on when the tests run."""
ZONE_OF_TOMORROW = "Pacific/Kiritimati"
"""14 hours ahead of UTC, so it is Tuesday there."""

ROOM = "#exec-search"
OPEN_ROOM = "#hiring"
PHASES = (Phase(id="brief", name="Brief"), Phase(id="find", name="Find"), Phase(id="offer", name="Offer"))


def item(key: str, phase: str, title: str, due: int, **values: Any) -> ChecklistItem:
    """One item of the course."""
    usual = {"done": f"{title}, and everybody knows it.", "owner": "CEO", "takes": 7, "basis": "suggestion"}
    return ChecklistItem(key=key, phase=phase, title=title, due=due, **usual | values)


ITEMS = (
    item("scorecard", "brief", "Agree the scorecard", -120),
    item("sourcing", "find", "Begin sourcing", -100, needs=("scorecard",)),
    item("references", "find", "Take references", -60, evidence="A note of each call"),
    item("final", "offer", "Hold the final round", -40, needs=("references",)),
    item("offer", "offer", "Make the offer", -30, owner="CEO + HR"),
    item("welcome", "offer", "Prepare the first week", -10, owner="HR"),
    item("brand", "find", "Show the brand work", -80, roles=("cmo",)),
)
"""1 scorecard, 2 sourcing (after 1), 3 references (with evidence), 4 final round (after 3), 5 offer, 6 first week."""


def short_course(base: KnowledgeBase) -> KnowledgeBase:
    """The knowledge with this course for a hire."""
    phases, items = ({each.id: each for each in PHASES}, {each.key: each for each in ITEMS})
    return replace(base, phases=phases, checklist=items, cautions={}, version="short course")


def in_days(days: int) -> date:
    """The day in so many days, in UTC."""
    return NOW.date() + timedelta(days=days)


def told(member: Member, order: str, *fragments: str, in_: str = ROOM) -> Seen:
    """What the member is told after typing this behind `/hiring`, once everything that follows from it is done."""
    member.types(f"/hiring {order}", in_)
    member.settle()
    return member.sees(*fragments)


def started(member: Member, order: str = "cro", in_: str = ROOM) -> Seen:
    """Open a search; what the member is told of it."""
    return told(member, f"start {order}", "is open with", in_=in_)


def card(member: Member, *fragments: str, in_: str = ROOM) -> Seen:
    """The newest card in a channel that the member is in, as it stands now."""
    hanging = [
        seen for seen in member.everything if not seen.private and seen.channel == in_ and "Hire: " in seen.words
    ]
    found = [seen for seen in hanging if all(part in f"{seen.text}\n{seen.words}" for part in fragments)]
    assert found, f"no card with {fragments} hangs in {in_}; there are {[seen.text for seen in hanging]}"
    return found[-1]
