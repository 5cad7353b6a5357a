import pickle
from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, contents, write

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Source
from bot.knowledge.pickling import StoredEntries, pickled, unpickled, with_stored_entries

SOURCE = Source(id="a", title="A study", publisher="P", strength="official")
BROKEN = {"a": pickled(SOURCE), "b": b"not an entry"}
"""The second entry cannot be loaded, so whatever loads it fails."""


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeBase:
    return assembled(write(tmp_path / "small", SMALL))[0]


def test_a_stored_base_has_the_same_entries_in_the_same_order(small: KnowledgeBase):
    back = unpickled(pickled(with_stored_entries(small)))
    assert contents(back) == contents(small)
    assert [list(back.roles), list(back.pairs), list(back.sources)] == [
        list(small.roles),
        list(small.pairs),
        list(small.sources),
    ]


def test_an_entry_is_loaded_when_it_is_looked_up_and_no_other_with_it():
    entries = StoredEntries[str, Source](BROKEN)
    assert entries["a"] == SOURCE
    assert entries["a"] is entries["a"]
    with pytest.raises(pickle.UnpicklingError):
        entries["b"]


def test_ids_are_known_without_loading_their_entries():
    entries = StoredEntries[str, Source](BROKEN)
    assert list(entries) == ["a", "b"]
    assert len(entries) == 2
    assert "b" in entries
    assert "c" not in entries
    assert entries.get("c") is None


def test_bytes_that_name_anything_but_our_classes_are_refused():
    with pytest.raises(pickle.UnpicklingError, match="is not part of the knowledge"):
        unpickled(b"cos\nsystem\n(S'true'\ntR.")
