from pathlib import Path

from samples.knowledge_files import write

from bot.knowledge.public import PublicKnowledge, public_paths
from bot.knowledge.watch import KnowledgeWatcher


def test_only_sourced_folders_are_public(tmp_path: Path):
    ours = write(tmp_path / "ours", {"language.yml": "{}\n"})
    standalone = write(tmp_path / "standalone", {"knowledge.yml": "standalone: true\n"})
    sourced = write(tmp_path / "sourced", {"knowledge.yml": "sourced: true\n"})
    assert public_paths((ours, standalone, sourced)) == (sourced,)
    assert public_paths(()) == ()


def test_without_public_folders_the_shipped_knowledge_is_public(tmp_path: Path):
    ours = write(tmp_path / "ours", {"language.yml": "not: [closed\n"})
    public = PublicKnowledge((ours,))
    assert public.base.version == KnowledgeWatcher().base.version
    assert public.base is public.base


def test_a_public_folder_that_builds_on_an_own_one_is_left_out(tmp_path: Path):
    broken = write(tmp_path / "sourced", {"knowledge.yml": "sourced: true\n", "roles/cro.yml": "id: nothing\n"})
    assert PublicKnowledge((broken,)).base.version == KnowledgeWatcher().base.version
