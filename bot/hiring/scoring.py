"""The use cases of scorecards: setting them up, submitting one, and opening the scores of a finalist.

No one can read the scorecard of another interviewer before the scores are open: the unit of work has no method for it.
"""

from typing import NamedTuple

from bot.hiring.access import Actor
from bot.hiring.finalists import MAX_FINALISTS, Finalist, add_finalists, find_finalist, replace_finalist
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, FieldChange
from bot.hiring.scorecards import (
    MAX_CRITERIA,
    MAX_CRITERION,
    MAX_PANEL,
    OPEN_VERB,
    SCORE_VERB,
    SET_UP_VERB,
    Scorecard,
    ScoringError,
    check_scores,
    find_missing,
)
from bot.hiring.service import ChangeResult, record_changes
from bot.hiring.unit_of_work import SearchUnitOfWork


class ScoringSetup(NamedTuple):
    """What finalists are scored on, by whom, and how many finalists there are, those who are out included."""

    criteria: tuple[str, ...]
    panel: tuple[str, ...]
    finalist_count: int


def set_up_scorecards(uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, setup: ScoringSetup) -> ChangeResult:
    """Agree the criteria, the interviewers and the number of finalists. Raises ScoringError.

    Once a scorecard is in, the criteria stay, and only the owner of the search changes the interviewers.
    """
    require_open_search(checklist)
    _check_setup(checklist, setup)
    search = checklist.search
    if uow.submissions(search):
        _check_later_setup(checklist, actor, setup)
    values = {
        "criteria": setup.criteria,
        "panel": setup.panel,
        "finalists": add_finalists(search.finalists, setup.finalist_count),
    }
    before = search._asdict()
    fields = tuple((name, before[name], value) for name, value in values.items() if before[name] != value)
    changes = (Change(SEARCH_NUMBER, SET_UP_VERB, fields),) if fields else ()
    entry = record_changes(uow, actor, search, changes)
    return ChangeResult(checklist, checklist.with_changes(changes), entry)


def submit_scorecard(uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, card: Scorecard) -> ChangeResult:
    """Submit a scorecard, or replace one's own. The last one opens the scores. Raises ScoringError."""
    search, finalist = checklist.search, find_sealed_finalist(checklist, card.letter)
    if actor.user not in search.panel:
        raise ScoringError("Only the interviewers score finalists.", "/hiring scorecards shows who they are.")
    check_scores(search, card)
    uow.save_scorecard(search, card, actor.request_id)
    changes = [Change(SEARCH_NUMBER, SCORE_VERB, (), name_of_finalist(finalist.letter))]
    if not find_missing(search, finalist.letter, uow.submissions(search)):
        changes.append(_open(uow, checklist, finalist, "all scorecards are in"))
    entry = record_changes(uow, actor, search, changes)
    return ChangeResult(checklist, checklist.with_changes(changes), entry)


def open_scores(
    uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, letter: str, reason: str = ""
) -> ChangeResult:
    """Open the scores of a finalist before all scorecards are in, which the owner does with a reason.

    An owner who is an interviewer submits their own scorecard first. Raises ScoringError.
    """
    search, finalist = checklist.search, find_sealed_finalist(checklist, letter)
    submissions = uow.submissions(search)
    missing = find_missing(search, finalist.letter, submissions)
    name = name_of_finalist(finalist.letter)
    if missing and actor.user != search.owner:
        raise ScoringError("Only the search owner can open scores before all scorecards are in.")
    if all(each.letter != finalist.letter for each in submissions):
        raise ScoringError(f"There's no scorecard for {name} yet, so there's nothing to open.")
    if actor.user in missing:
        raise ScoringError(
            f"Score {name} yourself before you see the scores of others.",
            f"/hiring score {finalist.letter} opens your scorecard.",
        )
    if missing and not reason:
        raise ScoringError(
            "Add a reason, because scorecards are missing. It goes in the history.",
            f"For example: /hiring open-scores {finalist.letter} the board meets today",
        )
    change = _open(uow, checklist, finalist, reason or "all scorecards are in")
    entry = record_changes(uow, actor, search, [change])
    return ChangeResult(checklist, checklist.with_changes([change]), entry)


def find_sealed_finalist(checklist: Checklist, letter: str) -> Finalist:
    """The finalist of an open search, whose scores aren't open. Raises ScoringError."""
    require_open_search(checklist)
    search = checklist.search
    if not search.criteria:
        raise ScoringError("Scorecards aren't set up for this search yet.", "/hiring scorecards sets them up.")
    finalist = find_finalist(search.finalists, letter)
    if finalist is None:
        letters = ", ".join(each.letter for each in search.finalists)
        raise ScoringError(f"There's no finalist {letter or 'without a letter'}.", f"The finalists are {letters}.")
    if not finalist.is_active:
        raise ScoringError(f"Finalist {finalist.letter} is out of the search: {finalist.withdrawn}.")
    if finalist.is_open:
        raise ScoringError(
            f"The scores of {name_of_finalist(finalist.letter)} are open, so they stay as they are.",
            f"/hiring scorecards {finalist.letter} shows them.",
        )
    return finalist


def name_of_finalist(letter: str) -> str:
    """What a finalist is called: `finalist A`."""
    return f"finalist {letter}"


def _open(uow: SearchUnitOfWork, checklist: Checklist, finalist: Finalist, reason: str) -> Change:
    """Open the scorecards of the finalist; returns the change for the history."""
    search = checklist.search
    uow.open_scorecards(search, finalist.letter)
    finalists = replace_finalist(search.finalists, finalist._replace(is_open=True))
    field: FieldChange = ("finalists", search.finalists, finalists)
    return Change(SEARCH_NUMBER, OPEN_VERB, (field,), f"{name_of_finalist(finalist.letter)}, {reason}")


def require_open_search(checklist: Checklist) -> None:
    """Raise ScoringError if the search is closed."""
    search = checklist.search
    if not search.is_open:
        raise ScoringError("That search is closed.", f"Type /hiring reopen-search {search.short} to reopen it.")


def _check_setup(checklist: Checklist, setup: ScoringSetup) -> None:
    now = len(checklist.search.finalists)
    if not 1 <= len(setup.criteria) <= MAX_CRITERIA:
        raise ScoringError(f"Give 1 to {MAX_CRITERIA} criteria, one on each line.")
    if len({each.casefold() for each in setup.criteria}) < len(setup.criteria):
        raise ScoringError("Each criterion has to be different.")
    if any(len(each) > MAX_CRITERION for each in setup.criteria):
        raise ScoringError(f"A criterion can have up to {MAX_CRITERION} characters.")
    if not 1 <= len(setup.panel) <= MAX_PANEL:
        raise ScoringError(f"Choose 1 to {MAX_PANEL} interviewers.")
    if not max(now, 1) <= setup.finalist_count <= MAX_FINALISTS:
        raise ScoringError("Letters are never taken away.", f"Choose {max(now, 1)} to {MAX_FINALISTS} finalists.")


def _check_later_setup(checklist: Checklist, actor: Actor, setup: ScoringSetup) -> None:
    """Check a setup that is changed after the first scorecard."""
    search = checklist.search
    if setup.criteria != search.criteria:
        raise ScoringError("A scorecard is in, so the criteria stay as they are.")
    if setup.panel != search.panel and actor.user != search.owner:
        raise ScoringError("A scorecard is in, so only the search owner can change the interviewers.")
    if actor.user in search.panel and actor.user not in setup.panel:
        raise ScoringError("A scorecard is in, so you stay an interviewer and score the finalists first.")
