from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, changed, write

CMO = "roles/cmo.yml"
ITEMS = "checklists/executive.yml"
LONG = "x" * 161

ELSEWHERE = "has no effect here; use it in a company's folder, in an entry that overrides another"

BROKEN = {
    "a missing key": (
        CMO,
        "title: Chief Marketing Officer\n",
        "",
        ['roles/cmo.yml:1: "title" is missing; add a line `title: ...`'],
    ),
    "a missing key further in": (
        CMO,
        "    brief: Awareness\n",
        "",
        ['roles/cmo.yml:11: "brief" is missing; add a line `brief: ...`'],
    ),
    "a misspelt key": (
        CMO,
        "summary:",
        "sumary:",
        [
            'roles/cmo.yml:1: "summary" is missing; add a line `summary: ...`',
            'roles/cmo.yml:5: unknown key "sumary"; did you mean "summary"?',
        ],
    ),
    "a misspelt key of a fact": (
        CMO,
        "sources: [S1]",
        "source: [S1]",
        ['roles/cmo.yml:15: unknown key "source"; did you mean "sources"?'],
    ),
    "a key of another planet": (
        "roles/cro.yml",
        "of: Companies asked",
        "zodiac: ram",
        [
            'roles/cro.yml:25: "of" is missing; add a line `of: ...`',
            'roles/cro.yml:25: unknown key "zodiac"; expected one of: year, undated, of, measure',
        ],
    ),
    "an instruction for companies in the base": (
        CMO,
        "level: c_level",
        "level: c_level\nhide: true",
        [f'roles/cmo.yml:5: "hide" {ELSEWHERE}'],
    ),
    "a no that YAML reads as a boolean": (
        CMO,
        "title: Chief Marketing Officer",
        "title: NO",
        ['roles/cmo.yml:2: NO is read as yes or no, not as text; put it in quotes: "NO"'],
    ),
    "a boolean among words": (
        CMO,
        "names: [head of marketing]",
        "names: [head of marketing, on]",
        ['roles/cmo.yml:9: on is read as yes or no, not as text; put it in quotes: "on"'],
    ),
    "a year that YAML reads as a number": (
        "roles/cro.yml",
        '"2025"',
        "2025",
        ['roles/cro.yml:25: 2025 is read as a number or a date, not as text; put it in quotes: "2025"'],
    ),
    "a date": (
        CMO,
        '"2026-11"',
        "2026-11-23",
        ['roles/cmo.yml:6: 2026-11-23 is read as a number or a date, not as text; put it in quotes: "2026-11-23"'],
    ),
    "a text left empty": (
        CMO,
        "title: Chief Marketing Officer",
        "title:",
        ['roles/cmo.yml:2: "title" is empty; fill it in, or delete the line'],
    ),
    "a text of nothing": (
        CMO,
        "title: Chief Marketing Officer",
        "title: ''",
        ['roles/cmo.yml:2: "title" is empty; fill it in, or delete the line'],
    ),
    "a list left empty": (
        CMO,
        "names: [head of marketing]",
        "names:",
        ['roles/cmo.yml:9: "names" is empty; fill it in, or delete the line'],
    ),
    "a list for a text": (
        CMO,
        "title: Chief Marketing Officer",
        "title: [Chief]",
        ['roles/cmo.yml:2: "title" must be a text, not a list'],
    ),
    "a text with a colon that became keys": (
        CMO,
        "names: [head of marketing]",
        "names:\n  - also: head of marketing",
        ['roles/cmo.yml:10: "names" must be a text; put a text with a colon in it in double quotes'],
    ),
    "a text for a list": (
        CMO,
        "names: [head of marketing]",
        "names: head of marketing",
        ['roles/cmo.yml:9: "names" must be a list: [one, two], or one item on each line after `- `'],
    ),
    "a text for keys": (
        "roles/cro.yml",
        '{year: "2025", of: Companies asked, measure: share}',
        "in 2025",
        ['roles/cro.yml:25: there is no figure "in 2025"'],
    ),
    "a list for keys": (
        "roles/cro.yml",
        '{year: "2025", of: Companies asked, measure: share}',
        "[in 2025]",
        ['roles/cro.yml:25: "figure" must have keys with values: year, undated, of, measure'],
    ),
    "a text too long": (
        CMO,
        "brief: Awareness",
        f"brief: {LONG}",
        ['roles/cmo.yml:12: "brief" has 161 characters but at most 160 fit; shorten it by 1'],
    ),
    "too few items": (
        "faq/first.yml",
        "ask:\n      - Whom do we hire first?\n      - first hire\n",
        "ask: []\n",
        ['faq/first.yml:3: "ask" has 0 items but needs at least 1; add more'],
    ),
    "a word outside a choice": (
        CMO,
        "level: c_level",
        "level: chief",
        ['roles/cmo.yml:4: "level" cannot be "chief"; use one of c_level, vp, staff'],
    ),
    "a number outside a choice": (
        "considerations.yml",
        "weight: 2",
        "weight: 3",
        ['considerations.yml:21: "weight" cannot be "3"; use one of 1, 2'],
    ),
    "a number in quotes": (
        ITEMS,
        "takes: 14",
        'takes: "14"',
        ['checklists/executive.yml:28: "takes" must be a whole number, such as 7 or -45, without quotes'],
    ),
    "a number with a point": (
        ITEMS,
        "takes: 14",
        "takes: 1.5",
        ['checklists/executive.yml:28: "takes" must be a whole number, such as 7 or -45, without quotes'],
    ),
    "yes for a number": (
        ITEMS,
        "takes: 14",
        "takes: yes",
        ['checklists/executive.yml:28: "takes" must be a whole number, such as 7 or -45, without quotes'],
    ),
    "a number left empty": (
        ITEMS,
        "takes: 14",
        "takes:",
        ['checklists/executive.yml:28: "takes" is empty; fill it in, or delete the line'],
    ),
    "no day at all": (
        ITEMS,
        "takes: 14",
        "takes: 0",
        ['checklists/executive.yml:28: "takes" must be at least 1'],
    ),
    "a number too large": (
        ITEMS,
        "takes: 14",
        "takes: 731",
        ['checklists/executive.yml:28: "takes" must be at most 730'],
    ),
    "a day too early": (
        ITEMS,
        "due: -180",
        "due: -1000",
        ['checklists/executive.yml:18: "due" must be at least -730'],
    ),
    "a key that items do not have": (
        ITEMS,
        "evidence:",
        "evidense:",
        ['checklists/executive.yml:29: unknown key "evidense"; did you mean "evidence"?'],
    ),
    "a caution that holds nowhere": (
        ITEMS,
        "where: [US]",
        "where: []",
        ['checklists/executive.yml:10: "where" has 0 items but needs at least 1; add more'],
    ),
    "a word for true or false": (
        CMO,
        "        sources: [S1]",
        "        sources: [S1]\n        disputed: maybe",
        ['roles/cmo.yml:16: "disputed" must be true or false, without quotes'],
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "said"), BROKEN.values(), ids=BROKEN)
def test_an_invalid_value_is_reported_in_plain_words(tmp_path: Path, name: str, old: str, new: str, said: list[str]):
    _, problems = assembled(write(tmp_path, changed(name, old, new)))
    assert problems == said


def test_a_list_in_place_of_a_mapping_is_reported(tmp_path: Path):
    role = SMALL[CMO].partition("topics:")[0] + "topics:\n  - metrics\n"
    _, problems = assembled(write(tmp_path, {**SMALL, CMO: role}))
    assert problems == ['roles/cmo.yml:10: "topics" must have keys with values below it, each on its own line']


def test_a_pair_of_three_roles_is_refused(tmp_path: Path):
    files = changed("pairs/cmo-cro.yml", "roles: [cmo, cro]", "roles: [cmo, coo, cro]")
    files["pairs/cmo-coo-cro.yml"] = files.pop("pairs/cmo-cro.yml")
    _, problems = assembled(write(tmp_path, files))
    assert 'pairs/cmo-coo-cro.yml:1: "roles" has more than 2 items; delete some' in problems


def test_every_error_in_an_entry_is_reported_at_once(tmp_path: Path):
    files = changed("roles/cmo.yml", "level: c_level", "level: chief")
    files["roles/cmo.yml"] = files["roles/cmo.yml"].replace("names:", "name:").replace("text:", "txt:")
    _, problems = assembled(write(tmp_path, files))
    assert [problem.partition(": ")[0] for problem in problems] == [
        "roles/cmo.yml:4",
        "roles/cmo.yml:9",
        "roles/cmo.yml:14",
        "roles/cmo.yml:14",
    ]
