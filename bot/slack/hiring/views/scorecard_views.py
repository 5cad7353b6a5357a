"""What is shown about scorecards: who has scored whom and, once the scores are open, how far interviewers agree."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from bot.hiring.finalists import Finalist, FinalistStep, is_settled
from bot.hiring.models import Search
from bot.hiring.scorecards import WIDE, CriterionSpread, Scorecard, Submission, find_missing, find_spreads
from bot.hiring.scoring_reminders import ScoringProgress
from bot.slack.blocks import Block, Element, actions, button, context, header, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import format_user_text, mention, name_of, plain_name
from bot.slack.message import Message
from bot.slack.text import fit_lines, safe_mrkdwn

NOT_SET_UP = (
    "There are no scorecards in *{name}* yet. Agree the criteria, the interviewers and how many finalists there are."
    " Each interviewer then scores each finalist before seeing anyone else's scores."
)
NOT_INTERVIEWER = "You aren't an interviewer in *{name}*, and only people in its channel can see its scorecards."
STEP_LABELS: Mapping[FinalistStep, str] = {
    "consent": "Consent to references",
    "references": "References",
    "check": "Background check",
}
NO_CANDIDATES = "Finalists have letters. Don't name candidates here, or say who a letter stands for."


class ScorecardsContent(NamedTuple):
    """What a person may see of the scorecards of a search.

    `submissions` say who has submitted, `cards` are those that the person may read. `can_read`: whether they may see
    the whole search; otherwise they see their own scorecards only.
    """

    search: Search
    submissions: Sequence[Submission]
    cards: Sequence[Scorecard]
    user: str
    can_read: bool


def scorecards_message(content: ScorecardsContent, letter: str = "") -> Message:
    """The finalists, or one of them, with who has scored them or what they got, and buttons for the next step."""
    search = content.search
    if not content.can_read and content.user not in search.panel:
        return Message(NOT_INTERVIEWER.format(name=name_of(search)))
    if not search.criteria:
        text = NOT_SET_UP.format(name=name_of(search))
        set_up = button("Set up scorecards", "search:set-up", search.id, "primary")
        return Message(text, [section(text), actions([set_up])])
    shown = [each for each in search.finalists if letter in ("", each.letter)]
    if not shown:
        letters = ", ".join(each.letter for each in search.finalists)
        return Message(f"There's no finalist {letter}. The finalists are {letters}.")
    parts = [part for finalist in shown for part in _finalist_blocks(content, finalist)]
    lines = [*_setup_lines(content), *(line for finalist in shown for line in _finalist_lines(content, finalist))]
    foot = [actions([button("Change setup", "search:set-up", search.id)])] if content.can_read else []
    title = header(f"Scorecards: {plain_name(search)}")
    about = [section(fit_lines(list(_setup_lines(content)), MAX_SECTION))]
    return Message(fit_lines(lines, MAX_SECTION), [title, *about, *parts, context(NO_CANDIDATES), *foot])


def missing_words(missing: Sequence[str]) -> str:
    """Who hasn't scored yet; empty if everyone has."""
    return f"Still to score: {', '.join(map(mention, missing))}." if missing else ""


def scoring_lines(progress: Sequence[ScoringProgress]) -> Iterator[str]:
    """For each finalist whose scores are sealed, how many scorecards are in and who is missing; no score."""
    for each in progress:
        counts = f"{each.submitted} of {each.total} scorecards are in"
        yield f"*Finalist {each.letter}*: {counts}. {missing_words(each.missing)}"


def _setup_lines(content: ScorecardsContent) -> Iterator[str]:
    search = content.search
    yield f"*Criteria*: {' · '.join(safe_mrkdwn(each) for each in search.criteria)}"
    if content.can_read:
        yield f"*Interviewers*: {', '.join(map(mention, search.panel))}"


def _finalist_blocks(content: ScorecardsContent, finalist: Finalist) -> Iterator[Block]:
    yield section(fit_lines(list(_finalist_lines(content, finalist)), MAX_SECTION))
    if buttons := list(_buttons(content, finalist)):
        yield actions(buttons)


def _finalist_lines(content: ScorecardsContent, finalist: Finalist) -> Iterator[str]:
    """How far the scoring of the finalist is, or what came out of it."""
    name = f"Finalist {finalist.letter}"
    cards = [card for card in content.cards if card.letter == finalist.letter]
    if finalist.is_open and content.can_read:
        yield f"*{name}*: scores are open, from {_interviewers(len(cards))}"
        yield from _debrief_lines(content.search, cards)
        yield from _step_lines(finalist)
        return
    missing = find_missing(content.search, finalist.letter, content.submissions)
    total = len(content.search.panel)
    status = f"{total - len(missing)} of {total} scorecards are in. {missing_words(missing)}".strip()
    own = any(card.by == content.user for card in cards)
    if not content.can_read:
        status = "your scorecard is in." if own else "your scorecard isn't in yet."
    state = "scores are open" if finalist.is_open else "sealed"
    yield f"*{name}*: {state}. {status[0].upper()}{status[1:]}"
    if content.can_read:
        yield from _step_lines(finalist)


def _step_lines(finalist: Finalist) -> Iterator[str]:
    """What is recorded about the finalist, each step on a line, and why they are out."""
    if not finalist.is_active:
        yield f"• out: {safe_mrkdwn(finalist.withdrawn)}"
    for record in finalist.steps:
        label = STEP_LABELS[record.step] if record.outcome == "yes" else "No consent"
        yield f"• {label}: {format_user_text(record.evidence)} (recorded by {mention(record.by)})"
    if missing := [label.lower() for step, label in STEP_LABELS.items() if not is_settled(finalist, step)]:
        yield f"• Not recorded: {', '.join(missing)}"


def _debrief_lines(search: Search, cards: Sequence[Scorecard]) -> Iterator[str]:
    """The scores by criterion, the widest spread first, then what each interviewer saw and heard."""
    spreads = find_spreads(search.criteria, cards)
    wide = [each for each in spreads if each.spread >= WIDE]
    if wide:
        yield f"Talk first about {' and '.join(safe_mrkdwn(each.criterion) for each in wide)}."
    yield from map(_spread_line, spreads)
    yield from (f"{mention(card.by)}: {format_user_text(card.remark)}" for card in cards if card.remark)


def _spread_line(found: CriterionSpread) -> str:
    """`Forecast accuracy: 1 to 4, mean 2.7 (1 by @ana, 3 by @ben, 4 by @eve)`."""
    name = f"• *{safe_mrkdwn(found.criterion)}*"
    if not found.scores:
        return f"{name}: not covered by any interviewer"
    lowest, highest = found.scores[0][1], found.scores[-1][1]
    scores = f"{lowest} to {highest}" if found.spread else f"all {lowest}"
    by_score = groupby(found.scores, key=lambda scored: scored[1])
    given = ", ".join(f"{score} by {' and '.join(mention(by) for by, _ in group)}" for score, group in by_score)
    return f"{name}: {scores}, mean {found.mean:.1f} ({given})"


def _buttons(content: ScorecardsContent, finalist: Finalist) -> Iterator[Element]:
    search, key = content.search, f"{content.search.id}:0:{finalist.letter}"
    if not finalist.is_active or not search.is_open:
        return
    if content.can_read:
        yield button(f"Update finalist {finalist.letter}", f"search:step:{finalist.letter}", key)
    if finalist.is_open:
        return
    submitted = any(each == Submission(finalist.letter, content.user) for each in content.submissions)
    if content.user in search.panel:
        label = f"Change my scores: {finalist.letter}" if submitted else f"Score {finalist.letter}"
        yield button(label, f"search:score:{finalist.letter}", key)
    if content.user == search.owner and any(each.letter == finalist.letter for each in content.submissions):
        yield button(f"Open scores: {finalist.letter}", f"search:open-scores:{finalist.letter}", key)


def _interviewers(count: int) -> str:
    return f"{count} interviewer" if count == 1 else f"{count} interviewers"
