"""Which role to hire, as the rules see it: the verdict, what fired, what speaks against it, what would turn it."""

from collections.abc import Iterable, Iterator, Mapping

from bot.answers.plain import number_sources
from bot.answers.wording import as_phrase, basis_label, join_words, verdict
from bot.hiring.recommendation import Counterargument, Counterfactual, Recommendation
from bot.hiring.recommendation_rules import BOTH, NEITHER, OPEN, ChoiceEffect
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Choice, Source
from bot.slack.blocks import Block, context, header, section
from bot.slack.cards.sources import MAX_SECTION, paragraphs, source_lines, statement_text
from bot.slack.text import escape, fit_lines

MAX_TIPPING_ANSWERS = 5
"""Answers named for each thing that the recommendation could turn into."""
PAIR = 2
UNDECIDED = {
    "unanswered": ("Too little to go by yet", "Fewer than two of your answers point to a role."),
    "even": ("It is even", "Your answers speak as much for one as for another."),
    "unknown": ("I cannot weigh these", "What I know speaks for fewer than two of them."),
}

Numbers = Mapping[str, int]
Names = Mapping[str, str]


def recommendation_blocks(found: Recommendation, base: KnowledgeBase) -> list[Block]:
    """The recommendation as blocks for a message or a modal."""
    sources = base.get_sources(_cited(found))
    names, numbers = short_names(base), number_sources(sources)
    blocks = [header(heading(found, names)), section(escape(rationale(found, names))), context(_counts(found, names))]
    if found.effects:
        blocks += paragraphs(["*What your answers say*", *(_rule(rule, names, numbers) for rule in found.effects)])
    if found.counterargument:
        blocks.append(section(fit_lines(_counter(found.counterargument, names, numbers), MAX_SECTION)))
    blocks.append(section(fit_lines(_tipping_answers(found, names), MAX_SECTION)))
    return [*blocks, *_small_print(sources)]


def short_names(base: KnowledgeBase) -> Names:
    """What each role is called, by its id."""
    return {role.id: role.short for role in base.roles.values()}


def named(roles: Iterable[str], names: Names, last: str = "and") -> str:
    """The roles in a sentence: the CMO and the CRO. One that the knowledge no longer has goes by its id."""
    return join_words([f"the {names.get(role, role)}" for role in roles], last)


def outcome(roles: Iterable[str], of: int, names: Names) -> str:
    """What was advised or chosen among so many roles, in a few words; no role is "not yet"."""
    chosen = tuple(roles)
    if not chosen:
        return "Neither yet" if of == PAIR else "None of them yet"
    if len(chosen) == PAIR:
        return f"Both, {named(chosen, names)}"
    text = named(chosen, names)
    return text[:1].upper() + text[1:]


def heading(found: Recommendation, names: Names) -> str:
    """The verdict in a few words."""
    if found.verdict == OPEN:
        return UNDECIDED[found.why][0]
    return f"Recommended: {as_phrase(outcome(found.recommended_roles, len(found.roles), names))}"


def rationale(found: Recommendation, names: Names) -> str:
    """What the verdict rests on, in a sentence or two."""
    left_out = (
        f" I know no rule that speaks for {named(found.unsupported_roles, names, 'or')}."
        if found.unsupported_roles
        else ""
    )
    if found.verdict == OPEN:
        return f"{UNDECIDED[found.why][1]}{left_out}"
    if found.verdict == NEITHER:
        return f"It is too early for {named(found.deferred_roles, names)}, and that goes before all points.{left_out}"
    early = f" For {named(found.deferred_roles, names)} it is too early." if found.deferred_roles else ""
    if found.verdict == BOTH:
        return f"An answer of yours says both, and they lie within a point of each other.{early}{left_out}"
    return f"Most of what you answered speaks for {named(found.recommended_roles, names)}.{early}{left_out}"


def _counts(found: Recommendation, names: Names) -> str:
    points = [f"*{escape(names[role])}* {_points(count)}" for role, count in found.points.items()]
    return f"{' · '.join(points)} · {found.answered} of {found.asked} questions answered"


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def _rule(rule: ChoiceEffect, names: Names, numbers: Numbers) -> str:
    weight = f", {_points(rule.points)}" if rule.points else ""
    where = escape(f"{verdict(rule.choice, names)}{weight}")
    return f"• {escape(rule.consideration.title)}, {_label(rule.choice)}: *{where}*. {_reason(rule, numbers)}"


def _reason(rule: ChoiceEffect, numbers: Numbers) -> str:
    return statement_text(rule.choice.because, basis_label(rule.choice), rule.choice.sources, numbers)


def _label(choice: Choice) -> str:
    return escape(f"“{choice.label}”")


def _counter(counter: Counterargument, names: Names, numbers: Numbers) -> Iterator[str]:
    yield "*The strongest argument against it*"
    if not counter.given:
        yield "None of your answers speaks against it. What would, most of all:"
    yield _rule(counter.effect, names, numbers)


def _tipping_answers(found: Recommendation, names: Names) -> Iterator[str]:
    yield "*What would change it*"
    groups: dict[str, list[Counterfactual]] = {}
    for turn in found.counterfactuals:
        open_ended = UNDECIDED[turn.outcome.why][0] if turn.outcome.verdict == OPEN else ""
        groups.setdefault(open_ended or outcome(turn.outcome.recommended_roles, len(found.roles), names), []).append(
            turn
        )
    if not groups:
        yield "No single other answer would."
    for name, turns in groups.items():
        more = f" and {len(turns) - MAX_TIPPING_ANSWERS} more" if len(turns) > MAX_TIPPING_ANSWERS else ""
        yield f"• *{escape(name)}*, with {'; '.join(_label(turn.choice) for turn in turns[:MAX_TIPPING_ANSWERS])}{more}"


def _cited(found: Recommendation) -> Iterator[str]:
    for rule in (*found.effects, *([found.counterargument.effect] if found.counterargument else [])):
        yield from rule.choice.sources


def _small_print(sources: tuple[Source, ...]) -> Iterator[Block]:
    if sources:
        yield context(*source_lines(sources, overview=False))
