import subprocess
import sys
import time

PROGRAM = """
import threading, time
from bot.shutdown import end_after_grace
stop = threading.Event()
end_after_grace(stop, grace=0.2)
worker = threading.Thread(target=time.sleep, args=({seconds},))
worker.start()
stop.set()
worker.join()
print("finished")
"""


def run(seconds: float) -> tuple[int, str, float]:
    """Run a program that needs this long to finish; returns its exit status, its output and how long it took."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", PROGRAM.format(seconds=seconds)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), time.monotonic() - began


def test_a_process_that_finishes_in_time_ends_by_itself():
    assert run(0)[:2] == (0, "finished\n")


def test_a_process_that_would_take_longer_is_ended():
    status, output, seconds = run(600)
    assert (status, output) == (0, "")
    assert seconds < 300
