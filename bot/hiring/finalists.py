"""Finalists of a search. They are identified by letters, because no candidate is ever named."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any, Literal, NamedTuple

FinalistStep = Literal["consent", "references", "check"]
"""What is recorded for each finalist: consent to references, the references, and the background check."""
StepOutcome = Literal["yes", "no"]
"""Whether it was given or done; only consent can be refused."""
MAX_FINALISTS = 8
DECISION_KEY = "decision"
"""The key of the item that waits for the scores of all finalists."""
STEP_OF_ITEM: Mapping[str, FinalistStep] = {
    "reference_consent": "consent",
    "formal_references": "references",
    "background_check": "check",
}
"""Key of an item to the step that has to be recorded for every finalist before the item can be closed."""


class StepRecord(NamedTuple):
    """What was recorded about one step for one finalist, what shows it, and who recorded it."""

    step: FinalistStep
    outcome: StepOutcome
    evidence: str
    by: str


class Finalist(NamedTuple):
    """One finalist.

    - `letter`: A, B, C and so on; never used again for another person.
    - `withdrawn`: why they are out of the search; empty as long as they are in it.
    - `is_open`: whether their scorecards can be read. Once open, they stay open.
    - `steps`: what was recorded about consent, references and the background check.
    """

    letter: str
    withdrawn: str = ""
    is_open: bool = False
    steps: tuple[StepRecord, ...] = ()

    @property
    def is_active(self) -> bool:
        """Whether they are still in the search."""
        return not self.withdrawn

    def record_of(self, step: FinalistStep) -> StepRecord | None:
        """What was recorded about the step; None if nothing was."""
        return next((each for each in self.steps if each.step == step), None)


def decode_finalist(parts: Sequence[Any]) -> Finalist:
    """The finalist from a JSON list of its fields."""
    letter, withdrawn, is_open, steps = parts
    return Finalist(letter, withdrawn, is_open, tuple(StepRecord(*each) for each in steps))


def find_finalist(finalists: Iterable[Finalist], letter: str) -> Finalist | None:
    """The finalist with this letter, in either case; None if there is none."""
    return next((each for each in finalists if each.letter == letter.upper()), None)


def replace_finalist(finalists: Iterable[Finalist], changed: Finalist) -> tuple[Finalist, ...]:
    """The finalists with the one of this letter changed."""
    return tuple(changed if each.letter == changed.letter else each for each in finalists)


def add_finalists(finalists: Sequence[Finalist], count: int) -> tuple[Finalist, ...]:
    """The finalists, with further ones until there are `count`, those who are out included.

    >>> [each.letter for each in add_finalists((Finalist("A"),), 3)]
    ['A', 'B', 'C']
    """
    return (*finalists, *map(Finalist, ascii_uppercase[len(finalists) : count]))


def find_waiting_finalists(finalists: Iterable[Finalist], key: str) -> tuple[str, ...]:
    """The letters of the finalists for whom the step of the item with this key isn't recorded yet.

    The decision waits until their scores are open. Finalists who are out don't count. Without consent, there are no
    references to wait for.
    """
    active = [each for each in finalists if each.is_active]
    if key == DECISION_KEY:
        return tuple(each.letter for each in active if not each.is_open)
    step = STEP_OF_ITEM.get(key)
    return tuple(each.letter for each in active if step and not is_settled(each, step))


def summarise_steps(finalists: Iterable[Finalist], key: str) -> str:
    """What was recorded for the item with this key, as its evidence; empty if nothing was.

    >>> consent = StepRecord("consent", "yes", "signed form in the ATS", "U1")
    >>> summarise_steps([Finalist("A", steps=(consent,)), Finalist("B")], "reference_consent")
    'A yes (signed form in the ATS)'
    """
    step = STEP_OF_ITEM.get(key)
    records = ((each.letter, each.record_of(step)) for each in finalists if step and each.is_active)
    return "; ".join(f"{letter} {record.outcome} ({record.evidence})" for letter, record in records if record)


def is_settled(finalist: Finalist, step: FinalistStep) -> bool:
    """Whether the step is recorded, or can't be: without consent, there are no references."""
    consent = finalist.record_of("consent")
    is_refused = step == "references" and consent is not None and consent.outcome == "no"
    return is_refused or finalist.record_of(step) is not None
