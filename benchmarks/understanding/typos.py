"""Typos, the same every time."""

import random
import re

SEED = 20_26
TYPOS = 2
"""In each text."""
MIN_LENGTH = 5
"""Letters of a word that gets a typo."""
NEIGHBOURS = {
    row[at]: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at in range(len(row))
}


def with_typos(texts: list[str]) -> list[str]:
    """Each text with a typo in two of its words of at least five letters."""
    rng = random.Random(SEED)  # noqa: S311  repeatable, not secret
    return [_misspelt(text, rng) for text in texts]


def _misspelt(text: str, rng: random.Random) -> str:
    parts = re.split(r"([A-Za-z]+)", text)
    long_words = [at for at, part in enumerate(parts) if len(part) >= MIN_LENGTH and part.isalpha()]
    for at in rng.sample(long_words, min(TYPOS, len(long_words))):
        parts[at] = add_typo(parts[at], rng)
    return "".join(parts)


def add_typo(word: str, rng: random.Random) -> str:
    """The word with two letters swapped, one dropped, one doubled, or one replaced by a key next to it."""
    at = rng.randrange(len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice(NEIGHBOURS[word[at].lower()]) + word[at + 1 :],
        )
    )
