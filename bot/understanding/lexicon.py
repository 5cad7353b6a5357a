"""Every word and phrase that means something here, indexed once for a knowledge base."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.understanding.matching import Phrasings, Spelling, Titles, nearest_names, nearest_word
from bot.understanding.normalise import normalise, squeeze
from bot.understanding.phrases import Phrases

ROLE = "@"
"""Stands for a role in cues and in a question with its roles taken out."""
SHORTEST_MENDED_WORD = 7
"""Words outside titles are mended from this length on: shorter ones are too near to other English words."""
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


class Lexicon:
    """The phrases of one knowledge base, ready to be looked for."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Index everything; takes a few milliseconds for a few thousand phrases."""
        listed = base.language.words
        self.fillers = frozenset(listed.get("fillers", ()))
        self.roles = Phrases(self._role_phrases(base))
        self.near_roles = Phrases((_words(text), text) for text in listed.get("near_roles", ()))
        self.not_ours = Phrases((form, text) for text in listed.get("not_ours", ()) for form in _with_plural(_words(text)))
        self.functions = Phrases((_words(text), role) for role, texts in base.language.functions.items() for text in texts)
        self.contexts = Phrases((_words(text), role) for role, texts in base.language.contexts.items() for text in texts)
        self.senses = Phrases(_sense_phrases(base.roles.values()))
        self.topics = Phrases((_words(name), t.id) for t in base.role_topics for name in (t.name, *t.names))
        self.weak_topics = Phrases((_words(text), text) for text in listed.get("weak_topics", ()))
        self.things = Phrases(
            (form, thing.id)
            for thing in base.things.values()
            for name in (thing.name, *thing.names)
            for form in _with_plural(_words(name))
        )
        self.cues = Phrases(
            (words, cue)
            for cue, texts in base.language.cues.items()
            for text in texts
            if (words := self.content(_cue_words(text))) != [ROLE]
        )
        self.abbreviations = {squeeze(a): tuple(ids) for a, ids in _abbreviations(base).items()}
        self.titles = Titles({squeeze(text): r.id for r in base.roles.values() for text in (r.title, *r.names)})
        self.commands = listed.get("commands", ())
        self.named_topics = Phrases((_words(name), t.id) for t in base.topics.values() for name in (t.id, t.name, *t.names))
        self.connectors = frozenset(listed.get("connectors", ()))
        self.explained = frozenset(w for name in ("glue", "subject", "fillers") for t in listed.get(name, ()) for w in _words(t))
        self.adjusted = frozenset(listed.get("adjusted", ()))
        self.faq = Phrasings((self.content(_words(text)), e.id) for e in base.faq.values() for text in e.ask)
        self.faq_exact = {squeeze(text): e.id for e in base.faq.values() for text in e.ask}
        self.spelling = self._spelling(base)

    def command(self, word: str) -> str | None:
        """The subcommand that the word is, or is a misspelling of."""
        return word if word in self.commands else nearest_word(word, self.commands)

    def any_topic(self, words: Sequence[str]) -> str | None:
        """The first topic named among the arguments of a command, where every word counts."""
        return next((span.value for span in self.named_topics.longest(words)), None)

    def nearest_roles(self, word: str, limit: int = 3) -> list[str]:
        """Roles to offer, never to answer with, for an argument that is none."""
        return nearest_names(word, {squeezed: ids[0] for squeezed, ids in self.abbreviations.items()}, limit)

    def content(self, words: Iterable[str]) -> list[str]:
        """The words of a question that say what it is about: without articles, greetings and other fillers."""
        return [word for word in words if word not in self.fillers]

    def _role_phrases(self, base: KnowledgeBase) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        owners: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for role in base.roles.values():
            for text in (role.title, role.short, *role.names, *role.abbreviations, *role.misspellings):
                for form in _with_plural(_words(text)):
                    if role.id not in owners[form]:
                        owners[form].append(role.id)
        for role_id, functions in base.language.functions.items():
            for form in _chief_forms(functions) if role_id in base.roles else ():
                owners[form] = owners[form] or [role_id]
        return ((form, tuple(ids)) for form, ids in owners.items())

    def _spelling(self, base: KnowledgeBase) -> Spelling:
        """The words whose misspellings are mended: those of titles, and the longer ones of everything else."""
        titles = _vocabulary(t for r in base.roles.values() for t in (r.title, *r.names))
        titles |= _vocabulary(t for texts in base.language.functions.values() for t in texts)
        others = _vocabulary(n for t in base.role_topics for n in (t.name, *t.names))
        others |= _vocabulary(n for t in base.things.values() for n in (t.name, *t.names))
        others |= _vocabulary(t for texts in base.language.cues.values() for t in texts) | self.faq.words
        mended = titles | {word for word in others if len(word) >= SHORTEST_MENDED_WORD}
        listed = _vocabulary(t for texts in base.language.words.values() for t in texts)
        listed |= _vocabulary(t for texts in base.language.contexts.values() for t in texts)
        return Spelling(mended, others | listed | set(self.abbreviations))


@lru_cache(maxsize=4)
def lexicon_of(base: KnowledgeBase) -> Lexicon:
    """The lexicon of a base, made once for each."""
    return Lexicon(base)


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _words(text)}


def _words(text: str) -> tuple[str, ...]:
    return normalise(text).words


def _cue_words(text: str) -> tuple[str, ...]:
    """The words of a cue; `@` and `*` stay."""
    return tuple(word for part in text.split() for word in ((part,) if part in (ROLE, "*") else _words(part)))


def _with_plural(words: tuple[str, ...]) -> list[tuple[str, ...]]:
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
            yield from _with_plural(_words(form.format(function)))


def _abbreviations(base: KnowledgeBase) -> dict[str, list[str]]:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for role in base.roles.values():
        for abbreviation in role.abbreviations:
            owners[abbreviation].append(role.id)
    return owners


def _sense_phrases(roles: Iterable[Role]) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """The words that give away another sense, with the abbreviation and the name of that sense."""
    for role in roles:
        for sense in role.also_means:
            for text in (sense.name, *sense.cues):
                for form in _with_plural(_words(text)):
                    yield form, (squeeze(sense.short), sense.name)
