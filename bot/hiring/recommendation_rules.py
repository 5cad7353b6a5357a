"""The rules of a recommendation: what one answer says about some roles, and what all answers add up to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from bot.knowledge.considerations import Choice, Consideration
from bot.knowledge.models import Role
from bot.knowledge.weighing import roles_named_in

BOTH, NEITHER, OPEN = "both", "neither", "open"
SIZE_CONSIDERATION = "size"
"""The id of the consideration that says whether the company can afford several executives at once."""
MIN_SUPPORT = 2
"""Answers that have to support a role before one is recommended, so that no single answer decides."""
MAX_POINT_GAP = 1
"""The largest difference in points between roles that are recommended together."""

UndecidedReason = Literal["", "unanswered", "even", "unknown"]


class ChoiceEffect(NamedTuple):
    """What a choice says about the roles: which it supports, and for which it says that it is too early."""

    consideration: Consideration
    choice: Choice
    supported_roles: tuple[str, ...] = ()
    deferred_roles: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """The points that it gives to each role that it supports."""
        return self.choice.weight if self.supported_roles else 0


class Outcome(NamedTuple):
    """What the answers add up to.

    `verdict` is the id of a role, `both`, `neither` or `open`; `recommended_roles` are the roles to hire. `why` is why
    the verdict is open: `unanswered` if too few answers support a role, `even` if several roles have the same points,
    `unknown` if fewer than two of the roles are supported by any choice at all.
    """

    verdict: str
    recommended_roles: tuple[str, ...] = ()
    why: UndecidedReason = ""


def evaluate_choice(consideration: Consideration, choice: Choice, roles: Sequence[Role]) -> ChoiceEffect:
    """What the choice says about these roles.

    The verdict "neither" (not yet) supports the roles that the choice names. It says that it is too early for the roles
    that its reason names, or for all others if it names none.
    """
    ids = [role.id for role in roles]
    meant = choice.roles or (ids if choice.verdict == "both" else ())
    supported = tuple(role for role in ids if role in meant) if choice.verdict != "assess" else ()
    if choice.verdict != "neither":
        return ChoiceEffect(consideration, choice, supported)
    named = roles_named_in(choice.because, roles) - set(supported)
    deferred = tuple(role for role in ids if role not in supported and (role in named or not named))
    return ChoiceEffect(consideration, choice, supported, deferred)


def count_points(effects: Iterable[ChoiceEffect], ids: Sequence[str]) -> dict[str, int]:
    """The sum of points of each role."""
    all_effects = tuple(effects)
    return {role: sum(each.points for each in all_effects if role in each.supported_roles) for role in ids}


def find_deferred_roles(effects: Iterable[ChoiceEffect], ids: Sequence[str]) -> tuple[str, ...]:
    """The roles for which any answer says that it is too early."""
    early = {role for each in effects for role in each.deferred_roles}
    return tuple(role for role in ids if role in early)


def decide_outcome(effects: Sequence[ChoiceEffect], known: Sequence[str], ids: Sequence[str]) -> Outcome:
    """What the answers add up to for these roles; `known` are those that any choice supports.

    "Too early" takes precedence: if it is too early for the role with most points, no other role takes its place.
    """
    deferred, points = find_deferred_roles(effects, ids), count_points(effects, ids)
    top = max(points.values())
    leaders = [role for role in ids if points[role] == top and role not in deferred]
    if len(deferred) == len(ids) or (top and not leaders):
        return Outcome(NEITHER)
    if len(known) < MIN_SUPPORT:
        return Outcome(OPEN, why="unknown")
    if not top or sum(1 for each in effects if each.supported_roles) < MIN_SUPPORT:
        return Outcome(OPEN, why="unanswered")
    if together := _find_joint_hire(effects, points, deferred):
        return Outcome(BOTH, together)
    return Outcome(leaders[0], (leaders[0],)) if len(leaders) == 1 else Outcome(OPEN, why="even")


def _find_joint_hire(
    effects: Sequence[ChoiceEffect], points: Mapping[str, int], deferred: Sequence[str]
) -> tuple[str, ...]:
    """The roles to hire together: an answer says so, their points are close, and other roles have fewer."""
    if any(each.consideration.id == SIZE_CONSIDERATION and each.choice.verdict != "both" for each in effects):
        return ()
    for effect in effects:
        inside = [points[role] for role in effect.supported_roles]
        outside = [count for role, count in points.items() if role not in effect.supported_roles]
        close = effect.choice.verdict == "both" and max(inside) - min(inside) <= MAX_POINT_GAP
        if (
            close
            and len(inside) > 1
            and min(inside) > max(outside, default=-1)
            and not set(deferred) & set(effect.supported_roles)
        ):
            return effect.supported_roles
    return ()
