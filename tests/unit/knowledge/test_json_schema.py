import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.knowledge.folders import read_folder, shipped_path
from bot.knowledge.json_schema import schemas, write
from bot.knowledge.layout import KINDS_BY_PATTERN

SCHEMAS = schemas()
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def test_every_kind_of_file_has_a_schema():
    assert list(SCHEMAS) == [kinds[0].name for kinds in KINDS_BY_PATTERN.values()]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schemas_match_the_models(name: str):
    text = (shipped_path() / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == SCHEMAS[name], "run: rolecall schema --write knowledge/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_valid_json_schema(name: str):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


def test_every_shipped_file_matches_the_schema_it_names():
    for file in read_folder(shipped_path()).files:
        text = (file.data or b"").decode()
        content = yaml.load(text, LOADER)  # noqa: S506  one of the safe ones
        jsonschema.Draft202012Validator(SCHEMAS[file.kinds[0].name]).validate(content)
        up = "../" * file.name.count("/")
        first = f"# yaml-language-server: $schema={up}schema/{file.kinds[0].name}.schema.json"
        assert text.splitlines()[0] == first, file.name


def test_an_unknown_key_violates_the_schema():
    problems = list(
        jsonschema.Draft202012Validator(SCHEMAS["topics"]).iter_errors({"topics": [{"id": "x", "nmae": "y"}]})
    )
    assert any("nmae" in problem.message for problem in problems)


def test_a_file_of_several_lists_needs_at_least_one_of_them_and_nothing_else():
    validator = jsonschema.Draft202012Validator(SCHEMAS["checklist"])
    assert validator.is_valid({"phases": [{"id": "need", "name": "Need"}]})
    assert not validator.is_valid({})
    assert not validator.is_valid({"phase": []})
    assert not validator.is_valid({"items": [{"id": "need"}]})


def test_the_schema_includes_the_ranges_of_numbers():
    days = SCHEMAS["checklist"]["$defs"]["ChecklistItem"]["properties"]
    assert (days["due"]["minimum"], days["due"]["maximum"]) == (-730, 730)
    assert (days["takes"]["minimum"], days["takes"]["maximum"]) == (1, 730)


def test_the_schema_describes_the_keys():
    role = SCHEMAS["role"]
    assert (
        role["properties"]["short"]["description"] == "The heading of its table column, such as CMO or CPO (product)."
    )
    assert role["properties"]["title"]["maxLength"] == 80
    assert "title" in role["properties"]


def test_one_schema_file_is_written_for_each_kind(tmp_path: Path):
    written = write(tmp_path / "new" / "schema")
    assert sorted(path.name for path in written) == sorted(f"{name}.schema.json" for name in SCHEMAS)
    assert all(json.loads(path.read_text(encoding="utf-8")) == SCHEMAS[path.name.partition(".")[0]] for path in written)
