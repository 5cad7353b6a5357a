from pathlib import Path

from samples.knowledge_files import SMALL, assembled, write

from bot.knowledge.checklists import Caution, ChecklistItem
from bot.knowledge.considerations import Choice, Consideration
from bot.knowledge.draft import Entry
from bot.knowledge.models import Difference, Fact, Similarity, Stake
from bot.knowledge.nodes import FileLocation, Section

OWNABLE = (Fact, Stake, Choice, Consideration, Difference, Similarity, ChecklistItem, Caution)


def owned_parts(folder: Path) -> dict[str, set[bool]]:
    """Kind of statement to whether those in the folder are the company's own."""
    base, problems = assembled(folder)
    assert problems == []
    found: dict[str, set[bool]] = {}
    for values in (base.roles, base.pairs, base.faq, base.considerations, base.things, base.checklist, base.cautions):
        for value in values.values():
            for _, part in Entry("", value, Section(FileLocation("", 1), {})).parts():
                if isinstance(part, OWNABLE):
                    found.setdefault(type(part).__name__, set()).add(part.own)
    return found


def test_every_kind_of_statement_in_a_companys_folder_is_marked_as_its_own(tmp_path: Path):
    found = owned_parts(write(tmp_path, {**SMALL, "knowledge.yml": "standalone: true\n"}))
    assert found == {model.__name__: {True} for model in OWNABLE}


def test_no_statement_in_a_sourced_folder_is_marked_as_own(tmp_path: Path):
    assert owned_parts(write(tmp_path, SMALL)) == {model.__name__: {False} for model in OWNABLE}


def test_a_consideration_with_only_its_title_changed_is_not_the_companys_own(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    above = write(tmp_path / "above", {"considerations.yml": "considerations: [{id: size, title: How large}]\n"})
    base, problems = assembled(below, above)
    assert problems == []
    assert base.considerations["size"].title == "How large"
    assert not base.considerations["size"].own


def test_only_an_item_with_changed_text_days_or_owner_is_the_companys_own(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    ours = "items: [{key: problem, takes: 9}, {key: scorecard, needs: []}]\ncautions: [{id: records, where: [EU]}]\n"
    base, problems = assembled(below, write(tmp_path / "above", {"checklists/ours.yml": ours}))
    assert problems == []
    assert [base.checklist[key].own for key in ("problem", "scorecard")] == [True, False]
    assert not base.cautions["records"].own


def test_what_a_company_says_of_a_role_at_a_stage_is_its_own(tmp_path: Path):
    below = write(tmp_path / "below", SMALL)
    ours = "by_stage:\n  seed:\n    text: We don't hire one.\n"
    base, problems = assembled(below, write(tmp_path / "above", {"roles/cro.yml": ours}))
    assert problems == []
    assert base.roles["cro"].by_stage["seed"] == Fact(text="We don't hire one.", own=True)
