"""A search as a file, sent to the person who asks and to nobody else."""

import csv
from collections.abc import Iterable
from io import StringIO

from bot.hiring import service
from bot.hiring.access import Unclear
from bot.hiring.models import Act, Checklist, Item
from bot.hiring.progress import by_phase, progress
from bot.hiring.service import Target
from bot.slack.hiring.here import Here
from bot.slack.hiring.history_card import sentence
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.place import direct_conversation
from bot.slack.hiring.refusals import which_search
from bot.slack.hiring.wording import STATES, bar, long_day, plain_name
from bot.slack.message import Message
from bot.understanding.order import Order

COLUMNS = (
    "number",
    "phase",
    "title",
    "state",
    "person",
    "due",
    "done means",
    "usually",
    "evidence",
    "note",
    "reason",
    "closed by",
    "closed at",
)
EVERYTHING = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def export(hiring: Hiring, here: Here, order: Order, search_id: str = "") -> Message:
    """Send the search as a file to the person's direct conversation. Raises SlackApiError."""
    with hiring.desks.desk(here.team, to_change=False) as desk:
        checklist = service.find(desk, here.asker, Target(order.search or "", search_id))
        if isinstance(checklist, Unclear):
            return which_search(checklist, "export")
        acts = desk.history(checklist.search, most=EVERYTHING)
    kind = order.format or "csv"
    content = as_markdown(checklist, acts) if kind == "md" else as_csv(checklist)
    name = plain_name(checklist.search)
    here.client.files_upload_v2(
        channel=direct_conversation(here.client, here.asker.user),
        content=content,
        filename=f"{checklist.search.short}-checklist.{kind}",
        title=f"{name}, {here.asker.at:%Y-%m-%d}",
        initial_comment=f"The checklist of {name}, as you asked.",
    )
    return Message("Sent to you in our direct conversation, where only you see it.")


def as_csv(checklist: Checklist) -> str:
    """One line an item, in the order of the phases. What a spreadsheet would run as a formula is made text."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for _, phase, items in by_phase(checklist):
        rows.writerows([_harmless(cell) for cell in _cells(phase, item)] for item in items)
    return out.getvalue()


def as_markdown(checklist: Checklist, acts: Iterable[Act]) -> str:
    """The checklist phase by phase, then its history, the oldest first."""
    search = checklist.search
    lines = [f"# {search.name}", "", f"{search.title}. {bar(progress(checklist.listed))}."]
    lines += [f"First day aimed at: {long_day(search.starts_on)}.", ""]
    for _, phase, items in by_phase(checklist):
        lines += [f"## {phase}", "", *map(_task, items), ""]
    lines += ["## History", "", *(line for act in reversed(tuple(acts)) for line in _acted(checklist, act))]
    return "\n".join((*lines, ""))


def _task(item: Item) -> str:
    box = "x" if item.closed else " "
    due = f", due {item.due}" if item.due else ""
    who = f", {item.assignee}" if item.assignee else ""
    told = "".join(f"\n  - {name}: {_one_line(text)}" for name, text in _told(item) if text)
    return f"- [{box}] {item.number}. {_one_line(item.title)} ({STATES[item.state]}{who}{due}){told}"


def _told(item: Item) -> tuple[tuple[str, str], ...]:
    return (("evidence", item.evidence), ("note", item.note), ("reason", item.reason))


def _acted(checklist: Checklist, act: Act) -> Iterable[str]:
    for change in act.changes:
        yield f"- {act.at:%Y-%m-%d %H:%M} UTC, {act.by}: {sentence(checklist, change).replace('*', '')}"


def _cells(phase: str, item: Item) -> tuple[object, ...]:
    due, closed = item.due or "", f"{item.closed_at:%Y-%m-%d %H:%M}" if item.closed_at else ""
    start = (item.number, phase, item.title, STATES[item.state], item.assignee, due, item.meaning, item.usual_owner)
    return (*start, item.evidence, item.note, item.reason, item.closed_by, closed)


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
