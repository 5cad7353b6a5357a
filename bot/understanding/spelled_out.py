"""Joins abbreviations that were spelled letter by letter, as people dictate them: `C F O`, `see eff oh`, `C0O`."""

from collections.abc import Container, Sequence

LETTERS = {
    **{letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"},
    "ay": "a",
    "bee": "b",
    "be": "b",
    "see": "c",
    "sea": "c",
    "dee": "d",
    "ee": "e",
    "eff": "f",
    "gee": "g",
    "aitch": "h",
    "eye": "i",
    "aye": "i",
    "jay": "j",
    "kay": "k",
    "el": "l",
    "ell": "l",
    "em": "m",
    "emm": "m",
    "en": "n",
    "oh": "o",
    "owe": "o",
    "pee": "p",
    "pea": "p",
    "cue": "q",
    "queue": "q",
    "are": "r",
    "ar": "r",
    "ess": "s",
    "es": "s",
    "tea": "t",
    "tee": "t",
    "you": "u",
    "vee": "v",
    "ex": "x",
    "why": "y",
    "eyes": "is",
}
"""What people or their phones write for each letter."""
MIN_LETTERS, MAX_LETTERS = 3, 4


def find_spelled_out(words: Sequence[str], abbreviations: Container[str]) -> dict[int, tuple[int, str]]:
    """Return what is spelled out in the words: the first word to the word after the last, and the abbreviation."""
    found: dict[int, tuple[int, str]] = {}
    at = 0
    while at < len(words):
        best = _spelled(words, at, abbreviations)
        if best:
            found[at] = best
        at = best[0] if best else at + 1
    return found


def _spelled(words: Sequence[str], at: int, abbreviations: Container[str]) -> tuple[int, str] | None:
    """Return the longest abbreviation that starts here, letter by letter, or with a zero for an O."""
    if "0" in words[at] and (mended := words[at].replace("0", "o")) in abbreviations:
        return at + 1, mended
    for length in range(MAX_LETTERS, MIN_LETTERS - 1, -1):
        letters = [LETTERS.get(word, "") for word in words[at : at + length]]
        if len(letters) == length and all(letters) and (short := "".join(letters)) in abbreviations:
            return at + length, short
    return None
