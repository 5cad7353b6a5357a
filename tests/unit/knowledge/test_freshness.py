from datetime import date
from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, write

from bot.knowledge.freshness import find_stale


def test_entries_over_a_year_old_are_listed_the_oldest_first(tmp_path: Path):
    files = {name: text.replace("2026-11", "2025-11") for name, text in SMALL.items()}
    files["roles/cmo.yml"] = files["roles/cmo.yml"].replace("2025-11", "2024-01")
    files["faq/first.yml"] = files["faq/first.yml"].replace("2025-11", "2026-11")
    base, _ = assembled(write(tmp_path, files))
    lines = find_stale(base, date(2026, 12, 1))
    assert lines[0] == "roles/cmo.yml: last reviewed in 2024-01, 35 months ago; go over it and renew `reviewed`"
    assert [line.partition(": ")[0] for line in lines[1:]] == [
        'considerations.yml, "size"',
        'ownership.yml, "pricing"',
        "pairs/cmo-cro.yml",
        "roles/cro.yml",
    ]


@pytest.mark.parametrize(
    ("today", "months", "listed"), [((2027, 11), 12, False), ((2027, 12), 12, True), ((2027, 2), 2, True)]
)
def test_the_month_itself_still_counts_as_fresh(tmp_path: Path, today: tuple[int, int], months: int, listed: bool):
    base, _ = assembled(write(tmp_path, SMALL))
    assert bool(find_stale(base, date(*today, 30 if today[1] != 2 else 28), months)) == listed


def test_the_keeper_of_an_entry_is_named(tmp_path: Path):
    folder = write(tmp_path, {**SMALL, "roles/cmo.yml": SMALL["roles/cmo.yml"] + "owner: the brand team\n"})
    base, _ = assembled(folder)
    assert any(
        line.startswith("roles/cmo.yml (kept by the brand team): ") for line in find_stale(base, date(2030, 1, 1))
    )
