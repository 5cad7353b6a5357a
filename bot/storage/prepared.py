"""Statements put into the words of each database once, for what happens with every step that somebody takes."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import Insert, Select, Update


class Prepared:
    """A statement of SQLAlchemy's, run without compiling, caching and converting anew.

    Rows come as the driver gives them: SQLite has days as text and truth as a number.
    """

    def __init__(self, statement: Select[Any] | Insert | Update, names: Sequence[str] | None = None) -> None:
        """`names` are the columns that an insert gives values to."""
        self._statement = statement
        self._names = names
        self._words: dict[str, Words] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows that it gives with these values. Raises SQLAlchemyError where the database refuses."""
        words = self._words.get(connection.dialect.name) or self._put_into_words(connection.dialect)
        with _driver(connection, words.text) as cursor:
            cursor.execute(words.text, words.driven(values))
            return list(cursor.fetchall())

    def run(self, connection: Connection, *rows: Mapping[str, Any]) -> None:
        """Run it once with each of these values, in their order. Raises SQLAlchemyError where the database refuses."""
        words = self._words.get(connection.dialect.name) or self._put_into_words(connection.dialect)
        with _driver(connection, words.text) as cursor:
            for values in rows:
                cursor.execute(words.text, words.driven(values))

    def _put_into_words(self, dialect: Dialect) -> "Words":
        compiled = self._statement.compile(dialect=dialect, column_keys=self._names, for_executemany=True)
        order = tuple(compiled.positiontup or ()) if compiled.positional else None
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._words[dialect.name] = Words(str(compiled), order, fixed)
        return self._words[dialect.name]


class Words(NamedTuple):
    """A statement in the words of one database, the order of its values where they have no names, and fixed ones."""

    text: str
    order: tuple[str, ...] | None
    fixed: dict[str, Any]

    def driven(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them: by name, or by their place and days as text."""
        if self.fixed:
            values = self.fixed | dict(values)
        if self.order is None:
            return values
        given = [values[name] for name in self.order]
        return tuple(value.isoformat() if type(value) is date else value for value in given)


@contextmanager
def _driver(connection: Connection, text: str) -> Iterator[DBAPICursor]:
    """The driver itself, whose errors become SQLAlchemy's here. Theirs never hold what people wrote."""
    dialect, raw = connection.dialect, connection.connection
    cursor = raw.cursor()
    try:
        yield cursor
    except dialect.loaded_dbapi.Error as error:
        if dialect.is_disconnect(error, raw, cursor):
            connection.invalidate(error)
        raise DBAPIError.instance(
            text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
        ) from error
    finally:
        cursor.close()
