"""An item as a form: person, day, state, evidence and note in one place, and what of it somebody changed."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from bot.hiring.access import Asker
from bot.hiring.gates import lacks_evidence, waiting_for
from bot.hiring.models import CLOSED, Checklist, Item, Search
from bot.hiring.rules import Deed, Refusal
from bot.hiring.service import Step
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import Block, context, option, section
from bot.slack.cards.evidence import SECTION
from bot.slack.hiring.item_card import explanation, how_it_stands
from bot.slack.hiring.refusals import Hearer, in_plain, why
from bot.slack.hiring.wording import STATES, numbered
from bot.slack.text import clip, fit
from bot.slack.views import (
    View,
    choice_input,
    day_input,
    entered,
    field,
    modal,
    person_input,
    text_input,
    tick_input,
)

CALLBACK = "hiring:item"
REFUSED_AT = {"needs_evidence": "evidence", "needs_reason": "reason", "has_passed": "day", "not_yours": "owner"}
"""The field at which a refusal is shown; the state for all others."""
ONLY_THE_OWNER = "Only the owner of the search may close it all the same."
NOT_YOURS = "Only the owner hands a search on, or whoever is in its channel once the owner has left."
TICK = "You own the search: tick Override and give a reason to close it all the same."
STAYS = "It is done, so some has to stay; reopen it to take all away."
LONGEST_ERROR = 300
ALONE = {"not_the_owner": ONLY_THE_OWNER, "not_yours": NOT_YOURS}
"""What is for one person alone, told without their name, which a form cannot show."""
OVERRIDE = "override"
FIELDS = ("state", "person", "day", "evidence", "note", "reason")


class Answers(NamedTuple):
    """What stands in the fields of the form; the day as `2026-12-01`, nothing as an empty text."""

    state: str
    person: str
    day: str
    evidence: str
    note: str
    reason: str
    override: bool = False


class Form(NamedTuple):
    """What the form carries: which item of which search, and how its fields stood when it was opened."""

    search: str
    number: int
    was: Answers

    def encoded(self) -> str:
        """One line that `form_of` turns back; long texts are carried as digests."""
        return json.dumps([self.search, self.number, _marked(self.was)])


def form_of(view: View) -> Form:
    """The form behind a submitted modal. Raises ValueError where it is none of ours."""
    search, number, was = json.loads(view["private_metadata"])
    return Form(str(search), int(number), Answers(*was))


def item_modal(checklist: Checklist, item: Item, base: KnowledgeBase, user: str, today: date) -> View:
    """The form of an item, for this person; where the search is over, what became of the item."""
    about = [section(numbered(item)), *explanation(item, base)]
    if not checklist.search.is_open:
        return modal(CALLBACK, f"Item {item.number}", [*about, *_stands(checklist, item, today)])
    form = Form(checklist.search.id, item.number, _standing(item))
    fields = [*_held_up(checklist, item), *_fields(item), *_override(checklist, item, user)]
    return modal(CALLBACK, f"Item {item.number}", [*about, *fields], submit="Save", metadata=form.encoded())


def _stands(checklist: Checklist, item: Item, today: date) -> Iterator[Block]:
    yield section(fit(list(how_it_stands(checklist, item, today)), SECTION))
    yield context("The search is closed, so nothing of it can be changed.")


def steps(form: Form, view: View, asker: Asker) -> list[Step]:
    """What the person changed since the form was opened, as steps; what others changed meanwhile stays.

    Evidence goes in before an item is closed, and is taken out after it was opened again.
    """
    now = _answers(view)
    told = _marked(now)
    changed = {name for name, new, old in zip(Answers._fields, told, form.was, strict=True) if new != old}
    day = date.fromisoformat(now.day) if now.day else None
    simple, turns = list(_simple(now, changed)), list(_turns(now, form.was.state, changed))
    verbs = [*turns, *simple] if form.was.state == "done" else [*simple, *turns]
    return [(verb, form.number, Deed(asker.user, asker.at, text, now.person, day)) for verb, text in verbs]


def errors(refusals: Iterable[Refusal], search: Search, user: str) -> dict[str, str]:
    """Field to why it was refused, in plain text, as Slack shows it below the field to this person."""
    return {REFUSED_AT.get(each.reason, "state"): _said(each, search, user) for each in refusals}


def _said(refusal: Refusal, search: Search, user: str) -> str:
    if refusal.reason in ALONE:
        return ALONE[refusal.reason]
    held = refusal.reason in ("needs_first", "needs_evidence")
    closed = refusal.item is not None and refusal.item.state == "done"
    tail = "" if not held else STAYS if closed else TICK if user == search.owner else ONLY_THE_OWNER
    return f"{clip(in_plain(why(refusal, search, Hearer(user))), LONGEST_ERROR)} {tail}".strip()


def _simple(now: Answers, changed: set[str]) -> Iterator[tuple[str, str]]:
    """What is set without regard to the state."""
    if "person" in changed:
        yield "assign", ""
    if "day" in changed:
        yield "due", ""
    if "note" in changed:
        yield "note", now.note
    if "evidence" in changed and not ("state" in changed and now.state == "done" and not now.override):
        yield "evidence", now.evidence


def _turns(now: Answers, before: str, changed: set[str]) -> Iterator[tuple[str, str]]:
    """The way from the state before to the one chosen."""
    if "state" not in changed:
        if now.state == "blocked" and "reason" in changed:
            yield "block", now.reason
    elif now.state == "done":
        yield ("override", now.reason) if now.override else ("done", now.evidence)
    elif now.state in ("skipped", "blocked"):
        if before in CLOSED and now.state == "blocked":
            yield "reopen", ""
        yield ("skip" if now.state == "skipped" else "block"), now.reason
    else:
        if before != "open":
            yield "reopen", ""
        if now.state == "started":
            yield "start-item", ""


def _answers(view: View) -> Answers:
    state, person, day, evidence, note, reason = (str(entered(view, name) or "").strip() for name in FIELDS)
    return Answers(state, person, day, evidence, note, reason, override=bool(entered(view, OVERRIDE)))


def _standing(item: Item) -> Answers:
    day = item.due.isoformat() if item.due else ""
    return Answers(item.state, item.assignee, day, item.evidence.strip(), item.note.strip(), item.reason.strip())


def _marked(answers: Answers) -> Answers:
    """The same with digests in place of long texts."""
    return answers._replace(
        evidence=_digest(answers.evidence), note=_digest(answers.note), reason=_digest(answers.reason), override=False
    )


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest() if text else ""


def _held_up(checklist: Checklist, item: Item) -> Iterator[Block]:
    if others := waiting_for(checklist, item):
        yield section(f":hourglass_flowing_sand: Waits for {', '.join(map(numbered, others))}.")


def _fields(item: Item) -> list[Block]:
    states = [option(words.capitalize(), state) for state, words in STATES.items()]
    wanted = item.evidence_wanted or "A note or link that shows it, if there is one"
    return [
        field("state", "State", choice_input(states, item.state), optional=False),
        field("person", "Person", person_input(item.assignee)),
        field("day", "Due", day_input(item.due)),
        field("evidence", "Evidence", text_input(item.evidence), hint=wanted),
        field("note", "Note", text_input(item.note, lines=True), hint="Never the name of a candidate."),
        field("reason", "Reason", text_input(item.reason), hint="Where it is blocked, overridden, or does not apply."),
    ]


def _override(checklist: Checklist, item: Item, user: str) -> Iterator[Block]:
    """For the owner of the search: leave to close what is held up."""
    held = waiting_for(checklist, item) or lacks_evidence(item)
    if held and user == checklist.search.owner and not item.closed:
        tick = option("Close it although something is missing, for the reason above", "yes")
        yield field(OVERRIDE, "Override", tick_input([tick]))
