"""One folder into entries: every file parsed, every entry found under the name it goes by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.knowledge.folders import KnowledgeFile, KnowledgeFolder
from bot.knowledge.layout import (
    COLLECTION,
    IGNORED_PATTERNS,
    KINDS_BY_PATTERN,
    PAIR,
    ROLE,
    SOURCES,
    EntryKind,
    is_expected,
)
from bot.knowledge.places import (
    FileLocation,
    KnowledgeProblem,
    Scalar,
    Section,
    Series,
    did_you_mean,
    get_text,
    get_texts,
)
from bot.knowledge.texts import PLACEHOLDER, find_unfit_texts
from bot.knowledge.yaml_files import parse

Entries = dict[str, dict[str, Section]]
"""Name of the kind to the entries of that kind by key: an id, or for a pair its two ids in alphabetical order."""

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(slots=True)
class Layer:
    """What one folder holds, with the problems found in reading it.

    `unreadable_kinds` names the kinds of which a file could not be read, so that nobody knows what entries there are;
    `hidden` has the line that hides each entry of a folder below, by kind and key.
    """

    folder: KnowledgeFolder
    entries: Entries = field(default_factory=dict)
    problems: list[KnowledgeProblem] = field(default_factory=list)
    unreadable_kinds: set[str] = field(default_factory=set)
    hidden: dict[tuple[str, str], FileLocation] = field(default_factory=dict)

    def is_flag_set(self, key: str) -> bool:
        """Whether the folder's knowledge.yml says `key: true`."""
        section = self.entries.get(COLLECTION.name, {}).get("knowledge")
        value = section.values.get(key) if section else None
        return isinstance(value, Scalar) and value.value is True

    @property
    def is_standalone(self) -> bool:
        """Whether it stands alone, so that every entry has to be whole."""
        return self.is_flag_set("standalone")


def read_layer(folder: KnowledgeFolder) -> Layer:
    """Every entry of the folder by kind and key. Never raises: what is wrong stands in `problems`."""
    layer = Layer(folder)
    if folder.failure:
        text = f"cannot be read ({folder.failure}); give a folder with roles/, pairs/, faq/ or topics.yml in it"
        layer.problems.append(KnowledgeProblem(FileLocation(folder.display_name, 1), text))
    layer.problems += _unexpected_file_problems(folder)
    for file in sorted(folder.files, key=lambda file: file.name != COLLECTION.pattern):
        _read_file(layer, file)
    return layer


def _unexpected_file_problems(folder: KnowledgeFolder) -> Iterator[KnowledgeProblem]:
    places = [*KINDS_BY_PATTERN, *IGNORED_PATTERNS]
    for name in folder.unexpected_files:
        if is_expected(name):
            continue
        place = FileLocation(f"{folder.display_name}/{name}", 1)
        if name.endswith(".yaml"):
            yield KnowledgeProblem(place, "is not read; rename it so that it ends in .yml")
        else:
            yield KnowledgeProblem(place, f"is not read: it has no place here{did_you_mean(name, places)}")


def _read_file(layer: Layer, file: KnowledgeFile) -> None:
    root = _root(layer, file)
    if root is None:
        layer.unreadable_kinds |= {kind.name for kind in file.kinds}
        return
    layer.problems += find_unfit_texts(root)
    if not file.kinds[0].list_key:
        _add_entries(layer, file.kinds[0], _whole(layer, root, file))
        return
    layer.problems += _unexpected_key_problems(file, root)
    for kind in file.kinds:
        _add_entries(layer, kind, _listed(layer, kind, root))


def _add_entries(layer: Layer, kind: EntryKind, found: Iterator[tuple[str, Section]]) -> None:
    entries = layer.entries.setdefault(kind.name, {})
    for key, section in found:
        if key in entries:
            text = f'"{key}" stands here a second time, first at {entries[key].place}; keep one'
            layer.problems.append(KnowledgeProblem(section.place, text))
        else:
            entries[key] = section


def _root(layer: Layer, file: KnowledgeFile) -> Section | None:
    if file.data is None:
        layer.problems.append(KnowledgeProblem(FileLocation(file.display_name, 1), file.failure))
        return None
    root = parse(file.display_name, file.data, layer.problems)
    if root is None or isinstance(root, Section):
        return root
    wanted = " or ".join(_lists(file)) if file.kinds[0].list_key else "`title: ...`"
    text = f"starts with a list or a text; it starts with keys, such as {wanted}"
    layer.problems.append(KnowledgeProblem(root.place, text))
    return None


def _lists(file: KnowledgeFile) -> tuple[str, ...]:
    return tuple(f"`{kind.list_key}:`" for kind in file.kinds)


def _unexpected_key_problems(file: KnowledgeFile, root: Section) -> Iterator[KnowledgeProblem]:
    """Every key that is none of the file's lists; and the file itself, where it has none of them."""
    known = {kind.list_key: kind for kind in file.kinds if kind.list_key}
    for key, value in root.values.items():
        if key not in known:
            yield KnowledgeProblem(
                value.place, f'unknown key "{key}"; the entries stand below {" or ".join(_lists(file))}'
            )
    if not known.keys() & root.values.keys():
        yield _no_list(file.kinds[0], root.place)


def _listed(layer: Layer, kind: EntryKind, root: Section) -> Iterator[tuple[str, Section]]:
    listing = root.values.get(kind.list_key or "")
    if listing is None:
        return
    if not isinstance(listing, Series):
        layer.unreadable_kinds.add(kind.name)
        layer.problems.append(_no_list(kind, listing.place))
        return
    for item in listing.items:
        key = get_text(item.values.get(kind.key_field)) if isinstance(item, Section) else None
        if key is None or not isinstance(item, Section):
            layer.problems.append(KnowledgeProblem(item.place, f"an entry starts with `- {kind.key_field}: ...`"))
        elif _is_well_formed(layer, kind, key, item.values[kind.key_field].place):
            yield key, item


def _no_list(kind: EntryKind, place: FileLocation) -> KnowledgeProblem:
    return KnowledgeProblem(
        place, f"`{kind.list_key}:` is to be followed by a list, one `- {kind.key_field}: ...` an entry"
    )


def _is_well_formed(layer: Layer, kind: EntryKind, key: str, place: FileLocation) -> bool:
    pattern = _SOURCE_ID if kind is SOURCES else _ID
    if pattern.fullmatch(key) or key.startswith(PLACEHOLDER):
        return True
    allowed = "letters, digits, _ . -" if kind is SOURCES else "small letters, digits and _"
    article = "an" if kind.key_field == "id" else "a"
    layer.problems.append(
        KnowledgeProblem(place, f'"{key}" is no {kind.key_field}; {article} {kind.key_field} is made of {allowed}')
    )
    return False


def _whole(layer: Layer, root: Section, file: KnowledgeFile) -> Iterator[tuple[str, Section]]:
    stem = file.name.rpartition("/")[2].removesuffix(".yml")
    place = FileLocation(file.display_name, root.place.line)
    if file.kinds[0] is ROLE:
        yield from _role(layer, stem, root, place)
    elif file.kinds[0] is PAIR:
        yield from _pair(layer, stem, root, place)
    else:
        yield stem, root


def _role(layer: Layer, stem: str, root: Section, place: FileLocation) -> Iterator[tuple[str, Section]]:
    if not layer.is_standalone and "id" not in root.values:
        root.values["id"] = Scalar(place, stem, stem)
    given = get_text(root.values.get("id"))
    if given is not None and given != stem:
        text = f'the id "{given}" and the name of the file differ; name the file {given}.yml'
        layer.problems.append(KnowledgeProblem(root.values["id"].place, text))
    elif _is_well_formed(layer, ROLE, stem, place):
        yield stem, root


def _pair(layer: Layer, stem: str, root: Section, place: FileLocation) -> Iterator[tuple[str, Section]]:
    if not layer.is_standalone and "roles" not in root.values:
        root.values["roles"] = Series(place, tuple(Scalar(place, part, part) for part in stem.split("-")))
    given = get_texts(root.values.get("roles"))
    if given and sorted(given) != sorted(stem.split("-")):
        text = f"the roles and the name of the file differ; name the file {'-'.join(given)}.yml"
        layer.problems.append(KnowledgeProblem(root.values["roles"].place, text))
    else:
        yield "-".join(sorted(stem.split("-"))), root
