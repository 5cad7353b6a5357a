"""Exports a search as files, which are sent only to the person who asks for them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from http.client import HTTPException
from itertools import islice
from typing import NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.commands.command import Command
from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.calendar_file import CalendarVersion, list_events, write_calendar
from bot.hiring.models import Checklist, HistoryEntry, Search
from bot.hiring.rights import check_right
from bot.hiring.unit_of_work import FULL_HISTORY, SearchUnitOfWork
from bot.slack.blocks import actions, button, section
from bot.slack.delivery import with_timeout
from bot.slack.hiring.channels import open_direct_conversation
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.export_files import PERSON_FIELDS, as_markdown, history_csv, items_csv, scorecards_csv
from bot.slack.hiring.scorecard_export import ScorecardExport
from bot.slack.hiring.views.refusals import ask_which_search
from bot.slack.hiring.views.wording import plain_name
from bot.slack.message import Message
from bot.slack.text import escape

ALREADY_SENT = "I sent it to you in our direct conversation already, and nothing has changed since."
TIMEOUT_SECONDS = 3
MAX_LOOKUPS = 60
"""People whose names are looked up for one file; everyone else appears by user id. Slack allows an app about 100
`users.info` calls a minute."""
MAX_DECISIONS = 100
"""Decisions of the channel among which those of the search are looked for."""
SENT = "I've sent you the file in a DM, where only you can see it."
SENT_FILES = "I've sent you the checklist, its history and any scorecards in a DM, where only you can see them."
FORMATS = (
    ("csv", "Spreadsheet", "export"),
    ("md", "Text", "export-text"),
    ("ics", "Calendar", "export-calendar"),
)
"""Each format, with the label and the action of the button that exports in it."""


class Export(NamedTuple):
    """A search with its whole history, the newest entry first, and its scorecards."""

    checklist: Checklist
    entries: Sequence[HistoryEntry]
    scorecards: ScorecardExport


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


def export_search(services: HiringServices, ctx: RequestContext, command: Command, search_id: str = "") -> Message:
    """Send the search as files to the direct conversation with the person. Raises SlackApiError.

    Clicking again on the same message sends nothing, unless something has changed since.
    """
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        checklist = _find_checklist(uow, ctx.actor, command.search or "", search_id)
        if isinstance(checklist, AmbiguousSearch):
            return ask_which_search(checklist, command, ctx.actor.channel).as_private()
        check_right(checklist, ctx.actor, "manage")
        export = read_export(uow, checklist)
    kind = command.format or "csv"
    send = partial(_send, services, ctx, export, kind)
    if "container" not in ctx.body:
        send()
    elif not services.repeats.run_once(ctx.team, ctx.click_key(f"export:{kind}:{export.entries[0].id}"), send):
        return Message(ALREADY_SENT)
    return _sent_message(checklist.search, kind)


def read_export(uow: SearchUnitOfWork, checklist: Checklist) -> Export:
    """Everything about the search that may be exported: no sealed scorecards."""
    search = checklist.search
    scorecards = ScorecardExport(search, uow.submissions(search), uow.scorecards(search))
    return Export(checklist, uow.history(search, limit=FULL_HISTORY), scorecards)


def _sent_message(search: Search, kind: str) -> Message:
    """Says what was sent, with buttons for the other formats."""
    text = SENT_FILES if kind == "csv" else SENT
    others = [button(label, f"search:{action}", search.id) for name, label, action in FORMATS if name != kind]
    return Message(text, [section(text), actions(others)])


def _find_checklist(uow: SearchUnitOfWork, actor: Actor, name: str, search_id: str) -> Checklist | AmbiguousSearch:
    """The search that is meant; a closed one if no open search can be meant."""
    if search_id:
        return service.load_checklist(uow, actor, search_id, "manage")
    found = service.find_checklist(uow, actor, name)
    if isinstance(found, Checklist) or (found.candidates and not found.name):
        return found
    closed = service.find_checklist(uow, actor, name, closed_only=True)
    return closed if isinstance(closed, Checklist) else found


def _send(services: HiringServices, ctx: RequestContext, export: Export, kind: str) -> None:
    """Upload the files, `csv`, `md` or `ics`, to the direct conversation. Raises SlackApiError."""
    name = plain_name(export.checklist.search)
    title = f"{name}, {ctx.actor.at:%Y-%m-%d}"
    ctx.client.files_upload_v2(
        channel=open_direct_conversation(ctx.client, ctx.actor.user),
        file_uploads=[
            {"filename": filename, "content": content, "title": f"{title}{label}"}
            for filename, content, label in _make_files(services, ctx, export, kind)
        ],
        initial_comment=f"Here's the {'calendar' if kind == 'ics' else 'checklist'} for {escape(name)}.",
    )


def _make_files(services: HiringServices, ctx: RequestContext, export: Export, kind: str) -> list[tuple[str, str, str]]:
    """The files of a format: name, content, and what is added to the title."""
    checklist, entries, scorecards = export
    short, at = checklist.search.short, ctx.actor.at
    if kind == "ics":
        events = list_events(checklist, find_reviews(services, checklist.search))
        content = write_calendar(checklist.search.name, events, CalendarVersion(at, len(entries)))
        return [(f"{short}-dates.ics", content, "")]
    names = fetch_names(ctx.client, list_people(checklist, entries))
    if kind == "md":
        return [(f"{short}-checklist.md", as_markdown(checklist, entries, names, at.date(), scorecards), "")]
    scores = [(f"{short}-scorecards.csv", scorecards_csv(scorecards, names), ", scorecards")]
    return [
        (f"{short}-checklist.csv", items_csv(checklist, entries, names), ""),
        (f"{short}-history.csv", history_csv(checklist, entries, names), ", history"),
        *(scores if checklist.search.criteria else ()),
    ]


def find_reviews(services: HiringServices, search: Search) -> list[date]:
    """The review dates of the decisions that led to the search and are still to be reviewed."""
    found, _ = services.decisions.list_in_channel(search.team, search.channel, MAX_DECISIONS)
    return [each.review_on for each in found if each.search == search.id and each.is_open and each.review_on]


def list_people(checklist: Checklist, entries: Iterable[HistoryEntry]) -> list[str]:
    """The ids of everyone who appears in the search or its history, each once."""
    search, items = checklist.search, checklist.visible_items
    now = [search.owner, *search.panel, *(item.assignee for item in items), *(item.closed_by for item in items)]
    now += [item.evidence_by for item in items]
    past = (user for entry in entries for user in (entry.by, *_people_in(entry)))
    return [user for user in dict.fromkeys((*now, *past)) if user]


def _people_in(entry: HistoryEntry) -> Iterable[str]:
    """The people that the changes of the entry name."""
    fields = (field for change in entry.changes for field in change.fields)
    values = [(name, value) for name, *both in fields for value in both]
    yield from (user for name, user in values if name in PERSON_FIELDS)
    yield from (user for name, users in values if name == "panel" for user in users)
