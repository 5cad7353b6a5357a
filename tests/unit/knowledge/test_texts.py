from pathlib import Path

import pytest
from samples.knowledge_files import assembled, changed, write

UNFIT = {
    "a mention of everybody": (
        "<!channel> leads.",
        '"<!channel>" is Slack markup and could ping somebody; write plain words',
    ),
    "a mention of somebody": ("Ask <@U123>.", '"<@U123>" is Slack markup and could ping somebody; write plain words'),
    "a channel": ("See <#C123>.", '"<#C123>" is Slack markup and could ping somebody; write plain words'),
    "a link in Slack's form": ("<https://example.com|here>", '"<https:" is Slack markup'),
    "an escaped bell": (
        '"Leads\\amarketing."',
        "a line break or an invisible character in the text; write it in one line",
    ),
    "a text turned round": ('"Leads\\u202emarketing."', "a line break or an invisible character in the text"),
    "a zero-width blank": ('"Leads\\u200bmarketing."', "a line break or an invisible character in the text"),
    "a text of two lines": ("|\n  Leads\n  marketing.", "a line break or an invisible character in the text"),
    "a blank at the end": ('"Leads marketing. "', "a blank before or after the text 'Leads marketing. '; take it off"),
    "a blank still to be filled in": (
        "TODO the role in one sentence",
        "still to be filled in: the role in one sentence",
    ),
}


@pytest.mark.parametrize(("text", "said"), UNFIT.values(), ids=UNFIT)
def test_a_text_that_must_not_reach_a_card_is_refused(tmp_path: Path, text: str, said: str):
    _, problems = assembled(write(tmp_path, changed("roles/cmo.yml", "summary: Leads marketing.", f"summary: {text}")))
    assert len(problems) == 1
    assert problems[0].startswith(f"roles/cmo.yml:5: {said}")


@pytest.mark.parametrize("text", ["5 < 6 & 7 > 6", "R&D", "a@example.com", "Café, naïve, Zürich", "100 € #1 !", "<3"])
def test_ordinary_signs_are_welcome(tmp_path: Path, text: str):
    assert assembled(write(tmp_path, changed("roles/cmo.yml", "Leads marketing.", f"'{text}'")))[1] == []


def test_a_blank_is_told_once_whatever_else_is_wrong_with_its_line(tmp_path: Path):
    files = changed("roles/cmo.yml", 'reviewed: "2026-11"', 'reviewed: "TODO this month"')
    files["roles/cmo.yml"] = files["roles/cmo.yml"].replace("[S1]", "[TODO]")
    _, problems = assembled(write(tmp_path, files))
    assert problems == [
        "roles/cmo.yml:6: still to be filled in: this month",
        "roles/cmo.yml:15: still to be filled in: ",
    ]
