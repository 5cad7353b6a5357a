"""Which role to hire, as the rules see it: the verdict, what fired, what speaks against it, what would turn it."""

from collections.abc import Iterable, Iterator, Mapping

from bot.answers.plain import numbered
from bot.answers.wording import listed, standing, verdict, within
from bot.hiring.recommendation import Counter, Recommendation, Turn
from bot.hiring.ruling import BOTH, NEITHER, OPEN, Fired
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Choice, Source
from bot.slack.blocks import Block, context, header, section
from bot.slack.cards.evidence import SECTION, paragraphs, said, source_lines
from bot.slack.text import escape, fit

MOST_TURNS = 5
"""Answers named for each thing that the recommendation could turn into."""
PAIR = 2
UNSURE = {
    "unanswered": ("Too little to go by yet", "Fewer than two of your answers point to a role."),
    "even": ("It is even", "Your answers speak as much for one as for another."),
    "unknown": ("I cannot weigh these", "What I know speaks for fewer than two of them."),
}

Numbers = Mapping[str, int]
Names = Mapping[str, str]


def recommendation(found: Recommendation, base: KnowledgeBase) -> list[Block]:
    """The recommendation as blocks for a message or a modal."""
    sources = base.cited(_cited(found))
    names, numbers = short_names(base), numbered(sources)
    blocks = [header(heading(found, names)), section(escape(grounds(found, names))), context(_counts(found, names))]
    if found.fired:
        blocks += paragraphs(["*What your answers say*", *(_rule(rule, names, numbers) for rule in found.fired)])
    if found.counter:
        blocks.append(section(fit(_counter(found.counter, names, numbers), SECTION)))
    blocks.append(section(fit(_turns(found, names), SECTION)))
    return [*blocks, *_small_print(sources)]


def short_names(base: KnowledgeBase) -> Names:
    """What each role is called, by its id."""
    return {role.id: role.short for role in base.roles.values()}


def named(roles: Iterable[str], names: Names, last: str = "and") -> str:
    """The roles in a sentence: the CMO and the CRO. One that the knowledge no longer has goes by its id."""
    return listed([f"the {names.get(role, role)}" for role in roles], last)


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
        return UNSURE[found.why][0]
    return f"Recommended: {within(outcome(found.advised, len(found.roles), names))}"


def grounds(found: Recommendation, names: Names) -> str:
    """What the verdict rests on, in a sentence or two."""
    left_out = f" I know no rule that speaks for {named(found.unheard, names, 'or')}." if found.unheard else ""
    if found.verdict == OPEN:
        return f"{UNSURE[found.why][1]}{left_out}"
    if found.verdict == NEITHER:
        return f"It is too early for {named(found.early, names)}, and that goes before all points.{left_out}"
    early = f" For {named(found.early, names)} it is too early." if found.early else ""
    if found.verdict == BOTH:
        return f"An answer of yours says both, and they lie within a point of each other.{early}{left_out}"
    return f"Most of what you answered speaks for {named(found.advised, names)}.{early}{left_out}"


def _counts(found: Recommendation, names: Names) -> str:
    points = [f"*{escape(names[role])}* {_points(count)}" for role, count in found.scores.items()]
    return f"{' · '.join(points)} · {found.answered} of {found.asked} questions answered"


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def _rule(rule: Fired, names: Names, numbers: Numbers) -> str:
    weight = f", {_points(rule.points)}" if rule.points else ""
    where = escape(f"{verdict(rule.choice, names)}{weight}")
    return f"• {escape(rule.consideration.title)}, {_label(rule.choice)}: *{where}*. {_reason(rule, numbers)}"


def _reason(rule: Fired, numbers: Numbers) -> str:
    return said(rule.choice.because, standing(rule.choice), rule.choice.sources, numbers)


def _label(choice: Choice) -> str:
    return escape(f"“{choice.label}”")


def _counter(counter: Counter, names: Names, numbers: Numbers) -> Iterator[str]:
    yield "*The strongest argument against it*"
    if not counter.given:
        yield "None of your answers speaks against it. What would, most of all:"
    yield _rule(counter.rule, names, numbers)


def _turns(found: Recommendation, names: Names) -> Iterator[str]:
    yield "*What would change it*"
    groups: dict[str, list[Turn]] = {}
    for turn in found.turns:
        open_ended = UNSURE[turn.ruling.why][0] if turn.ruling.verdict == OPEN else ""
        groups.setdefault(open_ended or outcome(turn.ruling.advised, len(found.roles), names), []).append(turn)
    if not groups:
        yield "No single other answer would."
    for name, turns in groups.items():
        more = f" and {len(turns) - MOST_TURNS} more" if len(turns) > MOST_TURNS else ""
        yield f"• *{escape(name)}*, with {'; '.join(_label(turn.choice) for turn in turns[:MOST_TURNS])}{more}"


def _cited(found: Recommendation) -> Iterator[str]:
    for rule in (*found.fired, *([found.counter.rule] if found.counter else [])):
        yield from rule.choice.sources


def _small_print(sources: tuple[Source, ...]) -> Iterator[Block]:
    if sources:
        yield context(*source_lines(sources, overview=False))
