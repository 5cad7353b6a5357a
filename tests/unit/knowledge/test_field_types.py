from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.knowledge.field_types import Length, Range


@pytest.mark.parametrize(
    ("length", "value", "fits"),
    [
        (Length(1, 3), "", False),
        (Length(1, 3), "abc", True),
        (Length(1, 3), "abcd", False),
        (Length(2), "a" * 1000, True),
        (Length(), "", True),
    ],
)
def test_the_length_of_a_text_is_enforced(length: Length, value: str, fits: bool):
    adapter = TypeAdapter(Annotated[str, length])
    if fits:
        assert adapter.validate_python(value) == value
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(value)


def test_the_length_of_a_list_is_enforced_and_is_in_the_schema():
    adapter = TypeAdapter(Annotated[tuple[str, ...], Length(2, 2)])
    assert adapter.validate_python(["a", "b"]) == ("a", "b")
    with pytest.raises(ValidationError):
        adapter.validate_python(["a"])
    schema = adapter.json_schema()
    assert (schema["minItems"], schema["maxItems"]) == (2, 2)


@pytest.mark.parametrize(
    ("value", "fits"), [(-3, True), (3, True), (-4, False), (4, False), ("2", False), (True, False), (1.0, False)]
)
def test_the_range_of_a_whole_number_is_enforced(value: object, fits: bool):
    adapter = TypeAdapter(Annotated[int, Range(-3, 3)])
    if fits:
        assert adapter.validate_python(value) == value
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(value)
