"""The reasoning of a recommendation in words, as it is kept with a decision, and the decision as a text to copy."""

from collections.abc import Iterator, Mapping

from bot.answers.memo import Memo
from bot.answers.wording import join_words, long_date, source_label
from bot.hiring.decisions import Decision, RecommendationSnapshot
from bot.hiring.recommendation import Counterfactual, Recommendation
from bot.hiring.recommendation_rules import NEITHER, OPEN, ChoiceEffect
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Source
from bot.slack.hiring.views.recommendation import UNDECIDED, Names, named, outcome, short_names

MAX_REASONS = 4
MAX_CHANGES = 3
"""Both chosen by hand, so that a decision fits on a page."""


def snapshot_of(found: Recommendation, base: KnowledgeBase) -> RecommendationSnapshot:
    """The recommendation with its reasoning in words that no later change of the knowledge alters."""
    counter = found.counterargument
    return RecommendationSnapshot(
        verdict=found.verdict,
        roles=found.recommended_roles,
        scores=tuple(found.points.items()),
        because=tuple(map(_argument, _supporting(found)))[:MAX_REASONS],
        against=_argument(counter.effect) if counter and counter.given else "",
        would_change=tuple(_changes(found, short_names(base)))[:MAX_CHANGES],
    )


def decision_memo(decision: Decision, base: KnowledgeBase) -> Memo:
    """The decision as a text in Markdown: what was decided, why, what speaks against it, what would change it."""
    names = short_names(base)
    title = f"Decision: {outcome(decision.choice, len(decision.roles), names)}"
    lines = [f"# {title}", "", f"Compared: {named(decision.roles, names)}.", ""]
    for heading, texts in _parts(decision):
        lines += [f"## {heading}", "", *texts, ""]
    if sources := base.get_sources(_cited(decision, base)):
        lines += ["## Sources", "", *map(_source, sources), ""]
    review = f" Review date: {long_date(decision.review_on)}." if decision.review_on else ""
    lines.append(f"Recorded on {long_date(decision.at.date())}.{review}")
    return Memo(title, f"decision-{'-'.join(decision.roles)}", "\n".join(lines))


def decision_evidence(decision: Decision, base: KnowledgeBase) -> str:
    """The decision in a few sentences, as the evidence of the item that it closes."""
    names = short_names(base)
    parts = (
        f"Decision of {long_date(decision.at.date())}: {outcome(decision.choice, len(decision.roles), names)}",
        f"Compared: {named(decision.roles, names)}",
        f"Reasons: {decision.reasons}" if decision.reasons.strip() else "",
        f"Dissent: {decision.dissent}" if decision.dissent.strip() else "",
    )
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _parts(decision: Decision) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The headings of the memo with their paragraphs; parts without a text are left out."""
    found = decision.recommendation
    for heading, texts in (
        ("Reasons", (decision.reasons,)),
        ("What the answers say", tuple(f"- {text}" for text in found.because)),
        ("Strongest argument against it", (found.against,)),
        ("What would change it", tuple(f"- {text}" for text in found.would_change)),
        ("Dissent", (decision.dissent,)),
    ):
        if said := tuple(text for text in texts if text.strip()):
            yield heading, said


def _supporting(found: Recommendation) -> Iterator[ChoiceEffect]:
    """The rules that led to the verdict."""
    recommended = set(found.recommended_roles)
    for effect in found.effects:
        if effect.deferred_roles if found.verdict == NEITHER else recommended & set(effect.supported_roles):
            yield effect


def _argument(effect: ChoiceEffect) -> str:
    return f"{effect.consideration.title}: {effect.choice.label}. {effect.choice.because}"


def _changes(found: Recommendation, names: Names) -> Iterator[str]:
    """The other recommendations, each with the answers that would lead to it."""
    groups: dict[str, list[Counterfactual]] = {}
    for change in found.counterfactuals:
        other = change.outcome
        undecided = UNDECIDED[other.why][0] if other.verdict == OPEN else ""
        groups.setdefault(undecided or outcome(other.recommended_roles, len(found.roles), names), []).append(change)
    for text, changes in groups.items():
        labels = [f"“{change.choice.label}”" for change in changes[:MAX_CHANGES]]
        yield f"{text}, if you answer {join_words(labels, 'or')}"


def _cited(decision: Decision, base: KnowledgeBase) -> Iterator[str]:
    """The ids of the sources behind the answers that were given."""
    given: Mapping[str, str] = dict(decision.answers)
    for consideration in base.considerations.values():
        for choice in consideration.choices:
            if given.get(consideration.id) == choice.id:
                yield from choice.sources


def _source(source: Source) -> str:
    return f"- {source_label(source)}{f': {source.address}' if source.address else ''}"
