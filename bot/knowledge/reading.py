"""One folder into entries: every file parsed, every entry found under the name it goes by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.knowledge.folders import File, Folder
from bot.knowledge.layout import BESIDE, COLLECTION, PAIR, PLACES, ROLE, SOURCES, Kind, belongs
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

    `unread` names the kinds of which a file could not be read, so that nobody knows what entries there are; `hidden`
    has the line that hides each entry of a folder below, by kind and key.
    """

    folder: Folder
    entries: Entries = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    hidden: dict[tuple[str, str], Place] = field(default_factory=dict)

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
    places = [*PLACES, *BESIDE]
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
        layer.unread |= {kind.name for kind in file.kinds}
        return
    layer.problems += unfit_texts(root)
    if not file.kinds[0].holds:
        _take(layer, file.kinds[0], _whole(layer, root, file))
        return
    layer.problems += _astray(file, root)
    for kind in file.kinds:
        _take(layer, kind, _listed(layer, kind, root))


def _take(layer: Layer, kind: Kind, found: Iterator[tuple[str, Section]]) -> None:
    entries = layer.entries.setdefault(kind.name, {})
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
    wanted = " or ".join(_lists(file)) if file.kinds[0].holds else "`title: ...`"
    text = f"starts with a list or a text; it starts with keys, such as {wanted}"
    layer.problems.append(Problem(root.place, text))
    return None


def _lists(file: File) -> tuple[str, ...]:
    return tuple(f"`{kind.holds}:`" for kind in file.kinds)


def _astray(file: File, root: Section) -> Iterator[Problem]:
    """Every key that is none of the file's lists; and the file itself, where it has none of them."""
    known = {kind.holds: kind for kind in file.kinds if kind.holds}
    for key, value in root.values.items():
        if key not in known:
            yield Problem(value.place, f'unknown key "{key}"; the entries stand below {" or ".join(_lists(file))}')
    if not known.keys() & root.values.keys():
        yield _no_list(file.kinds[0], root.place)


def _listed(layer: Layer, kind: Kind, root: Section) -> Iterator[tuple[str, Section]]:
    listing = root.values.get(kind.holds or "")
    if listing is None:
        return
    if not isinstance(listing, Series):
        layer.unread.add(kind.name)
        layer.problems.append(_no_list(kind, listing.place))
        return
    for item in listing.items:
        key = text_of(item.values.get(kind.named)) if isinstance(item, Section) else None
        if key is None or not isinstance(item, Section):
            layer.problems.append(Problem(item.place, f"an entry starts with `- {kind.named}: ...`"))
        elif _well_formed(layer, kind, key, item.values[kind.named].place):
            yield key, item


def _no_list(kind: Kind, place: Place) -> Problem:
    return Problem(place, f"`{kind.holds}:` is to be followed by a list, one `- {kind.named}: ...` an entry")


def _well_formed(layer: Layer, kind: Kind, key: str, place: Place) -> bool:
    pattern = _SOURCE_ID if kind is SOURCES else _ID
    if pattern.fullmatch(key) or key.startswith(BLANK):
        return True
    allowed = "letters, digits, _ . -" if kind is SOURCES else "small letters, digits and _"
    article = "an" if kind.named == "id" else "a"
    layer.problems.append(Problem(place, f'"{key}" is no {kind.named}; {article} {kind.named} is made of {allowed}'))
    return False


def _whole(layer: Layer, root: Section, file: File) -> Iterator[tuple[str, Section]]:
    stem = file.name.rpartition("/")[2].removesuffix(".yml")
    place = Place(file.shown, root.place.line)
    if file.kinds[0] is ROLE:
        yield from _role(layer, stem, root, place)
    elif file.kinds[0] is PAIR:
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
