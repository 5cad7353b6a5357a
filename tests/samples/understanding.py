"""The shipped knowledge and texts read with it, for the tests of the understanding."""

from collections.abc import Iterator
from functools import cache

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.understanding.annotator import Annotation, annotate
from bot.understanding.intents import Reading
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.questions import read


@cache
def base() -> KnowledgeBase:
    """The knowledge that comes with Rolecall."""
    return load()


def lexicon() -> Lexicon:
    """Its words and phrases."""
    return lexicon_of(base())


def heard(text: str) -> Annotation:
    """The text taken apart."""
    return annotate(text, lexicon())


def understood(text: str) -> Reading:
    """The text read as a question, with nothing said before."""
    return read(text, base())


def named(text: str) -> tuple[str, ...]:
    """The roles that the text names, those of a shared abbreviation joined by a bar."""
    return tuple("|".join(mention.roles) for mention in heard(text).entities)


def slips(word: str) -> Iterator[str]:
    """The word with one slip of the fingers: a letter swapped with the next, left out, or typed twice."""
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + letter + word[at:]
        if word[at + 1 : at + 2] not in ("", letter):
            yield word[:at] + word[at + 1] + letter + word[at + 2 :]
