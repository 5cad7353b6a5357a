"""The folder through which several workers share their metrics."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import patched_environment


@contextmanager
def metrics_folder(workers: int) -> Iterator[Path | None]:
    """A folder, deleted at the end; None for a single worker, which needs none."""
    if workers == 1:
        yield None
        return
    with TemporaryDirectory(prefix="rolecall-") as folder, patched_environment({"PROMETHEUS_MULTIPROC_DIR": folder}):
        yield Path(folder)


def forget_worker(folder: Path | None, process: int) -> None:
    """Delete what a worker that has ended reported about its present state. What it has counted stays.

    prometheus_client can do this too, but importing it would double the memory of the process that listens.
    """
    for path in folder.glob(f"gauge_live*_{process}.db") if folder else ():
        path.unlink(missing_ok=True)
