"""What the alternatives are given: the right roles, and ways of asking to learn from.

They are spared the finding of roles: those of a labelled question are taken from its label, and where the label says
that a shared abbreviation has to be asked back, that counts as done. What is left is which card is wanted, and whether
any is. They learn from some 200 usual ways of asking written for them, and from all those that Rolecall has.
"""

from pathlib import Path

import yaml

from benchmarks.understanding.labelled import LabelledQuestion, PredictedCard
from bot.knowledge.base import KnowledgeBase
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import normalise

GROUPS = ("none", "one", "several")
STAND_IN = "role"
"""What stands for a role in questions and ways of asking alike."""
Learnt = list[tuple[str, str]]


class RoleMasker:
    """Roles by their exact names and abbreviations, as the knowledge lists them."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Index the names."""
        self._names = lexicon_of(base).roles

    def find(self, text: str) -> tuple[tuple[str, ...], str]:
        """The roles named, in order, and the text with a stand-in for each."""
        words = list(normalise(text).words)
        spans = self._names.longest(words)
        for span in reversed(spans):
            words[span.start : span.end] = [STAND_IN]
        return tuple(dict.fromkeys(span.value[0] for span in spans)), " ".join(words)


def question(row: LabelledQuestion, finder: RoleMasker) -> tuple[str, str]:
    """The group to search, and the text with its roles taken out."""
    found, masked = finder.find(row.text)
    return GROUPS[min(len(row.roles if row.status == "answered" else found), 2)], masked


def card(row: LabelledQuestion, label: str, finder: RoleMasker) -> PredictedCard:
    """The card that a label stands for, with the right roles."""
    if row.status == "clarify":
        return PredictedCard("clarify")
    return _card(label, row.roles if row.status == "answered" else finder.find(row.text)[0])


def ways(base: KnowledgeBase) -> dict[str, Learnt]:
    """For questions that name no, one or several roles: ways of asking and the label of each."""
    learnt: dict[str, Learnt] = {group: [] for group in GROUPS}
    for listed in (_usual(), base.language.ways):
        for label, texts in listed.items():
            learnt[_group(label)] += [(text.replace("@", STAND_IN), label) for text in texts]
    return learnt


def written_out(base: KnowledgeBase) -> Learnt:
    """The usual ways of asking with every role and every curated pair in them, and labels like `role/metrics=cmo`."""
    singles: list[tuple[str, ...]] = [(role.id,) for role in base.roles.values()]
    several: list[tuple[str, ...]] = [tuple(sorted(pair)) for pair in base.pairs]
    ids: dict[str, list[tuple[str, ...]]] = {"none": [()], "one": singles, "several": several}
    return [
        (_filled(text, roles, base), f"{label}={','.join(roles)}")
        for label, texts in _usual().items()
        for roles in ids[_group(label)]
        for text in texts
    ]


def written_card(label: str) -> PredictedCard:
    """The card behind a label of `written_out`."""
    way, _, ids = label.partition("=")
    return _card(way, tuple(filter(None, ids.split(","))))


def _usual() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "phrasings.yml").read_text(encoding="utf-8"))
    return listed


def _card(label: str, roles: tuple[str, ...]) -> PredictedCard:
    first, _, topic = label.partition("/")
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
