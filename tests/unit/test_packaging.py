"""What surrounds the program: its metadata, the locked requirements, the workflow, and what `make` installs."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import __version__

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(text_of("pyproject.toml"))
    return found


def supported_versions() -> list[str]:
    classifiers = "\n".join(project()["project"]["classifiers"])
    return re.findall(r"^Programming Language :: Python :: (3\.\d+)$", classifiers, re.MULTILINE)


def requirement_name(requirement: str) -> str:
    return re.split(r"[\[>=<~!]", requirement)[0].strip().lower()


def test_the_version_is_stated_once():
    assert "version" not in project()["project"]
    assert project()["tool"]["hatch"]["version"]["path"] == "bot/__init__.py"


def test_the_changelog_has_a_dated_section_for_this_version_below_an_unreleased_one():
    headings = re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d", headings[1])


def test_the_workflow_tests_every_supported_version_the_way_make_does():
    job = yaml.safe_load(text_of(".github/workflows/ci.yml"))["jobs"]["test"]
    assert job["strategy"]["matrix"]["python-version"] == supported_versions()
    assert job["steps"][-1]["run"] == "make test"
    assert text_of(".ci/run").splitlines()[-1] == "make test"


def test_the_oldest_supported_version_is_the_one_required_and_checked():
    oldest = supported_versions()[0]
    assert project()["project"]["requires-python"] == f">={oldest}"
    assert project()["tool"]["mypy"]["python_version"] == oldest
    assert project()["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


def test_the_package_carries_its_licence_and_its_types():
    assert project()["project"]["license-files"] == ["LICENSE"]
    assert text_of("LICENSE").startswith("MIT License")
    assert (ROOT / "bot" / "py.typed").is_file()


# The locked requirements


LOCKS = ("requirements.txt", "requirements-mcp.txt")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked(lock: str):
    locked = {name for name, _ in PIN.findall(text_of(lock))}
    assert {requirement_name(each) for each in project()["project"]["dependencies"]} <= locked
    assert ("mcp" in locked) == (lock != "requirements.txt")


def test_both_locks_have_the_same_versions_of_what_is_in_both():
    smaller, larger = (set(PIN.findall(text_of(lock))) for lock in LOCKS)
    assert smaller <= larger


def test_no_development_tool_is_locked():
    locked = {name for name, _ in PIN.findall(text_of("requirements.txt"))}
    runtime = {requirement_name(each) for each in project()["project"]["dependencies"]}
    tools = {requirement_name(each) for each in project()["project"]["optional-dependencies"]["dev"]}
    assert (tools - runtime) & locked == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str):
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text_of(lock), flags=re.MULTILINE))
    assert len(entries) > 20
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("forbidden", ["index-url", "find-links", "trusted-host", "://", "file:", " @ ", "\n-e "])
@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_package_index_and_no_path(lock: str, forbidden: str):
    assert forbidden not in text_of(lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_contributing_says_how_the_lock_is_renewed(lock: str):
    [command] = re.findall(r"^#    (uv pip compile .+)$", text_of(lock), re.MULTILINE)
    assert f"\n{command}\n" in text_of("CONTRIBUTING.md")
