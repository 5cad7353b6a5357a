"""The shape of the program, read from its source: imports, libraries, sizes, names and docstrings.

Each rule is one test that lists every offender.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
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
    "bot.logs": (),
    "bot.counts": (),
    "bot.matching": (),
    "bot.settings": ("bot.errors",),
    "bot.knowledge": ("bot.errors", "bot.matching", "bot.settings"),
    "bot.understanding": ("bot.knowledge", "bot.matching", "bot.errors"),
    "bot.answers": ("bot.understanding.intents", "bot.knowledge", "bot.errors"),
    "bot.dates": ("bot.matching", "bot.errors"),
    "bot.hiring": (
        *(
            "bot.knowledge.models",
            "bot.knowledge.checklists",
            "bot.knowledge.considerations",
            "bot.knowledge.jurisdictions",
        ),
        *("bot.knowledge.weighing", "bot.errors"),
    ),
    "bot.commands": (
        "bot.dates",
        "bot.hiring.rules",  # a verb of the catalogue names the rule that it applies,
        "bot.hiring.search_rules",
        "bot.hiring.rights",  # and the right that it needs
        "bot.understanding",  # a role in `/hiring start cro` is recognised as it is in a question
        "bot.knowledge",
        "bot.matching",
        "bot.errors",
    ),
    "bot.mcp": ("bot.answers", "bot.understanding", "bot.knowledge", "bot.settings", "bot.errors", "bot.logs"),
    "bot.insights": (),
    "bot.storage": ("bot.hiring", "bot.insights", "bot.understanding.intents", "bot.errors", "bot.logs"),
    "bot.oauth": ("bot.slack.errors", "bot.storage", "bot.settings", "bot.errors", "bot.logs", "bot.workspace_access"),
    "bot.slack": (
        "bot.answers",
        "bot.commands",
        "bot.dates",
        "bot.hiring",
        "bot.insights",
        "bot.understanding",
        "bot.knowledge",
        "bot.matching",
        "bot.counts",
        "bot.errors",
        "bot.logs",
    ),
}
"""What each package may import from the others. The playground and the other top-level modules may import any."""

SLACK_PARTS = ("bot.slack.cards", "bot.slack.hiring", "bot.slack.reminders", "bot.slack.home")
"""Each imports only those before it."""

SLACK = (
    "bot.slack",
    "bot.app",
    "bot.web",
    "bot.slack_endpoint",
    "bot.doctor",
    "bot.playground",
    "bot.oauth",
    "bot.workspace_access",
)
LIBRARIES = {
    "slack_bolt": SLACK,
    "slack_sdk": SLACK,
    "sqlalchemy": ("bot.storage", "bot.app"),
    "alembic": ("bot.storage",),
    "cryptography": ("bot.oauth.cipher",),
    "psycopg": ("bot.storage",),
    "holidays": ("bot.hiring.public_holidays",),
    "rapidfuzz": ("bot.matching",),
    "dateparser": ("bot.dates.reader",),
    "yaml": ("bot.knowledge.yaml_files", "bot.playground.manifest"),
    "pydantic": ("bot.knowledge.validation", "bot.knowledge.json_schema", "bot.mcp"),
    "mcp": ("bot.mcp",),
    "dotenv": ("bot.settings",),
    "granian": ("bot.web", "bot.supervision"),
    "apscheduler": ("bot.reminder_schedule",),
    "prometheus_client": ("bot.metrics", "bot.connection_metrics", "bot.http_pages"),
    "training": (),
    "sklearn": (),
    "scipy": (),
    "numpy": (),
}
"""The only modules that may import each library. The classifier is trained with the last four, and applied without."""

CARDS = ("bot.slack.message", "bot.slack.blocks", "bot.slack.text", "bot.slack.limits", "bot.slack.cards")
"""What turns an answer into a card. It is fast because it imports none of the heavy libraries."""
HEAVY_LIBRARIES = ("slack_bolt", "slack_sdk", "sqlalchemy", "pydantic", "yaml")
IMPORTED_IN_FUNCTIONS = {
    "pydantic": ("bot.knowledge.validation", "bot.knowledge.json_schema"),
    "yaml": ("bot.knowledge.yaml_files",),
}
"""Modules that import a heavy library only if the knowledge has changed since it was last read."""

FILE_NAMES_FOR_ONE_THING = {
    # an answer, and the card that shows it
    "advice",
    "comparison",
    "profile",
    # a value of the domain, its repository or its implementation in storage, and what Slack shows of it
    "decisions",
    "entry_records",
    "feedback",
    "gaps",
    "history",
    "outbox",
    "people",
    "question_counts",
    "recommendation",
    "reminder_queries",
    "unit_of_work",
    # the channels of Slack, in the app and in the stand-in
    "channels",
    # the same kind of thing for each package
    "errors",
    "models",
    "wording",
}
"""File names that several packages may share, because they mean the same thing in each."""

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MEDIAN_FUNCTION_LINES = 10


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """Every module that this one imports, at its top or in a function; those of Rolecall by their full names."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & MODULES.keys()) or {str(node.module)}
    return frozenset(found)


@cache
def imports_at_start(module: str) -> frozenset[str]:
    """Every module that Python imports with this one, before it is complete: also the packages that those are in."""
    found = set()
    for node in tree(module).body:
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & MODULES.keys()) or {str(node.module)}
    packages = {package for each in found for package in accumulate(each.split("."), "{}.{}".format)}
    return frozenset(found | {each for each in packages if not within(module, each)})


def within(module: str, *places: str) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def reached(module: str) -> Iterator[str]:
    """The module, and every module of Rolecall that importing it imports in turn."""
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


def classes(module: str) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree(module)) if isinstance(node, ast.ClassDef))


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def source(module: str) -> str:
    return MODULES[module].read_text(encoding="utf-8")


def shared(names: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The names that stand in several places, with the places; `names` are pairs of name and place."""
    places = defaultdict(list)
    for name, place in names:
        places[name].append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


# Imports


def test_each_package_imports_only_what_it_may():
    offenders = [
        f"{module} imports {found}"
        for package, allowed in ARROWS.items()
        for module in MODULES
        if within(module, package)
        for found in sorted(imports(module))
        if within(found, "bot") and not within(found, package, *allowed)
    ]
    assert offenders == []


def test_every_package_has_its_imports_listed():
    packages = {module for module, path in MODULES.items() if path.name == "__init__.py" and module.count(".") == 1}
    assert packages - {"bot.playground", "bot.doctor"} <= ARROWS.keys()


def test_every_package_that_is_listed_exists():
    listed = {*ARROWS, *(name for names in (*ARROWS.values(), *LIBRARIES.values()) for name in names), *CARDS}
    assert listed - MODULES.keys() == set()


@pytest.mark.parametrize("imports_of", [imports, imports_at_start])
def test_no_module_imports_itself_through_others_so_that_each_can_be_imported_first(
    imports_of: Callable[[str], frozenset[str]],
):
    unfinished: list[str] = []
    finished: set[str] = set()

    def follow(module: str) -> None:
        assert module not in unfinished, " -> ".join([*unfinished[unfinished.index(module) :], module])
        if module in finished:
            return
        unfinished.append(module)
        for found in sorted(imports_of(module) & MODULES.keys()):
            follow(found)
        finished.add(unfinished.pop())

    for module in MODULES:
        follow(module)


def test_the_parts_of_slack_depend_on_each_other_in_one_direction():
    offenders = [
        f"{module} imports {found}"
        for place, part in enumerate(SLACK_PARTS)
        for module in MODULES
        if within(module, part)
        for found in sorted(imports(module))
        if within(found, *SLACK_PARTS[place + 1 :])
    ]
    assert offenders == []


def test_each_library_is_imported_only_where_it_may_be():
    offenders = [
        f"{module} imports {found}"
        for library, allowed in LIBRARIES.items()
        for module in MODULES
        if not within(module, *allowed)
        for found in imports(module)
        if within(found, library)
    ]
    assert offenders == []


def test_cards_are_made_without_the_heavy_libraries():
    offenders = {
        f"{card} reaches {module}, which imports {library}"
        for card in MODULES
        if within(card, *CARDS)
        for module in reached(card)
        for library in HEAVY_LIBRARIES
        if any(within(found, library) for found in imports(module))
        and not within(module, *IMPORTED_IN_FUNCTIONS.get(library, ()))
    }
    assert offenders == set()


READ = {"environ", "environb", "getenv", "putenv"}


def test_only_the_settings_read_the_environment():
    offenders = [
        f"{module}:{node.lineno}"
        for module in MODULES
        if module != "bot.settings"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr in READ and ast.unparse(node.value) == "os"
    ]
    assert offenders == []
    assert [module for module in MODULES if imports(module) & {f"os.{name}" for name in READ}] == []


def test_only_the_storage_writes_sql():
    offenders = [
        f"{module}:{node.lineno}"
        for module in MODULES
        if not within(module, "bot.storage")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"\s*(?:SELECT|INSERT|UPDATE|DELETE) ", node.value)
    ]
    assert offenders == []


# Sizes


def test_no_file_is_too_long():
    lengths = {module: len(source(module).splitlines()) for module in MODULES}
    assert {module: length for module, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_no_function_is_too_long():
    lengths = {f"{module}.{node.name}": lines(node) for module in MODULES for node in functions(module)}
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION_LINES} == {}


def test_most_functions_are_short():
    assert median(lines(node) for module in MODULES for node in functions(module)) < MEDIAN_FUNCTION_LINES


# Names


def test_no_two_classes_have_the_same_name():
    assert shared((node.name, module) for module in MODULES for node in classes(module)) == {}


def test_no_two_files_have_the_same_name_unless_it_means_the_same_thing():
    found = shared((path.stem, module) for module, path in MODULES.items() if path.name != "__init__.py")
    assert {name: modules for name, modules in found.items() if name not in FILE_NAMES_FOR_ONE_THING} == {}
    assert found.keys() >= FILE_NAMES_FOR_ONE_THING


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(body: list[ast.stmt], inside: str) -> Iterator[tuple[str, Definition]]:
    """Every class, function and method without an underscore before its name, by its full name."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield f"{inside}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{inside}.{node.name}")


def test_everything_public_has_a_docstring():
    modules = [module for module in MODULES if tree(module).body and not ast.get_docstring(tree(module))]
    definitions = (definition for module in MODULES for definition in public(tree(module).body, module))
    assert modules + [name for name, node in definitions if not ast.get_docstring(node)] == []


SILENCED = re.compile(r"# (noqa|type: ignore|pragma)\b(?:: ?|\[)?([A-Z]+\d+|[a-z-]+)?\]?(.*)")


def test_a_silenced_check_is_named_and_explained():
    offenders = []
    for module in MODULES:
        silenced = SILENCED.findall(source(module))
        explained = {(kind, code) for kind, code, reason in silenced if code and len(reason.split()) > 1}
        offenders += [f"{module}: {kind} {code}" for kind, code, _ in silenced if (kind, code) not in explained]
    assert offenders == []


FOLDERS = ("bot", "training", "knowledge", "tests", "benchmarks", "docs")
KINDS = {".py", ".yml", ".yaml", ".json", ".md", ".toml", ".js", ".css", ".html", ".mako", ".ini", ".txt", ""}
MACHINE = re.compile(r"(?<![\w./$}*])/(?:work|tmp|home|Users|root|mnt|opt|private|var/folders)/\w|\b[A-Z]:\\\\?\w+\\")
REGISTRY = re.compile(r"//[\w.-]*(?:pypi|pythonhosted|registry\.npmjs|artifactory|devpi)[\w.-]*")


def own_files() -> list[Path]:
    inside = [path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()]
    beside = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".cov")]
    kept = [path for path in (*inside, *beside) if path.suffix in KINDS and not {"__pycache__", ".git"} & {*path.parts}]
    return sorted(kept)


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_file_names_the_machine_it_was_written_on(pattern: re.Pattern[str]):
    assert len(own_files()) > len(MODULES)
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in own_files()
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()
