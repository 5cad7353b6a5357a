"""Statements put into the words of each database once, for what happens with every step that somebody takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Date, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import Insert, Select, Update


class CompiledStatement:
    """A statement of SQLAlchemy's, run without compiling, caching and converting anew.

    Rows come as the driver gives them: SQLite has days as text and truth as a number.
    """

    def __init__(self, statement: Select[Any] | Insert | Update, insert_columns: Sequence[str] | None = None) -> None:
        """`insert_columns` are the columns that an insert gives values to."""
        self._statement = statement
        self._names = insert_columns
        self._words: dict[str, DialectSql] = {}

    def fetch_all(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows that it gives with these values. Raises SQLAlchemyError where the database refuses."""
        words = self._words.get(connection.dialect.name) or self._compile(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(words.text, words.bind(values))
            return list(cursor.fetchall())
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrap_driver_error(connection, cursor, words.text, error) from error
        finally:
            cursor.close()

    def execute(self, connection: Connection, *rows: Mapping[str, Any]) -> int:
        """Run it once with each of these values, in their order; how many rows the last of them touched.

        Raises SQLAlchemyError where the database refuses.
        """
        words = self._words.get(connection.dialect.name) or self._compile(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            for values in rows:
                cursor.execute(words.text, words.bind(values))
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrap_driver_error(connection, cursor, words.text, error) from error
        else:
            return cursor.rowcount
        finally:
            cursor.close()

    def _compile(self, dialect: Dialect) -> "DialectSql":
        compiled = self._statement.compile(dialect=dialect, column_keys=self._names, for_executemany=True)
        order = tuple(compiled.positiontup or ()) if compiled.positional else None
        days = frozenset(name for name, bind in compiled.binds.items() if isinstance(bind.type, Date))
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._words[dialect.name] = DialectSql(str(compiled), order, days, fixed)
        return self._words[dialect.name]


class DialectSql(NamedTuple):
    """A statement in the words of one database.

    `param_order` is that of its values where they have no names, `date_params` the names of those that are days,
    `constant_params` has the values that are always the same.
    """

    text: str
    param_order: tuple[str, ...] | None
    date_params: frozenset[str]
    constant_params: dict[str, Any]

    def bind(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them: by name, or by their place and days as text."""
        if self.constant_params:
            values = self.constant_params | dict(values)
        if self.param_order is None:
            return values
        if self.date_params:
            values = {name: _as_text(value) if name in self.date_params else value for name, value in values.items()}
        return [values[name] for name in self.param_order]


def _as_text(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _wrap_driver_error(connection: Connection, cursor: DBAPICursor, text: str, error: Any) -> BaseException:
    """The driver's error as SQLAlchemy's, without what people wrote; a connection that is broken is not used again."""
    dialect = connection.dialect
    if dialect.is_disconnect(error, connection.connection, cursor):
        connection.invalidate(error)
    refusal: BaseException = DBAPIError.instance(
        text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
    )
    return refusal
