"""Every word and phrase that means something here, indexed once for a knowledge base."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.cache import cached_value
from bot.understanding.matching import SpellingCorrector, Titles, nearest_names, nearest_word
from bot.understanding.normalise import squeeze
from bot.understanding.phrases import (
    ROLE,
    Phrases,
    cue_words,
    role_phrases,
    sense_phrases,
    vocabulary,
    with_plural,
    words_of,
)
from bot.understanding.similarity import FaqMatcher, IntentClassifier, ScoredEntry

T = TypeVar("T")
SHORTEST_TITLE_WORD = 5
SHORTEST_WORD_ANYWHERE = 7
"""Words outside titles are mended in any text from this length on: shorter ones are too near to other words."""
LAST_SEARCHES = 8
"""Answers of the search that are kept: the same text is searched for again when there is something to offer."""
WAY_GROUPS = {"role": "one", "advice": "one", "compare": "several", "several": "several"}
EAGER_INDEXES = (
    "roles",
    "unknown_executive_titles",
    "non_executive_titles",
    "functions",
    "contexts",
    "senses",
    "topics",
    "weak_topics",
    "things",
    "cues",
    "abbreviations",
    "known_words",
    "faq_exact",
    "_title_words",
    "_other_words",
    "_right_words",
)


class Lexicon:
    """The phrases of one knowledge base, ready to be looked for; each index is made when first needed."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Keep the base and the word lists that everything else is built with."""
        self._base = base
        self._listed = base.language.words
        self.fillers = frozenset(self._listed.get("fillers", ()))
        self.connectors = frozenset(self._listed.get("connectors", ()))
        self.adjusted = frozenset(self._listed.get("adjusted", ()))
        self.commands = self._listed.get("commands", ())

    @cached_property
    def roles(self) -> Phrases[tuple[str, ...]]:
        """Names of roles to the ids they may mean."""
        return Phrases(role_phrases(self._base))

    @cached_property
    def unknown_executive_titles(self) -> Phrases[str]:
        """Executive titles that are not in the base."""
        return Phrases((words_of(text), text) for text in self._listed.get("near_roles", ()))

    @cached_property
    def non_executive_titles(self) -> Phrases[str]:
        """Jobs below executive level."""
        return Phrases(
            (form, text) for text in self._listed.get("not_ours", ()) for form in with_plural(words_of(text))
        )

    @cached_property
    def functions(self) -> Phrases[str]:
        """Words for a function to the role that heads it."""
        return _by_role(self._base.language.functions)

    @cached_property
    def contexts(self) -> Phrases[str]:
        """Words that say which meaning of a shared abbreviation is meant, to the role meant."""
        return _by_role(self._base.language.contexts)

    @cached_property
    def senses(self) -> Phrases[tuple[str, str]]:
        """Words that give away another sense, to the abbreviation and the name of that sense."""
        return Phrases(sense_phrases(self._base.roles.values()))

    @cached_property
    def topics(self) -> Phrases[str]:
        """Names of the topics of a role."""
        return Phrases((words_of(name), t.id) for t in self._base.role_topics for name in (t.name, *t.names))

    @cached_property
    def weak_topics(self) -> Phrases[str]:
        """Names of topics that are also everyday words."""
        return Phrases((words_of(text), text) for text in self._listed.get("weak_topics", ()))

    @cached_property
    def named_topics(self) -> Phrases[str]:
        """Ids and names of all topics, as the arguments of a command."""
        topics = self._base.topics.values()
        return Phrases((words_of(name), t.id) for t in topics for name in (t.id.replace("_", " "), t.name, *t.names))

    @cached_property
    def things(self) -> Phrases[str]:
        """Names of the things that somebody owns."""
        things = self._base.things.values()
        return Phrases((f, t.id) for t in things for name in (t.name, *t.names) for f in with_plural(words_of(name)))

    @cached_property
    def cues(self) -> Phrases[str]:
        """Phrases to the cues they give; one that is nothing but a role says nothing."""
        phrases = ((self.content(cue_words(t)), cue) for cue, ts in self._base.language.cues.items() for t in ts)
        return Phrases((words, cue) for words, cue in phrases if words != [ROLE])

    @cached_property
    def abbreviations(self) -> dict[str, tuple[str, ...]]:
        """Abbreviations in lower case to the ids they may mean."""
        owners: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for role in self._base.roles.values():
            for abbreviation in role.abbreviations:
                owners[squeeze(abbreviation)] += (role.id,)
        return dict(owners)

    @cached_property
    def titles(self) -> Titles:
        """Titles written as one word."""
        return Titles({squeeze(text): r.id for r in self._base.roles.values() for text in (r.title, *r.names)})

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Words that need no explaining: small words, and what hiring executives is talked about with."""
        return frozenset(vocabulary(t for name in ("glue", "subject", "fillers") for t in self._listed.get(name, ())))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that say nothing by themselves: pronouns, auxiliaries, prepositions and fillers."""
        return frozenset(vocabulary(t for name in ("glue", "fillers") for t in self._listed.get(name, ())))

    @cached_property
    def faq(self) -> FaqMatcher:
        """The curated questions, to be searched by all their ways of asking."""
        asks = ((self.content(words_of(text)), e.id) for e in self._base.faq.values() for text in e.ask)
        return self._kept("questions", lambda: FaqMatcher(asks, self.wide_spelling))

    @cached_property
    def faq_exact(self) -> dict[str, str]:
        """The curated questions by their content words."""
        return {self.squeezed(words_of(text)): e.id for e in self._base.faq.values() for text in e.ask}

    @cached_property
    def spelling(self) -> SpellingCorrector:
        """The words mended in any text: those of titles, and the long ones of everything else."""
        titles = {word for word in self._title_words if len(word) >= SHORTEST_TITLE_WORD}
        long = {word for word in self._other_words if len(word) >= SHORTEST_WORD_ANYWHERE}
        return SpellingCorrector((titles | long) - self._exact_words, self._right_words)

    @cached_property
    def wide_spelling(self) -> SpellingCorrector:
        """The words mended where the text is about us, because it names a role or a thing that is owned."""
        return SpellingCorrector(self._other_words - self._exact_words, self._right_words)

    @cached_property
    def _exact_words(self) -> set[str]:
        """Abbreviations, also of strangers, and names of one word such as vCISO: nothing is ever mended into them."""
        names = {words[0] for r in self._base.roles.values() for text in r.names if len(words := words_of(text)) == 1}
        strangers = {text for text in self._listed.get("near_roles", ()) if len(text) < SHORTEST_TITLE_WORD}
        return {form for word in names | strangers | set(self.abbreviations) for form in (word, word + "s")}

    @cached_property
    def _title_words(self) -> set[str]:
        base = self._base
        titles = vocabulary(t for r in base.roles.values() for t in (r.title, *r.names))
        return titles | vocabulary(t for texts in base.language.functions.values() for t in texts)

    @cached_property
    def _other_words(self) -> set[str]:
        base = self._base
        words = vocabulary(n for t in base.role_topics for n in (t.name, *t.names))
        words |= vocabulary(n for t in base.things.values() for n in (t.name, *t.names))
        words |= vocabulary(t for texts in base.language.cues.values() for t in texts)
        return words | vocabulary(t for e in base.faq.values() for t in e.ask)

    @cached_property
    def _right_words(self) -> set[str]:
        listed = vocabulary(t for texts in self._listed.values() for t in texts)
        listed |= vocabulary(t for texts in self._base.language.contexts.values() for t in texts)
        senses = (sense for role in self._base.roles.values() for sense in role.also_means)
        listed |= vocabulary(t for sense in senses for t in (sense.name, *sense.cues))
        listed |= vocabulary(name for topic in self._base.topics.values() for name in topic.names)
        return listed | self._title_words | self._other_words | self._exact_words

    def intent_classifier(self, group: str) -> IntentClassifier:
        """The ways of asking about `one` role, `several` or `none`."""
        return self._ways[group]

    @cached_property
    def _ways(self) -> dict[str, IntentClassifier]:
        return self._kept("ways", self._made_ways)

    def _made_ways(self) -> dict[str, IntentClassifier]:
        groups: dict[str, list[tuple[list[str], str]]] = {"one": [], "several": [], "none": []}
        for way, texts in self._base.language.ways.items():
            group = WAY_GROUPS.get(way.partition("/")[0], "none")
            for text in texts:
                groups[group].append((self.content(cue_words(text)), way))
        return {group: IntentClassifier(ways) for group, ways in groups.items()}

    @cached_property
    def role_specific_questions(self) -> frozenset[str]:
        """The curated questions that name a role however they are asked."""
        entries = self._base.faq.values()
        return frozenset(e.id for e in entries if all(self.roles.everywhere(words_of(text)) for text in e.ask))

    def nearest_questions(self, words: Sequence[str]) -> list[ScoredEntry]:
        """The curated questions nearest to a text, nearest first; a text is searched for once."""
        return self._search(tuple(self.content(words)))

    @cached_property
    def _search(self) -> Callable[[tuple[str, ...]], list[ScoredEntry]]:
        return lru_cache(maxsize=LAST_SEARCHES)(self.faq.nearest)

    def _kept(self, name: str, make: Callable[[], T]) -> T:
        """What `make` makes; from the user's cache, where this very knowledge was seen before."""
        return cached_value(name, self._base.version, make, Path(__file__).parent) if self._base.version else make()

    def eager_indexes(self) -> dict[str, Any]:
        """The indexes that every question is looked up in, by name."""
        return {name: getattr(self, name) for name in EAGER_INDEXES}

    def match_subcommand(self, word: str) -> str | None:
        """The subcommand that the word is, or is a misspelling of."""
        return word if word in self.commands else nearest_word(word, self.commands)

    def find_topic(self, words: Sequence[str]) -> str | None:
        """The first topic named among the arguments of a command, where every word counts."""
        return next((span.value for span in self.named_topics.longest(words)), None)

    def nearest_roles(self, word: str, limit: int = 3) -> list[str]:
        """Roles to offer, never to answer with, for an argument that is none."""
        return nearest_names(word, {squeezed: ids[0] for squeezed, ids in self.abbreviations.items()}, limit)

    def squeezed(self, words: Iterable[str]) -> str:
        """What is left of a question without fillers and blanks: how two wordings are the same."""
        return "".join(self.content(words))

    def content(self, words: Iterable[str]) -> list[str]:
        """The words of a question that say what it is about: without articles, greetings and other fillers."""
        return [word for word in words if word not in self.fillers]


@lru_cache(maxsize=4)
def lexicon_of(base: KnowledgeBase) -> Lexicon:
    """The lexicon of a base, made once for each; what every question needs of it comes from the user's cache."""
    lexicon = Lexicon(base)
    if base.version:
        vars(lexicon).update(cached_value("lexicon", base.version, lexicon.eager_indexes, Path(__file__).parent))
    return lexicon


def _by_role(texts: Mapping[str, Iterable[str]]) -> Phrases[str]:
    return Phrases((words_of(text), role) for role, listed in texts.items() for text in listed)
