"""Why a database cannot be used, in words that never contain a password."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import RolecallError

EXAMPLES = "Use sqlite:///rolecall.sqlite3 or postgresql://user:password@host/name."
PROBLEMS = (
    (("password authentication failed",), "refuses the user or the password", "Check both in DATABASE_URL."),
    (("no password supplied",), "needs a password", "Add it to DATABASE_URL, after the user and a colon."),
    (
        ("translate host name", "name or service not known", "resolve host", "no address associated"),
        "cannot be found: its host name is unknown",
        "Check the host in DATABASE_URL.",
    ),
    (
        ("connection refused", "no such file or directory"),
        "does not accept connections",
        "Start it, or check the host and the port in DATABASE_URL.",
    ),
    (
        ("timeout expired", "timed out", "no route to host", "network is unreachable"),
        "does not respond",
        "Check that a firewall lets this machine reach it.",
    ),
    (('role "', "does not exist"), "does not know the user", "Create it, or check the user in DATABASE_URL."),
    (('database "', "does not exist"), "has no database of that name", "Create it with `createdb`, or check the name."),
    (
        ("pg_hba.conf", "ssl required", "ssl off"),
        "refuses this machine or an unencrypted connection",
        "Add ?sslmode=require to DATABASE_URL, or allow this machine in pg_hba.conf.",
    ),
    (("not support ssl",), "does not offer encryption", "Remove sslmode from DATABASE_URL."),
    (
        ("too many clients", "too many connections", "connection slots"),
        "has no connection left",
        "Raise max_connections, or put a pooler in front of it.",
    ),
    (("starting up", "shutting down", "recovery mode"), "is starting or stopping", "Wait a moment."),
    (("permission denied",), "does not let the user do that", "Grant the user all rights on the database."),
    (("read-only", "readonly"), "cannot be written", "Give the user that runs Rolecall the right to write it."),
    (("database is locked",), "is locked by another program", "Close that program; several Rolecalls may share it."),
    (("not a database", "malformed"), "is not a SQLite database", "Restore it from a backup, or name another file."),
    (("is full", "no space"), "has no space left on its disk", "Free some space."),
    (("disk i/o",), "cannot be read from its disk", "Check the disk, and restore the file from a backup."),
)
"""What the driver says, in lower case; what that means for the database; what to do. For pairs, see _fits."""


def parse_database_url(url: str) -> URL:
    """The parts of a database URL.

    Raises RolecallError if it cannot be read reliably. The message then contains nothing of it, because any part may
    belong to the password.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is not a number
        address = None
    if address is None or _is_ambiguous(address):
        if "@" in url:
            raise RolecallError(
                "DATABASE_URL cannot be read, probably because of a special character in the password.",
                "In the password, write @ as %40, : as %3A, / as %2F, ? as %3F and % as %25.",
            )
        raise RolecallError("DATABASE_URL is not a database URL.", EXAMPLES)
    return address


def explain_connection_error(address: URL, error: SQLAlchemyError) -> RolecallError:
    """What the failure of a connection means, and what to do."""
    said = str(error.__cause__ or error).casefold()
    if address.get_backend_name() == "sqlite" and "unable to open" in said:
        return _unopened_file(address)
    where = describe_database(address)
    for signs, meaning, next_step in PROBLEMS:
        if _fits(said, signs):
            return RolecallError(f"The database at {where} {meaning}.", next_step)
    return RolecallError(
        f"The database at {where} does not answer ({type(error).__name__}).",
        "Check DATABASE_URL, and that the database is running and writable.",
    )


def describe_database(address: URL) -> str:
    """Where the database is, without user, password and options."""
    if address.get_backend_name() == "sqlite":
        return f"sqlite:///{address.database or ''}"
    port = f":{address.port}" if address.port else ""
    return f"{address.host or 'the local socket'}{port}/{address.database or ''}"


def _is_ambiguous(address: URL) -> bool:
    """Whether an @ follows the one that ends the password: the password then contains one, and ends elsewhere."""
    if address.get_backend_name() == "sqlite":
        return False
    return "@" in f"{address.host}{address.database}{dict(address.query)}"


def _fits(said: str, signs: tuple[str, ...]) -> bool:
    """Whether the driver's message has one of the signs, or both if the second begins with "does"."""
    check = all if signs[-1].startswith("does") else any
    return check(sign in said for sign in signs)


def _unopened_file(address: URL) -> RolecallError:
    folder = Path(address.database or "").parent
    if not folder.is_dir():
        return RolecallError(f"The folder {folder} of the database does not exist.", f"Run `mkdir -p {folder}`.")
    return RolecallError(
        f"The database file {address.database} cannot be opened.",
        "Give the user that runs Rolecall the right to read and write the file and its folder.",
    )
