"""How a process stops: the signals that ask for it, and a limit for the time that it takes."""

import logging
import os
import signal
import threading
import time

from bot.logs import log_event

GRACE_SECONDS = 4.0
"""Seconds for finishing what is running. Slack may delay a call for longer, by a rate limit for example."""

log = logging.getLogger("rolecall")


def stop_signal() -> threading.Event:
    """An event that is set when the process receives SIGINT (Ctrl+C) or SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def end_after_grace(stop: threading.Event, grace: float = GRACE_SECONDS) -> None:
    """End the process if it is still running this many seconds after `stop` was set. Returns at once."""

    def end() -> None:
        stop.wait()
        time.sleep(grace)
        log_event(log, "stopped before everything was finished", logging.WARNING, after_seconds=grace)
        logging.shutdown()
        os._exit(0)

    threading.Thread(target=end, name="rolecall-shutdown", daemon=True).start()
