"""A search as a file, sent to the person who asks and to nobody else."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from bot.hiring import service
from bot.hiring.access import Asker, Unclear
from bot.hiring.models import Act, Checklist, Item
from bot.hiring.progress import by_phase, progress
from bot.hiring.service import Desk, Target
from bot.slack.hiring.here import Here
from bot.slack.hiring.history_card import sentence
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.names import Names, names_of
from bot.slack.hiring.place import direct_conversation
from bot.slack.hiring.refusals import which_search
from bot.slack.hiring.wording import STATES, bar, long_day, plain_name
from bot.slack.message import Message
from bot.slack.text import escape
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
_PERSON = re.compile(r"<@(\w+)>")
_LINK = re.compile(r"<(https?://[^|>]+)\|[^>]*>")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def export(hiring: Hiring, here: Here, order: Order, search_id: str = "") -> Message:
    """Send the search as a file to the person's direct conversation. Raises SlackApiError."""
    with hiring.desks.desk(here.team, to_change=False) as desk:
        found = _found(desk, here.asker, Target(order.search or "", search_id))
        if isinstance(found, Unclear):
            return which_search(found, order, here.asker.channel)
        acts = desk.history(found.search, most=service.EVERYTHING)
    _send(here, found, acts, order.format or "csv")
    return Message("Sent to you in our direct conversation, where only you see it.")


def _found(desk: Desk, asker: Asker, target: Target) -> Checklist | Unclear:
    """The search that is meant; where no open one can be, one that is over."""
    found = service.find(desk, asker, target)
    if isinstance(found, Checklist) or (found.candidates and not found.ref):
        return found
    over = service.find(desk, asker, target._replace(over=True))
    return over if isinstance(over, Checklist) else found


def _send(here: Here, checklist: Checklist, acts: Sequence[Act], kind: str) -> None:
    names = names_of(here.client, people_in(checklist, acts))
    content = as_markdown(checklist, acts, names) if kind == "md" else as_csv(checklist, names)
    name = plain_name(checklist.search)
    here.client.files_upload_v2(
        channel=direct_conversation(here.client, here.asker.user),
        content=content,
        filename=f"{checklist.search.short}-checklist.{kind}",
        title=f"{name}, {here.asker.at:%Y-%m-%d}",
        initial_comment=f"The checklist of {escape(name)}, as you asked.",
    )


def people_in(checklist: Checklist, acts: Iterable[Act]) -> list[str]:
    """Everybody who appears in the search, each once."""
    search, items = checklist.search, checklist.listed
    named = [search.owner, *(item.assignee for item in items), *(item.closed_by for item in items)]
    return [user for user in dict.fromkeys((*named, *(act.by for act in acts))) if user]


def as_csv(checklist: Checklist, names: Names) -> str:
    """One line an item, in the order of the phases. What a spreadsheet would run as a formula is made text."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for _, phase, items in by_phase(checklist):
        rows.writerows([_harmless(cell) for cell in _cells(phase, item, names)] for item in items)
    return out.getvalue()


def as_markdown(checklist: Checklist, acts: Sequence[Act], names: Names) -> str:
    """The checklist phase by phase, then its history, the oldest first."""
    search = checklist.search
    lines = [f"# {_one_line(search.name)}", "", f"{search.title}. {bar(progress(checklist.listed))}."]
    lines += [f"Owner: {names.get(search.owner, search.owner)}. First day: {long_day(search.starts_on)}.", ""]
    if not search.is_open:
        lines += [f"Closed: {search.state}{f', {_one_line(search.reason)}' if search.reason else ''}.", ""]
    for _, phase, items in by_phase(checklist):
        lines += [f"## {phase}", "", *(_task(item, names) for item in items), ""]
    lines += ["## History", "", *(line for act in reversed(acts) for line in _acted(checklist, act, names))]
    return "\n".join((*lines, ""))


def _task(item: Item, names: Names) -> str:
    box = "x" if item.closed else " "
    due = f", due {item.due}" if item.due else ""
    who = f", {names.get(item.assignee, item.assignee)}" if item.assignee else ""
    told = "".join(f"\n  - {name}: {_one_line(text)}" for name, text in _told(item) if text)
    return f"- [{box}] {item.number}. {_one_line(item.title)} ({STATES[item.state]}{who}{due}){told}"


def _told(item: Item) -> tuple[tuple[str, str], ...]:
    return (("evidence", item.evidence), ("note", item.note), ("reason", item.reason))


def _acted(checklist: Checklist, act: Act, names: Names) -> Iterable[str]:
    for change in act.changes:
        done = in_words(sentence(checklist, change), names)
        yield f"- {act.at:%Y-%m-%d %H:%M} UTC, {names.get(act.by, act.by)}: {done}"


def in_words(text: str, names: Names) -> str:
    """A text in mrkdwn as it may stand in a file: people by name, links by address, nothing bold or escaped."""
    plain = _LINK.sub(r"\1", _PERSON.sub(lambda found: names.get(found[1], found[1]), text)).replace("*", "")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def _cells(phase: str, item: Item, names: Names) -> tuple[object, ...]:
    due, closed = item.due or "", f"{item.closed_at:%Y-%m-%d %H:%M}" if item.closed_at else ""
    who, by = names.get(item.assignee, item.assignee), names.get(item.closed_by, item.closed_by)
    start = (item.number, phase, item.title, STATES[item.state], who, due, item.meaning, item.usual_owner)
    return (*start, item.evidence, item.note, item.reason, by, closed)


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
