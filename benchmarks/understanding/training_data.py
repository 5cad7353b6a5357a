"""The input of the other classifiers: the right roles, and phrasings to learn from.

They do not have to recognise roles: the roles come from the label of a question, and a question whose label asks for
clarification counts as clarified. They decide which card is wanted, and whether any is. They learn from about 200
common phrasings written for this benchmark (`phrasings.yml`) and from everything that Rolecall learns from: the ways of
asking that are listed and the voices, with those that get no card as a class of their own.
"""

from pathlib import Path

import yaml

from benchmarks.understanding.labelled_questions import LabelledQuestion, PredictedCard
from bot.knowledge.base import KnowledgeBase
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import normalise
from training.rows import Label, read_voices

GROUPS = ("none", "one", "several")
PLACEHOLDER = "role"
"""Replaces the name of a role, in questions and in phrasings."""
LabelledTexts = list[tuple[str, str]]
UNANSWERED = "none/unknown"


class RoleMasker:
    """Finds roles by the exact names and abbreviations in the knowledge."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Index the names."""
        self._names = lexicon_of(base).roles

    def find(self, text: str) -> tuple[tuple[str, ...], str]:
        """The ids of the roles in a text, in order, and the text with a placeholder for each."""
        words = list(normalise(text).words)
        spans = self._names.longest(words)
        for span in reversed(spans):
            words[span.start : span.end] = [PLACEHOLDER]
        return tuple(dict.fromkeys(span.value[0] for span in spans)), " ".join(words)


def question(row: LabelledQuestion, masker: RoleMasker) -> tuple[str, str]:
    """The group of a question, and its text with placeholders for the roles."""
    found, masked = masker.find(row.text)
    return GROUPS[min(len(row.roles if row.status == "answered" else found), 2)], masked


def card(row: LabelledQuestion, label: str, masker: RoleMasker) -> PredictedCard:
    """The card for a label that a classifier chose, with the right roles."""
    if row.status == "clarify":
        return PredictedCard("clarify")
    return _card(label, row.roles if row.status == "answered" else masker.find(row.text)[0])


def phrasings(base: KnowledgeBase) -> dict[str, LabelledTexts]:
    """Labelled phrasings, by group: questions that name no, one or several roles."""
    by_group: dict[str, LabelledTexts] = {group: [] for group in GROUPS}
    for listed in (_common(), base.language.ways):
        for label, texts in listed.items():
            by_group[_group(label)] += [(text.replace("@", PLACEHOLDER), label) for text in texts]
    masker = RoleMasker(base)
    for _, row in read_voices():
        found, masked = masker.find(row["q"])
        roles = row["roles"] if row["intent"] not in ("none", "faq") else found
        group = GROUPS[min(len(roles), 2)]
        by_group[group].append((masked, _label(row, group)))
    return by_group


def _label(row: Label, group: str) -> str:
    """The label of a text of the voices, as `knowledge/language.yml` names it; `none/unknown` gets no card."""
    kind, topic = row["intent"], row["topic"]
    if kind in ("none", "faq"):
        return UNANSWERED
    if kind == "who_owns":
        return f"{'several' if group == 'several' else 'none'}/who_owns"
    if kind == "advice":
        return f"{'several' if group == 'several' else 'advice'}/{topic}"
    first = "compare" if group == "several" else "role"
    return f"{first}/{topic}" if topic else first


def expanded(base: KnowledgeBase) -> LabelledTexts:
    """The common phrasings filled with every role and every curated pair; labels look like `role/metrics=cmo`."""
    singles: list[tuple[str, ...]] = [(role.id,) for role in base.roles.values()]
    several: list[tuple[str, ...]] = [tuple(sorted(pair)) for pair in base.pairs]
    ids: dict[str, list[tuple[str, ...]]] = {"none": [()], "one": singles, "several": several}
    return [
        (_filled(text, roles, base), f"{label}={','.join(roles)}")
        for label, texts in _common().items()
        for roles in ids[_group(label)]
        for text in texts
    ]


def expanded_card(label: str) -> PredictedCard:
    """The card for a label of `expanded`."""
    name, _, ids = label.partition("=")
    return _card(name, tuple(filter(None, ids.split(","))))


def _common() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "phrasings.yml").read_text(encoding="utf-8"))
    return listed


def _card(label: str, roles: tuple[str, ...]) -> PredictedCard:
    first, _, topic = label.partition("/")
    if label == UNANSWERED:
        return PredictedCard("unknown")
    if topic in ("who_owns", "help", "directory"):
        return PredictedCard("answered", topic, roles)
    kind = "advice" if first in ("several", "none") else first
    return PredictedCard("answered", kind, roles, topic or None)


def _group(label: str) -> str:
    first = label.partition("/")[0]
    return {"none": "none", "role": "one", "advice": "one"}.get(first, "several")


def _filled(text: str, roles: tuple[str, ...], base: KnowledgeBase) -> str:
    for role in roles:
        text = text.replace("@", base.roles[role].short, 1)
    return text
