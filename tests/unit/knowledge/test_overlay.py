from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples.knowledge_files import SMALL, assembled, write

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Aspect, Fact, Thing


@pytest.fixture
def below(tmp_path: Path) -> Path:
    return write(tmp_path / "below", SMALL)


def laid(below: Path, files: dict[str, str], name: str = "above") -> tuple[KnowledgeBase, list[str]]:
    return assembled(below, write(below.parent / name, files))


def clean(below: Path, files: dict[str, str]) -> KnowledgeBase:
    base, problems = laid(below, files)
    assert problems == []
    return base


def test_a_given_key_replaces_the_one_below_and_the_others_stay(below: Path):
    role = clean(below, {"roles/cmo.yml": "id: cmo\ntitle: Head of Brand\nowner: the brand team\n"}).roles["cmo"]
    assert role.title == "Head of Brand"
    assert role.owner == "the brand team"
    assert role.summary == "Leads marketing."


def test_names_of_a_role_are_added_without_duplicates(below: Path):
    role = clean(below, {"roles/cmo.yml": "names: [brand boss, head of marketing]\nmisspellings: [marketeer]\n"}).roles[
        "cmo"
    ]
    assert role.names == ("head of marketing", "brand boss")
    assert role.misspellings == ("marketeer",)


def test_a_topic_is_replaced_as_a_whole_and_marked_as_the_companys_own(below: Path):
    ours = "topics:\n  metrics:\n    brief: Revenue per head\n    facts:\n      - text: We count revenue per head.\n"
    role = clean(below, {"roles/cro.yml": ours}).roles["cro"]
    assert [(fact.text, fact.own) for fact in role.topics["metrics"].facts] == [("We count revenue per head.", True)]
    assert role.topics["scope"].facts[0].own is False


def test_a_topic_that_is_extended_keeps_its_facts_and_its_line(below: Path):
    ours = "topics:\n  metrics:\n    extend: true\n    facts:\n      - text: We count churn as well.\n"
    metrics = clean(below, {"roles/cro.yml": ours}).roles["cro"].topics["metrics"]
    assert metrics.brief == "Revenue"
    assert [fact.own for fact in metrics.facts] == [False, False, True]


def test_extending_an_unknown_topic_adds_it(below: Path):
    ours = "topics:\n  scope:\n    extend: true\n    brief: Brand\n    facts:\n      - text: Ours is brand only.\n"
    assert clean(below, {"roles/cmo.yml": ours}).roles["cmo"].topics["scope"].brief == "Brand"


def test_a_role_that_is_extended_keeps_every_topics_facts(below: Path):
    ours = "extend: true\ntopics:\n  metrics:\n    facts:\n      - text: We count churn as well.\n"
    assert len(clean(below, {"roles/cro.yml": ours}).roles["cro"].topics["metrics"].facts) == 3


def test_a_new_role_is_added(below: Path):
    role = SMALL["roles/cmo.yml"].replace("cmo", "cgo").replace("CMO", "CGO").replace("Marketing", "Growth")
    role = role.replace(", CO]", "]").replace("ambiguous: [CO]\n", "").replace("marketing", "growth")
    base = clean(below, {"roles/cgo.yml": role})
    assert list(base.roles) == ["cro", "cgo", "cmo"]


def test_a_pair_replaces_the_lists_it_gives_and_keeps_the_rest(below: Path):
    pair = clean(below, {"pairs/cmo-cro.yml": "which_first:\n  - text: Ours was the CMO.\n"}).get_pair("cmo", "cro")
    assert [fact.text for fact in pair.which_first] == ["Ours was the CMO."]
    assert pair.which_first[0].own
    assert pair.differences[0].title == "Metrics"
    assert not pair.differences[0].own


def test_a_pair_that_extends_adds_to_the_lists(below: Path):
    ours = "extend: true\nwhich_first:\n  - text: Ours was the CMO.\n"
    pair = clean(below, {"pairs/cro-cmo.yml": ours}).get_pair("cmo", "cro")
    assert [fact.own for fact in pair.which_first] == [False, True]


OURS = """\
entries:
  - id: first_hire
    ask: [Who comes first?]
    answer: [{text: The CMO.}]
    reviewed: "2026-12"
"""


def test_a_question_of_the_same_id_is_replaced_as_a_whole(below: Path):
    entry = clean(below, {"faq/ours.yml": OURS}).faq["first_hire"]
    assert entry.ask == ("Who comes first?",)
    assert entry.roles == ()
    assert entry.answer[0].own


def test_a_question_that_extends_adds_ways_of_asking_and_facts(below: Path):
    entry = clean(below, {"faq/ours.yml": OURS.replace("ask:", "extend: true\n    ask:")}).faq["first_hire"]
    assert entry.ask == ("Whom do we hire first?", "first hire", "Who comes first?")
    assert [fact.own for fact in entry.answer] == [False, True]
    assert entry.reviewed == "2026-12"


def test_names_of_a_topic_are_added_and_its_question_replaced(below: Path):
    ours = "topics:\n  - id: metrics\n    question: What do we count?\n    names: [north star]\n"
    topic = clean(below, {"topics.yml": ours}).topics["metrics"]
    assert topic.names == ("kpi", "north star")
    assert topic.question == "What do we count?"


def test_a_thing_keeps_its_names_and_takes_the_companys_stakes(below: Path):
    ours = "things:\n  - id: pricing\n    stakes:\n      - {role: cmo, part: decides, text: Sets them here.}\n"
    thing = clean(below, {"ownership.yml": ours}).things["pricing"]
    assert thing.names == ("prices",)
    assert [(stake.role, stake.own) for stake in thing.stakes] == [("cmo", True)]


ANSWERED_TOPIC = {
    "roles/cro.yml": SMALL["roles/cro.yml"].replace(
        "    brief: Revenue\n",
        "    brief: Revenue\n    answer: {text: A CRO is measured on revenue., sources: [S1]}\n",
    )
}
ANSWERED_THING = {
    "ownership.yml": """\
things:
  - id: pricing
    name: Pricing
    answer: {text: The CRO owns pricing., sources: [S1]}
    stakes:
      - {role: cro, part: decides, text: Sets prices., sources: [S1]}
    reviewed: "2026-11"
"""
}
OUR_FACT = "    facts:\n      - text: We count churn as well.\n"
OUR_STAKE = "    stakes:\n      - {role: cmo, part: decides, text: Sets them here.}\n"


def metrics_of_cro(below: Path, ours: str) -> Aspect:
    write(below, ANSWERED_TOPIC)
    return clean(below, {"roles/cro.yml": f"topics:\n  metrics:\n{ours}"}).roles["cro"].topics["metrics"]


def pricing(below: Path, ours: str) -> Thing:
    write(below, ANSWERED_THING)
    return clean(below, {"ownership.yml": f"things:\n  - id: pricing\n{ours}"}).things["pricing"]


def test_a_companys_answer_on_a_topic_is_marked_as_its_own(below: Path):
    metrics = metrics_of_cro(below, f"    brief: Revenue\n    answer: {{text: Ours is on churn.}}\n{OUR_FACT}")
    assert metrics.answer == Fact(text="Ours is on churn.", own=True)


def test_a_companys_answer_on_a_thing_is_marked_as_its_own(below: Path):
    thing = pricing(below, "    answer: {text: The CMO owns pricing here.}\n")
    assert thing.answer == Fact(text="The CMO owns pricing here.", own=True)
    assert [stake.own for stake in thing.stakes] == [False]


def test_a_topic_that_is_replaced_without_an_answer_has_none(below: Path):
    assert metrics_of_cro(below, f"    brief: Churn\n{OUR_FACT}").answer is None


def test_a_topic_that_is_extended_keeps_its_answer_unless_its_line_is_replaced(below: Path):
    kept = metrics_of_cro(below, f"    extend: true\n{OUR_FACT}")
    assert kept.answer == Fact(text="A CRO is measured on revenue.", sources=("S1",))
    replaced = metrics_of_cro(below, f"    extend: true\n    brief: Churn\n{OUR_FACT}")
    assert (replaced.brief, replaced.answer) == ("Churn", None)


def test_a_topic_that_is_extended_with_an_answer_has_that_answer(below: Path):
    metrics = metrics_of_cro(below, f"    extend: true\n    answer: {{text: Ours is on churn.}}\n{OUR_FACT}")
    assert metrics.answer == Fact(text="Ours is on churn.", own=True)
    assert len(metrics.facts) == 3


def test_a_thing_whose_stakes_are_replaced_loses_the_answer_about_them(below: Path):
    assert pricing(below, OUR_STAKE).answer is None


@pytest.mark.parametrize(
    "ours", [f"    extend: true\n{OUR_STAKE}", "    names: [price book]\n"], ids=["extended", "renamed"]
)
def test_a_thing_whose_stakes_stay_keeps_its_answer(below: Path, ours: str):
    assert pricing(below, ours).answer == Fact(text="The CRO owns pricing.", sources=("S1",))


def test_phrases_are_added_to_the_language(below: Path):
    ours = "cues:\n  versus: [head to head]\n  rank: [outranks]\nfunctions:\n  cmo: [brand]\n"
    language = clean(below, {"language.yml": ours}).language
    assert language.cues == {"versus": ("vs", "@ or @", "head to head"), "rank": ("outranks",)}
    assert language.functions["cmo"] == ("marketing", "brand")


def test_a_source_can_be_added_and_own_false_keeps_a_sourced_statement_from_being_the_companys(below: Path):
    files = {
        "sources.yml": "sources:\n  - {id: OWN1, title: A report, publisher: Us, strength: thin}\n",
        "roles/cmo.yml": "topics:\n  metrics:\n    extend: true\n    facts:\n"
        "      - {text: Said elsewhere., own: false, sources: [OWN1]}\n",
    }
    fact = clean(below, files).roles["cmo"].topics["metrics"].facts[1]
    assert (fact.own, fact.sources) == (False, ("OWN1",))


def test_a_claimed_abbreviation_means_this_role_alone(below: Path):
    base = clean(below, {"roles/cmo.yml": "claims: [C.O.]\n"})
    assert base.roles["cmo"].abbreviations == ("CMO", "CO")
    assert base.roles["cmo"].ambiguous == ()
    assert base.roles["cro"].abbreviations == ("CRO",)
    assert base.roles["cro"].ambiguous == ()


def test_a_name_of_another_role_can_be_claimed_with_the_name_given(below: Path):
    base = clean(below, {"roles/cro.yml": "names: [head of marketing]\nclaims: [head of marketing]\n"})
    assert base.roles["cro"].names == ("head of marketing",)
    assert base.roles["cmo"].names == ()


def test_a_sense_that_is_now_a_role_is_dropped(below: Path):
    role = SMALL["roles/cmo.yml"].replace("Chief Marketing Officer", "Conversion Rate Optimisation")
    role = role.replace("id: cmo", "id: conv").replace("short: CMO", "short: Conv")
    role = role.replace("abbreviations: [CMO, CO]\nambiguous: [CO]\nnames: [head of marketing]\n", "")
    assert clean(below, {"roles/conv.yml": role}).roles["cro"].also_means == ()


ELSEWHERE = "has no effect here; use it in a company's folder, in an entry that overrides another"
PROBLEMS = {
    "a claim to a name it does not have": (
        "roles/cmo.yml",
        "claims: [XO]\n",
        'roles/cmo.yml:1: "XO" is not a name of cmo yet; add it to its abbreviations or names as well',
    ),
    "a claim that is no list": (
        "roles/cmo.yml",
        "claims: CO\n",
        "roles/cmo.yml:1: `claims` must be a list, such as claims: [CPO]",
    ),
    "a claim of a topic": (
        "topics.yml",
        "topics:\n  - id: metrics\n    claims: [kpi]\n",
        f'topics.yml:3: "claims" {ELSEWHERE}',
    ),
    "an instruction that is neither true nor false": (
        "roles/cmo.yml",
        "extend: please\n",
        'roles/cmo.yml:1: "extend" must be true; to switch it off, delete the line',
    ),
    "a misspelt key": (
        "roles/cmo.yml",
        "title: Boss\nabreviations: [X]\n",
        'roles/cmo.yml:2: unknown key "abreviations"; did you mean "abbreviations"?',
    ),
    "a text too long": (
        "roles/cmo.yml",
        f"\nshort: {'x' * 25}\n",
        'roles/cmo.yml:2: "short" has 25 characters but at most 24 fit; shorten it by 1',
    ),
    "a topic without its line": (
        "roles/cmo.yml",
        "topics:\n  metrics:\n    facts:\n      - text: Ours.\n",
        'roles/cmo.yml:2: "brief" is missing; add a line `brief: ...`',
    ),
    "a name that another role has": (
        "roles/cro.yml",
        "names: [head of marketing]\n",
        'roles/cro.yml:1: "head of marketing" is also a name of cmo (roles/cmo.yml:9); keep it in one place',
    ),
    "a reference to nothing": (
        "faq/ours.yml",
        OURS + "    roles: [cmoo]\n",
        'faq/ours.yml:6: there is no role "cmoo"; did you mean "cmo"?',
    ),
}


@pytest.mark.parametrize(("name", "text", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_is_reported_at_the_companys_file_and_line(below: Path, name: str, text: str, said: str):
    assert laid(below, {name: text})[1] == [said]


def test_the_missing_keys_of_a_companys_role_are_reported(below: Path):
    _, problems = laid(below, {"roles/cgo.yml": "title: Chief Growth Officer\n"})
    assert [problem.split('"')[1] for problem in problems] == ["level", "reviewed", "short", "summary"]
    assert all(problem.startswith("roles/cgo.yml:1: ") for problem in problems)


def test_the_last_of_several_folders_wins(below: Path):
    first = write(below.parent / "first", {"roles/cmo.yml": "title: First\nowner: us\n"})
    second = write(below.parent / "second", {"roles/cmo.yml": "title: Second\n"})
    base, problems = assembled(below, first, second)
    assert problems == []
    assert (base.roles["cmo"].title, base.roles["cmo"].owner) == ("Second", "us")


def test_an_empty_folder_changes_nothing_but_the_fingerprint(below: Path):
    alone, _ = assembled(below)
    empty = below.parent / "empty"
    empty.mkdir()
    base, problems = assembled(below, empty)
    assert problems == []
    assert (base.roles, base.pairs, base.faq, base.language) == (alone.roles, alone.pairs, alone.faq, alone.language)


WORDS = st.lists(st.sampled_from(["head of marketing", "brand lead", "brand chief", "growth lead"]), unique=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(names=WORDS)
def test_applying_the_same_overlay_twice_changes_nothing(below: Path, names: list[str]):
    folder = write(below.parent / "same", {"roles/cmo.yml": f"title: Ours\nnames: [{', '.join(names)}]\n"})
    once, _ = assembled(below, folder)
    twice, _ = assembled(below, folder, folder)
    assert once.roles == twice.roles
    assert set(names) <= set(once.roles["cmo"].names)
