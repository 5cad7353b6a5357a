from pathlib import Path

import pytest
from samples.knowledge_files import CMO, SMALL, assembled, changed, write

ENTRY = "  - id: other\n    ask: [other]\n    answer: [{text: Yes., sources: [S1]}]\n    reviewed: '2026-11'\n"

BROKEN = {
    "a role under another name": (
        {"roles/coo.yml": CMO.replace("CMO, CO", "CXO")},
        'roles/coo.yml:1: the id "cmo" differs from the file name; rename the file to cmo.yml',
    ),
    "a role whose name is no id": (
        {"roles/C-M-O.yml": CMO.replace("id: cmo", "id: C-M-O")},
        'roles/C-M-O.yml:1: "C-M-O" cannot be an id; use only lower-case letters, digits and _',
    ),
    "a pair under another name": (
        changed("pairs/cmo-cro.yml", "[cmo, cro]", "[cro, coo]"),
        "pairs/cmo-cro.yml:1: the roles differ from the file name; rename the file to cro-coo.yml",
    ),
    "two files for one pair": (
        {"pairs/cro-cmo.yml": SMALL["pairs/cmo-cro.yml"]},
        'pairs/cro-cmo.yml:1: "cmo-cro" is defined twice, first at pairs/cmo-cro.yml:1; keep one',
    ),
    "a question twice": (
        {"faq/second.yml": "entries:\n" + ENTRY + ENTRY.replace("[other]", "[another]")},
        'faq/second.yml:6: "other" is defined twice, first at faq/second.yml:2; keep one',
    ),
    "a file that ends in yaml": (
        {"roles/coo.yaml": CMO},
        "roles/coo.yaml:1: is not read; rename it to end in .yml",
    ),
    "a file in the wrong folder": (
        {"role/coo.yml": CMO},
        'role/coo.yml:1: is not read: this is not the name of a knowledge file; did you mean "roles/*.yml"?',
    ),
    "a file of another kind": (
        {"roles/notes.txt": "hello"},
        "roles/notes.txt:1: is not read: this is not the name of a knowledge file",
    ),
    "a folder too deep": (
        {"roles/old/coo.yml": CMO},
        "roles/old/:1: is not read: this is not the name of a knowledge file",
    ),
    "an empty file": (
        {"roles/coo.yml": ""},
        "roles/coo.yml:1: is empty; fill it in, or delete the file",
    ),
    "a role that is a list": (
        {"roles/coo.yml": "- a\n"},
        "roles/coo.yml:1: starts with a list or a text; start it with keys, such as `title: ...`",
    ),
    "questions without their key": (
        {"faq/second.yml": ENTRY.replace("\n    ", "\n  ").replace("  - id", "- id")},
        "faq/second.yml:1: starts with a list or a text; start it with keys, such as `entries:`",
    ),
    "a list under another key": (
        {"faq/second.yml": "entry:\n" + ENTRY},
        'faq/second.yml:1: unknown key "entry"; put the entries below `entries:`',
    ),
    "a key without its list": (
        {"faq/second.yml": "entries:\n"},
        "faq/second.yml:1: `entries:` must be followed by a list, with one `- id: ...` for each entry",
    ),
    "an entry without an id": (
        {"faq/second.yml": "entries:\n  - ask: [x]\n"},
        "faq/second.yml:2: an entry must start with `- id: ...`",
    ),
    "an entry that is a text": (
        {"faq/second.yml": "entries:\n  - hello\n"},
        "faq/second.yml:2: an entry must start with `- id: ...`",
    ),
    "an id with blanks": (
        {"faq/second.yml": "entries:\n" + ENTRY.replace("id: other", "id: the other")},
        'faq/second.yml:2: "the other" cannot be an id; use only lower-case letters, digits and _',
    ),
    "a list of another name in a file of several": (
        {"checklists/cro.yml": "steps: []\nitems: []\n"},
        'checklists/cro.yml:1: unknown key "steps"; put the entries below `items:` or `phases:` or `cautions:`',
    ),
    "a file of several lists that has none": (
        {"checklists/cro.yml": "item: []\n"},
        "checklists/cro.yml:1: `items:` must be followed by a list, with one `- key: ...` for each entry",
    ),
    "one list of several that is none": (
        {"checklists/cro.yml": "items: []\nphases: Need\n"},
        "checklists/cro.yml:2: `phases:` must be followed by a list, with one `- id: ...` for each entry",
    ),
    "a file of several lists that is one": (
        {"checklists/cro.yml": "- key: x\n"},
        "checklists/cro.yml:1: starts with a list or a text; start it with keys, such as `items:` or `phases:`",
    ),
    "an item without a key": (
        {"checklists/cro.yml": "items:\n  - id: x\n"},
        "checklists/cro.yml:2: an entry must start with `- key: ...`",
    ),
    "a key with blanks": (
        {"checklists/cro.yml": "items:\n  - key: the scope\n"},
        'checklists/cro.yml:2: "the scope" cannot be a key; use only lower-case letters, digits and _',
    ),
    "an item twice": (
        {"checklists/ours.yml": "items:\n  - key: problem\n"},
        'checklists/ours.yml:2: "problem" is defined twice, first at checklists/executive.yml:13; keep one',
    ),
    "a source id with blanks": (
        changed(
            "sources.yml", "  - id: S1", "  - id: S 2\n    title: T\n    publisher: P\n    strength: thin\n  - id: S1"
        ),
        'sources.yml:2: "S 2" cannot be an id; use only letters, digits, _ . -',
    ),
}


@pytest.mark.parametrize(("files", "said"), BROKEN.values(), ids=BROKEN)
def test_a_misplaced_or_malformed_file_is_reported_with_the_fix(tmp_path: Path, files: dict[str, str], said: str):
    _, problems = assembled(write(tmp_path, {**SMALL, **files}))
    assert [problem for problem in problems if problem.startswith(said)], problems


def test_an_id_defined_in_two_files_is_reported_with_both_locations(tmp_path: Path):
    again = SMALL["faq/first.yml"].replace("Whom do we hire first?", "Who?").replace("- first hire", "- who")
    _, problems = assembled(write(tmp_path, {**SMALL, "faq/second.yml": again}))
    assert problems == ['faq/second.yml:2: "first_hire" is defined twice, first at faq/first.yml:2; keep one']


def test_a_complete_folder_has_no_problem(tmp_path: Path):
    assert assembled(write(tmp_path, SMALL))[1] == []


def test_readmes_schemas_hidden_files_and_backups_are_ignored(tmp_path: Path):
    beside = {
        "README.md": "hi",
        "schema/role.schema.json": "{}",
        ".git/x": "",
        "roles/.cmo.yml.swp": "",
        "roles/cmo.yml~": "",
    }
    assert assembled(write(tmp_path, {**SMALL, **beside}))[1] == []


def test_a_missing_folder_is_one_problem(tmp_path: Path):
    _, problems = assembled(tmp_path / "nowhere")
    assert len(problems) == 1
    assert "nowhere:1: cannot be read (No such file or directory)" in problems[0]


def test_a_file_too_large_to_parse_safely_is_refused(tmp_path: Path):
    _, problems = assembled(write(tmp_path, {**SMALL, "faq/huge.yml": "#" * 1_000_001}))
    assert problems == ["faq/huge.yml:1: has 1,000,001 bytes; split it into files of at most 1,000,000"]


def test_a_broken_symbolic_link_is_a_problem_of_that_file(tmp_path: Path):
    folder = write(tmp_path, SMALL)
    (folder / "faq" / "gone.yml").symlink_to(folder / "nothing")
    _, problems = assembled(folder)
    assert problems == ["faq/gone.yml:1: cannot be read (No such file or directory); check its permissions"]


def test_an_unreadable_sources_file_does_not_make_every_reference_a_problem(tmp_path: Path):
    _, problems = assembled(write(tmp_path, changed("sources.yml", "title: A study", "title: A: study")))
    assert [problem.partition(": ")[0] for problem in problems] == ["sources.yml:3"]


def test_all_problems_are_reported_at_once_by_file_and_line(tmp_path: Path):
    files = {
        **changed("roles/cro.yml", "level: c_level", "level: boss"),
        "faq/first.yml": SMALL["faq/first.yml"].replace("S1", "S9").replace("topic: metrics", "topic: metric"),
        "roles/coo.yml": "a: b: c\n",
    }
    _, problems = assembled(write(tmp_path, files))
    places = [problem.split(": ")[0] for problem in problems]
    assert places == ["faq/first.yml:8", "faq/first.yml:10", "roles/coo.yml:1", "roles/cro.yml:4"]


def test_in_an_overlay_the_name_of_the_file_gives_the_id(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    above = write(
        tmp_path / "above", {"roles/cmo.yml": "title: Marketing Lead\n", "pairs/cro-cmo.yml": "headline: Ours.\n"}
    )
    base, problems = assembled(below, above)
    assert problems == []
    assert base.roles["cmo"].title == "Marketing Lead"
    assert base.get_pair("cmo", "cro").headline == "Ours."
