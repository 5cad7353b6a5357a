"""Who is meant in a text: somebody mentioned, oneself, or nobody."""

import re
from typing import NamedTuple

from bot.understanding.markup import people, without_people
from bot.understanding.problems import Problem

ME = "me"
NOBODY = "nobody"

_RAW = re.compile(r"(?<![\w.])@[\w.-]*\w")
_ME = re.compile(r"(?<![\w@])(?:to )?(?:me|myself|i|mine)(?!\w)", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?<![\w@])(?:to )?(?:nobody|noone|no one|no-one|none|unassigned|anyone|anybody)(?!\w)", re.IGNORECASE
)


class Person(NamedTuple):
    """`who` is a Slack user id, `me`, `nobody` or None, `rest` the text without it."""

    who: str | None
    rest: str
    problem: Problem | None = None


def person_in(text: str) -> Person:
    """The one person that a plain text names; a mention before `me`, and that before `nobody`."""
    mentioned = people(text)
    if len(mentioned) > 1:
        return Person(None, without_people(text), Problem("several_people", " ".join(f"<@{who}>" for who in mentioned)))
    if mentioned:
        return Person(mentioned[0], without_people(text))
    if raw := _RAW.search(text):
        return Person(None, _cut(text, raw), Problem("raw_name", raw.group()))
    for who, words in ((ME, _ME), (NOBODY, _NOBODY)):
        if found := words.search(text):
            return Person(who, _cut(text, found))
    return Person(None, text, Problem("no_person"))


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
