"""What is kept: an engine per database, its schema, and repositories that give back domain values.

SQLAlchemy costs 14 MB and 0.13 s to import, Alembic as much again, so nothing of either is imported
before somebody needs the database.
"""


def migrate(database_url: str) -> str:
    """Bring the database to the newest schema and say what was done, in one sentence.

    Raises RolecallError where the database cannot be reached, or was written by a newer Rolecall.
    """
    from bot.storage.schema import upgrade  # noqa: PLC0415  see above

    return upgrade(database_url)
