"""Which of the hiring considerations bear on some roles, and which of their choices."""

from collections.abc import Iterable
from dataclasses import replace

from bot.knowledge.models import Choice, Consideration, Role

MAX_CANDIDATES = 3
"""Roles between which one can decide."""


def relevant_considerations(
    roles: tuple[Role, ...], considerations: Iterable[Consideration]
) -> tuple[Consideration, ...]:
    """The considerations that say something of these roles, cut to the choices that do; all of them without roles.

    Those that tell most of the roles apart come first; otherwise the order of the base stays.
    """
    if not roles:
        return tuple(considerations)
    ids = frozenset(role.id for role in roles)
    bearing = [replace(each, choices=choices) for each in considerations if (choices := _choices(each, ids, roles))]
    return tuple(sorted(bearing, key=lambda each: -len(_named(each.choices) & ids)))


def decision_considerations(
    roles: tuple[Role, ...], considerations: Iterable[Consideration], everybody: Iterable[Role] = ()
) -> tuple[Consideration, ...]:
    """What to ask somebody who decides between these roles: what bears on them, then what concerns every hire.

    Left out is a choice that points to no role and whose label names others of `everybody` alone.
    """
    others = [role for role in everybody if role not in roles]
    everything = tuple(
        replace(each, choices=tuple(choice for choice in each.choices if not _is_about_others(choice, others, roles)))
        for each in considerations
    )
    general = [each for each in everything if not each.roles and not _named(each.choices)]
    return (*relevant_considerations(roles, everything), *general)


def can_decide(roles: tuple[Role, ...], considerations: Iterable[Consideration]) -> bool:
    """Whether these are two or three roles for each of which some choice speaks, so that they can be weighed."""
    return 1 < len(roles) <= MAX_CANDIDATES and {role.id for role in roles} <= supported_roles(considerations)


def supported_roles(considerations: Iterable[Consideration]) -> set[str]:
    """The roles for which some choice speaks; one that says to look closer speaks for nobody."""
    return _named(choice for each in considerations for choice in each.choices if choice.verdict != "assess")


def roles_named_in(text: str, roles: Iterable[Role]) -> frozenset[str]:
    """The ids of those of the roles that the text names, by short name or abbreviation."""
    return frozenset(role.id for role in roles if any(name in text for name in (role.short, *role.abbreviations)))


def _is_about_others(choice: Choice, others: Iterable[Role], roles: tuple[Role, ...]) -> bool:
    """Whether the choice is about these others and none of the roles, as far as its label says."""
    return not choice.roles and bool(roles_named_in(choice.label, others)) and not roles_named_in(choice.label, roles)


def _choices(consideration: Consideration, ids: frozenset[str], roles: tuple[Role, ...]) -> tuple[Choice, ...]:
    """The choices that bear on the roles; nothing where none of these points to one of them."""
    bearing = tuple(choice for choice in consideration.choices if _is_relevant(choice, ids, roles))
    return bearing if _named(bearing) & ids else ()


def _is_relevant(choice: Choice, ids: frozenset[str], roles: tuple[Role, ...]) -> bool:
    """Whether a choice points to one of the roles, to no role at all, or away from one that its reason names.

    A choice for two roles together bears on a question about these two, or about one of them alone.
    """
    if choice.verdict == "both" and len(ids) > 1:
        return ids.issuperset(choice.roles)
    if choice.verdict == "role" or not choice.roles:
        return not choice.roles or not ids.isdisjoint(choice.roles)
    return not ids.isdisjoint(choice.roles) or bool(roles_named_in(choice.because, roles))


def _named(choices: Iterable[Choice]) -> set[str]:
    return {role for choice in choices for role in choice.roles}
