"""A company's own folder over what is known already.

One rule for every kind of entry: a key that is given replaces the one below, the ways of naming something are added
to those below, and what is not mentioned stays. Three instructions change that: `hide: true` takes the entry away,
`extend: true` adds every list given to the one below, and `claims: [CPO]` gives a name to this role alone.
A curated question is replaced as a whole, because its ways of asking and its answer belong together. A new phase of
the hire comes after the one it is listed after.
"""

from dataclasses import fields
from itertools import pairwise

from bot.knowledge.claims import NAME_LISTS, squeeze
from bot.knowledge.hiding import no_such, told, without_hidden
from bot.knowledge.layout import FAQ, PHASES, ROLE
from bot.knowledge.models import Language
from bot.knowledge.places import Node, Problem, Section, Series, plain, text_of, texts_of
from bot.knowledge.reading import Entries, Layer

_INSTRUCTIONS = ("hide", "extend")
_ADDED = (*NAME_LISTS, "also_means", "ask")
_BY_KEY = ("topics", *(field.name for field in fields(Language)))
"""The keys whose values are laid key by key."""


def lay(below: Entries, layer: Layer) -> Entries:
    """The entries with those of the layer over them; what cannot be laid is added to the layer's problems."""
    result = without_hidden(below, layer)
    claims: dict[str, Node] = {}
    for name, sections in layer.entries.items():
        entries = result.setdefault(name, {})
        for key, section in sections.items():
            if told(section, "hide"):
                continue
            replaced = name == FAQ.name and not told(section, "extend")
            entries[key] = _laid(None if replaced else entries.get(key), section, layer.problems)
            if name == ROLE.name and "claims" in section.values:
                claims[key] = entries[key].values.pop("claims")
        if name == PHASES.name:
            result[name] = _in_line(entries, tuple(below.get(name, ())), tuple(sections))
    for role, names in claims.items():
        _claim(result[ROLE.name], role, names, layer.problems)
    return result


def _in_line(entries: dict[str, Section], known: tuple[str, ...], listed: tuple[str, ...]) -> dict[str, Section]:
    """The entries with each new one right after the one that it is listed after; one listed first comes last."""
    order = list(entries)
    for before, key in pairwise(listed):
        if key not in known and key in order and before in order:
            order.remove(key)
            order.insert(order.index(before) + 1, key)
    return {key: entries[key] for key in order}


def _laid(below: Section | None, above: Section, problems: list[Problem], *, extend: bool = False) -> Section:
    extend = extend or told(above, "extend")
    values = dict(below.values) if below else {}
    for key, value in above.values.items():
        if key not in _INSTRUCTIONS:
            values[key] = _merged(key, values.get(key), value, problems, extend=extend)
        elif not isinstance(plain(value), bool):
            problems.append(Problem(value.place, f'"{key}" is true, or the line is left out'))
    return Section((below or above).place, values)


def _merged(key: str, below: Node | None, above: Node, problems: list[Problem], *, extend: bool) -> Node:
    if isinstance(above, Section) and key in _BY_KEY:
        return _by_key(below, above, problems, extend=extend)
    if extend or key in _ADDED:
        return _joined(below, above)
    return above


def _by_key(below: Node | None, above: Section, problems: list[Problem], *, extend: bool) -> Section:
    values = dict(below.values) if isinstance(below, Section) else {}
    for name, value in above.values.items():
        known = values.get(name)
        if not isinstance(value, Section):
            values[name] = _joined(known, value)
        elif not told(value, "hide"):
            extended = known if isinstance(known, Section) and (extend or told(value, "extend")) else None
            values[name] = _laid(extended, value, problems, extend=extend)
        elif values.pop(name, None) is None:
            problems.append(Problem(value.place, no_such(name, tuple(values))))
    return Section(above.place, values)


def _joined(below: Node | None, above: Node) -> Node:
    """Both lists, what stands in both once; what is no list replaces what is below."""
    if not isinstance(above, Series) or not isinstance(below, Series):
        return above
    known = [plain(item) for item in below.items]
    return Series(above.place, below.items + tuple(item for item in above.items if plain(item) not in known))


def _claim(roles: dict[str, Section], role: str, names: Node, problems: list[Problem]) -> None:
    if not isinstance(names, Series):
        problems.append(Problem(names.place, "`claims` takes a list, such as claims: [CPO]"))
        return
    for item in names.items:
        name = text_of(item) or ""
        own = {squeeze(other) for key in NAME_LISTS for other in texts_of(roles[role].values.get(key))}
        if squeeze(name) not in own:
            text = f'"{name}" is no name of {role} yet; add it to its abbreviations or names as well'
            problems.append(Problem(item.place, text))
        for other, section in roles.items():
            lists = ("ambiguous",) if other == role else NAME_LISTS
            roles[other] = _without_name(section, lists, squeeze(name))


def _without_name(section: Section, lists: tuple[str, ...], name: str) -> Section:
    values = dict(section.values)
    for key in lists:
        listing = values.get(key)
        if isinstance(listing, Series):
            kept = tuple(item for item in listing.items if squeeze(text_of(item) or "") != name)
            values[key] = Series(listing.place, kept)
    return Section(section.place, values)
