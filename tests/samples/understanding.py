"""The shipped knowledge base and functions that read texts with it, for the understanding tests."""

from collections.abc import Iterator
from functools import cache

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.understanding.annotation import Annotation
from bot.understanding.annotator import annotate
from bot.understanding.intents import Reading
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.questions import read


@cache
def base() -> KnowledgeBase:
    """The knowledge base that Rolecall ships with."""
    return load()


def lexicon() -> Lexicon:
    """The lexicon of the shipped knowledge base."""
    return lexicon_of(base())


def annotation_of(text: str) -> Annotation:
    """The annotation of the text."""
    return annotate(text, lexicon())


def reading_of(text: str) -> Reading:
    """The reading of the text as a question without earlier context."""
    return read(text, base())


def roles_in(text: str) -> tuple[str, ...]:
    """The roles that the text mentions; roles that share an abbreviation are joined by a bar."""
    return tuple("|".join(mention.roles) for mention in annotation_of(text).entities)


def typos(word: str) -> Iterator[str]:
    """The word with one typo: a letter omitted, doubled, or swapped with the next one."""
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + letter + word[at:]
        if word[at + 1 : at + 2] not in ("", letter):
            yield word[:at] + word[at + 1] + letter + word[at + 2 :]
