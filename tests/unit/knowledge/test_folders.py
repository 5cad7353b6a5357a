from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.knowledge_files import SMALL, write

from bot.knowledge.folders import (
    KnowledgeFile,
    KnowledgeFolder,
    fingerprint,
    layered_paths,
    list_files,
    read_folder,
    shipped_path,
)
from bot.knowledge.layout import FAQ


def test_the_shipped_knowledge_is_found_and_standalone():
    assert "standalone: true" in (shipped_path() / "knowledge.yml").read_text()


def test_a_folder_is_read_into_entry_files_and_unexpected_names(tmp_path: Path):
    folder = read_folder(
        write(tmp_path, {"roles/cmo.yml": "a: b", "notes.txt": "x", "faq/old/x.yml": "y", ".hidden": ""})
    )
    assert [(file.name, file.data) for file in folder.files] == [("roles/cmo.yml", b"a: b")]
    assert folder.unexpected_files == ("faq/old/", "notes.txt")


def test_a_file_is_displayed_relative_to_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "company", {"topics.yml": "x"})
    monkeypatch.chdir(tmp_path)
    assert read_folder(tmp_path / "company").files[0].display_name == "company/topics.yml"
    assert read_folder(Path("company")).files[0].display_name == "company/topics.yml"
    monkeypatch.chdir("/")
    assert read_folder(tmp_path / "company").files[0].display_name in (
        f"{tmp_path}/company/topics.yml",
        f"{tmp_path}/company/topics.yml".lstrip("/"),
    )


def test_a_folder_named_twice_is_used_once_at_its_last_position(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    assert layered_paths((one, two, tmp_path / "two" / ".." / "one")) == (
        shipped_path(),
        two,
        tmp_path / "two" / ".." / "one",
    )


def test_naming_the_shipped_folder_does_not_overlay_it_on_itself():
    assert len(layered_paths((shipped_path(),))) == 1


def test_listing_a_missing_folder_raises(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        list_files(tmp_path / "nowhere")


FILES = st.dictionaries(st.sampled_from(["a.yml", "b.yml", "ab.yml"]), st.binary(max_size=6), max_size=3)


def folder(files: dict[str, bytes]) -> KnowledgeFolder:
    return KnowledgeFolder(Path(), "x", tuple(KnowledgeFile((FAQ,), name, name, data) for name, data in files.items()))


@given(FILES, FILES)
def test_fingerprints_are_equal_exactly_if_the_contents_are(one: dict[str, bytes], two: dict[str, bytes]):
    same = list(one.items()) == list(two.items())
    assert (fingerprint([folder(one)]) == fingerprint([folder(two)])) == same


def test_a_renamed_file_changes_the_fingerprint(tmp_path: Path):
    before = fingerprint([read_folder(write(tmp_path, SMALL))])
    (tmp_path / "faq" / "first.yml").rename(tmp_path / "faq" / "second.yml")
    assert fingerprint([read_folder(tmp_path)]) != before


def test_moving_a_file_from_one_folder_to_the_next_changes_the_fingerprint():
    full, empty = folder({"a.yml": b"x"}), folder({})
    assert fingerprint([full, empty]) != fingerprint([empty, full])
