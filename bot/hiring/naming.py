"""Names of searches that are unique in their channel."""

from collections.abc import Iterable

from bot.hiring.models import Search

MAX_NAME_LENGTH = 120
"""Characters in a name."""


def make_short_name(role: str, taken: Iterable[str]) -> str:
    """A short name for a search: the id of its role, followed by a number if that is taken.

    >>> make_short_name("cro", ["cro", "cmo"])
    'cro2'
    """
    used = set(taken)
    names = (role, *(f"{role}{number}" for number in range(2, len(used) + 3)))
    return next(each for each in names if each not in used)


def make_unique_name(name: str, taken: Iterable[str]) -> str:
    """The name, followed by a number if it is taken. Case doesn't matter.

    >>> make_unique_name("Head of revenue", ["head of revenue"])
    'Head of revenue 2'
    """
    used = {each.casefold() for each in taken}
    short = name[: MAX_NAME_LENGTH - len(str(len(used))) - 2]
    names = (name, *(f"{short} {number}" for number in range(2, len(used) + 3)))
    return next(each for each in names if each.casefold() not in used)


def find_similar_search(role: str, name: str, others: Iterable[Search]) -> Search | None:
    """The newest search that a new one would duplicate; None if there is none.

    It is for the same role and, if the new search is given a name, has the same name.
    """
    called = name.casefold()
    same = [each for each in others if each.role == role and called in ("", each.name.casefold())]
    return same[-1] if same else None
