"""Applies a company's own folder, the overlay, to the entries of the folders below it.

One rule holds for every kind of entry: a key in the overlay replaces the one below, lists of names are added to those
below, and keys that the overlay does not mention stay. Three instructions change that: `hide: true` removes the entry,
`extend: true` adds every list to the one below, and `claims: [CPO]` gives a name to this role alone. A curated question
is replaced as a whole, because its phrasings and its answer belong together. A new phase of the hire is inserted after
the one it is listed after.
"""

from dataclasses import fields
from itertools import pairwise

from bot.knowledge.claims import NAME_LISTS, normalise_name
from bot.knowledge.hiding import has_instruction, not_found_text, without_hidden
from bot.knowledge.language import Language
from bot.knowledge.layout import FAQ, PHASES, ROLE
from bot.knowledge.nodes import KnowledgeProblem, Node, Section, Series, get_text, get_texts, to_python
from bot.knowledge.reading import Entries, Layer

_INSTRUCTIONS = ("hide", "extend")
_ADDED = (*NAME_LISTS, "also_means", "ask")
"""The keys whose lists are added to those below rather than replacing them."""
_BY_KEY = ("topics", *(field.name for field in fields(Language)))
"""The keys whose values are mappings that are merged key by key."""
_SUMMARISED = ("stakes", "brief")
"""The keys that a short answer sums up: an overlay that replaces one of them makes the answer below untrue."""


def apply_layer(below: Entries, layer: Layer) -> Entries:
    """Return the entries below with the layer applied. Instructions that cannot be followed become its problems."""
    result = without_hidden(below, layer)
    claims: dict[str, Node] = {}
    for name, sections in layer.entries.items():
        entries = result.setdefault(name, {})
        for key, section in sections.items():
            if has_instruction(section, "hide"):
                continue
            replaced = name == FAQ.name and not has_instruction(section, "extend")
            entries[key] = _overlay_section(None if replaced else entries.get(key), section, layer.problems)
            if name == ROLE.name and "claims" in section.values:
                claims[key] = entries[key].values.pop("claims")
        if name == PHASES.name:
            result[name] = _ordered(entries, tuple(below.get(name, ())), tuple(sections))
    for role, names in claims.items():
        _apply_claims(result[ROLE.name], role, names, layer.problems)
    return result


def _ordered(entries: dict[str, Section], known: tuple[str, ...], listed: tuple[str, ...]) -> dict[str, Section]:
    """Return the entries with each new one moved to right after the one it is listed after; otherwise it stays last."""
    order = list(entries)
    for previous, key in pairwise(listed):
        if key not in known and key in order and previous in order:
            order.remove(key)
            order.insert(order.index(previous) + 1, key)
    return {key: entries[key] for key in order}


def _overlay_section(
    below: Section | None, above: Section, problems: list[KnowledgeProblem], *, extend: bool = False
) -> Section:
    extend = extend or has_instruction(above, "extend")
    values = dict(below.values) if below else {}
    if any(_is_replaced(above.values[key], extend=extend) for key in _SUMMARISED if key in above.values):
        values.pop("answer", None)
    for key, value in above.values.items():
        if key not in _INSTRUCTIONS:
            values[key] = _merged(key, values.get(key), value, problems, extend=extend)
        elif not isinstance(to_python(value), bool):
            problems.append(
                KnowledgeProblem(value.location, f'"{key}" must be true; to switch it off, delete the line')
            )
    return Section((below or above).location, values)


def _is_replaced(above: Node, *, extend: bool) -> bool:
    """Return whether the value above replaces the one below: a list that extends it is added instead."""
    return not (extend and isinstance(above, Series))


def _merged(key: str, below: Node | None, above: Node, problems: list[KnowledgeProblem], *, extend: bool) -> Node:
    if isinstance(above, Section) and key in _BY_KEY:
        return _by_key(below, above, problems, extend=extend)
    if extend or key in _ADDED:
        return _joined(below, above)
    return above


def _by_key(below: Node | None, above: Section, problems: list[KnowledgeProblem], *, extend: bool) -> Section:
    values = dict(below.values) if isinstance(below, Section) else {}
    for name, value in above.values.items():
        known = values.get(name)
        if not isinstance(value, Section):
            values[name] = _joined(known, value)
        elif not has_instruction(value, "hide"):
            extended = known if isinstance(known, Section) and (extend or has_instruction(value, "extend")) else None
            values[name] = _overlay_section(extended, value, problems, extend=extend)
        elif values.pop(name, None) is None:
            problems.append(KnowledgeProblem(value.location, not_found_text(name, tuple(values))))
    return Section(above.location, values)


def _joined(below: Node | None, above: Node) -> Node:
    """Return both lists as one, without repeated items. If either is not a list, the one above wins."""
    if not isinstance(above, Series) or not isinstance(below, Series):
        return above
    known = [to_python(item) for item in below.items]
    return Series(above.location, below.items + tuple(item for item in above.items if to_python(item) not in known))


def _apply_claims(roles: dict[str, Section], role: str, names: Node, problems: list[KnowledgeProblem]) -> None:
    if not isinstance(names, Series):
        problems.append(KnowledgeProblem(names.location, "`claims` must be a list, such as claims: [CPO]"))
        return
    for item in names.items:
        name = get_text(item) or ""
        own = {normalise_name(other) for key in NAME_LISTS for other in get_texts(roles[role].values.get(key))}
        if normalise_name(name) not in own:
            text = f'"{name}" is not a name of {role} yet; add it to its abbreviations or names as well'
            problems.append(KnowledgeProblem(item.location, text))
        for other, section in roles.items():
            lists = ("ambiguous",) if other == role else NAME_LISTS
            roles[other] = _without_name(section, lists, normalise_name(name))


def _without_name(section: Section, lists: tuple[str, ...], name: str) -> Section:
    values = dict(section.values)
    for key in lists:
        listing = values.get(key)
        if isinstance(listing, Series):
            kept = tuple(item for item in listing.items if normalise_name(get_text(item) or "") != name)
            values[key] = Series(listing.location, kept)
    return Section(section.location, values)
