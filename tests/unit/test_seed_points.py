"""Every point of the two published comparisons this knowledge grew from (sources S1 and S2) keeps its place.

A place is `role/<id>/<topic>`, `pair/<a>-<b>/differences/<topic>/<role>`, `pair/<a>-<b>/similarities/<number>`,
`pair/<a>-<b>/<section>`, `consideration/<id>` or `consideration/<id>/<choice>`. The words of a point are the ones that
distinguish it: whatever the wording becomes, they stay.
"""

import re
from typing import NamedTuple

import pytest

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.considerations import Choice, Consideration
from bot.knowledge.loader import load
from bot.knowledge.models import Aspect, Pair


class Point(NamedTuple):
    """A point of a text: the place where it has to be, and the words that identify it there."""

    name: str
    where: str
    words: str


class Rule(NamedTuple):
    """A decision rule, and what it says."""

    where: str
    verdict: str
    roles: str
    weight: int = 1


FIVE_DIFFERENCES = (
    Point("focus of the CMO", "pair/cmo-cro/differences/focus/cmo",
          "marketing strategy, brand, positioning, advertising, research, customers, equity, engagement, reach"),
    Point("focus of the CRO", "pair/cmo-cro/differences/focus/cro",
          "revenue, sales, operations, pricing, retention, business, stream, growth"),
    Point("scope of the CMO", "pair/cmo-cro/differences/scope/cmo",
          "outward, marketing teams, image, brand, channels, apart"),
    Point("scope of the CRO", "pair/cmo-cro/differences/scope/cro",
          "inward, sales teams, funnel, expand, goals"),
    Point("metrics of the CMO", "pair/cmo-cro/differences/metrics/cmo",
          "awareness, CAC, CLTV, market share, ROI"),
    Point("metrics of the CRO", "pair/cmo-cro/differences/metrics/cro",
          "revenue growth, conversion, churn, deal size, pipeline"),
    Point("stakeholders of the CMO", "pair/cmo-cro/differences/stakeholders/cmo",
          "CEO, C-suite, product managers, creative, agencies"),
    Point("stakeholders of the CRO", "pair/cmo-cro/differences/stakeholders/cro",
          "CEO, CFO, heads of sales, customer success, key clients, partners"),
    Point("horizon of the CMO", "pair/cmo-cro/differences/horizon/cmo",
          "long, brand equity, research, relationships"),
    Point("horizon of the CRO", "pair/cmo-cro/differences/horizon/cro",
          "short to medium, quarterly, annual, processes"),
)  # fmt: skip

FIVE_SIMILARITIES = (
    Point("alignment of goals", "pair/cmo-cro/similarities/1",
          "goal, grow, revenue, market share"),
    Point("collaboration", "pair/cmo-cro/similarities/2",
          "marketing, sales, product, finance, operations, initiatives"),
    Point("data-driven approach", "pair/cmo-cro/similarities/3",
          "data, analytics, trends, prefer, measure, recommend"),
    Point("customer focus", "pair/cmo-cro/similarities/4",
          "customer, experiences, loyalty, expect"),
    Point("strategic leadership", "pair/cmo-cro/similarities/5",
          "strategic, vision, goals, brand, position, sales operations"),
)  # fmt: skip

HIRING = (
    Point("large companies gain from both", "consideration/size/large_both",
          "extensive, specialised, both, marketing, sales"),
    Point("small companies pick one", "consideration/size/small_one",
          "limited, start-up, growth, at once, money"),
    Point("brand and reach call for a CMO", "consideration/growth/brand_and_reach",
          "CMO, brand, reach, customers, recognition"),
    Point("revenue and retention call for a CRO", "consideration/growth/revenue_and_retention",
          "CRO, revenue streams, sales operations, processes, keep customers"),
    Point("the structure is looked at first", "consideration/structure",
          "streamlining, cooperation, strategy, CMO, CRO, both"),
    Point("fragmented teams are assessed", "consideration/structure/fragmented",
          "marketing, sales, streamlined, align, both"),
    Point("near and distant aims are weighed", "consideration/priorities",
          "near, distant, marketing, revenue, stage"),
    Point("marketing as the higher priority", "consideration/priorities/marketing_first",
          "marketing, priority, stage, CMO"),
    Point("revenue as the higher priority", "consideration/priorities/revenue_first",
          "revenue, priority, CRO"),
    Point("industry is a factor", "consideration/stage",
          "industry, stage"),
    Point("both or one, by size", "pair/cmo-cro/both_or_one",
          "large, extensive, small, start-up, money"),
    Point("both or one, by structure", "pair/cmo-cro/both_or_one",
          "structure, streamlining, cooperation, common strategy"),
    Point("which first, by growth objective", "pair/cmo-cro/which_first",
          "stronger brand, wider reach, streams of revenue, keep customers"),
    Point("which first, by priority", "pair/cmo-cro/which_first",
          "near, distant, pressing need, stage"),
    Point("conclusion: different strengths", "pair/cmo-cro/importance",
          "complementary, marketing and sales, one plan"),
    Point("conclusion: needs, priorities, means", "pair/cmo-cro/both_or_one",
          "needs, priorities, means, right people, revenue that lasts, market"),
)  # fmt: skip

SECTIONS_ON_THE_CMO = (
    Point("driving the marketing strategy", "role/cmo/responsibilities",
          "programme, notice the brand, revenue, research, consumer, analytics, audiences, campaigns"),
    Point("building brand equity", "role/cmo/responsibilities",
          "identity, positioning, message, channels, emotional, loyalty"),
    Point("putting the customer first", "role/cmo/responsibilities",
          "experience, trends, behaviour, feedback, personal"),
    Point("acquisition, retention, advocacy", "role/cmo/impact",
          "wins, keeps, advocates"),
)  # fmt: skip

SECTIONS_ON_THE_CTO = (
    Point("innovating through technology", "role/cto/responsibilities",
          "solutions, products, services, emerging, competitive"),
    Point("technical leadership", "role/cto/responsibilities",
          "design, development, deployment, architecture, infrastructure, security, scale, reliable, perform"),
    Point("keeping up with technology", "role/cto/responsibilities",
          "where technology is going, adapt"),
    Point("technology in line with the business", "role/cto/responsibilities",
          "aligns, business goals, executives, innovate, simplify processes, grow"),
    Point("technology as a lever", "role/cto/impact",
          "strategy, new revenue, efficient, advantage"),
)  # fmt: skip

SEVEN_ROWS = (
    Point("focus of the CMO", "pair/cmo-cto/differences/focus/cmo",
          "marketing strategy, brand"),
    Point("focus of the CTO", "pair/cmo-cto/differences/focus/cto",
          "technolog, innovation, leadership"),
    Point("responsibility of the CMO", "pair/cmo-cto/differences/responsibilities/cmo",
          "customers, engage, loyal"),
    Point("responsibility of the CTO", "pair/cmo-cto/differences/responsibilities/cto",
          "technical development, systems"),
    Point("skills of the CMO", "pair/cmo-cto/differences/skills/cmo",
          "marketing, brand management, consumers"),
    Point("skills of the CTO", "pair/cmo-cto/differences/skills/cto",
          "architecture, development, security"),
    Point("objective of the CMO", "pair/cmo-cto/differences/objective/cmo",
          "visible, brand, share of the market"),
    Point("objective of the CTO", "pair/cmo-cto/differences/objective/cto",
          "technology, advances, efficient"),
    Point("partners of the CMO", "pair/cmo-cto/differences/collaboration/cmo",
          "sales, product, PR"),
    Point("partners of the CTO", "pair/cmo-cto/differences/collaboration/cto",
          "product, engineering, operations"),
    Point("metrics of the CMO", "pair/cmo-cto/differences/metrics/cmo",
          "ROI, customers acquired, brand equity"),
    Point("metrics of the CTO", "pair/cmo-cto/differences/metrics/cto",
          "technical performance, reliability, innovation"),
    Point("impact of the CMO", "pair/cmo-cto/differences/impact/cmo",
          "see the brand, experience"),
    Point("impact of the CTO", "pair/cmo-cto/differences/impact/cto",
          "technological advances, edge over competitors"),
)  # fmt: skip

WHICH_MATTERS_MORE = (
    Point("neither, in different domains", "pair/cmo-cto/importance",
          "neither, indispensable, domain"),
    Point("the CMO attracts and keeps", "pair/cmo-cto/importance",
          "attracts customers, keeps, brand equity"),
    Point("the CTO keeps competitive", "pair/cmo-cto/importance",
          "innovation, agile, competitive"),
    Point("they complement each other", "pair/cmo-cto/importance",
          "complement, digital, values both"),
    Point("they pursue shared objectives", "pair/cmo-cto/collaboration",
          "strategy, shared objectives"),
    Point("they steer the company", "pair/cmo-cto/similarities/1",
          "both, steer"),
    Point("they serve strategic objectives", "pair/cmo-cto/similarities/2",
          "strategic objectives"),
    Point("they drive growth", "pair/cmo-cto/similarities/3",
          "both drive growth"),
)  # fmt: skip

PROFILES = (
    Point("focus of the CMO", "role/cmo/focus",
          "marketing strategy, brand"),
    Point("tasks of the CMO", "role/cmo/responsibilities",
          "marketing strategy, brand, positioning, advertising, market, customers"),
    Point("scope of the CMO", "role/cmo/scope",
          "outward, image, channels, perceived, apart"),
    Point("metrics of the CMO", "role/cmo/metrics",
          "awareness, CAC, CLTV, market share, ROI, brand equity, customers acquired"),
    Point("stakeholders of the CMO", "role/cmo/stakeholders",
          "CEO, C-suite, product managers, creative, agencies"),
    Point("horizon of the CMO", "role/cmo/horizon",
          "long, brand equity, research, positioning, relationships"),
    Point("skills of the CMO", "role/cmo/skills",
          "marketing, brand, consumers"),
    Point("objective of the CMO", "role/cmo/objective",
          "visible, market share, brand equity, engage, reach"),
    Point("partners of the CMO", "role/cmo/collaboration",
          "sales, product, PR, finance, operations, CRO"),
    Point("focus of the CRO", "role/cro/focus",
          "revenue, stream, processes, growth"),
    Point("tasks of the CRO", "role/cro/responsibilities",
          "revenue, sales, pricing, business development, retention"),
    Point("scope of the CRO", "role/cro/scope",
          "inward, sales teams, funnel, expansion, strategy"),
    Point("the CRO meets clients all the same", "role/cro/scope",
          "key clients, partners"),
    Point("metrics of the CRO", "role/cro/metrics",
          "revenue growth, conversion, churn, deal, pipeline"),
    Point("stakeholders of the CRO", "role/cro/stakeholders",
          "CEO, CFO, sales, customer success, clients, partners"),
    Point("horizon of the CRO", "role/cro/horizon",
          "short to medium, quarter, year"),
    Point("objective of the CRO", "role/cro/objective",
          "revenue, streams, growth"),
    Point("partners of the CRO", "role/cro/collaboration",
          "sales, marketing, product, finance, operations"),
    Point("focus of the CTO", "role/cto/focus",
          "innovation, leadership"),
    Point("metrics of the CTO", "role/cto/metrics",
          "performance, reliability, innovation"),
    Point("skills of the CTO", "role/cto/skills",
          "architecture, development, security"),
    Point("objective of the CTO", "role/cto/objective",
          "technology, efficient"),
    Point("partners of the CTO", "role/cto/collaboration",
          "product, engineering, operations, executives"),
)  # fmt: skip

POINTS = (
    *FIVE_DIFFERENCES,
    *FIVE_SIMILARITIES,
    *HIRING,
    *SECTIONS_ON_THE_CMO,
    *SECTIONS_ON_THE_CTO,
    *SEVEN_ROWS,
    *WHICH_MATTERS_MORE,
    *PROFILES,
)

RULES = (
    Rule("size/large_both", "both", "cmo cro", 2),
    Rule("size/small_one", "assess", "cmo cro", 2),
    Rule("size/no_repeatable_sales", "neither", "vp_sales"),
    Rule("size/few_marketers", "neither", "vp_marketing"),
    Rule("size/part_time_need", "assess", ""),
    Rule("growth/brand_and_reach", "role", "cmo", 2),
    Rule("growth/revenue_and_retention", "role", "cro", 2),
    Rule("growth/both_growth", "both", "cmo cro"),
    Rule("growth/technology", "role", "cto", 2),
    Rule("growth/delivered_value", "role", "cco_customer cro"),
    Rule("growth/sales_execution", "role", "vp_sales"),
    Rule("structure/fragmented", "assess", "cro cmo", 2),
    Rule("structure/strategy_to_originate", "role", "cmo"),
    Rule("structure/strategy_to_execute", "role", "vp_marketing"),
    Rule("structure/leaderless_revenue", "role", "cro"),
    Rule("structure/poor_alignment", "neither", ""),
    Rule("structure/sales_led_cro", "role", "cmo"),
    Rule("structure/pipeline_marketing", "role", "cro"),
    Rule("structure/weak_delivery", "role", "vp_engineering"),
    Rule("structure/ceo_needs_leverage", "role", "chief_of_staff"),
    Rule("structure/ceo_needs_operator", "role", "coo"),
    Rule("priorities/marketing_first", "role", "cmo", 2),
    Rule("priorities/revenue_first", "role", "cro", 2),
    Rule("priorities/short_horizon", "role", "cro"),
    Rule("priorities/long_horizon", "role", "cmo"),
    Rule("priorities/both_horizons", "both", "cmo cro", 2),
    Rule("priorities/innovation_first", "role", "cto", 2),
)


@pytest.fixture(scope="module")
def known() -> KnowledgeBase:
    return load(cached=False)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point.name} in {point.where}")
def test_every_point_has_its_place(point: Point, known: KnowledgeBase):
    text = text_at(known, point.where)
    lost = [word for word in point.words.split(", ") if not stands_in(text, word)]
    assert not lost, f"{point.where} no longer speaks of {lost}: {text}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.where)
def test_every_decision_rule_points_where_its_sources_do(rule: Rule, known: KnowledgeBase):
    consideration, choice_id = rule.where.split("/")
    choice = choice_of(known.considerations[consideration], choice_id)
    assert (choice.verdict, choice.roles, choice.weight) == (rule.verdict, tuple(rule.roles.split()), rule.weight)


def test_the_four_considerations_come_first_and_in_their_order(known: KnowledgeBase):
    assert list(known.considerations)[:4] == ["size", "growth", "structure", "priorities"]


def test_only_rules_of_the_two_comparisons_count_double(known: KnowledgeBase):
    doubled = [each for rule in known.considerations.values() for each in rule.choices if each.weight == 2]
    assert doubled
    assert all({"S1", "S2"} & set(choice.sources) for choice in doubled)


def test_cmo_and_cro_differ_in_the_five_ways_of_the_text_the_most_telling_first(known: KnowledgeBase):
    topics = [difference.topic for difference in pair_of(known, "cmo-cro").differences]
    assert topics == ["focus", "metrics", "horizon", "scope", "stakeholders"]


def test_cmo_and_cro_have_five_things_in_common(known: KnowledgeBase):
    assert len(pair_of(known, "cmo-cro").similarities) == 5


def test_cmo_and_cto_differ_in_the_seven_ways_of_the_table_the_most_telling_first(known: KnowledgeBase):
    topics = [difference.topic for difference in pair_of(known, "cmo-cto").differences]
    assert topics == ["focus", "metrics", "responsibilities", "skills", "collaboration", "objective", "impact"]


def test_the_differences_cite_the_text_they_come_from(known: KnowledgeBase):
    cited = {name: {each.sources for each in pair_of(known, name).differences} for name in ("cmo-cro", "cmo-cto")}
    assert cited == {"cmo-cro": {("S1",)}, "cmo-cto": {("S2",)}}


def test_what_is_said_of_cro_and_cto_together_is_marked_as_concluded(known: KnowledgeBase):
    pair = pair_of(known, "cro-cto")
    facts = [*pair.importance, *pair.both_or_one, *pair.which_first, *pair.collaboration, *pair.decides]
    assert facts
    assert {fact.basis for fact in facts} == {"inference"}


def stands_in(text: str, word: str) -> bool:
    """Whether the text has the word or a longer form of it. Abbreviations count whole: there is no PR in product."""
    if word.isupper():
        return re.search(rf"\b{word}\b", text) is not None
    return word.casefold() in text.casefold()


def text_at(known: KnowledgeBase, where: str) -> str:
    """The content of a place as one text. Raises if there is no such place."""
    section, entry, *path = where.split("/")
    if section == "role":
        return aspect_text(known.roles[entry].topics[path[0]])
    if section == "pair":
        return pair_text(pair_of(known, entry), *path)
    return consideration_text(known.considerations[entry], *path)


def aspect_text(aspect: Aspect) -> str:
    return "\n".join((aspect.brief, *(fact.text for fact in aspect.facts)))


def pair_text(pair: Pair, section: str, key: str = "", role: str = "") -> str:
    if section == "differences":
        return next(each for each in pair.differences if each.topic == key).sides[role]
    if section == "similarities":
        similarity = pair.similarities[int(key) - 1]
        return f"{similarity.title}\n{similarity.text}"
    return "\n".join(fact.text for fact in getattr(pair, section))


def consideration_text(consideration: Consideration, choice_id: str = "") -> str:
    if not choice_id:
        return f"{consideration.question}\n{consideration.text}"
    choice = choice_of(consideration, choice_id)
    return f"{choice.label}\n{choice.because}"


def pair_of(known: KnowledgeBase, name: str) -> Pair:
    one, other = name.split("-")
    pair = known.get_pair(one, other)
    assert pair is not None, f"{name} is no longer in the knowledge"
    return pair


def choice_of(consideration: Consideration, choice_id: str) -> Choice:
    return next(choice for choice in consideration.choices if choice.id == choice_id)
