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
from bot.knowledge.short_answers import ADVICE_LISTS, MAX_ANSWER_WORDS
from bot.understanding.phrases import words_of
from bot.understanding.questions import read

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
    "president",
    "chair",
    "managing_director",
    "general_manager",
    "ned",
    "company_secretary",
    "cgo",
    "cxo",
    "cco_communications",
    "cro_risk",
    "cco_compliance",
    "cscoo_supply",
    "vp_finance",
    "vp_product",
    "vp_people",
    "vp_operations",
    "vp_customer_success",
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
    "first_90_days",
    "red_flags",
    "job_description",
    "background",
    "team",
    "budget",
    "pay",
    "equity",
]
PAIR_TOPICS = ["differences", "similarities", "importance", "both_or_one", "which_first"]
AMBIGUOUS = {"CPO", "CCO", "CDO", "CSO"}

RANK = re.compile(r"^[se]?vp")
"""VP, SVP and EVP are ranks of their own, however close they are written."""
TOLD_APART = {("headofcx", "headofcs")}
"""Names that end in an abbreviation, which has to be typed exactly."""
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
    shown = (BASE.roles, BASE.pairs, BASE.faq, BASE.considerations, BASE.things, BASE.checklist, BASE.cautions)
    return [entry for kind in (*shown, BASE.figures) for entry in kind.values()]


PARTS = [part for entry in entries() for part in parts(entry)]
FACTS = [part for part in PARTS if isinstance(part, Fact)]


def texts(value: KnowledgeModel) -> Iterator[str]:
    for part in parts(value):
        for field in fields(part):
            content = getattr(part, field.name)
            if field.name in (
                "text",
                "brief",
                "summary",
                "headline",
                "because",
                "question",
                "label",
                "title",
                "done",
                "caveat",
            ):
                yield from filter(None, (content,))
            elif field.name == "sides":
                yield from content.values()


def test_the_shipped_knowledge_has_no_problems():
    assert check() == ()


def test_the_shipped_knowledge_is_of_the_expected_size():
    assert len(BASE.roles) >= 39
    assert len(BASE.kits) >= 22
    assert len(BASE.pairs) >= 40
    assert len(BASE.figures) >= 30
    assert len(BASE.faq) >= 50
    assert len(BASE.things) >= 50
    assert len(FACTS) >= 2000


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
    # Where the letters alone mean other roles, the whole heading names this one.
    theirs = {word for other in ROLES if other is not role for word in other.abbreviations}
    whole = re.sub(r"[()]", "", role.short)
    assert (
        letters is None or letters.group() in role.abbreviations or (letters.group() in theirs and whole in role.names)
    )
    assert all(word[0].isupper() or word in ("of", "and", "the") for word in role.title.split())
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
    assert set(close) == TOLD_APART


def test_a_name_that_is_near_two_told_apart_means_neither():
    assert roles_in("what does a head of cx do?") == ("cxo",)
    assert roles_in("what does a head of cs do?") == ("vp_customer_success",)
    assert roles_in("what does a head of cz do?") == ()


def roles_in(question: str) -> tuple[str, ...]:
    return read(question, BASE).intent.roles


def test_the_kit_of_a_role_is_part_of_its_topics():
    for kit in BASE.kits.values():
        for topic, aspect in kit.topics.items():
            facts = BASE.roles[kit.role].topics[topic].facts
            assert facts[-len(aspect.facts) :] == aspect.facts, (kit.role, topic)


def test_every_figure_that_a_kit_or_a_role_shows_says_of_whom_and_when():
    for fact in FACTS:
        if fact.figure:
            assert fact.figure.year == "not stated" or re.search(r"\d{4}", fact.figure.year), fact
            assert len(fact.figure.of) > 3, fact


@pytest.mark.parametrize("role", ROLES, ids=BASE.roles)
def test_other_senses_are_of_the_roles_own_abbreviations_and_none_is_a_role(role: Role):
    titles = {normalise_name(name) for other in ROLES for name in (other.title, *other.names)}
    own = {normalise_name(word) for word in (*role.abbreviations, role.short)}
    for sense in role.also_means:
        assert normalise_name(sense.short) in own, sense
        assert normalise_name(sense.name) not in titles, sense
        assert sense.cues, sense
        assert (normalise_name(sense.short),) not in {words_of(cue) for cue in sense.cues}, f"{sense.short} is no cue"


def test_every_statement_has_a_source_or_says_that_it_is_a_suggestion():
    for part in PARTS:
        if hasattr(part, "sources"):
            assert part.sources or getattr(part, "basis", "source") == "suggestion", part
            assert not getattr(part, "own", False)


def test_every_registered_source_is_cited_except_for_the_known_exceptions():
    cited = {source for part in PARTS for source in getattr(part, "sources", ())}
    cited |= {figure.source for figure in BASE.figures.values()}
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


def test_every_topic_of_every_role_has_a_short_answer():
    missing = [f"{role.id}/{topic}" for role in ROLES for topic, aspect in role.topics.items() if aspect.answer is None]
    assert missing == []


def test_every_thing_has_a_short_answer():
    assert [thing.id for thing in BASE.things.values() if thing.answer is None] == []


def test_every_pair_has_a_short_answer_to_each_of_the_three_hiring_questions():
    missing = [(*pair.roles, key) for pair in BASE.pairs.values() for key in ADVICE_LISTS if not getattr(pair, key)]
    assert missing == []


def test_every_role_says_what_comparisons_are_composed_of():
    keys = ("accountable_for", "hire_when", "hired_at")
    assert [f"{role.id}/{key}" for role in ROLES for key in keys if getattr(role, key) is None] == []


def test_what_a_role_is_accountable_for_and_when_it_is_hired_fit_into_a_sentence():
    for role in ROLES:
        for text in (role.accountable_for or "", role.hire_when or ""):
            first = re.match(r"\w+", text)
            assert first, role.id
            assert first.group().islower() or first.group().isupper(), text
            assert text[-1] not in ".,;:", text
        assert 3 <= len((role.accountable_for or "").split()) <= 9, role.accountable_for
        assert 5 <= len((role.hire_when or "").split()) <= 12, role.hire_when


def test_every_source_says_what_kind_it_is():
    assert [source.id for source in BASE.sources.values() if source.kind is None] == []


def short_answers() -> Iterator[tuple[str, Fact]]:
    """The short answers of the shipped knowledge, with the place of each."""
    for role in ROLES:
        for topic, aspect in role.topics.items():
            if aspect.answer:
                yield f"{role.id}/{topic}", aspect.answer
    yield from ((thing.id, thing.answer) for thing in BASE.things.values() if thing.answer)
    yield from ((entry.id, entry.answer[0]) for entry in BASE.faq.values())
    for pair in BASE.pairs.values():
        yield from (("-".join(pair.roles) + f"/{key}", getattr(pair, key)[0]) for key in ADVICE_LISTS)


def test_a_short_answer_is_one_sentence_that_does_not_talk_about_research():
    for place, answer in short_answers():
        assert len(answer.text.split()) <= MAX_ANSWER_WORDS, place
        assert not re.search(r"[.!?]\s+[A-Z]", answer.text), place
        assert not re.search(r"\bno (?:good )?(?:source|evidence|study)|\bsources? (?:say|disagree)", answer.text), (
            place
        )


def test_the_short_answer_on_a_topic_names_the_role():
    for role in ROLES:
        names = {role.short.partition(" (")[0], role.title, *role.abbreviations, *role.names}
        named = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)), re.IGNORECASE)
        for topic, aspect in role.topics.items():
            assert aspect.answer is None or named.search(aspect.answer.text), f"{role.id}/{topic}: {aspect.answer}"


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
