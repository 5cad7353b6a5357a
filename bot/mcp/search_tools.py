"""The tools about a person's own searches. Only requests that Slack signed reach them."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Annotated, Any

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult
from pydantic import Field

from bot.errors import RolecallError
from bot.mcp.results import tool_result
from bot.mcp.search_records import ItemRecord, PersonalRecords, SearchRecord, StatusRecord, WorkRecord
from bot.mcp.slack_caller import SlackCaller, find_caller

MAX_NAME = 200
NO_WORK = "Nothing is waiting for you."
NO_SEARCHES = "You don't own an open search, and you have no items in one."

ReadSearches = Callable[[SlackCaller], PersonalRecords]


class SearchTools:
    """The tools, each a method. Their docstrings tell an assistant when to use them."""

    def __init__(self, read: ReadSearches) -> None:
        """`read` returns what a person may see; it raises RolecallError."""
        self._read = read

    @property
    def all(self) -> tuple[Callable[..., CallToolResult], ...]:
        """Every tool, in the order in which a client lists them."""
        return (self.my_items, self.search_status)

    def my_items(self, context: Context[Any, Any]) -> Annotated[CallToolResult, WorkRecord]:
        """List what the person who asks can work on now in executive searches, late items first.

        Use it for "what do I have to do?". To change an item, the person uses `/hiring` or the Home tab in Slack.
        """
        work = self._read_for(context).work
        return tool_result(asdict(work), list(_work_lines(work)))

    def search_status(
        self,
        context: Context[Any, Any],
        search: Annotated[
            str, Field(max_length=MAX_NAME, description="Name or id of a search, such as CRO. Empty for all of them.")
        ] = "",
    ) -> Annotated[CallToolResult, StatusRecord]:
        """Say how the executive searches of the person who asks are going: progress, first day, and what is late."""
        found = self._read_for(context)
        named = [each for each in found.searches if _has_name(each, search)]
        record = StatusRecord(found.work.today, named, found.unread, [search] if search and not named else [])
        return tool_result(asdict(record), list(_status_lines(record)))

    def _read_for(self, context: Context[Any, Any]) -> PersonalRecords:
        """What the person of the request may see. Raises ToolError, with a sentence for them."""
        caller = find_caller(context.request_context.meta)
        if caller is None:
            raise ToolError("Slack didn't say who is asking. Set this server's authentication to Slack identity.")
        try:
            return self._read(caller)
        except RolecallError as error:
            raise ToolError(str(error)) from None


def _has_name(search: SearchRecord, name: str) -> bool:
    words = name.casefold().removesuffix(" search").split()
    return name in {"", search.id} or words == [search.short] or all(word in search.name.casefold() for word in words)


def _work_lines(work: WorkRecord) -> Iterator[str]:
    yield f"Items you can work on now: {len(work.items) + work.more}" if work.items else NO_WORK
    yield from map(_item_line, work.items)
    if work.more:
        yield f"{work.more} more: open the Home tab of Rolecall in Slack."
    if work.waiting:
        yield f"Blocked, or waiting for other items: {work.waiting}."
    if work.snoozed:
        yield f"Snoozed by you: {work.snoozed}."


def _item_line(item: ItemRecord) -> str:
    late = f", {item.days_late} days late" if item.days_late > 1 else ", 1 day late" if item.days_late else ""
    due = f"due {item.due}{late}" if item.due else "no due date"
    whose = "" if item.is_assigned_to_you else ", not assigned to you"
    return f"- {item.search}, {item.number}. {item.title}: {due}, {item.state}{whose}"


def _status_lines(record: StatusRecord) -> Iterator[str]:
    if record.unknown:
        yield f"None of your searches is called {record.unknown[0]}."
    elif not record.searches:
        yield NO_SEARCHES
    for each in record.searches:
        yield from _search_lines(each)
    if record.more:
        yield f"Searches not shown: {record.more}. Type /hiring searches in Slack."


def _search_lines(search: SearchRecord) -> Iterator[str]:
    whose = "" if search.is_whole else " of your items"
    yield f"{search.name} ({search.state}): {search.done} of {search.total}{whose} done."
    if search.days_slipped:
        yield f"First day: likely {search.likely_first_day}, {search.days_slipped} days later than {search.first_day}."
    elif search.likely_first_day:
        yield f"First day: {search.first_day}, on track."
    if search.late_items:
        yield "Late:"
        yield from map(_item_line, search.late_items)
    if search.next_items:
        yield "Next:"
        yield from map(_item_line, search.next_items)
