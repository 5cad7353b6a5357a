"""The recommendation which of some roles to hire, with the arguments for it, against it, and what would change it."""

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
from bot.knowledge.considerations import Choice, Consideration
from bot.knowledge.models import Role
from bot.knowledge.weighing import supported_roles

Answers = Mapping[str, str]
"""Id of a consideration to the id of the choice made."""


class Counterargument(NamedTuple):
    """The strongest argument against the recommendation; `given` says whether one of the answers makes it."""

    effect: ChoiceEffect
    given: bool


class Counterfactual(NamedTuple):
    """A single answer that would change the recommendation, and what it would be then."""

    consideration: Consideration
    choice: Choice
    outcome: Outcome


class Recommendation(NamedTuple):
    """What the answers recommend for these roles, with everything that led to it.

    `verdict`, `recommended_roles` and `why` are as in Outcome. `points` are the points of each role, `deferred_roles`
    the roles for which it is too early, `unsupported_roles` those that no choice supports. `effects` are the choices
    made, in the order of the questions; `answered` of the `asked` considerations have an answer.
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
    """What these answers recommend. Unknown considerations and choices in them are ignored.

    `considerations` are those that were asked, with only the choices that were offered.
    """
    ids = tuple(role.id for role in roles)
    effects = _evaluate_choices(answers, considerations, roles)
    known = _supported_roles(considerations, ids)
    outcome = decide_outcome(effects, known, ids)
    return Recommendation(
        roles=ids,
        verdict=outcome.verdict,
        recommended_roles=outcome.recommended_roles,
        why=outcome.why,
        points=count_points(effects, ids),
        deferred_roles=find_deferred_roles(effects, ids),
        unsupported_roles=tuple(role for role in ids if role not in known),
        effects=effects,
        counterargument=_find_counterargument(outcome, effects, considerations, roles),
        counterfactuals=tuple(_find_counterfactuals(outcome, answers, considerations, roles)),
        answered=len(effects),
        asked=len(considerations),
    )


def _evaluate_choices(
    answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]
) -> tuple[ChoiceEffect, ...]:
    made = (_find_choice(answers, each) for each in considerations)
    return tuple(
        evaluate_choice(each, choice, roles)
        for each, choice in zip(considerations, made, strict=True)
        if choice is not None
    )


def _find_choice(answers: Answers, consideration: Consideration) -> Choice | None:
    chosen = answers.get(consideration.id)
    return next((choice for choice in consideration.choices if choice.id == chosen), None)


def _supported_roles(considerations: Sequence[Consideration], ids: Sequence[str]) -> tuple[str, ...]:
    supported = supported_roles(considerations)
    return tuple(role for role in ids if role in supported)


def _find_counterfactuals(
    outcome: Outcome, answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]
) -> Iterator[Counterfactual]:
    """Tries every answer in place of the one given, one at a time."""
    ids = tuple(role.id for role in roles)
    known = _supported_roles(considerations, ids)
    for each in considerations:
        for choice in each.choices:
            other = decide_outcome(
                _evaluate_choices({**answers, each.id: choice.id}, considerations, roles), known, ids
            )
            if (other.verdict, other.recommended_roles) != (outcome.verdict, outcome.recommended_roles):
                yield Counterfactual(each, choice, other)


def _find_counterargument(
    outcome: Outcome, effects: Sequence[ChoiceEffect], considerations: Sequence[Consideration], roles: Sequence[Role]
) -> Counterargument | None:
    """The strongest answer against the outcome; if there is none, the strongest that could have been given.

    There is nothing to argue against if the outcome is open.
    """
    if outcome.verdict == OPEN:
        return None
    possible = chain.from_iterable(
        [evaluate_choice(each, choice, roles) for choice in each.choices] for each in considerations
    )
    for candidates, given in ((effects, True), (tuple(possible), False)):
        against = [each for each in candidates if _opposes(each, outcome)]
        if against:
            return Counterargument(max(against, key=lambda each: _strength(each, outcome)), given)
    return None


def _strength(effect: ChoiceEffect, outcome: Outcome) -> tuple[int, int, bool]:
    return _opposes(effect, outcome), effect.choice.weight, effect.choice.basis == "source"


def _opposes(effect: ChoiceEffect, outcome: Outcome) -> int:
    """How strongly the choice opposes the outcome: 2 if for other roles, 1 if for more roles, 0 if not at all."""
    if not effect.supported_roles or set(effect.supported_roles) == set(outcome.recommended_roles):
        return 0
    if outcome.verdict in (BOTH, NEITHER) or outcome.verdict not in effect.supported_roles:
        return 2
    return 1 if effect.choice.verdict == "both" else 0
