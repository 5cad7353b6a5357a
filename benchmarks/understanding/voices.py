"""Cross-validation by voice: every voice is read by models that have seen none of its texts."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bot.knowledge.base import KnowledgeBase
from bot.understanding import trained
from bot.understanding.intents import Intent, Reading
from bot.understanding.questions import read
from training.fit import fit_all
from training.rows import Label, Language, read_voices

FOLDS = 4
SEED = 3
CURVE = (10, 20, 40, 80, 120)
"""Numbers of voices for the learning curve."""
BANDS = ((0.9, 1.01), (0.8, 0.9), (0.6, 0.8), (0.4, 0.6), (0.0, 0.4))
Verdicts = Counter[str]


def report(base: KnowledgeBase) -> None:
    """Print the cross-validation, the reliability of the confidence, and the learning curve."""
    language = list(read_voices())
    read_all = [(label, reading) for fold in _folds(language) for label, reading in _left_out(fold, language, base)]
    print(f"\n{'voices left out':24}{'right':>8}{'reach':>8}{'wrong':>8}{'refused':>9}{'texts':>8}")
    _row("questions", [_verdict(label, reading) for label, reading in read_all if _is_question(label)])
    none = [reading.status == "answered" for label, reading in read_all if label["intent"] == "none"]
    print(f"messages not for the bot that get a card: {sum(none) / len(none):.1%} of {len(none)}")
    _reliability(read_all)
    print(f"\n{'learning curve':24}{'right':>8}{'reach':>8}{'wrong':>8}{'refused':>9}{'texts':>8}")
    for count in CURVE:
        _row(f"{count} voices", _with_voices(count, language, base))


def _folds(language: Language) -> list[set[str]]:
    voices = sorted({voice for voice, _ in language})
    random.Random(SEED).shuffle(voices)  # noqa: S311  repeatable, not secret
    return [set(voices[start::FOLDS]) for start in range(FOLDS)]


def _left_out(fold: set[str], language: Language, base: KnowledgeBase) -> list[tuple[Label, Reading]]:
    """Read the voices of the fold with models trained on the others."""
    models = fit_all(base, [(voice, label) for voice, label in language if voice not in fold])
    with trained.replaced(models):
        return [(label, read(label["q"], base)) for voice, label in language if voice in fold]


def _with_voices(count: int, language: Language, base: KnowledgeBase) -> list[str]:
    """Read the first fold with models trained on so many of the other voices."""
    first, *others = _folds(language)
    chosen = set(sorted(set().union(*others))[:count])
    models = fit_all(base, [(voice, label) for voice, label in language if voice in chosen])
    with trained.replaced(models):
        return [
            _verdict(label, read(label["q"], base))
            for voice, label in language
            if voice in first and _is_question(label)
        ]


def _is_question(label: Label) -> bool:
    """Return whether the text asks for a card about roles that the knowledge holds."""
    return label["intent"] not in ("none", "faq") and not label.get("unknown")


def _verdict(label: Label, reading: Reading) -> str:
    """Return `right`, `reach` (among the offered readings), `wrong` or `refused`."""
    if reading.status == "answered" and _fits(label, reading.intent):
        return "right"
    if any(_fits(label, option.intent) for option in reading.options):
        return "reach"
    return "wrong" if reading.status == "answered" else "refused"


def _fits(label: Label, intent: Intent) -> bool:
    accepted = {(label["intent"], label["topic"]), *map(tuple, label.get("alt", ()))}
    kinds = {(intent.kind, intent.topic)}
    if intent.kind in ("role", "compare"):  # several roles explained one by one, or set against each other
        kinds = {("role", intent.topic), ("compare", intent.topic)}
    if accepted.isdisjoint(kinds):
        return False
    if intent.kind == "who_owns":
        return label.get("subject") in (None, intent.subject)
    return intent.kind == "faq" or set(intent.roles) == set(label["roles"])


def _row(name: str, verdicts: Sequence[str]) -> None:
    counts: Verdicts = Counter(verdicts)
    total = counts.total() or 1
    right, reach = counts["right"] / total, (counts["right"] + counts["reach"]) / total
    print(f"{name:24}{right:8.1%}{reach:8.1%}{counts['wrong'] / total:8.1%}{counts['refused'] / total:9.1%}{total:8}")


def _reliability(read_all: Iterable[tuple[Label, Reading]]) -> None:
    """Print how many answers of each confidence are right."""
    bands: defaultdict[float, list[bool]] = defaultdict(list)
    for label, reading in read_all:
        if reading.status == "answered" and label["intent"] not in ("none", "faq"):
            low = next(low for low, high in BANDS if low <= reading.confidence < high)
            bands[low].append(_verdict(label, reading) == "right")
    for low in sorted(bands, reverse=True):
        right, of = sum(bands[low]), len(bands[low])
        print(f"answers with a confidence from {low:.1f}: {right / of:6.1%} right of {of}")
