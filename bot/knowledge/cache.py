"""Parsed knowledge on disk, so that a question asked on the command line does not wait for YAML.

A cached base is a pickle, so it is taken only from a folder of the user's own that nobody else may write to.
Whatever is wrong with the cache, the knowledge is read from its files instead.
"""

import gc
import os
import pickle
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import Folder, fingerprint
from bot.settings import cache_folder

_KEPT = 8
"""Bases kept: one for every set of folders in use, and some to spare."""


def read(folders: tuple[Folder, ...]) -> KnowledgeBase | None:
    """The base made earlier of exactly these files by exactly this code, or None."""
    path = _path(folders)
    if not _is_private(path.parent):
        return None
    with suppress(OSError):
        stamp, checksum, payload = _split(path.read_bytes())
        if stamp == _stamp(folders) and checksum == _checksum(payload):
            return _unpickled(payload)
    return None


def write(folders: tuple[Folder, ...], base: KnowledgeBase) -> None:
    """Keep the base for the next time. Where that cannot be done, nothing happens."""
    path = _path(folders)
    draft = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_private(path.parent):
            payload = pickle.dumps(base, protocol=pickle.HIGHEST_PROTOCOL)
            draft.write_bytes(_stamp(folders) + _checksum(payload) + payload)
            draft.replace(path)
            _tidy(path.parent)


def _path(folders: tuple[Folder, ...]) -> Path:
    names = "\0".join(str(folder.path.resolve()) for folder in folders)
    return cache_folder() / f"{blake2b(names.encode(), digest_size=8).hexdigest()}.knowledge"


def _stamp(folders: tuple[Folder, ...]) -> bytes:
    """48 bytes that change with the files, the code that reads them, and the Python that runs it."""
    code = blake2b(sys.version.encode(), digest_size=16)
    for module in sorted(Path(__file__).parent.glob("*.py")):
        code.update(module.read_bytes())
    return fingerprint(folders).encode() + code.digest()


def _checksum(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=16).digest()


def _split(data: bytes) -> tuple[bytes, bytes, bytes]:
    return data[:48], data[48:64], data[64:]


def _unpickled(payload: bytes) -> KnowledgeBase:
    """The base again. Ten thousand new values are no garbage: looking for some among them doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        base: KnowledgeBase = pickle.loads(payload)  # noqa: S301  # our own file, in a folder that is the user's alone
    finally:
        if was_on:
            gc.enable()
    return base


def _is_private(folder: Path) -> bool:
    try:
        state = folder.stat()
    except OSError:
        return False
    return not state.st_mode & 0o022 and (not hasattr(os, "getuid") or state.st_uid == os.getuid())


def _tidy(folder: Path) -> None:
    files = sorted(folder.glob("*.knowledge"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_KEPT:]:
        file.unlink(missing_ok=True)
