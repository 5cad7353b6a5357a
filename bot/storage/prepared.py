"""Statements put into the words of each database once, for what happens with every step that somebody takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult, Dialect
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

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run it with these values. Raises SQLAlchemyError where the database refuses."""
        words = self._words.get(connection.dialect.name) or self._put_into_words(connection.dialect)
        return connection.exec_driver_sql(words.text, words.driven(values))

    def run_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each of these rows, in their order. Raises SQLAlchemyError where the database refuses."""
        words = self._words.get(connection.dialect.name) or self._put_into_words(connection.dialect)
        connection.exec_driver_sql(words.text, [words.driven(values) for values in rows])

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
