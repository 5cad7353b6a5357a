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
from hiring_samples import OWNER, TODAY, asker, checklist, deed, opened
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring import service
from bot.hiring.models import Search
from bot.hiring.service import Desk, Target
from bot.playground.ids import TEAM
from bot.playground.messages import Message
from bot.playground.standin import StandIn
from bot.slack.hiring.board import UNDER_WAY, Board, draw, hang
from bot.storage import migrate
from bot.storage.searches import Searches

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

    def __init__(self, searches: Searches, happens: Callable[[], None]) -> None:
        self._searches = searches
        self._happens: Callable[[], None] | None = happens

    def desk(self, team: str, *, to_change: bool = True) -> AbstractContextManager[Desk]:
        if not to_change and (happens := self._happens):
            self._happens = None
            found = self._searches.desk(team, to_change=False)
            return _Then(found, happens)
        return self._searches.desk(team, to_change=to_change)


class _Then(AbstractContextManager[Desk]):
    def __init__(self, desk: AbstractContextManager[Desk], happens: Callable[[], None]) -> None:
        self._desk = desk
        self._happens = happens

    def __enter__(self) -> Desk:
        return self._desk.__enter__()

    def __exit__(self, *error: object) -> None:
        self._desk.__exit__(*error)  # type: ignore[arg-type]  # handed on as it came
        self._happens()


@pytest.fixture
def slack() -> Iterator[StandIn]:
    with StandIn() as slack:
        yield slack


@pytest.fixture
def client(slack: StandIn) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def searches(tmp_path: Path) -> Searches:
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    migrate(url)
    searches = Searches(url)
    given = checklist(team=TEAM, channel=ROOM)
    with searches.desk(TEAM) as desk:
        service.begin(desk, given, opened(given))
    return searches


def day_of(_team: str, _user: str) -> date:
    return TODAY


def board(searches: Searches, run: Executor, pause: float = 0.0) -> Board:
    return Board(lambda: searches, run, day_of, pause)


def kept(searches: Searches) -> Search:
    with searches.desk(TEAM, to_change=False) as desk:
        found = desk.search("S1")
    assert found
    return found


def ticks(searches: Searches, number: int) -> None:
    with searches.desk(TEAM) as desk:
        service.work(desk, asker(channel=ROOM), Target(id="S1"), [("done", number, deed(text="seen"))])


def cards(slack: StandIn) -> list[Message]:
    return slack.workspace.said_in(ROOM)


def calls(slack: StandIn, method: str) -> int:
    return [call.method for call in slack.api.calls].count(method)


def test_a_card_tells_days_from_where_the_owner_of_its_search_is(slack: StandIn, client: WebClient, searches: Searches):
    where = {(TEAM, OWNER): date(2026, 11, 10)}
    draw(searches, client, KEY, lambda team, user: where[team, user])
    [card] = cards(slack)
    assert "1 day late" in card.text


def test_a_card_is_hung_once_and_changed_from_then_on(slack: StandIn, client: WebClient, searches: Searches):
    draw(searches, client, KEY, day_of)
    assert calls(slack, "chat.update") == 0
    ticks(searches, 1)
    draw(searches, client, KEY, day_of)
    [card] = cards(slack)
    assert "1 of 5 done" in card.text
    assert kept(searches).card == card.ts


def test_many_changes_in_a_row_are_one_drawing(slack: StandIn, client: WebClient, searches: Searches):
    run = ByHand()
    drawn = board(searches, run)
    for number in (1, 3, 5):
        ticks(searches, number)
        drawn.changed(client, *KEY)
    assert run.run() == 1
    assert calls(slack, "chat.postMessage") == 1
    assert "3 of 5 done" in cards(slack)[0].text


def test_what_changes_while_it_is_drawn_is_drawn_too(slack: StandIn, client: WebClient, searches: Searches):
    draw(searches, client, KEY, day_of)
    run = ByHand()
    drawn = Board(lambda: Interrupted(searches, lambda: ticks(searches, 1)), run, day_of, pause=0.0)
    drawn.changed(client, *KEY)
    run.run()
    assert "1 of 5 done" in cards(slack)[0].text


def test_a_card_that_is_changed_while_it_is_drawn_is_drawn_once_and_asked_for_again(
    slack: StandIn, client: WebClient, searches: Searches
):
    assert draw(searches, client, KEY, day_of)

    class Restless:
        def desk(self, team: str, *, to_change: bool = True) -> AbstractContextManager[Desk]:
            with searches.desk(TEAM) as desk:
                service.work(
                    desk, asker(channel=ROOM), Target(id="S1"), [("note", 1, deed(text=str(len(slack.api.calls))))]
                )
            return searches.desk(team, to_change=to_change)

    assert not draw(Restless(), client, KEY, day_of)
    assert calls(slack, "chat.update") == 1


def test_a_later_change_of_the_same_search_waits_for_the_pause(slack: StandIn, client: WebClient, searches: Searches):
    with ThreadPoolExecutor(4) as run:
        drawn = board(searches, run, pause=0.05)
        for number in (1, 3, 5):
            ticks(searches, number)
            drawn.changed(client, *KEY)
    assert "3 of 5 done" in cards(slack)[0].text


def test_two_workers_hang_one_card_between_them(slack: StandIn, client: WebClient, searches: Searches):
    with ThreadPoolExecutor(4) as run:
        for worker in (board(searches, run), board(searches, run), board(searches, run)):
            worker.changed(client, *KEY)
    assert len(cards(slack)) == 1


def test_two_workers_leave_the_newest_state_behind(slack: StandIn, client: WebClient, searches: Searches):
    draw(searches, client, KEY, day_of)
    with ThreadPoolExecutor(4) as run:
        one, other = board(searches, run), board(searches, run)
        for number, worker in ((1, one), (3, other), (5, one)):
            ticks(searches, number)
            worker.changed(client, *KEY)
    assert "3 of 5 done" in cards(slack)[0].text


def test_who_comes_while_a_card_is_being_hung_leaves_it_to_the_other(
    slack: StandIn, client: WebClient, searches: Searches
):
    with searches.desk(TEAM) as desk:
        assert desk.card_moves(kept(searches), "", UNDER_WAY)
    draw(searches, client, KEY, day_of)
    hang(searches, client, checklist(team=TEAM, channel=ROOM), TODAY)
    assert cards(slack) == []


def test_one_that_whoever_began_left_under_way_can_be_hung_anew(slack: StandIn, client: WebClient, searches: Searches):
    with searches.desk(TEAM) as desk:
        assert desk.card_moves(kept(searches), "", UNDER_WAY)
    hang(searches, client, checklist(team=TEAM, channel=ROOM, card=UNDER_WAY), TODAY, anew=True)
    [card] = cards(slack)
    assert kept(searches).card == card.ts
    assert calls(slack, "chat.delete") == 0


def test_a_card_that_is_hung_again_takes_the_place_of_the_old_one(
    slack: StandIn, client: WebClient, searches: Searches
):
    draw(searches, client, KEY, day_of)
    [old] = cards(slack)
    given = checklist(team=TEAM, channel=ROOM)
    hang(searches, client, given._replace(search=kept(searches)), TODAY)
    [new] = cards(slack)
    assert old.ts < new.ts == kept(searches).card


def test_where_the_old_one_cannot_be_taken_away_the_new_one_counts(
    slack: StandIn, client: WebClient, searches: Searches
):
    draw(searches, client, KEY, day_of)
    slack.api.refuse_next("chat.delete", "cant_delete_message")
    hang(searches, client, checklist(team=TEAM, channel=ROOM)._replace(search=kept(searches)), TODAY)
    assert [card.ts for card in cards(slack)][1] == kept(searches).card


def test_where_a_new_one_cannot_be_posted_the_old_one_stays(slack: StandIn, client: WebClient, searches: Searches):
    draw(searches, client, KEY, day_of)
    before = kept(searches)
    slack.api.refuse_next("chat.postMessage", "restricted_action")
    with pytest.raises(SlackApiError):
        hang(searches, client, checklist(team=TEAM, channel=ROOM)._replace(search=before), TODAY)
    assert kept(searches).card == before.card


def test_a_card_that_could_not_be_hung_is_tried_again_at_the_next_change(
    slack: StandIn, client: WebClient, searches: Searches
):
    slack.api.refuse_next("chat.postMessage", "ratelimited")
    with pytest.raises(SlackApiError):
        draw(searches, client, KEY, day_of)
    assert kept(searches).card == ""
    draw(searches, client, KEY, day_of)
    assert len(cards(slack)) == 1


@pytest.mark.parametrize("code", ["message_not_found", "channel_not_found", "is_archived", "not_in_channel"])
def test_a_card_that_is_gone_stays_away(
    slack: StandIn, client: WebClient, searches: Searches, code: str, caplog: pytest.LogCaptureFixture
):
    draw(searches, client, KEY, day_of)
    slack.api.refuse_next("chat.update", code)
    with caplog.at_level("INFO", "rolecall.board"):
        draw(searches, client, KEY, day_of)
    assert "card is gone" in caplog.text


def test_what_fails_is_logged_and_the_next_change_is_drawn_all_the_same(
    slack: StandIn, client: WebClient, searches: Searches, caplog: pytest.LogCaptureFixture
):
    run = ByHand()
    drawn = board(searches, run)
    slack.api.refuse_next("chat.postMessage", "internal_error")
    drawn.changed(client, *KEY)
    run.run()
    assert "card not drawn" in caplog.text
    assert "Revenue lead" not in caplog.text
    drawn.changed(client, *KEY)
    run.run()
    assert len(cards(slack)) == 1


def test_a_search_that_is_none_has_no_card(slack: StandIn, client: WebClient, searches: Searches):
    draw(searches, client, (TEAM, "S9"), day_of)
    draw(searches, client, ("T0FOREIGN", "S1"), day_of)
    assert cards(slack) == []


def test_what_is_done_later_and_fails_is_logged(searches: Searches, caplog: pytest.LogCaptureFixture):
    run, done = ByHand(), []

    def fails() -> None:
        raise RuntimeError("the secret")

    drawn = board(searches, run)
    drawn.later(fails)
    drawn.later(lambda: done.append(1))
    run.run()
    assert done == [1]
    assert "could not follow up" in caplog.text


def test_what_comes_when_the_process_is_about_to_end_fails_nobodys_command(
    client: WebClient, searches: Searches, caplog: pytest.LogCaptureFixture
):
    run = ThreadPoolExecutor(1)
    run.shutdown()
    board(searches, run).changed(client, *KEY)
    assert "could not follow up" in caplog.text


def test_a_process_that_is_told_to_end_draws_what_it_began_and_ends():
    script = """
        import signal, sys, threading
        from concurrent.futures import ThreadPoolExecutor
        from contextlib import contextmanager
        from datetime import date
        from bot.slack.hiring.board import Board

        class Nothing:
            def search(self, _): return None

        class Desks:
            @contextmanager
            def desk(self, team, *, to_change=True):
                yield Nothing()

        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        board = Board(Desks, ThreadPoolExecutor(4), lambda *_: date.today(), 0.2)
        for _ in range(3):
            board.changed(object(), "T", "S")
        print("ready", flush=True)
        stop.wait()
        board.changed(object(), "T", "S")
    """
    running = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True)
    assert running.stdout
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    running.stdout.close()
