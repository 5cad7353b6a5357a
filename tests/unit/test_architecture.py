"""The shape of the program, read from its source: who imports whom, what comes in where, and how large things are."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "bot").rglob("*.py"))
}

ARROWS = {
    "bot.errors": (),
    "bot.matching": (),
    "bot.logs": (),
    "bot.settings": ("bot.errors",),
    "bot.knowledge": ("bot.errors", "bot.matching", "bot.settings"),
    "bot.understanding": ("bot.knowledge", "bot.matching", "bot.errors"),
    "bot.answers": ("bot.understanding.intents", "bot.knowledge", "bot.errors"),
    "bot.hiring": ("bot.knowledge.models", "bot.knowledge.checklists", "bot.knowledge.weighing", "bot.errors"),
    "bot.insights": ("bot.knowledge.models", "bot.errors"),
    "bot.storage": ("bot.hiring", "bot.insights", "bot.understanding.intents", "bot.errors", "bot.logs"),
    "bot.slack": (
        "bot.answers",
        "bot.understanding",
        "bot.hiring",
        "bot.insights",
        "bot.knowledge",
        "bot.errors",
        "bot.logs",
    ),
}
"""What each package may import of ours. Whatever stands beside them puts them together, and may import any."""

SLACK = ("bot.slack", "bot.app", "bot.web", "bot.wsgi", "bot.doctor", "bot.playground")
DOORS = {
    "slack_bolt": SLACK,
    "slack_sdk": SLACK,
    "sqlalchemy": ("bot.storage", "bot.app"),
    "alembic": ("bot.storage",),
    "psycopg": ("bot.storage",),
    "rapidfuzz": ("bot.matching",),
    "dateparser": ("bot.dates.reader",),
    "yaml": ("bot.knowledge.yaml_files", "bot.playground.manifest"),
    "pydantic": ("bot.knowledge.validation", "bot.knowledge.json_schema"),
    "dotenv": ("bot.settings",),
    "granian": ("bot.web",),
    "apscheduler": ("bot.reminder_schedule",),
    "prometheus_client": ("bot.metrics", "bot.wsgi"),
}
"""Where each library comes in."""

CARDS = ("bot.slack.message", "bot.slack.blocks", "bot.slack.text", "bot.slack.limits", "bot.slack.cards")
"""What makes a card of an answer: quick, and so without Slack's own classes."""

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 10


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """Every module that this one imports, at its top or within a function; ours by their full names."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & MODULES.keys()) or {str(node.module)}
    return frozenset(found)


def within(module: str, *places: str) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def reached(module: str) -> Iterator[str]:
    """The module, those of ours that importing it imports, and so on."""
    seen, waiting = set(), [module]
    while waiting:
        here = waiting.pop()
        if here not in seen and here in MODULES:
            seen.add(here)
            yield here
            parts = here.split(".")
            waiting += [*imports(here), *(".".join(parts[:at]) for at in range(1, len(parts)))]


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


EVERY_MODULE = pytest.mark.parametrize("module", MODULES)


# Arrows


@pytest.mark.parametrize("package", ARROWS)
def test_a_package_imports_only_what_its_arrows_point_to(package: str):
    for module in (module for module in MODULES if within(module, package)):
        ours = {found for found in imports(module) if within(found, "bot") and not within(found, package)}
        assert {found for found in ours if not within(found, *ARROWS[package])} == set(), module


def test_every_package_has_its_arrows():
    packages = {module for module, path in MODULES.items() if path.name == "__init__.py" and module.count(".") == 1}
    assert packages - {"bot.playground"} <= set(ARROWS)


def test_no_module_imports_itself_by_way_of_others():
    unfinished: list[str] = []
    finished: set[str] = set()

    def follow(module: str) -> None:
        assert module not in unfinished, " -> ".join([*unfinished[unfinished.index(module) :], module])
        if module in finished:
            return
        unfinished.append(module)
        for found in sorted(imports(module) & MODULES.keys()):
            follow(found)
        finished.add(unfinished.pop())

    for module in MODULES:
        follow(module)


# Doors


@pytest.mark.parametrize("library", DOORS)
def test_a_library_comes_in_by_its_own_door(library: str):
    users = [module for module in MODULES if any(within(found, library) for found in imports(module))]
    assert [module for module in users if not within(module, *DOORS[library])] == []


@pytest.mark.parametrize("library", ["slack_bolt", "slack_sdk", "sqlalchemy", "pydantic", "yaml"])
def test_cards_are_made_without_the_heavy_libraries(library: str):
    for card in (module for module in MODULES if within(module, *CARDS)):
        users = [found for found in reached(card) if any(within(each, library) for each in imports(found))]
        assert [user for user in users if not within(user, *LAZY.get(library, ()))] == [], card


LAZY = {
    "pydantic": ("bot.knowledge.validation", "bot.knowledge.json_schema"),
    "yaml": ("bot.knowledge.yaml_files",),
}
"""Imported within functions, where knowledge has changed since it was last read."""


READ = {"environ", "environb", "getenv", "putenv"}


@EVERY_MODULE
def test_only_the_settings_read_the_environment(module: str):
    reads = [
        node
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr in READ and ast.unparse(node.value) == "os"
    ]
    assert module == "bot.settings" or reads == []
    assert not imports(module) & {f"os.{name}" for name in READ}


@EVERY_MODULE
def test_only_the_storage_writes_sql(module: str):
    texts = (node.value for node in ast.walk(tree(module)) if isinstance(node, ast.Constant))
    statements = [t for t in texts if isinstance(t, str) and re.match(r"\s*(?:SELECT|INSERT|UPDATE|DELETE) ", t)]
    assert within(module, "bot.storage") or statements == []


# Sizes


@EVERY_MODULE
def test_a_file_and_its_functions_fit_in_a_glance(module: str):
    length = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_FILE
    assert {node.name: lines(node) for node in functions(module) if lines(node) > LONGEST_FUNCTION} == {}


def test_most_functions_are_short():
    assert median(lines(node) for module in MODULES for node in functions(module)) < MEDIAN_FUNCTION


# Words


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(body: list[ast.stmt], inside: str) -> Iterator[tuple[str, Definition]]:
    """Every class, function and method without an underscore before its name, by its full name."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield f"{inside}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{inside}.{node.name}")


@EVERY_MODULE
def test_everything_public_says_what_it_is(module: str):
    if tree(module).body:
        assert ast.get_docstring(tree(module)), f"{module} has no docstring"
    silent = [name for name, node in public(tree(module).body, module) if not ast.get_docstring(node)]
    assert silent == []


SILENCED = re.compile(r"# (noqa|type: ignore|pragma)\b(?:: ?|\[)?([A-Z]+\d+|[a-z-]+)?\]?(.*)")


@EVERY_MODULE
def test_a_silenced_check_is_named_and_explained(module: str):
    silenced = SILENCED.findall(MODULES[module].read_text(encoding="utf-8"))
    codes = {(kind, code) for kind, code, _ in silenced}
    assert all(code for _, code in codes)
    assert codes == {(kind, code) for kind, code, reason in silenced if len(reason.split()) > 1}


FOLDERS = ("bot", "knowledge", "tests", "benchmarks", "docs")
KINDS = {".py", ".yml", ".yaml", ".json", ".md", ".toml", ".js", ".css", ".html", ".mako", ".ini", ".txt", ""}
MACHINE = re.compile(r"(?<![\w./$}*])/(?:work|tmp|home|Users|root|mnt|opt|private|var/folders)/\w|\b[A-Z]:\\\\?\w+\\")
REGISTRY = re.compile(r"//[\w.-]*(?:pypi|pythonhosted|registry\.npmjs|artifactory|devpi)[\w.-]*")


def own_files() -> list[Path]:
    inside = [path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()]
    beside = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".cov")]
    kept = [path for path in (*inside, *beside) if path.suffix in KINDS and "__pycache__" not in path.parts]
    return sorted(kept)


@pytest.mark.parametrize("place", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_file_speaks_of_the_machine_it_was_written_on(place: re.Pattern[str]):
    assert len(own_files()) > len(MODULES)
    spoken = {
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in own_files()
        for found in place.finditer(path.read_text(encoding="utf-8"))
    }
    assert spoken == set()
