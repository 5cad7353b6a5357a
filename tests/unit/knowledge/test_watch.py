import logging
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from fakes.slack import TIMEOUT_SECONDS
from samples.knowledge_files import CMO, SMALL, write

from bot.errors import KnowledgeError
from bot.knowledge.watch import KnowledgeWatcher, run_in_background


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "small", SMALL)


@pytest.fixture
def clock() -> Clock:
    return Clock()


stamps: Iterator[int] = count(1_000_000_000, 1_000)


def edit(folder: Path, files: dict[str, str]) -> None:
    """Write the files with a modification time that differs from the last one."""
    write(folder, files)
    for name in files:
        os.utime(folder / name, (next(stamps),) * 2)


def title(library: KnowledgeWatcher) -> str:
    return library.base.roles["cmo"].title


NEW = CMO.replace("Chief Marketing Officer", "Head of Brand")
BROKEN = CMO.replace("c_level", "chief")


def test_a_change_takes_effect_within_a_second(folder: Path, clock: Clock):
    library = KnowledgeWatcher((folder,), clock=clock)
    edit(folder, {"roles/cmo.yml": NEW})
    clock.now = 0.9
    assert title(library) == "Chief Marketing Officer"
    clock.now = 1.0
    assert title(library) == "Head of Brand"


def test_without_a_change_the_same_base_object_is_returned(folder: Path, clock: Clock):
    library = KnowledgeWatcher((folder,), clock=clock)
    before = library.base
    clock.now = 5.0
    assert library.base is before


def test_new_and_deleted_files_count_as_changes(folder: Path, clock: Clock):
    library = KnowledgeWatcher((folder,), clock=clock)
    role = CMO.replace("cmo", "coo").replace("CMO, CO", "COO").replace("ambiguous: [CO]\n", "").replace("CMO", "COO")
    edit(folder, {"roles/coo.yml": role.replace("Marketing", "Operating").replace("of marketing", "of order")})
    clock.now = 1.0
    assert "coo" in library.base.roles
    (folder / "roles" / "coo.yml").unlink()
    clock.now = 2.0
    assert "coo" not in library.base.roles


def test_an_invalid_change_leaves_the_last_valid_knowledge_in_use(
    folder: Path, clock: Clock, caplog: pytest.LogCaptureFixture
):
    library = KnowledgeWatcher((folder,), clock=clock)
    edit(folder, {"roles/cmo.yml": BROKEN})
    clock.now = 1.0
    with caplog.at_level(logging.WARNING, "rolecall.knowledge"):
        assert title(library) == "Chief Marketing Officer"
    assert len(library.problems) == 1
    assert "roles/cmo.yml:4" in library.problems[0]
    assert "roles/cmo.yml:4" in caplog.text


def test_the_same_problems_are_logged_once(folder: Path, clock: Clock, caplog: pytest.LogCaptureFixture):
    library = KnowledgeWatcher((folder,), clock=clock)
    with caplog.at_level(logging.WARNING, "rolecall.knowledge"):
        for second in range(1, 5):
            edit(folder, {"roles/cmo.yml": BROKEN})
            clock.now = float(second)
            assert library.base
    assert len(caplog.records) == 1


def test_a_fixed_change_takes_effect_and_clears_the_problems(folder: Path, clock: Clock):
    library = KnowledgeWatcher((folder,), clock=clock)
    edit(folder, {"roles/cmo.yml": BROKEN})
    clock.now = 1.0
    assert library.base
    assert library.problems
    edit(folder, {"roles/cmo.yml": NEW})
    clock.now = 2.0
    assert title(library) == "Head of Brand"
    assert library.problems == ()


def test_removing_the_folder_leaves_the_knowledge_in_use(folder: Path, clock: Clock):
    library = KnowledgeWatcher((folder,), clock=clock)
    folder.rename(folder.with_name("elsewhere"))
    clock.now = 1.0
    assert title(library) == "Chief Marketing Officer"
    assert "cannot be read" in library.problems[0]


def test_a_watcher_cannot_start_with_invalid_knowledge(folder: Path):
    edit(folder, {"roles/cmo.yml": BROKEN})
    with pytest.raises(KnowledgeError):
        KnowledgeWatcher((folder,))


def test_concurrent_threads_see_the_old_or_the_new_base_and_nothing_else(folder: Path, clock: Clock):
    library = KnowledgeWatcher((folder,), clock=clock, every=0.0)
    titles: set[str] = set()
    start = Barrier(9)

    def look() -> None:
        start.wait()
        titles.update(title(library) for _ in range(50))

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    start.wait()
    edit(folder, {"roles/cmo.yml": NEW})
    for thread in threads:
        thread.join()
    assert titles <= {"Chief Marketing Officer", "Head of Brand"}
    assert title(library) == "Head of Brand"


def test_in_the_background_a_reload_does_not_delay_requests(folder: Path, clock: Clock):
    looks: list[Callable[[], None]] = []
    library = KnowledgeWatcher((folder,), clock=clock, run=looks.append)
    edit(folder, {"roles/cmo.yml": NEW})
    clock.now = 1.0
    assert title(library) == "Chief Marketing Officer"
    assert title(library) == "Chief Marketing Officer"
    (look,) = looks
    look()
    assert title(library) == "Head of Brand"


def test_a_background_check_runs_in_another_thread():
    seen = Event()
    run_in_background(seen.set)
    assert seen.wait(TIMEOUT_SECONDS)
