"""How long a text or a list may be, and how large a number, said beside its type."""

from typing import Any


class Length:
    """How long a text or a list may be, for the validator to ask. The ready-made markers take 10 ms to import."""

    __slots__ = ("least", "most")

    def __init__(self, least: int = 0, most: int | None = None) -> None:
        """At least and at most so many characters or items."""
        self.least = least
        self.most = most

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        """The validator's own description of what is annotated, with the length added."""
        limits = {"min_length": self.least, "max_length": self.most}
        return {**handler(source), **{name: limit for name, limit in limits.items() if limit is not None}}


class Range:
    """Between which numbers a whole number lies, for the validator to ask. Neither a text nor true is a number."""

    __slots__ = ("least", "most")

    def __init__(self, least: int, most: int) -> None:
        """At least and at most so much."""
        self.least = least
        self.most = most

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        """The validator's own description of what is annotated, with the range added."""
        return {**handler(source), "strict": True, "ge": self.least, "le": self.most}
