"""The types of fields in a knowledge file, with their limits: texts of four lengths, lists and whole numbers.

The limits are our own small markers because pydantic's (`Field`, `annotated_types`) take 10 ms to import, which
answering a question on the command line would pay for without validating anything.
"""

from typing import Annotated, Any


class Length:
    """The least and greatest length of a text, in characters, or of a list, in items."""

    __slots__ = ("least", "most")

    def __init__(self, least: int = 0, most: int | None = None) -> None:
        """Take both limits, which are inclusive; `most` is None for no upper limit."""
        self.least = least
        self.most = most

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        """Return pydantic's schema of the annotated type with the length added."""
        limits = {"min_length": self.least, "max_length": self.most}
        return {**handler(source), **{name: limit for name, limit in limits.items() if limit is not None}}


class Range:
    """The least and greatest value of a whole number. Numbers in quotes and true/false are refused, not converted."""

    __slots__ = ("least", "most")

    def __init__(self, least: int, most: int) -> None:
        """Take both limits, which are inclusive."""
        self.least = least
        self.most = most

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        """Return pydantic's schema of the annotated type with the range added."""
        return {**handler(source), "strict": True, "ge": self.least, "le": self.most}


# In characters. Chosen by hand to suit where each kind of text appears on a card.
Word = Annotated[str, Length(1, 80)]
"""An id, a name or a title."""
Line = Annotated[str, Length(1, 160)]
"""A table cell or a question."""
Sentence = Annotated[str, Length(1, 240)]
"""The sentence above a table."""
Text = Annotated[str, Length(1, 420)]
"""A statement in a list."""
