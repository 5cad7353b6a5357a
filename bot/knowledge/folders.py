"""Folders of knowledge on disk: where they are, what files they hold, and a fingerprint of all of it."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.layout import Kind, kinds_of

LARGEST = 1_000_000
"""Bytes of one file; the parser's own stack is not safe beyond it."""


@dataclass(frozen=True, slots=True)
class File:
    """One file. `kinds` are those of the entries in it.

    `name` is relative to its folder, `shown` is what a person is told it is called.
    `data` is None where it cannot be read; `failure` then says why.
    """

    kinds: tuple[Kind, ...]
    name: str
    shown: str
    data: bytes | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as found: the files that hold entries, and the names of whatever else stands there."""

    path: Path
    shown: str
    files: tuple[File, ...] = ()
    strangers: tuple[str, ...] = ()
    failure: str = ""


def shipped_path() -> Path:
    """The folder of the knowledge that comes with Rolecall: inside an installed package, or in the source tree."""
    installed = Path(__file__).parent / "shipped"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "knowledge"


def stacked(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The shipped folder and those laid over it, each once, at its last place."""
    seen = {path.resolve(): path for path in (shipped_path(), *paths)}
    order = dict.fromkeys(path.resolve() for path in reversed((shipped_path(), *paths)))
    return tuple(seen[path] for path in reversed(order))


def read_folder(path: Path) -> Folder:
    """What stands in the folder. Never raises: what cannot be read carries the reason."""
    shown = _shown(path)
    try:
        names = tuple(listing(path))
    except OSError as error:
        return Folder(path, shown, failure=error.strerror or str(error))
    held = {name: kinds_of(name) for name in names}
    files = tuple(_read(path, kinds, name, f"{shown}/{name}") for name, kinds in held.items() if kinds)
    return Folder(path, shown, files, tuple(name for name, kinds in held.items() if not kinds))


def listing(path: Path) -> list[str]:
    """The names of the files in a folder and in the folders right below it, in order; a deeper folder ends in `/`.

    Hidden files and editors' backups are passed over. Raises OSError where there is no such folder.
    """
    return sorted(
        f"{entry.name}/{name}" if name else entry.name
        for entry in _visible(path)
        for name in (_names_in(entry.path) if entry.is_dir() else ("",))
    )


def fingerprint(folders: Iterable[Folder]) -> str:
    """32 hex digits that change with any name or byte of any file that holds entries."""
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


def _read(folder: Path, kinds: tuple[Kind, ...], name: str, shown: str) -> File:
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        return File(kinds, name, shown, failure=f"cannot be read ({error.strerror}); check its permissions")
    if len(data) > LARGEST:
        return File(kinds, name, shown, failure=f"has {len(data):,} bytes, {LARGEST:,} are read; split it")
    return File(kinds, name, shown, data)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)
