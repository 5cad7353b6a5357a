"""Annotates a text with what it mentions, before anything is concluded: sides, bystanders, topics, things, cues."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from bot.understanding import sides
from bot.understanding.annotation import Annotation
from bot.understanding.entities import Entity, find_entities, find_senses
from bot.understanding.features import BYSTANDER, UNKNOWN_SIDE, both_ends, tokens
from bot.understanding.lexicon import Lexicon
from bot.understanding.linear_model import LinearModel
from bot.understanding.normalise import Utterance, normalise
from bot.understanding.other_titles import Title, find_titles
from bot.understanding.phrases import ROLE
from bot.understanding.spelled_out import find_spelled_out
from bot.understanding.trained import sides_model

MASKS = frozenset((ROLE, UNKNOWN_SIDE))
ARTICLES = frozenset(("a", "an", "the", "our", "my", "your"))
EXCLUDING = frozenset(("except", "excluding"))
"""Words that rule out the role after them."""
T = TypeVar("T")


def annotate(text: str, lexicon: Lexicon, side_model: LinearModel | None = None) -> Annotation:
    """Annotate a text. Never raises, and is fast for texts of any length.

    `side_model` replaces the trained model that tells sides from bystanders.
    """
    utterance, words = _words_of(text, lexicon)
    mentions = find_entities(utterance, words, lexicon)
    outside = _blanked(_corrected(words, lexicon), mentions)
    things = lexicon.things.longest(outside)
    titles = find_titles(utterance, words, _positions_of(mentions), things, lexicon)
    named = _named_ones(utterance, words, mentions, titles)
    asked = _asked(named, side_model or sides_model())
    asked |= _alternatives(titles) if any(m in asked for m in mentions) else set()
    asked |= set(mentions) if _names_only(words, mentions) else set()
    asked -= {m for m in mentions if _is_excluded(m, utterance, words)} if len(mentions) > 1 else set()
    wanted = tuple(m for m in mentions if m in asked)
    masked = _mask(words, mentions, lexicon)
    return Annotation(
        text=text,
        utterance=utterance,
        words=words,
        tokens=both_ends(tokens(utterance, words, _masks(mentions, titles, asked))),
        masked=masked,
        entities=mentions,
        roles=_unique(m.roles[0] for m in wanted if len(m.roles) == 1),
        ambiguous_entities=tuple(m for m in wanted if len(m.roles) > 1),
        bystanders=_unique(m.roles[0] for m in mentions if m not in asked and len(m.roles) == 1),
        titles=tuple(t for t in titles if t in asked or not t.is_guess),
        unknown_sides=tuple(t for t in titles if t in asked),
        senses=find_senses(words, lexicon),
        topics=_unique(s.value for s in lexicon.topics.longest(outside)),
        things=_unique(s.value for s in sorted(things, key=lambda s: s.start - s.end)),
        cues=_find_cues(masked, lexicon),
        correction_count=sum(one != other for one, other in zip(words, utterance.words, strict=True)),
    )


def _words_of(text: str, lexicon: Lexicon) -> tuple[Utterance, tuple[str, ...]]:
    """Return the words and the punctuation of a text, and the words with the spelling of titles corrected."""
    utterance = normalise(text)
    if spelled := find_spelled_out(utterance.words, lexicon.spellable):
        utterance = _joined(utterance, spelled)
    utterance = _separated(utterance, lexicon)
    return utterance, tuple(lexicon.spelling.correct(word) or word for word in utterance.words)


def _joined(utterance: Utterance, spelled: Mapping[int, tuple[int, str]]) -> Utterance:
    """Return the utterance with one word for each abbreviation that is spelled out."""
    words: list[str] = []
    gaps: list[str] = []
    at = 0
    while at < len(utterance.words):
        end, word = spelled.get(at, (at + 1, utterance.words[at]))
        words.append(word)
        gaps.append(utterance.gaps[at])
        at = end
    return Utterance(tuple(words), (*gaps, utterance.gaps[-1]))


def _separated(utterance: Utterance, lexicon: Lexicon) -> Utterance:
    """Return the utterance with several words for each unknown word that consists of them: `whatdoesacisodo`."""
    split = {
        at: parts
        for at, word in enumerate(utterance.words)
        if (parts := () if word in lexicon.spelling else lexicon.run_together.split(word))
    }
    if not split:
        return utterance
    words = [split.get(at, (word,)) for at, word in enumerate(utterance.words)]
    gaps = [(gap, *("",) * (len(parts) - 1)) for gap, parts in zip(utterance.gaps, words, strict=False)]
    return Utterance(tuple(chain.from_iterable(words)), (*chain.from_iterable(gaps), utterance.gaps[-1]))


class NamedOnes(NamedTuple):
    """The roles and titles that a text names, and the same as the model of sides sees them."""

    shown: tuple[Entity | Title, ...]
    tokens: tuple[str, ...]
    mentions: tuple[sides.Mention, ...]


def find_named(text: str, lexicon: Lexicon) -> NamedOnes:
    """Return the roles and titles of a text, whether the question is about them or not."""
    utterance, words = _words_of(text, lexicon)
    mentions = find_entities(utterance, words, lexicon)
    things = lexicon.things.longest(_blanked(_corrected(words, lexicon), mentions))
    titles = find_titles(utterance, words, _positions_of(mentions), things, lexicon)
    return _named_ones(utterance, words, mentions, titles)


def _named_ones(
    utterance: Utterance, words: Sequence[str], mentions: Sequence[Entity], titles: Sequence[Title]
) -> NamedOnes:
    masked = tokens(utterance, words, _masks(mentions, titles, {*mentions, *titles}))
    seen = _positions(masked, mentions, titles)
    named: list[Entity | Title] = [*mentions, *titles]
    shown = tuple(m for m in sorted(named, key=_start) if m.start in seen)
    return NamedOnes(shown, masked, tuple(sides.Mention(seen[m.start], _role_of(m), _noun_of(m)) for m in shown))


def _start(named: Entity | Title) -> int:
    return named.start


def _role_of(named: Entity | Title) -> str:
    """Return the role as the model of sides knows it."""
    if isinstance(named, Title):
        return sides.JOINED_TITLE if named.is_joined else sides.TITLE
    return named.roles[0] if len(named.roles) == 1 else sides.AMBIGUOUS


def _noun_of(named: Entity | Title) -> str:
    """Return the last word of a title in the singular; "" for a role."""
    return named.text.rpartition(" ")[2].removesuffix("s") if isinstance(named, Title) else ""


def _asked(named: NamedOnes, model: LinearModel) -> set[Entity | Title]:
    """Return the roles and titles that the question is about."""
    asked = sides.is_side(named.tokens, named.mentions, model)
    return {one for one, is_asked in zip(named.shown, asked, strict=True) if is_asked}


def _alternatives(titles: Sequence[Title]) -> set[Entity | Title]:
    """Return the titles that are named beside a role, as in "CFO or auditor": they are asked about if the role is."""
    return {title for title in titles if title.is_joined and not title.is_guess}


def _positions(masked: Sequence[str], mentions: Sequence[Entity], titles: Sequence[Title]) -> dict[int, int]:
    """Return the position among the tokens of the name that starts at each word."""
    starts = sorted({m.start for m in mentions} | {t.start for t in titles})
    places = [at for at, token in enumerate(masked) if token in MASKS]
    return dict(zip(starts, places, strict=False)) if len(starts) == len(places) else {}


def _masks(
    mentions: Iterable[Entity], titles: Iterable[Title], asked: set[Entity | Title]
) -> dict[int, tuple[int, str]]:
    titles = [t for t in titles if t in asked or not t.is_guess]
    masks = {t.start: (t.end, UNKNOWN_SIDE if t in asked else BYSTANDER) for t in titles}
    return masks | {m.start: (m.end, ROLE if m in asked else BYSTANDER) for m in mentions}


def with_bystanders(annotation: Annotation) -> Annotation:
    """Return the annotation with its bystanders as sides, for a question that would otherwise be about nobody."""
    return annotation._replace(
        roles=annotation.bystanders,
        bystanders=(),
        tokens=tuple(ROLE if token == BYSTANDER else token for token in annotation.tokens),
    )


def with_every_role(annotation: Annotation) -> Annotation:
    """Return the annotation with every role as a side unless it is ruled out, for what is a list of roles."""
    mentions = annotation.entities
    asked = [m for m in mentions if not _is_excluded(m, annotation.utterance, annotation.words) or len(mentions) == 1]
    roles = _unique(m.roles[0] for m in asked if len(m.roles) == 1)
    ambiguous = tuple(m for m in asked if len(m.roles) > 1)
    return annotation._replace(roles=roles, bystanders=(), ambiguous_entities=ambiguous)


def resolve_abbreviations(annotation: Annotation, meanings: Mapping[str, str]) -> Annotation:
    """Return the annotation with ambiguous abbreviations resolved.

    `meanings` maps abbreviations in lower case to role ids.
    """
    if not annotation.ambiguous_entities or not meanings:
        return annotation
    asked = {m.start for m in annotation.ambiguous_entities} | {
        m.start for m in annotation.entities if len(m.roles) == 1 and m.roles[0] in annotation.roles
    }
    decided = tuple(_decided(m, meanings.get(m.shared_abbreviation)) for m in annotation.entities)
    wanted = [m for m in decided if m.start in asked]
    return annotation._replace(
        entities=decided,
        roles=_unique(m.roles[0] for m in wanted if len(m.roles) == 1),
        ambiguous_entities=tuple(m for m in wanted if len(m.roles) > 1),
        resolved_abbreviations=_unique(
            (m.shared_abbreviation, meanings[m.shared_abbreviation])
            for m in annotation.ambiguous_entities
            if meanings.get(m.shared_abbreviation) in m.roles
        ),
    )


def _decided(mention: Entity, role: str | None) -> Entity:
    return mention._replace(roles=(role,)) if role in mention.roles else mention


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _names_only(words: Sequence[str], mentions: Sequence[Entity]) -> bool:
    """Return whether a text consists of the names of roles, which it then asks about."""
    taken = _positions_of(mentions)
    return ARTICLES.issuperset(word for at, word in enumerate(words) if at not in taken)


def _find_cues(masked: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the cues in the words, as typed or with their spelling corrected."""
    corrected = _corrected(masked, lexicon)
    texts = (masked,) if corrected == tuple(masked) else (masked, corrected)
    return frozenset(span.value for words in texts for span in lexicon.cues.everywhere(words))


def _corrected(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words with the spelling of topics and things corrected too."""
    return tuple(lexicon.wide_spelling.correct(word) or word for word in words)


def _is_excluded(mention: Entity, utterance: Utterance, words: Sequence[str]) -> bool:
    """Return whether the mention is ruled out: `CMO, not the CFO`, `but not the CTO`, `except the CEO`."""
    at = mention.start - 1
    while at >= 0 and words[at] in ARTICLES:
        at -= 1
    if at < 0 or words[at] in EXCLUDING:
        return at >= 0
    return words[at] == "not" and bool(utterance.gaps[at] or at == 0 or words[at - 1] in ("but", "and"))


def _mask(words: Sequence[str], mentions: Sequence[Entity], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words without fillers and with `@` for roles."""
    starts = {m.start: m.end for m in mentions}
    masked: list[str] = []
    at = 0
    while at < len(words):
        if at in starts:
            masked.append(ROLE)
        elif words[at] not in lexicon.fillers:
            masked.append(words[at])
        at = starts.get(at, at + 1)
    return tuple(masked)


def _blanked(words: Sequence[str], mentions: Sequence[Entity]) -> tuple[str, ...]:
    """Return the words with those of roles emptied, so that no phrase is found across or inside a role."""
    inside = _positions_of(mentions)
    return tuple("" if at in inside else word for at, word in enumerate(words))


def _positions_of(mentions: Sequence[Entity]) -> set[int]:
    return {at for m in mentions for at in range(m.start, m.end)}
