"""The newest schema of the database."""

HEAD_REVISION = "0017"
"""The revision of the newest migration, known without importing Alembic. A test compares them."""
