"""The checklist as a company changes it: items, phases and cautions added, changed and taken out."""

from pathlib import Path

import pytest
from samples.knowledge_files import CHECKLIST, SMALL, assembled, write

from bot.knowledge.base import KnowledgeBase

OURS = "checklists/executive.yml"
NEW = """\
items:
  - key: ours_council
    phase: mandate
    title: Hear the council
    done: It was heard.
    owner: HR
    due: -165
    takes: 7
    needs: [scorecard]
"""


@pytest.fixture
def below(tmp_path: Path) -> Path:
    return write(tmp_path / "below", SMALL)


def laid(below: Path, text: str, name: str = OURS) -> tuple[KnowledgeBase, list[str]]:
    return assembled(below, write(below.parent / "above", {name: text}))


def clean(below: Path, text: str, name: str = OURS) -> KnowledgeBase:
    base, problems = laid(below, text, name)
    assert problems == []
    return base


def test_items_are_sorted_by_phase_and_day_with_those_of_every_hire_first(below: Path):
    base, _ = assembled(below)
    assert list(base.phases) == ["need", "mandate"]
    assert list(base.checklist) == ["problem", "scorecard", "cro_scope", "cro_renewals"]
    assert base.checklist["cro_scope"].roles == ("cro",)


def test_a_folder_without_a_checklist_gives_an_empty_one(tmp_path: Path):
    base, problems = assembled(write(tmp_path, {"topics.yml": SMALL["topics.yml"]}))
    assert problems == []
    assert (base.phases, base.checklist, base.cautions) == ({}, {}, {})


def test_a_companys_item_is_sorted_in_by_its_day_and_needs_no_source(below: Path):
    base = clean(below, NEW)
    assert list(base.checklist) == ["problem", "scorecard", "cro_scope", "ours_council", "cro_renewals"]
    assert base.checklist["ours_council"].own


def test_an_overlay_changes_only_the_keys_of_an_item_that_it_gives(below: Path):
    scorecard = clean(below, "items: [{key: scorecard, owner: The board}]\n").checklist["scorecard"]
    assert (scorecard.owner, scorecard.own) == ("The board", True)
    assert (scorecard.title, scorecard.due, scorecard.needs) == ("Write the scorecard", -166, ("problem",))
    assert scorecard.sources == ("S1",)


def test_days_and_owner_set_by_a_company_do_not_inherit_our_basis(below: Path):
    assert clean(below, "items: [{key: problem, title: Say why}]\n").checklist["problem"].basis == "suggestion"
    assert clean(below, "items: [{key: problem, owner: CFO}]\n").checklist["problem"].basis == "source"
    ours = "items: [{key: problem, owner: CFO, basis: inference}]\n"
    assert clean(below, ours).checklist["problem"].basis == "inference"


def test_lists_of_an_item_are_replaced_or_extended(below: Path):
    ours = NEW + "  - key: cro_renewals\n    needs: [ours_council]\n"
    assert clean(below, ours).checklist["cro_renewals"].needs == ("ours_council",)
    ours = ours.replace("cro_renewals\n", "cro_renewals\n    extend: true\n")
    assert clean(below, ours).checklist["cro_renewals"].needs == ("cro_scope", "ours_council")


def test_kinds_of_evidence_need_evidence(below: Path):
    kinds = "items: [{key: scorecard, evidence: null, evidence_kinds: [link]}]\n"
    _, [problem] = laid(below, kinds)
    assert "the item asks for no evidence; add `evidence: ...` in words, or delete `evidence_kinds`" in problem
    assert clean(below, kinds.replace("null", "A link")).checklist["scorecard"].evidence_kinds == ("link",)


def test_the_evidence_and_needs_of_an_item_can_be_emptied(below: Path):
    item = clean(below, "items:\n  - key: scorecard\n    evidence:\n    needs: []\n").checklist["scorecard"]
    assert (item.evidence, item.needs) == (None, ())


def test_an_item_can_be_hidden(below: Path):
    assert "cro_renewals" not in clean(below, "items: [{key: cro_renewals, hide: true}]\n").checklist


def test_a_needed_item_can_be_hidden_with_the_items_that_need_it_or_once_they_no_longer_do(below: Path):
    both = "items: [{key: cro_scope, hide: true}, {key: cro_renewals, hide: true}]\n"
    assert list(clean(below, both).checklist) == ["problem", "scorecard"]
    freed = "items: [{key: cro_scope, hide: true}, {key: cro_renewals, needs: [problem]}]\n"
    assert list(clean(below, freed).checklist) == ["problem", "scorecard", "cro_renewals"]


HIDDEN = {
    "an item that another needs": (
        "items:\n  - key: cro_scope\n    hide: true\n",
        (
            f'{OURS}:3: "cro_scope" is hidden here, but cro_renewals still refers to it (checklists/cro.yml:21); '
            "hide cro_renewals as well, or change its `needs:` here"
        ),
    ),
    "a phase with an item in it": (
        "phases:\n  - id: need\n    hide: true\n",
        (
            f'{OURS}:3: "need" is hidden here, but problem still refers to it ({OURS}:14); '
            "hide problem as well, or change its `phase:` here"
        ),
    ),
    "an item that is not there": (
        "items: [{key: problems, hide: true}]\n",
        f'{OURS}:1: "problems" cannot be hidden because it does not exist; did you mean "problem"?',
    ),
    "an item that a new one of the same folder needs": (
        NEW.replace("[scorecard]", "[cro_renewals]") + "    roles: [cro]\n  - key: cro_renewals\n    hide: true\n",
        f'{OURS}:9: there is no item "cro_renewals"; expected one of: cro_scope, problem, scorecard, ours_council',
    ),
}


@pytest.mark.parametrize(("text", "said"), HIDDEN.values(), ids=HIDDEN)
def test_hiding_an_item_that_is_still_needed_is_reported_where_it_is_hidden(below: Path, text: str, said: str):
    assert laid(below, text)[1] == [said]


def test_hiding_a_caution_removes_it_from_every_item(below: Path):
    base = clean(below, "cautions: [{id: records, hide: true}]\n")
    assert base.cautions == {}
    assert base.checklist["scorecard"].cautions == ()


def test_a_caution_can_be_reworded_and_added(below: Path):
    ours = (
        "cautions:\n  - {id: records, text: Keep them for six years.}\n"
        "  - {id: ours_council, text: The council is heard first., where: [Germany]}\n"
        "items: [{key: scorecard, extend: true, cautions: [ours_council]}]\n"
    )
    base = clean(below, ours)
    assert [(caution.id, caution.own, caution.where) for caution in base.cautions.values()] == [
        ("records", True, ("US",)),
        ("ours_council", True, ("Germany",)),
    ]
    assert base.checklist["scorecard"].cautions == ("records", "ours_council")


def test_hiding_a_role_removes_its_items(below: Path):
    base = clean(below, "hide: true\n", "roles/cro.yml")
    assert list(base.checklist) == ["problem", "scorecard"]


def test_an_item_of_several_roles_stays_for_those_not_hidden(below: Path):
    write(below, {"checklists/cro.yml": SMALL["checklists/cro.yml"].replace("[cro]\n", "[cro, cmo]\n")})
    base = clean(below, "hide: true\n", "roles/cro.yml")
    assert base.checklist["cro_scope"].roles == ("cmo",)


PHASES = {
    "listed after one": ("phases: [{id: need}, {id: ours, name: Ours}]\n", ["need", "ours", "mandate"]),
    "listed alone": ("phases: [{id: ours, name: Ours}]\n", ["need", "mandate", "ours"]),
    "listed before one": ("phases: [{id: ours, name: Ours}, {id: need}]\n", ["need", "mandate", "ours"]),
    "one listed after another new one": (
        "phases: [{id: need}, {id: ours, name: Ours}, {id: other, name: Other}]\n",
        ["need", "ours", "other", "mandate"],
    ),
    "old ones listed in another order": (
        "phases: [{id: mandate}, {id: need}, {id: ours, name: Ours}]\n",
        ["need", "ours", "mandate"],
    ),
}


@pytest.mark.parametrize(("text", "order"), PHASES.values(), ids=PHASES)
def test_a_new_phase_is_inserted_after_the_one_it_is_listed_after(below: Path, text: str, order: list[str]):
    base, problems = laid(below, text)
    assert list(base.phases) == order
    assert all("no item uses this phase" in problem for problem in problems)


def test_a_phase_can_be_renamed_or_hidden_with_its_items(below: Path):
    assert clean(below, "phases: [{id: need, name: Why}]\n").phases["need"].name == "Why"
    ours = "phases: [{id: mandate, hide: true}]\nitems:\n" + "".join(
        f"  - {{key: {key}, hide: true}}\n" for key in ("scorecard", "cro_scope", "cro_renewals")
    )
    assert list(clean(below, ours).phases) == ["need"]


def test_a_phase_whose_items_are_all_hidden_is_not_a_problem(below: Path):
    ours = "items: [{key: scorecard, hide: true}, {key: cro_renewals, hide: true}, {key: cro_scope, hide: true}]\n"
    base = clean(below, ours)
    assert list(base.phases) == ["need", "mandate"]
    assert list(base.checklist) == ["problem"]


def test_an_item_in_the_file_of_a_role_must_name_that_role(below: Path):
    _, problems = laid(below, NEW, "checklists/cmo.yml")
    fix = "add it, or move the item to executive.yml"
    assert problems == [f"checklists/cmo.yml:2: every item in cmo.yml needs `roles: [cmo]`; {fix}"]
    assert clean(below, NEW + "    roles: [cmo]\n", "checklists/cmo.yml").checklist["ours_council"].roles == ("cmo",)


def test_an_overlay_can_change_an_item_in_any_file(below: Path):
    assert clean(below, "items: [{key: problem, takes: 9}]\n", "checklists/cmo.yml").checklist["problem"].takes == 9


def test_in_a_sourced_folder_items_and_cautions_need_a_source_unless_they_are_suggestions(tmp_path: Path):
    text = CHECKLIST.replace("    sources: [S1]\n", "")
    _, problems = assembled(write(tmp_path, {**SMALL, OURS: text}))
    fix = "has no source; add `sources: [...]` with ids from sources.yml"
    assert problems == [f"{OURS}:8: {fix}", f"{OURS}:20: {fix}"]
