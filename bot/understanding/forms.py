"""The forms that a name, a function or a cue takes in a text, as rows of words."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.understanding.normalise import normalise, squeeze

ROLE = "@"
"""Stands for a role in cues and in a question with its roles taken out."""
CHIEF_FORMS = (
    "chief {} officer",
    "{} chief",
    "chief {}",
    "{} boss",
    "{} head",
    "head of {}",
    "{} exec",
    "{} executive",
    "{} lead exec",
    "top {} exec",
    "top {} executive",
    "officer for {}",
    "officer of {}",
    "officer in charge of {}",
    "chief officer for {}",
    "chief officer of {}",
    "chief of {}",
    "{} c level",
)
"""How a function and a word for its head make a name: "marketing chief", "officer for revenue"."""


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Every word of the texts."""
    return {word for text in texts for word in words_of(text)}


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, normalised."""
    return normalise(text).words


def cue_words(text: str) -> tuple[str, ...]:
    """The words of a cue; `@` and `*` stay."""
    return tuple(word for part in text.split() for word in ((part,) if part in (ROLE, "*") else words_of(part)))


def with_plural(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The phrase, and the phrase with its last or its first word in the plural: `vps of sales`."""
    if not words:
        return []
    plurals = [(*words[:-1], words[-1] + "s")]
    if "of" in words:
        plurals.append((words[0] + "s", *words[1:]))
    return [words, *plurals]


def _chief_forms(functions: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for function in functions:
        for form in CHIEF_FORMS:
            yield from with_plural(words_of(form.format(function)))


def role_phrases(base: KnowledgeBase) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every form of every name of a role, with the ids of the roles it may mean."""
    owners: dict[tuple[str, ...], tuple[str, ...]] = {}
    for role in base.roles.values():
        for text in (role.title, role.short, *role.names, *role.abbreviations, *role.misspellings):
            for form in with_plural(words_of(text)):
                if role.id not in owners.get(form, ()):
                    owners[form] = (*owners.get(form, ()), role.id)
    for role_id, functions in base.language.functions.items():
        for form in _chief_forms(functions) if role_id in base.roles else ():
            owners.setdefault(form, (role_id,))
    return iter(owners.items())


def sense_phrases(roles: Iterable[Role]) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """The words that give away another sense, with the abbreviation and the name of that sense."""
    for role in roles:
        for sense in role.also_means:
            for text in (sense.name, *sense.cues):
                for form in with_plural(words_of(text)):
                    yield form, (squeeze(sense.short), sense.name)
