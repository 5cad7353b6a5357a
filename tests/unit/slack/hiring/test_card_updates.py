"""Updates of posted cards, against the stand-in Slack and a real database."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from samples import use_cases
from samples.hiring import OWNER, TODAY, checklist, make_actor, make_rule_input, make_start_entry
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
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

ROOM = "C0EXECSEARCH"
KEY = (TEAM, "S1")


class ManualExecutor(Executor):
    """An executor that runs its tasks only when `run` is called."""

    def __init__(self) -> None:
        self.tasks: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.tasks.append(lambda: fn(*args, **kwargs))
        return Future()

    def run(self) -> int:
        """Run the waiting tasks, and return their number."""
        waiting, self.tasks = self.tasks, []
        for task in waiting:
            task()
        return len(waiting)


class InterruptedUnitsOfWork:
    """Units of work of which the first one that reads is followed by an interruption, such as another change."""

    def __init__(self, searches: SqlUnitOfWorkFactory, interruption: Callable[[], None]) -> None:
        self._searches = searches
        self._happens: Callable[[], None] | None = interruption

    def begin(self, team: str, *, writable: bool = True) -> AbstractContextManager[SearchUnitOfWork]:
        if not writable and (interruption := self._happens):
            self._happens = None
            found = self._searches.begin(team, writable=False)
            return _RunAfterwards(found, interruption)
        return self._searches.begin(team, writable=writable)


class _RunAfterwards(AbstractContextManager[SearchUnitOfWork]):
    def __init__(self, uow: AbstractContextManager[SearchUnitOfWork], interruption: Callable[[], None]) -> None:
        self._uow = uow
        self._happens = interruption

    def __enter__(self) -> SearchUnitOfWork:
        return self._uow.__enter__()

    def __exit__(self, *error: object) -> None:
        self._uow.__exit__(*error)  # type: ignore[arg-type]  # passed on unchanged
        self._happens()


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[HttpErrorCloser()])


@pytest.fixture
def searches(sqlite_url: str) -> SqlUnitOfWorkFactory:
    searches = SqlUnitOfWorkFactory(sqlite_url)
    given = checklist(team=TEAM, channel=ROOM)
    with searches.begin(TEAM) as uow:
        service.create_search(uow, given, make_start_entry(given))
    return searches


def today_for(_team: str, _user: str) -> date:
    return TODAY


def updater_of(searches: SqlUnitOfWorkFactory, run: Executor, pause: float = 0.0) -> CardUpdater:
    return CardUpdater(lambda: searches, run, today_for, pause)


def stored_search(searches: SqlUnitOfWorkFactory) -> Search:
    with searches.begin(TEAM, writable=False) as uow:
        found = uow.search("S1")
    assert found
    return found


def complete(searches: SqlUnitOfWorkFactory, number: int) -> None:
    with searches.begin(TEAM) as uow:
        use_cases.apply_steps(
            uow, make_actor(channel=ROOM), SearchRef(id="S1"), [("done", number, make_rule_input(text="seen"))]
        )


def cards(slack: FakeSlack) -> list[PostedMessage]:
    return slack.workspace.channel_messages(ROOM)


def calls(slack: FakeSlack, method: str) -> int:
    return [call.method for call in slack.api.calls].count(method)


def test_a_card_shows_due_dates_as_of_the_date_where_the_owner_is(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    where = {(TEAM, OWNER): date(2026, 11, 10)}
    update_card(searches, client, KEY, lambda team, user: where[team, user])
    [card] = cards(slack)
    assert "1 day overdue" in card.text


def test_a_card_is_posted_once_and_updated_from_then_on(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, today_for)
    assert calls(slack, "chat.update") == 0
    complete(searches, 1)
    update_card(searches, client, KEY, today_for)
    [card] = cards(slack)
    assert "1 of 5 done" in card.text
    assert stored_search(searches).card == card.ts


def test_several_changes_in_a_row_cause_one_update(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    run = ManualExecutor()
    updater = updater_of(searches, run)
    for number in (1, 3, 5):
        complete(searches, number)
        updater.request_update(client, *KEY)
    assert run.run() == 1
    assert calls(slack, "chat.postMessage") == 1
    assert "3 of 5 done" in cards(slack)[0].text


def test_a_change_during_an_update_causes_another_update(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, today_for)
    run = ManualExecutor()
    updater = CardUpdater(
        lambda: InterruptedUnitsOfWork(searches, lambda: complete(searches, 1)), run, today_for, min_interval=0.0
    )
    updater.request_update(client, *KEY)
    run.run()
    assert "1 of 5 done" in cards(slack)[0].text


def test_an_update_reports_that_the_search_changed_meanwhile(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    assert update_card(searches, client, KEY, today_for)

    class Restless:
        def begin(self, team: str, *, writable: bool = True) -> AbstractContextManager[SearchUnitOfWork]:
            with searches.begin(TEAM) as uow:
                use_cases.apply_steps(
                    uow,
                    make_actor(channel=ROOM),
                    SearchRef(id="S1"),
                    [("note", 1, make_rule_input(text=str(len(slack.api.calls))))],
                )
            return searches.begin(team, writable=writable)

    assert not update_card(Restless(), client, KEY, today_for)
    assert calls(slack, "chat.update") == 1


def test_a_later_change_waits_for_the_minimum_interval(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    with ThreadPoolExecutor(4) as run:
        updater = updater_of(searches, run, pause=0.05)
        for number in (1, 3, 5):
            complete(searches, number)
            updater.request_update(client, *KEY)
    assert "3 of 5 done" in cards(slack)[0].text


def test_several_workers_post_one_card(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    with ThreadPoolExecutor(4) as run:
        for worker in (updater_of(searches, run), updater_of(searches, run), updater_of(searches, run)):
            worker.request_update(client, *KEY)
    assert len(cards(slack)) == 1


def test_two_workers_leave_the_newest_state_on_the_card(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, today_for)
    with ThreadPoolExecutor(4) as run:
        one, other = updater_of(searches, run), updater_of(searches, run)
        for number, worker in ((1, one), (3, other), (5, one)):
            complete(searches, number)
            worker.request_update(client, *KEY)
    assert "3 of 5 done" in cards(slack)[0].text


def test_a_card_that_is_being_posted_is_left_to_the_other_process(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    with searches.begin(TEAM) as uow:
        assert uow.compare_and_set_card(stored_search(searches), "", POSTING)
    update_card(searches, client, KEY, today_for)
    publish_card(searches, client, checklist(team=TEAM, channel=ROOM), TODAY)
    assert cards(slack) == []


def test_a_card_whose_posting_was_interrupted_can_be_posted_again(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    with searches.begin(TEAM) as uow:
        assert uow.compare_and_set_card(stored_search(searches), "", POSTING)
    publish_card(searches, client, checklist(team=TEAM, channel=ROOM, card=POSTING), TODAY, repost=True)
    [card] = cards(slack)
    assert stored_search(searches).card == card.ts
    assert calls(slack, "chat.delete") == 0


def test_a_card_posted_again_replaces_the_old_one(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    update_card(searches, client, KEY, today_for)
    [old] = cards(slack)
    given = checklist(team=TEAM, channel=ROOM)
    publish_card(searches, client, given._replace(search=stored_search(searches)), TODAY)
    [new] = cards(slack)
    assert old.ts < new.ts == stored_search(searches).card


def test_the_new_card_counts_if_the_old_one_cannot_be_deleted(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, today_for)
    slack.api.refuse_next("chat.delete", "cant_delete_message")
    publish_card(searches, client, checklist(team=TEAM, channel=ROOM)._replace(search=stored_search(searches)), TODAY)
    assert [card.ts for card in cards(slack)][1] == stored_search(searches).card


def test_the_old_card_stays_if_a_new_one_cannot_be_posted(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    update_card(searches, client, KEY, today_for)
    before = stored_search(searches)
    slack.api.refuse_next("chat.postMessage", "restricted_action")
    with pytest.raises(SlackApiError):
        publish_card(searches, client, checklist(team=TEAM, channel=ROOM)._replace(search=before), TODAY)
    assert stored_search(searches).card == before.card


def test_a_card_that_could_not_be_posted_is_posted_with_the_next_change(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory
):
    slack.api.refuse_next("chat.postMessage", "ratelimited")
    with pytest.raises(SlackApiError):
        update_card(searches, client, KEY, today_for)
    assert stored_search(searches).card == ""
    update_card(searches, client, KEY, today_for)
    assert len(cards(slack)) == 1


@pytest.mark.parametrize("code", ["message_not_found", "channel_not_found", "is_archived", "not_in_channel"])
def test_a_deleted_card_is_not_posted_again(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory, code: str, caplog: pytest.LogCaptureFixture
):
    update_card(searches, client, KEY, today_for)
    slack.api.refuse_next("chat.update", code)
    with caplog.at_level("INFO", "rolecall.card_updates"):
        update_card(searches, client, KEY, today_for)
    assert "card no longer exists" in caplog.text


def test_a_failed_update_is_logged_and_the_next_one_works(
    slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory, caplog: pytest.LogCaptureFixture
):
    run = ManualExecutor()
    updater = updater_of(searches, run)
    slack.api.refuse_next("chat.postMessage", "internal_error")
    updater.request_update(client, *KEY)
    run.run()
    assert "card update failed" in caplog.text
    assert "Revenue lead" not in caplog.text
    updater.request_update(client, *KEY)
    run.run()
    assert len(cards(slack)) == 1


def test_an_unknown_search_has_no_card(slack: FakeSlack, client: WebClient, searches: SqlUnitOfWorkFactory):
    update_card(searches, client, (TEAM, "S9"), today_for)
    update_card(searches, client, ("T0FOREIGN", "S1"), today_for)
    assert cards(slack) == []


def test_a_failed_background_task_is_logged(searches: SqlUnitOfWorkFactory, caplog: pytest.LogCaptureFixture):
    run, done = ManualExecutor(), []

    def fails() -> None:
        raise RuntimeError("the secret")

    updater = updater_of(searches, run)
    updater.run_in_background(fails)
    updater.run_in_background(lambda: done.append(1))
    run.run()
    assert done == [1]
    assert "background task failed" in caplog.text


def test_an_update_requested_during_shutdown_is_logged_and_raises_nothing(
    client: WebClient, searches: SqlUnitOfWorkFactory, caplog: pytest.LogCaptureFixture
):
    run = ThreadPoolExecutor(1)
    run.shutdown()
    updater_of(searches, run).request_update(client, *KEY)
    assert "background task failed" in caplog.text


def test_a_process_that_is_terminated_finishes_its_updates():
    script = """
        import signal, sys, threading
        from concurrent.futures import ThreadPoolExecutor
        from contextlib import contextmanager
        from datetime import date
        from bot.slack.hiring.card_updates import CardUpdater

        class Nothing:
            def search(self, _): return None

        class UnitsOfWork:
            @contextmanager
            def begin(self, team, *, writable=True):
                yield Nothing()

        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        updater = CardUpdater(UnitsOfWork, ThreadPoolExecutor(4), lambda *_: date.today(), 0.2)
        for _ in range(3):
            updater.request_update(object(), "T", "S")
        print("ready", flush=True)
        stop.wait()
        updater.request_update(object(), "T", "S")
    """
    running = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True)
    assert running.stdout
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    running.stdout.close()
