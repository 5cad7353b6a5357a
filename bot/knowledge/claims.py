"""Names that two entries claim: a question with such a name in it would have two answers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import combining, normalize

from bot.knowledge.checklists import Phase
from bot.knowledge.draft import Draft, Entry
from bot.knowledge.models import FaqEntry, Role, Thing, Topic
from bot.knowledge.places import FileLocation, KnowledgeProblem

NAME_LISTS = ("abbreviations", "ambiguous", "names", "misspellings")
"""The keys that hold ways of naming a role."""
_RANK = ("title", "name", "short", "abbreviations", "names", "misspellings", "ask")
"""The keys that claim a name, the strongest claim first."""


@dataclass(frozen=True, slots=True)
class NameClaim:
    """A name, who claims it, where, and by which key. `shared` says that it is marked as ambiguous."""

    name: str
    owner: str
    place: FileLocation
    key: str
    shared: bool = False


def normalise_name(name: str) -> str:
    """The name as it is compared: small letters and digits alone, without accents, dots or blanks."""
    letters = normalize("NFKD", normalize("NFKD", name).casefold())
    return "".join(letter for letter in letters if letter.isalnum() and not combining(letter))


def find_duplicate_names(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every name that two roles, topics, things, phases or curated questions have, unless it may be shared."""
    for claims in (
        (claim for entry in draft.entries_of(Role) for claim in _role_claims(entry)),
        (NameClaim(entry.value.short, entry.key, entry.place("short"), "short") for entry in draft.entries_of(Role)),
        (claim for entry in draft.entries_of(Topic) for claim in _listed(entry, ("names",), entry.value.name)),
        (claim for entry in draft.entries_of(Thing) for claim in _listed(entry, ("names",), entry.value.name)),
        (NameClaim(entry.value.name, entry.key, entry.place("name"), "name") for entry in draft.entries_of(Phase)),
        (claim for entry in draft.entries_of(FaqEntry) for claim in _listed(entry, ("ask",))),
    ):
        for rivals in _conflicting_claims(claims):
            yield from _conflict_problems(draft, rivals)


def find_unknown_ambiguous(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every word marked as ambiguous that is no abbreviation of its role."""
    for entry in draft.entries_of(Role):
        for position, word in enumerate(entry.value.ambiguous):
            if word not in entry.value.abbreviations:
                text = f'"{word}" is no abbreviation of this role; add it to abbreviations, or take it out here'
                yield KnowledgeProblem(entry.place("ambiguous", position), text)


def shared_abbreviations(roles: Iterable[Role]) -> frozenset[str]:
    """The abbreviations that several of the roles have, squeezed."""
    owners = defaultdict(set)
    for role in roles:
        for word in role.abbreviations:
            owners[normalise_name(word)].add(role.id)
    return frozenset(word for word, ids in owners.items() if len(ids) > 1)


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (find_duplicate_names, find_unknown_ambiguous)


def _role_claims(entry: Entry[Role]) -> Iterator[NameClaim]:
    yield NameClaim(entry.value.title, entry.key, entry.place("title"), "title")
    for claim in _listed(entry, ("abbreviations", "names", "misspellings")):
        yield replace(claim, shared=claim.name in entry.value.ambiguous)


def _listed(entry: Entry[Any], keys: tuple[str, ...], name: str | None = None) -> Iterator[NameClaim]:
    if name:
        yield NameClaim(name, entry.key, entry.place("name"), "name")
    for key in keys:
        for position, listed in enumerate(getattr(entry.value, key)):
            yield NameClaim(listed, entry.key, entry.place(key, position), key)


def _conflicting_claims(claims: Iterable[NameClaim]) -> Iterator[tuple[NameClaim, ...]]:
    """The claims of different owners to the same name, one each: the first, for titles stand before misspellings."""
    owners: dict[str, dict[str, NameClaim]] = defaultdict(dict)
    for claim in claims:
        owners[normalise_name(claim.name)].setdefault(claim.owner, claim)
    for name, rivals in owners.items():
        if name and len(rivals) > 1:
            yield tuple(rivals.values())


def _conflict_problems(draft: Draft, claims: tuple[NameClaim, ...]) -> Iterator[KnowledgeProblem]:
    """What is wrong with the claims, told where it can be mended: in the newest folder, at the weakest claim."""
    ranked = sorted(claims, key=lambda claim: (draft.layer(claim.place), _RANK.index(claim.key)))
    if any(claim.key != "abbreviations" for claim in claims):
        return _duplicate_problems(ranked)
    if draft.layer(ranked[0].place) == draft.layer(ranked[-1].place):
        return _unmarked_problems(ranked)
    return _unmarked_overlay_problems(ranked)


def _duplicate_problems(ranked: list[NameClaim]) -> Iterator[KnowledgeProblem]:
    first = ranked[0]
    for claim in ranked[1:]:
        said = "is asked in" if claim.key == "ask" else "names"
        text = f'"{claim.name}" {said} {first.owner} as well ({first.place}); keep it in one of the two'
        yield KnowledgeProblem(claim.place, text)


def _unmarked_problems(ranked: list[NameClaim]) -> Iterator[KnowledgeProblem]:
    for claim in ranked:
        if not claim.shared:
            other = ranked[-1] if claim is ranked[0] else ranked[0]
            text = f'"{claim.name}" stands for {other.owner} as well ({other.place}); add `ambiguous: [{claim.name}]`'
            yield KnowledgeProblem(claim.place, f"{text} to each of them")


def _unmarked_overlay_problems(ranked: list[NameClaim]) -> Iterator[KnowledgeProblem]:
    """A company's abbreviation against one below: it is told in the company's file, the only one it can change."""
    first, last = ranked[0], ranked[-1]
    unmarked = sorted(claim.owner for claim in ranked if not claim.shared)
    if unmarked:
        mend = f"add `ambiguous: [{last.name}]` to {' and '.join(unmarked)}, or `claims: [{last.name}]` to {last.owner}"
        yield KnowledgeProblem(last.place, f'"{last.name}" stands for {first.owner} as well ({first.place}); {mend}')
