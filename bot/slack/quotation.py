"""What a person wrote, as a quotation in mrkdwn: complete, with its links, without markup and mentions."""

import re
from collections.abc import Iterable, Iterator

from bot.slack.blocks import Block, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.text import escape, safe_mrkdwn

MAX_LINE = 2_500
"""Characters of a line, so that each fits in a section. A longer one goes on in the next line."""
MAX_WORD = 400
"""Characters of a word before it is escaped, which can make it five times as long. A longer one is divided."""
EMPTY = "> …"
_ADDRESS = re.compile(r"https?://[^\s<>|]+")
_PUNCTUATION = ".,;:!?'\"*`»”\u2019]}"
"""What ends a sentence or a quotation after an address, and isn't part of it."""


def quoted_lines(text: str) -> list[str]:
    """Return the lines of the quotation. Nothing of the text is left out."""
    lines = [f"> {part}" for line in text.splitlines() for part in _join(_pieces(line))]
    return lines or [EMPTY]


def sections_of(lines: Iterable[str]) -> Iterator[Block]:
    """Yield as few sections as hold the lines. Each line has to fit in one."""
    held: list[str] = []
    for line in lines:
        if held and sum(map(len, held)) + len(held) + len(line) > MAX_SECTION:
            yield section("\n".join(held))
            held = []
        held.append(line)
    if held:
        yield section("\n".join(held))


def _join(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces, joined by spaces, in lines of at most MAX_LINE characters."""
    line = ""
    for piece in pieces:
        if line and len(line) + 1 + len(piece) > MAX_LINE:
            yield line
            line = ""
        line = f"{line} {piece}" if line else piece
    if line:
        yield line


def _pieces(line: str) -> Iterator[str]:
    """Yield each word of the line as it is shown."""
    for word in line.split():
        linked = _linked(word)
        if linked and len(linked) <= MAX_LINE:
            yield linked
        else:
            yield from (safe_mrkdwn(word[at : at + MAX_WORD], MAX_WORD) for at in range(0, len(word), MAX_WORD))


def _linked(word: str) -> str:
    """Return the word with its address as a link; empty if it has none."""
    found = _ADDRESS.search(word)
    address = _without_punctuation(found.group()) if found else ""
    if found is None or not _ADDRESS.fullmatch(address):
        return ""
    before, after = word[: found.start()], word[found.start() + len(address) :]
    return f"{safe_mrkdwn(before, MAX_LINE)}<{escape(address)}>{safe_mrkdwn(after, MAX_LINE)}"


def _without_punctuation(address: str) -> str:
    """Return the address without what follows it in the sentence; a closing bracket stays if it was opened in it."""
    while address.endswith(tuple(_PUNCTUATION)) or (address.endswith(")") and address.count(")") > address.count("(")):
        address = address[:-1]
    return address
