"""The field guide names every key there is, with its length, and its worked example works."""

import re
from dataclasses import MISSING, fields
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from samples.knowledge_files import assembled, write

from bot.knowledge import checklists, considerations, language, models
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.field_types import Range
from bot.knowledge.folders import shipped_path
from bot.knowledge.layout import IGNORED_PATTERNS, KINDS

README = (shipped_path() / "README.md").read_text(encoding="utf-8")
SECTIONS: dict[str, type[models.KnowledgeModel]] = {
    "A role": models.Role,
    "An aspect": models.Aspect,
    "A fact": models.Fact,
    "A figure": models.Figure,
    "A kit": models.Kit,
    "A kit's topic": models.KitAspect,
    "A figure in figures.yml": models.FigureEntry,
    "A sense": models.Sense,
    "A pair": models.Pair,
    "A difference": models.Difference,
    "A similarity": models.Similarity,
    "A curated question": models.FaqEntry,
    "A thing that is owned": models.Thing,
    "A stake": models.Stake,
    "A consideration": considerations.Consideration,
    "A choice": considerations.Choice,
    "A fit": considerations.Fit,
    "A checklist item": checklists.ChecklistItem,
    "A variant of an item": checklists.ItemVariant,
    "A phase": checklists.Phase,
    "A caution": checklists.Caution,
    "A topic": models.Topic,
    "A source": models.Source,
    "The language": language.Language,
    "The folder itself": language.Collection,
}
ROW = re.compile(r"^\| (\*\*)?`(\w+)`(?:\*\*)? \| ([^|]*) \|", re.MULTILINE)
EXAMPLE = dict(re.findall(r"`company/([\w/.-]+)`:\n\n```yaml\n(.*?)```", README, re.DOTALL))


def rows(section: str) -> dict[str, tuple[bool, str]]:
    """Key to whether it is required and what value it takes, in the order of the section's table."""
    text = README.partition(f"\n### {section}\n")[2].partition("\n### ")[0]
    return {key: (bool(bold), value) for bold, key, value in ROW.findall(text)}


def longest(hint: Any) -> int | None:
    """The greatest length of the texts that the type holds."""
    if get_origin(hint) is Annotated:
        inner, *limits = get_args(hint)
        lengths = [limit.most for limit in limits if isinstance(limit, models.Length)]
        return lengths[0] if inner is str and lengths else longest(inner)
    return next((length for part in reversed(get_args(hint)) if (length := longest(part))), None)


def test_every_model_has_its_section():
    every = {
        value
        for module in (models, considerations, language, checklists)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, models.KnowledgeModel)
    }
    assert set(SECTIONS.values()) == every - {models.KnowledgeModel}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_guide_names_exactly_the_keys_there_are_and_which_are_required(section: str):
    model = SECTIONS[section]
    required = [field.name for field in fields(model) if field.default is field.default_factory is MISSING]  # type: ignore[arg-type]
    assert list(rows(section)) == [field.name for field in fields(model)]
    assert [key for key, (bold, _) in rows(section).items() if bold] == required


@pytest.mark.parametrize("section", SECTIONS)
def test_the_guide_names_the_length_of_every_text(section: str):
    hints = get_type_hints(SECTIONS[section], include_extras=True)
    for key, (_, value) in rows(section).items():
        if "text" in value:
            assert re.findall(r"\d+", value) == [str(longest(hints[key]))], key


@pytest.mark.parametrize("section", SECTIONS)
def test_the_guide_names_the_range_of_every_number(section: str):
    hints = get_type_hints(SECTIONS[section], include_extras=True)
    ranges = {
        key: [str(limit.least), str(limit.most)]
        for key, hint in hints.items()
        for part in (hint, *get_args(hint))  # a number that may be missing has its range one level down
        for limit in get_args(part)
        if isinstance(limit, Range)
    }
    described = {key: re.findall(r"-?\d+", value) for key, (_, value) in rows(section).items() if "number" in value}
    assert described == ranges


@pytest.mark.parametrize("section", SECTIONS)
def test_the_guide_names_every_word_of_a_choice(section: str):
    schema = get_type_hints(SECTIONS[section])
    for key, (_, value) in rows(section).items():
        words = [str(word) for word in get_args(schema[key]) if isinstance(word, str | int)]
        assert set(words) <= set(re.findall(r"`(\w+)`", value)), key


def test_the_guide_names_every_file():
    table = README.partition("## The files")[2].partition("## ")[0]
    for kind in KINDS:
        pattern = kind.pattern.replace("roles/*", "roles/<id>").replace("kits/*", "kits/<role>")
        assert pattern.replace("pairs/*", "pairs/<id>-<id>") in table
    assert "schema/" in table
    assert "schema/*" in IGNORED_PATTERNS


def test_every_link_in_the_guide_leads_to_a_heading():
    headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= anchors


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    base, problems = assembled(shipped_path(), write(tmp_path_factory.mktemp("readme") / "company", EXAMPLE))
    assert problems == []
    return base


def test_the_worked_example_has_the_files_it_says():
    assert "Its folder holds six files" in README.replace("\n", " ")
    assert len(EXAMPLE) == 6


def test_in_the_worked_example_cpo_means_the_people_officer(company: KnowledgeBase):
    assert [role.id for role in company.roles.values() if "CPO" in role.abbreviations] == ["chro"]
    chro = company.roles["chro"]
    assert (chro.title, chro.short, chro.ambiguous) == ("Chief People Officer", "CPO", ())
    assert "people lead" in chro.names
    assert "tenure" not in chro.topics
    ours = chro.topics["reporting_line"].facts[-1]
    assert ours.own
    assert not chro.topics["reporting_line"].facts[0].own


def test_in_the_worked_example_one_role_is_hidden_and_another_added(company: KnowledgeBase):
    assert "caio" not in company.roles
    assert company.roles["cgo"].topics["metrics"].facts[0].own
    assert company.get_pair("cmo", "cgo").differences[0].own  # type: ignore[union-attr]


def test_in_the_worked_example_two_questions_are_answered_the_companys_way(company: KnowledgeBase):
    assert company.faq["ours_approval"].answer[0].own
    pricing = company.things["pricing"]
    assert [stake.role for stake in pricing.stakes] == ["cgo", "cfo"]
    assert "price book" in pricing.names


def test_the_example_of_shared_names_is_that_of_the_shipped_role(company: KnowledgeBase):
    assert company
    text = (shipped_path() / "roles" / "chro.yml").read_text(encoding="utf-8")
    assert "abbreviations: [CHRO, CPO]\nambiguous: [CPO]\n" in README
    assert "abbreviations: [CHRO, CPO]\nambiguous: [CPO]\n" in text
