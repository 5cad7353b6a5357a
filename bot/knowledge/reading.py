"""One folder into entries: every file parsed, every entry found under the name it goes by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.knowledge.folders import File, Folder
from bot.knowledge.layout import BESIDE, COLLECTION, KINDS, PAIR, ROLE, SOURCES, Kind, belongs
from bot.knowledge.places import Place, Problem, Scalar, Section, Series, meant, text_of, texts_of
from bot.knowledge.texts import BLANK, unfit_texts
from bot.knowledge.yaml_files import parse

Entries = dict[str, dict[str, Section]]
"""Name of the kind to the entries of that kind by key: an id, or for a pair its two ids in alphabetical order."""

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(slots=True)
class Layer:
    """What one folder holds, with the problems found in reading it.

    `unread` names the kinds of which a file could not be read, so that nobody knows what entries there are.
    """

    folder: Folder
    entries: Entries = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def flag(self, key: str) -> bool:
        """Whether the folder's knowledge.yml says `key: true`."""
        section = self.entries.get(COLLECTION.name, {}).get("knowledge")
        value = section.values.get(key) if section else None
        return isinstance(value, Scalar) and value.value is True

    @property
    def complete(self) -> bool:
        """Whether it stands alone, so that every entry has to be whole."""
        return self.flag("standalone")


def read_layer(folder: Folder) -> Layer:
    """Every entry of the folder by kind and key. Never raises: what is wrong stands in `problems`."""
    layer = Layer(folder)
    if folder.failure:
        text = f"cannot be read ({folder.failure}); give a folder with roles/, pairs/, faq/ or topics.yml in it"
        layer.problems.append(Problem(Place(folder.shown, 1), text))
    layer.problems += _strangers(folder)
    for file in sorted(folder.files, key=lambda file: file.name != COLLECTION.where):
        _read_file(layer, file)
    return layer


def _strangers(folder: Folder) -> Iterator[Problem]:
    places = [kind.where for kind in KINDS] + list(BESIDE)
    for name in folder.strangers:
        if belongs(name):
            continue
        place = Place(f"{folder.shown}/{name}", 1)
        if name.endswith(".yaml"):
            yield Problem(place, "is not read; rename it so that it ends in .yml")
        else:
            yield Problem(place, f"is not read: it has no place here{meant(name, places)}")


def _read_file(layer: Layer, file: File) -> None:
    root = _root(layer, file)
    if root is None:
        layer.unread.add(file.kind.name)
        return
    layer.problems += unfit_texts(root)
    found = _listed(layer, file.kind, root) if file.kind.holds else _whole(layer, root, file)
    entries = layer.entries.setdefault(file.kind.name, {})
    for key, section in found:
        if key in entries:
            text = f'"{key}" stands here a second time, first at {entries[key].place}; keep one'
            layer.problems.append(Problem(section.place, text))
        else:
            entries[key] = section


def _root(layer: Layer, file: File) -> Section | None:
    if file.data is None:
        layer.problems.append(Problem(Place(file.shown, 1), file.failure))
        return None
    root = parse(file.shown, file.data, layer.problems)
    if root is None or isinstance(root, Section):
        return root
    wanted = f"{file.kind.holds}:" if file.kind.holds else "title: ..."
    text = f"starts with a list or a text; it starts with keys, such as `{wanted}`"
    layer.problems.append(Problem(root.place, text))
    return None


def _listed(layer: Layer, kind: Kind, root: Section) -> Iterator[tuple[str, Section]]:
    holds = kind.holds or ""
    for other, value in root.values.items():
        if other != holds:
            layer.problems.append(Problem(value.place, f'unknown key "{other}"; the entries stand below `{holds}:`'))
    listing = root.values.get(holds)
    if not isinstance(listing, Series):
        place = listing.place if listing else root.place
        layer.problems.append(Problem(place, f"`{holds}:` is to be followed by a list, one `- id: ...` an entry"))
        return
    for item in listing.items:
        key = text_of(item.values.get("id")) if isinstance(item, Section) else None
        if key is None or not isinstance(item, Section):
            layer.problems.append(Problem(item.place, "an entry starts with `- id: ...`"))
        elif _well_formed(layer, kind, key, item.values["id"].place):
            yield key, item


def _well_formed(layer: Layer, kind: Kind, key: str, place: Place) -> bool:
    pattern = _SOURCE_ID if kind is SOURCES else _ID
    if pattern.fullmatch(key) or key.startswith(BLANK):
        return True
    allowed = "letters, digits, _ . -" if kind is SOURCES else "small letters, digits and _"
    layer.problems.append(Problem(place, f'"{key}" is no id; an id is made of {allowed}'))
    return False


def _whole(layer: Layer, root: Section, file: File) -> Iterator[tuple[str, Section]]:
    stem = file.name.rpartition("/")[2].removesuffix(".yml")
    place = Place(file.shown, root.place.line)
    if file.kind is ROLE:
        yield from _role(layer, stem, root, place)
    elif file.kind is PAIR:
        yield from _pair(layer, stem, root, place)
    else:
        yield stem, root


def _role(layer: Layer, stem: str, root: Section, place: Place) -> Iterator[tuple[str, Section]]:
    if not layer.complete and "id" not in root.values:
        root.values["id"] = Scalar(place, stem, stem)
    given = text_of(root.values.get("id"))
    if given is not None and given != stem:
        text = f'the id "{given}" and the name of the file differ; name the file {given}.yml'
        layer.problems.append(Problem(root.values["id"].place, text))
    elif _well_formed(layer, ROLE, stem, place):
        yield stem, root


def _pair(layer: Layer, stem: str, root: Section, place: Place) -> Iterator[tuple[str, Section]]:
    if not layer.complete and "roles" not in root.values:
        root.values["roles"] = Series(place, tuple(Scalar(place, part, part) for part in stem.split("-")))
    given = texts_of(root.values.get("roles"))
    if given and sorted(given) != sorted(stem.split("-")):
        text = f"the roles and the name of the file differ; name the file {'-'.join(given)}.yml"
        layer.problems.append(Problem(root.values["roles"].place, text))
    else:
        yield "-".join(sorted(stem.split("-"))), root
