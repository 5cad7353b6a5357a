"""The HTTP server: one process that listens, and worker processes that answer."""

import logging
import socket
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__, logs
from bot.errors import MCP_INSTALL, RolecallError, SettingsError
from bot.metrics_folder import forget_worker, metrics_folder
from bot.settings import Settings
from bot.storage.startup import migrate_in_background

if TYPE_CHECKING:
    from bot.asgi import AsgiApp

MAX_OPEN_REQUESTS = 4096
"""Requests that one worker reads at a time. Each takes little until its signature has been checked."""
SHUTDOWN_SECONDS = 4
"""Seconds a worker has to finish before it is killed. A worker that is still starting misses the signal."""

log = logging.getLogger("rolecall.web")


def serve(settings: Settings) -> None:
    """Serve HTTP with WEB_CONCURRENCY workers until the process is told to stop.

    This process imports as little as it can, since workers forked from it carry its memory. Raises SettingsError if
    a secret or a package is missing, RolecallError if HOST and PORT cannot be listened on.
    """
    from granian.constants import Interfaces  # noqa: PLC0415  only `serve` needs it
    from granian.log import LogLevels  # noqa: PLC0415

    from bot.supervision import SupervisedServer  # noqa: PLC0415  as above

    settings.require_for_serve()
    if settings.mcp != "off" and find_spec("mcp") is None:
        raise SettingsError("MCP is on, but the Python package mcp is not installed.", MCP_INSTALL)
    configure_logs = partial(logs.configure, settings.log_level, settings.log_format)
    configure_logs()
    logs.log_event(log, "starting", command="serve", version=__version__)
    if settings.serves_many_workspaces and settings.slack_bot_token:
        logs.log_event(log, "SLACK_BOT_TOKEN is not used, because SLACK_CLIENT_ID is set", logging.WARNING)
    address = _address(settings.host, settings.port)
    migrate_in_background(settings.database_url, configure_logs)
    with metrics_folder(settings.web_concurrency) as counts:
        server = SupervisedServer(
            "rolecall",
            address=address,
            port=settings.port,
            interface=Interfaces.ASGINL,
            workers=settings.web_concurrency,
            backlog=MAX_OPEN_REQUESTS,
            backpressure=MAX_OPEN_REQUESTS,
            websockets=False,
            workers_kill_timeout=SHUTDOWN_SECONDS,
            log_level=LogLevels.critical,  # its warnings are about settings that it gets from here
            log_dictconfig={"loggers": {"_granian": {"propagate": True}}},
        )
        server.on_worker_end = partial(forget_worker, counts)
        at = f"http://{settings.host}:{settings.port}"
        logs.log_event(log, "listening", address=at, workers=settings.web_concurrency)
        server.serve(target_loader=partial(_load, settings, counts), wrap_loader=False)


def _load(settings: Settings, counts: Path | None) -> "AsgiApp":
    from bot.worker import load  # noqa: PLC0415  in the worker only, to keep the listening process small

    return load(settings, counts)


def _address(host: str, port: int) -> str:
    """The numeric address of the host. Raises RolecallError if the port cannot be listened on there."""
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        raise RolecallError(
            f"Cannot listen on {host}:{port}: {error.strerror}.", "Set HOST and PORT to a free address on this machine."
        ) from error
    return str(where[0])
