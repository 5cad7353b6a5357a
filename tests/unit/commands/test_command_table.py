"""What people type, in many voices: no line changes anything that it doesn't say, and few are refused.

Colleagues' verbs keep this green: a verb that takes a new phrase must not change the meaning of any line here.
"""

from collections import Counter

import pytest
from samples.command_table import Row, Verdict, judge, rows

ROWS = rows()
MOST_REFUSED = 0.08
"""The share of lines that may be refused although a person would have understood them."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.line[:50])
def test_a_line_changes_what_it_says_and_nothing_else(row: Row):
    assert judge(row).verdict != "wrong"


def test_few_lines_are_refused_that_a_person_would_have_understood():
    verdicts: Counter[Verdict] = Counter(judge(row).verdict for row in ROWS)
    assert verdicts["refused"] <= MOST_REFUSED * len(ROWS), verdicts


def test_the_table_has_lines_that_ask_for_changes_and_lines_that_do_not():
    asking = sum(bool(row.change) for row in ROWS)
    assert min(asking, len(ROWS) - asking) > len(ROWS) / 4
