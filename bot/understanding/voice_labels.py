"""Checks the labels of the voices: none may say something else than the ways of asking that the language lists."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import annotate
from bot.understanding.classes import class_of
from bot.understanding.classifier import class_of_way, find_listed_way
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.phrases import vocabulary, words_of

VOICES = "voices/*.jsonl"
MAX_WORDS = 8
"""Longer texts aren't compared with the listed ways, which are hardly ever so long. It saves time."""


def find_contradicting_labels(folder: Path, base: KnowledgeBase) -> Iterator[str]:
    """Yield `file:line: what is wrong; how to fix it` for each text of a voice that the language lists as another way.

    A text is as good as a listed way if it has the same words, apart from fillers, and its roles count as one.
    """
    paths = sorted(folder.glob(VOICES))
    lexicon = lexicon_of(base)
    known = _vocabulary(base, lexicon) if paths else set()
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            label = json.loads(line)
            if (way := _way_of(label["q"], known, lexicon)) and class_of_way(way) not in _classes_of(label):
                said = "/".join(filter(None, (label["intent"], label.get("topic"))))
                yield (
                    f'{_shown(path)}:{number}: "{label["q"]}" is labelled {said}, but language.yml '
                    f'lists it as a way of {way}; correct the label, add "alt", or delete the way'
                )


def _shown(path: Path) -> str:
    """Return the path relative to the current folder, if it is in it."""
    return os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)


def _vocabulary(base: KnowledgeBase, lexicon: Lexicon) -> set[str]:
    """Return the words of all listed ways, of the names that may stand in them, and the fillers."""
    names = [text for r in base.roles.values() for text in (r.title, r.short, *r.names, *r.abbreviations)]
    names += [text for topic in base.topics.values() for text in (topic.name, *topic.names)]
    names += [text for thing in base.things.values() for text in (thing.name, *thing.names)]
    ways = (text for texts in base.language.ways.values() for text in texts)
    return vocabulary((*names, *ways)) | lexicon.fillers


def _way_of(text: str, known: set[str], lexicon: Lexicon) -> str | None:
    """Return the kind of question that the language lists for a short text of known words, or None."""
    words = words_of(text)
    if len(words) > MAX_WORDS or not known.issuperset(words):
        return None
    annotation = annotate(text, lexicon)
    return None if annotation.titles else find_listed_way(annotation, lexicon)


def _classes_of(label: Mapping[str, Any]) -> set[str]:
    """Return the classes of a label and of its alternatives."""
    accepted = ((label["intent"], label.get("topic")), *label.get("alt", ()))
    return {class_of(kind, topic) for kind, topic in accepted}
