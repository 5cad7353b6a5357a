"""Slack's rules for blocks and views.

They share no code with the rest of Rolecall, so that a limit that is wrong there is found here. Most rules come from
slack_sdk's classes: `Block.parse(...).to_dict()` raises on most limits and drops unknown keys. The limits it does not
check are below, from https://docs.slack.dev/reference/block-kit and the docstrings of those classes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.playground.elements import elements, options

BlockSurface = Literal["message", "modal", "home"]
Json = Mapping[str, Any]

MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}
SURFACES = {
    "table": {"message", "home"},
    "markdown": {"message"},
    "context_actions": {"message"},
    "alert": {"modal"},
    "carousel": {"message", "home"},
    "container": {"message", "home"},
}
MAX_TEXT = 40_000
MAX_FIELD = 2_000
MAX_ROWS = 100
MAX_COLUMNS = 20
MAX_TABLE_CHARACTERS = 10_000
MAX_MARKDOWN = 12_000
MAX_CHOICES = 10
MAX_DESCRIPTION = 75
MAX_VALUE = 150
TEXT_KEYS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}


def block_problems(blocks: object, surface: BlockSurface = "message") -> list[str]:
    """The reasons for which Slack would refuse these blocks; empty if it would accept them."""
    if not isinstance(blocks, Sequence) or not all(isinstance(block, Mapping) for block in blocks):
        return ["blocks must be a list of objects"]
    found = [*_check_together(blocks, surface)]
    for index, block in enumerate(blocks):
        found += [f"{problem} [json-pointer:/blocks/{index}]" for problem in _check_block(block, surface)]
    return found


def view_problems(view: object) -> list[str]:
    """The reasons for which Slack would refuse this view; empty if it would accept it."""
    if not isinstance(view, Mapping) or view.get("type") not in {"modal", "home"}:
        return ["view must be an object of type modal or home"]
    blocks = view.get("blocks", ())
    found = [*_check_with_sdk(View, dict(view)), *block_problems(blocks, view["type"])]
    for part in ("title", "submit", "close"):
        found += _check_text(view.get(part), part, kinds=("plain_text",))
    inputs = any(block.get("type") == "input" for block in blocks if isinstance(block, Mapping))
    if view["type"] == "modal" and inputs and not view.get("submit"):
        found.append("a modal with input blocks needs a submit text")
    if view["type"] == "modal" and not view.get("title"):
        found.append("a modal needs a title")
    return found


def _check_together(blocks: Sequence[Json], surface: BlockSurface) -> Iterator[str]:
    if not blocks and surface != "message":
        yield "no blocks"
    if len(blocks) > MAX_BLOCKS[surface]:
        yield f"no more than {MAX_BLOCKS[surface]} items allowed, {len(blocks)} given [json-pointer:/blocks]"
    yield from _check_unique("block_id", (block.get("block_id") for block in blocks))
    for block in blocks:
        yield from _check_unique("action_id", (element["action_id"] for _, element in elements([block])))
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > 1:
        yield "only one table allowed"
    if (size := sum(_characters(table.get("rows", ())) for table in tables)) > MAX_TABLE_CHARACTERS:
        yield f"no more than {MAX_TABLE_CHARACTERS} characters allowed over all tables, {size} given"
    if sum(len(block.get("text", "")) for block in blocks if block.get("type") == "markdown") > MAX_MARKDOWN:
        yield f"no more than {MAX_MARKDOWN} characters allowed over all markdown blocks"


def _check_unique(key: str, values: Iterable[str | None]) -> Iterator[str]:
    for value, count in Counter(filter(None, values)).items():
        if count > 1:
            yield f"{key} {value!r} is used {count} times"


def _check_block(block: Json, surface: BlockSurface) -> Iterator[str]:
    kind = block.get("type", "")
    if surface not in SURFACES.get(kind, {surface}):
        yield f"{kind} is not allowed here"
    yield from _check_with_sdk(Block, block)
    yield from _check_texts(block)
    yield from RULES.get(kind, _no_rules)(block)
    for _, element in elements([block]):
        yield from _check_element(element)


def _check_with_sdk(model: type[Block] | type[View], given: Json) -> Iterator[str]:
    parsed: Any
    try:
        parsed = model.parse(dict(given)) if issubclass(model, Block) else model(**given)
        if parsed is None:
            yield f"unsupported type: {given.get('type')}"
            return
        yield from _unknown_keys(given, parsed.to_dict(), "")
    except (SlackObjectFormationError, TypeError, KeyError, AttributeError) as problem:
        yield f"invalid {given.get('type')}: {problem}"


def _unknown_keys(given: Any, kept: Any, path: str) -> Iterator[str]:
    """Keys that slack_sdk's classes drop: Slack refuses them."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        for key, value in given.items():
            if key in kept:
                yield from _unknown_keys(value, kept[key], f"{path}/{key}")
            elif value not in (None, [], ""):  # to_dict() drops empty values as well
                yield f"invalid additional property: {path}/{key}"
    elif isinstance(given, list) and isinstance(kept, list):
        for index, (one, other) in enumerate(zip(given, kept, strict=False)):
            yield from _unknown_keys(one, other, f"{path}/{index}")


def _check_texts(value: Any) -> Iterator[str]:
    """Check every text object inside: at least one character, and no key of the other kind."""
    if isinstance(value, Mapping):
        if value.get("type") in TEXT_KEYS:
            yield from _check_text(value, value["type"])
        for inner in value.values():
            yield from _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _check_texts(inner)


def _check_text(
    value: Any, where: str, limit: int = MAX_TEXT, kinds: Sequence[str] = tuple(TEXT_KEYS)
) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, Mapping) or value.get("type") not in kinds:
        yield f"{where} must be {' or '.join(kinds)}"
        return
    length = len(value.get("text") or "")
    if not 1 <= length <= limit:
        yield f"{where} must be 1 to {limit} characters long, {length} given"
    if extra := set(value) - TEXT_KEYS[value["type"]]:
        yield f"{where}: invalid additional property {', '.join(sorted(extra))}"


def _no_rules(_block: Json) -> Iterator[str]:
    return iter(())


def _check_section(block: Json) -> Iterator[str]:
    for field in block.get("fields", ()):
        yield from _check_text(field, "field", MAX_FIELD)


def _check_header(block: Json) -> Iterator[str]:
    yield from _check_text(block.get("text", {}), "header", 150, ("plain_text",))


def _check_actions(block: Json) -> Iterator[str]:
    if not block.get("elements"):
        yield "elements must not be empty"


def _check_context(block: Json) -> Iterator[str]:
    if not block.get("elements"):
        yield "elements must not be empty"
    for element in block.get("elements", ()):
        if element.get("type") not in {"plain_text", "mrkdwn", "image"}:
            yield f"{element.get('type')} is not allowed in context"


def _check_table(block: Json) -> Iterator[str]:
    rows = block.get("rows", ())
    if len(rows) > MAX_ROWS:
        yield f"no more than {MAX_ROWS} rows allowed, {len(rows)} given"
    if len({len(row) for row in rows}) > 1:
        yield "rows must have the same number of cells"
    widest = max([*map(len, rows), len(block.get("column_settings", ()))], default=0)
    if widest > MAX_COLUMNS:
        yield f"no more than {MAX_COLUMNS} columns allowed, {widest} given"
    for cell in (cell for row in rows for cell in row):
        if cell.get("type") not in {"raw_text", "raw_number", "rich_text"}:
            yield f"a table cell cannot be {cell.get('type')}"
        elif not _characters(cell):
            yield "a table cell must not be empty"


def _characters(value: Any) -> int:
    """The number of characters in the cells of a table."""
    if isinstance(value, Mapping):
        own = value.get("text", value.get("value", ""))
        return len(str(own)) + _characters([inner for key, inner in value.items() if key == "elements"])
    return sum(map(_characters, value)) if isinstance(value, list | tuple) else 0


def _check_element(element: Json) -> Iterator[str]:
    kind = element["type"]
    if kind in {"checkboxes", "radio_buttons"} and len(element.get("options", ())) > MAX_CHOICES:
        yield f"no more than {MAX_CHOICES} options allowed"
    for part in ("text", "placeholder"):
        yield from _check_text(element.get(part), f"{kind} {part}", kinds=("plain_text",))
    offered = options(element)
    for chosen in [*filter(None, [element.get("initial_option")]), *element.get("initial_options", ())]:
        if offered and chosen not in offered:
            yield f"{kind}: an initial option must be one of the options"
    for option in offered:
        kinds = ("plain_text", "mrkdwn") if kind in {"checkboxes", "radio_buttons"} else ("plain_text",)
        yield from _check_text(option.get("text"), "option text", 75, kinds)
        yield from _check_text(option.get("description"), "option description", MAX_DESCRIPTION, kinds)
        if len(option.get("value", "")) > MAX_VALUE:
            yield f"option value must be at most {MAX_VALUE} characters long"


RULES: dict[str, Callable[[Json], Iterator[str]]] = {
    "section": _check_section,
    "header": _check_header,
    "actions": _check_actions,
    "context": _check_context,
    "table": _check_table,
}
