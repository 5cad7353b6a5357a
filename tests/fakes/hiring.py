"""A short hiring checklist to replace the shipped one in scenarios, and helpers for `/hiring` commands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checklists import ChecklistItem, Phase
from fakes.seen import Seen
from fakes.slack import Member

NOW = datetime(2026, 11, 2, 10, 30, tzinfo=UTC)
"""The current time in the scenarios, a Monday. Fixed, so that relative dates do not depend on when the tests run."""
ZONE_OF_TOMORROW = "Pacific/Kiritimati"
"""14 hours ahead of UTC: at NOW it is already Tuesday there."""

PRIVATE_CHANNEL = "#exec-search"
PUBLIC_CHANNEL = "#hiring"
PHASES = (Phase(id="brief", name="Brief"), Phase(id="find", name="Find"), Phase(id="offer", name="Offer"))


def item(key: str, phase: str, title: str, due: int, **values: Any) -> ChecklistItem:
    """An item of the short checklist."""
    defaults = {"done": f"{title}, and everybody knows it.", "owner": "CEO", "takes": 7, "basis": "suggestion"}
    return ChecklistItem(key=key, phase=phase, title=title, due=due, **defaults | values)


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


def with_short_checklist(base: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base with the short checklist."""
    phases, items = ({each.id: each for each in PHASES}, {each.key: each for each in ITEMS})
    return replace(base, phases=phases, checklist=items, cautions={}, version="short checklist")


def in_days(days: int) -> date:
    """The date this many days after NOW, in UTC."""
    return NOW.date() + timedelta(days=days)


def run_command(member: Member, command: str, *fragments: str, in_: str = PRIVATE_CHANNEL) -> Seen:
    """Run `/hiring <command>` as this member, wait until the app is idle, and return the reply."""
    member.types(f"/hiring {command}", in_)
    member.settle()
    return member.sees(*fragments)


def open_search(member: Member, arguments: str = "cro", in_: str = PRIVATE_CHANNEL) -> Seen:
    """Open a search as this member, and return the reply."""
    return run_command(member, f"start {arguments}", "is open with", in_=in_)


def card(member: Member, *fragments: str, in_: str = PRIVATE_CHANNEL) -> Seen:
    """The newest search card in a channel, as this member sees it now."""
    cards = [
        seen for seen in member.everything if not seen.private and seen.channel == in_ and "Hiring: " in seen.words
    ]
    found = [seen for seen in cards if all(part in f"{seen.text}\n{seen.words}" for part in fragments)]
    assert found, f"no card with {fragments} in {in_}; there are {[seen.text for seen in cards]}"
    return found[-1]


def open_item_modal(member: Member, number: int) -> None:
    """Open the modal of an item from the item list."""
    listed = run_command(member, "items all")
    member.picks(f"open:{_search_id_in(listed.blocks)}:{number}", on=listed)
    assert member.modal.title == f"Item {number}"


def _search_id_in(blocks: list[dict]) -> str:
    [menu] = blocks[-1]["elements"]
    return str(menu["options"][0]["value"].split(":")[1])


def save(member: Member, **fields: object) -> None:
    """Fill in fields by label and submit the modal."""
    labels = {"state": "Status", "person": "Owner", "confirm": "Confirm evidence"}
    member.submits({labels.get(name, name.capitalize()): value for name, value in fields.items()})
    member.settle()
