"""Retailoring: what changes in a running search if something else becomes known about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.hiring.calendar import calendar_of
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, FieldChange, Item, Search
from bot.hiring.rescheduling import DateHistory, RescheduleResult, ScheduleTemplate, reschedule
from bot.hiring.rules import RuleInput, build_change
from bot.hiring.schedule import build_schedule
from bot.hiring.tailoring import Circumstances, tailor
from bot.hiring.template import build_item
from bot.knowledge.checklists import ChecklistItem

SETTINGS_VERB = "settings"
"""The verb of a change to what is known about a search, and of the changes to items that follow from it."""
NOT_APPLICABLE = "Doesn't apply to this search, as its settings say."
"""The reason of an item that was skipped because of the settings; if they change again, it is reopened."""
_COPIED = (("title", "title"), ("meaning", "done"), ("usual_owner", "owner"), ("needs", "needs"))
"""Fields of an item, and those of the template that they are copied from."""

Template = Mapping[str, ChecklistItem]


class Retailoring(NamedTuple):
    """The changes, the items that have to be inserted before the changes are made, and the new due dates."""

    changes: tuple[Change, ...]
    added: tuple[Item, ...]
    rescheduled: RescheduleResult


def retailor(
    checklist: Checklist, known: Circumstances, template: Sequence[ChecklistItem], given: RuleInput, past: DateHistory
) -> Retailoring | None:
    """What changes if this is what is known about the search; None if nothing new is.

    Items that no longer apply are skipped, and those that now do are added or reopened. Open items get new words, gates
    and due dates where these depend on what is new. Closed items, and due dates that a person set, stay. A first day
    that no one chose moves with the usual pace, to a working day, unless it has passed.
    """
    search = checklist.search
    fields = _new_answers(checklist, known)
    if not fields:
        return None
    before, after = (
        {each.key: each for each in tailor(template, search.role, each_known)}
        for each_known in (Circumstances.from_search(search), known)
    )
    today, adapted = given.today or given.at.date(), Checklist(search._replace(**known._asdict()), checklist.items)
    first_day = _find_first_day(adapted.search, before, after, today)
    is_moved = first_day != search.starts_on
    added = tuple(_new_items(adapted, after, today, first_day))
    moved = reschedule(
        adapted, first_day, ScheduleTemplate(today, {key: each.due for key, each in after.items()}), past
    )
    moving = _find_moving(adapted, before, after, None if is_moved else today)
    changes = (
        Change(SEARCH_NUMBER, SETTINGS_VERB, (*fields, *([("starts_on", search.starts_on, first_day)] * is_moved))),
        *_dropped_and_restored(checklist, before, after, given),
        *_reworded(checklist, before, after, given),
        *(change for change in moved.changes if change.number in moving),
        *(Change(item.number, "add", (("gone", True, False),), item.title) for item in added),
    )
    return Retailoring(changes, added, moved)


def _find_first_day(search: Search, before: Template, after: Template, today: date) -> date:
    """The first day: one that a person chose stays, another is later by as much as the search now usually takes longer.

    It stays too once a person is hired, since it is agreed then, and once it has passed: only a person knows the new
    one, and moving it to today would make almost every item due today.
    """
    if search.targeted or search.state == "onboarding" or search.starts_on < today:
        return search.starts_on
    longer = timedelta(days=_usual_days(after) - _usual_days(before))
    return calendar_of(search).on_or_after(max(today, search.starts_on + longer))


def _usual_days(template: Template) -> int:
    return max(0, -min((each.due for each in template.values()), default=0))


def _new_answers(checklist: Checklist, known: Circumstances) -> tuple[FieldChange, ...]:
    old = checklist.search._asdict()
    return tuple((name, old[name], value) for name, value in known._asdict().items() if old[name] != value)


def _dropped_and_restored(
    checklist: Checklist, before: Template, after: Template, given: RuleInput
) -> Iterator[Change]:
    for item in checklist.visible_items:
        if item.key in before and item.key not in after and not item.is_closed:
            closed = {"closed_by": given.by, "closed_at": given.at}
            yield build_change(item, SETTINGS_VERB, given, state="skipped", reason=NOT_APPLICABLE, **closed)
        elif item.key in after and item.state == "skipped" and item.reason == NOT_APPLICABLE:
            yield build_change(item, SETTINGS_VERB, given, state="open", reason="", closed_by="", closed_at=None)


def _reworded(checklist: Checklist, before: Template, after: Template, given: RuleInput) -> Iterator[Change]:
    for item in _open_items_in(checklist, before, after):
        old, new = before[item.key], after[item.key]
        values = {field: getattr(new, name) for field, name in _COPIED if getattr(old, name) != getattr(new, name)}
        change = build_change(item, SETTINGS_VERB, given, **values)
        if change.fields:
            yield change


def _find_moving(checklist: Checklist, before: Template, after: Template, today: date | None) -> frozenset[int]:
    """The items that get the new due date: with a new first day all that still apply, for which `today` is None.

    Otherwise those whose place in the plan changed, and those that would be on a holiday from today on.
    """
    if today is None:
        return frozenset(item.number for item in checklist.items if item.key not in before or item.key in after)
    calendar = calendar_of(checklist.search)
    return frozenset(
        item.number
        for item in _open_items_in(checklist, before, after)
        if before[item.key].due != after[item.key].due
        or (item.due and item.due >= today and not calendar.is_working_day(item.due))
    )


def _new_items(checklist: Checklist, after: Template, today: date, first_day: date) -> Iterator[Item]:
    """The items that the search never had, numbered after the others; not yet part of it."""
    known_keys = {item.key for item in checklist.items}
    missing = [each for key, each in after.items() if key not in known_keys]
    everything = [each.due for each in after.values()]
    days = build_schedule(
        [each.due for each in missing],
        today,
        first_day,
        reference_offsets=everything,
        calendar=calendar_of(checklist.search),
    )
    numbered: Iterable[tuple[int, tuple[ChecklistItem, date]]] = enumerate(
        zip(missing, days.due_days, strict=True), len(checklist.items) + 1
    )
    yield from (build_item(number, each, due)._replace(gone=True) for number, (each, due) in numbered)


def _open_items_in(checklist: Checklist, *templates: Template) -> Iterator[Item]:
    """The open items that are in all of these templates."""
    for item in checklist.visible_items:
        if not item.is_closed and all(item.key in each for each in templates):
            yield item
