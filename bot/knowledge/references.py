"""References from one entry to another: everything that is named has to be there."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.draft import Draft, Entry, Path
from bot.knowledge.models import Choice, Consideration, KnowledgeModel, Language, Pair, Role, Source, Thing, Topic
from bot.knowledge.places import KnowledgeProblem, Step, did_you_mean

_WHAT = {Role: "role", Topic: "topic", Source: "source", Phase: "phase", ChecklistItem: "item", Caution: "caution"}
_TARGETS: dict[str, type[KnowledgeModel]] = {
    "sources": Source,
    "roles": Role,
    "role": Role,
    "topic": Topic,
    "order": Role,
    "phase": Phase,
    "needs": ChecklistItem,
    "cautions": Caution,
}
"""The keys that name other entries, and what they name."""


def find_dangling(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every id that is named and not there."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            for key, target in _TARGETS.items():
                yield from _missing(draft, entry, target, _named(part, path, key))
    for entry in draft.entries_of(Role):
        named = [(("topics", topic), topic) for topic in entry.value.topics]
        yield from _missing(draft, entry, Topic, named)
    for language in draft.entries_of(Language):
        for key in ("functions", "contexts"):
            named = [((key, role), role) for role in getattr(language.value, key)]
            yield from _missing(draft, language, Role, named)


def find_misplaced_topics(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every topic of pairs that a role is described by, or that a difference between roles is filed under."""
    of_pairs = {entry.key for entry in draft.entries_of(Topic) if entry.value.of == "pair"}
    for entry in draft.entries_of(Role):
        for topic in entry.value.topics:
            if topic in of_pairs:
                yield KnowledgeProblem(
                    entry.place("topics", topic), f'"{topic}" is a topic of pairs; put it into a pair\'s file'
                )
    for pair in draft.entries_of(Pair):
        for position, difference in enumerate(pair.value.differences):
            if difference.topic in of_pairs:
                text = f'"{difference.topic}" is a topic of pairs; name a topic of roles, or take the line out'
                yield KnowledgeProblem(pair.place("differences", position, "topic"), text)


def find_lopsided_pairs(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every pair of a role with itself, and every difference that does not speak of exactly its two roles."""
    for entry in draft.entries_of(Pair):
        roles = entry.value.roles
        if len(set(roles)) == 1:
            yield KnowledgeProblem(entry.place("roles"), "a pair has two different roles")
        for position, difference in enumerate(entry.value.differences):
            if set(difference.sides) != set(roles):
                text = f"the sides are {' and '.join(roles)}, no more and no fewer"
                yield KnowledgeProblem(entry.place("differences", position, "sides"), text)


def find_repeated_parts(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Two stakes of one role in a thing, two choices of one id in a consideration, one word twice in an item's list."""
    for thing in draft.entries_of(Thing):
        yield from _repeats(thing, "stakes", "role", [stake.role for stake in thing.value.stakes])
    for item in draft.entries_of(ChecklistItem):
        for key in ("needs", "cautions", "roles"):
            yield from _repeats(item, key, "word", list(getattr(item.value, key)))
    for rule in draft.entries_of(Consideration):
        yield from _repeats(rule, "choices", "id", [choice.id for choice in rule.value.choices])


def find_pointless_choices(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every choice that says "hire this role" and names none."""
    for entry in draft.entries_of(Consideration):
        for path, part in entry.parts():
            if isinstance(part, Choice) and part.verdict == "role" and not part.roles:
                yield KnowledgeProblem(
                    entry.place(*path), "the verdict is role, but no role is named; add `roles: [...]`"
                )


def find_unused(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every phase and caution that no item names.

    Nothing is said of a folder below another, which may have hidden items, nor where an item is broken or names what
    is not there, for that may have been meant.
    """
    items = [entry.value for entry in draft.entries_of(ChecklistItem)]
    named = {item.phase for item in items} | {caution for item in items for caution in item.cautions}
    entries: tuple[Entry[Any], ...] = (*draft.entries_of(Phase), *draft.entries_of(Caution))
    if draft.is_complete(ChecklistItem) and named <= {entry.key for entry in entries}:
        for entry in entries:
            if entry.key not in named and draft.is_in_newest_layer(entry.place()):
                text = f"no item names this {_WHAT[type(entry.value)]}; name it in one, or take it out"
                yield KnowledgeProblem(entry.place(), text)


def find_misfiled_items(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every item in the file of a role that is not an item of that role."""
    roles = draft.known_keys(Role) or ()
    for entry in draft.entries_of(ChecklistItem):
        stem = entry.section.place.file.rpartition("/")[2].removesuffix(".yml")
        if stem in roles and stem not in entry.value.roles:
            text = f"in the file of {stem} every item says `roles: [{stem}]`; add that, or move it to executive.yml"
            yield KnowledgeProblem(entry.place("roles"), text)


def find_invalid_urls(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every source whose address is no web address."""
    for entry in draft.entries_of(Source):
        if entry.value.address is not None and not re.fullmatch(r"https?://[^\s<>|]+", entry.value.address):
            yield KnowledgeProblem(
                entry.place("address"), "the address starts with https:// and has no blanks; mend it or take it out"
            )


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (
    find_dangling,
    find_misplaced_topics,
    find_lopsided_pairs,
    find_repeated_parts,
    find_pointless_choices,
    find_unused,
    find_misfiled_items,
    find_invalid_urls,
)


def _named(part: KnowledgeModel, path: Path, key: str) -> Iterator[tuple[Path, str]]:
    value = getattr(part, key, None)
    if isinstance(value, str):
        yield (*path, key), value
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield (*path, key, position), item


def _missing(
    draft: Draft, entry: Entry[Any], target: type[KnowledgeModel], named: Iterable[tuple[Path, str]]
) -> Iterator[KnowledgeProblem]:
    known = draft.known_keys(target)
    if known is None:
        return
    for path, name in named:
        if name not in known:
            text = f'there is no {_WHAT[target]} "{name}"{did_you_mean(name, known)}'
            yield _hidden(draft, entry, target, path, name) or KnowledgeProblem(entry.place(*path), text)


def _hidden(
    draft: Draft, entry: Entry[Any], target: type[KnowledgeModel], path: Path, name: str
) -> KnowledgeProblem | None:
    """What is named in a folder below and hidden by one above: told at the line that hides it, which can be changed."""
    place, hide = entry.place(*path), draft.hiding_line(target, name)
    if hide is None or draft.layer(place) >= draft.layer(hide):
        return None
    key = next(step for step in reversed(path) if isinstance(step, str))
    text = f'"{name}" is hidden here, but {entry.key} still names it ({place}); hide {entry.key} as well, or'
    return KnowledgeProblem(hide, f"{text} change its `{key}:` here")


def _repeats(entry: Entry[Any], key: str, by: Step, names: list[str]) -> Iterator[KnowledgeProblem]:
    for position, name in enumerate(names):
        if name in names[:position]:
            yield KnowledgeProblem(entry.place(key, position), f'the {by} "{name}" stands here a second time; keep one')
