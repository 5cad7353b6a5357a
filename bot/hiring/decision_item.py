"""The item on which role to hire, in a search that follows a recorded decision."""

from bot.hiring.access import Actor
from bot.hiring.models import Checklist, HistoryEntry
from bot.hiring.rules import RuleInput, build_change
from bot.hiring.unit_of_work import SearchUnitOfWork

DECISION_KEY = "role_decision"
"""The key of the item that the decision closes."""


def close_decision_item(
    uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, decided_by: str, evidence: str
) -> Checklist:
    """The new search with the item closed, with the decision that it follows as the evidence.

    What usually comes before the decision doesn't hold it up, because it was made. `decided_by` is who recorded it.
    """
    item = next((each for each in checklist.items if each.key == DECISION_KEY), None)
    if item is None:
        return checklist
    given = RuleInput(actor.user, actor.at, evidence)
    closed = {"state": "done", "closed_by": actor.user, "closed_at": actor.at}
    change = build_change(item, "from-decision", given, evidence=evidence, evidence_by=decided_by, **closed)
    entry = HistoryEntry(f"{actor.request_id}-decision", actor.user, actor.at, (change,))
    uow.record(checklist.search, entry)
    return checklist.with_changes(entry.changes)
