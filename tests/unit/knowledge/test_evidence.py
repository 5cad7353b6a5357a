from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, changed, write

MISSING = "has no source; add `sources: [...]` with ids from sources.yml"
UNSOURCED = {
    "a fact": ("roles/cmo.yml", "        sources: [S1]\n", "", 14),
    "a conclusion": ("roles/cmo.yml", "sources: [S1]", "basis: inference", 14),
    "a difference": ("pairs/cmo-cro.yml", "      cro: Revenue\n    sources: [S1]\n", "      cro: Revenue\n", 5),
    "a similarity": ("pairs/cmo-cro.yml", "    text: Both want growth.\n    sources: [S1]\n", "    text: Both.\n", 12),
    "an answer": ("faq/first.yml", "        sources: [S1]\n", "", 7),
    "a stake": (
        "ownership.yml",
        "        text: Sets prices.\n        sources: [S1]\n",
        "        text: Sets prices.\n",
        6,
    ),
    "a choice": ("considerations.yml", "because: One is enough.\n        sources: [S1]", "because: Enough.", 10),
    "a consideration": ("considerations.yml", "    roles: [cmo, cro]\n    sources: [S1]\n", "", 2),
}


@pytest.mark.parametrize(("name", "old", "new", "line"), UNSOURCED.values(), ids=UNSOURCED)
def test_every_statement_needs_a_source(tmp_path: Path, name: str, old: str, new: str, line: int):
    assert assembled(write(tmp_path, changed(name, old, new)))[1] == [f"{name}:{line}: {MISSING}"]


def test_a_suggestion_needs_no_source(tmp_path: Path):
    assert assembled(write(tmp_path, changed("roles/cmo.yml", "sources: [S1]", "basis: suggestion")))[1] == []


def test_a_companys_own_statements_need_no_source(tmp_path: Path):
    files = {
        name: text.replace("        sources: [S1]\n", "").replace("    sources: [S1]\n", "")
        for name, text in SMALL.items()
    }
    files["knowledge.yml"] = "standalone: true\n"
    assert assembled(write(tmp_path, files))[1] == []


@pytest.mark.parametrize("number", ["41%", "41 %", "41 per cent", "4.5 percent", "$2M", "£ 5", "EUR 300"])
def test_a_share_or_a_sum_needs_its_year_and_whom_it_counts(tmp_path: Path, number: str):
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", "measured on awareness", f"worth {number}")))
    assert len(problems) == 1
    assert problems[0].startswith("roles/cmo.yml:14: the number at ")
    assert problems[0].endswith("needs its year and whom it counts; add `figure: {year: ..., of: ..., measure: ...}`")


@pytest.mark.parametrize("number", ["3 teams", "the 2025 plan", "percentages", "US dollars", "Q4"])
def test_other_numbers_may_stand_alone(tmp_path: Path, number: str):
    assert assembled(write(tmp_path, changed("roles/cmo.yml", "measured on awareness", f"with {number}")))[1] == []


@pytest.mark.parametrize("month", ["2026", "2026-13", "11/2026", "November 2026", "2026-11-01"])
def test_a_review_has_a_month(tmp_path: Path, month: str):
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", '"2026-11"', f'"{month}"')))
    assert problems == [f'roles/cmo.yml:6: "{month}" is no month; write it as "2026-11"']
