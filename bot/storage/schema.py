"""The schema of a database, and how to bring it to the newest."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from bot.errors import RolecallError
from bot.storage.engine import get_revision, require_database

MIGRATIONS = Path(__file__).parent / "migrations"


def head_revision() -> str:
    """The revision this Rolecall works with."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def upgrade(database_url: str) -> str:
    """Run every migration the database has not had, in one transaction; say what was done.

    Safe where several processes start together: the second waits, then finds nothing to do.
    """
    before = get_revision(database_url)
    if before == head_revision():
        return f"The database is up to date (schema {before})."
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with require_database(database_url) as database, database.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise RolecallError(
            f"The database is at schema {before}, which this Rolecall does not know.",
            "It was written by a newer one: install that, or restore the backup made before it.",
        ) from error
    return f"The database is at schema {head_revision()} now ({f'it was at {before}' if before else 'it was empty'})."
