"""The checklist that comes with Rolecall: everything a hire needs has its place in it, and it can be worked through."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.knowledge.checklists import ChecklistItem
from bot.knowledge.folders import read_folder, shipped_path
from bot.knowledge.loader import load

BASE = load()
ITEMS = BASE.checklist
KEYS = Path(__file__).parents[2] / "data" / "checklist_keys.txt"

OF_EVERY_HIRE = {
    "need": {
        "business_problem": "why now|one-paragraph|board|promot|fractional|interim|structure",
        "role_decision": "role|reasons",
        "internal_or_external": "inside, outside or both|same scorecard",
        "search_capacity": "two executive searches|booked",
        "interim_cover": "until the first day|notice|severance|handover|skip",
    },
    "mandate": {
        "scorecard": "mission|3 to 8|ranked|a date and a measure|12 to 18 months|behaviour|must|traded|derail",
        "reporting_and_rights": "reporting line|scope|decision rights|team|doesn't own",
        "stakeholder_alignment": "every interviewer|board|in writing",
        "confidentiality": "replaced|who knows|what the search is called|approached",
    },
    "package": {
        "pay_package": "cash|bonus|equity|approved|board",
        "pay_transparency": "every location|range|no form asks",
        "search_partner": "search firm|yourselves|fee|stages|off-limits companies|guarantee|cancel",
    },
    "launch": {
        "job_description": "from the scorecard|for candidates|what the job needs",
        "interview_plan": "stages|interviewers|competency each interviewer|questions|scale",
        "interviewer_training": "not to ask|scale",
        "candidate_privacy": "notice|what is collected|how long|approached|deletion",
    },
    "source": {
        "market_map": "longlist|companies|people",
        "benchmark_people": "available or not|excellent looks like",
        "outreach": "logged|referrals|best source",
    },
    "screen": {
        "first_screen": "must-haves|same questions|score",
        "credentials": "degree|licence|confirmed",
        "short_list": "evidence for each competency|42 to 56 days",
        "hiring_traps": "famous employer|knowledge of the field|evidence",
        "declined_told": "answer|within days",
    },
    "assess": {
        "candidate_obligations": "notice|garden leave|non-compete|non-solicit|bonus and equity|expect|past pay",
        "finalist_nda": "confidentiality agreement|figures|may see",
        "structured_interviews": "same core questions|same scale|before anyone discussed",
        "career_interview": "what happened|led it|had a part|supported",
        "working_session": "last two or three|real facts|clear criteria|limit|from the start|thinking|one right answer",
        "entry_plan": "90 or 100 days|budget|hires|scorecard",
        "team_meeting": "real meeting",
        "values_interview": "behaviour|written values|similarity",
        "decision": "scores were on the table before|recorded",
    },
    "verify": {
        "reference_consent": "yes or no|beyond the list|present employer|permission|consent",
        "formal_references": "structured questions|concerns|manage|few well-chosen referees|before the final round",
        "off_list_references": "policy|worked directly|same questions|one person's word|disputed",
        "background_check": "separate notice|written permission|certification|same check|sanctions|not part of it",
    },
    "offer": {
        "adverse_findings": "report|summary of rights|time to answer|final notice|three days",
        "criminal_check": "after the conditional offer|counsel|needed and lawful|permission|skip",
        "plan_b": "second finalist|counter-offer|present employer",
        "stay_in_touch": "resignation|accepted|first day",
        "board_approval": "board or its committee|minutes|before the offer is final",
        "written_offer": "conditional|checks it depends on|"
        "title|reporting line|authority|salary|bonus|equity|vesting|severance|change of control|cause|"
        "indemnity|insurance|covenants|clawback",
        "signed_offer": "checks are over|no longer conditional|signed|reservations|start date",
        "finalists_told": "had a call",
    },
    "announce": {
        "announcement": "direct reports|peers|company|customers|investors|press|texts were ready|few people knew",
        "securities_disclosure": "8-k|5.02|four business days|covered",
        "insider_list": "insider list|closed periods|holdings|skip",
    },
    "onboard": {
        "right_to_work": "right to work|every new employee|record",
        "authorities": "equity|insurance|bank mandates|signing limits|delegated",
        "pre_boarding": "access|reading|first month's meetings are booked|future colleagues",
        "first_30_days": "listen|peers|customers|board",
        "days_31_to_60": "contribute|diagnosis",
        "first_100_days": "wins|plan",
    },
    "review": {
        "review_30_days": "both sides wrote|needs from the ceo",
        "review_60_days": "both sides wrote|diagnosis|first wins",
        "review_90_days": "both sides wrote|scorecard|fixed any drift",
        "success_reviews": "both sides wrote|fixed any drift|six to nine months",
        "outcome_review": "year|whether it was met|next hire",
    },
}
"""Phase to item to what its words have to speak of."""

OF_ONE_ROLE = {
    "cmo": {
        "cmo_type": "product marketing|growth|demand|brand|communications|other two",
        "cmo_pr_or_demand": "pr or|demand generation|specialist",
        "cmo_story": "whose story|ceo's vision",
        "cmo_reporting_line": "ceo or the cro|before launch",
        "cmo_sales_measures": "qualified|sourced|influenced|cac payback",
        "cmo_budget_authority": "share of revenue|approve alone",
        "cmo_competency_matrix": "business goals|competenc|matrix",
    },
    "cro": {
        "cro_scope": "in or out of scope|sales|customer success|marketing|revenue operations|partners|pricing",
        "cro_or_vp_sales": "vp sales|recurring revenue|direct sales team",
        "cro_experience_match": "growth|sales motion|order of magnitude|countries|breadth|product",
        "cro_adaptability": "playbook|conditions",
        "cro_numbers_verified": "numbers|targets|directly or on paper only",
        "cro_expectations": "board|targets|62%|2024",
        "cro_renewals": "renewals|chief customer officer",
        "cro_cfo_partnership": "cfo|panel|forecast|capacity",
    },
    "cto": {
        "cto_job": "innovator|operations|delivery|executive|vp engineering",
        "cto_hard_problems": "three hardest|18 months|in the room",
        "cto_reviewer": "adviser|investor|observer",
        "cto_plain_explanation": "plain words|without a technical background|scored",
        "cto_trade_off": "downsides|business terms|later",
        "cto_hiring_record": "people hired|process|accepted|stayed",
        "cto_shipped": "real users|confirmed",
        "cto_split": "vp engineering|product chief|founder|mandate",
    },
    "cfo": {
        "cfo_stage_fit": "building up|listing|acquisition|sale",
        "cfo_disclosure": "principal financial|filing",
    },
    "coo": {
        "coo_reason": "seven reasons|strategy|initiative|mentor|complement|partner|successor|valued",
        "coo_functions": "five to seven|signed|delegated",
    },
    "ciso": {
        "ciso_outcome": "risks|customer demands",
        "ciso_board_access": "reports|board",
    },
    "clo": {"clo_first_need": "specialist|generalist|outside counsel"},
    "chro": {"chro_gap": "strategic or administrative|values|week|talent"},
    "cpo_product": {"cpo_product_boundaries": "why you need a cpo|ceo"},
    "vp_sales": {"vp_sales_repeatable": "repeatable|two salespeople|founder"},
    "chief_of_staff": {"chief_of_staff_level": "senior|traffic|work streams|messages|honest broker|confidant"},
    "caio": {"caio_scope_and_reviewer": "generative ai|reviewer"},
}
"""Role to the items that its hire adds first of all, and what the words of those have to speak of."""

CAUTIONS = {
    "same_questions": "same order|one scale|train|equal weight|job analysis",
    "interview_evidence": r"2022|not of executives|\.42|\.31|\.19|\.07",
    "protected_traits": "race|colour|religion|sex|pregnancy|origin|age|disability|genetics|family|outright|intent",
    "small_talk": "lunch",
    "citizenship": "citizenship|right to work",
    "equal_treatment": "pregnancy|religion|disability|age|advertisement|reasons|agg|board members",
    "medical_questions": "until an offer|genetic|family",
    "equal_checks": "same background check|singling people out",
    "fcra": "standalone|written permission|certification|summary of rights|final notice",
    "investigative_reports": "character|further notice|third party|counsel",
    "own_enquiries": "company makes itself|outside",
    "hiring_records": "a year|two|claim is open",
    "pay_history": "states and cities|posting|on request|after an interview|with the offer",
    "eu_pay_transparency": "2023/970|before the interview|7 june 2026|country",
    "ai_screening": "new york city|yearly independent bias audit|summary|ten business days|illinois|colorado",
    "off_list_risks": "confidentiality|bias|discrimination|tell the candidate",
    "references_germany": "consent|never the current employer|credit report",
    "inside_information": "as soon as possible|article 17|before it's decided|counsel|insider list|delay",
    "form_8k": "four business days|president|financial|accounting|operating|departure|cmo, cro and cto",
    "agreement_terms": "cause|6 to 24 months|single or double|non-compete|directors and officers|clawback",
    "fair_chance": "before a conditional offer|california|new york city|individually|time to answer",
    "fair_chance_elsewhere": "30 states|150 cities|after the conditional offer|state and the city",
    "criminal_records_data": "data protection|role needs it|at the end|beforehand",
    "credit_checks": "eleven states|new york city|chicago|managers|cfo|counsel",
    "candidate_data": "what you collect|no longer|offer should be vetted",
    "right_to_work_uk": "before the first day|same way|copy",
    "right_to_work_us": "i-9|by the first day|three business days|employee chooses",
    "notice_and_covenants": "three to six months|garden leave|germany|pay|each finalist",
    "covenants_us": "non-compete|non-solicitation|counsel|state law",
    "not_covered": "works councils|board appointment|visas|counsel|not legal advice",
}

POINTS = [
    pytest.param(key, words, id=key)
    for phase in (*OF_EVERY_HIRE.values(), *OF_ONE_ROLE.values())
    for key, words in phase.items()
]
FIRST_DAY, SIGNATURE, HALF_A_YEAR = 0, -45, 180


def said(item: ChecklistItem) -> str:
    return " ".join((item.title, item.done, item.evidence or "")).lower()


def hire(role: str) -> list[ChecklistItem]:
    """What the hire of the role has."""
    return [item for item in ITEMS.values() if not item.roles or role in item.roles]


def test_the_phases_are_those_of_a_hire_in_their_order():
    assert list(BASE.phases) == list(OF_EVERY_HIRE)
    assert all(phase.text and len(phase.name.split()) == 1 for phase in BASE.phases.values())


def test_the_checklist_has_exactly_the_expected_items():
    shared = {item.key: item.phase for item in ITEMS.values() if not item.roles}
    assert shared == {key: phase for phase, keys in OF_EVERY_HIRE.items() for key in keys}
    added = {item.key: item.roles for item in ITEMS.values() if item.roles}
    assert {key: (role,) for role, keys in OF_ONE_ROLE.items() for key in keys}.items() <= added.items()
    assert list(BASE.cautions) == list(CAUTIONS)
    assert (len(shared), len(CAUTIONS)) == (59, 30)


@pytest.mark.parametrize("role", BASE.roles)
def test_every_role_has_at_least_six_items_of_its_own(role: str):
    assert len([item for item in ITEMS.values() if role in item.roles]) >= 6


@pytest.mark.parametrize(("key", "words"), POINTS)
def test_an_item_mentions_everything_expected_of_it(key: str, words: str):
    assert [word for word in words.split("|") if word not in said(ITEMS[key])] == []


@pytest.mark.parametrize("key", CAUTIONS)
def test_a_caution_mentions_everything_expected_of_it(key: str):
    text = BASE.cautions[key].text.lower()
    assert [word for word in CAUTIONS[key].split("|") if not re.search(word, text)] == []


def test_keys_are_permanent():
    kept = KEYS.read_text(encoding="utf-8").split()
    assert kept == sorted(set(kept))
    assert set(kept) == set(ITEMS), "a key is never taken out or used again; add a new one to tests/data"


def test_an_item_of_some_roles_has_one_of_them_in_its_key():
    named = (tuple(f"{role}_" for role in item.roles) for item in ITEMS.values())
    pairs = zip(ITEMS.values(), named, strict=True)
    assert [item.key for item, roles in pairs if roles and not item.key.startswith(roles)] == []


def test_each_role_has_a_file_of_its_own():
    files = {file.name for file in read_folder(shipped_path()).files if file.name.startswith("checklists/")}
    assert files <= {f"checklists/{name}.yml" for name in ("executive", *BASE.roles)}
    assert files >= {f"checklists/{name}.yml" for name in ("executive", *OF_ONE_ROLE)}


def test_titles_fit_on_a_button_and_are_unique():
    titles = Counter(item.title for item in ITEMS.values())
    assert [title for title, times in titles.items() if times > 1 or len(title) > 75 or title[-1] in ".!?"] == []


def test_the_definition_of_done_is_written_in_sentences():
    assert [item.key for item in ITEMS.values() if item.done[-1] != "." or not item.done[0].isupper()] == []


def test_defaults_are_marked_as_suggestions_and_everything_else_names_its_source():
    assert {item.basis for item in ITEMS.values()} == {"suggestion", "inference"}
    unsourced = {item.basis for item in ITEMS.values() if not item.sources}
    assert unsourced == {"suggestion"}
    assert [caution.id for caution in BASE.cautions.values() if not caution.sources] == ["not_covered"]


# The course


def test_a_hire_takes_about_half_a_year_and_is_reviewed_half_a_year_and_a_year_later():
    days = sorted(item.due for item in ITEMS.values())
    assert (days[0], ITEMS["signed_offer"].due, days[-1]) == (-HALF_A_YEAR, SIGNATURE, 365)
    after = [item.due for item in hire("cmo") if item.due > FIRST_DAY]
    assert after == [14, 30, 60, 100, 30, 60, 90, HALF_A_YEAR, 365]


@pytest.mark.parametrize(
    ("first", "last", "least", "most"),
    [
        ("search_partner", "signed_offer", 10 * 7, 16 * 7),  # a retained search, to the accepted offer
        ("business_problem", "signed_offer", 120, 140),  # meeting, assessing and closing, with the reasons before them
        ("interviewer_training", "short_list", 6 * 7, 8 * 7),  # the candidates are shown
        ("short_list", "structured_interviews", 3 * 7, 4 * 7),  # interviews
        ("decision", "written_offer", 2 * 7, 4 * 7),  # an agreement
    ],
)
def test_the_schedule_keeps_to_the_durations_that_the_sources_name(first: str, last: str, least: int, most: int):
    assert least <= ITEMS[last].due - ITEMS[first].due <= most


def test_between_signature_and_first_day_the_hire_is_announced_and_prepared():
    between = [item.key for item in hire("cro") if SIGNATURE < item.due < FIRST_DAY]
    offer, announce, onboard = (
        ["finalists_told", "stay_in_touch"],
        ["securities_disclosure", "announcement", "insider_list"],
        ["pre_boarding", "right_to_work"],
    )
    assert between == [*offer, *announce, *onboard]


GATES = [
    ("job_description", "scorecard"),
    ("outreach", "scorecard"),
    ("market_map", "scorecard"),
    ("search_partner", "internal_or_external"),
    ("pay_transparency", "pay_package"),
    ("benchmark_people", "role_decision"),
    ("first_screen", "outreach"),
    ("credentials", "first_screen"),
    ("hiring_traps", "first_screen"),
    ("career_interview", "short_list"),
    ("values_interview", "short_list"),
    ("entry_plan", "short_list"),
    ("team_meeting", "structured_interviews"),
    ("reference_consent", "short_list"),
    ("background_check", "structured_interviews"),
    ("cmo_story", "short_list"),
    ("cro_adaptability", "short_list"),
    ("cto_hiring_record", "short_list"),
    ("cto_shipped", "short_list"),
    ("cfo_disclosure", "decision"),
    ("structured_interviews", "interview_plan"),
    ("structured_interviews", "interviewer_training"),
    ("formal_references", "reference_consent"),
    ("off_list_references", "reference_consent"),
    ("cro_numbers_verified", "reference_consent"),
    ("decision", "formal_references"),
    ("board_approval", "decision"),
    ("written_offer", "board_approval"),
    ("written_offer", "formal_references"),
    ("written_offer", "background_check"),
    ("written_offer", "candidate_obligations"),
    ("criminal_check", "written_offer"),
    ("adverse_findings", "criminal_check"),
    ("signed_offer", "criminal_check"),
    ("signed_offer", "written_offer"),
    ("announcement", "signed_offer"),
    ("securities_disclosure", "signed_offer"),
    ("pre_boarding", "signed_offer"),
    ("first_30_days", "signed_offer"),
    ("review_30_days", "scorecard"),
    ("success_reviews", "scorecard"),
]


@pytest.mark.parametrize(("key", "gate"), GATES)
def test_items_that_must_come_later_need_the_earlier_ones(key: str, gate: str):
    assert gate in ITEMS[key].needs


@pytest.mark.parametrize("role", BASE.roles)
def test_nothing_that_requires_candidates_is_possible_on_the_first_day_of_a_search(role: str):
    later = {"source", "screen", "assess", "verify", "offer", "announce", "onboard", "review"}
    assert [item.key for item in hire(role) if not item.needs and item.phase in later] == []


@pytest.mark.parametrize("role", BASE.roles)
def test_the_items_of_every_role_can_be_closed_in_the_order_of_their_days(role: str):
    done: set[str] = set()
    waiting = hire(role)
    while free := [item for item in waiting if set(item.needs) <= done]:
        done |= {item.key for item in free}
        waiting = [item for item in waiting if item.key not in done]
    assert waiting == []
    days = {item.key: item.due for item in hire(role)}
    assert [item.key for item in hire(role) for need in item.needs if days[need] > item.due] == []
    assert 60 <= len(days) <= 70


def test_only_the_expected_items_require_evidence():
    asked = {item.key for item in ITEMS.values() if item.evidence}
    assert asked == {
        *("scorecard", "reporting_and_rights", "pay_package", "interview_plan", "reference_consent"),
        *("formal_references", "decision", "board_approval", "signed_offer", "securities_disclosure", "coo_functions"),
    }


def test_every_item_that_requires_evidence_says_of_which_kind():
    assert [item.key for item in ITEMS.values() if item.evidence and not item.evidence_kinds] == []
    assert ITEMS["pay_package"].evidence_kinds == ("person", "date")
    assert ITEMS["signed_offer"].evidence_kinds == ("date",)


def test_nothing_asks_for_the_name_of_a_candidate():
    shown = [item.evidence for item in ITEMS.values() if item.evidence]
    assert [text for text in shown if re.search(r"\bname|candidate|finalist", text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("caution", "items"),
    [
        ("small_talk", {"interviewer_training", "structured_interviews", "team_meeting"}),
        ("fcra", {"background_check", "criminal_check", "adverse_findings", "cfo_credit_history"}),
        ("off_list_risks", {"reference_consent", "off_list_references", "cro_numbers_verified"}),
        ("form_8k", {"securities_disclosure", "cfo_disclosure"}),
        ("agreement_terms", {"written_offer"}),
        ("ai_screening", {"first_screen"}),
    ],
)
def test_cautions_are_attached_to_the_expected_items(caution: str, items: set[str]):
    assert {item.key for item in ITEMS.values() if caution in item.cautions} == items
