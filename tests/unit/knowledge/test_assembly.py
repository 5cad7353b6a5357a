from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples.knowledge_files import SMALL, assembled, changed, write

from bot.knowledge.folders import read_folder, shipped_path

FIRST_DAY = """\
entries:
  - id: badge
    ask: [Where is my badge?]
    answer: [{text: At the desk.}]
    reviewed: "2026-11"
"""


def test_roles_come_in_the_order_given_and_then_by_title(tmp_path: Path):
    base, _ = assembled(write(tmp_path, SMALL))
    assert list(base.roles) == ["cro", "cmo"]
    base, _ = assembled(write(tmp_path, {"knowledge.yml": "standalone: true\nsourced: true\n"}))
    assert list(base.roles) == ["cmo", "cro"]


def test_the_topics_of_a_role_come_in_the_order_of_the_topics(tmp_path: Path):
    base, _ = assembled(write(tmp_path, SMALL))
    assert list(base.roles["cro"].topics) == ["metrics", "scope"]
    assert [topic.id for topic in base.role_topics] == ["metrics", "scope"]


def test_the_version_changes_with_any_file(tmp_path: Path):
    base, _ = assembled(write(tmp_path, SMALL))
    again, _ = assembled(tmp_path)
    other, _ = assembled(write(tmp_path, changed("sources.yml", "A study", "Another study")))
    assert base.version == again.version != other.version


def test_a_standalone_folder_hides_everything_below_it(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    alone = write(tmp_path / "alone", {"knowledge.yml": "standalone: true\n", "faq/first_day.yml": FIRST_DAY})
    base, problems = assembled(below, alone)
    assert problems == []
    assert list(base.faq) == ["badge"]
    assert base.faq["badge"].answer[0].own
    assert (base.roles, base.pairs, base.things, base.sources) == ({}, {}, {}, {})


def test_a_standalone_folder_uses_the_shipped_language_unless_it_has_its_own(tmp_path: Path):
    below = write(tmp_path / "below", {**SMALL, "language.yml": "cues:\n  versus: [vs]\n"})
    alone = write(tmp_path / "alone", {"knowledge.yml": "standalone: true\n"})
    base, problems = assembled(below, alone)
    assert problems == []
    assert base.language.cues == {"versus": ("vs",)}
    assert list(base.topics) == ["metrics", "scope", "importance"]
    base, _ = assembled(below, write(alone, {"language.yml": "cues:\n  versus: [against]\n"}))
    assert base.language.cues == {"versus": ("against",)}


def test_words_for_roles_that_a_standalone_folder_lacks_are_not_a_problem(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    alone = write(tmp_path / "alone", {"knowledge.yml": "standalone: true\n"})
    base, problems = assembled(below, alone)
    assert problems == []
    assert base.language.cues["versus"] == ("vs", "@ or @")
    assert base.language.functions == {}


def test_words_for_roles_that_a_standalone_folder_has_are_kept(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    alone = write(tmp_path / "alone", {name: text for name, text in SMALL.items() if name != "language.yml"})
    assert assembled(below, alone)[0].language.functions == {"cmo": ("marketing",)}


def test_problems_of_a_folder_that_is_not_used_are_not_reported(tmp_path: Path):
    below = write(tmp_path / "below", changed("roles/cmo.yml", "level: c_level", "level: chief"))
    alone = write(tmp_path / "alone", {"knowledge.yml": "standalone: true\n"})
    assert assembled(below, alone)[1] == []


def test_a_folder_can_overlay_a_standalone_one(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    alone = write(tmp_path / "alone", {**SMALL, "sources.yml": SMALL["sources.yml"].replace("A study", "Theirs")})
    above = write(tmp_path / "above", {"roles/cmo.yml": "title: Ours\n"})
    base, problems = assembled(below, alone, above)
    assert problems == []
    assert (base.sources["S1"].title, base.roles["cmo"].title) == ("Theirs", "Ours")


def test_an_empty_folder_alone_gives_an_empty_base(tmp_path: Path):
    base, problems = assembled(tmp_path)
    assert problems == []
    assert (base.roles, base.faq, base.language.cues) == ({}, {}, {})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_line_never_raises_and_every_problem_names_a_line_of_a_file(tmp_path: Path, data: st.DataObject):
    name = data.draw(st.sampled_from(sorted(SMALL)))
    lines = SMALL[name].splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    damage = data.draw(
        st.sampled_from(["", "x", "- ", "\t", "hide: true\n", ": ", "[", "TODO ", "<!here>", "NO\n", "  id: x\n"])
    )
    where = data.draw(st.integers(0, len(lines[at])))
    lines[at] = lines[at][:where] + damage + lines[at][where + data.draw(st.integers(0, 8)) :]
    _, problems = assembled(write(tmp_path, {**SMALL, name: "".join(lines)}))
    for problem in problems:
        file, line, text = problem.split(":", 2)
        assert (tmp_path / file).is_file()
        assert 1 <= int(line) <= len((tmp_path / file).read_text().splitlines()) + 1
        assert text.strip()


def test_the_display_names_of_shipped_files_end_in_their_paths():
    assert all(file.display_name.endswith(file.name) for file in read_folder(shipped_path()).files)
