"""Parses what follows `/hiring` into a Command: a verb, matched exactly or with its typos corrected, and arguments."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE, EMPTY, UNKNOWN
from bot.commands.command import Command, CommandProblem
from bot.commands.foreign_words import FOREIGN_FILLERS, FOREIGN_VERBS
from bot.commands.free_text import find_user_names, replace_mentions_with_names, strip_leading_punctuation, strip_markup
from bot.commands.item_numbers import parse_numbers
from bot.commands.prefix import Prefix, match_short_name
from bot.knowledge.base import KnowledgeBase
from bot.matching import SpellingCorrector, nearest_names, nearest_word
from bot.understanding.phrases import words_of

SHOW_WORDS = frozenset(
    ("show", "view", "see", "look at", "display", "open", "list", "check", "details", "detail", "check on")
)
"""Words that show what is named after them: `show overdue`, `list items`, `check status`."""
ITEM_WORDS = frozenset(("item", "step", "task"))
"""Words for one item; without a number, for all of them."""
BEGIN_WORDS = frozenset(("begin", "begin with", "start on"))
"""Words that begin an item if there is a number, and a search if there is none."""
LEADING_FILLERS = frozenset(
    words_of(
        "the a want need what whats what's i we i'm im just please pls kindly hey hi hello ok okay so hiring lets let's"
        " can could you would"
    )
)
LINKING_WORDS = frozenset(
    words_of("mark set make turn change is are was were as to has have been be item items now both all")
)
"""Words that connect numbers and verb, or precede either."""
_SKIPPED_WORDS = LEADING_FILLERS | LINKING_WORDS | frozenset(FOREIGN_FILLERS.split())
_DIGIT = re.compile(r"\d")
_ARTICLES = re.compile(r"(?:(?:me|us|the|of|at|for)\s+)+", re.IGNORECASE)
_VERB_WORD = re.compile(r"\?|[^\W\d_]+(?:['\u2019/][^\W\d_]+)*")
_WORD_GAP = re.compile(r"[\s\-_:,.!*~`\"'\u201c\u201d\u2018\u2019/]*")
_LEADING_EMOJI = re.compile(r"\s*:[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?")
_PUNCTUATION = re.compile(r"[^\w<@#?\"'\u201c\u201d\u2018\u2019`(+]+")
MIN_CORRECTABLE_SYNONYM = 6
"""Shorter synonyms are never the result of a correction: they are too close to each other and to everyday words."""
NEVER_CORRECTED = frozenset(("decided", "decision", "unmute"))
"""Nor are these: each is one typo away from a verb that does something else, or changes something by itself."""
NEVER_SUGGESTED = frozenset(("stop", "abort"))
"""Words that are not offered as what may have been meant: a close match to them should not end a search."""
MIN_LENGTH_FOR_TWO_TYPOS = 8
"""From this length on a word with two typos is corrected. Chosen so that no verb turns into another: see the tests."""
LONGEST_PHRASE = 4
MAX_SUGGESTIONS = 3
SUGGESTION_CUTOFF = 60
"""Similarity (0-100) from which a verb is suggested. At 50, unrelated words of the same length are."""
LONGEST_WORD = 30


def parse_command(text: str, base: KnowledgeBase) -> Command:
    """The command in the text after `/hiring`, as Slack sends it: escaped, with its markup. Never raises."""
    return with_names(parse_plain(strip_markup(text), base)[1], text)


def with_names(command: Command, text: str) -> Command:
    """The command with the people mentioned in its texts named, as far as the text (as Slack sends it) names them."""
    names = find_user_names(text)
    return command._replace(
        text=replace_mentions_with_names(command.text, names),
        argument_text=replace_mentions_with_names(command.argument_text, names),
        parts=tuple(with_names(part, text) for part in command.parts),
    )


def parse_plain(text: str, base: KnowledgeBase) -> tuple[Prefix, Command]:
    """The beginning of a plain text, and the command that the whole text is. Never raises."""
    prefix = _resolve_show(parse_prefix(text, base), base)
    command = _read_arguments(prefix, base)
    return prefix, command._replace(argument_text=prefix.argument_text, problem=prefix.problem or command.problem)


def without_search(command: Command) -> Command:
    """The command with its `search` read as the beginning of its text.

    In `rename CFO Europe`, CFO is part of the new name unless there is such a search. The command is returned unchanged
    if its verb takes no text that could begin with a search.
    """
    if command.search is None or command.verb not in CATALOGUE or not CATALOGUE[command.verb].search_may_be_text:
        return command
    if command.verb == "items":
        return command._replace(search=None, filter=command.argument_text.casefold())
    before, title = command.argument_text, ""
    if command.when:  # the text is followed by a date, which does not belong to it
        before, title, _ = command.argument_text.partition(command.text)
    return command._replace(search=None, text=f"{before}{title}", problem=None)


def _read_arguments(prefix: Prefix, base: KnowledgeBase) -> Command:
    if prefix.verb in CATALOGUE:
        return CATALOGUE[prefix.verb].read(prefix, base)
    if prefix.verb == EMPTY:
        return Command(EMPTY, text=prefix.rest)
    problem = CommandProblem("unknown_verb", prefix.verb_words, suggest_verbs(prefix.verb_words.casefold()))
    return Command(UNKNOWN, prefix.search, prefix.numbers, problem=problem)


def _resolve_show(prefix: Prefix, base: KnowledgeBase) -> Prefix:
    """The prefix with its verb replaced by the one that the arguments call for: `show history`, `begin` a search."""
    has_digit = bool(_DIGIT.search(prefix.rest))
    if prefix.verb_words in BEGIN_WORDS and not has_digit:
        return prefix._replace(verb="start")
    if prefix.verb == "item" and prefix.verb_words in ITEM_WORDS and not has_digit:
        return prefix if prefix.numbers else prefix._replace(verb="items")
    if prefix.verb_words not in SHOW_WORDS or prefix.numbers:
        return prefix
    if not prefix.rest:
        bare = {"open": "items", "list": "searches", "check": "done"}
        return prefix._replace(verb=bare.get(prefix.verb_words, "status"))
    return _resolve_shown(prefix, base)


def _resolve_shown(prefix: Prefix, base: KnowledgeBase) -> Prefix:
    """The command that follows a word such as `show`, if one does."""
    shown = parse_prefix(_ARTICLES.sub("", prefix.rest, count=1), base)
    if prefix.verb_words == "check" and shown.verb == "item":
        return prefix
    if shown.verb in (UNKNOWN, EMPTY):
        return prefix._replace(verb="items") if prefix.verb_words == "list" else prefix
    return shown._replace(search=shown.search or prefix.search)


class _Scan(NamedTuple):
    """What precedes the verb, up to `position`; `list_marker` is the first character of a list of numbers."""

    position: int = 0
    search: str | None = None
    numbers: tuple[int, ...] = ()
    problem: CommandProblem | None = None
    list_marker: str = ""


class _Word(NamedTuple):
    """A word in lower case without accents, and where it ends."""

    text: str
    end: int


def parse_prefix(text: str, base: KnowledgeBase) -> Prefix:
    """The verb that a plain text begins with, and the search and numbers before it. Never raises."""
    scan = _Scan(_skip_punctuation(text, 0))
    while further := _scan_next(text, scan, base):
        scan = further._replace(position=_skip_punctuation(text, further.position))
    words = _verb_words(text, scan.position)
    match = match_verb([word.text for word in words])
    if match is None or (match.words == ("?",) and scan.position):
        return _prefix_without_verb(text, scan)
    end = words[match.word_count - 1].end
    if CATALOGUE[match.verb].title_follows:
        rest = strip_leading_punctuation(text[end:])
    else:
        rest = text[_skip_punctuation(text, end) :].strip()
    span = scan.position, end
    return Prefix(match.verb, " ".join(match.words), scan.search, scan.numbers, rest, rest, scan.problem, *span)


def _scan_next(text: str, scan: _Scan, base: KnowledgeBase) -> _Scan | None:
    """The scan after one more part: numbers, a short name, or a word without meaning. None at the verb."""
    listed = None if scan.list_marker else parse_numbers(text, scan.position, "all")
    if listed and listed.end > scan.position:
        return _Scan(listed.end, scan.search, listed.numbers, listed.problem, text[scan.position])
    words = [word.text for word in _verb_words(text, scan.position)]
    if match_verb(words) or words == ["?"]:
        return None
    name = None if scan.search else match_short_name(text, scan.position, base)
    if name:
        return scan._replace(search=name.name, position=name.end)
    if words and words[0] in _SKIPPED_WORDS:
        return scan._replace(position=_verb_words(text, scan.position)[0].end)
    return None


def _prefix_without_verb(text: str, scan: _Scan) -> Prefix:
    """`3`, `item 3 please`, `cro`, `3 @name`, an empty text, or a word that is no verb."""
    rest = text[scan.position :].strip(" \t\n?" if scan.position else None)
    verb_words = ""
    verb = "item" if scan.numbers else "status" if scan.search else EMPTY
    if rest.startswith("<@") and scan.numbers:
        verb = "assign"
    elif rest and not scan.list_marker.isalpha():
        verb, verb_words = UNKNOWN, (rest if scan.numbers or scan.search else text).split(maxsplit=1)[0]
    span = scan.position, scan.position
    return Prefix(verb, verb_words, scan.search, scan.numbers, rest, rest or text.strip(), scan.problem, *span)


def _verb_words(text: str, at: int) -> list[_Word]:
    """The words from this position on that a verb may consist of, with nothing but punctuation between them."""
    words: list[_Word] = []
    while len(words) < LONGEST_PHRASE and (found := _VERB_WORD.match(text, at)):
        words.append(_Word(_fold(found.group()), found.end()))
        gap = _WORD_GAP.match(text, found.end())
        at = gap.end() if gap else found.end()
    return words


def _fold(word: str) -> str:
    """The word in lower case, without accents."""
    word = word.casefold().replace("\u2019", "'")
    if word.isascii():
        return word
    return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))


def _skip_punctuation(text: str, at: int) -> int:
    """The position after any blanks, punctuation and emoji."""
    while passed := _LEADING_EMOJI.match(text, at) or _PUNCTUATION.match(text, at):
        at = passed.end()
    return at


class VerbMatch(NamedTuple):
    """A verb, how many words it was called by, and these words with their typos corrected."""

    verb: str
    word_count: int
    words: tuple[str, ...]


def match_verb(words: Sequence[str]) -> VerbMatch | None:
    """The verb that the words (in lower case) begin with, by its longest phrase; exact before corrected."""
    exact = _match_longest_phrase(words)
    if exact and exact.word_count == len(words):
        return exact
    corrected = _match_longest_phrase([_correct_typo(word) or word for word in words[:LONGEST_PHRASE]])
    return corrected if not exact or (corrected and corrected.word_count > exact.word_count) else exact


def suggest_verbs(word: str) -> tuple[str, ...]:
    """The verbs whose names or synonyms are most similar to a word that is no verb, most similar first."""
    names = {phrase[0]: verb for phrase, verb in _verbs_by_phrase().items() if len(phrase) == 1}
    offered = {name: verb for name, verb in names.items() if name not in NEVER_SUGGESTED}
    return tuple(nearest_names(word[:LONGEST_WORD], offered, MAX_SUGGESTIONS, SUGGESTION_CUTOFF))


def _match_longest_phrase(words: Sequence[str]) -> VerbMatch | None:
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        phrase = tuple(words[:length])
        if phrase in _verbs_by_phrase():
            return VerbMatch(_verbs_by_phrase()[phrase], length, phrase)
    return None


def _correct_typo(word: str) -> str | None:
    """The verb word that was meant: one typo away, or two in a long word, and no other verb as close."""
    corrector = _spelling_corrector()
    corrected = corrector.correct(word)
    if corrected is None and word not in corrector and len(word) >= MIN_LENGTH_FOR_TWO_TYPOS:
        nearest = nearest_word(word, sorted(_correctable_words()))
        return nearest if nearest and nearest[0] == word[0] else None
    if corrected is None or sorted(corrected) == sorted(word):  # swapped letters are the most likely typo
        return corrected
    return None if any(nearest_word(word, [other]) for other in _competing_words(corrected)) else corrected


@cache
def _competing_words(word: str) -> tuple[str, ...]:
    """The words of other verbs, any of which may have been meant as well."""
    verb = _verbs_by_phrase().get((word,))
    same = {verb, CATALOGUE[verb].confused_with if verb else None}
    return tuple(other for other in sorted(_correctable_words()) if _verbs_by_phrase().get((other,), verb) not in same)


@cache
def _verbs_by_phrase() -> dict[tuple[str, ...], str]:
    """Phrase, as words, to the verb that it stands for."""
    return {
        **_split_phrases({name: phrases for name, phrases in FOREIGN_VERBS.items() if name in CATALOGUE}),
        **_english(),
    }


@cache
def _english() -> dict[tuple[str, ...], str]:
    return _split_phrases({verb.name: verb.phrases for verb in CATALOGUE.values() if verb.is_typed})


def _split_phrases(table: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): name for name, phrases in table.items() for phrase in phrases.split(", ")}


@cache
def _correctable_words() -> frozenset[str]:
    """English words only: a typo in another language is too close to other words of this one."""
    words = {word for phrase in _english() for word in phrase}
    own = {word for verb in CATALOGUE.values() if verb.is_typed for word in verb.name.split("-")}
    return frozenset(own | {word for word in words if len(word) >= MIN_CORRECTABLE_SYNONYM}) - NEVER_CORRECTED


@cache
def _spelling_corrector() -> SpellingCorrector:
    return SpellingCorrector(_correctable_words(), {word for phrase in _verbs_by_phrase() for word in phrase})
