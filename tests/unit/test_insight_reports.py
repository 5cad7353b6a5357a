from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import RolecallError
from bot.insight_reports import NO_FEEDBACK, feedback_report, resolve_feedback
from bot.insights.feedback import Vote
from bot.settings import Settings
from bot.storage.feedback import SqlVoteRepository

METRICS = "compare:cmo,cro:metrics:"
OUTDATED = Vote(METRICS, "U1", is_helpful=False, reason="outdated", remark="The quota figure is old.")


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    return Settings(database_url=sqlite_url)


def vote(settings: Settings, *votes: Vote) -> None:
    for each in votes:
        SqlVoteRepository(settings.database_url).save("T1", each, datetime.now(UTC))


def test_entries_with_votes_against_them_are_listed_with_reasons_and_remarks_but_no_people(settings: Settings):
    other = OUTDATED._replace(user="U2", reason="", remark="")
    vote(settings, OUTDATED, other, Vote("role:cmo::", "U3", is_helpful=True))
    vote(settings, *(OUTDATED._replace(answer=f"unknown:::17.{n}", reason="missing", remark="") for n in range(3)))
    report = feedback_report(settings)
    assert report.split("\n") == [
        "Questions without an answer",
        "  3 against (3 something missing), 0 for",
        "",
        f"CMO vs CRO: Metrics  ({METRICS})  DISPUTED",
        "  2 against (1 no reason given, 1 outdated), 0 for",
        "  - The quota figure is old.",
    ]
    assert "U1" not in report


def test_an_entry_that_the_knowledge_no_longer_has_is_listed_under_its_code(settings: Settings):
    vote(settings, OUTDATED._replace(answer="faq:::gone"), OUTDATED._replace(answer="role:gone::"))
    assert [line.split("  ")[0] for line in feedback_report(settings).split("\n") if line[0:1].strip()] == [
        "faq:::gone",
        "role:gone::",
    ]


def test_the_votes_on_a_revised_entry_can_be_deleted(settings: Settings):
    vote(settings, OUTDATED)
    assert resolve_feedback(settings, METRICS) == f"Deleted 1 vote on {METRICS}."
    assert resolve_feedback(settings, METRICS) == f"Deleted 0 votes on {METRICS}."
    assert feedback_report(settings) == NO_FEEDBACK


def test_a_database_without_the_schema_is_explained(tmp_path: Path):
    with pytest.raises(RolecallError, match="rolecall migrate"):
        feedback_report(Settings(database_url=f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
