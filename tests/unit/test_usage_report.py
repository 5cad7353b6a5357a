from datetime import UTC, datetime
from pathlib import Path

import pytest
from samples.hiring import NOW, TODAY, search

from bot.errors import RolecallError
from bot.hiring.models import Change, Checklist, HistoryEntry, Item
from bot.hiring.overview import SearchOverview
from bot.insights.feedback import Vote
from bot.insights.gaps import GapGroup, UnansweredQuestion
from bot.insights.question_counts import QuestionCount, QuestionKey
from bot.settings import Settings
from bot.slack.usage_views import KINDS, ONLY_COUNTS, REASONS, UsageReport, usage_message, usage_text
from bot.storage.feedback import SqlVoteRepository
from bot.storage.gaps import SqlGapRepository
from bot.storage.question_counts import SqlQuestionCountRepository
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from bot.usage_report import usage_report


def test_the_report_counts_what_all_workspaces_stored_and_names_no_one(sqlite_url: str):
    today = datetime.now(UTC)
    votes, gaps = SqlVoteRepository(sqlite_url), SqlGapRepository(sqlite_url)
    for user in ("U1", "U2"):
        votes.save("T1", Vote("compare:cmo,cro:metrics:", user, is_helpful=False, reason="outdated"), today)
    votes.save("T2", Vote("role:cmo::", "U3", is_helpful=True), today)
    counts = {QuestionKey(team, "compare", "answered"): 3 for team in ("T1", "T2")}
    counts |= {QuestionKey("T1", "not_covered", "unknown"): 1, QuestionKey("T2", "unclear", "clarify"): 2}
    SqlQuestionCountRepository(sqlite_url).add(counts, today.date())
    gaps.switch("T1", on=True)
    gaps.record("T1", "parking policy", "What is the parking policy?", today.date())
    for team in ("T1", "T2"):
        own = search(team=team, id=f"s{team}")
        with SqlUnitOfWorkFactory(sqlite_url).begin(team) as uow:
            uow.add_search(
                Checklist(own, (Item(1, "one", "brief", "Agree"),)),
                HistoryEntry("a1", "U1", NOW, (Change(0, "start", ()),)),
            )
    report = usage_report(Settings(database_url=sqlite_url))
    for line in (
        f"  {today:%B %Y}: 9, of which 6 answered, 2 needed clarifying, 1 without an answer",
        "  Answered: comparisons 6",
        "  Without an answer: not in the knowledge 1",
        "  1: What is the parking policy?",
        "  1 helpful, 2 unhelpful",
        "  Disputed by several people: CMO vs CRO: Metrics",
        "  2 active, 0 paused, 0 after the hire",
    ):
        assert line in report.split("\n")
    assert not [name for name in ("U1", "U2", "U3", "T1", search().name) if name in report]


def test_the_largest_report_fits_into_a_message_and_escapes_what_people_asked():
    asked = tuple(
        GapGroup(f"{n}", (UnansweredQuestion(f"{n}", f"<!channel> & {'x' * 280} {n}", 9, TODAY, TODAY),))
        for n in range(99)
    )
    phases = tuple((f"A phase with a long name, number {n}", n) for n in range(60))
    searches = SearchOverview(phases, paused=1, onboarding=2, on_time=3, slips=(7, 9, 400))
    counts = tuple(
        QuestionCount(month, kind, outcome, 1_000_000)
        for month in (TODAY, TODAY.replace(day=1))
        for outcome, kinds in (("answered", KINDS), ("unknown", REASONS), ("clarify", REASONS))
        for kind in kinds
    )
    report = UsageReport((), tuple(f"{'title ' * 20}{n}" for n in range(50)), asked, searches, counts)
    message = usage_message(report)
    assert "<!channel>" not in str(message.blocks) + message.text
    assert "First day: 3 on time, 3 late by 7 to 400 days, half of them by at most 9" in usage_text(report)
    assert "; 45 more" in usage_text(report)
    assert "94 more, asked less often" in usage_text(report)
    assert "45 more" not in usage_text(report._replace(titles=()))
    assert "First day: 3 on time, 1 late by 8 days" in usage_text(
        report._replace(searches=searches._replace(slips=(8,)))
    )
    assert "First day: all on time" in usage_text(report._replace(searches=searches._replace(slips=())))
    assert ONLY_COUNTS in message.text or ONLY_COUNTS in str(message.blocks)


def test_a_database_without_the_schema_is_explained(tmp_path: Path):
    with pytest.raises(RolecallError, match="rolecall migrate"):
        usage_report(Settings(database_url=f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
