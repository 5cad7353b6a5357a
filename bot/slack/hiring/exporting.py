"""A search as a file, sent to the person who asks and to nobody else."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from http.client import HTTPException
from io import StringIO
from itertools import islice

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.commands.command import Command
from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import Checklist, HistoryEntry, Item
from bot.hiring.progress import compute_progress, group_by_phase
from bot.hiring.unit_of_work import FULL_HISTORY, SearchUnitOfWork
from bot.slack.delivery import with_timeout
from bot.slack.hiring.channels import open_direct_conversation
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.views.history import describe_change
from bot.slack.hiring.views.refusals import ask_which_search
from bot.slack.hiring.views.wording import STATE_LABELS, long_day, plain_name, progress_bar
from bot.slack.message import Message
from bot.slack.text import escape

TIMEOUT_SECONDS = 3
MOST_ASKED = 60
"""People that Slack is asked about for one file; of others the id is written."""

Names = Mapping[str, str]
"""User id to name."""


def fetch_names(client: WebClient, users: Iterable[str]) -> dict[str, str]:
    """The names that Slack gives these people; those it does not tell of are left out. Raises nothing of Slack's."""
    asking = with_timeout(client, TIMEOUT_SECONDS)
    found = {user: _name(asking, user) for user in islice(users, MOST_ASKED)}
    return {user: name for user, name in found.items() if name}


def _name(client: WebClient, user: str) -> str:
    try:
        said = client.users_info(user=user)["user"]
    except (SlackApiError, OSError, HTTPException):
        return ""
    profile = said.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), said.get("real_name"), said.get("name"))
    return next((str(name) for name in names if name), "")


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
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def export_search(services: HiringServices, ctx: RequestContext, command: Command, search_id: str = "") -> Message:
    """Send the search as a file to the direct conversation with the person. Raises SlackApiError."""
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        checklist = _find_checklist(uow, ctx.actor, command.search or "", search_id)
        if isinstance(checklist, AmbiguousSearch):
            return ask_which_search(checklist, command, ctx.actor.channel)
        history = uow.history(checklist.search, limit=FULL_HISTORY)
    _send(ctx, checklist, history, command.format or "csv")
    return Message("I sent it to you in our direct conversation, where only you see it.")


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
    names = fetch_names(ctx.client, list_people(checklist, entries))
    content = as_markdown(checklist, entries, names) if kind == "md" else as_csv(checklist, names)
    name = plain_name(checklist.search)
    ctx.client.files_upload_v2(
        channel=open_direct_conversation(ctx.client, ctx.actor.user),
        content=content,
        filename=f"{checklist.search.short}-checklist.{kind}",
        title=f"{name}, {ctx.actor.at:%Y-%m-%d}",
        initial_comment=f"The checklist of {escape(name)}, as you asked.",
    )


def list_people(checklist: Checklist, entries: Iterable[HistoryEntry]) -> list[str]:
    """Everybody who appears in the search, each once."""
    search, items = checklist.search, checklist.visible_items
    named = [search.owner, *(item.assignee for item in items), *(item.closed_by for item in items)]
    return [user for user in dict.fromkeys((*named, *(act.by for act in entries))) if user]


def as_csv(checklist: Checklist, names: Names) -> str:
    """One line an item, in the order of the phases. What a spreadsheet would run as a formula is made text."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for _, phase, items in group_by_phase(checklist):
        rows.writerows([_escape_formula(cell) for cell in _cells(phase, item, names)] for item in items)
    return out.getvalue()


def as_markdown(checklist: Checklist, entries: Sequence[HistoryEntry], names: Names) -> str:
    """The checklist phase by phase, then its history, the oldest first."""
    search = checklist.search
    lines = [
        f"# {_one_line(search.name)}",
        "",
        f"{search.title}. {progress_bar(compute_progress(checklist.visible_items))}.",
    ]
    lines += [f"Owner: {names.get(search.owner, search.owner)}. First day: {long_day(search.starts_on)}.", ""]
    if not search.is_open:
        lines += [f"Closed: {search.state}{f', {_one_line(search.reason)}' if search.reason else ''}.", ""]
    for _, phase, items in group_by_phase(checklist):
        lines += [f"## {phase}", "", *(_task(item, names) for item in items), ""]
    lines += ["## History", "", *(line for act in reversed(entries) for line in _history_lines(checklist, act, names))]
    return "\n".join((*lines, ""))


def _task(item: Item, names: Names) -> str:
    box = "x" if item.is_closed else " "
    due = f", due {item.due}" if item.due else ""
    who = f", {names.get(item.assignee, item.assignee)}" if item.assignee else ""
    told = "".join(f"\n  - {name}: {_one_line(text)}" for name, text in _told(item) if text)
    return f"- [{box}] {item.number}. {_one_line(item.title)} ({STATE_LABELS[item.state]}{who}{due}){told}"


def _told(item: Item) -> tuple[tuple[str, str], ...]:
    return (("evidence", item.evidence), ("note", item.note), ("reason", item.reason))


def _history_lines(checklist: Checklist, entry: HistoryEntry, names: Names) -> Iterable[str]:
    for change in entry.changes:
        done = strip_mrkdwn(describe_change(checklist, change), names)
        yield f"- {entry.at:%Y-%m-%d %H:%M} UTC, {names.get(entry.by, entry.by)}: {done}"


def strip_mrkdwn(text: str, names: Names) -> str:
    """A text in mrkdwn as it may stand in a file: people by name, links by address, nothing bold or escaped."""
    plain = _LINK.sub(r"\1", _PERSON.sub(lambda found: names.get(found[1], found[1]), text)).replace("*", "")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def _cells(phase: str, item: Item, names: Names) -> tuple[object, ...]:
    due, closed = item.due or "", f"{item.closed_at:%Y-%m-%d %H:%M}" if item.closed_at else ""
    who, by = names.get(item.assignee, item.assignee), names.get(item.closed_by, item.closed_by)
    start = (item.number, phase, item.title, STATE_LABELS[item.state], who, due, item.meaning, item.usual_owner)
    return (*start, item.evidence, item.note, item.reason, by, closed)


def _escape_formula(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_PREFIXES) else cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
