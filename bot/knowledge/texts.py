"""What no text in a knowledge file may contain, whatever it is about."""

import re
from collections.abc import Iterator

from bot.knowledge.places import KnowledgeProblem, Node, scalars

PLACEHOLDER = "TODO"
"""What a value still to be filled in starts with."""
UNFILLED = "still to be filled in"
"""What the problem of such a value starts with."""

_MARKUP = re.compile(r"<[@!#][^>]*>?|<https?:")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def find_unfit_texts(root: Node) -> Iterator[KnowledgeProblem]:
    """Every blank still to be filled in, Slack markup, invisible character and stray blank in the values of a file."""
    for scalar in scalars(root):
        if not isinstance(scalar.value, str):
            continue
        if scalar.value.startswith(PLACEHOLDER):
            yield KnowledgeProblem(scalar.place, f"{UNFILLED}: {scalar.value.removeprefix(PLACEHOLDER).strip(' :')}")
        elif found := _MARKUP.search(scalar.value):
            yield KnowledgeProblem(
                scalar.place, f'"{found.group()}" is Slack markup and could ping somebody; write plain words'
            )
        elif _INVISIBLE.search(scalar.value):
            yield KnowledgeProblem(
                scalar.place, "a line break or an invisible character in the text; write it in one line"
            )
        elif scalar.value != scalar.value.strip():
            yield KnowledgeProblem(scalar.place, f"a blank before or after the text {scalar.value[:30]!r}; take it off")
