"""The tables of what readers and owners say: questions, which name no person, and reviews of entries."""

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

entry_records = Table(
    "entry_records",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("entry", Text, primary_key=True, comment="its kind and id, such as role:cro"),
    Column("owner_id", Text, nullable=False, comment="id of a Slack user; empty: as in the knowledge"),
    Column("outcome", Text, nullable=False, comment="right, edit or empty"),
    Column("answered_on", Date, comment="when the last reminder was answered"),
    Column("by", Text, nullable=False, comment="id of the Slack user who answered, or handed it over"),
)

question_counts = Table(
    "question_counts",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("month", Date, primary_key=True, comment="its first day"),
    Column("kind", Text, primary_key=True, comment="of an answered question, or the reason for no answer"),
    Column("outcome", Text, primary_key=True, comment="answered, clarify or unknown"),
    Column("times", Integer, nullable=False),
)
