"""The executive-hire template as the items of one search."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from bot.hiring.calendar import Schedule, build_schedule
from bot.hiring.models import Change, Checklist, HistoryEntry, Item, Search
from bot.knowledge.checklists import ChecklistItem, Phase
from bot.knowledge.models import Role


class NewSearch(NamedTuple):
    """What is known of a search before it begins.

    `id` is the search's and made from Slack's request; `target` the first day of the executive where one was named.
    """

    id: str
    team: str
    channel: str
    owner: str
    at: datetime
    name: str = ""
    target: date | None = None
    enterprise: str = ""


def items_for(role: str, template: Iterable[ChecklistItem], phases: Iterable[str]) -> tuple[ChecklistItem, ...]:
    """What the hire of this role takes: what every role takes and what this one adds, phase by phase."""
    order = {phase: place for place, phase in enumerate(phases)}
    chosen = [each for each in template if not each.roles or role in each.roles]
    return tuple(sorted(chosen, key=lambda each: order.get(each.phase, len(order))))


def draft_search(
    role: Role, template: Iterable[ChecklistItem], phases: Iterable[Phase], new_search: NewSearch, today: date
) -> tuple[Checklist, Schedule]:
    """A new search with its items numbered and dated, and the calendar that the dates come from."""
    named = tuple((phase.id, phase.name) for phase in phases)
    chosen = items_for(role.id, template, [phase for phase, _ in named])
    calendar = build_schedule([each.due for each in chosen], today, new_search.target)
    numbered = enumerate(zip(chosen, calendar.due_days, strict=True), 1)
    items = tuple(_item(number, each, due) for number, (each, due) in numbered)
    search = Search(
        id=new_search.id,
        team=new_search.team,
        channel=new_search.channel,
        short=role.id,
        role=role.id,
        title=role.title,
        name=new_search.name or role.title,
        owner=new_search.owner,
        starts_on=calendar.starts_on,
        targeted=new_search.target is not None,
        created_at=new_search.at,
        phases=named,
        enterprise=new_search.enterprise,
    )
    return Checklist(search, items), calendar


def build_start_entry(new_search: NewSearch) -> HistoryEntry:
    """The first line of the history."""
    return HistoryEntry(new_search.id, new_search.owner, new_search.at, (Change(0, "start", ()),))


def _item(number: int, template: ChecklistItem, due: date) -> Item:
    return Item(
        number=number,
        key=template.key,
        phase=template.phase,
        title=template.title,
        meaning=template.done,
        usual_owner=template.owner,
        suggested=template.basis == "suggestion",
        takes=template.takes,
        evidence_wanted=template.evidence or "",
        needs=template.needs,
        cautions=template.cautions,
        sources=template.sources,
        due=due,
    )
