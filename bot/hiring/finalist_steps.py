"""The use case of what is recorded about a finalist: consent, references, the background check, and being out."""

from datetime import date

from bot.hiring.access import Actor
from bot.hiring.evidence_check import find_doubt, is_substantive
from bot.hiring.finalists import Finalist, FinalistStep, StepOutcome, StepRecord, find_finalist, replace_finalist
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist
from bot.hiring.rules import RuleInput
from bot.hiring.scorecards import ScoringError
from bot.hiring.scoring import name_of_finalist, require_open_search
from bot.hiring.service import ChangeResult, record_changes
from bot.hiring.unit_of_work import SearchUnitOfWork

FINALIST_VERB = "finalist"
WITHDREW = "withdrew"
"""What is recorded about a finalist who is out of the search."""
STEPS: tuple[FinalistStep, ...] = ("consent", "references", "check")
REFUSALS = (
    *("refused", "refuses", "refusal", "refusing", "declined", "declines", "no consent"),
    *("rejected", "rejects", "objected", "objects"),
)
"""Words that say that a finalist doesn't consent, which is an answer too."""


def record_step(  # noqa: PLR0913, PLR0917  what is recorded about whom, and who says so
    uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, letter: str, step: str, given: RuleInput
) -> ChangeResult:
    """Record a step of a finalist with what shows it, or that they are out. Raises ScoringError."""
    require_open_search(checklist)
    search, finalist = checklist.search, _find_active(checklist, letter)
    changed, said = _withdraw(finalist, given.text) if step == WITHDREW else _with_step(finalist, step, given)
    fields = (("finalists", search.finalists, replace_finalist(search.finalists, changed)),)
    change = Change(SEARCH_NUMBER, FINALIST_VERB, fields, f"{name_of_finalist(finalist.letter)}, {said}")
    entry = record_changes(uow, actor, search, [change])
    return ChangeResult(checklist, checklist.with_changes([change]), entry)


def _find_active(checklist: Checklist, letter: str) -> Finalist:
    finalists = checklist.search.finalists
    if not finalists:
        raise ScoringError("There are no finalists in this search yet.", "/hiring scorecards sets them up.")
    finalist = find_finalist(finalists, letter)
    if finalist is None:
        raise ScoringError(
            f"There's no finalist {letter}.", f"The finalists are {', '.join(f.letter for f in finalists)}."
        )
    if not finalist.is_active:
        raise ScoringError(f"Finalist {finalist.letter} is out of the search: {finalist.withdrawn}.")
    return finalist


def _withdraw(finalist: Finalist, reason: str) -> tuple[Finalist, str]:
    said = f"{WITHDREW} ({reason})" if reason else WITHDREW
    return finalist._replace(withdrawn=reason or WITHDREW), said


def _with_step(finalist: Finalist, step: str, given: RuleInput) -> tuple[Finalist, str]:
    """The finalist with the step recorded, and what that says. Raises ScoringError."""
    known = next((each for each in STEPS if each == step), None)
    if known is None:
        raise ScoringError("What should I record about the finalist?", "Type consent, references, check or withdrew.")
    outcome = _outcome(finalist, known, given)
    record = StepRecord(known, outcome, given.text, given.by)
    others = tuple(each for each in finalist.steps if each.step != known)
    said = "no consent" if outcome == "no" else "background check" if known == "check" else known
    return finalist._replace(steps=(*others, record)), f"{said} ({given.text})"


def _outcome(finalist: Finalist, step: FinalistStep, given: RuleInput) -> StepOutcome:
    """Whether the text shows the step, or a refusal of consent. Raises ScoringError if it shows neither."""
    letter, text = finalist.letter, given.text
    if not is_substantive(text):
        raise ScoringError(
            "Add what shows it, such as a document or a date.",
            f"For example: /hiring finalist {letter} {step} on 2 March",
        )
    doubt = find_doubt(text)
    if step == "consent" and doubt in REFUSALS:
        return "no"
    if doubt:
        raise ScoringError(f"That says “{doubt}”, so nothing is recorded.", "Record it once it's done.")
    if ahead := _find_future_date(given):
        raise ScoringError(f"{ahead:%d %B %Y} is in the future, so nothing is recorded.", "Record it once it's done.")
    if step == "references":
        _require_consent(finalist)
    return "yes"


def _require_consent(finalist: Finalist) -> None:
    consent = finalist.record_of("consent")
    if consent is None or consent.outcome == "no":
        raise ScoringError(
            f"Finalist {finalist.letter} hasn't consented to references.",
            f"Record the consent first: /hiring finalist {finalist.letter} consent signed form in the ATS",
        )


def _find_future_date(given: RuleInput) -> date | None:
    today = given.today
    return min((day for day in given.find_dates(given.text, today) if day > today), default=None) if today else None
