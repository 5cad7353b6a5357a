"""Assembles a knowledge base from folders: reads, overlays, validates and checks them, collecting every problem."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from bot.knowledge import claims, dependencies, evidence, references, short_answers, ways_of_asking
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checklists import Caution, ChecklistItem, Phase
from bot.knowledge.considerations import Consideration
from bot.knowledge.draft import Draft, Entry, Model
from bot.knowledge.folders import KnowledgeFolder, fingerprint
from bot.knowledge.language import Collection, Language
from bot.knowledge.layout import KINDS, LANGUAGE, ROLE, TOPICS
from bot.knowledge.models import FaqEntry, Pair, Role, Source, Thing, Topic
from bot.knowledge.nodes import KnowledgeProblem, Section
from bot.knowledge.overlay import apply_layer
from bot.knowledge.own_statements import mark_own
from bot.knowledge.reading import Entries, Layer, read_layer
from bot.knowledge.validation import validated
from bot.knowledge.yaml_files import UNFILLED

_CHECKS = (
    *(*references.CHECKS, *dependencies.CHECKS, *evidence.CHECKS, *claims.CHECKS),
    *(*short_answers.CHECKS, *ways_of_asking.CHECKS),
)


def assemble(folders: Iterable[KnowledgeFolder]) -> tuple[KnowledgeBase, tuple[KnowledgeProblem, ...]]:
    """Return the base made of the folders, in which later ones override earlier ones, and every problem found.

    Problems are sorted by file and line. If there are any, the base holds the valid entries only and must not be used.
    """
    folders = tuple(folders)
    layers = _layers(folders)
    entries = _merge_layers(layers)
    valid, problems = _valid(entries)
    draft = Draft(
        entries=valid,
        ids={name: tuple(sections) for name, sections in entries.items()},
        unread=frozenset(name for layer in layers for name in layer.unreadable_kinds),
        layers={file.display_name: number for number, layer in enumerate(layers) for file in layer.folder.files},
        hides={entry: location for layer in layers for entry, location in layer.hidden.items()},
        own_layers=frozenset(number for number, layer in enumerate(layers) if not layer.is_flag_set("sourced")),
    )
    problems += [problem for layer in layers for problem in layer.problems]
    problems += [problem for check in _CHECKS for problem in check(draft)]
    return _base(draft, fingerprint(folders)), _deduplicated(problems)


def _layers(folders: tuple[KnowledgeFolder, ...]) -> list[Layer]:
    """Read the folders from the last standalone one on. Those below it are not used.

    A standalone folder without topics or language of its own takes them from the first folder.
    """
    layers: list[Layer] = []
    for folder in reversed(folders):
        layers.insert(0, read_layer(folder))
        if layers[0].is_standalone:
            break
    if len(layers) < len(folders):
        _borrow_language(folders[0], layers)
    return layers


def _borrow_language(folder: KnowledgeFolder, layers: list[Layer]) -> None:
    missing = [kind for kind in (TOPICS, LANGUAGE) if kind.name not in layers[0].entries]
    files = tuple(file for file in folder.files if file.kinds[0] in missing)
    borrowed = read_layer(replace(folder, files=files, unexpected_files=())).entries
    roles = {role for layer in layers for role in layer.entries.get(ROLE.name, {})}
    for name, sections in borrowed.items():
        layers[0].entries[name] = {key: _for_roles(section, roles) for key, section in sections.items()}


def _for_roles(language: Section, roles: AbstractSet[str]) -> Section:
    """Return the language without the words for roles other than these."""
    values = dict(language.values)
    for key in ("functions", "contexts"):
        words = values.get(key)
        if isinstance(words, Section):
            values[key] = Section(
                words.location, {role: below for role, below in words.values.items() if role in roles}
            )
    return Section(language.location, values)


def _merge_layers(layers: list[Layer]) -> Entries:
    entries: Entries = {}
    for layer in layers:
        if not layer.is_flag_set("sourced"):
            layer.entries = mark_own(layer.entries)
        entries = layer.entries if layer is layers[0] else apply_layer(entries, layer)
    return entries


def _valid(entries: Entries) -> tuple[dict[str, dict[str, Entry[Any]]], list[KnowledgeProblem]]:
    problems: list[KnowledgeProblem] = []
    valid = {
        kind.name: {
            key: Entry(key, value, section)
            for key, section in entries.get(kind.name, {}).items()
            if (value := validated(kind, section, problems)) is not None
        }
        for kind in KINDS
    }
    return valid, problems


def _deduplicated(problems: Iterable[KnowledgeProblem]) -> tuple[KnowledgeProblem, ...]:
    """Return each problem once, by file and line. On a line with a placeholder, only the placeholder is reported."""
    ordered = sorted(set(problems))
    unfilled = {problem.location for problem in ordered if problem.text.startswith(UNFILLED)}
    return tuple(p for p in ordered if p.location not in unfilled or p.text.startswith(UNFILLED))


def _base(draft: Draft, version: str) -> KnowledgeBase:
    topics = _by_key(draft, Topic)
    languages = tuple(_by_key(draft, Language).values())
    return KnowledgeBase(
        roles=_roles(draft, topics),
        pairs={frozenset(entry.value.roles): entry.value for entry in draft.entries_of(Pair)},
        topics=topics,
        considerations=_by_key(draft, Consideration),
        faq=_by_key(draft, FaqEntry),
        things=_by_key(draft, Thing),
        phases=_by_key(draft, Phase),
        checklist=_checklist(draft),
        cautions=_by_key(draft, Caution),
        sources=_by_key(draft, Source),
        language=languages[0] if languages else Language(),
        version=version,
    )


def _by_key(draft: Draft, model: type[Model]) -> dict[str, Model]:
    return {entry.key: entry.value for entry in draft.entries_of(model)}


def _checklist(draft: Draft) -> dict[str, ChecklistItem]:
    """Return the items by phase and day. On the same day, items of every hire come before those of one role."""
    order = {entry.key: position for position, entry in enumerate(draft.entries_of(Phase))}
    items = [entry.value for entry in draft.entries_of(ChecklistItem)]
    items.sort(key=lambda item: (order.get(item.phase, len(order)), item.due, bool(item.roles)))
    return {item.key: item for item in items}


def _roles(draft: Draft, topics: Mapping[str, Topic]) -> dict[str, Role]:
    roles = [entry.value for entry in draft.entries_of(Role)]
    order = [role for entry in draft.entries_of(Collection) for role in entry.value.order]
    rank = {role: position for position, role in enumerate(order)}
    roles.sort(key=lambda role: (rank.get(role.id, len(rank)), role.title))
    shared = claims.shared_abbreviations(roles)
    titles = {claims.normalise_name(name) for role in roles for name in (role.title, *role.names)}
    return {role.id: _resolved(role, shared, titles, topics) for role in roles}


def _resolved(role: Role, shared: AbstractSet[str], titles: AbstractSet[str], topics: Mapping[str, Topic]) -> Role:
    """Return the role with its topics in order, without the ambiguities and other senses that an overlay resolved.

    An abbreviation is no longer ambiguous once only one role has it, and another sense no longer applies once a role
    has it as its title or name.
    """
    return replace(
        role,
        ambiguous=tuple(word for word in role.ambiguous if claims.normalise_name(word) in shared),
        also_means=tuple(sense for sense in role.also_means if claims.normalise_name(sense.name) not in titles),
        topics={topic: role.topics[topic] for topic in topics if topic in role.topics},
    )
