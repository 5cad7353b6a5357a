"""What searches that live beside each other are called, so that they can be told apart."""

from collections.abc import Iterable

from bot.hiring.models import Search

MAX_NAME_LENGTH = 120
"""Characters of a name."""


def make_short_name(role: str, taken: Iterable[str]) -> str:
    """A short name for a search for this role: the role's id, with a number behind it where that is taken.

    >>> make_short_name("cro", ["cro", "cmo"])
    'cro2'
    """
    used = set(taken)
    names = (role, *(f"{role}{number}" for number in range(2, len(used) + 3)))
    return next(each for each in names if each not in used)


def make_unique_name(name: str, taken: Iterable[str]) -> str:
    """The name, with a number behind it where another search is called so, in whatever case.

    >>> make_unique_name("Head of revenue", ["head of revenue"])
    'Head of revenue 2'
    """
    used = {each.casefold() for each in taken}
    short = name[: MAX_NAME_LENGTH - len(str(len(used))) - 2]
    names = (name, *(f"{short} {number}" for number in range(2, len(used) + 3)))
    return next(each for each in names if each.casefold() not in used)


def find_similar_search(role: str, name: str, others: Iterable[Search]) -> Search | None:
    """The newest of the searches that one about to begin may be meant to be; None where there is none.

    It is for the same role, and of the same name unless the new one has no name of its own.
    """
    called = name.casefold()
    same = [each for each in others if each.role == role and called in ("", each.name.casefold())]
    return same[-1] if same else None
