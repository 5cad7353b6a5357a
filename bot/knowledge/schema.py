"""JSON Schemas of the files in a folder of knowledge, so that editors can complete and check them while typing."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.errors import UsageError
from bot.knowledge.layout import KINDS_BY_PATTERN, EntryKind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, under the name of the first kind of entry in it, such as `role` or `faq`."""
    return {kinds[0].name: _schema(place, kinds) for place, kinds in KINDS_BY_PATTERN.items()}


def write(folder: Path) -> tuple[Path, ...]:
    """Write every schema to `<kind>.schema.json` in the folder, and give the files written.

    Raises UsageError where nothing can be written there.
    """
    written = {folder / f"{name}.schema.json": schema for name, schema in schemas().items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, schema in written.items():
            path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror}.", "Name another folder.") from None
    return tuple(written)


def _schema(place: str, kinds: tuple[EntryKind, ...]) -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    for kind in kinds:
        entry = TypeAdapter[Any](kind.model).json_schema(ref_template="#/$defs/{model}")
        definitions |= entry.pop("$defs", {})
        if kind.list_key:
            definitions[kind.model.__name__] = entry
    if kinds[0].list_key:
        entry = _lists_of(kinds)
    schema = {"$schema": _DIALECT, "title": f"{place} of Rolecall's knowledge", **_untitled(entry)}
    return {**schema, "$defs": _untitled(definitions)} if definitions else schema


def _lists_of(kinds: tuple[EntryKind, ...]) -> dict[str, Any]:
    """A file of lists: the one it has is required, of several any will do."""
    lists = {kind.list_key: {"type": "array", "items": {"$ref": f"#/$defs/{kind.model.__name__}"}} for kind in kinds}
    needed = {"required": list(lists)} if len(lists) == 1 else {"minProperties": 1}
    return {"type": "object", "properties": lists, **needed, "additionalProperties": False}


def _untitled(schema: Any) -> Any:
    """The schema without the titles that pydantic makes of the names of keys, which say nothing more."""
    if isinstance(schema, list):
        return [_untitled(item) for item in schema]
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
        return {key: _untitled(value) for key, value in kept.items()}
    return schema
