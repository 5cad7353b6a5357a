"""The knowledge that comes with Rolecall, gone over with a fine comb."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from bot.knowledge.claims import normalise_name, shared_abbreviations
from bot.knowledge.loader import check, load
from bot.knowledge.models import Fact, KnowledgeModel, Role

PERMANENT_ROLES = [
    "ceo",
    "cfo",
    "coo",
    "cmo",
    "cro",
    "cto",
    "cio",
    "ciso",
    "chro",
    "cpo_product",
    "cco_customer",
    "cco_commercial",
    "cdo",
    "cdo_digital",
    "clo",
    "cso_strategy",
    "cso_sales",
    "caio",
    "chief_of_staff",
    "vp_sales",
    "vp_marketing",
    "vp_engineering",
]
ROLE_TOPICS = [
    "focus",
    "responsibilities",
    "scope",
    "metrics",
    "stakeholders",
    "horizon",
    "skills",
    "objective",
    "collaboration",
    "impact",
    "reporting_line",
    "first_hire",
    "tenure",
    "confusions",
    "interview",
]
PAIR_TOPICS = ["differences", "similarities", "importance", "both_or_one", "which_first"]
AMBIGUOUS = {"CPO", "CCO", "CDO", "CSO"}

RANK = re.compile(r"^[se]?vp")
"""VP, SVP and EVP are ranks of their own, however close they are written."""
UNCITED = {
    "D5b",  # contradicts D5, and stays in the register so that it is not added again
}

BASE = load()
ROLES = tuple(BASE.roles.values())


def parts(value: Any) -> Iterator[Any]:
    """The value and every model in it."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from parts(item)


def entries() -> list[KnowledgeModel]:
    kinds = (BASE.roles, BASE.pairs, BASE.faq, BASE.considerations, BASE.things, BASE.checklist, BASE.cautions)
    return [entry for kind in kinds for entry in kind.values()]


PARTS = [part for entry in entries() for part in parts(entry)]
FACTS = [part for part in PARTS if isinstance(part, Fact)]


def texts(value: KnowledgeModel) -> Iterator[str]:
    for part in parts(value):
        for field in fields(part):
            content = getattr(part, field.name)
            if field.name in ("text", "brief", "summary", "headline", "because", "question", "label", "title", "done"):
                yield content
            elif field.name == "sides":
                yield from content.values()


def test_the_shipped_knowledge_has_no_problems():
    assert check() == ()


def test_the_shipped_knowledge_is_of_the_expected_size():
    assert len(BASE.roles) >= 22
    assert len(BASE.pairs) >= 10
    assert len(BASE.faq) >= 50
    assert len(BASE.things) >= 50
    assert len(FACTS) >= 800


def test_the_permanent_ids_exist():
    assert set(PERMANENT_ROLES) <= set(BASE.roles)
    assert [topic.id for topic in BASE.topics.values() if topic.of == "role"] == ROLE_TOPICS
    assert [topic.id for topic in BASE.topics.values() if topic.of == "pair"] == PAIR_TOPICS
    assert {frozenset(("cmo", "cro")), frozenset(("cmo", "cto"))} <= set(BASE.pairs)


def test_the_roles_are_listed_in_the_order_given():
    assert list(BASE.roles)[: len(PERMANENT_ROLES)] == PERMANENT_ROLES


@pytest.mark.parametrize("role", ROLES, ids=BASE.roles)
def test_a_role_covers_the_topics_that_every_comparison_needs(role: Role):
    assert {"focus", "responsibilities", "interview"} <= set(role.topics)
    assert len(role.topics) >= 7


@pytest.mark.parametrize("role", ROLES, ids=BASE.roles)
def test_a_role_answers_to_its_title_its_heading_and_its_abbreviation(role: Role):
    letters = re.match(r"[A-Z]{2,5}(?= \(|$)", role.short)
    assert letters is None or letters.group() in role.abbreviations
    assert all(word[0].isupper() or word in ("of", "and") for word in role.title.split())
    assert all(re.fullmatch(r"[A-Z][A-Za-z]{1,5}", word) for word in role.abbreviations)


def test_exactly_four_abbreviations_are_shared_and_both_roles_say_so():
    shared = shared_abbreviations(ROLES)
    assert shared == {normalise_name(word) for word in AMBIGUOUS}
    for word in AMBIGUOUS:
        owners = [role for role in ROLES if word in role.abbreviations]
        assert len(owners) == 2
        assert all(word in role.ambiguous for role in owners)


def test_chief_people_officer_is_a_name_of_the_chro():
    assert "chief people officer" in BASE.roles["chro"].names


def test_no_two_roles_have_names_one_typo_apart():
    names = [
        (normalise_name(name), role.id)
        for role in ROLES
        for name in (role.title, *role.names, *role.misspellings)
        if len(normalise_name(name)) > 6
    ]
    close = [
        (one, other)
        for (one, role), (other, rival) in combinations(names, 2)
        if role != rival
        and Levenshtein.distance(one, other, score_cutoff=1) <= 1
        and RANK.sub("", one) != RANK.sub("", other)
    ]
    assert close == []


@pytest.mark.parametrize("role", ROLES, ids=BASE.roles)
def test_other_senses_are_of_the_roles_own_abbreviations_and_none_is_a_role(role: Role):
    titles = {normalise_name(name) for other in ROLES for name in (other.title, *other.names)}
    own = {normalise_name(word) for word in (*role.abbreviations, role.short)}
    for sense in role.also_means:
        assert normalise_name(sense.short) in own, sense
        assert normalise_name(sense.name) not in titles, sense
        assert sense.cues, sense


def test_every_statement_has_a_source_or_says_that_it_is_a_suggestion():
    for part in PARTS:
        if hasattr(part, "sources"):
            assert part.sources or getattr(part, "basis", "source") == "suggestion", part
            assert not getattr(part, "own", False)


def test_every_registered_source_is_cited_except_for_the_known_exceptions():
    cited = {source for part in PARTS for source in getattr(part, "sources", ())}
    assert set(BASE.sources) - cited <= UNCITED


def test_no_statement_cites_the_same_source_twice():
    for part in PARTS:
        sources = getattr(part, "sources", ())
        assert len(set(sources)) == len(sources), part


def test_a_disputed_fact_has_a_contradicting_one():
    lists = [
        getattr(part, field.name)
        for part in PARTS
        for field in fields(part)
        if isinstance(getattr(part, field.name), tuple)
    ]
    for facts in lists:
        disputed = [fact for fact in facts if isinstance(fact, Fact) and fact.disputed]
        assert len(disputed) != 1, disputed


def test_a_figure_belongs_to_a_text_with_a_number_in_it():
    numbers = re.compile(
        r"\d|\b(?:half|third|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|few|most|"
        r"twice|double|doubled|hundred|year|majority|fifth|tenth|none|both|single)",
        re.IGNORECASE,
    )
    for fact in FACTS:
        assert fact.figure is None or numbers.search(fact.text), fact.text


def test_facts_are_sentences_and_cells_are_not():
    for fact in FACTS:
        assert fact.text[0].isupper() or fact.text[0] in "\"'0123456789$£€", fact.text
        assert fact.text[-1] in '.!?")', fact.text
    for role in ROLES:
        for aspect in role.topics.values():
            assert not aspect.brief.endswith("."), aspect.brief
            assert aspect.brief[0].isupper() or aspect.brief[0].isdigit() or aspect.brief[0] in "$£€~", aspect.brief


def test_no_text_has_double_spaces_or_loose_punctuation():
    for entry in entries():
        for text in texts(entry):
            assert not re.search(r"  | [,;:.!?](?:\s|$)|\.\.", text), text


def test_no_fact_is_repeated_in_an_entry():
    for entry in entries():
        counts = Counter(normalise_name(part.text) for part in parts(entry) if isinstance(part, Fact))
        assert [text for text, times in counts.items() if times > 1] == []


def test_no_text_praises_in_empty_words():
    empty = re.compile(
        r"pivotal|crucial|dynamic|synerg|world-class|cutting.edge|leverag(?:ed|es|ing)|seamless|holistic", re.IGNORECASE
    )
    found = [text for entry in entries() for text in texts(entry) if empty.search(text)]
    assert found == []


def test_every_pair_has_differences():
    for pair in BASE.pairs.values():
        assert len(pair.differences) >= 2, pair.roles
        assert all(set(difference.sides) == set(pair.roles) for difference in pair.differences)


def test_the_choices_of_a_consideration_have_distinct_labels():
    for rule in BASE.considerations.values():
        assert len(rule.choices) >= 2
        assert len({choice.label for choice in rule.choices}) == len(rule.choices)


def test_the_first_phrasing_reads_as_a_heading():
    for entry in BASE.faq.values():
        assert entry.ask[0][0].isupper(), entry.ask[0]
        assert len(entry.ask) >= 2, entry.id


def test_every_entry_is_indexed_by_its_id():
    assert [key for key, entry in BASE.faq.items() if entry.id != key] == []
    assert [key for key, entry in BASE.roles.items() if entry.id != key] == []
    assert [key for key, pair in BASE.pairs.items() if frozenset(pair.roles) != key] == []
