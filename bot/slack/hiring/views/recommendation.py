"""The recommendation which role to hire: the verdict, the rules that applied, and what would change it."""

from collections.abc import Iterable, Iterator, Mapping

from bot.answers.plain import number_sources
from bot.answers.wording import basis_label, join_words, verdict
from bot.hiring.recommendation import Counterargument, Counterfactual, Recommendation
from bot.hiring.recommendation_rules import BOTH, NEITHER, OPEN, ChoiceEffect
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.considerations import Choice
from bot.knowledge.models import Source
from bot.slack.blocks import Block, context, header, section
from bot.slack.cards.sources import MAX_SECTION, paragraphs, source_lines, statement_text
from bot.slack.text import escape, fit_lines

MAX_TIPPING_ANSWERS = 5
"""Answers listed for each other recommendation that they would lead to."""
PAIR = 2
UNDECIDED = {
    "unanswered": ("Not enough to go on yet", "Fewer than two of your answers point to a role."),
    "even": ("It's a tie", "Your answers favour more than one role equally."),
    "unknown": ("I can't weigh these roles", "I don't have enough rules to compare them."),
}

Numbers = Mapping[str, int]
Names = Mapping[str, str]


def recommendation_blocks(found: Recommendation, base: KnowledgeBase) -> list[Block]:
    """The recommendation as blocks for a message or a modal."""
    sources = base.get_sources(_cited(found))
    names, numbers = short_names(base), number_sources(sources)
    blocks = [
        header(heading(found, names)),
        section(escape(rationale(found, names))),
        context(_points_line(found, names)),
    ]
    if found.effects:
        blocks += paragraphs(["*What your answers say*", *(_rule(rule, names, numbers) for rule in found.effects)])
    if found.counterargument:
        blocks.append(section(fit_lines(_counter(found.counterargument, names, numbers), MAX_SECTION)))
    blocks.append(section(fit_lines(_tipping_answers(found, names), MAX_SECTION)))
    return [*blocks, *_small_print(sources)]


def short_names(base: KnowledgeBase) -> Names:
    """Role id to short name."""
    return {role.id: role.short for role in base.roles.values()}


def named(roles: Iterable[str], names: Names, last: str = "and") -> str:
    """The roles in a sentence: `the CMO and the CRO`. A role that is no longer in the knowledge appears by its id."""
    return join_words([f"the {names.get(role, role)}" for role in roles], last)


def _joined(roles: Iterable[str], names: Names) -> str:
    return join_words([names.get(role, role) for role in roles])


def outcome(roles: Iterable[str], of: int, names: Names) -> str:
    """What was recommended or chosen, in a few words; `of` is the number of roles compared."""
    chosen = tuple(roles)
    if not chosen:
        return "Neither yet" if of == PAIR else "None of them yet"
    if len(chosen) == PAIR:
        return f"Both ({_joined(chosen, names)})"
    return _joined(chosen, names)


def heading(found: Recommendation, names: Names) -> str:
    """The verdict as a heading."""
    if found.verdict == OPEN:
        return UNDECIDED[found.why][0]
    return f"Recommended: {outcome(found.recommended_roles, len(found.roles), names)}"


def rationale(found: Recommendation, names: Names) -> str:
    """The reason for the verdict, in a sentence or two."""
    unsupported = (
        f" I have no rules that favour {named(found.unsupported_roles, names, 'or')}."
        if found.unsupported_roles
        else ""
    )
    if found.verdict == OPEN:
        return f"{UNDECIDED[found.why][1]}{unsupported}"
    if found.verdict == NEITHER:
        return f"It's too early for {named(found.deferred_roles, names)}, and that outweighs all points.{unsupported}"
    early = f" It's too early for {named(found.deferred_roles, names)}." if found.deferred_roles else ""
    if found.verdict == BOTH:
        return f"One of your answers says both, and they're within a point of each other.{early}{unsupported}"
    return f"Your answers favour {named(found.recommended_roles, names)}.{early}{unsupported}"


def _points_line(found: Recommendation, names: Names) -> str:
    points = [f"*{escape(names[role])}* {_points(count)}" for role, count in found.points.items()]
    return f"{' · '.join(points)} · {found.answered} of {found.asked} questions answered"


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def _rule(rule: ChoiceEffect, names: Names, numbers: Numbers) -> str:
    """A rule that applied: the answer, what it favours and by how many points, and the reason with its sources."""
    weight = f", {_points(rule.points)}" if rule.points else ""
    effect = escape(f"{verdict(rule.choice, names)}{weight}")
    return f"• {escape(rule.consideration.title)}, {_label(rule.choice)}: *{effect}*. {_reason(rule, numbers)}"


def _reason(rule: ChoiceEffect, numbers: Numbers) -> str:
    return statement_text(rule.choice.because, basis_label(rule.choice), rule.choice.sources, numbers)


def _label(choice: Choice) -> str:
    return escape(f"“{choice.label}”")


def _counter(counter: Counterargument, names: Names, numbers: Numbers) -> Iterator[str]:
    yield "*Strongest argument against*"
    if not counter.given:
        yield "None of your answers argues against it. The strongest one that could:"
    yield _rule(counter.effect, names, numbers)


def _tipping_answers(found: Recommendation, names: Names) -> Iterator[str]:
    """The single answers that would change the recommendation, grouped by what they would change it to."""
    yield "*What would change it*"
    groups: dict[str, list[Counterfactual]] = {}
    for change in found.counterfactuals:
        undecided = UNDECIDED[change.outcome.why][0] if change.outcome.verdict == OPEN else ""
        verdict_text = undecided or outcome(change.outcome.recommended_roles, len(found.roles), names)
        groups.setdefault(verdict_text, []).append(change)
    if not groups:
        yield "No other single answer would change it."
    for verdict_text, changes in groups.items():
        labels = [_label(change.choice) for change in changes[:MAX_TIPPING_ANSWERS]]
        others = len(changes[MAX_TIPPING_ANSWERS:])
        more = [f"{others} other answer{'s' if others > 1 else ''}"] if others else []
        yield f"• *{escape(verdict_text)}*, if you answer {join_words([*labels, *more], 'or')}"


def _cited(found: Recommendation) -> Iterator[str]:
    """The ids of the sources of every rule shown."""
    for rule in (*found.effects, *([found.counterargument.effect] if found.counterargument else [])):
        yield from rule.choice.sources


def _small_print(sources: tuple[Source, ...]) -> Iterator[Block]:
    if sources:
        yield context(*source_lines(sources, overview=False))
