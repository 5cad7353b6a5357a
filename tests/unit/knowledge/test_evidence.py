from datetime import date
from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, changed, write

from bot.knowledge.evidence import find_stale

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
def test_a_percentage_or_a_sum_needs_its_year_and_its_population(tmp_path: Path, number: str):
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", "measured on awareness", f"worth {number}")))
    assert len(problems) == 1
    assert problems[0].startswith("roles/cmo.yml:14: the number at ")
    assert problems[0].endswith("needs its year and its population; add `figure: {year: ..., of: ..., measure: ...}`")


@pytest.mark.parametrize("number", ["3 teams", "the 2025 plan", "percentages", "US dollars", "Q4"])
def test_other_numbers_need_no_figure(tmp_path: Path, number: str):
    assert assembled(write(tmp_path, changed("roles/cmo.yml", "measured on awareness", f"with {number}")))[1] == []


@pytest.mark.parametrize("month", ["2026", "2026-13", "11/2026", "November 2026", "2026-11-01"])
def test_a_review_date_must_be_a_month(tmp_path: Path, month: str):
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", '"2026-11"', f'"{month}"')))
    assert problems == [f'roles/cmo.yml:6: "{month}" is not a month; write it as "2026-11"']


def test_entries_over_a_year_old_are_listed_the_oldest_first(tmp_path: Path):
    files = {name: text.replace("2026-11", "2025-11") for name, text in SMALL.items()}
    files["roles/cmo.yml"] = files["roles/cmo.yml"].replace("2025-11", "2024-01")
    files["faq/first.yml"] = files["faq/first.yml"].replace("2025-11", "2026-11")
    base, _ = assembled(write(tmp_path, files))
    lines = find_stale(base, date(2026, 12, 1))
    assert lines[0] == "roles/cmo.yml: last reviewed in 2024-01, 35 months ago; review it and update `reviewed`"
    assert [line.partition(": ")[0] for line in lines[1:]] == [
        'considerations.yml, "size"',
        'ownership.yml, "pricing"',
        "pairs/cmo-cro.yml",
        "roles/cro.yml",
    ]


@pytest.mark.parametrize(
    ("today", "months", "listed"), [((2027, 11), 12, False), ((2027, 12), 12, True), ((2027, 2), 2, True)]
)
def test_an_entry_is_stale_after_more_than_the_given_months(
    tmp_path: Path, today: tuple[int, int], months: int, listed: bool
):
    base, _ = assembled(write(tmp_path, SMALL))
    assert bool(find_stale(base, date(*today, 30 if today[1] != 2 else 28), months)) == listed


def test_the_owner_of_a_stale_entry_is_named(tmp_path: Path):
    folder = write(tmp_path, {**SMALL, "roles/cmo.yml": SMALL["roles/cmo.yml"] + "owner: the brand team\n"})
    base, _ = assembled(folder)
    assert any(
        line.startswith("roles/cmo.yml (owner: the brand team): ") for line in find_stale(base, date(2030, 1, 1))
    )
