"""Makes text safe for Slack, so that nothing a person typed can notify, link, format or exceed a limit."""

from collections.abc import Iterable
from itertools import accumulate

ELLIPSIS = "…"
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
# Characters that would end the address of a link.
_QUOTED = (("|", "%7C"), ("<", "%3C"), (">", "%3E"), (" ", "%20"))
# Look-alikes of characters that format, and a zero-width space after those that begin a mention, a channel or an emoji.
_NEUTRAL = str.maketrans(
    {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb", "@": "@\u200b", "#": "#\u200b", ":": ":\u200b"}
)


def escape(text: str) -> str:
    """Return the text with Slack's three control characters (& < >) escaped.

    See https://docs.slack.dev/messaging/formatting-message-text.
    """
    for character, entity in _ESCAPES:
        if character in text:
            text = text.replace(character, entity)
    return text


def neutralise(text: str, limit: int = 80) -> str:
    """Return what a person typed as one line without markup, mentions, links or emoji, clipped and not yet escaped."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    # A word joiner after each full stop keeps Slack from turning "example.com" into a link.
    return truncate(line, limit).replace(".", ".\u2060").translate(_NEUTRAL)


def safe_mrkdwn(text: str, limit: int = 80) -> str:
    """Return what a person typed, neutralised, clipped and escaped for use in mrkdwn."""
    return escape(neutralise(text, limit))


def truncate(text: str, limit: int) -> str:
    """Return the text, or as many whole words of it as fit, followed by an ellipsis.

    >>> truncate("Chief Revenue Officer", 15)
    'Chief Revenue…'
    """
    if len(text) <= limit:
        return text
    head = text[:limit]
    words = head.rsplit(" ", 1)[0] if " " in head.strip() else head[:-1]
    return words.rstrip(" ,;:")[: limit - 1] + ELLIPSIS


def fit_lines(lines: Iterable[str], limit: int, more: str = "… and {} more.") -> str:
    """Join the lines, or as many as fit together with a last line (`more`) that counts those left out.

    The result is never longer than `limit`. If not even the first line fits, it is clipped.
    """
    every = list(lines)
    whole = "\n".join(every)
    if len(whole) <= limit:
        return whole
    room = limit - len(more) - len(str(len(every)))
    kept: list[str] = []
    for line in every:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    if not kept:
        return truncate(every[0], limit)
    return "\n".join([*kept, more.format(len(every) - len(kept))])


def count_fitting(sizes: Iterable[int], limit: int) -> int:
    """Return how many of the sizes, from the first on, add up to at most the limit."""
    return sum(1 for total in accumulate(sizes) if total <= limit)


def link(address: str | None, label: str) -> str:
    """Return a link in mrkdwn, or the label alone if the address is missing or not a web address."""
    if not address or not address.startswith(("https://", "http://")):
        return escape(label)
    for character, quoted in _QUOTED:
        address = address.replace(character, quoted)
    return f"<{escape(address)}|{escape(label).replace('|', '/')}>"
