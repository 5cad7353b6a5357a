"""Free text in a command: without Slack's markup, punctuation, quotes and courtesies; and the people named in it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.commands.command import CommandProblem

_MARKED = re.compile(r"<([^<>\n]*)>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)>")
_PERSON_AND_NAME = re.compile(r"@([UW][A-Z0-9]+)(?:\|.*)?")
_LABELLED = re.compile(r"<@([UW][A-Z0-9]+)\|([^<>\n]+)>")
_SCHEME = re.compile(r"^(?:mailto|tel):")
_INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff\u00ad")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))

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


def strip_markup(text: str) -> str:
    """The text as the writer sees it in Slack, with people as `<@U123>`. Never raises.

    >>> strip_markup("ask <@U123|ana> about <https://example.com/a|this> &amp; that in <#C1|general>")
    'ask <@U123> about https://example.com/a & that in #general'
    """
    text = _MARKED.sub(lambda found: _unwrap_markup(found.group(1)), text)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text.translate(_INVISIBLE).strip()


def find_mentioned_users(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned in a plain text, each once, in order."""
    return tuple(dict.fromkeys(_PERSON.findall(text)))


def find_user_names(text: str) -> dict[str, str]:
    """User id to name, for the people mentioned in a text as Slack sends it, if it includes their names."""
    return dict(_LABELLED.findall(text))


def replace_mentions_with_names(text: str, known: Mapping[str, str]) -> str:
    """The plain text with mentions replaced by `@name`, or `@id` if the name is unknown: stored texts ping no one.

    >>> replace_mentions_with_names("<@U1> and <@U2> agree", {"U1": "ana"})
    '@ana and @U2 agree'
    """
    return _PERSON.sub(lambda found: f"@{known.get(found.group(1), found.group(1))}", text)


def remove_mentions(text: str) -> str:
    """The plain text with a space in place of each mention."""
    return _PERSON.sub(" ", text)


def _unwrap_markup(inside: str) -> str:
    """What Slack shows for the markup between `<` and `>`: a person, channel, group or link."""
    if person := _PERSON_AND_NAME.fullmatch(inside):
        return f"<@{person.group(1)}>"
    target, _, label = inside.partition("|")
    if inside.startswith("#"):
        return f"#{label or target[1:]}"
    if inside.startswith("!"):
        return label or f"@{target[1:]}"
    if ":" not in target:
        return f"<{inside}>"
    return _SCHEME.sub("", target)


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
