"""Which of some roles to hire: what the answers to the considerations speak for, against, and what would turn it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from bot.hiring.ruling import BOTH, NEITHER, OPEN, Fired, Ruling, Why, fire, held_back, rule_on, scores
from bot.knowledge.models import Choice, Consideration, Role
from bot.knowledge.weighing import spoken_for

Answers = Mapping[str, str]
"""Id of a consideration to the id of the choice made."""


class Counter(NamedTuple):
    """The strongest argument against the recommendation; `given` where one of the answers made it."""

    rule: Fired
    given: bool


class Turn(NamedTuple):
    """One answer that alone would turn the recommendation, and into what."""

    consideration: Consideration
    choice: Choice
    ruling: Ruling


class Recommendation(NamedTuple):
    """What the answers come to for these roles, with everything that led there.

    `verdict`, `advised` and `why` are those of the Ruling; `scores` are points by role, `early` the roles for which
    it is too early, `unheard` those that no rule speaks for. `fired` are the choices made, in the order asked;
    `answered` says how many of the `asked` considerations have an answer.
    """

    roles: tuple[str, ...]
    verdict: str
    advised: tuple[str, ...]
    why: Why
    scores: Mapping[str, int]
    early: tuple[str, ...]
    unheard: tuple[str, ...]
    fired: tuple[Fired, ...]
    counter: Counter | None
    turns: tuple[Turn, ...]
    answered: int
    asked: int


def recommend(answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]) -> Recommendation:
    """What these answers speak for. Answers to nothing that is asked, or that are no choice of it, do not count.

    `considerations` are those that were asked, cut to the choices that were offered.
    """
    ids = tuple(role.id for role in roles)
    fired = _fired(answers, considerations, roles)
    known = _known(considerations, ids)
    ruling = rule_on(fired, known, ids)
    return Recommendation(
        roles=ids,
        verdict=ruling.verdict,
        advised=ruling.advised,
        why=ruling.why,
        scores=scores(fired, ids),
        early=held_back(fired, ids),
        unheard=tuple(role for role in ids if role not in known),
        fired=fired,
        counter=_counter(ruling, fired, considerations, roles),
        turns=tuple(_turns(ruling, answers, considerations, roles)),
        answered=len(fired),
        asked=len(considerations),
    )


def _fired(answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]) -> tuple[Fired, ...]:
    made = (_made(answers, each) for each in considerations)
    return tuple(
        fire(each, choice, roles) for each, choice in zip(considerations, made, strict=True) if choice is not None
    )


def _made(answers: Answers, consideration: Consideration) -> Choice | None:
    chosen = answers.get(consideration.id)
    return next((choice for choice in consideration.choices if choice.id == chosen), None)


def _known(considerations: Sequence[Consideration], ids: Sequence[str]) -> tuple[str, ...]:
    heard = spoken_for(considerations)
    return tuple(role for role in ids if role in heard)


def _turns(
    ruling: Ruling, answers: Answers, considerations: Sequence[Consideration], roles: Sequence[Role]
) -> Iterator[Turn]:
    """Every other answer is tried, one at a time."""
    ids = tuple(role.id for role in roles)
    known = _known(considerations, ids)
    for each in considerations:
        for choice in each.choices:
            other = rule_on(_fired({**answers, each.id: choice.id}, considerations, roles), known, ids)
            if (other.verdict, other.advised) != (ruling.verdict, ruling.advised):
                yield Turn(each, choice, other)


def _counter(
    ruling: Ruling, fired: Sequence[Fired], considerations: Sequence[Consideration], roles: Sequence[Role]
) -> Counter | None:
    """The strongest of the answers that speak against the ruling; where none does, of those that could have been given.

    Nothing speaks against what is open.
    """
    if ruling.verdict == OPEN:
        return None
    possible = chain.from_iterable([fire(each, choice, roles) for choice in each.choices] for each in considerations)
    for rules, given in ((fired, True), (tuple(possible), False)):
        against = [rule for rule in rules if _opposes(rule, ruling)]
        if against:
            return Counter(max(against, key=lambda rule: _strength(rule, ruling)), given)
    return None


def _strength(rule: Fired, ruling: Ruling) -> tuple[int, int, bool]:
    return _opposes(rule, ruling), rule.choice.weight, rule.choice.basis == "source"


def _opposes(rule: Fired, ruling: Ruling) -> int:
    """How directly the rule speaks against the ruling: 2 for something else, 1 for more than it, 0 not at all."""
    if not rule.toward or set(rule.toward) == set(ruling.advised):
        return 0
    if ruling.verdict in (BOTH, NEITHER) or ruling.verdict not in rule.toward:
        return 2
    return 1 if rule.choice.verdict == "both" else 0
