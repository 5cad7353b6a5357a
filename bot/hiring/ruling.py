"""What an answer to one consideration says of some roles, and what all answers together come to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from bot.knowledge.models import Choice, Consideration, Role
from bot.knowledge.weighing import named_in

BOTH, NEITHER, OPEN = "both", "neither", "open"
SIZE = "size"
"""The consideration that says whether a company can carry several such roles at once."""
ENOUGH = 2
"""Answers that have to point to a role before it is recommended."""
CLOSE = 1
"""Points between roles that are to be hired together."""

Why = Literal["", "unanswered", "even", "unknown"]


class Fired(NamedTuple):
    """A choice that was made, and what it says: the roles it speaks for, and those for which it is too early."""

    consideration: Consideration
    choice: Choice
    toward: tuple[str, ...] = ()
    away: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """What it gives each role that it speaks for."""
        return self.choice.weight if self.toward else 0


class Ruling(NamedTuple):
    """The id of a role, `both`, `neither` or `open`; `advised` are the roles to hire, `why` says why it is open.

    `unanswered`: too few answers point to a role; `even`: they point to several alike; `unknown`: fewer than two of
    the roles are spoken for by any rule there is.
    """

    verdict: str
    advised: tuple[str, ...] = ()
    why: Why = ""


def fire(consideration: Consideration, choice: Choice, roles: Sequence[Role]) -> Fired:
    """What the choice says of these roles.

    "Not yet" speaks for the roles it names instead. It holds back those that its reason names; all, if none is named.
    """
    ids = [role.id for role in roles]
    meant = choice.roles or (ids if choice.verdict == "both" else ())
    toward = tuple(role for role in ids if role in meant) if choice.verdict != "assess" else ()
    if choice.verdict != "neither":
        return Fired(consideration, choice, toward)
    named = named_in(choice.because, roles) - set(toward)
    away = tuple(role for role in ids if role not in toward and (role in named or not named))
    return Fired(consideration, choice, toward, away)


def scores(fired: Iterable[Fired], ids: Sequence[str]) -> dict[str, int]:
    """The points of each role."""
    rules = tuple(fired)
    return {role: sum(rule.points for rule in rules if role in rule.toward) for role in ids}


def held_back(fired: Iterable[Fired], ids: Sequence[str]) -> tuple[str, ...]:
    """The roles for which some answer says that it is too early."""
    early = {role for rule in fired for role in rule.away}
    return tuple(role for role in ids if role in early)


def rule_on(fired: Sequence[Fired], known: Sequence[str], ids: Sequence[str]) -> Ruling:
    """What the answers come to for these roles; `known` are those of them that some rule speaks for.

    "Not yet" goes before everything else: where the role that most speaks for is held back, no other takes its place.
    """
    held, points = held_back(fired, ids), scores(fired, ids)
    top = max(points.values())
    leaders = [role for role in ids if points[role] == top and role not in held]
    if len(held) == len(ids) or (top and not leaders):
        return Ruling(NEITHER)
    if len(known) < ENOUGH:
        return Ruling(OPEN, why="unknown")
    if not top or sum(1 for rule in fired if rule.toward) < ENOUGH:
        return Ruling(OPEN, why="unanswered")
    if together := _together(fired, points, held):
        return Ruling(BOTH, together)
    return Ruling(leaders[0], (leaders[0],)) if len(leaders) == 1 else Ruling(OPEN, why="even")


def _together(fired: Sequence[Fired], points: Mapping[str, int], held: Sequence[str]) -> tuple[str, ...]:
    """The roles to hire together: an answer says so, their points lie close, and none other has as many."""
    if any(rule.consideration.id == SIZE and rule.choice.verdict != "both" for rule in fired):
        return ()
    for rule in fired:
        inside = [points[role] for role in rule.toward]
        outside = [count for role, count in points.items() if role not in rule.toward]
        close = rule.choice.verdict == "both" and max(inside) - min(inside) <= CLOSE
        if close and len(inside) > 1 and min(inside) > max(outside, default=-1) and not set(held) & set(rule.toward):
            return rule.toward
    return ()
