from pathlib import Path

import pytest
from samples.knowledge_files import CHECKLIST, CRO_ITEMS, SMALL, assembled, changed, write

GENERIC, CRO = "checklists/executive.yml", "checklists/cro.yml"


def item(key: str, due: int = -100, **lists: str) -> str:
    """An item of the checklist, as it is written in a file."""
    given = "".join(f"    {name}: {value}\n" for name, value in lists.items())
    return (
        f"  - key: {key}\n    phase: mandate\n    title: Do {key}\n    done: It is done.\n"
        f"    owner: CEO\n    due: {due}\n    takes: 3\n    basis: suggestion\n{given}"
    )


def problems(folder: Path, *items: str) -> list[str]:
    return assembled(write(folder, {**SMALL, GENERIC: CHECKLIST + "".join(items)}))[1]


def test_items_that_need_earlier_ones_are_not_a_problem(tmp_path: Path):
    chain = [item("a"), item("b", needs="[a]"), item("c", -99, needs="[a, b, scorecard]")]
    assert problems(tmp_path, *chain) == []


OUT = "delete one of these `needs`"
CIRCLES = {
    "an item that needs itself": ((item("a", needs="[a]"),), "a needs a"),
    "two that need each other": ((item("a", needs="[b]"), item("b", needs="[a]")), "a needs b needs a"),
    "three in a ring": (
        (item("x", needs="[z]"), item("y", needs="[x]"), item("z", needs="[y]")),
        "x needs z needs y needs x",
    ),
    "a ring that others hang on": (
        (item("a", needs="[b, problem]"), item("b", needs="[a]"), item("c", needs="[a]")),
        "a needs b needs a",
    ),
}


@pytest.mark.parametrize(("items", "ring"), CIRCLES.values(), ids=CIRCLES)
def test_a_cycle_of_needs_is_reported(tmp_path: Path, items: tuple[str, ...], ring: str):
    [said] = problems(tmp_path, *items)
    assert said.startswith(f"{GENERIC}:")
    assert said.endswith(f": these items need one another: {ring}; {OUT}")


def test_every_cycle_is_reported(tmp_path: Path):
    said = problems(tmp_path, item("a", needs="[a, b]"), item("b", needs="[a]"), item("c", needs="[c]"))
    assert [each.partition("one another: ")[2].partition(";")[0] for each in said] == [
        "a needs a",
        "a needs b needs a",
        "c needs c",
    ]


def test_a_cycle_closed_by_a_companys_folder_is_reported_there(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    above = write(tmp_path / "above", {GENERIC: "items:\n  - key: problem\n    due: -166\n    needs: [scorecard]\n"})
    assert assembled(below, above)[1] == [
        f"{GENERIC}:4: these items need one another: problem needs scorecard needs problem; {OUT}"
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "reached"),
    [
        ("", "", True),
        ("[cro]", "", True),
        ("[cro]", "[cro]", True),
        ("[cro]", "[cmo, cro]", True),
        ("", "[cro]", False),
        ("[cmo]", "[cro]", False),
        ("[cmo, cro]", "[cro]", False),
    ],
)
def test_an_item_may_not_need_one_that_some_of_its_hires_lack(tmp_path: Path, mine: str, theirs: str, reached: bool):
    roles = {"roles": mine} if mine else {}
    gate = item("gate", **({"roles": theirs} if theirs else {}))
    said = problems(tmp_path, gate, item("waits", needs="[gate]", **roles))
    if reached:
        assert said == []
    else:
        assert len(said) == 1
        assert '"gate" is only in hires of cro, but this item is in other hires too; give both the same' in said[0]


def test_an_item_due_before_one_it_needs_is_reported_with_both_days(tmp_path: Path):
    said = assembled(write(tmp_path, changed(CRO, "due: -164", "due: -170")))[1]
    fix = "make cro_scope due first, or delete it from `needs`"
    assert said == [f"{CRO}:21: cro_renewals is due on day -170 but needs cro_scope, which is due on day -166; {fix}"]


@pytest.mark.parametrize(("key", "due"), [("cro_renewals", -170), ("cro_scope", -160)])
def test_a_due_day_set_by_a_companys_folder_is_reported_there(tmp_path: Path, key: str, due: int):
    below = write(tmp_path / "below", SMALL)
    above = write(tmp_path / "above", {CRO: f"items:\n  - key: {key}\n    due: {due}\n"})
    [said] = assembled(below, above)[1]
    assert said.startswith(f"{CRO}:3: cro_renewals is due on day ")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"needs": "[gate]", "after": "gate", "within": "4"}, ""),
        ({"needs": "[gate]", "after": "gate"}, '"after" without "within" has no meaning; add `within:`, or delete it'),
        ({"needs": "[gate]", "within": "4"}, '"within" without "after" has no meaning; add `after:`, or delete it'),
        ({"after": "gate", "within": "4"}, '"gate" is not in `needs`; add it there'),
    ],
)
def test_a_deadline_names_an_item_that_it_needs_and_the_working_days(
    tmp_path: Path, values: dict[str, str], problem: str
):
    said = problems(tmp_path, item("gate"), item("waits", **values))
    assert [each.partition(": ")[2] for each in said] == ([problem] if problem else [])


def test_an_item_may_need_one_due_on_the_same_day(tmp_path: Path):
    assert assembled(write(tmp_path, changed(CRO, "due: -164", "due: -166")))[1] == []


def test_needs_that_do_not_exist_are_ignored_here(tmp_path: Path):
    said = assembled(write(tmp_path, {**SMALL, CRO: CRO_ITEMS.replace("[cro_scope]", "[cro_scop]")}))[1]
    assert said == [f'{CRO}:21: there is no item "cro_scop"; did you mean "cro_scope"?']
