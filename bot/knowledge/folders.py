"""Knowledge folders on disk: finds them, reads their files, and fingerprints their content."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.layout import EntryKind, kinds_of

MAX_FILE_BYTES = 1_000_000
"""The largest file that is read: a larger one could exhaust the parser's C stack. Chosen by hand, several times the
size of the largest shipped file."""


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """One file that holds entries of the `kinds`.

    `name` is relative to its folder, `display_name` is the name used in problems. `data` is None if the file cannot
    be read; `failure` then says why.
    """

    kinds: tuple[EntryKind, ...]
    name: str
    display_name: str
    data: bytes | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeFolder:
    """The content of a folder: the files that hold entries, and the names of all others.

    `failure` says why the folder cannot be read, and is empty if it can.
    """

    path: Path
    display_name: str
    files: tuple[KnowledgeFile, ...] = ()
    unexpected_files: tuple[str, ...] = ()
    failure: str = ""


def shipped_path() -> Path:
    """Return the folder of the knowledge that comes with Rolecall: in the installed package, or in the source tree."""
    installed = Path(__file__).parent / "shipped"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "knowledge"


def layered_paths(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the shipped folder followed by its overlays. A folder given twice is kept at its last position only."""
    named = {path.resolve(): path for path in (shipped_path(), *paths)}
    order = dict.fromkeys(path.resolve() for path in reversed((shipped_path(), *paths)))
    return tuple(named[path] for path in reversed(order))


def read_folder(path: Path) -> KnowledgeFolder:
    """Read every file of the folder. Never raises: a folder or file that cannot be read has its `failure` set."""
    shown = _shown(path)
    try:
        names = tuple(list_files(path))
    except OSError as error:
        return KnowledgeFolder(path, shown, failure=error.strerror or str(error))
    held = {name: kinds_of(name) for name in names}
    files = tuple(_read(path, kinds, name, f"{shown}/{name}") for name, kinds in held.items() if kinds)
    return KnowledgeFolder(path, shown, files, tuple(name for name, kinds in held.items() if not kinds))


def list_files(path: Path) -> list[str]:
    """Return the sorted names of the files in a folder and its direct subfolders; folders below those end in `/`.

    Hidden files and editors' backups are left out. Raises OSError if the folder cannot be listed.
    """
    return sorted(
        f"{entry.name}/{name}" if name else entry.name
        for entry in _visible(path)
        for name in (_names_in(entry.path) if entry.is_dir() else ("",))
    )


def fingerprint(folders: Iterable[KnowledgeFolder]) -> str:
    """Return 32 hexadecimal digits that change with the name or content of any file that holds entries."""
    digest = hashlib.blake2b(digest_size=16)
    for folder in folders:
        digest.update(b"\0folder\0")
        for file in folder.files:
            data = file.data or b""
            digest.update(f"{file.name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _visible(path: Path | str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        yield from (entry for entry in entries if not entry.name.startswith(".") and not entry.name.endswith("~"))


def _names_in(path: str) -> tuple[str, ...]:
    return tuple(f"{entry.name}/" if entry.is_dir() else entry.name for entry in _visible(path))


def _read(folder: Path, kinds: tuple[EntryKind, ...], name: str, shown: str) -> KnowledgeFile:
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        return KnowledgeFile(kinds, name, shown, failure=f"cannot be read ({error.strerror}); check its permissions")
    if len(data) > MAX_FILE_BYTES:
        return KnowledgeFile(
            kinds, name, shown, failure=f"has {len(data):,} bytes; split it into files of at most {MAX_FILE_BYTES:,}"
        )
    return KnowledgeFile(kinds, name, shown, data)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)
