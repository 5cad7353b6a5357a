"""Days in the words of the person who types them, and as somebody chooses them in a calendar."""

from datetime import date

from bot.errors import RolecallError
from bot.understanding.dates import DateProblem, read_date


def day_meant(words: str, today: date) -> date:
    """The day that the words mean to somebody for whom it is `today`.

    Raises RolecallError with what to type instead where they mean none.
    """
    found = read_date(words, today)
    if isinstance(found, DateProblem):
        raise RolecallError(found.sentence)
    return found


def day_chosen(day: date, today: date) -> date:
    """The same day, chosen in a form by somebody for whom it is `today`. Raises RolecallError as for one typed."""
    found = read_date(day.isoformat(), today)
    if not isinstance(found, DateProblem):
        return found
    if found.kind == "far":
        raise RolecallError("That day is more than five years away.", "Choose an earlier one.")
    raise RolecallError("That day has passed.", "Choose a later one.")
