"""Text for Slack: nothing that anybody wrote can ping, link, format or overflow."""

from collections.abc import Iterable

ELLIPSIS = "…"
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_QUOTED = (("|", "%7C"), ("<", "%3C"), (">", "%3E"), (" ", "%20"))
# Look-alikes for what would format, and a zero-width space behind what would name, link or draw something.
_NEUTRAL = str.maketrans(
    {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb", "@": "@\u200b", "#": "#\u200b", ":": ":\u200b"}
)


def escape(text: str) -> str:
    """The text with Slack's three control characters escaped.

    https://docs.slack.dev/messaging/formatting-message-text names them: & < and >.
    """
    for character, entity in _ESCAPES:
        if character in text:
            text = text.replace(character, entity)
    return text


def neutralise(text: str, limit: int = 80) -> str:
    """What a person typed, to be shown back: one line without markup, mentions, links or emoji, clipped; unescaped."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return truncate(line, limit).replace(".", ".\u2060").translate(_NEUTRAL)


def safe_mrkdwn(text: str, limit: int = 80) -> str:
    """What a person typed, made safe to stand within mrkdwn."""
    return escape(neutralise(text, limit))


def truncate(text: str, limit: int) -> str:
    """The text, or as many whole words of it as fit with an ellipsis behind them.

    >>> truncate("Chief Revenue Officer", 15)
    'Chief Revenue…'
    """
    if len(text) <= limit:
        return text
    head = text[:limit]
    words = head.rsplit(" ", 1)[0] if " " in head.strip() else head[:-1]
    return words.rstrip(" ,;:")[: limit - 1] + ELLIPSIS


def fit_lines(lines: Iterable[str], limit: int, more: str = "… and {} more.") -> str:
    """The lines joined, or as many whole ones as fit together with a last line that counts the rest.

    Never longer than `limit`; a single line that is too long is clipped.
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


def link(address: str | None, label: str) -> str:
    """A link in mrkdwn, or the label alone where the address is missing or not on the web."""
    if not address or not address.startswith(("https://", "http://")):
        return escape(label)
    for character, quoted in _QUOTED:
        address = address.replace(character, quoted)
    return f"<{escape(address)}|{escape(label).replace('|', '/')}>"
