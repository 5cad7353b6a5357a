import pytest

from bot.knowledge.layout import (
    CAUTIONS,
    CHECKLIST,
    COLLECTION,
    FAQ,
    KINDS,
    KINDS_BY_PATTERN,
    PAIR,
    PHASES,
    ROLE,
    TOPICS,
    EntryKind,
    is_expected,
    kinds_of,
)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("roles/cmo.yml", (ROLE,)),
        ("pairs/cmo-cro.yml", (PAIR,)),
        ("faq/anything.yml", (FAQ,)),
        ("checklists/cmo.yml", (CHECKLIST, PHASES, CAUTIONS)),
        ("topics.yml", (TOPICS,)),
        ("knowledge.yml", (COLLECTION,)),
        ("Topics.yml", ()),
        ("cmo.yml", ()),
        ("roles/cmo.yaml", ()),
        ("README.md", ()),
    ],
)
def test_the_path_of_a_file_determines_its_kinds(name: str, kinds: tuple[EntryKind, ...]):
    assert kinds_of(name) == kinds


def test_readmes_and_schemas_are_expected_files():
    assert is_expected("README.md")
    assert is_expected("schema/role.schema.json")
    assert is_expected("roles/cmo.yml")
    assert not is_expected("notes.md")


def test_every_kind_has_a_name_and_a_model_of_its_own():
    for part in ("name", "model"):
        assert len({getattr(kind, part) for kind in KINDS}) == len(KINDS)


def test_a_pattern_holds_one_kind_or_several_with_a_list_each():
    assert [kind for kinds in KINDS_BY_PATTERN.values() for kind in kinds] == list(KINDS)
    for kinds in KINDS_BY_PATTERN.values():
        assert len({kind.list_key for kind in kinds}) == len(kinds)
        assert len(kinds) == 1 or all(kind.list_key for kind in kinds)
