from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, write

from bot.knowledge.base import KnowledgeBase


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return assembled(write(tmp_path, SMALL))[0]


def test_a_pair_is_found_with_its_roles_in_either_order(base: KnowledgeBase):
    assert base.get_pair("cmo", "cro") is base.get_pair("cro", "cmo") is not None
    assert base.get_pair("cmo", "cto") is None
    assert base.get_pair("cmo", "cmo") is None


def test_sources_are_returned_once_each_in_the_order_first_cited(tmp_path: Path):
    more = "  - {id: A1, title: Another, publisher: Them, strength: vendor}\n"
    base, _ = assembled(write(tmp_path, {**SMALL, "sources.yml": SMALL["sources.yml"] + more}))
    assert [source.id for source in base.get_sources(["A1", "S1", "A1", "missing"])] == ["A1", "S1"]


def test_role_topics_leaves_out_topics_of_pairs(base: KnowledgeBase):
    assert [topic.id for topic in base.role_topics] == ["metrics", "scope"]
