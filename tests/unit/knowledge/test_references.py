from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, changed, write

DANGLING = {
    "a source of a fact": (
        "roles/cmo.yml",
        "[S1]",
        "[S2]",
        'roles/cmo.yml:15: there is no source "S2"; expected one of: S1',
    ),
    "a role of a question": (
        "faq/first.yml",
        "roles: [cmo]",
        "roles: [cmmo]",
        'faq/first.yml:9: there is no role "cmmo"; did you mean "cmo"?',
    ),
    "a topic of a question": (
        "faq/first.yml",
        "topic: metrics",
        "topic: metric",
        'faq/first.yml:10: there is no topic "metric"; did you mean "metrics"?',
    ),
    "a topic of a role": (
        "roles/cro.yml",
        "  scope:",
        "  budget:",
        'roles/cro.yml:15: there is no topic "budget"; expected one of: metrics, scope, importance',
    ),
    "the topic of a difference": (
        "pairs/cmo-cro.yml",
        "topic: metrics",
        "topic: mettrics",
        'pairs/cmo-cro.yml:6: there is no topic "mettrics"; did you mean "metrics"?',
    ),
    "a role of a choice": (
        "considerations.yml",
        "        roles: [cro]",
        "        roles: [coo]",
        'considerations.yml:13: there is no role "coo"; did you mean "cmo"?',
    ),
    "the role of a stake": (
        "ownership.yml",
        "role: cro",
        "role: vp_sales",
        'ownership.yml:6: there is no role "vp_sales"; expected one of: cmo, cro',
    ),
    "a role of the order": ("knowledge.yml", "[cro]", "[cfo]", 'knowledge.yml:3: there is no role "cfo"'),
    "a role of the language": (
        "language.yml",
        "  cmo: [marketing]",
        "  cgo: [growth]",
        'language.yml:4: there is no role "cgo"',
    ),
    "a topic of pairs in a role": (
        "roles/cro.yml",
        "  scope:",
        "  importance:",
        'roles/cro.yml:15: "importance" is a topic of pairs; move it to a pair\'s file',
    ),
    "a topic of pairs for a difference": (
        "pairs/cmo-cro.yml",
        "topic: metrics",
        "topic: importance",
        'pairs/cmo-cro.yml:6: "importance" is a topic of pairs; name a topic of roles, or delete the line',
    ),
    "a side that is missing": (
        "pairs/cmo-cro.yml",
        "      cro: Revenue\n",
        "",
        "pairs/cmo-cro.yml:7: the sides must be exactly cmo and cro",
    ),
    "a side too many": (
        "pairs/cmo-cro.yml",
        "      cro: Revenue",
        "      cro: Revenue\n      coo: Order",
        "pairs/cmo-cro.yml:7: the sides must be exactly cmo and cro",
    ),
    "two stakes of one role": (
        "ownership.yml",
        "role: cmo",
        "role: cro",
        'ownership.yml:10: the role "cro" is listed twice; keep one',
    ),
    "two choices of one id": (
        "considerations.yml",
        "id: tiny",
        "id: small",
        'considerations.yml:22: the id "small" is listed twice; keep one',
    ),
    "a verdict without a role": (
        "considerations.yml",
        "        roles: [cro]\n",
        "",
        "considerations.yml:10: the verdict is role but no role is named; add `roles: [...]`",
    ),
    "the phase of an item": (
        "checklists/executive.yml",
        "phase: mandate",
        "phase: mandat",
        'checklists/executive.yml:23: there is no phase "mandat"; did you mean "mandate"?',
    ),
    "what an item needs": (
        "checklists/executive.yml",
        "[problem]",
        "[problems]",
        'checklists/executive.yml:30: there is no item "problems"; did you mean "problem"?',
    ),
    "a role of an item": (
        "checklists/cro.yml",
        "    roles: [cro]\n    sources",
        "    roles: [cro, crro]\n    sources",
        'checklists/cro.yml:11: there is no role "crro"; did you mean "cro"?',
    ),
    "a source of an item": (
        "checklists/cro.yml",
        "sources: [S1]",
        "sources: [S7]",
        'checklists/cro.yml:12: there is no source "S7"; expected one of: S1',
    ),
    "a source of a caution": (
        "checklists/executive.yml",
        "    sources: [S1]\nitems",
        "    sources: [X9]\nitems",
        'checklists/executive.yml:11: there is no source "X9"; expected one of: S1',
    ),
    "a caution of an item": (
        "checklists/executive.yml",
        "[records]",
        "[record]",
        'checklists/executive.yml:31: there is no caution "record"; did you mean "records"?',
    ),
    "a caution without an item": (
        "checklists/executive.yml",
        "    cautions: [records]\n",
        "",
        "checklists/executive.yml:8: no item uses this caution; use it in an item, or delete it",
    ),
    "a need named twice": (
        "checklists/executive.yml",
        "[problem]",
        "[problem, problem]",
        'checklists/executive.yml:30: the word "problem" is listed twice; keep one',
    ),
    "an item in the file of another role": (
        "checklists/cro.yml",
        "    roles: [cro]\n    sources: [S1]\n",
        "    sources: [S1]\n",
        "checklists/cro.yml:2: every item in cro.yml needs `roles: [cro]`",
    ),
    "a phase without an item": (
        "checklists/executive.yml",
        "cautions:\n",
        "  - id: after\n    name: After\ncautions:\n",
        "checklists/executive.yml:7: no item uses this phase; use it in an item, or delete it",
    ),
    "an address that is none": (
        "sources.yml",
        "https://example.com/study",
        "www.example.com",
        "sources.yml:5: the address must start with https:// and have no spaces; fix it or delete it",
    ),
    "an address that would end a link": (
        "sources.yml",
        "https://example.com/study",
        "https://example.com/a|b",
        "sources.yml:5: the address must start with https:// and have no spaces; fix it or delete it",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "said"), DANGLING.values(), ids=DANGLING)
def test_a_broken_reference_is_reported(tmp_path: Path, name: str, old: str, new: str, said: str):
    _, problems = assembled(write(tmp_path, changed(name, old, new)))
    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_nothing_is_called_unused_while_an_item_is_invalid(tmp_path: Path):
    _, problems = assembled(write(tmp_path, changed("checklists/executive.yml", "takes: 14", "takes: soon")))
    assert [problem.partition(": ")[0] for problem in problems] == ["checklists/executive.yml:28"]


def test_references_into_an_unreadable_list_are_not_a_problem(tmp_path: Path):
    whole = SMALL["checklists/executive.yml"]
    files = {"checklists/executive.yml": whole.replace("phases:\n", "phases: none\nphase:\n")}
    _, problems = assembled(write(tmp_path, {**SMALL, **files}))
    assert [problem.partition(": ")[0] for problem in problems] == [
        "checklists/executive.yml:1",
        "checklists/executive.yml:2",
    ]


def test_a_pair_of_a_role_with_itself_is_refused(tmp_path: Path):
    files = {**SMALL, "pairs/cmo-cmo.yml": 'roles: [cmo, cmo]\nheadline: The same.\nreviewed: "2026-11"\n'}
    assert assembled(write(tmp_path, files))[1] == [
        "pairs/cmo-cmo.yml:1: a pair must have two different roles; change one"
    ]


def test_a_reference_to_an_invalid_entry_is_not_dangling(tmp_path: Path):
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", "level: c_level", "level: chief")))
    assert [problem.partition(": ")[0] for problem in problems] == ["roles/cmo.yml:4"]


def test_a_question_belongs_to_no_question_that_belongs_to_another(tmp_path: Path):
    more = "".join(
        f"  - id: {name}\n    part_of: {owner}\n    ask: [{name} hire]\n"
        '    answer:\n      - text: It depends.\n        sources: [S1]\n    reviewed: "2026-11"\n'
        for name, owner in (("second", "first_hire"), ("third", "second"))
    )
    files = {**SMALL, "faq/first.yml": SMALL["faq/first.yml"] + more}
    said = "second is itself part of first_hire; name first_hire here, or delete `part_of`"
    assert assembled(write(tmp_path, files))[1] == [f"faq/first.yml:20: {said}"]


def test_a_question_is_no_part_of_itself(tmp_path: Path):
    files = changed("faq/first.yml", "    roles: [cmo]", "    part_of: first_hire\n    roles: [cmo]")
    assert assembled(write(tmp_path, files))[1] == ["faq/first.yml:9: the question is part of itself; delete `part_of`"]
