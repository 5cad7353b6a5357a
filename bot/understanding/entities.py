"""Recognises the roles that a text names: by exact names and abbreviations, misspelt titles, and lists of functions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.matching import nearest_word
from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import Utterance
from bot.understanding.phrases import Span

ANCHORS = ("chief", "officer", "vice", "head", "vp")
"""The words that begin or end a title."""
HEAD_WORDS = frozenset(("chief", "chiefs", "head", "heads", "exec", "execs", "officer", "officers", "boss", "bosses"))
"""The words that a list of functions may share: `finance, legal and people chiefs`."""
GLOSS_WORDS = ("as", "in", "for", "of", "the")
"""Words between an abbreviation and its explanation: `CPO as in product`."""
BEFORE_VERBS = frozenset(
    ("to", "should", "will", "would", "can", "could", "must", "may", "might", "i", "you", "we", "they")
)
AFTER_VERBS = frozenset(("the", "a", "an", "this", "that", "these", "it", "our", "your", "my", "their"))
"""Between one of these and one of those a name is a verb: `you chair this`."""
SEAT = ("chair",)
"""The role whose name also means any post."""
BEFORE_SEATS = frozenset(("a", "an", "the", "this", "that", "our", "my", "your", "their", "his", "her"))
"""The words before the role whose post it is. "Compare CFO chair" has none of them."""
# Chosen by hand: shorter words and lists would match by chance.
MIN_GLUED_LENGTH = 6
MIN_GLUED_TITLE_LENGTH = 9
MIN_LIST_LENGTH = 3


class Entity(NamedTuple):
    """A mention of a role: the words from `start` up to but not including `end`.

    - `roles`: the role, or the candidates if the abbreviation is ambiguous.
    - `how`: how it was found: `name`, `misspelt`, `run together` or `list`.
    - `score`: the confidence, from 0 to 1.
    - `shared_abbreviation`: the ambiguous abbreviation in lower case and singular; empty for a single candidate.
    """

    start: int
    end: int
    roles: tuple[str, ...]
    how: str
    score: float = 1.0
    shared_abbreviation: str = ""


def find_entities(utterance: Utterance, words: Sequence[str], lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return every mention of a role in the words, whose spelling has been corrected, in order.

    An ambiguous abbreviation is resolved if the rest of the text says which role is meant.
    """
    everyday = {at for span in lexicon.everyday_phrases.longest(words) for at in range(span.start, span.end)}
    named = [s for s in lexicon.roles.longest(words) if s.start not in everyday and not _is_verb(s, words, lexicon)]
    named = [span for span in named if not _is_seat(span, named, utterance)]
    deputies = [span for span in named if _is_of_a_deputy(span, words, lexicon)]
    found = [_named(span, words, lexicon) for span in named if span not in deputies]
    taken = {at for m in found for at in range(m.start, m.end)}
    taken |= {at for span in deputies for at in range(span.start - 1, span.end)}
    found += _misspelt_titles(words, taken, lexicon)
    found += _run_together(words, taken, lexicon)
    found += _listed_functions(utterance, words, found, lexicon) or ([] if found else _list_of_chiefs(words, lexicon))
    found.sort(key=lambda m: m.start)
    if all(len(m.roles) == 1 for m in found):
        return tuple(found)
    found = _both_meanings(found, words, lexicon)
    hints = lexicon.contexts.longest(words)
    certain = [m for m in found if len(m.roles) == 1]
    resolved = (_resolve(m, certain, hints, _glossed_roles(m, utterance, words, lexicon)) for m in found)
    return tuple(_with_qualifier(m, utterance, words, lexicon) if m not in found else m for m in resolved)


def _is_of_a_deputy(span: Span[tuple[str, ...]], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether the name belongs to another title: a vice president is no president, a vice chair no chair."""
    return span.start > 0 and _anchor(words[span.start - 1], lexicon) == "vice"


def _is_verb(span: Span[tuple[str, ...]], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether the name is a verb: "who should chair the meeting"."""
    before, name, after = words[: span.start][-1:], words[span.start : span.end], words[span.end :][:1]
    stands_as_verb = BEFORE_VERBS.issuperset(before) and AFTER_VERBS.issuperset(after) and before and after
    return bool(stands_as_verb) and len(name) == 1 and name[0] not in lexicon.abbreviations


def _is_seat(span: Span[tuple[str, ...]], named: Sequence[Span[tuple[str, ...]]], utterance: Utterance) -> bool:
    """Return whether the name stands for another role's post: a "CFO chair" is no chair of the board."""
    if utterance.words[span.start : span.end] != SEAT or utterance.gaps[span.start].strip():
        return False
    return any(s.end == span.start and s.start and utterance.words[s.start - 1] in BEFORE_SEATS for s in named)


def _named(span: Span[tuple[str, ...]], words: Sequence[str], lexicon: Lexicon) -> Entity:
    if len(span.value) == 1:
        return Entity(span.start, span.end, span.value, "name")
    name = " ".join(words[span.start : span.end])
    singular = name.removesuffix("s")
    shared = singular if singular in lexicon.abbreviations else name
    return Entity(span.start, span.end, span.value, "name", shared_abbreviation=shared)


def _misspelt_titles(words: Sequence[str], taken: set[int], lexicon: Lexicon) -> list[Entity]:
    """Find misspelt titles around an anchor word: `chef product oficer`, `vp sals`."""
    found: list[Entity] = []
    others = {at for span in lexicon.unknown_executive_titles.longest(words) for at in range(span.start, span.end)}
    for at, word in enumerate(words):
        anchor = None if at in taken | others else _anchor(word, lexicon)
        if anchor and (title := _best_window(words, _windows(at, anchor), taken | others, lexicon)):
            found.append(title)
            taken.update(range(title.start, title.end))
    return found


def _anchor(word: str, lexicon: Lexicon) -> str | None:
    if word in ANCHORS:
        return word
    return None if word in lexicon.spelling else nearest_word(word, ANCHORS)


def _windows(at: int, anchor: str) -> list[tuple[int, int]]:
    """Return where a title with this anchor may start and end. `officer` ends a title, the others begin one."""
    if anchor == "officer":
        return [(at - before, at + 1) for before in (1, 2, 3)]
    return [(at, at + length) for length in (2, 3, 4, 5)]


def _best_window(
    words: Sequence[str], windows: Iterable[tuple[int, int]], taken: set[int], lexicon: Lexicon
) -> Entity | None:
    best: Entity | None = None
    for start, end in windows:
        if start < 0 or end > len(words) or any(at in taken for at in range(start, end)):
            continue
        nearest = lexicon.titles.nearest("".join(words[start:end]))
        if nearest and (best is None or nearest[1] > best.score * 100):
            best = Entity(start, end, (nearest[0],), "misspelt", nearest[1] / 100)
    return best


def _run_together(words: Sequence[str], taken: set[int], lexicon: Lexicon) -> list[Entity]:
    """Find titles whose words are run together: `chiefmarketingofficer`, `chief marketingofficer`."""
    found: list[Entity] = []
    for at, word in enumerate(words):
        if at in taken or len(word) < MIN_GLUED_LENGTH or word in lexicon.spelling:
            continue
        if title := _glued_title(words, at, taken, lexicon):
            found.append(title)
            taken.update(range(title.start, title.end))
    return found


def _glued_title(words: Sequence[str], at: int, taken: set[int], lexicon: Lexicon) -> Entity | None:
    if len(words[at]) < MIN_GLUED_TITLE_LENGTH:
        role = lexicon.titles.exactly(words[at])
        return Entity(at, at + 1, (role,), "run together") if role else None
    return _best_window(words, ((at, at + 1), (at - 1, at + 1), (at, at + 2)), taken, lexicon)


def _listed_functions(
    utterance: Utterance, words: Sequence[str], found: Iterable[Entity], lexicon: Lexicon
) -> list[Entity]:
    """Find the other functions of a list that ends in one word for their head: `a rev and a mktg chief`."""
    by_end = {span.end: span for span in lexicon.functions.longest(words)}
    taken = {at for m in found for at in range(m.start, m.end)}
    listed: list[Entity] = []
    for mention in found:
        if not any(word in HEAD_WORDS for word in words[mention.start : mention.end]):
            continue
        at = mention.start
        while (span := _before(utterance, words, at, by_end)) and span.start not in taken:
            listed.append(Entity(span.start, span.end, (span.value,), "list", 0.9))
            at = span.start
    return listed


def _list_of_chiefs(words: Sequence[str], lexicon: Lexicon) -> list[Entity]:
    """Find at least three functions in a row in a text about chiefs: `So many chiefs: data, digital, tech`."""
    if not any(word in ("chiefs", "cxos", "cxo", "chief") for word in words):
        return []
    spans = lexicon.functions.longest(words)
    runs: list[list[Span[str]]] = [[]]
    for span in spans:
        if runs[-1] and any(word not in ("and", "or") for word in words[runs[-1][-1].end : span.start]):
            runs.append([])
        runs[-1].append(span)
    longest = max(runs, key=len)
    return [Entity(s.start, s.end, (s.value,), "list", 0.9) for s in longest] if len(longest) >= MIN_LIST_LENGTH else []


def _before(utterance: Utterance, words: Sequence[str], at: int, by_end: dict[int, Span[str]]) -> Span[str] | None:
    """Return the function that is listed before `at`: before `and`, `or`, a comma or a slash. None if there is none."""
    end = at
    while end > 0 and words[end - 1] in ("and", "or", "a", "an", "the"):
        end -= 1
    is_listed = end < at or any(mark in utterance.gaps[at] for mark in ",/&+")
    return by_end.get(end) if is_listed else None


def _resolve(mention: Entity, certain: Sequence[Entity], hints: Sequence[Span[str]], glossed: set[str]) -> Entity:
    """Return the mention with the one role that the surrounding text selects, or unchanged."""
    if len(mention.roles) == 1:
        return mention
    decided = [role for role in mention.roles if role in glossed] or _named_elsewhere(mention, certain)
    decided = decided or _hinted(mention, hints)
    return (
        Entity(mention.start, mention.end, (decided[0],), mention.how, mention.score) if len(decided) == 1 else mention
    )


def _both_meanings(found: list[Entity], words: Sequence[str], lexicon: Lexicon) -> list[Entity]:
    """Replace an abbreviation of which the text names several meanings by these: `CCO: customer or commercial?`."""
    functions = lexicon.functions.longest(words)
    resolved: list[Entity] = []
    for mention in found:
        before = [span.value for span in functions if span.end == mention.start]
        named = dict.fromkeys(before if set(before) & set(mention.roles) else (span.value for span in functions))
        meant = [role for role in named if role in mention.roles]
        if len(mention.roles) > 1 and len(meant) > 1:
            resolved += [mention._replace(roles=(role,), shared_abbreviation="") for role in meant]
        else:
            resolved.append(mention)
    return resolved


def _glossed_roles(mention: Entity, utterance: Utterance, words: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Return the roles whose function or context follows the mention directly or in brackets, or stands before it."""
    start = mention.end
    while start < len(words) and words[start] in GLOSS_WORDS:
        start += 1
    after = () if _is_parted(utterance, mention.end) else words[start : start + 2]
    before = () if _is_parted(utterance, mention.start) else words[max(0, mention.start - 1) : mention.start]
    sources = (lexicon.functions, lexicon.contexts)
    return {
        *(span.value for source in sources for span in source.longest(after) if span.start == 0),
        *(span.value for span in lexicon.functions.longest(before)),
    }


def _with_qualifier(mention: Entity, utterance: Utterance, words: Sequence[str], lexicon: Lexicon) -> Entity:
    """Return the resolved mention with the function before it: the sales of a "sales CSO" is no thing to own."""
    if mention.start == 0 or _is_parted(utterance, mention.start):
        return mention
    before = lexicon.functions.longest(words[mention.start - 1 : mention.start])
    return mention._replace(start=mention.start - 1) if any(s.value in mention.roles for s in before) else mention


def _is_parted(utterance: Utterance, at: int) -> bool:
    """Return whether punctuation stands before the word at this position."""
    return any(stop in utterance.gaps[at] for stop in ",/?;.")


def _named_elsewhere(mention: Entity, certain: Sequence[Entity]) -> list[str]:
    """Return the candidates that the text names in full next to the mention: `Chief Customer Officer (CCO)`."""
    return [
        role
        for role in mention.roles
        for other in certain
        if other.roles == (role,) and (other.end == mention.start or mention.end == other.start)
    ]


def _hinted(mention: Entity, hints: Sequence[Span[str]]) -> list[str]:
    """Return the one candidate that most context words in the text select, or none if it is a tie."""
    spans = (s for s in hints if not (s.start < mention.end and mention.start < s.end))
    ranked = Counter(span.value for span in spans if span.value in mention.roles).most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return [ranked[0][0]]
    return []


def find_senses(words: Sequence[str], lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return the abbreviations used in a sense that is not a role, each with that sense."""
    found = lexicon.senses.longest(words)
    return tuple(s.value for s in found if "not" not in words[max(0, s.start - 2) : s.start])
