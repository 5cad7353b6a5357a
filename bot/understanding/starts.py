"""What a search is started with: the role, the name of the search, and the day the executive should start."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding.dates import looks_like_date
from bot.understanding.first_days import unread_date, without_date
from bot.understanding.forms import words_of
from bot.understanding.hearing import hear, settled
from bot.understanding.intents import Meaning
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.mentions import Mention, find_mentions
from bot.understanding.normalise import Utterance, normalise
from bot.understanding.problems import Problem

LONGEST = 300
"""Characters of the text that are looked at: a role stands there, or nowhere."""
MOST_NEAR = 4
"""Roles offered for a title that is none of ours."""
_QUOTED = re.compile(r"[\"\u201c\u201d\u201e\u00ab]([^\"\u201c\u201d\u00bb]+)[\"\u201c\u201d\u00bb]")
_CALLED = re.compile(r"^(?:called|named)\b", re.IGNORECASE)
_AROUND = " \t\n,;:-\u2013\u2014\"'\u201c\u201d\u2018\u2019`"
BEFORE = frozenset(words_of("a an the new our next another search hire hiring for of to recruiting recruit as"))
"""Words between the verb and the role."""
NAMES = frozenset(words_of("first second third mars"))
"""Names rather than days or months, where they stand alone."""
AFTER = frozenset(words_of("search hire hiring role position process please pls recruitment"))
"""What follows a role without being a name."""
LEADING_ON = frozenset(words_of("by before until for of in at to from on and or with as who based"))
"""A name that would begin with one of these begins before it, with the role."""
TOGETHER = frozenset(("and", "or", "vs", "versus", "plus", "n", "with"))
"""Between two roles these make it a choice, not a name."""


class Start(NamedTuple):
    """The ids of the roles, the name of the search and the raw words of a date.

    `shared` is an abbreviation that stands for several roles, `candidates` are their ids.
    """

    roles: tuple[str, ...] = ()
    shared: str = ""
    candidates: tuple[str, ...] = ()
    name: str = ""
    when: str = ""
    problem: Problem | None = None


class Token(NamedTuple):
    """A stretch without blanks and the words in it, by their places among all words."""

    start: int
    end: int
    first: int
    last: int


def read_start(text: str, base: KnowledgeBase, meanings: Iterable[Meaning] = ()) -> Start:
    """What the plain text after `start` asks for; `meanings` say what shared abbreviations stand for."""
    said, when = without_date(text)
    quoted = _QUOTED.search(said[:LONGEST])
    outside = f"{said[: quoted.start()]} {said[quoted.end() :]}".strip() if quoted else ""
    if quoted and outside:
        return read_start(outside, base, meanings)._replace(name=quoted.group(1).strip(), when=when)
    lexicon = lexicon_of(base)
    tokens, words = _tokens(said[:LONGEST].replace("_", " "))  # ids, such as vp_sales, are names as well
    mended = tuple(lexicon.spelling.mend(word) or word for word in words)
    mentions = _settled(find_mentions(Utterance(words, ("",) * (len(words) + 1)), mended, lexicon), dict(meanings))
    if not mentions:
        return Start(name=said, when=when, problem=_no_role(said, lexicon))
    first = mentions[0]
    name = _name(said, tokens, mended, first)
    if len(first.roles) > 1:
        problem = _unread(name, when) or Problem("which_role", first.shared)
        return Start((), first.shared, first.roles, name, when, problem)
    several = _alternatives(mentions, mended)
    if len(several) > 1:
        return Start(several, when=when, name=said, problem=Problem("several_roles", said))
    if not when and looks_like_date(name) and name.casefold() not in NAMES:
        name, when = "", name
    return Start(first.roles, name=name, when=when, problem=_unread(name, when))


def read_roles(text: str, base: KnowledgeBase, meanings: Iterable[Meaning] = ()) -> Start:
    """The roles to decide between, in the order named."""
    lexicon = lexicon_of(base)
    heard = settled(hear(text, lexicon), dict(meanings))
    if heard.unclear:
        one = heard.unclear[0]
        return Start(heard.roles, one.shared, one.roles, problem=Problem("which_role", one.shared))
    if text and not heard.roles:
        return Start(problem=_no_role(text, lexicon))
    return Start(heard.roles)


def _tokens(text: str) -> tuple[list[Token], tuple[str, ...]]:
    tokens: list[Token] = []
    words: list[str] = []
    for found in re.finditer(r"\S+", text):
        first = len(words)
        words += normalise(found.group()).words
        tokens.append(Token(found.start(), found.end(), first, len(words)))
    return tokens, tuple(words)


def _unread(name: str, when: str) -> Problem | None:
    """That the name holds what was meant as a day."""
    unread = "" if when else unread_date(name)
    return Problem("no_date", unread) if unread else None


def _settled(mentions: Sequence[Mention], meanings: Mapping[str, str]) -> list[Mention]:
    return [
        m._replace(roles=(meanings[m.shared],), shared="") if meanings.get(m.shared) in m.roles else m for m in mentions
    ]


def _alternatives(mentions: Sequence[Mention], words: Sequence[str]) -> tuple[str, ...]:
    """The roles of a list that begins the text: with `and` between them, or with nothing but abbreviations."""
    listed = [mentions[0]]
    for mention in mentions[1:]:
        between = words[listed[-1].end : mention.start]
        alone = mention.end - mention.start == 1 and mention.end == len(words) and not between
        if len(mention.roles) == 1 and (alone or (between and all(word in TOGETHER for word in between))):
            listed.append(mention)
    return tuple(dict.fromkeys(m.roles[0] for m in listed))


def _name(said: str, tokens: Sequence[Token], words: Sequence[str], role: Mention) -> str:
    """What follows the role, or all of it where the role is a part of the name."""
    before, after = words[: role.start], words[role.end :]
    begun = next((t.start for t in tokens if t.last > _skipped(before)), 0)
    if any(word not in BEFORE for word in before) or (after and after[0] in LEADING_ON):
        return _unquoted(said[begun:])
    end = next((t.end for t in tokens if t.last >= role.end), len(said))
    if after and all(word in AFTER for word in after):
        return ""
    return _unquoted(said[end:])


def _skipped(before: Sequence[str]) -> int:
    return next((at for at, word in enumerate(before) if word not in BEFORE), len(before))


def _unquoted(name: str) -> str:
    name = _CALLED.sub("", name.strip(_AROUND)).strip(_AROUND)
    return name[1:-1] if name[:1] + name[-1:] == "()" else name


def _no_role(text: str, lexicon: Lexicon) -> Problem:
    heard = hear(text, lexicon)
    if not heard.words:
        return Problem("no_role")
    offered = [span.value for span in lexicon.functions.longest(heard.words)]
    offered += [role for word in heard.words[:MOST_NEAR] for role in lexicon.nearest_roles(word)]
    return Problem("unknown_role", text, tuple(dict.fromkeys(offered))[:MOST_NEAR])
