from threading import Timer
from time import monotonic

from bot.playground.feed import Feed


def test_a_reader_gets_what_happened_after_the_version_they_know():
    feed = Feed()
    feed.add("message", {"text": "one"})
    feed.add("message", {"text": "two"})
    version, changes = feed.after(1, "U0FOUNDER", 0)
    assert version == 2
    assert [change.data["text"] for change in changes] == ["two"]


def test_what_concerns_one_person_reaches_nobody_else():
    feed = Feed()
    feed.add("message", {"text": "whisper"}, audience="U0FOUNDER")
    assert feed.after(0, "U0BOARD", 0) == (1, [])
    assert len(feed.after(0, "U0FOUNDER", 0)[1]) == 1


def test_a_reader_waits_for_the_next_change_and_no_longer():
    feed = Feed()
    later = Timer(0.05, feed.add, ("message", {}))
    later.start()
    began = monotonic()
    _, changes = feed.after(0, "U0FOUNDER", 5)
    later.join()
    assert len(changes) == 1
    assert monotonic() - began < 2


def test_waiting_ends_with_what_was_looked_for():
    feed = Feed()
    later = Timer(0.05, feed.add, ("message", {}))
    later.start()
    assert feed.wait_until(lambda: feed.version or None, 5) == 1
    later.join()


def test_waiting_gives_up_when_the_time_is_over():
    assert Feed().wait_until(lambda: None, 0.05) is None
