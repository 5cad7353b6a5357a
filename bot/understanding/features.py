"""The features of a question: pieces of its text with the roles masked. The classifier weighs them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from bot.understanding.normalise import Utterance

BUCKETS = 1 << 16
"""Features are numbered by a hash. Two that share a number cost less accuracy than a dictionary costs memory."""
LETTERS = (3, 4, 5)
"""The lengths of the pieces of words, which make a typo or another form of a word count nearly like the word itself."""
CACHED_WORDS = 1 << 11
"""How many words have the numbers of their pieces cached: 2 MB at most."""
MAX_TOKENS = 150
"""Of a longer text only its two ends count, which bounds the time that it takes."""
START, END = "^", "$"
ROLE_MASK = "@"
"""The mask of a role that the question is about."""
UNKNOWN_SIDE, BYSTANDER = "&", "%"
"""The masks of titles that the knowledge doesn't hold, and of roles that the question isn't about."""
POLITENESS = frozenset(
    (
        *("please", "pls", "plz", "thanks", "thx", "ty", "cheers", "hey", "hi", "hello", "yo", "um", "uh", "uhm"),
        *("ok", "okay", "oh", "btw", "fyi", "lol", "haha", "sorry", "imo", "imho"),
    )
)
"""Words that say nothing about what is asked."""
PRONOUNS = frozenset(("they", "them", "their", "theirs", "these", "those", "he", "she", "his", "her", "it", "its"))
"""Words that stand for the roles of the question before."""
PUNCTUATION = (("?", "?"), (".!;:\n", "."), (",", ","), ("/", "/"))
"""Which characters between words count, and as what."""


def tokens(utterance: Utterance, words: Sequence[str], masks: Mapping[int, tuple[int, str]]) -> tuple[str, ...]:
    """Return the words of a text with masks for roles, `0` for each number, and the punctuation that matters.

    `words` are those of the utterance with their spelling corrected. `masks` maps the first word of each name to the
    word after its last, and its mask.
    """
    found: list[str] = []
    at = 0
    while at < len(words):
        found += _mark(utterance.gaps[at])
        end, token = masks.get(at) or (at + 1, "0" if words[at][0].isdigit() else words[at])
        found += () if token in POLITENESS else (token,)
        at = end
    found += ["?"] if "?" in utterance.gaps[-1] else []
    return tuple(found)


def both_ends(masked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens of which the classifier takes notice: all of them, or the two ends of a long text."""
    return masked if len(masked) <= MAX_TOKENS else (*masked[: MAX_TOKENS // 2], *masked[-MAX_TOKENS // 2 :])


def complete(tokens: tuple[str, ...], masks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens with masks for the roles that they leave out: instead of the first pronoun, else at the end."""
    at = next((at for at, token in enumerate(tokens) if token in PRONOUNS), None)
    if at is not None:
        return (*tokens[:at], *masks, *tokens[at + 1 :])
    end = len(tokens) - (tokens[-1:] == ("?",))
    return (*tokens[:end], *masks, *tokens[end:])


def feature_numbers(masked: Sequence[str], side_count: int) -> list[int]:
    """Return the numbers, below BUCKETS, of the features of a masked question, each once.

    They are the pieces of its words; its words with up to two neighbours; and its words and pairs together with the
    number of sides, since "which" means something else about two roles than about one.
    """
    sides = f"{min(side_count, 2)} "
    row = (START, *masked, END)
    pairs = {f"{one} {other}" for one, other in pairwise(row)}
    triples = {" ".join(three) for three in zip(row, row[1:], row[2:], strict=False)}
    words = set(masked)
    return list(
        {
            *(number for word in words for number in letter_numbers(word)),
            *_numbers("words ", words | pairs | triples),
            *_numbers(sides, words | pairs | {""}),
        }
    )


def _mark(gap: str) -> list[str]:
    """Return the token for the punctuation between two words, or nothing."""
    return next(([mark] for characters, mark in PUNCTUATION if any(c in gap for c in characters)), []) if gap else []


@lru_cache(maxsize=CACHED_WORDS)
def letter_numbers(word: str) -> tuple[int, ...]:
    """Return the numbers, below BUCKETS, of the pieces of a word. Everyday words are in most questions."""
    return tuple(_numbers("letters ", set(word_pieces(word))))


def word_pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word, with spaces for its ends."""
    edged = f" {word} "
    if len(edged) <= LETTERS[0]:
        yield edged
    for length in LETTERS:
        yield from (edged[at : at + length] for at in range(len(edged) - length + 1))


def _numbers(group: str, features: set[str]) -> Iterator[int]:
    return (crc32(f"{group}{feature}".encode()) % BUCKETS for feature in features)
