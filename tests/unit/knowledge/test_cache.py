import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples.knowledge_files import SMALL, assembled, contents, write

from bot.knowledge import cache
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import KnowledgeFolder, read_folder

Kept = tuple[tuple[KnowledgeFolder, ...], KnowledgeBase]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "rolecall"


@pytest.fixture
def kept(home: Path, tmp_path: Path) -> Kept:
    folder = write(tmp_path / "small", SMALL)
    base, _ = assembled(folder)
    folders = (read_folder(folder),)
    cache.write(folders, base)
    assert len(list(home.iterdir())) == 1
    return folders, base


def restored(folders: tuple[KnowledgeFolder, ...]) -> dict[str, object]:
    base = cache.read(folders)
    assert base is not None
    return contents(base)


def test_a_cached_base_is_restored_unchanged(kept: Kept):
    folders, base = kept
    assert restored(folders) == contents(base)


def test_a_cached_base_keeps_the_order_of_its_entries(kept: Kept):
    folders, base = kept
    back = cache.read(folders)
    assert back is not None
    for part in ("roles", "topics", "faq", "sources", "phases", "checklist", "cautions"):
        assert list(getattr(back, part)) == list(getattr(base, part))
    assert back.role_topics == base.role_topics


def test_an_empty_cache_returns_nothing(home: Path, tmp_path: Path):
    assert not home.exists()
    assert cache.read((read_folder(write(tmp_path / "small", SMALL)),)) is None


def test_a_changed_file_invalidates_the_cached_base(kept: Kept):
    (folder,) = kept[0]
    write(folder.path, {"topics.yml": SMALL["topics.yml"] + "# changed\n"})
    assert cache.read((read_folder(folder.path),)) is None


def test_only_the_user_may_enter_the_cache_folder(kept: Kept, home: Path):
    assert kept
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_other_users_may_write_to_is_not_trusted(kept: Kept, home: Path):
    home.chmod(0o777)
    assert cache.read(kept[0]) is None


def test_a_folder_of_another_user_is_not_trusted(kept: Kept, home: Path):
    assert kept
    owner = home.stat().st_uid
    assert cache.is_trusted(home, owner)
    assert not cache.is_trusted(home, owner + 1)
    assert not cache.is_trusted(home / "nowhere", owner)


def test_a_cache_that_cannot_be_written_is_ignored(home: Path, tmp_path: Path):
    home.parent.mkdir(parents=True)
    home.write_text("a file where the folder should be")
    folder = write(tmp_path / "small", SMALL)
    base, _ = assembled(folder)
    cache.write((read_folder(folder),), base)
    assert cache.read((read_folder(folder),)) is None
    assert home.read_text() == "a file where the folder should be"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(at=st.integers(min_value=0), byte=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_cache_file_is_ignored(kept: Kept, home: Path, at: int, byte: int, cut: bool):
    (file,) = home.iterdir()
    good = file.read_bytes()
    at %= len(good)
    file.write_bytes(good[:at] if cut else good[:at] + bytes([good[at] ^ byte]) + good[at + 1 :])
    assert cache.read(kept[0]) is None
    file.write_bytes(good)
    assert restored(kept[0]) == contents(kept[1])


class Call(NamedTuple):
    """Is loaded from a pickle by calling the function."""

    function: Callable[..., object]
    argument: object

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object]]:
        return self.function, (self.argument,)


def test_a_cache_file_that_names_a_function_is_ignored_and_calls_nothing(kept: Kept, home: Path, tmp_path: Path):
    folders, _ = kept
    (path,) = home.iterdir()
    payload = pickle.dumps(Call(os.mkdir, str(tmp_path / "called")))
    path.write_bytes(cache._stamp(folders) + cache._checksum(payload) + payload)
    assert cache.read(folders) is None
    assert not (tmp_path / "called").exists()


def test_only_the_latest_bases_stay_in_the_cache(home: Path, tmp_path: Path):
    for number in range(12):
        folder = write(tmp_path / f"folder{number}", SMALL)
        cache.write((read_folder(folder),), assembled(folder)[0])
    assert len(list(home.iterdir())) == 8


def test_two_sets_of_folders_are_cached_separately(kept: Kept, tmp_path: Path):
    other = write(tmp_path / "other", SMALL)
    base, _ = assembled(other)
    cache.write((read_folder(other),), base)
    assert restored((read_folder(other),)) == contents(base)
    assert restored(kept[0]) == contents(kept[1])


CODE = {"one.py": "ONE = 1\n"}


def made_by(values: list[str], name: str = "index", stamp: str = "v1", code: Path = Path()) -> str:
    """The value kept under the name; the maker takes the next of the values."""
    made: str = cache.cached_value(name, stamp, lambda: values.pop(0), code.glob("*.py"))
    return made


def test_a_derived_value_is_made_once(home: Path, tmp_path: Path):
    code = write(tmp_path / "code", CODE)
    values = ["first", "second"]
    assert [made_by(values, code=code), made_by(values, code=code)] == ["first", "first"]
    assert [file.name for file in home.iterdir()] == ["index.derived"]


def test_a_derived_value_is_made_again_for_other_knowledge_or_other_code(home: Path, tmp_path: Path):
    assert not home.exists()
    code = write(tmp_path / "code", CODE)
    values = ["first", "second", "third"]
    assert made_by(values, code=code) == "first"
    assert made_by(values, stamp="v2", code=code) == "second"
    write(code, {"one.py": "ONE = 2\n"})
    assert made_by(values, stamp="v2", code=code) == "third"


def test_a_damaged_or_untrusted_derived_value_is_made_again(home: Path, tmp_path: Path):
    code = write(tmp_path / "code", CODE)
    values = ["first", "second", "third"]
    assert made_by(values, code=code) == "first"
    (file,) = home.iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert made_by(values, code=code) == "second"
    home.chmod(0o777)
    assert made_by(values, code=code) == "third"
