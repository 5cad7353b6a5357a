from pathlib import Path

import pytest
from samples.knowledge_files import KIT, RULES, SMALL, assembled, write

from bot.knowledge.base import KnowledgeBase


@pytest.fixture
def below(tmp_path: Path) -> Path:
    return write(tmp_path / "below", SMALL)


def without(below: Path, files: dict[str, str]) -> KnowledgeBase:
    base, problems = assembled(below, write(below.parent / "above", files))
    assert problems == []
    return base


def test_hiding_a_role_removes_everything_that_refers_to_it(below: Path):
    base = without(below, {"roles/cro.yml": "hide: true\n"})
    assert list(base.roles) == ["cmo"]
    assert base.pairs == {}
    assert list(base.faq) == ["first_hire"]
    assert [stake.role for stake in base.things["pricing"].stakes] == ["cmo"]
    assert base.considerations["size"].roles == ("cmo",)
    assert [choice.id for choice in base.considerations["size"].choices] == ["large", "tiny"]


def test_hiding_a_role_removes_its_kit(below: Path):
    write(below, {"kits/cro.yml": KIT, "kits/cmo.yml": KIT.replace("role: cro", "role: cmo")})
    assert list(without(below, {"roles/cro.yml": "hide: true\n"}).kits) == ["cmo"]


def test_hiding_a_topic_removes_it_from_kits(below: Path):
    write(below, {"kits/cro.yml": KIT})
    base = without(below, {"topics.yml": "topics:\n  - id: metrics\n    hide: true\n"})
    assert list(base.kits["cro"].topics) == ["scope"]
    assert list(base.roles["cro"].topics) == ["scope"]


def test_hiding_a_role_removes_the_questions_about_it(below: Path):
    base = without(below, {"roles/cmo.yml": "hide: true\n"})
    assert base.faq == {}
    assert base.language.functions == {}


def test_hiding_roles_removes_a_consideration_about_them_alone(below: Path):
    write(below, {"considerations.yml": RULES.replace("[cmo, cro]", "[cro]")})
    assert without(below, {"roles/cro.yml": "hide: true\n"}).considerations == {}


def test_a_consideration_left_with_one_choice_is_removed(below: Path):
    write(below, {"considerations.yml": RULES.partition("      - id: tiny")[0]})
    assert without(below, {"roles/cro.yml": "hide: true\n"}).considerations == {}


def test_a_thing_left_without_stakes_is_removed(below: Path):
    things = SMALL["ownership.yml"].replace(
        "      - role: cmo\n        part: consulted\n        text: Hears customers.\n        sources: [S1]\n", ""
    )
    write(below, {"ownership.yml": things})
    assert without(below, {"roles/cro.yml": "hide: true\n"}).things == {}


def test_hiding_a_topic_removes_it_from_roles_questions_and_differences(below: Path):
    base = without(below, {"topics.yml": "topics:\n  - id: metrics\n    hide: true\n"})
    assert list(base.topics) == ["scope", "importance"]
    assert list(base.roles["cmo"].topics) == []
    assert list(base.roles["cro"].topics) == ["scope"]
    assert base.get_pair("cmo", "cro").differences[0].topic is None
    assert base.faq["first_hire"].topic is None


def test_a_topic_of_one_role_can_be_hidden(below: Path):
    base = without(below, {"roles/cro.yml": "topics:\n  metrics:\n    hide: true\n"})
    assert list(base.roles["cro"].topics) == ["scope"]
    assert list(base.roles["cmo"].topics) == ["metrics"]


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("faq/ours.yml", "entries: [{id: first_hire, hide: true}]\n", "faq"),
        ("ownership.yml", "things: [{id: pricing, hide: true}]\n", "things"),
        ("considerations.yml", "considerations: [{id: size, hide: true}]\n", "considerations"),
        ("pairs/cro-cmo.yml", "hide: true\n", "pairs"),
    ],
)
def test_a_single_entry_can_be_hidden(below: Path, name: str, text: str, part: str):
    assert getattr(without(below, {name: text}), part) == {}


def test_hide_false_hides_nothing(below: Path):
    assert "cro" in without(below, {"roles/cro.yml": "hide: false\n"}).roles


NOTHING = {
    "a role": (
        "roles/crro.yml",
        "hide: true\n",
        'roles/crro.yml:1: "crro" cannot be hidden because it does not exist; did you mean "cro"?',
    ),
    "a topic of a role": (
        "roles/cro.yml",
        "topics:\n  metric:\n    hide: true\n",
        'roles/cro.yml:2: "metric" cannot be hidden because it does not exist; did you mean "metrics"?',
    ),
    "a source": (
        "sources.yml",
        "sources: [{id: S1, hide: true}]\n",
        "sources.yml:1: this kind of entry cannot be hidden; delete the line",
    ),
}


@pytest.mark.parametrize(("name", "text", "said"), NOTHING.values(), ids=NOTHING)
def test_hiding_an_unknown_entry_is_a_problem(below: Path, name: str, text: str, said: str):
    assert assembled(below, write(below.parent / "above", {name: text}))[1] == [said]


def test_a_new_entry_about_a_role_hidden_in_the_same_folder_is_a_dangling_reference(below: Path):
    files = {"roles/cro.yml": "hide: true\n", "topics.yml": "topics: [{id: scope, names: [reach]}]\n"}
    files["faq/ours.yml"] = (
        "entries:\n  - id: x\n    ask: [x]\n    roles: [cro]\n    answer: [{text: Y.}]\n    reviewed: '2026-11'\n"
    )
    _, problems = assembled(below, write(below.parent / "above", files))
    assert problems == ['faq/ours.yml:4: there is no role "cro"; did you mean "cmo"?']
