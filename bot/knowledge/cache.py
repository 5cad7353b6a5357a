"""Caches the parsed knowledge on disk, so that the command line does not parse YAML for every question.

A cached base is a pickle, and loading a pickle can run code. So nothing is loaded but classes of the knowledge and the
understanding, and only from a folder that belongs to the user and that no other user may write to. If anything is wrong
with the cache, the knowledge is read from its files instead.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import KnowledgeFolder, fingerprint
from bot.knowledge.pickling import pickled, unpickled, with_stored_entries
from bot.settings import cache_folder

_MAX_CACHED_BASES = 8
"""One for each set of folders in use, and some to spare. Chosen by hand."""


def read(folders: tuple[KnowledgeFolder, ...]) -> KnowledgeBase | None:
    """Return the base cached for exactly these files, this code and this Python, or None."""
    path = _path(folders)
    if not is_trusted(path.parent, _user()):
        return None
    with suppress(OSError, pickle.UnpicklingError):
        stamp, checksum, payload = _split(path.read_bytes())
        if stamp == _stamp(folders) and checksum == _checksum(payload):
            base: KnowledgeBase = unpickled(payload)
            return base
    return None


def write(folders: tuple[KnowledgeFolder, ...], base: KnowledgeBase) -> None:
    """Cache the base for the next run. Does nothing if the cache folder cannot be written or is not trusted."""
    _store(_path(folders), _stamp(folders), pickled(with_stored_entries(base)))


def _store(path: Path, stamp: bytes, payload: bytes) -> None:
    # Written under a name of this process and then renamed, so that no other process reads half a file.
    temporary = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_trusted(path.parent, _user()):
            temporary.write_bytes(stamp + _checksum(payload) + payload)
            temporary.replace(path)
            _evict_old(path.parent)


def cached_value(name: str, stamp: str, make: Callable[[], Any], code: Iterable[Path]) -> Any:
    """Return a value derived from a base: from the cache if it is there, else from `make`, whose result is cached.

    The value is made again if `stamp`, any of the files in `code`, or the version of Python changes. It must be
    picklable. Raises what `make` raises.
    """
    path = cache_folder() / f"{name}.derived"
    wanted = blake2b(f"{stamp} {sys.version}".encode(), digest_size=32)
    for module in sorted(code):
        wanted.update(module.read_bytes())
    if is_trusted(path.parent, _user()):
        with suppress(OSError, pickle.UnpicklingError):
            data = path.read_bytes()
            if data[:32] == wanted.digest() and data[32:48] == _checksum(data[48:]):
                return unpickled(data[48:])
    made = make()
    _store(path, wanted.digest(), pickled(made))
    return made


def _path(folders: tuple[KnowledgeFolder, ...]) -> Path:
    names = "\0".join(str(folder.path.resolve()) for folder in folders)
    return cache_folder() / f"{blake2b(names.encode(), digest_size=8).hexdigest()}.knowledge"


def _stamp(folders: tuple[KnowledgeFolder, ...]) -> bytes:
    """Return 48 bytes that change with the files, the code that reads them and the version of Python."""
    code = blake2b(sys.version.encode(), digest_size=16)
    for module in sorted(Path(__file__).parent.glob("*.py")):
        code.update(module.read_bytes())
    return fingerprint(folders).encode() + code.digest()


def _checksum(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=16).digest()


def _split(data: bytes) -> tuple[bytes, bytes, bytes]:
    return data[:48], data[48:64], data[64:]


def is_trusted(folder: Path, user: int | None) -> bool:
    """Return whether the folder belongs to the user id and no other user may write to it.

    `user` is None on systems without user ids, where every existing folder is trusted.
    """
    try:
        state = folder.stat()
    except OSError:
        return False
    return user is None or (state.st_uid == user and not state.st_mode & 0o022)


def _user() -> int | None:
    return os.getuid() if hasattr(os, "getuid") else None


def _evict_old(folder: Path) -> None:
    files = sorted(folder.glob("*.knowledge"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MAX_CACHED_BASES:]:
        file.unlink(missing_ok=True)
