"""The newest schema of the database."""

HEAD_REVISION = "0015"
"""The revision of the newest migration, known without importing Alembic. A test compares them."""
