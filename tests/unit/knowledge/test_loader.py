import subprocess
import sys
from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, changed, contents, write

from bot.errors import KnowledgeError
from bot.knowledge.loader import check, load, shipped_path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "rolecall"


def printed_by(code: str) -> str:
    """What a Python of its own prints: those of the slow libraries that it imports in running the code."""
    slow = "print([name for name in ('yaml', 'pydantic', 'difflib', 'sqlalchemy') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{slow}"], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_shipped_knowledge_is_loaded_by_default():
    assert {"cmo", "cro", "cto"} <= set(load().roles)


def test_a_second_load_returns_the_same_base_from_the_cache(home: Path, tmp_path: Path):
    folder = write(tmp_path / "small", SMALL)
    first = load((folder,))
    (file,) = home.iterdir()
    assert contents(load((folder,))) == contents(first)
    assert contents(load((folder,), cached=False)) == contents(first)
    assert file.exists()


def test_the_cache_is_not_touched_if_caching_is_off(home: Path, tmp_path: Path):
    load((write(tmp_path / "small", SMALL),), cached=False)
    check((tmp_path / "small",))
    assert not home.exists()


def test_a_damaged_cache_is_replaced(home: Path, tmp_path: Path):
    folder = write(tmp_path / "small", SMALL)
    first = load((folder,))
    (file,) = home.iterdir()
    good = file.read_bytes()
    file.write_bytes(good[:-1])
    assert contents(load((folder,))) == contents(first)
    assert file.read_bytes() == good


def test_broken_knowledge_raises_with_every_problem(home: Path, tmp_path: Path):
    files = changed("roles/cmo.yml", "level: c_level", "level: chief")
    files["sources.yml"] = files["sources.yml"].replace("thin", "thick")
    folder = write(tmp_path / "small", files)
    with pytest.raises(KnowledgeError) as caught:
        load((folder,))
    assert caught.value.problems == check((folder,))
    assert [problem.removeprefix(f"{folder}/").partition(": ")[0] for problem in caught.value.problems] == [
        "roles/cmo.yml:4",
        "sources.yml:6",
    ]
    assert not home.exists()


def test_a_missing_folder_is_a_problem(tmp_path: Path):
    (problem,) = check((tmp_path / "nowhere",))
    assert problem.startswith(f"{tmp_path}/nowhere:1: cannot be read")


def test_checking_the_shipped_folder_by_name_checks_the_shipped_knowledge():
    assert check((shipped_path(),)) == check()
    assert contents(load((shipped_path(),))) == contents(load())


def test_the_loader_imports_neither_yaml_nor_pydantic():
    assert printed_by("import bot.knowledge.loader") == "[]\n"


def test_a_cached_load_imports_neither_of_them(home: Path, tmp_path: Path):
    load((write(tmp_path / "small", SMALL),))
    assert home.exists()
    code = f"import pathlib, bot.knowledge.loader as l; l.load((pathlib.Path({str(tmp_path / 'small')!r}),))"
    assert printed_by(code) == "[]\n"
