"""A sample search with a few items and users, for the hiring tests."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from bot.hiring.access import Actor
from bot.hiring.models import Change, Checklist, HistoryEntry, Item, Search
from bot.hiring.rules import RuleInput

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
OWNER, ASSIGNEE, OTHER_USER = "U0OWNER", "U0ASSIGNEE", "U0SOMEBODY"
CHANNEL, OTHER_CHANNEL = "C0HIRE", "C0ELSEWHERE"
PHASES = (("brief", "Brief"), ("find", "Find"), ("offer", "Offer"))

_requests = count(1)


def search(**values: Any) -> Search:
    """An open search in CHANNEL that OWNER owns."""
    defaults: dict[str, Any] = {
        "id": "S1",
        "team": "T1",
        "channel": CHANNEL,
        "short": "cro",
        "role": "cro",
        "title": "Chief Revenue Officer",
        "name": "Revenue lead",
        "owner": OWNER,
        "starts_on": date(2027, 3, 31),
        "targeted": True,
        "created_at": NOW,
        "phases": PHASES,
    }
    return Search(**defaults | values)


def checklist(**values: Any) -> Checklist:
    """The search with five items: 2 needs 1, 3 requires evidence, 4 needs 2 and 3, 5 needs nothing."""
    items = (
        Item(1, "scorecard", "brief", "Agree the scorecard", "Everybody signed it", "CEO", due=date(2026, 11, 9)),
        Item(2, "sourcing", "find", "Begin sourcing", needs=("scorecard",), due=date(2026, 11, 16)),
        Item(3, "references", "find", "Take references", evidence_wanted="A note of each call"),
        Item(
            4,
            "final",
            "offer",
            "Hold the final round",
            takes=7,
            needs=("sourcing", "references"),
            cautions=("notice",),
            sources=("handbook", "survey"),
        ),
        Item(5, "welcome", "offer", "Prepare the first week", due=date(2026, 10, 30), suggested=True),
    )
    return Checklist(search(**values), items)


def with_items(given: Checklist, **changes: dict[str, Any]) -> Checklist:
    """The checklist with changed items, for example `item3={"state": "done"}`."""
    items = tuple(item._replace(**changes.get(f"item{item.number}", {})) for item in given.items)
    return Checklist(given.search, items)


def make_rule_input(by: str = OTHER_USER, **values: Any) -> RuleInput:
    """The input of a rule for a change at NOW."""
    return RuleInput(by, NOW, **values)


def make_actor(user: str = OTHER_USER, channel: str = CHANNEL, minutes: int = 0, request: str = "") -> Actor:
    """An actor in the channel, with a new request id unless one is given."""
    return Actor(user, channel, NOW + timedelta(minutes=minutes), request or f"R{next(_requests)}")


def make_start_entry(given: Checklist) -> HistoryEntry:
    """The history entry that starts the search."""
    return HistoryEntry(given.search.id, given.search.owner, NOW, (Change(0, "start", ()),))
