"""Remembers a question back as an intent, and matches the next message against its options."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.matching import SpellingCorrector
from bot.understanding.decision import label_of
from bot.understanding.intents import Intent, Meaning, Option, decode, decode_choice, encode, encode_choice
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.normalise import normalise
from bot.understanding.phrases import words_of
from bot.understanding.suggestions import expand_abbreviation

ORDINALS = (
    ("first", "1st", "1", "former"),
    ("second", "2nd", "2", "two"),
    ("third", "3rd", "3", "three"),
    ("fourth", "4th", "4", "four"),
)
LAST = ("last", "latter")
POINTING = frozenset(
    (
        *("one", "ones", "i", "we", "you", "it", "its", "is", "was", "that", "thats", "this", "mean", "means", "meant"),
        *(
            "meaning",
            "option",
            "number",
            "no",
            "of",
            "in",
            "as",
            "for",
            "with",
            "and",
            "want",
            "wanted",
            "take",
            "choose",
        ),
        *("would", "like", "be", "sense", "role", "side", "what", "about"),
    )
)
"""Words that refer to an option without saying which."""
MAX_CHOICE_LENGTH = 8
"""In words. A longer text is a question of its own. Chosen by hand."""
_BETWEEN, _WITHIN = "|", "/"


class PendingClarification(NamedTuple):
    """A question back: its options, and the last question answered before it."""

    options: tuple[Option, ...]
    before: Intent | None


def encode_clarification(options: Iterable[Option], before: Intent | None) -> Intent:
    """Encode a question back as an intent of ids only, so that it can be stored as the last question of a thread.

    >>> option = Option("", Intent("role", ("cpo_product",), "metrics"), (("cpo", "cpo_product"),))
    >>> encode_clarification([option], None).subject
    '|cpo=cpo_product;role/cpo_product/metrics/'
    """
    lines = (encode_choice(each.intent, each.meanings) if each.meanings else encode(each.intent) for each in options)
    encoded = _BETWEEN.join((encode(before) if before else "", *lines))
    return Intent("unknown", subject=encoded.replace(":", _WITHIN))


def decode_clarification(said: Intent | None, base: KnowledgeBase) -> PendingClarification | None:
    """Decode an intent made by `encode_clarification`.

    Returns None for any other intent, and if the base no longer has its roles.
    """
    if said is None or said.kind != "unknown" or not said.subject:
        return None
    first, *lines = said.subject.replace(_WITHIN, ":").split(_BETWEEN)
    try:
        choices = [decode_choice(line) if ";" in line else (decode(line), ()) for line in lines]
        options = tuple(Option(_label(intent, meanings, base), intent, meanings) for intent, meanings in choices)
        return PendingClarification(options, decode(first) if first else None)
    except (ValueError, KeyError):
        return None


def match_choice(text: str, options: tuple[Option, ...], base: KnowledgeBase) -> Option | None:
    """Return the option that a text chooses, by its position or by words that no other option has, or None.

    The text must say nothing else, so that a new question is not taken for a choice.
    """
    lexicon = lexicon_of(base)
    words = [word for word in lexicon.content(normalise(text).words) if word not in POINTING]
    if not 0 < len(words) <= MAX_CHOICE_LENGTH:
        return None
    if len(words) == 1 and (position := _position(words[0], len(options))) is not None:
        return options[position]
    names = [_words_for(option, base, lexicon) for option in options]
    spelling = SpellingCorrector(set().union(*names))
    meant = {spelling.correct(word) or word for word in words}
    found = [option for option, words_for in zip(options, names, strict=True) if meant <= words_for]
    return found[0] if len(found) == 1 else None


def _position(word: str, of: int) -> int | None:
    if word in LAST:
        return of - 1
    return next((position for position, names in enumerate(ORDINALS[:of]) if word in names), None)


def _label(intent: Intent, meanings: tuple[Meaning, ...], base: KnowledgeBase) -> str:
    """Return the label of an option. Raises KeyError if the base does not have its entry."""
    if not meanings and (intent.topic or intent.kind in ("faq", "who_owns")):
        return label_of(intent, base)
    if not meanings:
        return " vs ".join(base.roles[role].short for role in intent.roles)
    return ", ".join(expand_abbreviation(base.roles[role], abbreviation) for abbreviation, role in meanings)


def _words_for(option: Option, base: KnowledgeBase, lexicon: Lexicon) -> set[str]:
    """Return every word that may refer to the option: of its roles, their functions, its topic, its abbreviations."""
    language = base.language
    texts = [option.label, *(abbreviation for abbreviation, _ in option.meanings)]
    for role in (base.roles[each] for each in option.intent.roles):
        texts += [role.title, role.short, *role.names, *role.abbreviations, *language.functions.get(role.id, ())]
        texts += [word for word in language.contexts.get(role.id, ()) if " " not in word]
    if option.intent.topic:
        topic = base.topics[option.intent.topic]
        texts += [topic.name, *topic.names]
    return set(lexicon.content(word for text in texts for word in words_of(text)))
