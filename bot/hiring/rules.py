"""What a verb does to an item: pure functions that return a change, or why there is none.

Item rules take the checklist, the item and a `RuleInput`, and return a Change or a Refusal. The catalogue of commands
names the rule of each verb. Rules for the search as a whole are in `search_rules`.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from bot.hiring.evidence_check import EvidenceInput, EvidenceProblem, find_evidence_problem, is_missing_evidence
from bot.hiring.finalists import find_waiting_finalists, summarise_steps
from bot.hiring.models import Change, Checklist, Item
from bot.hiring.rescheduling import ScheduleTemplate

RefusalReason = Literal[
    "no_such_item",
    "search_closed",
    "already",  # nothing would change
    "needs_first",  # other items come first
    "needs_evidence",
    "needs_finalists",  # the step that the item is about isn't recorded for every finalist
    "doubtful_evidence",  # it says that something isn't done, or lies in the future; the person may confirm it
    "needs_reason",
    "not_the_owner",  # only the owner of the search may override
    "not_yours",  # only the owner of the search may transfer it
    "owner_decides",  # only the owner of the search decides what guests may do
    "not_your_item",  # the person may only work on their own items
    "needs_owner",  # every search needs an owner
    "nothing_to_override",
    "is_blocked",
    "is_closed",
    "has_passed",  # a first day before today
    "search_paused",  # the first day moves when the search is resumed
    "is_hired",  # the person is hired, and the onboarding is under way
    "needs_owner_or_reason",  # anyone but the owner gives a reason for closing the search
]


class Refusal(NamedTuple):
    """Why nothing happened to an item (or, with number 0, to the search).

    `others` are the items that come first. `text` is what was given as evidence, and `problem` what is wrong with it;
    `finalists` are the letters of those for whom something isn't recorded.
    """

    number: int
    reason: RefusalReason
    item: Item | None = None
    others: tuple[Item, ...] = ()
    text: str = ""
    problem: EvidenceProblem | None = None
    finalists: tuple[str, ...] = ()


DateFinder = Callable[[str, date], tuple[date, ...]]
"""Takes a text and the date today, returns the dates that the text names."""


def find_no_dates(_: str, __: date) -> tuple[date, ...]:
    """No dates, for input whose text is no evidence."""
    return ()


class RuleInput(NamedTuple):
    """What a person asks for, with people resolved to user ids and date words to dates.

    - `by`, `at`: who acts, and when (UTC).
    - `text`: a note, link, reason, title or name; `person`: a user id, empty to unassign; `day`: the date to be set.
    - `today`: the date where the person is; `find_dates`: finds the dates that a text names, seen from that date.
    - `is_confirmed`: the person was asked about doubtful evidence and stands by it.
    - `outcome`: how a search ended; `enabled`: whether its weekly summary is on.
    - `departed_owner`: the owner of the search if they are known to have left, else empty.
    - `schedule`: what due dates are computed from when the first day moves.
    """

    by: str
    at: datetime
    text: str = ""
    person: str = ""
    day: date | None = None
    outcome: str | None = None
    enabled: bool | None = None
    departed_owner: str = ""
    schedule: ScheduleTemplate | None = None
    today: date | None = None
    find_dates: DateFinder = find_no_dates
    is_confirmed: bool = False


ItemRule = Callable[[Checklist, Item, RuleInput], Change | Refusal]


def complete(checklist: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Close it with the evidence given. Refused while other items come first, or evidence is missing or doubtful.

    An item about every finalist needs what was recorded for each, and that is its evidence if no other is given.
    """
    if item.state == "done":
        return Refusal(item.number, "already", item)
    if others := checklist.open_prerequisites(item):
        return Refusal(item.number, "needs_first", item, others)
    finalists = checklist.search.finalists
    if letters := find_waiting_finalists(finalists, item.key):
        return Refusal(item.number, "needs_finalists", item, finalists=letters)
    recorded = summarise_steps(finalists, item.key)
    text = given.text or item.evidence or recorded
    # What was recorded for each finalist was checked then; that one of them refused is an answer, not a doubt.
    is_recorded = bool(recorded) and text == recorded
    if not is_recorded and (problem := _find_problem(item, text, given)):
        return _refuse_evidence(item, text, problem)
    giver = item.evidence_by if text == item.evidence else given.by
    return _close(item, "done", given, evidence=text, evidence_by=giver, reason="")


def accept(checklist: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Close it with evidence that was doubted, once the person has confirmed it."""
    change = complete(checklist, item, given._replace(is_confirmed=True))
    return change._replace(verb="accept") if isinstance(change, Change) else change


def override(checklist: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Close it despite what is missing: only for the owner of the search, and with a reason."""
    if item.state == "done":
        return Refusal(item.number, "already", item)
    others = checklist.open_prerequisites(item)
    is_waiting = find_waiting_finalists(checklist.search.finalists, item.key)
    if not others and not is_waiting and not is_missing_evidence(item):
        return Refusal(item.number, "nothing_to_override", item)
    if given.by != checklist.search.owner:
        return Refusal(item.number, "not_the_owner", item, others)
    if not given.text:
        return Refusal(item.number, "needs_reason", item, others)
    return _close(item, "done", given, verb="override", reason="")


def skip(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Mark it as not applicable, with the reason."""
    if item.state == "skipped":
        return Refusal(item.number, "already", item)
    if not given.text:
        return Refusal(item.number, "needs_reason", item)
    return _close(item, "skipped", given, verb="skip", reason=given.text)


def reopen(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Make it open again, whether it was done, skipped, blocked or under way."""
    if item.state == "open":
        return Refusal(item.number, "already", item)
    return build_change(item, "reopen", given, state="open", reason="", closed_by="", closed_at=None)


def start(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Mark it as under way."""
    if item.state == "started":
        return Refusal(item.number, "already", item)
    if item.state == "blocked":
        return Refusal(item.number, "is_blocked", item)
    if item.is_closed:
        return Refusal(item.number, "is_closed", item)
    return build_change(item, "start-item", given, state="started")


def block(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Mark it as blocked, with the reason."""
    if item.is_closed:
        return Refusal(item.number, "is_closed", item)
    if not given.text:
        return Refusal(item.number, "needs_reason", item)
    if item.state == "blocked" and item.reason == given.text:
        return Refusal(item.number, "already", item)
    return build_change(item, "block", given, state="blocked", reason=given.text)


def unblock(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Make a blocked item open again."""
    if item.state != "blocked":
        return Refusal(item.number, "already", item)
    return build_change(item, "unblock", given, state="open", reason="")


def assign(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Assign it to a person, or unassign it."""
    if item.assignee == given.person:
        return Refusal(item.number, "already", item)
    return build_change(item, "assign", given, assignee=given.person)


def set_due(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Set or remove its due date. This ends all snoozes."""
    if item.due == given.day:
        return Refusal(item.number, "already", item)
    return build_change(item, "due", given, due=given.day, snoozes=())


def set_note(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Replace its note; the old one stays in the history."""
    if item.note == given.text:
        return Refusal(item.number, "already", item)
    return build_change(item, "note", given, note=given.text)


def set_evidence(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Replace its evidence, which is checked as when it is closed. An item closed with evidence keeps some."""
    if item.evidence == given.text:
        return Refusal(item.number, "already", item)
    is_kept = item.state == "done" and not is_missing_evidence(item)
    problem = _find_problem(item, given.text, given) if given.text or is_kept else None
    if problem:
        return _refuse_evidence(item, given.text, problem)
    return build_change(item, "evidence", given, evidence=given.text, evidence_by=given.by if given.text else "")


def set_title(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Give it a new title; the old one stays in the history."""
    if item.title == given.text:
        return Refusal(item.number, "already", item)
    return build_change(item, "retitle", given, title=given.text)


def snooze(_: Checklist, item: Item, given: RuleInput) -> Change | Refusal:
    """Remind this person of it on a date, and not before; without a date, as usual. Others are reminded as before."""
    if item.is_closed:
        return Refusal(item.number, "is_closed", item)
    if item.snoozed_until(given.by) == given.day:
        return Refusal(item.number, "already", item)
    others = tuple(each for each in item.snoozes if each[0] != given.by)
    own = ((given.by, given.day.isoformat()),) if given.day else ()
    return build_change(item, "snooze", given, snoozes=(*others, *own))


def build_change(item: Item, verb: str, given: RuleInput, **values: Any) -> Change:
    """The change that gives the item these values; fields that already have theirs are left out."""
    before = item._asdict()
    fields = tuple((name, before[name], value) for name, value in values.items() if before[name] != value)
    return Change(item.number, verb, fields, given.text)


def _close(item: Item, state: str, given: RuleInput, verb: str = "done", **values: Any) -> Change:
    return build_change(item, verb, given, state=state, closed_by=given.by, closed_at=given.at, **values)


def _find_problem(item: Item, text: str, given: RuleInput) -> EvidenceProblem | None:
    """What is wrong with the text as evidence for the item; a doubt that the person has answered is none."""
    dates = given.find_dates(text, given.today) if given.today else ()
    problem = find_evidence_problem(item, EvidenceInput(text, dates, given.today))
    return None if problem and problem.is_doubt and given.is_confirmed else problem


def _refuse_evidence(item: Item, text: str, problem: EvidenceProblem) -> Refusal:
    reason: RefusalReason = "doubtful_evidence" if problem.is_doubt else "needs_evidence"
    return Refusal(item.number, reason, item, text=text, problem=problem)
