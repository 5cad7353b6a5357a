"""What `rolecall doctor` asks a database: is it there, can it be written, and where are searches open."""

import logging
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, Table, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import RolecallError
from bot.logs import log_rarely
from bot.storage.connection_problems import explain_connection_error, parse_database_url
from bot.storage.engine import get_engine, get_revision, require_database, transaction
from bot.storage.revision import HEAD_REVISION
from bot.storage.tables import searches

log = logging.getLogger("rolecall.storage")


class _RollBackError(Exception):
    """Ends a transaction without keeping its changes."""


def find_missing_file(url: str) -> Path | None:
    """The SQLite file, if there is none yet; None for any other database. Connects to nothing.

    A connection would create the file, perhaps as a user whose files Rolecall may not write. Raises RolecallError if
    the URL cannot be read.
    """
    address = parse_database_url(url)
    name = address.database or ":memory:"
    is_plain_file = address.get_backend_name() == "sqlite" and name != ":memory:" and not name.startswith("file:")
    return Path(name) if is_plain_file and not Path(name).exists() else None


def require_writable(url: str) -> None:
    """Create a table and roll that back. Raises RolecallError if the database cannot be written."""
    try:
        with suppress(_RollBackError), transaction(url) as connection:
            Table("rolecall_doctor", MetaData(), Column("id", Integer)).create(connection)
            raise _RollBackError
    except SQLAlchemyError as error:
        raise explain_connection_error(get_engine(url).url, error) from error


def find_state(url: str) -> str:
    """What `/readyz` says about the database: `ok`, or why it can't be used. A SQLite file is written to, to try."""
    found: str | None = None
    try:
        found = get_revision(url)
        if found and found > HEAD_REVISION:
            return "newer than this version"
        if found != HEAD_REVISION:
            return "not migrated yet"
        _try_to_write(url)
    except RolecallError as error:
        log_rarely(log, str(error), logging.ERROR)
        return "cannot be written" if found else "does not answer"
    return "ok"


def _try_to_write(url: str) -> None:
    """Raise RolecallError if the database can't be written. On SQLite, the same number is stored again: a full page."""
    with require_database(url), transaction(url) as connection:
        if connection.dialect.name == "sqlite":
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
        elif connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar():
            raise RolecallError("The database can only be read.", "Connect to the primary, not to a standby.")


def list_search_channels(url: str, team: str, limit: int) -> tuple[str, ...]:
    """The ids of the first `limit` channels of a workspace with an open search.

    Raises RolecallError if the database doesn't answer.
    """
    query = (
        select(searches.c.channel_id)
        .where(searches.c.team_id == team, searches.c.state == "open")
        .distinct()
        .order_by(searches.c.channel_id)
        .limit(limit)
    )
    with require_database(url) as engine, engine.connect() as connection:
        return tuple(connection.scalars(query))
