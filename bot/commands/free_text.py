"""Free text in a command: the text of a note or reason without punctuation, quotes and courtesies, and people in it."""

import re
from typing import NamedTuple

from bot.commands.command import CommandProblem
from bot.commands.markup import find_mentioned_users, remove_mentions

ME = "me"
NOBODY = "nobody"
SEPARATORS = " \t\r\n\u00a0:;,.!?=|-\u2013\u2014"
QUOTES = frozenset("\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
_DOUBLE_QUOTES = frozenset('"`\u201c\u201d\u201e\u00ab\u00bb')
_BULLETS = "*\u2022>\u2192"
_EMOJI = re.compile(r":[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?", re.IGNORECASE)
_SIGN = re.compile(r"[-.\u2013]\d")
_WORD = re.compile(r"[^\W_]+")
_COURTESY = frozenset(
    ("please", "pls", "plz", "kindly", "thanks", "thank", "you", "thx", "ty", "cheers", "bitte", "danke", "ok", "okay")
)
_UNLINKED_NAME = re.compile(r"(?<![\w.])@[\w.-]*\w")
_ME = re.compile(r"(?<![\w@])(?:to )?(?:me|myself|i|mine)(?!\w)", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?<![\w@])(?:to )?(?:nobody|noone|no one|no-one|none|unassigned|anyone|anybody)(?!\w)", re.IGNORECASE
)


def strip_leading_punctuation(text: str) -> str:
    """The text without leading punctuation and spaces. The sign of a number and an emoji belong to the text.

    >>> strip_leading_punctuation(": is it legal?"), strip_leading_punctuation(" - -10% on cash")
    ('is it legal?', '-10% on cash')
    >>> strip_leading_punctuation(" :thumbsup: agreed"), strip_leading_punctuation("...")
    (':thumbsup: agreed', '')
    """
    at = 0
    while at < len(text) and _is_leading_punctuation(text, at):
        at += 1
    return text[at:].rstrip()


def strip_quotes(text: str) -> str:
    """The text without the quotes around it; unchanged if they don't enclose all of it."""
    text = text.strip()
    inside = text[1:-1]
    is_quoted = len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES and _DOUBLE_QUOTES.isdisjoint(inside)
    return inside.strip() if is_quoted else text


def is_courtesy(text: str) -> bool:
    """Whether the text has no content: nothing but courtesies such as `please`, emoji and punctuation.

    >>> is_courtesy("please :tada:"), is_courtesy("\u2705"), is_courtesy("100%"), is_courtesy("legal, please")
    (True, True, False, False)
    """
    return _COURTESY.issuperset(_WORD.findall(_EMOJI.sub(" ", text).casefold()))


def _is_leading_punctuation(text: str, at: int) -> bool:
    """Whether the character at this position is a separator or bullet, rather than part of the text."""
    if text[at] in _BULLETS:
        return text[at + 1 : at + 2].isspace()
    is_word_start = at == 0 or text[at - 1].isspace()
    is_sign_or_emoji = is_word_start and (_SIGN.match(text, at) or _EMOJI.match(text, at))
    return text[at] in SEPARATORS and not is_sign_or_emoji


class PersonMatch(NamedTuple):
    """`person` is a Slack user id, `me`, `nobody` or None; `rest` is the text without it."""

    person: str | None
    rest: str
    problem: CommandProblem | None = None


def find_person(text: str) -> PersonMatch:
    """The person that a plain text names: a mention if there is one, otherwise `me`, otherwise `nobody`.

    The problem is `several_people`, `raw_name` (an @name that Slack didn't turn into a mention) or `no_person`.
    """
    mentioned = find_mentioned_users(text)
    if len(mentioned) > 1:
        return PersonMatch(
            None, remove_mentions(text), CommandProblem("several_people", " ".join(f"<@{who}>" for who in mentioned))
        )
    if mentioned:
        return PersonMatch(mentioned[0], remove_mentions(text))
    if raw := _UNLINKED_NAME.search(text):
        return PersonMatch(None, _remove_match(text, raw), CommandProblem("raw_name", raw.group()))
    for who, words in ((ME, _ME), (NOBODY, _NOBODY)):
        if found := words.search(text):
            return PersonMatch(who, _remove_match(text, found))
    return PersonMatch(None, text, CommandProblem("no_person"))


def _remove_match(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
