"""The forms of scorecards: what finalists are scored on, one interviewer's scores, and opening scores early."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from bot.hiring.finalist_steps import WITHDREW
from bot.hiring.finalists import MAX_FINALISTS
from bot.hiring.models import Search
from bot.hiring.scorecards import MAX_CRITERIA, MAX_PANEL, NOT_COVERED, OPEN_VERB, SCORE_VERB, Scorecard
from bot.hiring.scoring import ScoringSetup, name_of_finalist
from bot.hiring.service import ChangeResult
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import Block, context, divider, option, section
from bot.slack.hiring.views.scorecard_views import STEP_LABELS
from bot.slack.hiring.views.wording import plain_name
from bot.slack.modals import View, choice_input, input_block, input_value, modal, people_input, text_input
from bot.slack.text import escape

SETUP_CALLBACK, SCORE_CALLBACK, OPENING_CALLBACK = "hiring:scorecards", "hiring:score", "hiring:open-scores"
STEP_CALLBACK = "hiring:finalist"
FIRST_COUNT = 3
"""Finalists that are suggested; more can be added later."""
SCALE = (
    (4, "4: above the bar"),
    (3, "3: meets the bar"),
    (2, "2: below the bar"),
    (1, "1: far below the bar"),
    (NOT_COVERED, "I didn't cover it"),
)
MAX_QUESTIONS = 12
SEALED_UNTIL = (
    "Only you can read your scorecard until the scores of {name} open: once all interviewers have scored, or when the"
    " search owner opens them with a reason. Until then you can change it."
)


class FinalistForm(NamedTuple):
    """What a form about one finalist carries: the search, the letter, and a digest of the criteria that it lists."""

    search: str
    letter: str
    criteria: str = ""


def setup_modal(search: Search) -> View:
    """The form of the criteria, the interviewers and the number of finalists."""
    about = (
        f"Search: {escape(plain_name(search))}. Finalists have letters: A, B, C and so on. Each interviewer scores each"
        " finalist before seeing anyone else's scores."
    )
    counts = range(max(len(search.finalists), 1), MAX_FINALISTS + 1)
    count = str(len(search.finalists) or FIRST_COUNT)
    criteria = text_input("\n".join(search.criteria), multiline=True, placeholder="Forecast accuracy")
    fields = [
        input_block("criteria", "Criteria", criteria, hint=f"One on each line, up to {MAX_CRITERIA}.", optional=False),
        input_block("panel", "Interviewers", people_input(search.panel, MAX_PANEL), optional=False),
        input_block(
            "count",
            "Number of finalists",
            choice_input([option(str(each), str(each)) for each in counts], count),
            hint="You can add more later. Don't say here who a letter stands for.",
            optional=False,
        ),
    ]
    metadata = json.dumps([search.id])
    return modal(SETUP_CALLBACK, "Scorecards", [context(about), *fields], submit="Save", metadata=metadata)


def read_search_id(view: View) -> str:
    """The id of the search that the setup is about. Raises ValueError if it has none."""
    [search] = json.loads(view["private_metadata"])
    return str(search)


def read_setup(view: View) -> ScoringSetup:
    """The setup as it was submitted."""
    lines = str(input_value(view, "criteria") or "").splitlines()
    criteria = tuple(filter(None, (" ".join(line.split()) for line in lines)))
    return ScoringSetup(criteria, tuple(input_value(view, "panel") or ()), int(input_value(view, "count") or 0))


def score_modal(search: Search, letter: str, base: KnowledgeBase, own: Scorecard | None) -> View:
    """The scorecard of one interviewer for a finalist, with the questions of the interview kit below it."""
    form = FinalistForm(search.id, letter, _digest(search.criteria))
    remark = text_input(own.remark if own else "", multiline=True)
    blocks = [
        context(SEALED_UNTIL.format(name=name_of_finalist(letter))),
        *_score_fields(search.criteria, dict(own.scores) if own else {}),
        input_block(
            "remark", "What you saw and heard", remark, hint="Facts, in your own words. Don't name candidates."
        ),
        *_kit_blocks(search, base),
    ]
    title = f"Scorecard: finalist {letter}"
    return modal(SCORE_CALLBACK, title, blocks, submit="Submit", metadata=json.dumps(form))


def read_finalist_form(view: View) -> FinalistForm:
    """What the form carries. Raises ValueError or TypeError if it is not in this format."""
    return FinalistForm(*map(str, json.loads(view["private_metadata"])))


def read_scorecard(view: View, search: Search, by: str, at: datetime) -> Scorecard:
    """The scorecard as it was submitted; without scores, if the criteria have changed since the form was opened."""
    form = read_finalist_form(view)
    scores = tuple(
        (criterion, int(input_value(view, _field(place)) or 0)) for place, criterion in enumerate(search.criteria)
    )
    is_current = form.criteria == _digest(search.criteria)
    remark = str(input_value(view, "remark") or "").strip()
    return Scorecard(form.letter, by, at, scores if is_current else (), remark)


def submitted_modal(result: ChangeResult) -> View:
    """What someone sees who typed the command that opened their scorecard, once it is in."""
    whom = next(change.why for change in result.changes if change.verb == SCORE_VERB)
    is_open = any(change.verb == OPEN_VERB for change in result.changes)
    opened = " All scorecards are in, so the scores are open: `/hiring scorecards` shows them." if is_open else ""
    return modal("hiring:scored", "Scorecard", [section(f"Your scorecard for {whom} is in.{opened}")])


def opening_modal(search: Search, letter: str, missing: Sequence[str]) -> View:
    """The form in which the owner opens the scores of a finalist."""
    names = ", ".join(f"<@{user}>" for user in missing)
    about = f"Still missing: {names}. They can't score {name_of_finalist(letter)} any more once the scores are open."
    reason = input_block("reason", "Reason", text_input(), hint="It goes in the history.", optional=not missing)
    form = FinalistForm(search.id, letter)
    blocks = [*([section(about)] if missing else ()), reason]
    title = f"Open scores: {letter}"
    return modal(OPENING_CALLBACK, title, blocks, submit="Open scores", metadata=json.dumps(form))


def step_modal(search: Search, letter: str) -> View:
    """The form that records a step of a finalist, or that they are out of the search."""
    choices = [option(label, step) for step, label in (*STEP_LABELS.items(), (WITHDREW, "Out of the search"))]
    hint = "Such as a document and a date. If consent is refused, say so. Don't name candidates."
    fields = [
        input_block("step", "What to record", choice_input(choices), optional=False),
        input_block("text", "What shows it", text_input(), hint=hint, optional=False),
    ]
    metadata = json.dumps(FinalistForm(search.id, letter))
    return modal(STEP_CALLBACK, f"Finalist {letter}", fields, submit="Save", metadata=metadata)


def read_step(view: View) -> tuple[str, str]:
    """What is to be recorded, and what shows it."""
    return str(input_value(view, "step")), str(input_value(view, "text") or "").strip()


def read_reason(view: View) -> str:
    """The reason for opening the scores, empty if there is none."""
    return str(input_value(view, "reason") or "").strip()


def _score_fields(criteria: Sequence[str], own: dict[str, int]) -> Iterator[Block]:
    options = [option(label, str(score)) for score, label in SCALE]
    for place, criterion in enumerate(criteria):
        chosen = str(own.get(criterion, ""))
        yield input_block(_field(place), criterion, choice_input(options, chosen), optional=False)


def _kit_blocks(search: Search, base: KnowledgeBase) -> Iterator[Block]:
    """The questions for the role, each with what a good and a weak answer sound like."""
    role = base.roles.get(search.role)
    interview = role.topics.get("interview") if role else None
    if interview:
        yield divider()
        yield section("*Questions for this role*, and what the answers tell you")
        # A fact with a label is a question; the others are advice on how to plan the interviews.
        questions = [fact for fact in interview.facts if fact.label] or interview.facts
        for fact in questions[:MAX_QUESTIONS]:
            yield context(f"*{escape(fact.label)}*\n{escape(fact.text)}" if fact.label else escape(fact.text))


def _field(place: int) -> str:
    return f"score:{place}"


def _digest(criteria: Sequence[str]) -> str:
    return blake2b("\n".join(criteria).encode(), digest_size=8).hexdigest()
