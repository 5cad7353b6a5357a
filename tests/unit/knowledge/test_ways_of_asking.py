from pathlib import Path

import pytest
from samples.knowledge_files import SMALL, assembled, write

LANGUAGE = SMALL["language.yml"]
LINES = LANGUAGE.count("\n")


def problems_of(folder: Path, language: str) -> list[str]:
    return assembled(write(folder, {**SMALL, "language.yml": LANGUAGE + language}))[1]


@pytest.mark.parametrize(
    "kind",
    [
        "role",
        "role/metrics",
        "compare",
        "compare/scope",
        "compare/similarities",
        "several/which_first",
        "none/who_owns",
    ],
)
def test_a_kind_of_question_that_exists_is_accepted(tmp_path: Path, kind: str):
    assert problems_of(tmp_path, f"ways:\n  {kind}: [tell me of @]\n") == []


@pytest.mark.parametrize("listed", ["ways", "phrases"])
def test_a_kind_of_question_that_does_not_exist_is_reported(tmp_path: Path, listed: str):
    problems = problems_of(tmp_path, f"{listed}:\n  role/metric: [numbers of @]\n")
    assert problems == [
        f'language.yml:{LINES + 2}: there is no kind of question "role/metric"; did you mean "role/metrics"?'
    ]


def test_a_topic_that_an_overlay_hides_may_still_have_ways(tmp_path: Path):
    below = write(tmp_path / "below", {**SMALL, "language.yml": f"{LANGUAGE}ways:\n  role/scope: [reach of @]\n"})
    above = write(tmp_path / "above", {"topics.yml": "topics:\n  - id: scope\n    hide: true\n"})
    assert [text for text in assembled(below, above)[1] if "kind of question" in text] == []


def test_a_wording_under_two_kinds_is_reported_at_the_second(tmp_path: Path):
    below = "ways:\n  role/scope:\n    - who is under @\n  role/metrics:\n    - Who is under @?\n"
    [problem] = problems_of(tmp_path, below)
    assert problem.startswith(f'language.yml:{LINES + 5}: "Who is under @?" is also listed under role/scope ')
    assert problem.endswith(f"(language.yml:{LINES + 3}); keep it in one place")


def test_a_way_and_a_phrase_that_contradict_each_other_are_reported(tmp_path: Path):
    below = "phrases:\n  role/scope: [who works for @]\nways:\n  role/metrics: [who works for @]\n"
    problems = problems_of(tmp_path, below)
    assert len(problems) == 1
    assert '"who works for @" is also listed under' in problems[0]


def test_a_wording_that_is_listed_twice_is_reported(tmp_path: Path):
    problems = problems_of(tmp_path, "ways:\n  role/scope: [reach of @, 'Reach of @!']\n")
    assert problems == [
        f'language.yml:{LINES + 2}: "Reach of @!" is listed twice (language.yml:{LINES + 2}); delete one'
    ]


@pytest.mark.parametrize(
    "language",
    [
        "phrases:\n  role/scope: [reach of @]\nways:\n  role/scope: [reach of @]\n",
        "phrases:\n  role/scope: [allies]\n  compare/similarities: [allies]\n",
    ],
    ids=["in each list under the same kind", "about one role and about two"],
)
def test_equal_wordings_that_agree_are_accepted(tmp_path: Path, language: str):
    assert problems_of(tmp_path, language) == []
