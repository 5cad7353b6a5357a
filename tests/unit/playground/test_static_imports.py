"""The imports between the page's JavaScript files: no cycle, no missing file or name, no file without a use.

There is no JavaScript tool among the development dependencies, so the imports are read from the source text here.
"""

import re
from collections.abc import Mapping

import pytest

from bot.playground.responses import STATIC

COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)  # the colon before // belongs to a web address
IMPORT = re.compile(
    r"""
    \b(?:import|export)\s*(?P<names>\*|[\w$\s,*]*(?:\{[^{}]*\})?)\s*from\s*["'](?P<source>[^"']+)["']
    | \bimport\s*\(?\s*["'](?P<alone>[^"']+)["']  # for its effects only, or while the page runs
    """,
    re.VERBOSE,
)
EXPORT = re.compile(r"\bexport\s+(?:default\s+)?(?:async\s+)?(?:function\*?|class|const|let)\s+([\w$]+)")

Graph = Mapping[str, frozenset[str]]


def read_imports(source: str) -> list[tuple[str, list[str]]]:
    """The file that each import statement of a JavaScript source names, and the names it takes from it."""
    found = IMPORT.finditer(COMMENT.sub("", source))
    return [(each["source"] or each["alone"], _braced(each["names"] or "")) for each in found]


def _braced(names: str) -> list[str]:
    """The names between braces, as the other file calls them."""
    _, _, inside = names.partition("{")
    return [name.split()[0] for name in inside.rstrip("}").split(",") if name.strip()]


def find_cycle(graph: Graph) -> list[str]:
    """The first cycle of imports as a path that ends where it begins, empty where there is none."""
    finished: set[str] = set()

    def follow(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name not in finished:
            for target in sorted(graph.get(name, ())):
                if cycle := follow(target, [*path, name]):
                    return cycle
            finished.add(name)
        return []

    return next((cycle for name in sorted(graph) if (cycle := follow(name, []))), [])


SOURCES = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js"))}
IMPORTS: Graph = {
    name: frozenset(target.removeprefix("./") for target, _ in read_imports(source)) for name, source in SOURCES.items()
}


def test_no_javascript_file_imports_itself_through_others():
    assert " -> ".join(find_cycle(IMPORTS)) == ""


def test_every_import_names_a_file_of_the_page():
    assert {target for targets in IMPORTS.values() for target in targets} <= SOURCES.keys()


def test_every_imported_name_is_exported():
    missing = [
        f"{name} takes {imported} from {target}"
        for name, source in SOURCES.items()
        for target, names in read_imports(source)
        for imported in names
        if imported not in EXPORT.findall(SOURCES[target.removeprefix("./")])
    ]
    assert missing == []


def test_every_file_is_reached_from_the_page():
    reached, waiting = set(), ["main.js"]
    while waiting:
        name = waiting.pop()
        waiting += IMPORTS[name] - reached
        reached.add(name)
    assert reached == SOURCES.keys()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('import { h, icon as sign } from "./dom.js";', ("./dom.js", ["h", "icon"])),
        ('import {\n  h,\n  icon,\n} from "./dom.js";', ("./dom.js", ["h", "icon"])),
        ("import * as dom from './dom.js';", ("./dom.js", [])),
        ('import start, { stop } from "./state.js";', ("./state.js", ["stop"])),
        ('import "./wiring.js";', ("./wiring.js", [])),
        ('export { h } from "./dom.js";', ("./dom.js", ["h"])),
        ('export * from "./dom.js";', ("./dom.js", [])),
        ('const late = await import("./modal.js");', ("./modal.js", [])),
    ],
)
def test_every_form_of_import_is_read(source: str, found: tuple[str, list[str]]):
    assert read_imports(source) == [found]


def test_an_import_in_a_comment_is_not_read():
    assert read_imports('// import { a } from "./a.js";\n/* import "./b.js"; */\nconst c = "https://c.example";') == []


@pytest.mark.parametrize(
    ("graph", "cycle"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b", "c"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, ["b", "c", "b"]),
        ({"a": {"a"}}, ["a", "a"]),
    ],
)
def test_a_cycle_is_found_wherever_it_begins(graph: dict[str, set[str]], cycle: list[str]):
    assert find_cycle({name: frozenset(targets) for name, targets in graph.items()}) == cycle
