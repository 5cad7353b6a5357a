"""Checks references between entries: every id that is named must exist, and fit where it is named."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.considerations import Choice, Consideration
from bot.knowledge.draft import Draft, Entry, NodePath
from bot.knowledge.language import Language
from bot.knowledge.models import FaqEntry, FigureEntry, Kit, KnowledgeModel, Pair, Role, Source, Thing, Topic
from bot.knowledge.nodes import KnowledgeProblem, Step, did_you_mean

_NOUNS: dict[type[KnowledgeModel], str] = {
    Role: "role",
    Topic: "topic",
    Source: "source",
    FaqEntry: "curated question",
    FigureEntry: "figure",
    Phase: "phase",
    ChecklistItem: "item",
    Caution: "caution",
}
_TARGETS: dict[str, type[KnowledgeModel]] = {
    "sources": Source,
    "source": Source,
    "superseded_by": FigureEntry,
    "part_of": FaqEntry,
    "roles": Role,
    "role": Role,
    "topic": Topic,
    "order": Role,
    "phase": Phase,
    "needs": ChecklistItem,
    "after": ChecklistItem,
    "cautions": Caution,
}
"""The keys that name other entries, and the model of the entries they name."""


def find_dangling(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each id that is named but does not exist."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            for key, target in _TARGETS.items():
                if getattr(part, key, None) is not None:
                    yield from _missing(draft, entry, target, _named(part, path, key))
    of_role: tuple[Entry[Any], ...] = (*draft.entries_of(Role), *draft.entries_of(Kit))
    for entry in of_role:
        named = [(("topics", topic), topic) for topic in entry.value.topics]
        yield from _missing(draft, entry, Topic, named)
    for language in draft.entries_of(Language):
        for key in ("functions", "contexts"):
            named = [((key, role), role) for role in getattr(language.value, key)]
            yield from _missing(draft, language, Role, named)


def find_misplaced_topics(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each topic of pairs that is used by a role, or as the topic of a difference."""
    of_pairs = {entry.key for entry in draft.entries_of(Topic) if entry.value.of == "pair"}
    of_role: tuple[Entry[Any], ...] = (*draft.entries_of(Role), *draft.entries_of(Kit))
    for entry in of_role:
        for topic in entry.value.topics:
            if topic in of_pairs:
                yield KnowledgeProblem(
                    entry.location("topics", topic), f'"{topic}" is a topic of pairs; move it to a pair\'s file'
                )
    for pair in draft.entries_of(Pair):
        for position, difference in enumerate(pair.value.differences):
            if difference.topic in of_pairs:
                text = f'"{difference.topic}" is a topic of pairs; name a topic of roles, or delete the line'
                yield KnowledgeProblem(pair.location("differences", position, "topic"), text)


def find_incomplete_kits(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each topic of a kit without a brief that the role's own file doesn't have either."""
    roles = {entry.key: entry.value for entry in draft.entries_of(Role)}
    for entry in draft.entries_of(Kit):
        own = roles[entry.key].topics if entry.key in roles else {}
        for topic, aspect in entry.value.topics.items():
            if aspect.brief is None and topic not in own:
                text = (
                    '"brief" is missing; add a line `brief: ...`, since the role\'s own file does not have this topic'
                )
                yield KnowledgeProblem(entry.location("topics", topic), text)


def find_lopsided_pairs(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each pair of a role with itself, and each difference whose sides are not the two roles."""
    for entry in draft.entries_of(Pair):
        roles = entry.value.roles
        if len(set(roles)) == 1:
            yield KnowledgeProblem(entry.location("roles"), "a pair must have two different roles; change one")
        for position, difference in enumerate(entry.value.differences):
            if set(difference.sides) != set(roles):
                text = f"the sides must be exactly {' and '.join(roles)}"
                yield KnowledgeProblem(entry.location("differences", position, "sides"), text)


def find_repeated_parts(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each part that appears twice.

    These are stakes of one role in a thing, choices with one id in a consideration, and words in an item's list.
    """
    for thing in draft.entries_of(Thing):
        yield from _repeats(thing, "stakes", "role", [stake.role for stake in thing.value.stakes])
    for item in draft.entries_of(ChecklistItem):
        for key in ("needs", "cautions", "roles", "evidence_kinds"):
            yield from _repeats(item, key, "word", list(getattr(item.value, key)))
    for consideration in draft.entries_of(Consideration):
        yield from _repeats(consideration, "choices", "id", [choice.id for choice in consideration.value.choices])


def find_pointless_choices(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each choice with the verdict `role` that names no role."""
    for entry in draft.entries_of(Consideration):
        for path, part in entry.parts():
            if isinstance(part, Choice) and part.verdict == "role" and not part.roles:
                yield KnowledgeProblem(
                    entry.location(*path), "the verdict is role but no role is named; add `roles: [...]`"
                )


def find_unused(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each phase and caution that no item names.

    Only the last folder is checked: an overlay may have hidden the items of a folder below it. Nothing is reported
    while an item is invalid or names an unknown id, since that item may be the missing reference.
    """
    items = [entry.value for entry in draft.entries_of(ChecklistItem)]
    named = {item.phase for item in items} | {caution for item in items for caution in item.cautions}
    entries: tuple[Entry[Any], ...] = (*draft.entries_of(Phase), *draft.entries_of(Caution))
    if draft.is_complete(ChecklistItem) and named <= {entry.key for entry in entries}:
        for entry in entries:
            if entry.key not in named and draft.is_in_newest_layer(entry.location()):
                text = f"no item uses this {_NOUNS[type(entry.value)]}; use it in an item, or delete it"
                yield KnowledgeProblem(entry.location(), text)


def find_kinds_without_evidence(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each item with kinds of evidence that asks for none.

    An overlay that empties `evidence` need not empty the kinds as well.
    """
    for entry in draft.entries_of(ChecklistItem):
        location = entry.location("evidence_kinds")
        if entry.value.evidence_kinds and not entry.value.evidence and draft.is_in_newest_layer(location):
            text = "the item asks for no evidence; add `evidence: ...` in words, or delete `evidence_kinds`"
            yield KnowledgeProblem(location, text)


def find_misfiled_items(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each item in the file of a role that is not an item of that role."""
    roles = draft.known_keys(Role) or ()
    for entry in draft.entries_of(ChecklistItem):
        stem = entry.section.location.file.rpartition("/")[2].removesuffix(".yml")
        if stem in roles and stem not in entry.value.roles:
            text = f"every item in {stem}.yml needs `roles: [{stem}]`; add it, or move the item to executive.yml"
            yield KnowledgeProblem(entry.location("roles"), text)


def find_parts_of_parts(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each curated question that belongs to one which itself belongs to another."""
    owners = {entry.key: entry.value.part_of for entry in draft.entries_of(FaqEntry)}
    for entry in draft.entries_of(FaqEntry):
        if (owner := entry.value.part_of) and (main := owners.get(owner)):
            named = f"{owner} is itself part of {main}; name {main} here, or delete `part_of`"
            text = named if owner != entry.key else "the question is part of itself; delete `part_of`"
            yield KnowledgeProblem(entry.location("part_of"), text)


def find_invalid_urls(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each source whose address is not a web address."""
    for entry in draft.entries_of(Source):
        if entry.value.address is not None and not re.fullmatch(r"https?://[^\s<>|]+", entry.value.address):
            yield KnowledgeProblem(
                entry.location("address"),
                "the address must start with https:// and have no spaces; fix it or delete it",
            )


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (
    find_dangling,
    find_misplaced_topics,
    find_incomplete_kits,
    find_lopsided_pairs,
    find_repeated_parts,
    find_pointless_choices,
    find_unused,
    find_kinds_without_evidence,
    find_misfiled_items,
    find_parts_of_parts,
    find_invalid_urls,
)


def _named(part: KnowledgeModel, path: NodePath, key: str) -> Iterator[tuple[NodePath, str]]:
    """Yield the ids that the part names under the key, each with its path."""
    value = getattr(part, key, None)
    if isinstance(value, str):
        yield (*path, key), value
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield (*path, key, position), item


def _missing(
    draft: Draft, entry: Entry[Any], target: type[KnowledgeModel], named: Iterable[tuple[NodePath, str]]
) -> Iterator[KnowledgeProblem]:
    known = draft.known_keys(target)
    if known is None:
        return
    for path, name in named:
        if name not in known:
            text = f'there is no {_NOUNS[target]} "{name}"{did_you_mean(name, known)}'
            yield _hidden(draft, entry, target, path, name) or KnowledgeProblem(entry.location(*path), text)


def _hidden(
    draft: Draft, entry: Entry[Any], target: type[KnowledgeModel], path: NodePath, name: str
) -> KnowledgeProblem | None:
    """Return a problem at the line that hides the named entry, or None if no overlay hides it.

    The reader can change the line in the overlay, but usually not the entry below that still names what it hides.
    """
    location, hide = entry.location(*path), draft.hiding_line(target, name)
    if hide is None or draft.layer(location) >= draft.layer(hide):
        return None
    key = next(step for step in reversed(path) if isinstance(step, str))
    text = f'"{name}" is hidden here, but {entry.key} still refers to it ({location}); hide {entry.key} as well, or'
    return KnowledgeProblem(hide, f"{text} change its `{key}:` here")


def _repeats(entry: Entry[Any], key: str, by: Step, names: list[str]) -> Iterator[KnowledgeProblem]:
    for position, name in enumerate(names):
        if name in names[:position]:
            yield KnowledgeProblem(entry.location(key, position), f'the {by} "{name}" is listed twice; keep one')
