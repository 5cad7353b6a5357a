"""The schema of a database, and its migration to the newest one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from bot.errors import NewerSchemaError
from bot.storage.engine import get_revision, require_database
from bot.storage.postgresql import lift_limits

MIGRATIONS = Path(__file__).parent / "migrations"


def head_revision() -> str:
    """The revision that this version of Rolecall works with."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def upgrade(database_url: str) -> str:
    """Run every missing migration, in one transaction; returns what was done, as one sentence.

    If several processes start together, the second waits and then finds nothing to do. Raises RolecallError if the
    database doesn't answer, NewerSchemaError if it was written by a newer version of Rolecall.
    """
    before = get_revision(database_url)
    if before == head_revision():
        return f"The database is up to date (schema {before})."
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with require_database(database_url) as engine, engine.begin() as connection:
            lift_limits(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise NewerSchemaError(before or "") from error
    return f"The database is at schema {head_revision()} now ({f'it was at {before}' if before else 'it was empty'})."
