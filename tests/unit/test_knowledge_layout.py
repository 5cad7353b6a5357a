import pytest

from bot.knowledge.layout import (
    CAUTIONS,
    CHECKLIST,
    COLLECTION,
    FAQ,
    KINDS,
    PAIR,
    PHASES,
    PLACES,
    ROLE,
    TOPICS,
    Kind,
    belongs,
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
def test_the_place_of_a_file_says_what_it_holds(name: str, kinds: tuple[Kind, ...]):
    assert kinds_of(name) == kinds


def test_what_stands_beside_the_entries_belongs_there_too():
    assert belongs("README.md")
    assert belongs("schema/role.schema.json")
    assert belongs("roles/cmo.yml")
    assert not belongs("notes.md")


def test_every_kind_has_a_name_and_a_model_of_its_own():
    for part in ("name", "model"):
        assert len({getattr(kind, part) for kind in KINDS}) == len(KINDS)


def test_a_place_holds_one_kind_or_several_in_lists_of_their_own():
    assert [kind for kinds in PLACES.values() for kind in kinds] == list(KINDS)
    for kinds in PLACES.values():
        assert len({kind.holds for kind in kinds}) == len(kinds)
        assert len(kinds) == 1 or all(kind.holds for kind in kinds)
