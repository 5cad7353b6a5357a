import pickle
from dataclasses import FrozenInstanceError, fields
from typing import Any, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.knowledge import checklists, models
from bot.knowledge.checklists import ItemVariant
from bot.knowledge.models import Fact, Figure, KnowledgeModel

MODELS = [
    value
    for module in (models, checklists)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, KnowledgeModel) and value is not KnowledgeModel
]


@pytest.mark.parametrize("model", MODELS)
def test_an_unknown_key_is_refused(model: Any):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(model).validate_python({"no such key": 1})
    assert "unexpected_keyword_argument" in {error["type"] for error in caught.value.errors()}


# In the variant of an item None leaves what the item has, and an empty list takes it away.
@pytest.mark.parametrize("model", [model for model in MODELS if model is not ItemVariant])
def test_lists_and_mappings_start_empty_and_are_never_none(model: Any):
    hints = get_type_hints(model, include_extras=True)
    for field in fields(model):
        if "tuple" in str(field.type) and field.default is None and accepts_nothing(hints[field.name]):
            pytest.fail(f"{field.name} is None where it could be empty")


def accepts_nothing(hint: Any) -> bool:
    """Whether an empty list is valid. The two ends of a range, for example, are both there or not given at all."""
    try:
        TypeAdapter(hint).validate_python(())
    except ValidationError:
        return False
    return True


def test_values_do_not_change_and_survive_a_pickle():
    fact = Fact(text="Four of ten.", figure=Figure(year="2025", of="Companies", measure="share"))
    with pytest.raises(FrozenInstanceError):
        fact.text = "Five of ten."  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(fact)) == fact  # noqa: S301  our own bytes


@pytest.mark.parametrize(("text", "fits"), [("x" * 420, True), ("x" * 421, False), ("", False)])
def test_pydantic_enforces_the_lengths_of_texts(text: str, fits: bool):
    try:
        TypeAdapter(Fact).validate_python({"text": text})
    except ValidationError:
        assert not fits
    else:
        assert fits
