"""What users read is plain English: none of a short list of words that give away a stilted sentence.

A hit is reported as `file:line`. Rewrite the sentence; only a text that isn't prose, or quotes, belongs in EXCEPTIONS.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]

GIVE_AWAYS = {
    "again": r"\banew\b",
    "who": r"\bwhom\b",
    "the person who, anyone who": r"\bwhoever\b|\bwhomever\b",
    "next to, as well as": r"\bbeside\b",
    "someone, a person": r"\bsomebody\b",
    "no one, unassigned": r"\bnobody\b",
    "gets a message, is notified": r"\b(?:is|are|was|were|be|been) told\b",
    "is": r"\bstands\b(?! (?:for|out|by)\b)",
    "is, is posted": r"\bhangs\b",
    "fix, repair": r"\bmend(?:s|ed|ing)?\b",
    "sets out, lists": r"\b(?:lays|laid|lay) out\b",
    "our, Rolecall's": r"\bof (?:ours|mine|yours|theirs)\b",
    "resulted from": r"\bcame of\b",
    "manager": r"\bsuperiors?\b",
    "the person in the role": r"\bholders?\b",
    "I can't read that date": r"\bno day that I can read\b",
    "isn't a": r"(?<!\bthere )\bis no (?!longer\b|more\b|substitute\b)",
    "nothing changed": r"\bit is so already\b",
}
"""What to write instead, and the pattern of what gives the old style away."""

EXCEPTIONS = {
    "nobody": "the value of an item without an owner, which is typed, stored and never shown",
    r"(?<![\w@])(?:to )?(?:nobody|noone|no one|no-one|none|unassigned|anyone|anybody)(?!\w)": "what people may type",
    "unassigned, not assigned, nobody, nobody's, no one, noone, of nobody, with nobody, without a person, "
    "without anybody, without an owner, no owner, unowned": "what people may type",
    "| the same, others that nobody had seen | 336 | 83.9%; wrong 8.3% | not measured |": "the label of a measurement",
}
"""Texts that may stay, and why. Each is a whole line of a page, or a whole text in a file of code or knowledge."""

CODE = ("answers", "commands", "dates", "hiring", "knowledge", "playground", "slack")
"""The packages whose string literals users read."""
PAGES = (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "knowledge/README.md")
GENERATED = ROOT / "docs/gallery.md"
"""Repeats what the program prints, which is checked where it is written."""
WORDS_OF_USERS = (
    "names",
    "ask",
    "ways",
    "phrases",
    "misspellings",
    "abbreviations",
    "cues",
    "functions",
    "contexts",
    "words",
)
"""The keys of the knowledge with what users type, in their own English."""
WORDS_OF_SOURCES = ("title", "publisher", "address")
"""The keys of a source with the publisher's words."""


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast one, where PyYAML has it."""
VOCABULARY = (ROOT / "bot/commands/vocabulary.py", ROOT / "bot/commands/foreign_words.py")
"""Modules that list the words with which users type commands; no user sees them."""


class ShownText(NamedTuple):
    """A text that users read, and where it is."""

    place: str
    text: str


@cache
def shown_texts() -> tuple[ShownText, ...]:
    return tuple(text for reader in (python_texts, script_texts, knowledge_texts, page_lines) for text in read(reader))


@cache
def read(reader: Callable[[], Iterator[ShownText]]) -> tuple[ShownText, ...]:
    return tuple(reader())


def python_texts() -> Iterator[ShownText]:
    files = [*(ROOT / "bot").glob("*.py"), *(path for name in CODE for path in (ROOT / "bot" / name).rglob("*.py"))]
    for path in sorted({*files} - {*VOCABULARY}):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield ShownText(f"{path.relative_to(ROOT)}:{node.lineno}", node.value)


def script_texts() -> Iterator[ShownText]:
    """The string literals of the playground's page, and the lines of its HTML."""
    for path in sorted((ROOT / "bot/playground/static").glob("*.js")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for _, text in re.findall(r"""(["'`])(.*?)(?<!\\)\1""", re.sub(r"(?:^|\s)//.*", "", line)):
                yield ShownText(f"{path.relative_to(ROOT)}:{number}", text)
    yield from lines_of(ROOT / "bot/playground/static/index.html")


def knowledge_texts() -> Iterator[ShownText]:
    for path in sorted((ROOT / "knowledge").rglob("*.yml")):
        skipped = (*WORDS_OF_USERS, *(WORDS_OF_SOURCES if path.name == "sources.yml" else ()))
        for node in values(yaml.compose(path.read_text(encoding="utf-8"), LOADER), skipped):
            yield ShownText(f"{path.relative_to(ROOT)}:{node.start_mark.line + 1}", node.value)


def values(node: yaml.Node, skipped: tuple[str, ...]) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for part in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from values(part, skipped)
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value not in skipped:
            yield from values(value, skipped)


def page_lines() -> Iterator[ShownText]:
    for page in sorted({*PAGES} - {GENERATED}):
        yield from lines_of(page)


def lines_of(path: Path) -> Iterator[ShownText]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        yield ShownText(f"{path.relative_to(ROOT)}:{number}", line.strip())


@pytest.mark.parametrize("instead", GIVE_AWAYS)
def test_no_text_that_users_read_has_a_word_of_the_old_style(instead: str):
    pattern = re.compile(GIVE_AWAYS[instead], re.IGNORECASE)
    found = [f"{place}: {text}" for place, text in shown_texts() if pattern.search(text) and text not in EXCEPTIONS]
    assert found == [], f"write instead: {instead}"


def test_every_exception_is_still_needed():
    texts = {text for _, text in shown_texts()}
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in GIVE_AWAYS.values()]
    assert [text for text in EXCEPTIONS if text not in texts] == []
    assert [text for text in EXCEPTIONS if not any(pattern.search(text) for pattern in patterns)] == []


@pytest.mark.parametrize("reader", [python_texts, script_texts, knowledge_texts, page_lines])
def test_every_kind_of_text_is_read(reader: Callable[[], Iterator[ShownText]]):
    assert len(read(reader)) > 100
