"""Checks that no two entries claim the same name: a question with that name in it would have two answers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import combining, normalize

from bot.knowledge.checklists import Phase
from bot.knowledge.draft import Draft, Entry
from bot.knowledge.models import FaqEntry, Role, Thing, Topic
from bot.knowledge.nodes import FileLocation, KnowledgeProblem

NAME_LISTS = ("abbreviations", "ambiguous", "names", "misspellings")
"""The keys that list names of a role, apart from its title."""
_RANK = ("title", "name", "short", "abbreviations", "names", "misspellings", "ask")
"""The keys that claim a name, strongest claim first. A conflict is reported at the weaker one."""


@dataclass(frozen=True, slots=True)
class NameClaim:
    """A name that an entry claims, with the location and the key. `shared` if the entry marks it as ambiguous."""

    name: str
    owner: str
    location: FileLocation
    key: str
    shared: bool = False


def normalise_name(name: str) -> str:
    """Return the name as it is compared: lower-case letters and digits only, without accents."""
    letters = normalize("NFKD", normalize("NFKD", name).casefold())
    return "".join(letter for letter in letters if letter.isalnum() and not combining(letter))


def find_duplicate_names(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each name that two roles, topics, things, phases or curated questions share.

    Only an abbreviation that every role with it marks as ambiguous may be shared.
    """
    for claims in (
        (claim for entry in draft.entries_of(Role) for claim in _role_claims(entry)),
        (NameClaim(entry.value.short, entry.key, entry.location("short"), "short") for entry in draft.entries_of(Role)),
        (claim for entry in draft.entries_of(Topic) for claim in _listed(entry, ("names",), entry.value.name)),
        (claim for entry in draft.entries_of(Thing) for claim in _listed(entry, ("names",), entry.value.name)),
        (NameClaim(entry.value.name, entry.key, entry.location("name"), "name") for entry in draft.entries_of(Phase)),
        (claim for entry in draft.entries_of(FaqEntry) for claim in _listed(entry, ("ask",))),
    ):
        for rivals in _conflicting_claims(claims):
            yield from _conflict_problems(draft, rivals)


def find_unknown_ambiguous(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each word that is marked as ambiguous but is not an abbreviation of its role."""
    for entry in draft.entries_of(Role):
        for position, word in enumerate(entry.value.ambiguous):
            if word not in entry.value.abbreviations:
                text = f'"{word}" is not an abbreviation of this role; add it to abbreviations, or delete it here'
                yield KnowledgeProblem(entry.location("ambiguous", position), text)


def shared_abbreviations(roles: Iterable[Role]) -> frozenset[str]:
    """Return the abbreviations that two or more of the roles have, as `normalise_name` writes them."""
    owners = defaultdict(set)
    for role in roles:
        for word in role.abbreviations:
            owners[normalise_name(word)].add(role.id)
    return frozenset(word for word, ids in owners.items() if len(ids) > 1)


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (find_duplicate_names, find_unknown_ambiguous)


def _role_claims(entry: Entry[Role]) -> Iterator[NameClaim]:
    yield NameClaim(entry.value.title, entry.key, entry.location("title"), "title")
    for claim in _listed(entry, ("abbreviations", "names", "misspellings")):
        yield replace(claim, shared=claim.name in entry.value.ambiguous)


def _listed(entry: Entry[Any], keys: tuple[str, ...], name: str | None = None) -> Iterator[NameClaim]:
    if name:
        yield NameClaim(name, entry.key, entry.location("name"), "name")
    for key in keys:
        for position, listed in enumerate(getattr(entry.value, key)):
            yield NameClaim(listed, entry.key, entry.location(key, position), key)


def _conflicting_claims(claims: Iterable[NameClaim]) -> Iterator[tuple[NameClaim, ...]]:
    """Yield the conflicting claims to each name, one for each owner: its first and therefore strongest one."""
    owners: dict[str, dict[str, NameClaim]] = defaultdict(dict)
    for claim in claims:
        owners[normalise_name(claim.name)].setdefault(claim.owner, claim)
    for name, rivals in owners.items():
        if name and len(rivals) > 1:
            yield tuple(rivals.values())


def _conflict_problems(draft: Draft, claims: tuple[NameClaim, ...]) -> Iterator[KnowledgeProblem]:
    """Yield the problems with conflicting claims, where they can be fixed: in the last folder, at the weakest claim."""
    ranked = sorted(claims, key=lambda claim: (draft.layer(claim.location), _RANK.index(claim.key)))
    if any(claim.key != "abbreviations" for claim in claims):
        return _duplicate_problems(ranked)
    if draft.layer(ranked[0].location) == draft.layer(ranked[-1].location):
        return _unmarked_problems(ranked)
    return _unmarked_overlay_problems(ranked)


def _duplicate_problems(ranked: list[NameClaim]) -> Iterator[KnowledgeProblem]:
    first = ranked[0]
    for claim in ranked[1:]:
        used = "is also a phrasing of" if claim.key == "ask" else "is also a name of"
        text = f'"{claim.name}" {used} {first.owner} ({first.location}); keep it in one place'
        yield KnowledgeProblem(claim.location, text)


def _unmarked_problems(ranked: list[NameClaim]) -> Iterator[KnowledgeProblem]:
    for claim in ranked:
        if not claim.shared:
            other = ranked[-1] if claim is ranked[0] else ranked[0]
            text = f'"{claim.name}" also means {other.owner} ({other.location}); add `ambiguous: [{claim.name}]`'
            yield KnowledgeProblem(claim.location, f"{text} to each role")


def _unmarked_overlay_problems(ranked: list[NameClaim]) -> Iterator[KnowledgeProblem]:
    """Report a company's abbreviation that a lower layer has too in the company's file, the only one it can change."""
    first, last = ranked[0], ranked[-1]
    unmarked = sorted(claim.owner for claim in ranked if not claim.shared)
    if unmarked:
        fix = f"add `ambiguous: [{last.name}]` to {' and '.join(unmarked)}, or `claims: [{last.name}]` to {last.owner}"
        text = f'"{last.name}" also means {first.owner} ({first.location}); {fix}'
        yield KnowledgeProblem(last.location, text)
