"""Slips of the fingers, the same ones every time."""

import random
import re

SEED = 20_26
SLIPS = 2
SHORTEST = 5
NEIGHBOURS = {
    row[at]: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at in range(len(row))
}


def with_typos(texts: list[str]) -> list[str]:
    """Each text with a slip in two of its words of five letters or more."""
    rng = random.Random(SEED)  # noqa: S311  repeatable, not secret
    return [_misspelt(text, rng) for text in texts]


def _misspelt(text: str, rng: random.Random) -> str:
    parts = re.split(r"([A-Za-z]+)", text)
    long = [at for at, part in enumerate(parts) if len(part) >= SHORTEST and part.isalpha()]
    for at in rng.sample(long, min(SLIPS, len(long))):
        parts[at] = slip(parts[at], rng)
    return "".join(parts)


def slip(word: str, rng: random.Random) -> str:
    """The word with two letters swapped, one dropped, one doubled, or one replaced by its neighbour on the keyboard."""
    at = rng.randrange(len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice(NEIGHBOURS[word[at].lower()]) + word[at + 1 :],
        )
    )
