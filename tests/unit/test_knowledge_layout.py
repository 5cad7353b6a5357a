import pytest

from bot.knowledge.layout import COLLECTION, FAQ, KINDS, PAIR, ROLE, TOPICS, Kind, belongs, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("roles/cmo.yml", ROLE),
        ("pairs/cmo-cro.yml", PAIR),
        ("faq/anything.yml", FAQ),
        ("topics.yml", TOPICS),
        ("knowledge.yml", COLLECTION),
        ("Topics.yml", None),
        ("cmo.yml", None),
        ("roles/cmo.yaml", None),
        ("README.md", None),
    ],
)
def test_the_place_of_a_file_says_what_it_holds(name: str, kind: Kind | None):
    assert kind_of(name) is kind


def test_what_stands_beside_the_entries_belongs_there_too():
    assert belongs("README.md")
    assert belongs("schema/role.schema.json")
    assert belongs("roles/cmo.yml")
    assert not belongs("notes.md")


def test_every_kind_has_a_name_a_model_and_a_place_of_its_own():
    for part in ("name", "model", "where"):
        assert len({getattr(kind, part) for kind in KINDS}) == len(KINDS)
