"""Selects the hiring considerations, and their choices, that apply to a set of roles."""

from collections.abc import Iterable
from dataclasses import replace

from bot.knowledge.considerations import Choice, Consideration
from bot.knowledge.models import Role

MAX_CANDIDATES = 3
"""The most roles that a decision can be about. Chosen by hand."""


def relevant_considerations(
    roles: tuple[Role, ...], considerations: Iterable[Consideration]
) -> tuple[Consideration, ...]:
    """Return the considerations that apply to these roles, reduced to the choices that do; all of them without roles.

    The more of the roles a consideration names in its choices, the earlier it comes; ties keep their order.
    """
    if not roles:
        return tuple(considerations)
    ids = frozenset(role.id for role in roles)
    relevant = [replace(each, choices=choices) for each in considerations if (choices := _choices(each, ids, roles))]
    return tuple(sorted(relevant, key=lambda each: -len(_named(each.choices) & ids)))


def decision_considerations(
    roles: tuple[Role, ...], considerations: Iterable[Consideration], all_roles: Iterable[Role] = ()
) -> tuple[Consideration, ...]:
    """Return the questions for a decision between these roles: those about the roles, then those about every hire.

    A choice that names no role in `roles` is left out if its label names only others of `all_roles`.
    """
    others = [role for role in all_roles if role not in roles]
    everything = tuple(
        replace(each, choices=tuple(choice for choice in each.choices if not _is_about_others(choice, others, roles)))
        for each in considerations
    )
    general = [each for each in everything if not each.roles and not _named(each.choices)]
    return (*relevant_considerations(roles, everything), *general)


def can_decide(roles: tuple[Role, ...], considerations: Iterable[Consideration]) -> bool:
    """Return whether these are two or three roles, each supported by at least one choice of the considerations."""
    return 1 < len(roles) <= MAX_CANDIDATES and {role.id for role in roles} <= supported_roles(considerations)


def supported_roles(considerations: Iterable[Consideration]) -> set[str]:
    """Return the ids of the roles that some choice supports. A choice with the verdict `assess` supports none."""
    return _named(choice for each in considerations for choice in each.choices if choice.verdict != "assess")


def roles_named_in(text: str, roles: Iterable[Role]) -> frozenset[str]:
    """Return the ids of the roles whose short name or an abbreviation occurs in the text."""
    return frozenset(role.id for role in roles if any(name in text for name in (role.short, *role.abbreviations)))


def _is_about_others(choice: Choice, others: Iterable[Role], roles: tuple[Role, ...]) -> bool:
    """Return whether a choice without roles has a label that names some of the others and none of the roles."""
    return not choice.roles and bool(roles_named_in(choice.label, others)) and not roles_named_in(choice.label, roles)


def _choices(consideration: Consideration, ids: frozenset[str], roles: tuple[Role, ...]) -> tuple[Choice, ...]:
    """Return the choices that apply to the roles, or none of them if none names one of the roles."""
    relevant = tuple(choice for choice in consideration.choices if _is_relevant(choice, ids, roles))
    return relevant if _named(relevant) & ids else ()


def _is_relevant(choice: Choice, ids: frozenset[str], roles: tuple[Role, ...]) -> bool:
    """Return whether a choice names one of the roles, names none at all, or mentions one in its reason.

    A choice to hire two roles together applies to a question about both of them, or about one of them alone.
    """
    if choice.verdict == "both" and len(ids) > 1:
        return ids.issuperset(choice.roles)
    if choice.verdict == "role" or not choice.roles:
        return not choice.roles or not ids.isdisjoint(choice.roles)
    return not ids.isdisjoint(choice.roles) or bool(roles_named_in(choice.because, roles))


def _named(choices: Iterable[Choice]) -> set[str]:
    return {role for choice in choices for role in choice.roles}
