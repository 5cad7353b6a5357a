"""The types of the columns that SQLAlchemy has no type for."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import BigInteger, Dialect, Text, TypeDecorator

from bot.hiring.finalists import Finalist, decode_finalist


class UnixTime(TypeDecorator[datetime]):
    """An aware datetime, stored as whole seconds since 1970; fractions of a second are cut off.

    SQLite has no type for points in time, and text would compare wrongly across time zones.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """The seconds."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        """The time, in UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class IdList(TypeDecorator[tuple[str, ...]]):
    """Ids in order, stored as one text with spaces between them. Ids never contain spaces."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, _dialect: Dialect) -> str | None:
        """The text."""
        return None if value is None else " ".join(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        """The ids."""
        return tuple(value.split()) if value else ()


class JsonPairs(TypeDecorator[tuple[tuple[str, str], ...]]):
    """Pairs of texts in order, stored as a JSON list of lists."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[tuple[str, str]] | None, _dialect: Dialect) -> str | None:
        """The JSON."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[tuple[str, str], ...] | None:
        """The pairs."""
        return None if value is None else tuple((first, second) for first, second in json.loads(value))


class JsonTexts(TypeDecorator[tuple[str, ...]]):
    """Texts in order, stored as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, _dialect: Dialect) -> str | None:
        """The JSON."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        """The texts."""
        return None if value is None else tuple(json.loads(value))


class Finalists(TypeDecorator[tuple[Finalist, ...]]):
    """Finalists in order, stored as a JSON list with a list for each."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[Finalist] | None, _dialect: Dialect) -> str | None:
        """The JSON."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[Finalist, ...] | None:
        """The finalists."""
        return None if value is None else tuple(map(decode_finalist, json.loads(value)))
