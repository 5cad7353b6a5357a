from threading import Timer
from time import monotonic

from fakes.slack import TIMEOUT_SECONDS

from bot.playground.event_feed import EventFeed


def test_a_reader_gets_the_events_after_the_version_they_know():
    feed = EventFeed()
    feed.add("message", {"text": "one"})
    feed.add("message", {"text": "two"})
    version, changes = feed.wait_after(1, "U0FOUNDER", 0)
    assert version == 2
    assert [change.data["text"] for change in changes] == ["two"]


def test_an_event_reaches_only_its_audience():
    feed = EventFeed()
    feed.add("message", {"text": "for you"}, audience="U0FOUNDER")
    assert feed.wait_after(0, "U0BOARD", 0) == (1, [])
    assert len(feed.wait_after(0, "U0FOUNDER", 0)[1]) == 1


def test_a_reader_waits_for_the_next_event_and_no_longer():
    feed = EventFeed()
    later = Timer(0.05, feed.add, ("message", {}))
    later.start()
    began = monotonic()
    _, changes = feed.wait_after(0, "U0FOUNDER", TIMEOUT_SECONDS)
    later.join()
    assert len(changes) == 1
    assert monotonic() - began < TIMEOUT_SECONDS


def test_waiting_ends_once_the_result_is_found():
    feed = EventFeed()
    later = Timer(0.05, feed.add, ("message", {}))
    later.start()
    assert feed.wait_until(lambda: feed.version or None, TIMEOUT_SECONDS) == 1
    later.join()


def test_waiting_ends_at_the_timeout():
    assert EventFeed().wait_until(lambda: None, 0.05) is None
