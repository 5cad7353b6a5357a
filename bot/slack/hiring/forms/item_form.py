"""The form of an item: owner, due date, status, evidence and note in one place, and what a person changed in it."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from bot.dates.mentions import find_dates
from bot.hiring import rules
from bot.hiring.access import Actor
from bot.hiring.evidence_check import is_missing_evidence
from bot.hiring.finalists import find_waiting_finalists
from bot.hiring.models import CLOSED, Checklist, Item, Search
from bot.hiring.rules import ItemRule, Refusal, RuleInput
from bot.hiring.service import ItemStep
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import Block, context, option, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.item_card import definition_blocks, status_lines
from bot.slack.hiring.views.refusals import Recipient, refusal_reason, to_plain_text
from bot.slack.hiring.views.wording import STATE_LABELS, numbered
from bot.slack.modals import (
    View,
    checkbox_input,
    choice_input,
    date_input,
    input_block,
    input_value,
    modal,
    person_input,
    text_input,
)
from bot.slack.text import fit_lines, truncate

CALLBACK = "hiring:item"
ERROR_FIELDS = {
    "needs_evidence": "evidence",
    "doubtful_evidence": "evidence",
    "needs_reason": "reason",
    "needs_owner_or_reason": "reason",
    "has_passed": "day",
    "search_paused": "day",
    "not_yours": "owner",
}
"""Reason of a refusal to the field below which it is shown."""
ONLY_THE_OWNER = "Only the search owner can close it anyway."
NOT_YOURS = "Only the owner can hand over a search. Once they've left, anyone in its channel can."
TICK_OVERRIDE = "You own the search: tick Override and give a reason to close it anyway."
EVIDENCE_REQUIRED = "A done item keeps some evidence. Reopen it to remove all of it."
MAX_ERROR = 300
NEEDS_REASON = "Only the search owner can close it without a reason. Give yours."
OWNER_ONLY_TEXTS = {
    "not_the_owner": ONLY_THE_OWNER,
    "not_yours": NOT_YOURS,
    "needs_owner_or_reason": NEEDS_REASON,
}
"""Texts for refusals that would name the owner: an error in a form can't show a mention."""
TICK_CONFIRMED = "If it is evidence all the same, tick Confirm evidence."
OVERRIDE = "override"
CONFIRM = "confirm"
FIELDS = ("state", "person", "day", "evidence", "note", "reason")


class ItemFormValues(NamedTuple):
    """The values of the fields of the form; the due date as `2026-12-01`, anything not set as an empty text."""

    state: str
    person: str
    day: str
    evidence: str
    note: str
    reason: str
    override: bool = False
    confirm: bool = False


class ItemForm(NamedTuple):
    """What the form carries: the search, the number of the item, and the values its fields had when it was opened."""

    search: str
    number: int
    original: ItemFormValues

    def encoded(self) -> str:
        """The form as one line of JSON, for `read_form`.

        Texts are replaced by digests, because Slack limits what a modal carries to 3,000 characters.
        """
        return json.dumps([self.search, self.number, _with_digests(self.original)])


def read_form(view: View) -> ItemForm:
    """The form that a submitted modal carries. Raises ValueError if it is not in this format."""
    search, number, original = json.loads(view["private_metadata"])
    return ItemForm(str(search), int(number), ItemFormValues(*original))


def item_modal(checklist: Checklist, item: Item, base: KnowledgeBase, user: str, today: date) -> View:
    """The form of an item for this person; if the search is closed, the state of the item instead of fields."""
    about = [section(numbered(item)), *definition_blocks(item, checklist.search, base)]
    if not checklist.search.is_open:
        return modal(CALLBACK, f"Item {item.number}", [*about, *_status_blocks(checklist, item, today)])
    form = ItemForm(checklist.search.id, item.number, _values_of(item))
    fields = [
        *_prerequisites(checklist, item),
        *_fields(item),
        *_confirm_field(item),
        *_override_field(checklist, item, user),
    ]
    return modal(CALLBACK, f"Item {item.number}", [*about, *fields], submit="Save", metadata=form.encoded())


def _status_blocks(checklist: Checklist, item: Item, today: date) -> Iterator[Block]:
    yield section(fit_lines(list(status_lines(checklist, item, today)), MAX_SECTION))
    yield context("This search is closed. Reopen it to make changes.")


def build_steps(form: ItemForm, view: View, actor: Actor, today: date) -> list[ItemStep]:
    """A step for everything the person changed since the form was opened; what others changed meanwhile is kept.

    Evidence is set before the item is closed, and removed after it is reopened, so that the rules allow it.
    """
    now = _read_values(view)
    pairs = zip(ItemFormValues._fields, _with_digests(now), form.original, strict=True)
    changed = {name for name, new, old in pairs if new != old}
    day = date.fromisoformat(now.day) if now.day else None
    fields, states = list(_field_changes(now, changed)), list(_state_changes(now, form.original.state, changed))
    changes = [*states, *fields] if form.original.state == "done" else [*fields, *states]
    given = RuleInput(
        actor.user, actor.at, "", now.person, day, today=today, find_dates=find_dates, is_confirmed=now.confirm
    )
    return [(rule, form.number, given._replace(text=text)) for rule, text in changes]


def field_errors(refusals: Iterable[Refusal], search: Search, user: str, other_field: str = "state") -> dict[str, str]:
    """Field to why it was refused, in plain text, as Slack shows it below the field to this person.

    A refusal that isn't about one field is shown below `other_field`.
    """
    return {ERROR_FIELDS.get(each.reason, other_field): _error_text(each, search, user) for each in refusals}


def _error_text(refusal: Refusal, search: Search, user: str) -> str:
    """Why it was refused and, if something is missing, how to go on."""
    if refusal.reason in OWNER_ONLY_TEXTS:
        return OWNER_ONLY_TEXTS[refusal.reason]
    is_missing_something = refusal.reason in ("needs_first", "needs_finalists", "needs_evidence", "doubtful_evidence")
    tail = _remedy(refusal, search, user) if is_missing_something else ""
    return f"{truncate(to_plain_text(refusal_reason(refusal, search, Recipient(user))), MAX_ERROR)} {tail}".strip()


def _remedy(refusal: Refusal, search: Search, user: str) -> str:
    if refusal.reason == "doubtful_evidence":
        return TICK_CONFIRMED
    if refusal.problem and refusal.problem.missing:
        return ""
    if refusal.item and refusal.item.state == "done":
        return EVIDENCE_REQUIRED
    return TICK_OVERRIDE if user == search.owner else ONLY_THE_OWNER


def _field_changes(now: ItemFormValues, changed: set[str]) -> Iterator[tuple[ItemRule, str]]:
    """The rules, with their text, for fields that don't depend on the state."""
    if "person" in changed:
        yield rules.assign, ""
    if "day" in changed:
        yield rules.set_due, ""
    if "note" in changed:
        yield rules.set_note, now.note
    # Closing an item sets the evidence as well, unless it is an override, whose text is the reason.
    if "evidence" in changed and not ("state" in changed and now.state == "done" and not now.override):
        yield rules.set_evidence, now.evidence


def _state_changes(now: ItemFormValues, before: str, changed: set[str]) -> Iterator[tuple[ItemRule, str]]:
    """The rules, with their text, that lead from the state before to the one chosen."""
    if "state" not in changed:
        if now.state == "blocked" and "reason" in changed:
            yield rules.block, now.reason
    elif now.state == "done":
        closing = rules.accept if now.confirm else rules.complete
        yield (rules.override, now.reason) if now.override else (closing, now.evidence)
    elif now.state in ("skipped", "blocked"):
        # A closed item can't be blocked, but skipping one that is done is allowed.
        if before in CLOSED and now.state == "blocked":
            yield rules.reopen, ""
        yield (rules.skip if now.state == "skipped" else rules.block), now.reason
    else:
        if before != "open":
            yield rules.reopen, ""
        if now.state == "started":
            yield rules.start, ""


def _read_values(view: View) -> ItemFormValues:
    state, person, day, evidence, note, reason = (str(input_value(view, name) or "").strip() for name in FIELDS)
    override, confirm = bool(input_value(view, OVERRIDE)), bool(input_value(view, CONFIRM))
    return ItemFormValues(state, person, day, evidence, note, reason, override, confirm)


def _values_of(item: Item) -> ItemFormValues:
    # Stripped like the submitted values, so that spaces around a text do not count as a change.
    day = item.due.isoformat() if item.due else ""
    return ItemFormValues(item.state, item.assignee, day, item.evidence.strip(), item.note.strip(), item.reason.strip())


def _with_digests(values: ItemFormValues) -> ItemFormValues:
    """The values with digests in place of texts."""
    return values._replace(
        evidence=_digest(values.evidence),
        note=_digest(values.note),
        reason=_digest(values.reason),
        override=False,
        confirm=False,
    )


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest() if text else ""


def _prerequisites(checklist: Checklist, item: Item) -> Iterator[Block]:
    """What blocks the item, if anything."""
    if others := checklist.open_prerequisites(item):
        yield section(f":hourglass_flowing_sand: Blocked by {', '.join(map(numbered, others))}.")


def _fields(item: Item) -> list[Block]:
    states = [option(label.capitalize(), state) for state, label in STATE_LABELS.items()]
    evidence_hint = item.evidence_wanted or "What shows that it's done, such as a link"
    return [
        input_block("state", "Status", choice_input(states, item.state), optional=False),
        input_block("person", "Owner", person_input(item.assignee)),
        input_block("day", "Due", date_input(item.due)),
        input_block("evidence", "Evidence", text_input(item.evidence), hint=evidence_hint),
        input_block("note", "Note", text_input(item.note, multiline=True), hint="Don't name candidates."),
        input_block(
            "reason", "Reason", text_input(item.reason), hint="Required if it's blocked, overridden or not applicable."
        ),
    ]


def _confirm_field(item: Item) -> Iterator[Block]:
    """A checkbox for evidence that reads as if the item weren't done, for an item that asks for evidence."""
    if item.evidence_wanted and not item.is_closed:
        tick = option("It's done, even if the evidence reads otherwise", "yes")
        yield input_block(CONFIRM, "Confirm evidence", checkbox_input([tick]))


def _override_field(checklist: Checklist, item: Item, user: str) -> Iterator[Block]:
    """A checkbox to close the item despite what is missing, for the owner of the search."""
    is_waiting = find_waiting_finalists(checklist.search.finalists, item.key)
    is_held_up = checklist.open_prerequisites(item) or is_waiting or is_missing_evidence(item)
    if is_held_up and user == checklist.search.owner and not item.is_closed:
        tick = option("Close it anyway, for the reason above", "yes")
        yield input_block(OVERRIDE, "Override", checkbox_input([tick]))
