"""Which of the hiring considerations bear on some roles, and which of their choices."""

from collections.abc import Iterable
from dataclasses import replace

from bot.knowledge.models import Choice, Consideration, Role


def bearing_on(roles: tuple[Role, ...], considerations: Iterable[Consideration]) -> tuple[Consideration, ...]:
    """The considerations that say something of these roles, cut to the choices that do; all of them without roles.

    Those that tell most of the roles apart come first; otherwise the order of the base stays.
    """
    if not roles:
        return tuple(considerations)
    ids = frozenset(role.id for role in roles)
    shorts = [name for role in roles for name in (role.short, *role.abbreviations)]
    bearing = [replace(each, choices=choices) for each in considerations if (choices := _choices(each, ids, shorts))]
    return tuple(sorted(bearing, key=lambda each: -len(_named(each.choices) & ids)))


def _choices(consideration: Consideration, ids: frozenset[str], shorts: list[str]) -> tuple[Choice, ...]:
    """The choices that bear on the roles; nothing where none of these points to one of them."""
    bearing = tuple(choice for choice in consideration.choices if _bears(choice, ids, shorts))
    return bearing if _named(bearing) & ids else ()


def _bears(choice: Choice, ids: frozenset[str], shorts: list[str]) -> bool:
    """Whether a choice points to one of the roles, to no role at all, or away from one that its reason names.

    A choice for two roles together bears on a question about these two, or about one of them alone.
    """
    if choice.verdict == "both" and len(ids) > 1:
        return ids.issuperset(choice.roles)
    if choice.verdict == "role" or not choice.roles:
        return not choice.roles or not ids.isdisjoint(choice.roles)
    return not ids.isdisjoint(choice.roles) or any(short in choice.because for short in shorts)


def _named(choices: Iterable[Choice]) -> set[str]:
    return {role for choice in choices for role in choice.roles}
