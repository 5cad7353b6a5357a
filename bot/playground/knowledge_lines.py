"""Where in the knowledge files the entries are that a question is about, as `file:line`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.knowledge.folders import KnowledgeFile, layered_paths, read_folder
from bot.knowledge.nodes import KnowledgeProblem, Node, Section, Series, find_node, get_text, get_texts
from bot.knowledge.yaml_files import parse
from bot.understanding.intents import Intent

LISTS = {"faq": "entries", "ownership": "things"}
"""The key below which these files list their entries."""


def find_lines(intent: Intent, paths: Iterable[Path]) -> list[str]:
    """The places of the roles, their topic, the pair, and the curated question or thing; each as `file:line`."""
    files = [file for path in layered_paths(paths) for file in read_folder(path).files]
    return [found for file in files for found in _lines_in(file, intent)]


def _lines_in(file: KnowledgeFile, intent: Intent) -> Iterator[str]:
    kind = Path(file.name).parts[0].removesuffix(".yml")
    is_role = kind == "roles" and Path(file.name).stem in intent.roles
    is_pair = kind == "pairs" and len(intent.roles) > 1
    if not (is_role or is_pair or (kind in LISTS and intent.subject)):
        return
    problems: list[KnowledgeProblem] = []
    root = parse(file.display_name, file.data or b"", problems)
    if not isinstance(root, Section):
        return
    if is_role:
        yield str(find_node(root, ("topics", intent.topic) if intent.topic else ("id",)).location)
    elif is_pair and set(get_texts(root.values.get("roles"))) <= set(intent.roles):
        yield str(find_node(root, ("roles",)).location)
    elif kind in LISTS:
        entries = root.values.get(LISTS[kind])
        yield from (str(each.location) for each in _items(entries) if _id(each) == intent.subject)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Series) else ()


def _id(node: Node) -> str | None:
    return get_text(node.values.get("id")) if isinstance(node, Section) else None
