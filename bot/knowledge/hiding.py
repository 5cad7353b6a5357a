"""Removes the entries that a company's folder hides, and whatever refers to them."""

from bot.knowledge.layout import (
    CAUTIONS,
    CHECKLIST,
    COLLECTION,
    CONSIDERATIONS,
    FAQ,
    KINDS,
    KIT,
    LANGUAGE,
    OWNERSHIP,
    PAIR,
    ROLE,
    TOPICS,
)
from bot.knowledge.nodes import KnowledgeProblem, Node, Scalar, Section, Series, did_you_mean, get_text, get_texts
from bot.knowledge.reading import Entries, Layer

_CAN_HIDE = {kind.name: kind.can_hide for kind in KINDS}


def has_instruction(section: Section, instruction: str) -> bool:
    """Return whether the section has `instruction: true`, where the instruction is `hide` or `extend`."""
    node = section.values.get(instruction)
    return isinstance(node, Scalar) and node.value is True


def without_hidden(entries: Entries, layer: Layer) -> Entries:
    """Return the entries below without those that the layer hides. Adds a problem to the layer for an unknown key."""
    result = {name: dict(sections) for name, sections in entries.items()}
    for name, sections in layer.entries.items():
        for key, section in sections.items():
            if has_instruction(section, "hide"):
                _hide(result, layer, name, key, section)
    return result


def not_found_text(key: str, known: tuple[str, ...]) -> str:
    """Return the text of the problem that `key`, which is to be hidden, is not among the known keys."""
    return f'"{key}" cannot be hidden because it does not exist{did_you_mean(key, known)}'


def _hide(entries: Entries, layer: Layer, name: str, key: str, section: Section) -> None:
    location = section.values["hide"].location
    known = entries.get(name, {})
    if not _CAN_HIDE[name]:
        layer.problems.append(KnowledgeProblem(location, "this kind of entry cannot be hidden; delete the line"))
    elif known.pop(key, None) is None:
        layer.problems.append(KnowledgeProblem(location, not_found_text(key, tuple(known))))
    else:
        layer.hidden[name, key] = location
        _remove_references(entries, name, key)


def _remove_references(entries: Entries, name: str, key: str) -> None:
    if name == ROLE.name:
        _remove_role(entries, key)
    elif name == TOPICS.name:
        _remove_topic(entries, key)
    elif name == CAUTIONS.name:
        items = entries.get(CHECKLIST.name, {})
        entries[CHECKLIST.name] = {item: _without_word(section, "cautions", key) for item, section in items.items()}


def _remove_role(entries: Entries, role: str) -> None:
    """Remove the role's kit, pairs, questions, stakes and items, and the considerations and choices naming it alone.

    A thing keeps at least one stake and a consideration at least two choices; with fewer they are removed as well.
    """
    entries[KIT.name] = {key: kit for key, kit in entries.get(KIT.name, {}).items() if key != role}
    for name in (PAIR.name, FAQ.name):
        sections = entries.get(name, {})
        entries[name] = {
            key: section for key, section in sections.items() if role not in get_texts(section.values.get("roles"))
        }
    for name, key, least in ((OWNERSHIP.name, "stakes", 1), (CONSIDERATIONS.name, "choices", 2)):
        kept = {id_: _without_role_references(section, key, role) for id_, section in entries.get(name, {}).items()}
        entries[name] = {id_: section for id_, section in kept.items() if section and _count(section, key) >= least}
    items = entries.get(CHECKLIST.name, {}).items()
    entries[CHECKLIST.name] = {
        key: _without_word(section, "roles", role)
        for key, section in items
        if get_texts(section.values.get("roles")) != (role,)
    }
    for name in (LANGUAGE.name, COLLECTION.name):
        entries[name] = {key: _without_references(section, role) for key, section in entries.get(name, {}).items()}


def _remove_topic(entries: Entries, topic: str) -> None:
    """Remove the topic from every role and kit, and from the questions and differences that name it."""
    for name in (ROLE.name, KIT.name):
        entries[name] = {key: _without_references(section, topic) for key, section in entries.get(name, {}).items()}
    entries[FAQ.name] = {key: _without_topic(section, topic) for key, section in entries.get(FAQ.name, {}).items()}
    for key, pair in entries.get(PAIR.name, {}).items():
        listing = pair.values.get("differences")
        if isinstance(listing, Series):
            items = tuple(_without_topic(item, topic) if isinstance(item, Section) else item for item in listing.items)
            entries[PAIR.name][key] = Section(
                pair.location, {**pair.values, "differences": Series(listing.location, items)}
            )


def _without_topic(section: Section, topic: str) -> Section:
    if get_text(section.values.get("topic")) != topic:
        return section
    return Section(section.location, {key: value for key, value in section.values.items() if key != "topic"})


def _without_role_references(section: Section, key: str, role: str) -> Section | None:
    """Return the section without the role in its `roles` and in those of its items below `key`.

    None if it named no other role.
    """
    listing = section.values.get(key)
    rest = _other_roles(section, role)
    if rest is None or not isinstance(listing, Series):
        return rest
    items = (_other_roles(item, role) if isinstance(item, Section) else item for item in listing.items)
    return Section(rest.location, {**rest.values, key: Series(listing.location, tuple(item for item in items if item))})


def _other_roles(section: Section, role: str) -> Section | None:
    if get_text(section.values.get("role")) == role or get_texts(section.values.get("roles")) == (role,):
        return None
    return _without_references(section, role) if role in get_texts(section.values.get("roles")) else section


def _count(section: Section, key: str) -> int:
    listing = section.values.get(key)
    return len(listing.items) if isinstance(listing, Series) else 0


def _without_word(section: Section, key: str, word: str) -> Section:
    """Return the section without the word in the list below `key`."""
    listing = section.values.get(key)
    if not isinstance(listing, Series):
        return section
    kept = tuple(item for item in listing.items if get_text(item) != word)
    return Section(section.location, {**section.values, key: Series(listing.location, kept)})


def _without_references(section: Section, word: str) -> Section:
    """Return the section without the word as a key of any of its mappings or an item of any of its lists."""
    values: dict[str, Node] = {}
    for key, value in section.values.items():
        values[key] = value
        if isinstance(value, Section):
            values[key] = Section(value.location, {name: below for name, below in value.values.items() if name != word})
        elif isinstance(value, Series):
            values[key] = Series(value.location, tuple(item for item in value.items if get_text(item) != word))
    return Section(section.location, values)
