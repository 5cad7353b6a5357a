"""Steps of the whole searches that are played for transcripts."""

from collections.abc import Iterable, Mapping

from fakes.transcribed_office import TranscribedOffice

Scores = tuple[int, ...]


def start(office: TranscribedOffice, who: str, command: str, answers: Mapping[str, str]) -> None:
    """Start the search, and answer the questions about it by their labels."""
    office.presses(who, "Answer questions", on=office.types(who, command))
    office.submits(who, answers)


def leave_company(office: TranscribedOffice, who: str) -> None:
    """Deactivate a person's account."""
    office.slack.workspace.change_user(office.people[who].user.id, deleted=True)
    office.write(f"(@{who} leaves the company, and the account is deactivated)")


def set_up_scorecards(office: TranscribedOffice, who: str, criteria: Iterable[str], panel: Iterable[str]) -> None:
    """Set up scorecards of two finalists, with these criteria and interviewers."""
    office.presses(who, "Set up scorecards", on=office.types(who, "scorecards"))
    fields = {"Criteria": "\n".join(criteria), "Interviewers": office.ids(*panel), "Number of finalists": "2"}
    office.submits(who, fields)


def fill_in_scorecard(
    office: TranscribedOffice, who: str, criteria: Iterable[str], scores: Scores, remark: str
) -> None:
    """Fill in the scorecard that is open: a score for each criterion, and a remark."""
    given = {criterion: str(score) for criterion, score in zip(criteria, scores, strict=True)}
    office.submits(who, {**given, "What you saw and heard": remark})
