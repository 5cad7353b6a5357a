from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.knowledge_files import SMALL, assembled, changed, write

from bot.knowledge.claims import normalise_name, shared_abbreviations


def problems_of(folder: Path, files: dict[str, str]) -> list[str]:
    return assembled(write(folder, files))[1]


def test_an_abbreviation_may_be_shared_if_both_roles_mark_it_as_ambiguous(tmp_path: Path):
    base, problems = assembled(write(tmp_path, SMALL))
    assert problems == []
    assert base.roles["cmo"].ambiguous == base.roles["cro"].ambiguous == ("CO",)
    assert shared_abbreviations(base.roles.values()) == {"co"}


def test_an_unmarked_shared_abbreviation_is_reported_at_both_roles(tmp_path: Path):
    files = {name: text.replace("ambiguous: [CO]\n", "") for name, text in SMALL.items()}
    fix = "add `ambiguous: [CO]` to each role"
    assert problems_of(tmp_path, files) == [
        f'roles/cmo.yml:7: "CO" also means cro (roles/cro.yml:7); {fix}',
        f'roles/cro.yml:7: "CO" also means cmo (roles/cmo.yml:7); {fix}',
    ]


def test_only_the_role_without_the_mark_is_reported(tmp_path: Path):
    files = changed("roles/cro.yml", "ambiguous: [CO]\n", "")
    assert [problem.partition(": ")[0] for problem in problems_of(tmp_path, files)] == ["roles/cro.yml:7"]


def test_the_dots_of_an_abbreviation_make_no_difference(tmp_path: Path):
    files = changed("roles/cro.yml", "abbreviations: [CRO, CO]", "abbreviations: [CRO, CO]\nmisspellings: [C.O.]")
    assert problems_of(tmp_path, files) == []


TAKEN = {
    "a name that is another's title": (
        "names: [head of marketing]",
        "names: [chief-revenue Officer]",
        "roles/cro.yml:2",
    ),
    "a misspelling that is another's title": (
        "names: [head of marketing]",
        "misspellings: [ChiefRevenueOfficer]",
        "roles/cro.yml:2",
    ),
    "a name that is another's abbreviation": ("names: [head of marketing]", "names: [C.R.O.]", "roles/cro.yml:7"),
}


@pytest.mark.parametrize(("old", "new", "place"), TAKEN.values(), ids=TAKEN)
def test_a_name_claimed_twice_is_reported_at_the_weaker_claim(tmp_path: Path, old: str, new: str, place: str):
    name = new.partition("[")[2].rstrip("]")
    problems = problems_of(tmp_path, changed("roles/cmo.yml", old, new))
    assert problems == [f'roles/cmo.yml:9: "{name}" is also a name of cro ({place}); keep it in one place']


def test_two_roles_with_the_same_column_heading_are_a_problem(tmp_path: Path):
    problems = problems_of(tmp_path, changed("roles/cro.yml", "short: CRO\nlevel", "short: CMO\nlevel"))
    assert [problem.partition(": ")[0] for problem in problems] == ["roles/cro.yml:3"]


def test_an_ambiguous_word_must_be_an_abbreviation_of_the_role(tmp_path: Path):
    problems = problems_of(tmp_path, changed("roles/cro.yml", "ambiguous: [CO]", "ambiguous: [CO, XO]"))
    assert problems == [
        'roles/cro.yml:8: "XO" is not an abbreviation of this role; add it to abbreviations, or delete it here'
    ]


def test_an_ambiguity_mark_that_no_other_role_shares_is_dropped(tmp_path: Path):
    base, problems = assembled(
        write(tmp_path, changed("roles/cmo.yml", "abbreviations: [CMO, CO]\nambiguous: [CO]\n", ""))
    )
    assert problems == []
    assert base.roles["cro"].ambiguous == ()


COMPANY = """\
title: Chief Order Officer
short: COrd
level: c_level
summary: Keeps order.
reviewed: "2026-11"
abbreviations: [CMO]
"""


def test_a_companys_abbreviation_that_is_taken_below_is_reported_in_the_companys_file(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    above = write(tmp_path / "above", {"roles/order.yml": COMPANY})
    fix = "add `ambiguous: [CMO]` to cmo and order, or `claims: [CMO]` to order"
    assert assembled(below, above)[1] == [f'roles/order.yml:6: "CMO" also means cmo (roles/cmo.yml:7); {fix}']


@pytest.mark.parametrize("order", ["claims: [CMO]\n", "ambiguous: [CMO]\n"])
def test_a_company_resolves_a_shared_abbreviation_by_a_claim_or_by_marking_both(tmp_path: Path, order: str):
    below = write(tmp_path / "below", SMALL)
    above = write(tmp_path / "above", {"roles/order.yml": COMPANY + order, "roles/cmo.yml": "ambiguous: [CMO]\n"})
    base, problems = assembled(below, above)
    assert problems == []
    assert base.roles["order"].abbreviations == ("CMO",)
    assert ("CMO" in base.roles["cmo"].ambiguous) == ("ambiguous" in order)


def test_a_name_belongs_to_one_topic(tmp_path: Path):
    problems = problems_of(tmp_path, changed("topics.yml", "names: [kpi]", "names: [kpi, Who matters, importance]"))
    assert problems == ['topics.yml:6: "importance" is also a name of importance (topics.yml:12); keep it in one place']


def test_a_name_belongs_to_one_thing(tmp_path: Path):
    another = (
        SMALL["ownership.yml"].removeprefix("things:\n").replace("id: pricing", "id: price").replace("Pricing", "Price")
    )
    problems = problems_of(tmp_path, {**SMALL, "ownership.yml": SMALL["ownership.yml"] + another})
    assert problems == ['ownership.yml:17: "prices" is also a name of pricing (ownership.yml:4); keep it in one place']


def test_a_phase_has_a_name_of_its_own(tmp_path: Path):
    problems = problems_of(tmp_path, changed("checklists/executive.yml", "name: Mandate", "name: need"))
    assert problems == [
        'checklists/executive.yml:5: "need" is also a name of need (checklists/executive.yml:3); keep it in one place'
    ]


def test_a_phrasing_belongs_to_one_question(tmp_path: Path):
    another = SMALL["faq/first.yml"].replace("first_hire", "second").replace("Whom do we hire first?", "Hm?")
    problems = problems_of(tmp_path, {**SMALL, "faq/second.yml": another.replace("- first hire", "- First hire!")})
    assert problems == [
        'faq/second.yml:5: "First hire!" is also a phrasing of first_hire (faq/first.yml:5); keep it in one place'
    ]


@pytest.mark.parametrize("same", ["C.M.O.", "cmo", "C M O", "C-M-O", "\uff23\uff2d\uff2f", "CMÖ"])
def test_names_are_compared_without_case_dots_spaces_and_accents(same: str):
    assert normalise_name(same) == "cmo"


@given(st.text())
def test_normalising_a_name_twice_changes_nothing(name: str):
    assert normalise_name(normalise_name(name)) == normalise_name(name)
