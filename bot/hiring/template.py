"""The template of an executive search, and the search that is drafted from it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from bot.hiring.calendar import WorkCalendar
from bot.hiring.deadlines import plan_deadlines
from bot.hiring.models import Change, Checklist, HistoryEntry, Item, Search
from bot.hiring.schedule import Schedule, build_schedule
from bot.hiring.tailoring import Circumstances, tailor
from bot.knowledge.checklists import ChecklistItem, Phase
from bot.knowledge.models import Role

NOTHING_KNOWN = Circumstances()


class NewSearch(NamedTuple):
    """What is given when a search starts.

    `id` will be the id of the search, and is made from Slack's request. `target` is the executive's first day, if
    given. `known` is what is known about the search; its country decides on public holidays.
    """

    id: str
    team: str
    channel: str
    owner: str
    at: datetime
    name: str = ""
    target: date | None = None
    enterprise: str = ""
    known: Circumstances = NOTHING_KNOWN


def items_for(
    role: str, template: Iterable[ChecklistItem], phases: Iterable[str], known: Circumstances = NOTHING_KNOWN
) -> tuple[ChecklistItem, ...]:
    """The items of the template that apply to this role in these circumstances, in the order of the phases."""
    order = {phase: place for place, phase in enumerate(phases)}
    return tuple(sorted(tailor(template, role, known), key=lambda each: order.get(each.phase, len(order))))


def draft_search(
    role: Role, template: Iterable[ChecklistItem], phases: Iterable[Phase], new_search: NewSearch, today: date
) -> tuple[Checklist, Schedule]:
    """A new search with its items numbered and due dates set, and the schedule that they come from."""
    named = tuple((phase.id, phase.name) for phase in phases)
    chosen = items_for(role.id, template, [phase for phase, _ in named], new_search.known)
    calendar = WorkCalendar(new_search.known.country or None, new_search.known.region or None)
    schedule = build_schedule([each.due for each in chosen], today, new_search.target, calendar=calendar)
    numbered = enumerate(zip(chosen, schedule.due_days, strict=True), 1)
    planned = tuple(build_item(number, each, due) for number, (each, due) in numbered)
    deadlines = zip(planned, plan_deadlines(planned, schedule.due_days, calendar), strict=True)
    items = tuple(item._replace(due=due) for item, due in deadlines)
    search = Search(
        id=new_search.id,
        team=new_search.team,
        channel=new_search.channel,
        short=role.id,
        role=role.id,
        title=role.title,
        name=new_search.name or role.title,
        owner=new_search.owner,
        starts_on=schedule.starts_on,
        targeted=new_search.target is not None,
        created_at=new_search.at,
        phases=named,
        enterprise=new_search.enterprise,
        **new_search.known._asdict(),
    )
    return Checklist(search, items), schedule


def build_start_entry(new_search: NewSearch) -> HistoryEntry:
    """The first entry of the search's history."""
    return HistoryEntry(new_search.id, new_search.owner, new_search.at, (Change(0, "start", ()),))


def build_item(number: int, template: ChecklistItem, due: date) -> Item:
    """An open item of a search, copied from the template."""
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
        evidence_kinds=template.evidence_kinds,
        needs=template.needs,
        after=template.after or "",
        within=template.within or 0,
        cautions=template.cautions,
        sources=template.sources,
        due=due,
    )
