"""Exports a search as a file, which is sent only to the person who asks for it."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from http.client import HTTPException
from io import StringIO
from itertools import islice

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.commands.command import Command
from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import Checklist, HistoryEntry, Item
from bot.hiring.progress import compute_progress, find_next_steps, find_overdue, group_by_phase
from bot.hiring.unit_of_work import FULL_HISTORY, SearchUnitOfWork
from bot.slack.delivery import with_timeout
from bot.slack.hiring.channels import open_direct_conversation
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.views.history import describe_change
from bot.slack.hiring.views.refusals import ask_which_search
from bot.slack.hiring.views.wording import STATE_LABELS, long_day, plain_name, progress_bar, start_date_label
from bot.slack.message import Message
from bot.slack.text import escape

ALREADY_SENT = "I sent it to you in our direct conversation already, and nothing has changed since."
TIMEOUT_SECONDS = 3
MAX_LOOKUPS = 60
"""People whose names are looked up for one file; everyone else appears by user id. Slack allows an app about 100
`users.info` calls a minute."""

Names = Mapping[str, str]
"""User id to name."""


def fetch_names(client: WebClient, users: Iterable[str]) -> dict[str, str]:
    """User id to display name, as Slack has it; people Slack doesn't know are left out. Never raises."""
    client = with_timeout(client, TIMEOUT_SECONDS)
    found = {user: _fetch_name(client, user) for user in islice(users, MAX_LOOKUPS)}
    return {user: name for user, name in found.items() if name}


def _fetch_name(client: WebClient, user: str) -> str:
    try:
        response = client.users_info(user=user)["user"]
    except (SlackApiError, OSError, HTTPException):
        return ""
    profile = response.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), response.get("real_name"), response.get("name"))
    return next((str(name) for name in names if name), "")


COLUMNS = (
    "number",
    "phase",
    "title",
    "status",
    "owner",
    "due",
    "done means",
    "typical owner",
    "evidence",
    "note",
    "reason",
    "closed by",
    "closed at",
)
_PERSON = re.compile(r"<@(\w+)>")
_LINK = re.compile(r"<(https?://[^|>]+)\|[^>]*>")
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")
"""Characters with which a spreadsheet formula can begin."""


def export_search(services: HiringServices, ctx: RequestContext, command: Command, search_id: str = "") -> Message:
    """Send the search as a file to the direct conversation with the person. Raises SlackApiError.

    Clicking again on the same message sends nothing, unless something has changed since.
    """
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        checklist = _find_checklist(uow, ctx.actor, command.search or "", search_id)
        if isinstance(checklist, AmbiguousSearch):
            return ask_which_search(checklist, command, ctx.actor.channel)
        history = uow.history(checklist.search, limit=FULL_HISTORY)
    send = partial(_send, ctx, checklist, history, command.format or "csv")
    if "container" not in ctx.body:
        send()
    elif not services.repeats.run_once(ctx.team, ctx.click_key(f"export:{command.format}:{history[0].id}"), send):
        return Message(ALREADY_SENT)
    return Message("I've sent you the file in a DM, where only you can see it.")


def _find_checklist(uow: SearchUnitOfWork, actor: Actor, name: str, search_id: str) -> Checklist | AmbiguousSearch:
    """The search that is meant; a closed one if no open search can be meant."""
    if search_id:
        return service.load_checklist(uow, actor, search_id)
    found = service.find_checklist(uow, actor, name)
    if isinstance(found, Checklist) or (found.candidates and not found.name):
        return found
    closed = service.find_checklist(uow, actor, name, closed_only=True)
    return closed if isinstance(closed, Checklist) else found


def _send(ctx: RequestContext, checklist: Checklist, entries: Sequence[HistoryEntry], kind: str) -> None:
    """Upload the file, `csv` or `md`, to the direct conversation. Raises SlackApiError."""
    names = fetch_names(ctx.client, list_people(checklist, entries))
    today = ctx.actor.at.date()
    content = as_markdown(checklist, entries, names, today) if kind == "md" else as_csv(checklist, names)
    name = plain_name(checklist.search)
    ctx.client.files_upload_v2(
        channel=open_direct_conversation(ctx.client, ctx.actor.user),
        content=content,
        filename=f"{checklist.search.short}-checklist.{kind}",
        title=f"{name}, {ctx.actor.at:%Y-%m-%d}",
        initial_comment=f"Here's the checklist for {escape(name)}.",
    )


def list_people(checklist: Checklist, entries: Iterable[HistoryEntry]) -> list[str]:
    """The ids of everyone who appears in the search or its history, each once."""
    search, items = checklist.search, checklist.visible_items
    users = [search.owner, *(item.assignee for item in items), *(item.closed_by for item in items)]
    return [user for user in dict.fromkeys((*users, *(entry.by for entry in entries))) if user]


def as_csv(checklist: Checklist, names: Names) -> str:
    """One row per item, in the order of the phases. Text that a spreadsheet would run as a formula is made harmless."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for _, phase, items in group_by_phase(checklist):
        rows.writerows([_escape_formula(cell) for cell in _cells(phase, item, names)] for item in items)
    return out.getvalue()


def as_markdown(checklist: Checklist, entries: Sequence[HistoryEntry], names: Names, today: date) -> str:
    """Where the search stands today, then the checklist phase by phase, then its history, oldest first."""
    search = checklist.search
    lines = [
        f"# {_one_line(search.name)}",
        "",
        f"{search.title}. {progress_bar(compute_progress(checklist.visible_items))}.",
    ]
    lines += [
        f"Owner: {names.get(search.owner, search.owner)}. {start_date_label(search)}: {long_day(search.starts_on)}.",
        "",
    ]
    if not search.is_open:
        lines += [f"Closed: {search.state}{f', {_one_line(search.reason)}' if search.reason else ''}.", ""]
    else:
        lines += [*_status_lines(checklist, today), ""]
    for _, phase, items in group_by_phase(checklist):
        lines += [f"## {phase}", "", *(_task(item, names) for item in items), ""]
    lines += ["## History", "", *_history_lines(checklist, entries, names)]
    return "\n".join((*lines, ""))


def _status_lines(checklist: Checklist, today: date) -> Iterator[str]:
    """What is overdue, what is blocked, and what can be done next; each on a line of its own."""
    blocked = [item for item in checklist.visible_items if item.state == "blocked"]
    groups = (("Overdue", find_overdue(checklist, today)), ("Blocked", blocked), ("Next", find_next_steps(checklist)))
    for name, items in groups:
        listed = "; ".join(f"{item.number} {_one_line(item.title)}" for item in items)
        yield f"- {name}: {listed or 'nothing'}."


def _task(item: Item, names: Names) -> str:
    """The item as a Markdown task, with its texts as a nested list."""
    box = "x" if item.is_closed else " "
    due = f", due {item.due}" if item.due else ""
    who = f", {names.get(item.assignee, item.assignee)}" if item.assignee else ""
    texts = (("evidence", item.evidence), ("note", item.note), ("reason", item.reason))
    details = "".join(f"\n  - {name}: {_one_line(text)}" for name, text in texts if text)
    return f"- [{box}] {item.number}. {_one_line(item.title)} ({STATE_LABELS[item.state]}{who}{due}){details}"


def _history_lines(checklist: Checklist, entries: Sequence[HistoryEntry], names: Names) -> Iterable[str]:
    for entry in reversed(entries):
        for change in entry.changes:
            description = strip_mrkdwn(describe_change(checklist, change), names)
            yield f"- {entry.at:%Y-%m-%d %H:%M} UTC, {names.get(entry.by, entry.by)}: {description}"


def strip_mrkdwn(text: str, names: Names) -> str:
    """A mrkdwn text as plain text: people by name, links by address, nothing bold or escaped."""
    plain = _LINK.sub(r"\1", _PERSON.sub(lambda found: names.get(found[1], found[1]), text)).replace("*", "")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def _cells(phase: str, item: Item, names: Names) -> tuple[object, ...]:
    """The values of an item, in the order of `COLUMNS`."""
    due, closed = item.due or "", f"{item.closed_at:%Y-%m-%d %H:%M}" if item.closed_at else ""
    who, by = names.get(item.assignee, item.assignee), names.get(item.closed_by, item.closed_by)
    start = (item.number, phase, item.title, STATE_LABELS[item.state], who, due, item.meaning, item.usual_owner)
    return (*start, item.evidence, item.note, item.reason, by, closed)


def _escape_formula(cell: object) -> object:
    """The cell; if it is text that a spreadsheet would run, with an apostrophe in front, which makes it plain text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_PREFIXES) else cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
