from datetime import date
from pathlib import Path

import pytest
from samples.knowledge_files import FIGURES, SMALL, assembled, write

from bot.knowledge.figures import find_outdated
from bot.knowledge.models import Figure

INLINE = '{year: "2025", of: Companies asked, measure: share}'


def checked(folder: Path, figures: str = FIGURES, reference: str = "growth_2025") -> list[str]:
    role = SMALL["roles/cro.yml"].replace(INLINE, reference)
    return assembled(write(folder, {**SMALL, "figures.yml": figures, "roles/cro.yml": role}))[1]


def test_a_statement_shows_the_figure_that_it_names(tmp_path: Path):
    assert checked(tmp_path) == []
    base, _ = assembled(tmp_path)
    assert base.roles["cro"].topics["metrics"].facts[0].figure == Figure(
        year="2025", of="Companies asked again", measure="mean"
    )


def test_a_figure_that_is_written_out_stays_as_it_is(tmp_path: Path):
    base, problems = assembled(write(tmp_path, {**SMALL, "figures.yml": FIGURES}))
    assert problems == []
    assert base.roles["cro"].topics["metrics"].facts[0].figure == Figure(
        year="2025", of="Companies asked", measure="share"
    )


def test_the_figures_are_in_the_base_by_id(tmp_path: Path):
    base, _ = assembled(write(tmp_path, {**SMALL, "figures.yml": FIGURES}))
    assert {key: figure.value for key, figure in base.figures.items()} == {"growth_2024": "4%", "growth_2025": "5%"}


def test_an_unknown_figure_is_one_problem_at_its_line_with_the_nearest_id(tmp_path: Path):
    [problem] = checked(tmp_path, reference="growth_25")
    assert problem.startswith('roles/cro.yml:25: there is no figure "growth_25"')
    assert "growth_2025" in problem.partition("growth_25")[2]


def test_every_kind_of_entry_may_name_a_figure(tmp_path: Path):
    text = "- text: It depends on the stage, as 5% say.\n        figure: growth_2025\n"
    faq = SMALL["faq/first.yml"].replace("- text: It depends on the stage.\n", text)
    base, problems = assembled(write(tmp_path, {**SMALL, "figures.yml": FIGURES, "faq/first.yml": faq}))
    assert problems == []
    assert base.faq["first_hire"].answer[0].figure == Figure(year="2025", of="Companies asked again", measure="mean")


def test_a_figure_without_a_year_needs_a_reason(tmp_path: Path):
    figures = FIGURES.replace('year: "2025"', "year: not stated")
    problem = "figures.yml:15: the year is not stated; add `undated: ...` with the reason, or the year"
    assert checked(tmp_path, figures) == [problem]
    reason = "    undated: The page has no date.\n"
    assert checked(tmp_path, figures + reason) == []


def test_a_figure_written_out_in_a_statement_needs_the_reason_too(tmp_path: Path):
    undated = INLINE.replace('"2025"', "not stated")
    problem = "roles/cro.yml:25: the year is not stated; add `undated: ...` with the reason, or the year"
    assert checked(tmp_path, reference=undated) == [problem]
    assert checked(tmp_path, reference=undated.replace("of:", "undated: The page has no date., of:")) == []


def test_a_company_need_not_say_why_its_own_figure_has_no_year(tmp_path: Path):
    undated = SMALL["roles/cro.yml"].replace('year: "2025"', "year: not stated")
    assert undated != SMALL["roles/cro.yml"]
    below = write(tmp_path / "below", SMALL)
    assert assembled(below, write(tmp_path / "own", {"roles/cro.yml": undated}))[1] == []


@pytest.mark.parametrize("month", ["spring", '"2027-13"', '"2027"'])
def test_the_next_edition_is_due_in_a_month(tmp_path: Path, month: str):
    [problem] = checked(tmp_path, FIGURES.replace("2027-02", month))
    assert problem.startswith("figures.yml:17: ")
    assert 'is not a month; write it as "2027-02"' in problem


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("source: S1\n    superseded", "source: S9\n    superseded", 8), ("by: growth_2025", "by: growth_9", 9)],
)
def test_a_figure_names_a_source_and_a_newer_figure_that_exist(tmp_path: Path, old: str, new: str, line: int):
    assert FIGURES.count(old) == 1
    [problem] = checked(tmp_path, FIGURES.replace(old, new))
    assert problem.startswith(f"figures.yml:{line}: there is no ")


def test_a_superseded_figure_and_one_whose_next_edition_is_due_are_listed(tmp_path: Path):
    base, _ = assembled(write(tmp_path, {**SMALL, "figures.yml": FIGURES}))
    superseded = 'figures.yml, "growth_2024": superseded by "growth_2025": 5% (2025)'
    assert find_outdated(base, date(2027, 1, 31)) == (superseded,)
    assert find_outdated(base, date(2027, 2, 1)) == (
        superseded,
        'figures.yml, "growth_2025": the next edition was due in 2027-02; look for it',
    )


def test_a_company_can_add_and_hide_figures(tmp_path: Path):
    below = write(tmp_path / "below", {**SMALL, "figures.yml": FIGURES.replace("    superseded_by: growth_2025\n", "")})
    hidden = write(tmp_path / "hidden", {"figures.yml": "figures:\n  - id: growth_2024\n    hide: true\n"})
    base, problems = assembled(below, hidden)
    assert problems == []
    assert list(base.figures) == ["growth_2025"]
    newer = write(
        tmp_path / "newer", {"figures.yml": 'figures:\n  - id: growth_2025\n    value: 6%\n    year: "2026"\n'}
    )
    base, problems = assembled(below, newer)
    assert problems == []
    assert (base.figures["growth_2025"].value, base.figures["growth_2025"].year) == ("6%", "2026")
