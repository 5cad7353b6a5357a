"""Removes Slack's markup from a text: links become URLs and entities characters; mentions of people are kept."""

import re
from collections.abc import Mapping

_MARKED = re.compile(r"<([^<>\n]*)>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)>")
_PERSON_AND_NAME = re.compile(r"@([UW][A-Z0-9]+)(?:\|.*)?")
_LABELLED = re.compile(r"<@([UW][A-Z0-9]+)\|([^<>\n]+)>")
_SCHEME = re.compile(r"^(?:mailto|tel):")
_INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff\u00ad")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


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
