"""The tables there are. Every row carries its workspace."""

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, Text

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"},
)

seen_events = Table(
    "seen_events",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("seen_at", BigInteger, nullable=False, comment="seconds since 1970"),
    Index(None, "seen_at"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("thread_ts", Text, primary_key=True, comment="empty for what is said outside threads"),
    Column("intent", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False, comment="seconds since 1970"),
    Index(None, "updated_at"),
)

meanings = Table(
    "meanings",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("abbreviation", Text, primary_key=True, comment="in lower case"),
    Column("role_id", Text, nullable=False),
    Column("chosen_by", Text, nullable=False, comment="id of a Slack user"),
    Column("chosen_at", BigInteger, nullable=False, comment="seconds since 1970"),
)
