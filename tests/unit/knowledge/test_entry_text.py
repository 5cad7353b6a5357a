from pathlib import Path

import pytest

from bot.knowledge.entry_text import read_entry
from bot.knowledge.loader import load
from bot.knowledge.reviewed_entries import find_reviewed, list_reviewed

THING = """\
things:
  - id: pricing
    owner: U0PRICING

  # ours
  - id: ours_swag
    name: Swag
    stakes:
      - role: cmo
        part: decides
        text: Marketing orders it.
    reviewed: 2026-01
"""


@pytest.fixture
def company(tmp_path: Path) -> Path:
    path = tmp_path / "ownership.yml"
    path.write_text(THING, encoding="utf-8")
    return tmp_path


def test_every_entry_with_a_review_is_found_in_its_file():
    for entry in list_reviewed(load()):
        found = read_entry(entry.key, "2031-07", ())
        assert found, entry.key
        assert 'reviewed: "2031-07"' in found.text


def test_an_entry_comes_from_the_companys_own_folder_with_the_month_of_review_added(company: Path):
    found = read_entry("thing:pricing", "2026-12", (company,))
    assert found
    assert found.file.endswith("ownership.yml")
    assert found.text.splitlines()[:2] == ["  - id: pricing", "    owner: U0PRICING"]
    assert found.text.splitlines()[-1] == '    reviewed: "2026-12"'
    other = read_entry("thing:ours_swag", "2026-12", (company,))
    assert other
    assert other.text.startswith("  - id: ours_swag\n")
    assert other.text.count("reviewed") == 1
    assert read_entry("thing:nothing", "2026-12", (company,)) is None


def test_an_owner_in_slack_is_told_from_the_name_of_a_team(company: Path):
    base = load((company,))
    priced, cro = find_reviewed(base, "thing:pricing"), find_reviewed(base, "role:cro")
    assert priced
    assert cro
    assert (priced.owner, priced.slack_owner) == ("U0PRICING", "U0PRICING")
    assert cro._replace(owner="People team").slack_owner == ""
    assert find_reviewed(base, "role:nothing") is None
