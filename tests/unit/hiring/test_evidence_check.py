from datetime import date
from typing import Any

import pytest
from samples.hiring import checklist

from bot.hiring.evidence_check import (
    EvidenceInput,
    EvidenceProblem,
    find_doubt,
    find_evidence_problem,
    find_missing_kinds,
    is_missing_evidence,
)
from bot.knowledge.checklists import EvidenceKind

TODAY = date(2026, 11, 30)
REFERENCES = checklist().items[2]
"""An item that asks for evidence of any kind."""


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, True),
        ({"evidence": "seen"}, False),
        ({"evidence": "to come"}, True),
        ({"note": "called all three"}, True),
        ({"evidence_wanted": ""}, False),
    ],
)
def test_evidence_is_missing_until_it_is_given_apart_from_the_note(values: dict[str, str], missing: bool):
    assert is_missing_evidence(REFERENCES._replace(**values)) is missing


@pytest.mark.parametrize(
    ("text", "is_absent"),
    [
        ("", True),
        ("https://example.com/notes", False),
        ("please", True),
        ("\u2705 :tada:", True),
        ("will follow", True),
        ("Link to the notes will follow tomorrow.", True),
        ("evidence follows", True),
        ("tbd", True),
        ("ok, done", True),
        ("minutes of 3 May", False),
        ("5 of 5", False),
        ("\u5168\u90e8\u5b8c\u6210", False),
    ],
)
def test_a_promise_or_a_courtesy_is_no_evidence(text: str, is_absent: bool):
    problem = find_evidence_problem(REFERENCES, EvidenceInput(text))
    assert problem == (EvidenceProblem(is_absent=True) if is_absent else None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("candidate B has refused consent", "refused"),
        ("not agreed yet, board wants changes", "not agreed"),
        ("not yet", "not yet"),
        ("First draft in the board pack", "draft"),
        ("she hasn't signed", "hasn't"),
        ("he hasn\u2019t answered", "hasn\u2019t"),
        ("Ana will sign it", "will"),
        ("DECLINED by two of three", "declined"),
        ("pending legal", "pending"),
        ("noch nicht unterschrieben", "noch nicht"),
        ("no consent from B", "no consent"),
        ("the board rejected the range", "rejected"),
    ],
)
def test_words_that_say_no_or_not_yet_are_found(text: str, words: str):
    assert find_doubt(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "the board approved the range on 10 November",
        "https://example.com/draft/not-yet",
        "signed by both sides",
        "Will Smith approved it",
        "minutes of 3 May, nothing was noted against it",
        "all candidates consented in writing",
        "no objections",
    ],
)
def test_plain_evidence_raises_no_doubt(text: str):
    assert find_doubt(text) == ""


@pytest.mark.parametrize(
    ("kind", "text", "is_found"),
    [
        ("link", "see https://example.com/filing.", True),
        ("link", "the filing is in the data room", False),
        ("date", "signed", False),
        ("person", "approved by the compensation committee", True),
        ("person", "@ana approved it", True),
        ("person", "ana approved it", True),
        ("person", "approved by ana", True),
        ("person", "Ana Lopez", True),
        ("person", "the CFO", True),
        ("person", "Approved on 10 November", False),
        ("person", "it was approved", False),
        ("person", "https://example.com/Board", False),
        ("document", "https://example.com/scorecard", True),
        ("document", "Scorecard v3.docx", True),
        ("document", "\u201cCRO mandate\u201d", True),
        ("document", "board minutes of 3 November", True),
        ("document", "in Greenhouse", True),
        ("document", "we talked about it", False),
        ("text", "all three called", True),
    ],
)
def test_each_kind_of_evidence_is_recognised(kind: EvidenceKind, text: str, is_found: bool):
    assert find_missing_kinds([kind], EvidenceInput(text)) == (() if is_found else (kind,))


def problem_of(text: str, *dates: date, **values: Any) -> EvidenceProblem | None:
    return find_evidence_problem(REFERENCES._replace(**values), EvidenceInput(text, dates, TODAY))


def test_every_kind_that_the_item_names_must_be_there():
    kinds = {"evidence_kinds": ("person", "date")}
    assert problem_of("the range is fine", **kinds) == EvidenceProblem(("person", "date"))
    assert problem_of("the board approved it", **kinds) == EvidenceProblem(("date",))
    assert problem_of("the board approved it on 3 November", date(2026, 11, 3), **kinds) is None


def test_kinds_count_only_while_the_item_asks_for_evidence():
    assert problem_of("fine", evidence_kinds=("link",), evidence_wanted="") is None


def test_doubt_and_future_dates_are_found_in_items_that_ask_for_no_evidence():
    assert problem_of("not yet", evidence_wanted="") == EvidenceProblem(words="not yet")
    ahead = date(2027, 3, 20)
    assert problem_of("signed 20 March", date(2026, 11, 3), ahead, evidence_wanted="") == EvidenceProblem(future=ahead)


def test_only_a_doubt_can_be_confirmed():
    assert EvidenceProblem(words="draft").is_doubt
    assert EvidenceProblem(future=TODAY).is_doubt
    assert not EvidenceProblem(("date",)).is_doubt
    assert not EvidenceProblem(is_absent=True).is_doubt
