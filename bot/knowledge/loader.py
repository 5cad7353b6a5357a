"""The way in: folders of knowledge to one base, from the cache where nothing has changed."""

from collections.abc import Iterable
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge import cache
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import KnowledgeFolder, layered_paths, read_folder, shipped_path

__all__ = ["check", "load", "shipped_path"]


def load(paths: Iterable[Path] = (), *, cached: bool = True) -> KnowledgeBase:
    """What we know: the shipped knowledge with the given folders laid over it, in their order.

    Raises KnowledgeError with every problem there is. Clean knowledge is kept in the user's cache folder and taken
    from there while neither it nor the code that reads it has changed.
    """
    folders = _folders(paths)
    base = cache.read(folders) if cached else None
    if base is None:
        base, problems = _assembled(folders)
        if problems:
            raise KnowledgeError(problems)
        if cached:
            cache.write(folders, base)
    return base


def check(paths: Iterable[Path] = ()) -> tuple[str, ...]:
    """Every problem in the same knowledge, as `file:line: what is wrong, and how to mend it`; empty if all is well."""
    return _assembled(_folders(paths))[1]


def _folders(paths: Iterable[Path]) -> tuple[KnowledgeFolder, ...]:
    return tuple(read_folder(path) for path in layered_paths(paths))


def _assembled(folders: tuple[KnowledgeFolder, ...]) -> tuple[KnowledgeBase, tuple[str, ...]]:
    # Reading YAML and checking it takes PyYAML and pydantic, 0.1 s to import: only where there is something to read.
    from bot.knowledge.assembly import assemble  # noqa: PLC0415  # see above

    base, problems = assemble(folders)
    return base, tuple(str(problem) for problem in problems)
