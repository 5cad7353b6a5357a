"""A company's own folder over what is known already.

One rule for every kind of entry: a key that is given replaces the one below, the ways of naming something are added
to those below, and what is not mentioned stays. Three instructions change that: `hide: true` takes the entry away,
`extend: true` adds every list given to the one below, and `claims: [CPO]` gives a name to this role alone.
A curated question is replaced as a whole, because its ways of asking and its answer belong together.
"""

from bot.knowledge.claims import NAME_LISTS, squeeze
from bot.knowledge.layout import COLLECTION, CONSIDERATIONS, FAQ, KINDS, LANGUAGE, OWNERSHIP, PAIR, ROLE, Kind
from bot.knowledge.places import Node, Place, Problem, Scalar, Section, Series, meant, plain, text_of, texts_of
from bot.knowledge.reading import Entries, Layer

_ADDED = (*NAME_LISTS, "also_means", "ask")
_BY_KEY = ("topics", "cues", "functions", "contexts", "words")
"""The keys whose values are laid key by key."""
_STATEMENTS = (
    *("facts", "answer", "stakes", "differs", "choices", "differences", "similarities"),
    *("importance", "both_or_one", "which_first", "collaboration", "decides"),
)
"""The lists whose items say themselves whether they are a company's own."""
_KINDS = {kind.name: kind for kind in KINDS}


def lay(below: Entries, layer: Layer) -> Entries:
    """The entries with those of the layer over them; what cannot be laid is added to the layer's problems."""
    result = {name: dict(sections) for name, sections in below.items()}
    _hide(result, layer)
    claims: dict[str, Series] = {}
    for name, sections in layer.entries.items():
        entries = result.setdefault(name, {})
        for key, section in sections.items():
            if _told(section, "hide"):
                continue
            claim = section.values.get("claims")
            if name == ROLE.name and isinstance(claim, Series):
                claims[key] = claim
            entries[key] = _laid(_KINDS[name], entries.get(key), section, layer.problems)
    for role, words in claims.items():
        _claim(result[ROLE.name], role, words, layer.problems)
    return result


def owned(entries: Entries) -> Entries:
    """The entries with every statement marked as a company's own, where it does not say itself whether it is."""
    return {
        name: {key: _owned_entry(name, section) for key, section in sections.items()}
        for name, sections in entries.items()
    }


def _owned_entry(name: str, section: Section) -> Section:
    marked = _marked(section)
    return _own(marked) if name == CONSIDERATIONS.name and "text" in section.values else marked


def _marked(section: Section) -> Section:
    return Section(section.place, {key: _marked_value(key, value) for key, value in section.values.items()})


def _marked_value(key: str, value: Node) -> Node:
    if isinstance(value, Section):
        return _marked(value)
    if isinstance(value, Series):
        items = [_marked(item) if isinstance(item, Section) else item for item in value.items]
        if key in _STATEMENTS:
            items = [_own(item) if isinstance(item, Section) else item for item in items]
        return Series(value.place, tuple(items))
    return value


def _own(section: Section) -> Section:
    return Section(section.place, {"own": Scalar(section.place, True, "true"), **section.values})  # noqa: FBT003  # a YAML value


def _laid(kind: Kind, below: Section | None, above: Section, problems: list[Problem]) -> Section:
    extend = _told(above, "extend")
    if below is None or (kind is FAQ and not extend):
        below = Section(above.place, {})
    values = dict(below.values)
    for key, value in above.values.items():
        if key not in ("hide", "extend", "claims"):
            values[key] = _merged(key, values.get(key), value, extend, problems)
    return Section(below.place, values)


def _merged(key: str, below: Node | None, above: Node, extend: bool, problems: list[Problem]) -> Node:
    if isinstance(above, Series) and isinstance(below, Series) and (extend or key in _ADDED):
        return _joined(below, above)
    if isinstance(above, Section) and key in _BY_KEY:
        known = below.values if isinstance(below, Section) else {}
        values = dict(known)
        for name, value in above.values.items():
            if isinstance(value, Section) and _told(value, "hide"):
                problems += _taken_out(values, name, value)
            else:
                values[name] = _below_key(known.get(name), value, problems)
        return Section(above.place, values)
    return above


def _below_key(below: Node | None, above: Node, problems: list[Problem]) -> Node:
    if isinstance(above, Series) and isinstance(below, Series):
        return _joined(below, above)
    if not isinstance(above, Section):
        return above
    extended = below if isinstance(below, Section) and _told(above, "extend") else None
    return _laid(ROLE, extended, above, problems)


def _joined(below: Series, above: Series) -> Series:
    known = [plain(item) for item in below.items]
    return Series(above.place, below.items + tuple(item for item in above.items if plain(item) not in known))


def _told(section: Section, instruction: str) -> bool:
    node = section.values.get(instruction)
    return isinstance(node, Scalar) and node.value is True


def _taken_out(values: dict[str, Node], name: str, section: Section) -> list[Problem]:
    if values.pop(name, None) is not None:
        return []
    return [Problem(section.place, f'there is no "{name}" to hide{meant(name, tuple(values))}')]


def _hide(entries: Entries, layer: Layer) -> None:
    for name, sections in layer.entries.items():
        kind = _KINDS[name]
        for key, section in sections.items():
            if not _told(section, "hide"):
                continue
            known = entries.get(name, {})
            place = section.values["hide"].place
            if not kind.hides:
                layer.problems.append(Problem(place, "this cannot be hidden; take the line out"))
            elif known.pop(key, None) is None:
                layer.problems.append(Problem(place, f'there is no "{key}" to hide{meant(key, tuple(known))}'))
            elif kind is ROLE:
                _without_role(entries, key)


def _without_role(entries: Entries, role: str) -> None:
    """Take out what makes no sense without the role: its pairs, questions about it, stakes and choices of it."""
    for name in (PAIR.name, FAQ.name, CONSIDERATIONS.name):
        sections = entries.get(name, {})
        for key in [key for key, section in sections.items() if role in texts_of(section.values.get("roles"))]:
            del sections[key]
    things = entries.get(OWNERSHIP.name, {})
    entries[OWNERSHIP.name] = _each_without(things, "stakes", 1, role)
    rules = entries.get(CONSIDERATIONS.name, {})
    entries[CONSIDERATIONS.name] = _each_without(rules, "choices", 2, role)
    for name in (LANGUAGE.name, COLLECTION.name):
        entries[name] = {key: _not_naming(section, role) for key, section in entries.get(name, {}).items()}


def _not_naming(section: Section, role: str) -> Section:
    values: dict[str, Node] = {}
    for key, value in section.values.items():
        values[key] = value
        if isinstance(value, Section):
            values[key] = Section(value.place, {name: below for name, below in value.values.items() if name != role})
        elif isinstance(value, Series):
            values[key] = Series(value.place, tuple(item for item in value.items if text_of(item) != role))
    return Section(section.place, values)


def _each_without(sections: dict[str, Section], key: str, least: int, role: str) -> dict[str, Section]:
    result = {}
    for name, section in sections.items():
        listing = section.values.get(key)
        items = listing.items if isinstance(listing, Series) else ()
        kept = tuple(item for item in items if not _is_about(item, role))
        if len(kept) >= min(least, len(items)):
            place = listing.place if listing else section.place
            result[name] = Section(section.place, {**section.values, key: Series(place, kept)})
    return result


def _is_about(item: Node, role: str) -> bool:
    if not isinstance(item, Section):
        return False
    return text_of(item.values.get("role")) == role or role in texts_of(item.values.get("roles"))


def _claim(roles: dict[str, Section], role: str, words: Series, problems: list[Problem]) -> None:
    for item in words.items:
        word = squeeze(text_of(item) or "")
        own = {squeeze(name) for key in NAME_LISTS for name in texts_of(roles[role].values.get(key))}
        if word not in own:
            problems.append(_not_its_own(item.place, text_of(item) or "", role))
        for other, section in roles.items():
            lists = ("ambiguous",) if other == role else NAME_LISTS
            roles[other] = _without_word(section, lists, word)


def _not_its_own(place: Place, word: str, role: str) -> Problem:
    return Problem(place, f'"{word}" is no name of {role} yet; add it to its abbreviations or names as well')


def _without_word(section: Section, lists: tuple[str, ...], word: str) -> Section:
    values = dict(section.values)
    for key in lists:
        listing = values.get(key)
        if isinstance(listing, Series):
            kept = tuple(item for item in listing.items if squeeze(text_of(item) or "") != word)
            values[key] = Series(listing.place, kept)
    return Section(section.place, values)
