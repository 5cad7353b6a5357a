"""The lexicon: every word and phrase of a knowledge base that has a meaning in questions, indexed for lookup."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bot import matching
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.cache import cached_value
from bot.knowledge.models import FaqEntry
from bot.matching import SpellingCorrector, Titles, nearest_names, nearest_word
from bot.understanding import trained
from bot.understanding.normalise import squeeze
from bot.understanding.phrases import (
    ROLE,
    Phrases,
    cue_words,
    phrases_by_role,
    role_phrases,
    sense_phrases,
    topic_ways,
    vocabulary,
    with_plural,
    words_of,
)
from bot.understanding.run_together import RunTogether
from bot.understanding.similarity import FaqMatcher, ScoredEntry
from bot.understanding.thresholds import MIN_CONTENT_WORDS

T = TypeVar("T")
CODE = (*Path(__file__).parent.glob("*.py"), Path(matching.__file__), trained.FILES[trained.CURATED])
"""The code that the cached indexes are made with; a change in it makes them outdated."""
MIN_TITLE_WORD_LENGTH = 5
"""Words are corrected to words of titles of at least this length. Chosen by hand."""
MAX_EXACT_LENGTH = 5
"""Nothing is corrected to a short name of one word up to this length: the choir is no chair. Chosen by hand."""
CACHED_SEARCHES = 8
"""How many searches are cached: a text is searched for again when suggestions are made for it."""
EAGER_INDEXES = (
    *("roles", "unknown_executive_titles", "non_executive_titles", "functions", "contexts", "senses"),
    *("everyday_phrases", "topics", "things", "cues", "abbreviations", "small_words", "title_nouns", "subject_words"),
    *("exact_ways", "spellable", "faq_exact", "faq_by_content", "_title_words", "_other_words", "_right_words"),
    *("_exact_words", "_added_questions", "run_together"),
)
"""The indexes that every question uses."""


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
        self.has_roles = bool(base.roles)

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
    def everyday_phrases(self) -> Phrases[str]:
        """Phrases in which what looks like an abbreviation is an everyday word: `cos we`, `we ned`."""
        return Phrases((words_of(text), text) for text in self._listed.get("everyday", ()))

    @cached_property
    def functions(self) -> Phrases[str]:
        """Words for a function to the role that heads it."""
        return phrases_by_role(self._base.language.functions)

    @cached_property
    def contexts(self) -> Phrases[str]:
        """Words that select a meaning of an ambiguous abbreviation, to the id of the selected role."""
        return phrases_by_role(self._base.language.contexts)

    @cached_property
    def senses(self) -> Phrases[tuple[str, str]]:
        """Words that indicate another sense of an abbreviation, to the abbreviation and that sense."""
        return Phrases(sense_phrases(self._base.roles.values()))

    @cached_property
    def topics(self) -> Phrases[str]:
        """Names of the topics of a role."""
        return Phrases((words_of(name), t.id) for t in self._base.role_topics for name in (t.name, *t.names))

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
    def spellable(self) -> frozenset[str]:
        """What people spell letter by letter: the abbreviations of roles, and KPI."""
        return frozenset((*self.abbreviations, "kpi", "kpis"))

    @cached_property
    def run_together(self) -> RunTogether:
        """What splits words run together. Abbreviations that end everyday words, as NED does, are left out."""
        everyday = {word for text in self._listed.get("everyday", ()) for word in words_of(text)}
        ways = (text for texts in self._base.language.ways.values() for text in texts)
        names = (name for topic in self._base.topics.values() for name in (topic.name, *topic.names))
        return RunTogether(frozenset(self.abbreviations) - everyday, frozenset(vocabulary((*ways, *names))))

    @cached_property
    def titles(self) -> Titles:
        """Titles written as one word."""
        return Titles({squeeze(text): r.id for r in self._base.roles.values() for text in (r.title, *r.names)})

    @cached_property
    def subject_words(self) -> frozenset[str]:
        """Words of which a curated question has one if it names no role: executive, candidate, notice."""
        return frozenset(vocabulary(self._listed.get("subject", ())))

    @cached_property
    def title_nouns(self) -> frozenset[str]:
        """Nouns for people and firms that are not roles: manager, agency, consultants."""
        return frozenset(form for text in self._listed.get("title_nouns", ()) for form in (text, f"{text}s"))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Function words (pronouns, auxiliaries, prepositions) and fillers."""
        return frozenset(vocabulary(t for name in ("glue", "fillers") for t in self._listed.get(name, ())))

    @cached_property
    def faq(self) -> FaqMatcher:
        """The search over all phrasings of the curated questions that a company added."""
        asks = ((self.content(words_of(text)), e.id) for e in self._added_questions for text in e.ask)
        return self._cached("questions", lambda: FaqMatcher(asks, self.wide_spelling))

    @cached_property
    def faq_exact(self) -> dict[str, str]:
        """The ids of curated questions by the content words of each phrasing."""
        return {self.squeezed(words_of(text)): e.id for e in self._base.faq.values() for text in e.ask}

    @cached_property
    def faq_by_content(self) -> dict[str, str]:
        """The same by the words of each phrasing that are no function words, where no other question has them."""
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self._base.faq.values():
            for text in entry.ask:
                owners[self._without_small_words(words_of(text))].add(entry.id)
        return {key: next(iter(ids)) for key, ids in owners.items() if key and len(ids) == 1}

    def find_curated(self, words: Sequence[str]) -> str | None:
        """Return the curated question that is asked word for word, not counting function words, or None."""
        return self.faq_exact.get(self.squeezed(words)) or self.faq_by_content.get(self._without_small_words(words))

    def _without_small_words(self, words: Iterable[str]) -> str:
        """Return the content words of a text with at least MIN_CONTENT_WORDS of them, as one word; else ""."""
        content = [word for word in words if word not in self.small_words]
        return " ".join(content) if len(content) > MIN_CONTENT_WORDS else ""

    @cached_property
    def spelling(self) -> SpellingCorrector:
        """The corrector for any text: knows the words of titles alone, so that everyday words stay as typed."""
        titles = {word for word in self._title_words if len(word) >= MIN_TITLE_WORD_LENGTH}
        return SpellingCorrector(titles - self._exact_words, self._right_words)

    @cached_property
    def wide_spelling(self) -> SpellingCorrector:
        """The corrector for the names of topics and things, and for curated questions."""
        return SpellingCorrector(self._other_words - self._exact_words, self._right_words)

    @cached_property
    def _exact_words(self) -> set[str]:
        """Abbreviations and names of one word, such as vCISO, that no word is ever corrected to, and Chair."""
        roles = self._base.roles.values()
        names = {words[0] for r in roles for text in r.names if len(words := words_of(text)) == 1}
        names |= {words[0] for r in roles if len(words := words_of(r.short)) == 1 and len(words[0]) <= MAX_EXACT_LENGTH}
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
        words |= vocabulary(t for name in ("progress", "our_hires") for t in base.language.cues.get(name, ()))
        return words | vocabulary(t for e in base.faq.values() for t in e.ask)

    @cached_property
    def _right_words(self) -> set[str]:
        listed = vocabulary(t for texts in self._listed.values() for t in texts)
        listed |= vocabulary(t for texts in self._base.language.contexts.values() for t in texts)
        senses = (sense for role in self._base.roles.values() for sense in role.also_means)
        listed |= vocabulary(t for sense in senses for t in (sense.name, *sense.cues))
        listed |= vocabulary(name for topic in self._base.topics.values() for name in topic.names)
        return listed | self._title_words | self._other_words | self._exact_words

    @cached_property
    def exact_ways(self) -> dict[str, str]:
        """The kind of question by the content words of each way of asking, with roles masked."""
        listed = ((way, text) for way, texts in self._base.language.ways.items() for text in texts)
        return {self.squeezed(cue_words(text)): way for way, text in (*topic_ways(self._base.role_topics), *listed)}

    @cached_property
    def role_specific_questions(self) -> frozenset[str]:
        """The ids of curated questions that name a role in every phrasing."""
        entries = self._base.faq.values()
        return frozenset(e.id for e in entries if all(self.roles.everywhere(words_of(text)) for text in e.ask))

    def nearest_added_questions(self, words: Sequence[str]) -> list[ScoredEntry]:
        """Return the curated questions that a company added most similar to a text, best first.

        Recent searches are cached. The shipped questions are recognised by the trained model.
        """
        return self._search(tuple(self.content(words))) if self._added_questions else []

    @cached_property
    def _added_questions(self) -> tuple[FaqEntry, ...]:
        known = trained.curated_model().classes
        return tuple(e for e in self._base.faq.values() if e.id not in known and e.part_of is None)

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
