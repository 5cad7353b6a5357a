"""Questions are counted by kind and outcome, for the usage report; who asked is in no table."""

import pytest
from fakes.hiring import NOW
from fakes.library import FragileLibrary
from fakes.office import Office

from bot.app import build_parts, single_workspace
from bot.playground.identities import TEAM
from bot.scheduled_work import build_reminder_task
from bot.slack.usage_views import usage_text
from bot.storage.stored_data import StoredData, Subject
from bot.usage_report import load_usage

pytestmark = pytest.mark.both_databases


def test_the_usage_report_counts_what_was_asked_anywhere(database_url: str, library: FragileLibrary):
    with Office(clock=lambda: NOW) as office:
        settings = office.settings(database_url=database_url)
        parts = build_parts(settings, library=library, clock=lambda: NOW)
        office.join(parts.app)
        founder = office.founder
        founder.types("/roles compare cmo cro")
        founder.types("@Rolecall CMO vs CRO KPIs?")
        thread = founder.seen.thread
        founder.writes_dm("what does a CFO do?")
        founder.writes_dm("what's for lunch?")
        founder.writes_dm("CPO KPIs?")
        # People talk to each other in the thread too; an administrator has added the event that brings such replies.
        reply = {"type": "message", "channel": "C0LEADERSHIP", "channel_type": "channel", "thread_ts": thread}
        for ts, talk in {"2.1": "what's for lunch?", "2.2": "what does a CTO do?"}.items():
            office.slack.user_actions.send_event(reply | {"user": founder.user.id, "ts": ts, "text": talk})
        office.settle()
        access = single_workspace(settings)
        run = build_reminder_task(settings, library, access, parts.questions)
        for _ in range(2):
            run(NOW, lambda: True)
        text = usage_text(load_usage(database_url, TEAM, library.base, NOW))
        assert "November 2026: 6, of which 4 answered, 1 needed clarifying, 1 without an answer" in text
        assert "Answered: comparisons 2, about one role 2" in text
        assert "Without an answer: off topic 1" in text
        assert StoredData(database_url).count(Subject(TEAM, founder.user.id)).get("question_counts") is None
