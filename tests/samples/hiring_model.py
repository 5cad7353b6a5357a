"""A model of a search as plain dicts: the expected result of every command in the state machine test."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from bot.hiring.models import Checklist, Item
from bot.hiring.schedule import build_schedule
from samples.hiring import OWNER

WATCHED = (
    "state",
    "due",
    "assignee",
    "evidence",
    "evidence_by",
    "note",
    "title",
    "reason",
    "snoozes",
    "closed_by",
    "closed_at",
    "gone",
)
SEARCH = ("name", "state", "reason", "paused_on", "starts_on", "targeted")
NEEDS = {2: (1,), 4: (2, 3), 7: (6,)}  # in the sample search with onboarding
ONBOARDING = 7
EVENT, WORKING_DAYS = 6, 4  # the deadline of the onboarding counts from the signature
STATES_BEFORE = {"pause": ["open"], "resume": ["paused"], "reopen-search": ["onboarding", "hired", "cancelled"]}
WANTS_EVIDENCE = 3
DOUBTFUL = "refused"
"""A text that is doubted as evidence."""
CLOSED = ("done", "skipped")

Key = tuple[int, str]
Values = dict[str, Any]


class Command(NamedTuple):
    """One step of one user."""

    verb: str
    number: int
    text: str
    person: str
    day: date | None
    by: str = ""
    at: datetime | None = None


class Model:
    """The expected values by item number and field, and the entries that changed them."""

    def __init__(self, initial: Checklist) -> None:
        """Start with the values of this search."""
        self.values: dict[Key, Any] = {(0, name): getattr(initial.search, name) for name in SEARCH}
        self.entries: list[dict[str, Any]] = []
        self.count = 0
        for item in initial.items:
            self.add_item(item)

    def add_item(self, item: Item) -> None:
        """Add an item."""
        self.count = item.number
        self.values |= {(item.number, name): getattr(item, name) for name in WATCHED}

    @property
    def is_open(self) -> bool:
        """Whether the search hasn't ended."""
        return self.values[0, "state"] not in ("hired", "cancelled")

    def record(self, by: str, changes: list[tuple[str, dict[Key, Any]]]) -> None:
        """Apply the changes of an entry, and store the previous values."""
        touched = {key for _, values in changes for key in values}
        entry = {"by": by, "was": {key: self.values[key] for key in touched}, "touched": touched, "undone": False}
        entry["set_by_hand"] = {
            number for verb, values in changes if verb == "due" for number, name in values if name == "due"
        }
        entry["pauses"] = any(verb == "pause" for verb, _ in changes)
        entry["added"] = {number for verb, values in changes if verb == "add" for number, _ in values}
        for _, values in changes:
            self.values |= values
        self.entries.append(entry)

    def undo(self, by: str) -> str:
        """Undo the last entry of a user; return the reason if that is not possible, or an empty string."""
        own_entries = [
            position for position, entry in enumerate(self.entries) if entry["by"] == by and not entry["undone"]
        ]
        if not own_entries:
            return "nothing"
        entry = self.entries[own_entries[-1]]
        if not self.is_open and (0, "state") not in entry["touched"]:
            return "closed"
        for other in (other for other in self.entries[own_entries[-1] + 1 :] if not other["undone"]):
            if other["touched"] & entry["touched"] or {number for number, _ in other["touched"]} & entry["added"]:
                return "changed since"
        self.values |= entry["was"]
        entry["undone"] = True
        return ""

    def rescheduled(self, first_day: date, today: date, offsets: dict[int, int]) -> dict[Key, Any]:
        """The new due dates if the first day moves, for the first move on that date."""
        set_by_hand = {number for entry in self.entries if not entry["undone"] for number in entry["set_by_hand"]}
        rescheduled_numbers = [
            number
            for number in range(1, self.count + 1)
            if self.values[number, "due"] and self.values[number, "state"] not in CLOSED and number not in set_by_hand
            if not self.is_counted(number)
        ]
        first_workday = next_working_day(today)
        upcoming_offsets = [
            offsets[number] for number in rescheduled_numbers if self.values[number, "due"] > first_workday
        ]
        days = build_schedule(
            [offsets[number] for number in rescheduled_numbers], today, first_day, reference_offsets=upcoming_offsets
        ).due_days
        planned = dict(zip(rescheduled_numbers, days, strict=True))
        event = planned.get(EVENT, self.values[EVENT, "due"])
        if event and ONBOARDING in planned:
            planned[ONBOARDING] = add_working_days(event)
        new_due_dates = {number: day for number, day in planned.items() if self.values[number, "due"] != day}
        cleared_snoozes = {(number, "snoozes"): () for number in new_due_dates if self.values[number, "snoozes"]}
        return {(number, "due"): day for number, day in new_due_dates.items()} | cleared_snoozes

    def search_outcome(self, verb: str, values: Values, why: str, by: str) -> dict[Key, Any] | str:
        """The new values of the search, or the reason of the refusal."""
        state = self.values[0, "state"]
        if not self.is_open and verb != "reopen-search":
            return "search_closed"
        begins_onboarding = values.get("state") == "hired" and not self.is_onboarding_done
        if state == "onboarding" and (begins_onboarding or verb == "pause"):
            return "is_hired"
        if state not in STATES_BEFORE.get(verb, [state]):
            return "already"
        if verb == "close" and by != OWNER and not why:
            return "needs_owner_or_reason"
        if begins_onboarding:
            values = values | {"state": "onboarding"}
        return {(0, name): value for name, value in values.items() if self.values[0, name] != value} or "already"

    @property
    def is_onboarding_done(self) -> bool:
        """Whether the item that comes after the hire is closed."""
        return self.values[ONBOARDING, "state"] in CLOSED

    def end_of_onboarding(self, changes: list[tuple[str, dict[Key, Any]]]) -> list[tuple[str, dict[Key, Any]]]:
        """The end of the search, if these changes close the last item of its onboarding."""
        after = self.values | {key: value for _, values in changes for key, value in values.items()}
        closes = any(name == "closed_at" and value for _, values in changes for (_, name), value in values.items())
        is_over = after[0, "state"] == "onboarding" and after[ONBOARDING, "state"] in CLOSED
        return [("end", {(0, "state"): "hired"})] if closes and is_over else []

    def deadline(self, command: Command, expected: dict[Key, Any], earlier: set[int]) -> dict[Key, Any]:
        """The new due date of the item whose deadline counts from the one that this command closes."""
        by_hand = {number for entry in self.entries if not entry["undone"] for number in entry["set_by_hand"]}
        is_open = self.values[ONBOARDING, "state"] not in CLOSED and ONBOARDING not in by_hand | earlier
        if expected.get((EVENT, "state")) != "done" or not is_open or command.at is None:
            return {}
        day = add_working_days(command.at.date())
        if self.values[ONBOARDING, "due"] == day:
            return {}
        cleared = {(ONBOARDING, "snoozes"): ()} if self.values[ONBOARDING, "snoozes"] else {}
        return {(ONBOARDING, "due"): day} | cleared

    def is_counted(self, number: int) -> bool:
        """Whether the deadline of the item counts from an item that is done."""
        return number == ONBOARDING and self.values[EVENT, "state"] == "done"

    def shifted(self, today: date) -> dict[Key, Any]:
        """The new first day and due dates if the pause ends today."""
        length = today - self.values[0, "paused_on"]
        last_pause = max(at for at, entry in enumerate(self.entries) if entry["pauses"] and not entry["undone"])
        since = [entry for entry in self.entries[last_pause:] if not entry["undone"]]
        kept = {number for entry in since for number in entry["set_by_hand"]}
        moving = [
            number
            for number in range(1, self.count + 1)
            if self.values[number, "due"] and self.values[number, "state"] not in CLOSED and number not in kept
            if not self.is_counted(number)
        ]
        if not length:
            return {}
        due_dates = {(number, "due"): next_working_day(self.values[number, "due"] + length) for number in moving}
        cleared_snoozes = {(number, "snoozes"): () for number in moving if self.values[number, "snoozes"]}
        starts_on = next_working_day(self.values[0, "starts_on"] + length)
        return due_dates | cleared_snoozes | {(0, "starts_on"): starts_on}

    def outcome(self, command: Command) -> dict[Key, Any] | str:
        """The new values, or the reason of the refusal."""
        number = command.number
        if number < 1 or number > self.count or self.values[number, "gone"]:
            return "no_such_item"
        if not self.is_open:
            return "search_closed"
        values = getattr(self, f"_{command.verb.replace('-', '_')}")(command, self._item(number))
        if isinstance(values, str):
            return values
        return {
            (number, name): value for name, value in values.items() if self.values[number, name] != value
        } or "already"

    def _item(self, number: int) -> Values:
        item = {name: self.values[number, name] for name in WATCHED}
        item["is_waiting"] = any(self.values[other, "state"] not in CLOSED for other in NEEDS.get(number, ()))
        item["has_evidence"] = number != WANTS_EVIDENCE or item["evidence"]
        return item

    def _done(self, command: Command, item: Values) -> Values | str:
        is_open = item["state"] != "done" and not item["is_waiting"]
        is_doubtful = (command.text or item["evidence"]) == DOUBTFUL
        return "doubtful_evidence" if is_open and is_doubtful else self._accept(command, item)

    def _accept(self, command: Command, item: Values) -> Values | str:
        if item["state"] == "done":
            return "already"
        if item["is_waiting"]:
            return "needs_first"
        if not item["has_evidence"] and not command.text:
            return "needs_evidence"
        is_new = command.text not in {"", item["evidence"]}
        evidence = {"evidence": command.text, "evidence_by": command.by} if is_new else {}
        return closed("done", command, reason="") | evidence

    def _override(self, command: Command, item: Values) -> Values | str:
        if item["state"] == "done":
            return "already"
        if item["has_evidence"] and not item["is_waiting"]:
            return "nothing_to_override"
        if command.by == OWNER:
            return closed("done", command, reason="") if command.text else "needs_reason"
        return "not_the_owner"

    def _skip(self, command: Command, item: Values) -> Values | str:
        if item["state"] == "skipped":
            return "already"
        return closed("skipped", command, reason=command.text) if command.text else "needs_reason"

    def _reopen(self, _: Command, item: Values) -> Values | str:
        reopened = {"state": "open", "reason": "", "closed_by": "", "closed_at": None}
        return "already" if item["state"] == "open" else reopened

    def _start_item(self, _: Command, item: Values) -> Values | str:
        states = {"started": "already", "blocked": "is_blocked", "done": "is_closed", "skipped": "is_closed"}
        return states.get(item["state"]) or {"state": "started"}

    def _block(self, command: Command, item: Values) -> Values | str:
        if item["state"] in CLOSED:
            return "is_closed"
        return {"state": "blocked", "reason": command.text} if command.text else "needs_reason"

    def _unblock(self, _: Command, item: Values) -> Values | str:
        return {"state": "open", "reason": ""} if item["state"] == "blocked" else "already"

    def _due(self, command: Command, item: Values) -> Values | str:
        return "already" if item["due"] == command.day else {"due": command.day, "snoozes": ()}

    def _snooze(self, command: Command, item: Values) -> Values | str:
        others = tuple(each for each in item["snoozes"] if each[0] != command.by)
        own = ((command.by, command.day.isoformat()),) if command.day else ()
        if own and own[0] in item["snoozes"] and item["state"] not in CLOSED:
            return "already"
        return "is_closed" if item["state"] in CLOSED else {"snoozes": (*others, *own)}

    def _assign(self, command: Command, _: Values) -> Values:
        return {"assignee": command.person}

    def _note(self, command: Command, _: Values) -> Values:
        return {"note": command.text}

    def _retitle(self, command: Command, item: Values) -> Values | str:
        return "already" if item["title"] == command.text else {"title": command.text}

    def _evidence(self, command: Command, item: Values) -> Values | str:
        if command.text == item["evidence"]:
            return "already"
        if command.text == DOUBTFUL:
            return "doubtful_evidence"
        is_kept = command.number == WANTS_EVIDENCE and item["state"] == "done" and item["evidence"]
        given = {"evidence": command.text, "evidence_by": command.by if command.text else ""}
        return "needs_evidence" if is_kept and not command.text else given


def next_working_day(day: date) -> date:
    """The day itself; on a weekend the Monday after it."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def add_working_days(day: date) -> date:
    """The deadline that counts from an event on that day."""
    for _ in range(WORKING_DAYS):
        day = next_working_day(day + timedelta(days=1))
    return day


def closed(state: str, command: Command, **values: str) -> Values:
    """The values of a closed item."""
    return {"state": state, "closed_by": command.by, "closed_at": command.at, **values}
