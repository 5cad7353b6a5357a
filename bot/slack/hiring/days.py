"""Days in the words of the person who types them."""

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
