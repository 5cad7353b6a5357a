"""The text of an entry in the knowledge files, as its owner would edit it."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.knowledge.folders import KnowledgeFile, layered_paths, read_folder
from bot.knowledge.layout import CONSIDERATIONS, FAQ, KIT, OWNERSHIP, PAIR, ROLE, EntryKind
from bot.knowledge.nodes import KnowledgeProblem, Node, Section, Series, get_text, get_texts

KINDS = {"role": ROLE, "kit": KIT, "pair": PAIR, "faq": FAQ, "consideration": CONSIDERATIONS, "thing": OWNERSHIP}
"""The first part of the key of an entry to its kind."""
_REVIEWED = re.compile(r'^(\s*(?:- )?reviewed:\s*)["\']?\d{4}-\d{2}["\']?', re.MULTILINE)


class EntryText(NamedTuple):
    """The text of an entry, and the file that it is in or begins in, as the person who runs the program sees it."""

    file: str
    text: str


def read_entry(key: str, month: str, paths: Iterable[Path]) -> EntryText | None:
    """Return the entry from the last of the folders that has it, with this month as its review; None if none has it.

    A company's folder may have only what is different about it. Only that is returned then.
    """
    name, _, wanted = key.partition(":")
    kind = KINDS.get(name)
    files = (file for path in reversed(layered_paths(paths)) for file in read_folder(path).files)
    held = (file for file in files if kind in file.kinds)
    found = (EntryText(file.display_name, text) for file in held if kind for text in _texts(file, kind, wanted))
    entry = next(found, None)
    return entry._replace(text=_with_review(entry.text, month)) if entry else None


def _with_review(text: str, month: str) -> str:
    text, count = _REVIEWED.subn(rf'\g<1>"{month}"', text)
    if count:
        return text
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    indent = len(first) - len(first.lstrip(" -"))
    return f'{text.rstrip()}\n{" " * indent}reviewed: "{month}"\n'


def _texts(file: KnowledgeFile, kind: EntryKind, wanted: str) -> Iterator[str]:
    if not _may_have(file, kind, wanted):
        return
    root, text = _parsed(file.display_name, file.data or b"")
    if not isinstance(root, Section):
        return
    if kind.list_key is None:
        if kind is not PAIR or set(get_texts(root.values.get("roles"))) == set(wanted.split("-")):
            yield text
        return
    listed = root.values.get(kind.list_key)
    items = listed.items if isinstance(listed, Series) else ()
    ends = [*(each.location.line - 1 for each in items[1:]), len(text.splitlines())]
    for item, end in zip(items, ends, strict=False):
        if isinstance(item, Section) and get_text(item.values.get(kind.key_field)) == wanted:
            yield "\n".join(text.splitlines()[item.location.line - 1 : end]).rstrip() + "\n"


def _may_have(file: KnowledgeFile, kind: EntryKind, wanted: str) -> bool:
    """Return whether the file can have this entry. Finding that out takes far less time than parsing the file.

    The roles of a pair are in any order.
    """
    if kind.list_key is None and kind is not PAIR:
        return Path(file.name).stem == wanted
    parts = wanted.split("-") if kind is PAIR else [wanted]
    return all(part.encode() in (file.data or b"") for part in parts)


@lru_cache(maxsize=1)
def _parsed(name: str, data: bytes) -> tuple[Node | None, str]:
    """Return the nodes and the text of a file. The last one is kept: people often go through the entries of one."""
    # Imported here because PyYAML takes a while to import, and few ever edit an entry.
    from bot.knowledge.yaml_files import parse  # noqa: PLC0415  see above

    problems: list[KnowledgeProblem] = []
    return parse(name, data, problems), data.decode()
