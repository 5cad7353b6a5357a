"""Reads one folder into a layer: parses every file and finds the entries in it, by kind and key."""

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
from bot.knowledge.nodes import (
    FileLocation,
    KnowledgeProblem,
    Scalar,
    Section,
    Series,
    did_you_mean,
    get_text,
    get_texts,
)
from bot.knowledge.yaml_files import PLACEHOLDER, find_unfit_texts, parse

Entries = dict[str, dict[str, Section]]
"""Name of a kind to its entries by key. The key is an id, or for a pair its two ids in alphabetical order."""

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(slots=True)
class Layer:
    """The entries of one folder, and the problems found while reading it.

    `unreadable_kinds` names the kinds with a file that could not be read: their entries are not all known. `hidden`
    maps the kind and key of each entry that this layer hides in the layers below to the line that hides it.
    """

    folder: KnowledgeFolder
    entries: Entries = field(default_factory=dict)
    problems: list[KnowledgeProblem] = field(default_factory=list)
    unreadable_kinds: set[str] = field(default_factory=set)
    hidden: dict[tuple[str, str], FileLocation] = field(default_factory=dict)

    def is_flag_set(self, key: str) -> bool:
        """Return whether the folder's knowledge.yml has `key: true`."""
        section = self.entries.get(COLLECTION.name, {}).get("knowledge")
        value = section.values.get(key) if section else None
        return isinstance(value, Scalar) and value.value is True

    @property
    def is_standalone(self) -> bool:
        """Whether the folder is used alone rather than as an overlay, so that every entry must be complete."""
        return self.is_flag_set("standalone")


def read_layer(folder: KnowledgeFolder) -> Layer:
    """Read every entry of the folder. Never raises: whatever is wrong is in the layer's `problems`."""
    layer = Layer(folder)
    if folder.failure:
        text = f"cannot be read ({folder.failure}); name a folder with roles/, pairs/, faq/ or topics.yml in it"
        layer.problems.append(KnowledgeProblem(FileLocation(folder.display_name, 1), text))
    layer.problems += _unexpected_file_problems(folder)
    # knowledge.yml first: whether the folder is standalone decides how the other files are read.
    for file in sorted(folder.files, key=lambda file: file.name != COLLECTION.pattern):
        _read_file(layer, file)
    return layer


def _unexpected_file_problems(folder: KnowledgeFolder) -> Iterator[KnowledgeProblem]:
    patterns = [*KINDS_BY_PATTERN, *IGNORED_PATTERNS]
    for name in folder.unexpected_files:
        if is_expected(name):
            continue
        location = FileLocation(f"{folder.display_name}/{name}", 1)
        if name.endswith(".yaml"):
            yield KnowledgeProblem(location, "is not read; rename it to end in .yml")
        else:
            yield KnowledgeProblem(
                location, f"is not read: this is not the name of a knowledge file{did_you_mean(name, patterns)}"
            )


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
            text = f'"{key}" is defined twice, first at {entries[key].location}; keep one'
            layer.problems.append(KnowledgeProblem(section.location, text))
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
    text = f"starts with a list or a text; start it with keys, such as {wanted}"
    layer.problems.append(KnowledgeProblem(root.location, text))
    return None


def _lists(file: KnowledgeFile) -> tuple[str, ...]:
    return tuple(f"`{kind.list_key}:`" for kind in file.kinds)


def _unexpected_key_problems(file: KnowledgeFile, root: Section) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each key that is not one of the file's lists, and one if the file has none of its lists."""
    known = {kind.list_key: kind for kind in file.kinds if kind.list_key}
    for key, value in root.values.items():
        if key not in known:
            yield KnowledgeProblem(
                value.location, f'unknown key "{key}"; put the entries below {" or ".join(_lists(file))}'
            )
    if not known.keys() & root.values.keys():
        yield _no_list(file.kinds[0], root.location)


def _listed(layer: Layer, kind: EntryKind, root: Section) -> Iterator[tuple[str, Section]]:
    listing = root.values.get(kind.list_key or "")
    if listing is None:
        return
    if not isinstance(listing, Series):
        layer.unreadable_kinds.add(kind.name)
        layer.problems.append(_no_list(kind, listing.location))
        return
    for item in listing.items:
        key = get_text(item.values.get(kind.key_field)) if isinstance(item, Section) else None
        if key is None or not isinstance(item, Section):
            layer.problems.append(
                KnowledgeProblem(item.location, f"an entry must start with `- {kind.key_field}: ...`")
            )
        elif _is_well_formed(layer, kind, key, item.values[kind.key_field].location):
            yield key, item


def _no_list(kind: EntryKind, location: FileLocation) -> KnowledgeProblem:
    return KnowledgeProblem(
        location, f"`{kind.list_key}:` must be followed by a list, with one `- {kind.key_field}: ...` for each entry"
    )


def _is_well_formed(layer: Layer, kind: EntryKind, key: str, location: FileLocation) -> bool:
    pattern = _SOURCE_ID if kind is SOURCES else _ID
    # A placeholder is reported as such by find_unfit_texts.
    if pattern.fullmatch(key) or key.startswith(PLACEHOLDER):
        return True
    allowed = "letters, digits, _ . -" if kind is SOURCES else "lower-case letters, digits and _"
    article = "an" if kind.key_field == "id" else "a"
    text = f'"{key}" cannot be {article} {kind.key_field}; use only {allowed}'
    layer.problems.append(KnowledgeProblem(location, text))
    return False


def _whole(layer: Layer, root: Section, file: KnowledgeFile) -> Iterator[tuple[str, Section]]:
    stem = file.name.rpartition("/")[2].removesuffix(".yml")
    location = FileLocation(file.display_name, root.location.line)
    if file.kinds[0] is ROLE:
        yield from _role(layer, stem, root, location)
    elif file.kinds[0] is PAIR:
        yield from _pair(layer, stem, root, location)
    else:
        yield stem, root


def _role(layer: Layer, stem: str, root: Section, location: FileLocation) -> Iterator[tuple[str, Section]]:
    if not layer.is_standalone and "id" not in root.values:
        root.values["id"] = Scalar(location, stem, stem)
    given = get_text(root.values.get("id"))
    if given is not None and given != stem:
        text = f'the id "{given}" differs from the file name; rename the file to {given}.yml'
        layer.problems.append(KnowledgeProblem(root.values["id"].location, text))
    elif _is_well_formed(layer, ROLE, stem, location):
        yield stem, root


def _pair(layer: Layer, stem: str, root: Section, location: FileLocation) -> Iterator[tuple[str, Section]]:
    if not layer.is_standalone and "roles" not in root.values:
        root.values["roles"] = Series(location, tuple(Scalar(location, part, part) for part in stem.split("-")))
    given = get_texts(root.values.get("roles"))
    if given and sorted(given) != sorted(stem.split("-")):
        text = f"the roles differ from the file name; rename the file to {'-'.join(given)}.yml"
        layer.problems.append(KnowledgeProblem(root.values["roles"].location, text))
    else:
        yield "-".join(sorted(stem.split("-"))), root
