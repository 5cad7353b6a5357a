"""The tables of questions without an answer. They name no person."""

from sqlalchemy import Column, Date, Index, Integer, Table, Text

from bot.storage.tables import metadata

gap_workspaces = Table(
    "gap_workspaces",
    metadata,
    Column("team_id", Text, primary_key=True, comment="of a workspace that keeps its unanswered questions"),
)

unanswered_questions = Table(
    "unanswered_questions",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("words", Text, primary_key=True, comment="the question in plain words"),
    Column("text", Text, nullable=False, comment="as first asked, without people and addresses"),
    Column("times", Integer, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Index(None, "last_on"),
)
