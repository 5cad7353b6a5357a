"""The lexicon: every word and phrase of a knowledge base that has a meaning in questions, indexed for lookup."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bot import matching
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.cache import cached_value
from bot.matching import SpellingCorrector, Titles, nearest_names, nearest_word
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
CODE = (*Path(__file__).parent.glob("*.py"), Path(matching.__file__))
"""The code that the cached indexes are made with; a change in it makes them outdated."""
MIN_TITLE_WORD_LENGTH = 5
"""Words are corrected to words of titles of at least this length. Like the next, chosen by hand."""
MIN_WORD_LENGTH = 7
"""In any text, words are corrected to other known words of at least this length; shorter ones resemble too many."""
CACHED_SEARCHES = 8
"""How many searches are cached: a text is searched for again when suggestions are made for it."""
GROUP_OF_WAY = {"role": "one", "advice": "one", "compare": "several", "several": "several"}
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
    """The indexed phrases of one knowledge base. Each index is built when it is first used."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Keep the base and the word lists from which the indexes are built."""
        self._base = base
        self._listed = base.language.words
        self.fillers = frozenset(self._listed.get("fillers", ()))
        self.connectors = frozenset(self._listed.get("connectors", ()))
        self.adjusted = frozenset(self._listed.get("adjusted", ()))
        self.commands = self._listed.get("commands", ())

    @cached_property
    def roles(self) -> Phrases[tuple[str, ...]]:
        """Names of roles to the role ids they may mean."""
        return Phrases(role_phrases(self._base))

    @cached_property
    def unknown_executive_titles(self) -> Phrases[str]:
        """Executive titles that are not in the base."""
        return Phrases((words_of(text), text) for text in self._listed.get("near_roles", ()))

    @cached_property
    def non_executive_titles(self) -> Phrases[str]:
        """Titles below executive level."""
        return Phrases(
            (form, text) for text in self._listed.get("not_ours", ()) for form in with_plural(words_of(text))
        )

    @cached_property
    def functions(self) -> Phrases[str]:
        """Words for a function to the role that heads it."""
        return _by_role(self._base.language.functions)

    @cached_property
    def contexts(self) -> Phrases[str]:
        """Words that select a meaning of an ambiguous abbreviation, to the id of the selected role."""
        return _by_role(self._base.language.contexts)

    @cached_property
    def senses(self) -> Phrases[tuple[str, str]]:
        """Words that indicate another sense of an abbreviation, to the abbreviation and that sense."""
        return Phrases(sense_phrases(self._base.roles.values()))

    @cached_property
    def topics(self) -> Phrases[str]:
        """Names of the topics of a role."""
        return Phrases((words_of(name), t.id) for t in self._base.role_topics for name in (t.name, *t.names))

    @cached_property
    def weak_topics(self) -> Phrases[str]:
        """Names of topics that are everyday words as well."""
        return Phrases((words_of(text), text) for text in self._listed.get("weak_topics", ()))

    @cached_property
    def named_topics(self) -> Phrases[str]:
        """Ids and names of all topics, as arguments of a command."""
        topics = self._base.topics.values()
        return Phrases((words_of(name), t.id) for t in topics for name in (t.id.replace("_", " "), t.name, *t.names))

    @cached_property
    def things(self) -> Phrases[str]:
        """Names of the things that can be owned."""
        things = self._base.things.values()
        return Phrases((f, t.id) for t in things for name in (t.name, *t.names) for f in with_plural(words_of(name)))

    @cached_property
    def cues(self) -> Phrases[str]:
        """Phrases to the cues they trigger. A phrase that is only a role is left out: it says nothing."""
        phrases = ((self.content(cue_words(t)), cue) for cue, ts in self._base.language.cues.items() for t in ts)
        return Phrases((words, cue) for words, cue in phrases if words != [ROLE])

    @cached_property
    def abbreviations(self) -> dict[str, tuple[str, ...]]:
        """Abbreviations in lower case to the role ids they may mean."""
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
        """Words that do not count as unknown: function words, fillers, and the vocabulary of executive hiring."""
        return frozenset(vocabulary(t for name in ("glue", "subject", "fillers") for t in self._listed.get(name, ())))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Function words (pronouns, auxiliaries, prepositions) and fillers."""
        return frozenset(vocabulary(t for name in ("glue", "fillers") for t in self._listed.get(name, ())))

    @cached_property
    def faq(self) -> FaqMatcher:
        """The search over all phrasings of the curated questions."""
        asks = ((self.content(words_of(text)), e.id) for e in self._base.faq.values() for text in e.ask)
        return self._cached("questions", lambda: FaqMatcher(asks, self.wide_spelling))

    @cached_property
    def faq_exact(self) -> dict[str, str]:
        """The ids of curated questions by the content words of each phrasing."""
        return {self.squeezed(words_of(text)): e.id for e in self._base.faq.values() for text in e.ask}

    @cached_property
    def spelling(self) -> SpellingCorrector:
        """The corrector for any text: knows the words of titles, and the long words of everything else."""
        titles = {word for word in self._title_words if len(word) >= MIN_TITLE_WORD_LENGTH}
        long = {word for word in self._other_words if len(word) >= MIN_WORD_LENGTH}
        return SpellingCorrector((titles | long) - self._exact_words, self._right_words)

    @cached_property
    def wide_spelling(self) -> SpellingCorrector:
        """The corrector for texts that name a role or a thing: knows shorter words as well."""
        return SpellingCorrector(self._other_words - self._exact_words, self._right_words)

    @cached_property
    def _exact_words(self) -> set[str]:
        """Abbreviations and names of one word, such as vCISO, that no word is ever corrected to."""
        names = {words[0] for r in self._base.roles.values() for text in r.names if len(words := words_of(text)) == 1}
        unknown = {text for text in self._listed.get("near_roles", ()) if len(text) < MIN_TITLE_WORD_LENGTH}
        return {form for word in names | unknown | set(self.abbreviations) for form in (word, word + "s")}

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
        """Return the classifier for questions about `one` role, `several` or `none`."""
        return self._classifiers[group]

    @cached_property
    def _classifiers(self) -> dict[str, IntentClassifier]:
        return self._cached("ways", self._build_classifiers)

    def _build_classifiers(self) -> dict[str, IntentClassifier]:
        groups: dict[str, list[tuple[list[str], str]]] = {"one": [], "several": [], "none": []}
        for way, texts in self._base.language.ways.items():
            group = GROUP_OF_WAY.get(way.partition("/")[0], "none")
            for text in texts:
                groups[group].append((self.content(cue_words(text)), way))
        return {group: IntentClassifier(ways) for group, ways in groups.items()}

    @cached_property
    def role_specific_questions(self) -> frozenset[str]:
        """The ids of curated questions that name a role in every phrasing."""
        entries = self._base.faq.values()
        return frozenset(e.id for e in entries if all(self.roles.everywhere(words_of(text)) for text in e.ask))

    def nearest_questions(self, words: Sequence[str]) -> list[ScoredEntry]:
        """Return the curated questions most similar to a text, best first. Recent searches are cached."""
        return self._search(tuple(self.content(words)))

    @cached_property
    def _search(self) -> Callable[[tuple[str, ...]], list[ScoredEntry]]:
        return lru_cache(maxsize=CACHED_SEARCHES)(self.faq.nearest)

    def _cached(self, name: str, make: Callable[[], T]) -> T:
        """Return the result of `make`, from the user's cache if it was made for this version of the knowledge."""
        return cached_value(name, self._base.version, make, CODE) if self._base.version else make()

    def eager_indexes(self) -> dict[str, Any]:
        """Return the indexes that every question uses, by name."""
        return {name: getattr(self, name) for name in EAGER_INDEXES}

    def match_subcommand(self, word: str) -> str | None:
        """Return the subcommand that the word is, possibly with a typo, or None."""
        return word if word in self.commands else nearest_word(word, self.commands)

    def find_topic(self, words: Sequence[str]) -> str | None:
        """Return the id of the first topic among the arguments of a command, or None."""
        return next((span.value for span in self.named_topics.longest(words)), None)

    def nearest_roles(self, word: str, limit: int = 3) -> list[str]:
        """Return the ids of roles with similar abbreviations: good enough to suggest, not to answer with."""
        return nearest_names(word, {squeezed: ids[0] for squeezed, ids in self.abbreviations.items()}, limit)

    def squeezed(self, words: Iterable[str]) -> str:
        """Return the content words without spaces, by which two phrasings are compared for equality."""
        return "".join(self.content(words))

    def content(self, words: Iterable[str]) -> list[str]:
        """Return the content words: without articles, greetings and other fillers."""
        return [word for word in words if word not in self.fillers]


@lru_cache(maxsize=4)
def lexicon_of(base: KnowledgeBase) -> Lexicon:
    """Return the lexicon of a base. It is made once, and the indexes that every question uses come from the cache."""
    lexicon = Lexicon(base)
    if base.version:
        vars(lexicon).update(cached_value("lexicon", base.version, lexicon.eager_indexes, CODE))
    return lexicon


def _by_role(texts: Mapping[str, Iterable[str]]) -> Phrases[str]:
    return Phrases((words_of(text), role) for role, listed in texts.items() for text in listed)
