"""The table of scorecards."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Table, Text

from bot.storage.column_types import UnixTime
from bot.storage.tables import metadata

scorecards = Table(
    "scorecards",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("id", Text, primary_key=True, comment="of the request that submitted it"),
    Column("search_id", Text, nullable=False),
    Column("letter", Text, nullable=False, comment="of the finalist"),
    Column("by", Text, nullable=False, comment="id of a Slack user"),
    Column("at", UnixTime, nullable=False, comment="seconds since 1970"),
    Column("scores", Text, nullable=False, comment="JSON: criterion and score"),
    Column("remark", Text, nullable=False),
    Column("is_open", Boolean, nullable=False, comment="whether others may read it"),
    ForeignKeyConstraint(["team_id", "search_id"], ["searches.team_id", "searches.id"], name="fk_scorecards_search"),
    # Not unique for each interviewer: two people who were forgotten have the same id. A unit of work locks the search
    # before it replaces a scorecard, so an interviewer has one for each finalist.
    Index("ix_scorecards_search", "team_id", "search_id", "letter"),
)
