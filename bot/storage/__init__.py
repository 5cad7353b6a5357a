"""Storage: an engine for each database, its schema, and repositories that return domain objects.

Importing SQLAlchemy takes 14 MB and 0.13 s, Alembic as much again. So neither is imported before the database is used.
"""


def migrate(database_url: str) -> str:
    """Bring the database to the newest schema; returns what was done, as one sentence.

    Raises RolecallError if the database doesn't answer, or was written by a newer version of Rolecall.
    """
    from bot.storage.schema import upgrade  # noqa: PLC0415  see above

    return upgrade(database_url)
