"""Workers that are replaced when they die, on a listening socket that outlives them.

Granian can replace workers itself. But it gives up if one dies twice within six seconds, and misses a death that
happens while it replaces another worker. It also lets each worker listen on a socket of its own, so that with a single
worker connections are refused until the next one is there.
"""

import logging
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any

from granian.net import SocketSpec  # type: ignore[attr-defined]  # not exported explicitly
from granian.server.mp import MPServer

from bot.logs import log_event

START_SECONDS = 60.0
"""A first worker that exits by itself within this time can't start: its settings or its knowledge can't be used."""
QUICK_SECONDS = 2.0
"""A worker that lives for less than this has probably failed at its start."""
MAX_DELAY = 30.0
"""Seconds between two attempts to start a worker that keeps failing."""

log = logging.getLogger("rolecall.web")


class RespawnDelay:
    """How long to wait before a worker is replaced: not at all, unless it keeps failing at its start."""

    def __init__(self) -> None:
        """No worker has failed."""
        self._failures = 0

    def after(self, lived_seconds: float) -> float:
        """The seconds to wait after a worker that lived for so long."""
        self._failures = self._failures + 1 if lived_seconds < QUICK_SECONDS else 0
        return min(2.0 ** (self._failures - 2), MAX_DELAY) if self._failures > 1 else 0.0


class SupervisedServer(MPServer):
    """Granian's server with workers that are replaced. Ends only after a signal, or if no worker can ever start."""

    on_worker_end: Callable[[int], None] = staticmethod(lambda _process: None)
    """Called with the id of each process that ended before it is replaced."""

    def _init_shared_socket(self) -> None:
        """Listen in this process. The workers inherit the socket, so connections wait while a worker is replaced."""
        listening = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._ssp, self._shd, self._sfd = None, listening, listening.get_fd()  # type: ignore[assignment]  # None at first
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)

    def _serve_loop(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        delays = [RespawnDelay() for _ in self.wrks]
        is_first = [True for _ in self.wrks]
        due: dict[int, float] = {}
        while True:
            self.main_loop_interrupt.wait(_next_wait(due))
            self.main_loop_interrupt.clear()
            if self.interrupt_signal:
                return
            for index in self._take_ended():
                if is_first[index] and self._cannot_start(index):
                    self.interrupt_children.append(index)  # for the exit status
                    return
                due[index] = monotonic() + self._delay_of(index, delays[index])
            for index in [each for each, at in due.items() if at <= monotonic()]:
                del due[index]
                is_first[index] = False
                self._replace(index, spawn_target, target_loader)

    def _take_ended(self) -> list[int]:
        """The workers that have ended since the last call, each once. Safe while watchers append."""
        ended: list[int] = []
        while self.interrupt_children:
            ended.append(self.interrupt_children.pop())
        return sorted(set(ended))

    def _cannot_start(self, index: int) -> bool:
        worker = self.wrks[index]
        has_exited = (worker.inner.exitcode or 0) > 0  # a signal such as SIGKILL would be negative
        return has_exited and monotonic() - worker.birth < START_SECONDS

    def _delay_of(self, index: int, delays: RespawnDelay) -> float:
        worker = self.wrks[index]
        lived = monotonic() - worker.birth
        seconds = delays.after(lived)
        log_event(
            log,
            "worker ended, starting another",
            logging.ERROR,
            worker=index + 1,
            status=worker.inner.exitcode,
            lived_seconds=round(lived, 1),
            in_seconds=seconds or None,
        )
        return seconds

    def _replace(self, index: int, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        self.on_worker_end(self.wrks[index].inner.pid)
        worker = self._spawn_worker(idx=index, target=spawn_target, callback_loader=target_loader)
        self.wrks[index] = worker
        worker.start()  # type: ignore[no-untyped-call]  # untyped in granian


def _next_wait(due: dict[int, float]) -> float | None:
    """Seconds until the next worker is due; None if none is."""
    return max(0.0, min(due.values()) - monotonic()) if due else None
