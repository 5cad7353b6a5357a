"""JSON Schemas of the files in a folder of knowledge, so that editors can complete and check them while typing."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.errors import UsageError
from bot.knowledge.layout import KINDS, Kind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Name of the kind, such as `role` or `faq`, to the schema of its files."""
    return {kind.name: _schema(kind) for kind in KINDS}


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


def _schema(kind: Kind) -> dict[str, Any]:
    entry = TypeAdapter[Any](kind.model).json_schema(ref_template="#/$defs/{model}")
    definitions = entry.pop("$defs", {})
    if kind.holds:
        definitions[kind.model.__name__] = entry
        entry = _list_of(kind)
    schema = {"$schema": _DIALECT, "title": f"{kind.where} of Rolecall's knowledge", **_untitled(entry)}
    return {**schema, "$defs": _untitled(definitions)} if definitions else schema


def _list_of(kind: Kind) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"#/$defs/{kind.model.__name__}"}}
    return {
        "type": "object",
        "properties": {kind.holds: items},
        "required": [kind.holds],
        "additionalProperties": False,
    }


def _untitled(schema: Any) -> Any:
    """The schema without the titles that pydantic makes of the names of keys, which say nothing more."""
    if isinstance(schema, list):
        return [_untitled(item) for item in schema]
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
        return {key: _untitled(value) for key, value in kept.items()}
    return schema
