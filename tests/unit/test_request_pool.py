import asyncio
import itertools
import threading

import pytest
from fakes.asgi_server import run_apart
from fakes.recorder import recorded

from bot.errors import BusyError
from bot.request_pool import MAX_WAIT, RequestPool


def pool_with_one_thread(max_waiting: int = 1) -> RequestPool:
    """Its clock advances by more than the longest wait whenever it is read."""
    readings = itertools.count(step=MAX_WAIT + 1)
    return RequestPool(1, max_waiting, "test-request", clock=lambda: next(readings))


def test_a_request_with_a_free_thread_runs_even_if_the_machine_pauses_for_a_moment():
    assert run_apart(pool_with_one_thread().run(lambda: "done")) == "done"


def test_a_request_that_waited_in_the_queue_for_too_long_is_not_begun():
    begun: list[str] = []
    released = threading.Event()

    async def ask_twice() -> None:
        pool = pool_with_one_thread()
        first = asyncio.create_task(pool.run(released.wait))
        second = asyncio.create_task(pool.run(lambda: begun.append("second")))
        await asyncio.sleep(0)  # now both have been submitted
        assert pool.waiting == 1
        released.set()
        assert await first
        with pytest.raises(BusyError):
            await second

    run_apart(ask_twice())
    assert begun == []


def test_what_runs_and_what_waits_is_measured():
    released = threading.Event()

    async def ask_twice() -> None:
        pool = pool_with_one_thread(max_waiting=1)
        first = asyncio.create_task(pool.run(released.wait))
        second = asyncio.create_task(pool.run(lambda: "done"))
        await asyncio.sleep(0)
        assert (found.levels["running", "test-request"], found.levels["waiting", "test-request"]) == (1, 1)
        released.set()
        await asyncio.gather(first, second, return_exceptions=True)

    with recorded() as found:
        run_apart(ask_twice())
    assert (found.levels["running", "test-request"], found.levels["waiting", "test-request"]) == (0, 0)


def test_a_request_is_refused_at_once_when_the_queue_is_full():
    released = threading.Event()

    async def ask_twice() -> None:
        pool = pool_with_one_thread(max_waiting=0)
        first = asyncio.create_task(pool.run(released.wait))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await pool.run(lambda: "done")
        released.set()
        assert await first

    run_apart(ask_twice())
