"""Entries that a company's folder hides, with whatever makes no sense without them."""

from bot.knowledge.layout import (
    CAUTIONS,
    CHECKLIST,
    COLLECTION,
    CONSIDERATIONS,
    FAQ,
    KINDS,
    LANGUAGE,
    OWNERSHIP,
    PAIR,
    ROLE,
    TOPICS,
)
from bot.knowledge.places import KnowledgeProblem, Node, Scalar, Section, Series, did_you_mean, get_text, get_texts
from bot.knowledge.reading import Entries, Layer

_HIDES = {kind.name: kind.can_hide for kind in KINDS}


def has_instruction(section: Section, instruction: str) -> bool:
    """Whether the section says `instruction: true`."""
    node = section.values.get(instruction)
    return isinstance(node, Scalar) and node.value is True


def without_hidden(entries: Entries, layer: Layer) -> Entries:
    """The entries below, without those that the layer hides; hiding what is not there is a problem of the layer's."""
    result = {name: dict(sections) for name, sections in entries.items()}
    for name, sections in layer.entries.items():
        for key, section in sections.items():
            if has_instruction(section, "hide"):
                _hide(result, layer, name, key, section)
    return result


def not_found_text(key: str, known: tuple[str, ...]) -> str:
    """What to say where something is to be hidden that is not there."""
    return f'there is no "{key}" to hide{did_you_mean(key, known)}'


def _hide(entries: Entries, layer: Layer, name: str, key: str, section: Section) -> None:
    place = section.values["hide"].place
    known = entries.get(name, {})
    if not _HIDES[name]:
        layer.problems.append(KnowledgeProblem(place, "this cannot be hidden; take the line out"))
    elif known.pop(key, None) is None:
        layer.problems.append(KnowledgeProblem(place, not_found_text(key, tuple(known))))
    else:
        layer.hidden[name, key] = place
        _without(entries, name, key)


def _without(entries: Entries, name: str, key: str) -> None:
    if name == ROLE.name:
        _without_role(entries, key)
    elif name == TOPICS.name:
        _without_topic(entries, key)
    elif name == CAUTIONS.name:
        items = entries.get(CHECKLIST.name, {})
        entries[CHECKLIST.name] = {item: _without_word(section, "cautions", key) for item, section in items.items()}


def _without_role(entries: Entries, role: str) -> None:
    """Take out its pairs, the questions and items about it, its stakes, and rules and choices that name it alone."""
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


def _without_topic(entries: Entries, topic: str) -> None:
    """Take it out of every role, and out of what is filed under it."""
    entries[ROLE.name] = {
        key: _without_references(section, topic) for key, section in entries.get(ROLE.name, {}).items()
    }
    entries[FAQ.name] = {key: _unfiled(section, topic) for key, section in entries.get(FAQ.name, {}).items()}
    for key, pair in entries.get(PAIR.name, {}).items():
        listing = pair.values.get("differences")
        if isinstance(listing, Series):
            items = tuple(_unfiled(item, topic) if isinstance(item, Section) else item for item in listing.items)
            entries[PAIR.name][key] = Section(pair.place, {**pair.values, "differences": Series(listing.place, items)})


def _unfiled(section: Section, topic: str) -> Section:
    filed = get_text(section.values.get("topic")) == topic
    return Section(
        section.place, {key: value for key, value in section.values.items() if not (filed and key == "topic")}
    )


def _without_role_references(section: Section, key: str, role: str) -> Section | None:
    """The section without the role, in its own roles and in its items below the key; None if it had no other role."""
    listing = section.values.get(key)
    rest = _other_roles(section, role)
    if rest is None or not isinstance(listing, Series):
        return rest
    items = (_other_roles(item, role) if isinstance(item, Section) else item for item in listing.items)
    return Section(rest.place, {**rest.values, key: Series(listing.place, tuple(item for item in items if item))})


def _other_roles(section: Section, role: str) -> Section | None:
    if get_text(section.values.get("role")) == role or get_texts(section.values.get("roles")) == (role,):
        return None
    return _without_references(section, role) if role in get_texts(section.values.get("roles")) else section


def _count(section: Section, key: str) -> int:
    listing = section.values.get(key)
    return len(listing.items) if isinstance(listing, Series) else 0


def _without_word(section: Section, key: str, word: str) -> Section:
    """The section without the word in the list below the key."""
    listing = section.values.get(key)
    if not isinstance(listing, Series):
        return section
    kept = tuple(item for item in listing.items if get_text(item) != word)
    return Section(section.place, {**section.values, key: Series(listing.place, kept)})


def _without_references(section: Section, word: str) -> Section:
    """The section without the word, as a key below one of its keys or as an item of one of its lists."""
    values: dict[str, Node] = {}
    for key, value in section.values.items():
        values[key] = value
        if isinstance(value, Section):
            values[key] = Section(value.place, {name: below for name, below in value.values.items() if name != word})
        elif isinstance(value, Series):
            values[key] = Series(value.place, tuple(item for item in value.items if get_text(item) != word))
    return Section(section.place, values)
