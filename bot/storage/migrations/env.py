"""What Alembic runs: the migrations, on the connection and inside the transaction that `schema.upgrade` opened."""

from alembic import context

from bot.storage.tables import metadata

LOCK = 7_110_523  # any number, as long as every Rolecall uses the same

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
