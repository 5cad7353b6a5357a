"""The form that pauses, resumes or closes a search, with what closing it would leave undone."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from bot.hiring import search_rules
from bot.hiring.access import Actor
from bot.hiring.models import Checklist, SearchState
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import RuleInput
from bot.hiring.search_rules import SearchRule, SearchUpdate
from bot.slack.blocks import Block, option, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.closing import closing_lines
from bot.slack.hiring.views.legal_notes import Cautions
from bot.slack.hiring.views.wording import OUTCOME_LABELS, name_of
from bot.slack.modals import View, choice_input, input_block, input_value, modal, text_input
from bot.slack.text import fit_lines

CALLBACK = "hiring:state"
REASON_HINT = "It goes in the history. Only the owner can close a search without one."
_LABELS = {
    "pause": "Pause: no reminders until it's resumed",
    "resume": "Resume, with all dates moved by the pause",
    "hired": "Hired",
    "cancelled": "Cancelled",
    "reopen-search": "Not hired after all: go back to the search",
}
_CHOICES: Mapping[SearchState, tuple[str, ...]] = {
    "open": ("pause", "hired", "cancelled"),
    "paused": ("resume", "hired", "cancelled"),
    "onboarding": ("reopen-search", "cancelled"),
}
"""What can be done with a search in each state in which it can be changed."""
_OUTCOMES = ("hired", "cancelled")
_RULES: Mapping[str, SearchRule] = {
    "pause": search_rules.pause,
    "resume": search_rules.resume,
    "hired": search_rules.close,
    "cancelled": search_rules.close,
    "reopen-search": search_rules.reopen_search,
}


def state_modal(checklist: Checklist, cautions: Cautions) -> View:
    """The form of a search that isn't closed."""
    search = checklist.search
    choices = [option(_LABELS[choice], choice) for choice in _CHOICES[search.state]]
    fields = [
        input_block("state", "What now?", choice_input(choices, kind="radio_buttons"), optional=False),
        input_block("reason", "Reason", text_input(), hint=REASON_HINT),
    ]
    about = section(f"*{name_of(search)}* is {OUTCOME_LABELS[search.state]}.")
    blocks = [about, *_consequences(checklist, cautions), *fields]
    return modal(CALLBACK, "Pause or close", blocks, submit="Save", metadata=json.dumps([search.id]))


def read_search_id(view: View) -> str:
    """The id of the search that the form is about. Raises ValueError if it has none."""
    [search] = json.loads(view["private_metadata"])
    return str(search)


def read_update(view: View, actor: Actor, today: date, schedule: ScheduleTemplate) -> SearchUpdate:
    """The change that the person chose. Raises KeyError if it is none of those offered."""
    choice, reason = str(input_value(view, "state")), str(input_value(view, "reason") or "").strip()
    given = RuleInput(actor.user, actor.at, reason, outcome=choice, schedule=schedule, today=today)
    return _RULES[choice](given)


def _consequences(checklist: Checklist, cautions: Cautions) -> Iterator[Block]:
    """What closing it would leave undone, for each outcome that it can have."""
    for outcome in (each for each in _CHOICES[checklist.search.state] if each in _OUTCOMES):
        if lines := list(closing_lines(checklist, outcome, cautions)):
            yield section(fit_lines([f"*{_LABELS[outcome]}*", *lines], MAX_SECTION))
