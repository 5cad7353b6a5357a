"""What the documents say, compared with the program: commands, settings, links, names and the answers shown."""

import argparse
import ast
import io
import logging
import re
import runpy
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.__main__ import _parser
from bot.asking import answer_record
from bot.commands.catalogue import CATALOGUE
from bot.commands.item_names import ItemNames
from bot.commands.parser import parse_command
from bot.commands.second_reading import read_with_items
from bot.dates.reader import DateProblem, read_date
from bot.evaluation import evaluate
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import check, load
from bot.logs import TextFormatter
from bot.metrics import Metrics
from bot.settings import Settings, load_settings
from bot.slack.gaps import WORD as GAPS
from bot.slack.replies import AnswerService
from bot.storage.stored_data import metadata
from bot.understanding.grammar import read_roles_command
from bot.understanding.intents import Intent, Reading
from bot.understanding.questions import read

ROOT = Path(__file__).parents[2]
README, CURATING, DEPLOYING = ROOT / "README.md", ROOT / "docs/curating.md", ROOT / "docs/deploying.md"
ARCHITECTURE, OPERATING, SECURITY = (ROOT / f"docs/{name}.md" for name in ("architecture", "operating", "security"))
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "knowledge/README.md"], key=lambda page: page.as_posix()
)
TODAY = date(2026, 11, 30)

FENCE = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(r"^`([\w./-]+\.(?:yml|jsonl))`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S* )*(?:\S*[/=])?rolecall ([a-z].*)$")
EVERYWHERE = ("slack.com", "slack.dev", "modelcontextprotocol.io", "example.com", "keepachangelog.com", "semver.org")
"""Sites that any page may link to, with their subdomains."""
INVENTED = re.compile(r"\b(?:Acme|Globex|Initech|Contoso|Fabrikam|Hooli|Northwind|\w+ (?:Inc|Ltd|LLC|GmbH|Corp))\b")
MACHINE = re.compile(r"/(?:work|tmp|home|Users|root|mnt|private|var/folders)/|\b[A-Z]:\\")


@cache
def shipped() -> KnowledgeBase:
    return load()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code_in(text: str) -> Iterator[str]:
    """Every line of code, and every piece of code within a line."""
    for block in FENCE.findall(text):
        yield from (line.strip() for line in block.splitlines())
    yield from SPAN.findall(FENCE.sub("", text))


def commands_in(text: str) -> Iterator[str]:
    """The text after `rolecall`, without a pipe, a redirection or an explanation that follows it."""
    for code in code_in(text):
        if found := COMMAND.match(code):
            yield re.split(r"\s{2,}| [|>#] ", found[1])[0]


def tables_in(text: str) -> Iterator[list[list[str]]]:
    """Every table, its heading first, as cells."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [[cell.strip() for cell in row.strip()[1:-1].split("|")] for row in block.splitlines()]
        yield [row for row in rows if set("".join(row)) - set("-")]


def table(page: Path, *heading: str) -> list[list[str]]:
    """The rows of the one table with this heading."""
    [rows] = [rows for rows in tables_in(text_of(page)) if tuple(rows[0]) == heading]
    return rows[1:]


def spans(cell: str) -> list[str]:
    return SPAN.findall(cell)


def everywhere(find: Any) -> list[Any]:
    """What `find` finds in the pages, each with the name of its page, as parameters of a test."""
    found = dict.fromkeys((page.relative_to(ROOT).as_posix(), each) for page in PAGES for each in find(text_of(page)))
    return [pytest.param(*each, id=" ".join(each)) for each in found]


def subparsers() -> Mapping[str, argparse.ArgumentParser]:
    [found] = [each for each in _parser()._actions if isinstance(each, argparse._SubParsersAction)]
    return found.choices


def described(name: str, command: argparse.ArgumentParser) -> list[str]:
    """The row of a table of commands that this one should have."""
    actions = [action for action in command._actions if action.dest != "help"]
    arguments = [action.metavar or action.dest.upper() for action in actions if not action.option_strings]
    options = [
        " ".join([action.option_strings[0], *([] if action.nargs == 0 else [action.metavar or action.dest.upper()])])
        for action in actions
        if action.option_strings
    ]
    first = " ".join(["rolecall", name, *map(str, arguments)])
    return [f"`{first}`", str(command.description), ", ".join(f"`{option}`" for option in options)]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def unpack(page: Path, folder: Path) -> Path:
    """The files that the page writes out, in the folder."""
    for name, content in FILE.findall(text_of(page)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def base_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], KnowledgeBase]:
    """Loads the knowledge with the company's folder that a page writes out, or the shipped one: once for each page."""

    @cache
    def base_of(page: Path) -> KnowledgeBase:
        company = unpack(page, tmp_path_factory.mktemp(page.stem)) / "company"
        return load([company], cached=False) if company.is_dir() else shipped()

    return base_of


def without_listing(text: str) -> str:
    """The page without the rows of the table of commands, whose arguments are names in capitals."""
    return re.sub(r"^\| `rolecall .*\n", "", text, flags=re.MULTILINE)


# The command line


def test_the_readme_lists_the_commands_as_the_program_does():
    rows = [row + [""] * (3 - len(row)) for row in table(README, "Command", "Does", "Options")]
    assert rows == [described(name, command) for name, command in subparsers().items()]


@pytest.mark.parametrize(("page", "command"), everywhere(lambda text: commands_in(without_listing(text))))
def test_the_program_takes_every_command_in_the_documents(page: str, command: str):
    try:
        _parser().parse_args(shlex.split(command))
    except SystemExit:
        pytest.fail(f"{page}: rolecall {command}")


@pytest.mark.parametrize(
    ("page", "target"), everywhere(lambda text: (t for code in code_in(text) for t in re.findall(r"^make (\w+)", code)))
)
def test_every_make_target_in_the_documents_is_in_the_makefile(page: str, target: str):
    assert re.search(rf"^{target}:", text_of(ROOT / "Makefile"), re.MULTILINE), page


# Questions and answers


def questions(text: str) -> Iterator[str]:
    for command in commands_in(text):
        words = shlex.split(command)
        if words[0] == "ask" and not words[-1].startswith("-") and words[-1] not in ("QUESTION", "ask"):
            yield words[-1]


@pytest.mark.parametrize(
    ("page", "question"),
    [each for each in everywhere(questions) if each.values[0] != "knowledge/README.md"],  # it has a test of its own
)
def test_every_question_asked_in_the_documents_has_an_answer(
    page: str, question: str, base_of: Callable[[Path], KnowledgeBase]
):
    assert answer_record(question, base_of(ROOT / page), TODAY)["status"] == "answered"


@pytest.mark.parametrize("question", [spans(row[0])[0] for row in table(README, "You ask", "You get")])
def test_the_questions_that_the_readme_shows_are_answered(question: str):
    assert read(question, shipped()).status == "answered"


@pytest.mark.parametrize(
    ("page", "typed"),
    everywhere(lambda text: (c for c in code_in(text) if re.match(r"/roles|@Rolecall (?!hiring )", c))),
)
def test_what_the_documents_tell_people_to_type_in_slack_is_answered(page: str, typed: str):
    first, _, rest = typed.partition(" ")
    if rest.split()[:1] == [GAPS]:
        assert rest.split()[1:] in ([], ["on"], ["off"]), page
        return
    reading = read_roles_command(rest, shipped()) if first == "/roles" else read(rest, shipped())
    assert reading.status == "answered", page


@pytest.mark.parametrize("page", [page for page in PAGES if "$ rolecall ask" in text_of(page)], ids=lambda p: p.name)
def test_the_answers_shown_are_those_the_program_gives(page: Path):
    renewed = runpy.run_path(str(ROOT / "docs/make_pictures.py"))["renewed"]
    assert text_of(page) == renewed(text_of(page)), "renew them with: python docs/make_pictures.py"


def test_every_picture_is_shown_on_some_page():
    pages = "".join(text_of(page) for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    assert [path.name for path in (ROOT / "docs/images").glob("*.png") if f"images/{path.name})" not in pages] == []


def test_the_gallery_shows_every_card_as_a_picture_and_as_text():
    cards = runpy.run_path(str(ROOT / "docs/make_pictures.py"))["CARDS"]
    gallery = text_of(ROOT / "docs/gallery.md")
    assert len(cards) == 10
    for name, question in cards.items():
        assert f"(images/{name}.png)" in gallery
        assert f'$ rolecall ask "{question}"\n' in gallery


# The worked example of the curators' page


def test_the_worked_example_has_no_problems(tmp_path: Path):
    assert check([unpack(CURATING, tmp_path) / "company"]) == ()


def test_the_worked_example_adds_what_was_not_known(base_of: Callable[[Path], KnowledgeBase]):
    base = base_of(CURATING)
    assert set(base.roles) - set(shipped().roles) == {"vp_design"}
    assert base.get_pair("cpo_product", "vp_design")
    assert set(base.faq) - set(shipped().faq) == {"ours_headhunter"}


def test_the_worked_example_changes_the_checklist(base_of: Callable[[Path], KnowledgeBase]):
    items = base_of(CURATING).checklist
    assert set(items) - set(shipped().checklist) == {"ours_council", "vp_design_portfolio"}
    assert set(shipped().checklist) - set(items) == {"search_partner"}
    assert items["written_offer"].needs == (*shipped().checklist["written_offer"].needs, "ours_council")
    assert items["formal_references"].owner == "Head of people"


def test_the_worked_example_teaches_a_way_of_asking(base_of: Callable[[Path], KnowledgeBase]):
    base = base_of(CURATING)
    question = "CMO vs CRO: tandem?"
    assert read(question, shipped()).intent == Intent("compare", ("cmo", "cro"))
    assert read(question, base).intent == Intent("advice", ("cmo", "cro"), "both_or_one")


def test_the_questions_of_the_worked_example_all_get_the_right_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = unpack(CURATING, tmp_path)
    monkeypatch.setenv("KNOWLEDGE_PATH", str(folder / "company"))
    assert evaluate(folder / "questions.jsonl").accuracy == 1.0


# Settings


def test_every_setting_is_described_with_its_default():
    described = {
        name: spans(row[1]) for row in table(DEPLOYING, "Setting", "Default", "Meaning") for name in spans(row[0])
    }
    defaults = {f.name.upper(): [str(f.default)] if f.default not in ("", ()) else [] for f in fields(Settings)}
    assert described == defaults


def test_the_example_of_a_dotenv_file_names_every_setting_in_use():
    named = re.findall(r"^#? ?([A-Z][A-Z_]+)=", text_of(ROOT / ".env.example"), re.MULTILINE)
    rows = table(DEPLOYING, "Setting", "Default", "Meaning")
    assert sorted(named) == sorted(name for row in rows for name in spans(row[0]))


def test_the_example_of_a_dotenv_file_can_be_used_unchanged():
    assert isinstance(load_settings({}, dotenv=ROOT / ".env.example"), Settings)


@pytest.mark.parametrize(
    ("page", "name"),
    everywhere(lambda text: (n for c in code_in(text) for n in re.findall(r"^[A-Z]+(?:_[A-Z]+)+(?==|$)", c))),
)
def test_every_name_in_capitals_is_a_setting_or_occurs_in_the_program(page: str, name: str):
    known = {f.name.upper() for f in fields(Settings)}
    sources = [*(ROOT / "bot").rglob("*.py"), ROOT / "compose.yaml"]
    assert name in known or any(name in text_of(path) for path in sources), page


# What the log and the metrics look like


def test_the_log_line_shown_is_what_an_answer_writes():
    stream = io.StringIO()
    handler, logger = logging.StreamHandler(stream), logging.getLogger("rolecall.replies")
    handler.setFormatter(TextFormatter())
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        AnswerService(Fixed()).answer_command("compare cmo cro")
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
    [shown] = [line for line in code_in(text_of(OPERATING)) if "rolecall.replies" in line]
    assert without_times(shown) == without_times(stream.getvalue().strip())


@pytest.mark.parametrize("heading", ["Log line", "Log line about an installation"])
def test_the_log_lines_described_are_those_that_the_program_writes(heading: str):
    code = "\n".join(text_of(path) for path in (ROOT / "bot").rglob("*.py"))
    shown = [span for row in table(OPERATING, heading, "Meaning") for span in spans(row[0])]
    assert len(shown) > 5
    for logger, message in (re.sub(r" \w+=\S+", "", line).split(" ", 1) for line in shown):
        assert f'getLogger("{logger}")' in code, logger
        assert f'"{message}"' in code, message


class Fixed:
    @property
    def base(self) -> KnowledgeBase:
        return shipped()


def without_times(line: str) -> str:
    return re.sub(r"ms=[\d.]+", "ms=", line.partition(" ")[2])


def test_the_metrics_described_are_those_counted():
    metrics = Metrics(lambda: 0)
    metrics.observe(Reading(Intent("help"), 1.0, "command:help"), "dm", 0.001)
    counted = set(
        re.findall(r"^# TYPE (rolecall_\w+) (?:counter|histogram|gauge)$", metrics.render().decode(), re.MULTILINE)
    )
    described = {name for row in table(OPERATING, "Metric", "Counts") for name in spans(row[0])} - {"process_..."}
    assert described == {name for name in counted if not name.endswith("_created")}


def test_security_says_what_each_table_of_the_database_keeps():
    rows = table(SECURITY, "Data", "Where", "For how long")
    assert {name for row in rows for name in spans(row[1])} == set(metadata.tables)


def test_each_threat_names_tests_that_exist():
    code = "\n".join(text_of(path) for path in (ROOT / "tests").rglob("test_*.py"))
    rows = table(SECURITY, "Threat", "What stops it", "Test")
    assert [name for row in rows for name in spans(row[2]) if f"def {name}(" not in code] == []
    assert all(spans(row[2]) for row in rows)


# The shape of the program


def test_the_architecture_says_who_imports_whom():
    described = {spans(row[0])[0]: set(spans(row[1])) for row in table(ARCHITECTURE, "Package", "Imports")}
    assert described == {package: imported_by(package) for package in described}


def imported_by(package: str) -> set[str]:
    """The packages and modules of Rolecall that this one imports."""
    place = ROOT / "bot" / package
    files = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    trees = [ast.parse(text_of(path)) for path in files]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules = [node.module or "" for node in nodes if (node.module or "").startswith("bot.")]
    return {module.split(".")[1] for module in modules} - {package}


def test_every_file_the_architecture_names_is_there():
    places = (ROOT, ROOT / "bot", ROOT / "knowledge")
    names = [
        code for code in code_in(text_of(ARCHITECTURE)) if re.fullmatch(r"[\w.-]+(?:/[\w.-]*)+|\w+\.(?:py|yml)", code)
    ]
    assert len(names) > 30
    assert [n for n in names if not any((p / n).exists() or (p / f"{n}.py").exists() for p in places)] == []


def test_the_architecture_gives_a_reason_for_every_dependency():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    described = [spans(row[0])[0] for row in table(ARCHITECTURE, "Package", "Why it is here", "Kept by")]
    assert sorted(described) == sorted(named(project["dependencies"]))
    spoken_of = set(code_in(text_of(ARCHITECTURE)))
    assert [name for name in named(project["optional-dependencies"]["dev"]) if name not in spoken_of] == []


def named(requirements: list[str]) -> list[str]:
    """The names, without those of mere types."""
    names = [re.split(r"[>=<~!]", requirement)[0].strip() for requirement in requirements]
    return [name for name in names if not name.startswith("types-")]


# Links and manners


@pytest.mark.parametrize(("page", "target"), everywhere(lambda text: LINK.findall(FENCE.sub("", text))))
def test_every_link_and_picture_leads_somewhere(page: str, target: str):
    if target.startswith("https://"):
        assert (urlsplit(target).hostname or "").endswith(EVERYWHERE)
        return
    path, _, anchor = target.partition("#")
    found = ((ROOT / page).parent / path).resolve() if path else ROOT / page
    assert found.exists()
    assert not anchor or anchor in anchors(found)


def test_every_picture_is_shown_somewhere():
    shown = {Path(target).name for page in PAGES for target in LINK.findall(text_of(page))}
    assert {picture.name for picture in (ROOT / "docs/images").iterdir()} <= shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_machine_or_an_invented_company(page: Path):
    text = text_of(page)
    for source in shipped().sources.values():
        text = text.replace(source.publisher, "").replace(source.address or "\0", "")
    assert MACHINE.findall(text) == []
    assert INVENTED.findall(text) == []
    hosts = [urlsplit(address).hostname or "" for address in re.findall(r"https?://[^\s)>`'\"]+", text)]
    assert [host for host in hosts if not host.endswith((*EVERYWHERE, "127.0.0.1"))] == []


# Running a hire


HIRING = re.compile(r"(?:/|@Rolecall )hiring (?=[a-z])")


@pytest.mark.parametrize(("page", "typed"), everywhere(lambda text: (c for c in code_in(text) if HIRING.match(c))))
def test_what_the_documents_tell_people_to_type_after_hiring_is_understood(page: str, typed: str):
    names = ItemNames((number, item.title) for number, item in enumerate(shipped().checklist.values(), 1))
    order = read_with_items(as_slack_sends(HIRING.sub("", typed)), shipped(), names)
    assert order.verb != "unknown", page
    assert order.problem is None, page


def as_slack_sends(text: str) -> str:
    """The text with people named by @ as ids, as Slack escapes them."""
    return re.sub(r"@[a-z-]+", "<@U0SOMEBODY>", text)


def test_every_command_of_a_hire_is_described_with_an_example_of_itself():
    rows = table(ROOT / "docs/hiring.md", "Command", "Does", "For example")
    described = {spans(row[0])[0]: spans(row[2])[0] for row in rows}
    assert set(described) == {verb.name for verb in CATALOGUE.values() if verb.is_typed}
    read_back = {
        verb: parse_command(as_slack_sends(example.partition(" ")[2]), shipped()).verb
        for verb, example in described.items()
    }
    assert read_back == {verb: verb for verb in described}


def test_the_days_that_the_documents_show_are_days():
    days = "friday, next friday, tomorrow, 1 dec, 2026-12-01, +2w, in 10 days, end of january"
    assert all(f"`{day}`" in text_of(ROOT / "docs/hiring.md").replace("\n", " ") for day in days.split(", "))
    assert all(isinstance(read_date(day, date(2026, 11, 25)), date) for day in days.split(", "))
    assert isinstance(read_date("3/4", date(2026, 11, 25)), DateProblem)
