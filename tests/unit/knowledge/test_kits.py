from pathlib import Path

from samples.knowledge_files import KIT, SMALL, assembled, write

OWN_PAGES = """\
topics:
  scope:
    brief: Ours
    facts: [{text: We count renewals elsewhere.}]
"""


def small(folder: Path, **kits: str) -> Path:
    return write(folder, {**SMALL, **{f"kits/{role}.yml": text for role, text in kits.items()}})


def test_the_facts_of_a_kit_are_added_to_those_of_the_role(tmp_path: Path):
    base, problems = assembled(small(tmp_path, cro=KIT))
    assert problems == []
    metrics = base.roles["cro"].topics["metrics"]
    assert metrics.brief == "Revenue"
    assert [fact.text for fact in metrics.facts] == [
        "Revenue grew by 4% under a CRO.",
        "Think of a small test first.",
        "New revenue counts most.",
    ]
    assert metrics.facts[-1].label == "Series A"


def test_the_brief_and_the_answer_of_a_kit_count(tmp_path: Path):
    answer = "    answer: {text: A CRO owns sales and renewals., sources: [S1]}\n"
    kit = KIT.replace("    brief: Sales and success\n", f"    brief: Sales and success\n{answer}")
    base, problems = assembled(small(tmp_path, cro=kit))
    assert problems == []
    scope = base.roles["cro"].topics["scope"]
    assert scope.brief == "Sales and success"
    assert scope.answer
    assert scope.answer.text == "A CRO owns sales and renewals."


def test_a_kit_may_have_a_topic_that_the_role_lacks(tmp_path: Path):
    base, problems = assembled(small(tmp_path, cmo=KIT.replace("role: cro", "role: cmo")))
    assert problems == []
    assert list(base.roles["cmo"].topics) == ["metrics", "scope"]
    assert base.roles["cmo"].topics["scope"].brief == "Sales and success"


def test_a_topic_that_only_the_kit_has_needs_a_brief(tmp_path: Path):
    kit = KIT.replace("role: cro", "role: cmo").replace("    brief: Sales and success\n", "")
    text = '"brief" is missing; add a line `brief: ...`, since the role\'s own file does not have this topic'
    assert assembled(small(tmp_path, cmo=kit))[1] == [f"kits/cmo.yml:9: {text}"]


def test_the_role_and_the_topics_of_a_kit_exist_and_the_topics_are_of_roles(tmp_path: Path):
    kit = KIT.replace("role: cro", "role: cgo").replace("  metrics:\n", "  metrics:\n    brief: Growth\n")
    [problem] = assembled(small(tmp_path / "role", cgo=kit))[1]
    assert problem.startswith('kits/cgo.yml:1: there is no role "cgo"')
    [problem] = assembled(small(tmp_path / "topic", cro=KIT.replace("  scope:", "  scoop:")))[1]
    assert problem.startswith('kits/cro.yml:9: there is no topic "scoop"')
    [problem] = assembled(small(tmp_path / "pair", cro=KIT.replace("  scope:", "  importance:")))[1]
    assert problem == 'kits/cro.yml:9: "importance" is a topic of pairs; move it to a pair\'s file'


def test_a_kit_has_the_rules_of_evidence_and_of_short_answers(tmp_path: Path):
    kit = KIT.replace("        sources: [S1]\n", "").replace("Sales and success", "one " * 13)
    problems = assembled(small(tmp_path, cro=kit))[1]
    assert [problem.partition(" ")[0] for problem in problems] == [
        "kits/cro.yml:6:",
        "kits/cro.yml:9:",
        "kits/cro.yml:11:",
    ]


def test_the_file_of_a_kit_is_named_after_its_role(tmp_path: Path):
    assert assembled(small(tmp_path, cmo=KIT))[1] == [
        'kits/cmo.yml:1: the role "cro" differs from the file name; rename the file to cro.yml'
    ]


def test_a_company_replaces_a_topic_of_a_kit_and_its_facts_are_its_own(tmp_path: Path):
    above = write(tmp_path / "above", {"kits/cro.yml": OWN_PAGES})
    base, problems = assembled(small(tmp_path / "below", cro=KIT), above)
    assert problems == []
    assert list(base.kits["cro"].topics) == ["metrics", "scope"]
    facts = base.roles["cro"].topics["scope"].facts
    assert [(fact.text, fact.own) for fact in facts] == [
        ("Sales belong to the CRO.", False),
        ("We count renewals elsewhere.", True),
    ]


def test_a_topic_that_a_company_replaces_in_the_role_is_replaced_in_the_kit_too(tmp_path: Path):
    above = write(tmp_path / "above", {"roles/cro.yml": OWN_PAGES})
    base, problems = assembled(small(tmp_path / "below", cro=KIT), above)
    assert problems == []
    scope = base.roles["cro"].topics["scope"]
    assert (scope.brief, [fact.text for fact in scope.facts]) == ("Ours", ["We count renewals elsewhere."])
    assert len(base.roles["cro"].topics["metrics"].facts) == 3


def test_a_topic_that_a_company_extends_in_the_role_keeps_what_the_kit_has(tmp_path: Path):
    above = write(tmp_path / "above", {"roles/cro.yml": OWN_PAGES.replace("    brief: Ours\n", "    extend: true\n")})
    base, problems = assembled(small(tmp_path / "below", cro=KIT), above)
    assert problems == []
    scope = base.roles["cro"].topics["scope"]
    assert scope.brief == "Sales and success"
    assert [fact.text for fact in scope.facts] == [
        "Sales belong to the CRO.",
        "Renewals belong to the role too.",
        "We count renewals elsewhere.",
    ]


def test_a_topic_that_a_company_hides_in_the_role_is_hidden_in_the_kit_too(tmp_path: Path):
    below = small(tmp_path / "below", cro=KIT, cmo=KIT.replace("role: cro", "role: cmo"))
    hiding = "topics:\n  scope: {hide: true}\n"
    base, problems = assembled(below, write(tmp_path / "above", {"roles/cro.yml": hiding, "roles/cmo.yml": hiding}))
    assert problems == []
    assert [list(base.roles[role].topics) for role in ("cro", "cmo")] == [["metrics"], ["metrics"]]


def test_a_company_adds_to_a_topic_of_a_kit(tmp_path: Path):
    extending = OWN_PAGES.replace("    brief: Ours\n", "    extend: true\n")
    above = write(tmp_path / "above", {"kits/cro.yml": extending})
    base, problems = assembled(small(tmp_path / "below", cro=KIT), above)
    assert problems == []
    assert [fact.text for fact in base.kits["cro"].topics["scope"].facts] == [
        "Renewals belong to the role too.",
        "We count renewals elsewhere.",
    ]


def test_a_company_hides_a_topic_of_a_kit_or_a_whole_kit(tmp_path: Path):
    below = small(tmp_path / "below", cro=KIT)
    topic = write(tmp_path / "topic", {"kits/cro.yml": "topics:\n  metrics: {hide: true}\n"})
    base, problems = assembled(below, topic)
    assert problems == []
    assert len(base.roles["cro"].topics["metrics"].facts) == 2
    base, problems = assembled(below, write(tmp_path / "kit", {"kits/cro.yml": "hide: true\n"}))
    assert problems == []
    assert base.kits == {}
    assert base.roles["cro"].topics["scope"].brief == "The whole of sales"
