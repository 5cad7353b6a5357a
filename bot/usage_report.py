"""The usage report: what is stored about votes, unanswered questions and searches, as counts."""

from datetime import UTC, datetime

from bot.hiring.overview import overview_of
from bot.insight_reports import entry_title, require_schema
from bot.insights.feedback import tally_votes
from bot.insights.gaps import group_questions
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.settings import Settings
from bot.slack.usage_views import UsageReport, usage_text
from bot.storage.feedback import SqlVoteRepository
from bot.storage.gaps import SqlGapRepository
from bot.storage.question_counts import SqlQuestionCountRepository
from bot.storage.search_overview import SqlSearchOverview


def usage_report(settings: Settings) -> str:
    """The report on all workspaces, for the terminal.

    Raises KnowledgeError, and RolecallError if the database has another schema or doesn't answer.
    """
    require_schema(settings.database_url)
    return usage_text(load_usage(settings.database_url, None, load(settings.knowledge_path), datetime.now(UTC)))


def load_usage(database_url: str, team: str | None, base: KnowledgeBase, now: datetime) -> UsageReport:
    """The report on a workspace, or on all of them. Raises SQLAlchemyError if the database doesn't answer."""
    tallies = tally_votes(SqlVoteRepository(database_url).counts(team, now))
    gaps = group_questions(SqlGapRepository(database_url).list_questions(team, now.date()))
    searches = overview_of(SqlSearchOverview(database_url).load_checklists(team), now.date())
    titles = tuple(entry_title(each.answer, base) for each in tallies if each.is_disputed)
    questions = SqlQuestionCountRepository(database_url).list_counts(team, now.date())
    return UsageReport(tallies, titles, gaps, searches, questions)
