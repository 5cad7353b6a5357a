"""Questions without an answer: kept only if the workspace wants it, and turned into drafts by curators."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fakes.hiring import NOW
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.transports import Transport, joined

from bot.insight_reports import gap_draft, gap_report
from bot.insight_services import add_curator_digest
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import check
from bot.playground.identities import TEAM
from bot.settings import Settings
from bot.slack.client import slack_client
from bot.slack.gaps import CURATORS_ONLY, IS_OFF, TURNED_OFF, WHAT_IS_KEPT
from bot.slack.reminders.curator_channel import CuratorChannel
from bot.slack.shared_channels import SharedChannels
from bot.slack.usage_views import TITLE
from bot.storage.stored_data import StoredData, Subject


@pytest.fixture
def office(transport: Transport, database_url: str, library: FragileLibrary) -> Iterator[Office]:
    """An office whose founder is a curator."""
    office = Office(clock=lambda: NOW)
    with office, joined(office, transport, library, database_url=database_url, curators=(office.founder.user.id,)):
        yield office


def test_a_curator_turns_an_unanswered_question_into_an_entry(office: Office, database_url: str, tmp_path: Path):
    founder, asker = office.founder, office.hr_lead
    asker.types("/roles what's the parking policy?")
    founder.types("/roles gaps")
    assert founder.seen.text == IS_OFF
    asker.types("/roles gaps on")
    assert asker.seen.text == CURATORS_ONLY

    founder.types("/roles gaps on")
    assert WHAT_IS_KEPT in founder.seen.text
    asker.writes_dm("what's the parking policy?")
    asker.types("@Rolecall what is our parking policy?")
    asker.types("/roles cuál es la diferencia entre un CMO y un CRO")
    asker.types("thanks!", "DM")
    asker.types("/roles compare cmo cro")
    office.settle()

    founder.types("/roles gaps")
    shown = founder.seen
    assert shown.private
    assert "parking policy" in shown.text
    assert "asked two times, last on 02 Nov" in shown.words
    assert shown.buttons == ["Draft an entry"]
    founder.opens_home()
    office.settle()
    assert "Questions without an answer" in founder.home.words

    founder.clicks("Draft an entry", on=founder.home)
    office.settle()
    [field] = [block for block in founder.modal.blocks if block["type"] == "input"]
    draft = field["element"]["initial_value"]
    founder.submits()
    [file] = founder.sees("Draft of an entry", in_="DM").files
    assert (file.name, file.text) == ("parking_policy.yml", draft)

    company = tmp_path / "company"
    (company / "faq").mkdir(parents=True)
    path = company / "faq" / file.name
    path.write_text(draft, encoding="utf-8")
    assert [".yml:" in str(problem) and "text" in str(problem) for problem in check((company,))] == [True]
    path.write_text(draft.replace("text:  #", "text: Park in the yard.  #"), encoding="utf-8")
    assert check((company,)) == ()

    settings = Settings(database_url=database_url)
    report = gap_report(settings)
    key = report.split("--draft ")[1][:8]
    assert "    2  " in report
    assert gap_draft(settings, key).splitlines()[:5] == draft.splitlines()[:5]

    rows = [row for row in StoredData(database_url).export(Subject(TEAM)) if row["table"] == "unanswered_questions"]
    assert len(rows) == 2
    assert not any(member.user.id in str(rows) for member in (founder, asker))
    founder.types("/roles gaps off")
    assert founder.seen.text == TURNED_OFF
    assert "unanswered_questions" not in StoredData(database_url).count(Subject(TEAM))


def test_the_curators_channel_gets_the_week_on_monday_and_the_usage_once_a_month(
    office: Office, database_url: str, shipped: KnowledgeBase
):
    founder = office.founder
    founder.types("/roles gaps on")
    founder.types("/roles what's the parking policy?")
    office.settle()
    channel = office.slack.workspace.channel_named("#exec-search").id
    client = slack_client(office.slack.api_url, office.slack.bot_token)

    def do_nothing(_now: datetime, _has_time: Callable[[], bool]) -> None:
        pass

    curators = CuratorChannel(channel, SharedChannels(has_own_knowledge=True))
    run = add_curator_digest(database_url, curators, lambda _team, _enterprise: client, do_nothing, lambda: shipped)
    for days in (1, 0, 0, 7, 14):
        run(NOW + timedelta(days=days), lambda: True)
    posted = office.slack.workspace.channel_messages(channel)
    reports = [each for each in posted if each.text.startswith(TITLE)]
    lists = [each for each in posted if "parking policy" in each.text and each not in reports]
    assert [each.metadata["event_payload"]["day"] for each in lists] == ["2026-11-02", "2026-11-09"]
    assert [each.metadata["event_payload"]["day"] for each in reports] == ["2026-11-02"]
    assert "parking policy" in reports[0].text
    assert founder.user.id not in str(reports)
    office.hr_lead.clicks("Draft an entry", on=office.hr_lead.sees("parking policy", in_="#exec-search"))
    assert office.hr_lead.seen.text == CURATORS_ONLY
