"""Alembic's entry point: runs the migrations in the transaction that `schema.upgrade` began."""

from alembic import context

from bot.storage import (  # noqa: F401  they add their tables to the metadata
    insight_tables,
    installation_tables,
    scorecard_tables,
)
from bot.storage.tables import metadata

LOCK = 7_110_523  # an arbitrary number that every version of Rolecall uses

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
