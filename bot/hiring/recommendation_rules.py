"""What an answer to one consideration says of some roles, and what all answers together come to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from bot.knowledge.models import Choice, Consideration, Role
from bot.knowledge.weighing import roles_named_in

BOTH, NEITHER, OPEN = "both", "neither", "open"
SIZE_CONSIDERATION = "size"
"""The consideration that says whether a company can carry several such roles at once."""
MIN_SUPPORT = 2
"""Answers that have to point to a role before it is recommended."""
MAX_POINT_GAP = 1
"""Points between roles that are to be hired together."""

UndecidedReason = Literal["", "unanswered", "even", "unknown"]


class ChoiceEffect(NamedTuple):
    """A choice that was made, and what it says: the roles it speaks for, and those for which it is too early."""

    consideration: Consideration
    choice: Choice
    supported_roles: tuple[str, ...] = ()
    deferred_roles: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """What it gives each role that it speaks for."""
        return self.choice.weight if self.supported_roles else 0


class Outcome(NamedTuple):
    """`verdict` is the id of a role, `both`, `neither` or `open`.

    `recommended_roles` are the roles to hire, `why` says why the verdict is open.
    `unanswered`: too few answers point to a role; `even`: they point to several alike; `unknown`: fewer than two of
    the roles are spoken for by any rule there is.
    """

    verdict: str
    recommended_roles: tuple[str, ...] = ()
    why: UndecidedReason = ""


def evaluate_choice(consideration: Consideration, choice: Choice, roles: Sequence[Role]) -> ChoiceEffect:
    """What the choice says of these roles.

    "Not yet" speaks for the roles it names instead. It holds back those that its reason names; all, if none is named.
    """
    ids = [role.id for role in roles]
    meant = choice.roles or (ids if choice.verdict == "both" else ())
    toward = tuple(role for role in ids if role in meant) if choice.verdict != "assess" else ()
    if choice.verdict != "neither":
        return ChoiceEffect(consideration, choice, toward)
    named = roles_named_in(choice.because, roles) - set(toward)
    away = tuple(role for role in ids if role not in toward and (role in named or not named))
    return ChoiceEffect(consideration, choice, toward, away)


def count_points(effects: Iterable[ChoiceEffect], ids: Sequence[str]) -> dict[str, int]:
    """The points of each role."""
    rules = tuple(effects)
    return {role: sum(rule.points for rule in rules if role in rule.supported_roles) for role in ids}


def find_deferred_roles(effects: Iterable[ChoiceEffect], ids: Sequence[str]) -> tuple[str, ...]:
    """The roles for which some answer says that it is too early."""
    early = {role for rule in effects for role in rule.deferred_roles}
    return tuple(role for role in ids if role in early)


def decide_outcome(effects: Sequence[ChoiceEffect], known: Sequence[str], ids: Sequence[str]) -> Outcome:
    """What the answers come to for these roles; `known` are those of them that some rule speaks for.

    "Not yet" goes before everything else: where the role that most speaks for is held back, no other takes its place.
    """
    held, points = find_deferred_roles(effects, ids), count_points(effects, ids)
    top = max(points.values())
    leaders = [role for role in ids if points[role] == top and role not in held]
    if len(held) == len(ids) or (top and not leaders):
        return Outcome(NEITHER)
    if len(known) < MIN_SUPPORT:
        return Outcome(OPEN, why="unknown")
    if not top or sum(1 for rule in effects if rule.supported_roles) < MIN_SUPPORT:
        return Outcome(OPEN, why="unanswered")
    if together := _find_joint_hire(effects, points, held):
        return Outcome(BOTH, together)
    return Outcome(leaders[0], (leaders[0],)) if len(leaders) == 1 else Outcome(OPEN, why="even")


def _find_joint_hire(
    effects: Sequence[ChoiceEffect], points: Mapping[str, int], held: Sequence[str]
) -> tuple[str, ...]:
    """The roles to hire together: an answer says so, their points lie close, and none other has as many."""
    if any(rule.consideration.id == SIZE_CONSIDERATION and rule.choice.verdict != "both" for rule in effects):
        return ()
    for rule in effects:
        inside = [points[role] for role in rule.supported_roles]
        outside = [count for role, count in points.items() if role not in rule.supported_roles]
        close = rule.choice.verdict == "both" and max(inside) - min(inside) <= MAX_POINT_GAP
        if (
            close
            and len(inside) > 1
            and min(inside) > max(outside, default=-1)
            and not set(held) & set(rule.supported_roles)
        ):
            return rule.supported_roles
    return ()
