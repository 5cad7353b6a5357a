"""Which of some roles to hire: what the answers to the considerations speak for, against, and what would turn it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from bot.hiring.recommendation_rules import (
    BOTH,
    NEITHER,
    OPEN,
    ChoiceEffect,
    Outcome,
    UndecidedReason,
    count_points,
    decide_outcome,
    evaluate_choice,
    find_deferred_roles,
)
from bot.knowledge.models import Choice, Consideration, Role
from bot.knowledge.weighing import supported_roles

Answers = Mapping[str, str]
"""Id of a consideration to the id of the choice made."""


class Counterargument(NamedTuple):
    """The strongest argument against the recommendation; `given` where one of the answers made it."""

    effect: ChoiceEffect
    given: bool


class Counterfactual(NamedTuple):
    """One answer that alone would turn the recommendation, and into what."""

    consideration: Consideration
    choice: Choice
    outcome: Outcome


class Recommendation(NamedTuple):
    """What the answers come to for these roles, with everything that led there.

    `verdict`, `recommended_roles` and `why` are those of the Ruling; `points` are points by role, `deferred_roles` the
    roles for which it is too early, `unsupported_roles` those that no rule speaks for. `effects` are the choices made,
    in the order asked; `answered` says how many of the `asked` considerations have an answer.
    """

    roles: tuple[str, ...]
    verdict: str
    recommended_roles: tuple[str, ...]
    why: UndecidedReason
    points: Mapping[str, int]
    deferred_roles: tuple[str, ...]
    unsupported_roles: tuple[str, ...]
    effects: tuple[ChoiceEffect, ...]
    counterargument: Counterargument | None
    counterfactuals: tuple[Counterfactual, ...]
    answered: int
    asked: int


def recommend(answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]) -> Recommendation:
    """What these answers speak for. Answers to nothing that is asked, or that are no choice of it, do not count.

    `considerations` are those that were asked, cut to the choices that were offered.
    """
    ids = tuple(role.id for role in roles)
    fired = _evaluate_choices(answers, considerations, roles)
    known = _supported_roles(considerations, ids)
    ruling = decide_outcome(fired, known, ids)
    return Recommendation(
        roles=ids,
        verdict=ruling.verdict,
        recommended_roles=ruling.recommended_roles,
        why=ruling.why,
        points=count_points(fired, ids),
        deferred_roles=find_deferred_roles(fired, ids),
        unsupported_roles=tuple(role for role in ids if role not in known),
        effects=fired,
        counterargument=_find_counterargument(ruling, fired, considerations, roles),
        counterfactuals=tuple(_find_counterfactuals(ruling, answers, considerations, roles)),
        answered=len(fired),
        asked=len(considerations),
    )


def _evaluate_choices(
    answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]
) -> tuple[ChoiceEffect, ...]:
    made = (_made(answers, each) for each in considerations)
    return tuple(
        evaluate_choice(each, choice, roles)
        for each, choice in zip(considerations, made, strict=True)
        if choice is not None
    )


def _made(answers: Answers, consideration: Consideration) -> Choice | None:
    chosen = answers.get(consideration.id)
    return next((choice for choice in consideration.choices if choice.id == chosen), None)


def _supported_roles(considerations: Sequence[Consideration], ids: Sequence[str]) -> tuple[str, ...]:
    heard = supported_roles(considerations)
    return tuple(role for role in ids if role in heard)


def _find_counterfactuals(
    ruling: Outcome, answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]
) -> Iterator[Counterfactual]:
    """Every other answer is tried, one at a time."""
    ids = tuple(role.id for role in roles)
    known = _supported_roles(considerations, ids)
    for each in considerations:
        for choice in each.choices:
            other = decide_outcome(
                _evaluate_choices({**answers, each.id: choice.id}, considerations, roles), known, ids
            )
            if (other.verdict, other.recommended_roles) != (ruling.verdict, ruling.recommended_roles):
                yield Counterfactual(each, choice, other)


def _find_counterargument(
    ruling: Outcome, fired: Sequence[ChoiceEffect], considerations: Sequence[Consideration], roles: Sequence[Role]
) -> Counterargument | None:
    """The strongest of the answers that speak against the ruling; where none does, of those that could have been given.

    Nothing speaks against what is open.
    """
    if ruling.verdict == OPEN:
        return None
    possible = chain.from_iterable(
        [evaluate_choice(each, choice, roles) for choice in each.choices] for each in considerations
    )
    for rules, given in ((fired, True), (tuple(possible), False)):
        against = [rule for rule in rules if _opposes(rule, ruling)]
        if against:
            return Counterargument(max(against, key=lambda rule: _strength(rule, ruling)), given)
    return None


def _strength(rule: ChoiceEffect, ruling: Outcome) -> tuple[int, int, bool]:
    return _opposes(rule, ruling), rule.choice.weight, rule.choice.basis == "source"


def _opposes(rule: ChoiceEffect, ruling: Outcome) -> int:
    """How directly the rule speaks against the ruling: 2 for something else, 1 for more than it, 0 not at all."""
    if not rule.supported_roles or set(rule.supported_roles) == set(ruling.recommended_roles):
        return 0
    if ruling.verdict in (BOTH, NEITHER) or ruling.verdict not in rule.supported_roles:
        return 2
    return 1 if rule.choice.verdict == "both" else 0
