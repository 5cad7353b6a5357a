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
