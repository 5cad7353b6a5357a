"""Runs lines as people type them through the real parser and rules, and says how the search has changed.

The state is a search with twenty items without blockers, so that what a line says decides alone. Each row of
`tests/data/command_lines.jsonl` has a line, where and in which voice it is typed, and the changes that it asks for:
`["done", 3]`, `["assign", 3, "@hr"]`, `["due", 3, "2026-12-04"]`. Without any, nothing may change.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.commands.free_text import ME, NOBODY
from bot.commands.instructions import read_instructions
from bot.commands.item_names import ItemNames
from bot.commands.second_reading import read_with_items
from bot.dates.mentions import find_dates
from bot.dates.problems import DateProblem
from bot.dates.reader import read_date
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, Item, Search
from bot.hiring.rules import Refusal, RuleInput, assign, set_due
from bot.slack.hiring.views.command_text import suggested_commands
from bot.understanding.lexicon import lexicon_of
from samples.understanding import base

TABLE = Path(__file__).parent.parent / "data" / "command_lines.jsonl"
STRANGERS_TABLE = TABLE.with_name("strangers_command_lines.jsonl")
"""Lines by people who didn't know which commands there are, in more languages than Rolecall speaks."""
TODAY = date(2026, 11, 30)
"""A Monday."""
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
WRITER, EARLIER = "UME", "UEARLIER"
PEOPLE = {name: f"U{name.upper()}" for name in ("maria", "sam", "hr", "tom", "priya")}
TITLES = (
    "Agree the scorecard",
    "Agree the budget",
    "Choose the search firm",
    "Write the job description",
    "Agree the pay range",
    "Choose the interview panel",
    "Long list",
    "Short list",
    "First interviews",
    "Final interviews",
    "Meeting with the chair",
    "Reference checks",
    "Criminal record check",
    "Board approval",
    "Offer letter",
    "Signed contract",
    "Welcome lunch",
    "Desk and first week",
    "Laptop",
    "First review",
)
NAMES = ItemNames(enumerate(TITLES, 1))
STATES = ("open", "done", "blocked", "skipped")
Effects = Mapping[tuple[int, str], Any]
"""Number of an item (0: the search) and what changed of it, to the new value."""
Verdict = Literal["carried out", "offered", "asked", "refused", "wrong", "unchanged", "not offered here"]
_ADDRESS = re.compile(r"\s*(?:/hiring\b|hiring\b[:,]?|@?rolecall\b[:,]?)\s*(?:/?hiring\b)?\s*", re.IGNORECASE)
_DERIVED = ("closed_by", "closed_at", "targeted", "evidence_by", "paused_on")
_OTHER_NAMES = {"firstday": "target", "handover": "owner", "remove": "skip", "unassign": "assign"}
_PEOPLE_FIELDS = {"assign": "assignee", "owner": "owner", "handover": "owner"}
_DATE_FIELDS = {"due": "due", "snooze": "snoozed", "firstday": "starts_on"}
_ASKING = frozenset(("no_reason", "no_person", "raw_name", "no_date", "which_reminders"))
"""Problems that ask for the one thing that is missing."""
_ROLES = {"general counsel": "clo", "chief people officer": "chro"}


class Row(NamedTuple):
    """A line of the table."""

    line: str
    change: list[list[Any]]
    where: str = ""
    voice: str = ""


class Outcome(NamedTuple):
    """What became of a line, with what changed and what each of its buttons would change."""

    verdict: Verdict
    command: Command
    effects: Effects = MappingProxyType({})
    offers: tuple[Effects, ...] = ()


def rows(table: Path = TABLE) -> list[Row]:
    """The rows of a table."""
    lines = table.read_text(encoding="utf-8").splitlines()
    return [Row(each["line"], each["change"], each["where"], each["voice"]) for each in map(json.loads, lines)]


def judge(row: Row) -> Outcome:
    """Read the line, apply it to a search in which it makes sense, and compare."""
    command = read_with_items(as_sent(row.line), base(), NAMES)
    if not row.change:
        for state in STATES:
            before = checklist(state, assignee=EARLIER, due=date(2026, 12, 25))
            if effects := effects_of(command, before):
                return Outcome("wrong", command, effects)
        return Outcome("unchanged", command)
    before, expected = before_of(row), expected_of(row)
    effects = effects_of(command, before)
    if effects:
        return Outcome("carried out" if is_same(effects, expected) else "wrong", command, effects)
    if not can_be_done(row):
        return Outcome("not offered here", command)
    offers = tuple(effects_of(read_instructions(line, base()), before) for line in suggested_commands(command))
    if any(is_same(offer, expected) for offer in offers):
        return Outcome("offered", command, offers=offers)
    return Outcome("asked" if is_asking(command, row) else "refused", command, offers=offers)


def as_sent(line: str) -> str:
    """The line as Slack sends what follows `/hiring`: people that the workspace has are mentions."""
    line = _ADDRESS.sub("", line, count=1) if _ADDRESS.match(line) else line
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(
        r"@(\w+)", lambda found: f"<@{PEOPLE[found[1].lower()]}>" if found[1].lower() in PEOPLE else found[0], line
    )
    return re.sub(r"https?://[^\s()]+[^\s().,]", lambda found: f"<{found[0]}>", line)


def checklist(state: str = "open", **values: Any) -> Checklist:
    """The search, with all items in this state and with these values."""
    phases = (("brief", "Brief"), ("find", "Find"), ("offer", "Offer"))
    search = Search(
        "S1",
        "T1",
        "C1",
        "cfo",
        "cfo",
        "CFO",
        "CFO",
        WRITER,
        date(2027, 4, 1),
        targeted=True,
        created_at=NOW,
        phases=phases,
    )
    given: dict[str, Any] = {"state": state, "reason": "legal" if state == "blocked" else "", **values}
    items = tuple(Item(n, "", "find", title)._replace(**given) for n, title in enumerate(TITLES, 1))
    return Checklist(search, items)


def before_of(row: Row) -> Checklist:
    """A search in which the line has something to change: what it reopens is done, what it unblocks is blocked."""
    needed: dict[str, dict[str, Any]] = {
        "reopen": {"state": "done"},
        "unblock": {"state": "blocked", "reason": "legal"},
        "unassign": {"assignee": WRITER},
    }
    plain = checklist()
    values: dict[int, dict[str, Any]] = {}
    for verb, *arguments in row.change:
        if arguments and isinstance(number := arguments[0], int):
            cleared = (
                {"assign": {"assignee": WRITER}, "due": {"due": date(2026, 12, 8)}} if arguments[1:] == [None] else {}
            )
            values[number] = values.get(number, {}) | needed.get(verb, {}) | cleared.get(verb, {})
    paused = plain.search._replace(state="paused") if any(verb == "resume" for verb, *_ in row.change) else plain.search
    return Checklist(paused, tuple(item._replace(**values.get(item.number, {})) for item in plain.items))


def expected_of(row: Row) -> Effects:
    """The changes of a row as effects."""
    found: dict[tuple[int, str], Any] = {}
    for verb, *arguments in row.change:
        is_item = bool(arguments) and isinstance(arguments[0], int) and verb != "undo"
        number, *values = arguments if is_item else (SEARCH_NUMBER, *arguments)
        found |= {(number, field): value for field, value in _fields(verb, number, values).items()}
    return found


def _fields(verb: str, number: int, values: list[Any]) -> dict[str, Any]:
    """The fields that a change sets, of the item or of the search."""
    value = values[0] if values else ""
    set_by: dict[str, dict[str, Any]] = {
        "done": {"state": "done"},
        "block": {"state": "blocked", "reason": value},
        "skip": {"state": "skipped", "reason": value},
        "remove": {"state": "skipped", "reason": value},
        "reopen": {"state": "open"},
        "unblock": {"state": "open"},
        "unassign": {"assignee": ""},
        "rename": {"title" if number else "name": value},
        "close": {"state": value, "reason": values[1] if values[1:] else ""},
        "undo": {"undo": value or 1},
        "pause": {"state": "paused", "reason": value},
        "resume": {"state": "open"},
    }
    if verb in _PEOPLE_FIELDS:
        return {_PEOPLE_FIELDS[verb]: _person(value)}
    if verb in _DATE_FIELDS:
        return {_DATE_FIELDS[verb]: date.fromisoformat(value) if value else None}
    return set_by.get(verb, {verb: value})


def _person(name: str | None) -> str:
    return {None: "", "me": WRITER}.get(name, "") or PEOPLE.get((name or "").removeprefix("@"), "")


def can_be_done(row: Row) -> bool:
    """Whether this version has commands for what the line asks."""
    typed = {verb.name for verb in CATALOGUE.values() if verb.is_typed}
    return all(_OTHER_NAMES.get(verb, verb) in typed for verb, *_ in row.change)


def is_asking(command: Command, row: Row) -> bool:
    """Whether the line was understood but for one thing that is missing, and the answer asks for that."""
    verbs = {_OTHER_NAMES.get(verb, verb) for verb, *_ in row.change}
    numbers = {arguments[0] for _, *arguments in row.change if arguments}
    kind = command.problem.kind if command.problem else ""
    if command.verb == "close" and not kind:
        return verbs == {"close"}  # no search is closed before its owner has confirmed it
    return kind in _ASKING and command.verb in verbs and set(command.numbers) == numbers


def is_same(actual: Effects, expected: Effects) -> bool:
    """Whether these are the same changes. Texts may differ in punctuation; evidence may be more than is labelled."""
    given = {key: value for key, value in actual.items() if value or key in expected}
    given = {key: value for key, value in given.items() if key in expected or key[1] != "evidence"}
    wanted = {key: value for key, value in expected.items() if value or key in given or key[1] != "reason"}
    return given.keys() == wanted.keys() and all(_is_same_value(key[1], given[key], wanted[key]) for key in given)


def _is_same_value(field: str, actual: Any, expected: Any) -> bool:
    if field in ("reason", "note", "evidence", "title", "add"):
        one, other = _words(actual), _words(expected)
        return one == other or not other or (other in one and len(other) >= len(one) / 2)
    if field == "start":
        return bool(actual == (_ROLES.get(expected.casefold()) or _role(expected)))
    return bool(actual == expected)


def _role(title: str) -> str:
    return lexicon_of(base()).roles.longest(tuple(title.casefold().split()))[0].value[0]


def _words(text: Any) -> str:
    return " ".join(re.findall(r"\w+", str(text).casefold()))


def effects_of(command: Command, before: Checklist) -> Effects:
    """What the command, or each of several, changes. Nothing if it has a problem."""
    effects: dict[tuple[int, str], Any] = {}
    for part in command.parts or (command,):
        if part.problem is not None or part.verb not in CATALOGUE or (part.verb == "close" and not part.confirmed):
            return {}
        for change in _changes(part, before):
            before = before.with_changes([change]) if change.verb != "event" else before
            effects |= dict(_effect(change.number, name, new) for name, _, new in change.fields if name not in _DERIVED)
    return effects


def _effect(number: int, field: str, new: Any) -> tuple[tuple[int, str], Any]:
    """One change as it is labelled: of the reminders put off, the date of the writer."""
    if field != "snoozes":
        return (number, field), new
    day = dict(new).get(WRITER)
    return (number, "snoozed"), date.fromisoformat(day) if day else None


def _changes(command: Command, before: Checklist) -> Iterator[Change]:
    verb = CATALOGUE[command.verb]
    given = _input(command)
    if isinstance(given, DateProblem):
        return
    if verb.rule:
        rules = [verb.rule, *([set_due] if verb.rule is assign and command.when else [])]
        for rule in rules:
            yield from _applied(rule, command.numbers, before, given)
    elif verb.search_rule:
        old = before.search._asdict()
        update = verb.search_rule(given)
        changed = tuple((n, old[n], v) for n, v in update.values.items() if n in old and old[n] != v)
        yield Change(SEARCH_NUMBER, verb.name, changed)
    elif verb.name in _EVENTS:
        yield Change(SEARCH_NUMBER, "event", ((verb.name, None, _EVENTS[verb.name](command)),))


_EVENTS = {
    "add": lambda command: command.text,
    "start": lambda command: command.roles[0],
    "undo": lambda command: command.number or 1,
}
"""What a verb without a rule does, as it appears among the effects."""


def _applied(rule: Any, numbers: Iterable[int], before: Checklist, given: RuleInput) -> Iterator[Change]:
    for number in numbers:
        item = before.item(number)
        change = rule(before, item, given) if item else None
        if change and not isinstance(change, Refusal):
            yield change


def _input(command: Command) -> RuleInput | DateProblem:
    verb = CATALOGUE[command.verb]
    is_dated = verb.sets in ("due", "snoozed", "starts_on") or command.when
    found = read_date(command.when or "tomorrow", TODAY) if is_dated and command.when != "none" else None
    if isinstance(found, DateProblem):
        return found
    person = {ME: WRITER, NOBODY: ""}.get(command.person or "", command.person or "")
    outcome, enabled = command.outcome, command.enabled
    given = RuleInput(WRITER, NOW, command.text, person, found, outcome, enabled)
    # Evidence that names a date in the future is asked about. In the evidence of `done`, the lines were labelled before
    # dates counted.
    return given._replace(today=TODAY, find_dates=find_dates) if command.verb == "evidence" else given
