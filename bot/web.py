"""The HTTP server: one process that listens, and workers that answer."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import logs
from bot.errors import RolecallError
from bot.settings import Settings, patched_environment
from bot.storage.startup import migrate_in_background

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

WORKER_THREADS = 8
"""Requests one worker handles at a time. None of them waits for Slack, but half of them may wait for the database."""
SHUTDOWN_SECONDS = 8
"""Seconds a worker has to finish what is under way; one that is told to stop while it starts would never hear it."""

log = logging.getLogger("rolecall.web")


def serve(settings: Settings) -> None:
    """Serve HTTP until told to stop, with WEB_CONCURRENCY workers.

    What this process holds the workers hold again, so it imports only what is light. Raises SettingsError where a
    secret is missing, RolecallError where the address cannot be listened on.
    """
    from granian import Granian  # noqa: PLC0415  see above
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    settings.require("slack_signing_secret", "slack_bot_token")
    logs.configure(settings.log_level, settings.log_format)
    address = _address(settings.host, settings.port)
    migrate_in_background(settings.database_url)
    with _metrics_folder(settings.web_concurrency) as counts:
        server = Granian(
            "rolecall",
            address=address,
            port=settings.port,
            interface=Interfaces.WSGI,
            workers=settings.web_concurrency,
            blocking_threads=WORKER_THREADS,
            websockets=False,
            workers_kill_timeout=SHUTDOWN_SECONDS,
            log_level=LogLevels.warning,
            log_dictconfig={"loggers": {"_granian": {"propagate": True}}},
        )
        at = f"http://{settings.host}:{settings.port}"
        logs.log_event(log, "listening", address=at, workers=settings.web_concurrency)
        server.serve(target_loader=partial(_load, settings, counts), wrap_loader=False)


def _load(settings: Settings, counts: Path | None) -> "WSGIApplication":
    from bot.wsgi import load  # noqa: PLC0415  in the worker

    return load(settings, counts)


def _address(host: str, port: int) -> str:
    """The numeric address of the host, with the port free on it."""
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        raise RolecallError(
            f"Cannot listen on {host}:{port}: {error.strerror}.", "Set HOST and PORT to an address that is free here."
        ) from error
    return str(where[0])


@contextmanager
def _metrics_folder(workers: int) -> Iterator[Path | None]:
    """A folder in which several workers count together, for as long as they run; None for one worker alone."""
    if workers == 1:
        yield None
        return
    with TemporaryDirectory(prefix="rolecall-") as folder, patched_environment({"PROMETHEUS_MULTIPROC_DIR": folder}):
        yield Path(folder)
