"""The cards in the channels, against the stand-in Slack and a real database."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from samples import use_cases
from samples.hiring import OWNER, TODAY, asker, checklist, deed, opened
from samples.use_cases import SearchRef
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring import service
from bot.hiring.models import Search
from bot.hiring.unit_of_work import SearchUnitOfWork
from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import TEAM
from bot.playground.messages import PostedMessage
from bot.slack.delivery import HttpErrorCloser
from bot.slack.hiring.card_updates import POSTING, CardUpdater, publish_card, update_card
from bot.storage import migrate
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

ROOM = "C0EXECSEARCH"
KEY = (TEAM, "S1")


class ByHand(Executor):
    """Keeps what is to be run until it is told to run it."""

    def __init__(self) -> None:
        self.tasks: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.tasks.append(lambda: fn(*args, **kwargs))
        return Future()

    def run(self) -> int:
        """Run what waits; how many tasks that were."""
        waiting, self.tasks = self.tasks, []
        for task in waiting:
            task()
        return len(waiting)


class Interrupted:
    """Desks at which something happens just after a search was looked up for the first time."""

    def __init__(self, searches: SqlUnitOfWorkFactory, happens: Callable[[], None]) -> None:
        self._searches = searches
        self._happens: Callable[[], None] | None = happens

    def begin(self, team: str, *, writable: bool = True) -> AbstractContextManager[SearchUnitOfWork]:
        if not writable and (happens := self._happens):
            self._happens = None
            found = self._searches.begin(team, writable=False)
            return _Then(found, happens)
        return self._searches.begin(team, writable=writable)


class _Then(AbstractContextManager[SearchUnitOfWork]):
    def __init__(self, desk: AbstractContextManager[SearchUnitOfWork], happens: Callable[[], None]) -> None:
        self._desk = desk
        self._happens = happens

    def __enter__(self) -> SearchUnitOfWork:
        return self._desk.__enter__()

    def __exit__(self, *error: object) -> None:
        self._desk.__exit__(*error)  # type: ignore[arg-type]  # handed on as it came
        self._happens()


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[HttpErrorCloser()])


@pytest.fixture
def searches(tmp_path: Path) -> SqlUnitOfWorkFactory:
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    migrate(url)
    searches = SqlUnitOfWorkFactory(url)
    given = checklist(team=TEAM, channel=ROOM)
    with searches.begin(TEAM) as desk:
        service.create_search(desk, given, opened(given))
    return searches


def day_of(_team: str, _user: str) -> date:
    return TODAY


def board(searches: SqlUnitOfWorkFactory, run: Executor, pause: float = 0.0) -> CardUpdater:
    return CardUpdater(lambda: searches, run, day_of, pause)


def kept(searches: SqlUnitOfWorkFactory) -> Search:
    with searches.begin(TEAM, writable=False) as desk:
        found = desk.search("S1")
    assert found
    return found


def ticks(searches: SqlUnitOfWorkFactory, number: int) -> None:
    with searches.begin(TEAM) as desk:
        use_cases.apply_steps(desk, asker(channel=ROOM), SearchRef(id="S1"), [("done", number, deed(text="seen"))])


def cards(slack: FakeSlack) -> list[PostedMessage]:
    return slack.workspace.channel_messages(ROOM)


def calls(slack: FakeSlack, method: str) -> int:
    return [call.method for call in slack.api.calls].count(method)


def test_a_card_tells_days_from_where_the_owner_of_its_search_is(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    where = {(TEAM, OWNER): date(2026, 11, 10)}
    update_card(searches, client, KEY, lambda team, user: where[team, user])
    [card] = cards(slack)
    assert "1 day late" in card.text


def test_a_card_is_hung_once_and_changed_from_then_on(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, day_of)
    assert calls(slack, "chat.update") == 0
    ticks(searches, 1)
    update_card(searches, client, KEY, day_of)
    [card] = cards(slack)
    assert "1 of 5 done" in card.text
    assert kept(searches).card == card.ts


def test_many_changes_in_a_row_are_one_drawing(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    run = ByHand()
    drawn = board(searches, run)
    for number in (1, 3, 5):
        ticks(searches, number)
        drawn.request_update(client, *KEY)
    assert run.run() == 1
    assert calls(slack, "chat.postMessage") == 1
    assert "3 of 5 done" in cards(slack)[0].text


def test_what_changes_while_it_is_drawn_is_drawn_too(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, day_of)
    run = ByHand()
    drawn = CardUpdater(lambda: Interrupted(searches, lambda: ticks(searches, 1)), run, day_of, min_interval=0.0)
    drawn.request_update(client, *KEY)
    run.run()
    assert "1 of 5 done" in cards(slack)[0].text


def test_a_card_that_is_changed_while_it_is_drawn_is_drawn_once_and_asked_for_again(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    assert update_card(searches, client, KEY, day_of)

    class Restless:
        def begin(self, team: str, *, writable: bool = True) -> AbstractContextManager[SearchUnitOfWork]:
            with searches.begin(TEAM) as desk:
                use_cases.apply_steps(
                    desk, asker(channel=ROOM), SearchRef(id="S1"), [("note", 1, deed(text=str(len(slack.api.calls))))]
                )
            return searches.begin(team, writable=writable)

    assert not update_card(Restless(), client, KEY, day_of)
    assert calls(slack, "chat.update") == 1


def test_a_later_change_of_the_same_search_waits_for_the_pause(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    with ThreadPoolExecutor(4) as run:
        drawn = board(searches, run, pause=0.05)
        for number in (1, 3, 5):
            ticks(searches, number)
            drawn.request_update(client, *KEY)
    assert "3 of 5 done" in cards(slack)[0].text


def test_two_workers_hang_one_card_between_them(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    with ThreadPoolExecutor(4) as run:
        for worker in (board(searches, run), board(searches, run), board(searches, run)):
            worker.request_update(client, *KEY)
    assert len(cards(slack)) == 1


def test_two_workers_leave_the_newest_state_behind(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    update_card(searches, client, KEY, day_of)
    with ThreadPoolExecutor(4) as run:
        one, other = board(searches, run), board(searches, run)
        for number, worker in ((1, one), (3, other), (5, one)):
            ticks(searches, number)
            worker.request_update(client, *KEY)
    assert "3 of 5 done" in cards(slack)[0].text


def test_who_comes_while_a_card_is_being_hung_leaves_it_to_the_other(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    with searches.begin(TEAM) as desk:
        assert desk.compare_and_set_card(kept(searches), "", POSTING)
    update_card(searches, client, KEY, day_of)
    publish_card(searches, client, checklist(team=TEAM, channel=ROOM), TODAY)
    assert cards(slack) == []


def test_one_that_whoever_began_left_under_way_can_be_hung_anew(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    with searches.begin(TEAM) as desk:
        assert desk.compare_and_set_card(kept(searches), "", POSTING)
    publish_card(searches, client, checklist(team=TEAM, channel=ROOM, card=POSTING), TODAY, repost=True)
    [card] = cards(slack)
    assert kept(searches).card == card.ts
    assert calls(slack, "chat.delete") == 0


def test_a_card_that_is_hung_again_takes_the_place_of_the_old_one(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, day_of)
    [old] = cards(slack)
    given = checklist(team=TEAM, channel=ROOM)
    publish_card(searches, client, given._replace(search=kept(searches)), TODAY)
    [new] = cards(slack)
    assert old.ts < new.ts == kept(searches).card


def test_where_the_old_one_cannot_be_taken_away_the_new_one_counts(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, day_of)
    slack.api.refuse_next("chat.delete", "cant_delete_message")
    publish_card(searches, client, checklist(team=TEAM, channel=ROOM)._replace(search=kept(searches)), TODAY)
    assert [card.ts for card in cards(slack)][1] == kept(searches).card


def test_where_a_new_one_cannot_be_posted_the_old_one_stays(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, day_of)
    before = kept(searches)
    slack.api.refuse_next("chat.postMessage", "restricted_action")
    with pytest.raises(SlackApiError):
        publish_card(searches, client, checklist(team=TEAM, channel=ROOM)._replace(search=before), TODAY)
    assert kept(searches).card == before.card


def test_a_card_that_could_not_be_hung_is_tried_again_at_the_next_change(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    slack.api.refuse_next("chat.postMessage", "ratelimited")
    with pytest.raises(SlackApiError):
        update_card(searches, client, KEY, day_of)
    assert kept(searches).card == ""
    update_card(searches, client, KEY, day_of)
    assert len(cards(slack)) == 1


@pytest.mark.parametrize("code", ["message_not_found", "channel_not_found", "is_archived", "not_in_channel"])
def test_a_card_that_is_gone_stays_away(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory, code: str, caplog: pytest.LogCaptureFixture
):
    update_card(searches, client, KEY, day_of)
    slack.api.refuse_next("chat.update", code)
    with caplog.at_level("INFO", "rolecall.card_updates"):
        update_card(searches, client, KEY, day_of)
    assert "card no longer exists" in caplog.text


def test_what_fails_is_logged_and_the_next_change_is_drawn_all_the_same(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory, caplog: pytest.LogCaptureFixture
):
    run = ByHand()
    drawn = board(searches, run)
    slack.api.refuse_next("chat.postMessage", "internal_error")
    drawn.request_update(client, *KEY)
    run.run()
    assert "card update failed" in caplog.text
    assert "Revenue lead" not in caplog.text
    drawn.request_update(client, *KEY)
    run.run()
    assert len(cards(slack)) == 1


def test_a_search_that_is_none_has_no_card(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    update_card(searches, client, (TEAM, "S9"), day_of)
    update_card(searches, client, ("T0FOREIGN", "S1"), day_of)
    assert cards(slack) == []


def test_what_is_done_later_and_fails_is_logged(searches: SqlUnitOfWorkFactory, caplog: pytest.LogCaptureFixture):
    run, done = ByHand(), []

    def fails() -> None:
        raise RuntimeError("the secret")

    drawn = board(searches, run)
    drawn.run_in_background(fails)
    drawn.run_in_background(lambda: done.append(1))
    run.run()
    assert done == [1]
    assert "background task failed" in caplog.text


def test_what_comes_when_the_process_is_about_to_end_fails_nobodys_command(
    client: WebClient, searches: SqlUnitOfWorkFactory, caplog: pytest.LogCaptureFixture
):
    run = ThreadPoolExecutor(1)
    run.shutdown()
    board(searches, run).request_update(client, *KEY)
    assert "background task failed" in caplog.text


def test_a_process_that_is_told_to_end_draws_what_it_began_and_ends():
    script = """
        import signal, sys, threading
        from concurrent.futures import ThreadPoolExecutor
        from contextlib import contextmanager
        from datetime import date
        from bot.slack.hiring.card_updates import CardUpdater

        class Nothing:
            def search(self, _): return None

        class Desks:
            @contextmanager
            def begin(self, team, *, writable=True):
                yield Nothing()

        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        board = CardUpdater(Desks, ThreadPoolExecutor(4), lambda *_: date.today(), 0.2)
        for _ in range(3):
            board.request_update(object(), "T", "S")
        print("ready", flush=True)
        stop.wait()
        board.request_update(object(), "T", "S")
    """
    running = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True)
    assert running.stdout
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    running.stdout.close()
