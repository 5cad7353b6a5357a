"""Names that two entries claim: a question with such a name in it would have two answers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from bot.knowledge.draft import Draft, Entry
from bot.knowledge.models import FaqEntry, Role, Thing, Topic
from bot.knowledge.places import Place, Problem

NAME_LISTS = ("abbreviations", "ambiguous", "names", "misspellings")
"""The keys that hold ways of naming an entry."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A name, who claims it, and where. `shared` says that it is an abbreviation marked as ambiguous."""

    name: str
    owner: str
    place: Place
    abbreviation: bool = False
    shared: bool = False


def squeeze(name: str) -> str:
    """The name as it is compared: small letters and digits alone, without accents, dots or blanks."""
    letters = normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum() and not combining(letter))


def claimed_twice(draft: Draft) -> Iterator[Problem]:
    """Every name that two roles, topics, things or curated questions have, unless it may be shared."""
    yield from _clashes(claim for entry in draft.of(Role) for claim in _role_claims(entry))
    yield from _clashes(Claim(entry.value.short, entry.key, entry.place("short")) for entry in draft.of(Role))
    yield from _clashes(_named(draft.of(Topic)))
    yield from _clashes(_named(draft.of(Thing)))
    yield from _clashes(
        Claim(ask, entry.key, entry.place("ask", position))
        for entry in draft.of(FaqEntry)
        for position, ask in enumerate(entry.value.ask)
    )


def ambiguous_without_abbreviation(draft: Draft) -> Iterator[Problem]:
    """Every word marked as ambiguous that is no abbreviation of its role."""
    for entry in draft.of(Role):
        for position, word in enumerate(entry.value.ambiguous):
            if word not in entry.value.abbreviations:
                text = f'"{word}" is no abbreviation of this role; add it to abbreviations, or take it out here'
                yield Problem(entry.place("ambiguous", position), text)


def shared_abbreviations(roles: Iterable[Role]) -> frozenset[str]:
    """The abbreviations that several of the roles have, squeezed."""
    owners = defaultdict(set)
    for role in roles:
        for word in role.abbreviations:
            owners[squeeze(word)].add(role.id)
    return frozenset(word for word, ids in owners.items() if len(ids) > 1)


CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (claimed_twice, ambiguous_without_abbreviation)


def _role_claims(entry: Entry[Role]) -> Iterator[Claim]:
    role = entry.value
    yield Claim(role.title, entry.key, entry.place("title"))
    for key in ("abbreviations", "names", "misspellings"):
        for position, name in enumerate(getattr(role, key)):
            may_share = key == "abbreviations"
            yield Claim(name, entry.key, entry.place(key, position), may_share, name in role.ambiguous)


def _named(entries: Iterable[Entry[Topic]] | Iterable[Entry[Thing]]) -> Iterator[Claim]:
    for entry in entries:
        yield Claim(entry.value.name, entry.key, entry.place("name"))
        for position, name in enumerate(entry.value.names):
            yield Claim(name, entry.key, entry.place("names", position))


def _clashes(claims: Iterable[Claim]) -> Iterator[Problem]:
    by_name: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        owners = by_name[squeeze(claim.name)]
        # An abbreviation that is also listed as a name of the same entry counts as the abbreviation.
        if claim.owner not in owners or claim.abbreviation:
            owners[claim.owner] = claim
    for owners in by_name.values():
        if len(owners) > 1:
            yield from _clash(tuple(owners.values()))


def _clash(claims: tuple[Claim, ...]) -> Iterator[Problem]:
    first, *others = claims
    if not all(claim.abbreviation for claim in claims):
        for claim in others:
            text = f'"{claim.name}" names {first.owner} as well ({first.place}); a name has one meaning, keep it in one'
            yield Problem(claim.place, text)
        return
    for claim in claims:
        if not claim.shared:
            other = first if claim is not first else others[0]
            mend = f"add `ambiguous: [{claim.name}]` to each, or let a company claim it"
            yield Problem(claim.place, f'"{claim.name}" stands for {other.owner} as well ({other.place}); {mend}')
