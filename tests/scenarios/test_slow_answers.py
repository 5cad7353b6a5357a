"""A status says that an answer is on its way, if it takes long."""

from collections.abc import Callable
from time import monotonic, sleep

import pytest
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.slack import TIMEOUT_SECONDS

from bot.knowledge.base import KnowledgeBase
from bot.slack import slow_status

SET_STATUS = "assistant.threads.setStatus"


class SlowLibrary(FragileLibrary):
    """Knowledge that a test makes wait."""

    wait: Callable[[], None] = staticmethod(lambda: None)

    @property
    def base(self) -> KnowledgeBase:
        self.wait()
        return super().base


@pytest.fixture
def library(knowledge: KnowledgeBase) -> SlowLibrary:
    return SlowLibrary(knowledge)


def statuses(office: Office) -> list[tuple[str, str]]:
    """The threads and texts of the statuses that the app set."""
    calls = [call for call in office.slack.api.calls if call.method == SET_STATUS]
    return [(call.params["thread_ts"], call.params["status"]) for call in calls]


@pytest.fixture
def slow_office(office: Office, library: SlowLibrary, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in which no answer comes before the status."""

    def wait_for_status() -> None:
        until = monotonic() + TIMEOUT_SECONDS
        while not statuses(office):
            assert monotonic() < until, "no status"
            sleep(0.01)

    monkeypatch.setattr(slow_status, "STATUS_AFTER", 0.0)
    library.wait = wait_for_status
    return office


@pytest.mark.parametrize("where", ["#leadership", "DM"])
def test_a_status_is_shown_until_the_answer_has_come(slow_office: Office, where: str):
    founder = slow_office.founder
    [request] = founder.types("@Rolecall CMO vs CRO KPIs?", where)
    founder.sees("CMO vs CRO: Metrics")
    slow_office.settle()
    asked = request.payload["event"]["ts"]
    assert statuses(slow_office) == [(asked, slow_status.STATUS), (asked, "")]


def test_without_a_status_the_answer_comes_all_the_same(slow_office: Office):
    slow_office.slack.api.refuse_next(SET_STATUS, "internal_error")
    slow_office.founder.types("@Rolecall CMO vs CRO KPIs?")
    slow_office.founder.sees("CMO vs CRO: Metrics")
    slow_office.settle()
    slow_office.slack.faults.clear()


def test_a_fast_answer_comes_without_a_status(office: Office):
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    office.founder.sees("CMO vs CRO: Metrics")
    office.settle()
    assert statuses(office) == []
