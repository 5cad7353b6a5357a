"""Loads or checks the knowledge: the entry point for the rest of the program."""

from collections.abc import Iterable
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge import cache
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import KnowledgeFolder, layered_paths, read_folder, shipped_path

__all__ = ["check", "load", "shipped_path"]


def load(paths: Iterable[Path] = (), *, cached: bool = True) -> KnowledgeBase:
    """Return the shipped knowledge with the folders overlaid on it in their order.

    Knowledge without problems is cached in the user's cache folder, and taken from there until its files or the code
    that reads them change. Raises KnowledgeError with every problem found.
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
    """Return every problem in the same knowledge, each as `file:line: what is wrong; how to fix it`."""
    return _assembled(_folders(paths))[1]


def _folders(paths: Iterable[Path]) -> tuple[KnowledgeFolder, ...]:
    return tuple(read_folder(path) for path in layered_paths(paths))


def _assembled(folders: tuple[KnowledgeFolder, ...]) -> tuple[KnowledgeBase, tuple[str, ...]]:
    # Imported here because PyYAML and pydantic take 0.1 s to import, which cached knowledge does not need.
    from bot.knowledge.assembly import assemble  # noqa: PLC0415  # see above

    base, problems = assemble(folders)
    return base, tuple(str(problem) for problem in problems)
