from datetime import UTC, date, datetime
from typing import Any

import pytest
from samples.answers import base, choice, consideration, role, shipped, source, words

from bot.hiring.decisions import MAX_TEXT_LENGTH, Decision, RecommendationSnapshot
from bot.knowledge.base import KnowledgeBase
from bot.playground import elements
from bot.playground.block_rules import view_problems
from bot.slack.hiring.forms.decision_form import (
    DecisionFormState,
    UnknownRolesError,
    first_modal,
    missing_rules_warning,
    questions_modal,
    read_answers,
    read_decision,
    read_form_state,
    read_roles,
    record_modal,
    roles_modal,
    roles_of,
)
from bot.slack.message import Message
from bot.slack.modals import View

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = AT.date()
BLANK = Decision("D1", "T1", "", (), (), RecommendationSnapshot(""), (), "", "", None, "U1", AT)
REVENUE = (("growth", "revenue_and_retention"), ("priorities", "revenue_first"))
PAIR = DecisionFormState("C1", ("cmo", "cro"))


def filled(view: View, **touched: Any) -> View:
    """The view as Slack sends it back, with these fields filled in."""
    spots = {(key, key): value for key, value in touched.items()}
    return view | {"state": {"values": elements.state_values(view["blocks"], spots)}}


def shown(view: View) -> str:
    return words(Message("text", [block for block in view["blocks"] if block["type"] != "input"]))


def fields(view: View) -> dict[str, dict]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def test_a_sitting_survives_the_way_through_slack():
    sitting = DecisionFormState("C1", ("cmo", "cro"), REVENUE)
    assert read_form_state({"private_metadata": sitting.encoded()}) == sitting


@pytest.mark.parametrize(
    ("roles", "asked"), [((), "decide:roles"), (("cmo",), "decide:roles"), (PAIR.roles, "decide:ask")]
)
def test_fewer_than_two_roles_are_asked_for_first(roles: tuple[str, ...], asked: str):
    assert first_modal(DecisionFormState("C1", roles), shipped())["callback_id"] == asked


@pytest.mark.parametrize("ids", [(), ("cmo",), ("cmo", "cmo"), ("cmo", "nobody"), ("cmo", "cro", "cto", "coo")])
def test_one_decides_between_two_or_three_known_roles_alone(ids: tuple[str, ...]):
    with pytest.raises(UnknownRolesError, match="two or three roles"):
        roles_of(shipped(), ids)


def test_the_roles_chosen_come_back_in_order_without_what_was_left_open():
    view = roles_modal(DecisionFormState("C1", ("cto",)), shipped())
    assert read_roles(filled(view)) == ["cto"]
    assert read_roles(filled(view, **{"role:2": "coo"})) == ["cto", "coo"]


def test_every_question_can_be_left_open_and_is_so_at_first():
    view = questions_modal(PAIR, shipped())
    assert len(fields(view)) == 8
    assert all(element["initial_option"]["value"] == "-" for element in fields(view).values())
    assert read_answers(filled(view)) == ()


def test_what_was_answered_comes_back_by_consideration():
    view = questions_modal(PAIR, shipped())
    answered = filled(view, **{"ask:growth": "revenue_and_retention", "ask:stage": "-"})
    assert read_answers(answered) == (("growth", "revenue_and_retention"),)


def test_more_choices_than_radio_buttons_hold_are_a_menu():
    many = consideration("Aim", *(choice(str(place), "role", "aaa") for place in range(120)))
    known = base(role("AAA"), role("BBB"), considerations=[many])
    view = questions_modal(DecisionFormState("C1", ("aaa", "bbb")), known)
    assert fields(view)["ask:Aim"]["type"] == "static_select"
    assert view_problems(view) == []


def test_roles_about_which_nothing_is_known_are_weighed_honestly():
    known = base(role("AAA"), role("BBB"))
    sitting = DecisionFormState("C1", ("aaa", "bbb"))
    assert fields(questions_modal(sitting, known)) == {}
    assert "I have no rule in favour of the AAA or the BBB." in shown(record_modal(sitting, known, TODAY))


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("ciso", "cio"), "I have no rule in favour of the CISO or the CIO, so I cannot say which of them to hire"),
        (("cfo", "coo"), "I have no rule in favour of the CFO, so I cannot say which of them to hire"),
        (("cmo", "cro", "cfo"), "I have no rule in favour of the CFO, so I can only recommend the others."),
    ],
)
def test_where_no_rule_speaks_for_a_role_it_is_said_before_anything_is_answered(ids: tuple[str, ...], said: str):
    view = questions_modal(DecisionFormState("C1", ids), shipped())
    assert said in shown(view)
    assert "warning" in view["blocks"][1]["text"]["text"]
    assert view_problems(view) == []


def test_where_rules_speak_for_all_of_them_nothing_is_said_of_it():
    assert missing_rules_warning(shipped(), roles_of(shipped(), ("cmo", "cro"))) == ""


@pytest.mark.parametrize("ids", [("cto", "vp_engineering"), ("cfo", "coo")])
def test_no_answer_is_offered_that_is_about_others(ids: tuple[str, ...]):
    assert "badly aligned" not in str(questions_modal(DecisionFormState("C1", ids), shipped()))
    assert "badly aligned" in str(questions_modal(PAIR, shipped()))


def test_the_recommendation_comes_with_what_to_record():
    view = record_modal(PAIR._replace(answers=REVENUE), shipped(), TODAY)
    assert "Recommended: the CRO" in shown(view)
    assert view["close"]["text"] == "Back"
    now = fields(view)
    assert [line["text"]["text"] for line in now["choice"]["options"]] == [
        "The CMO",
        "The CRO",
        "Both, the CMO and the CRO",
        "Neither yet",
    ]
    assert now["choice"]["initial_option"]["value"] == "1"
    assert now["reasons"]["initial_value"].startswith("Growth objectives: Revenue streams")
    assert now["review_on"]["initial_date"] == "2027-02-20"


def test_what_is_open_is_recommended_to_nobody():
    assert "initial_option" not in fields(record_modal(PAIR, shipped(), TODAY))["choice"]


def test_not_yet_begins_with_what_holds_it_back():
    early = PAIR._replace(answers=(*REVENUE, ("stage", "before_fit")))
    now = fields(record_modal(early, shipped(), TODAY))
    assert now["choice"]["initial_option"]["value"] == "-"
    assert now["reasons"]["initial_value"] == "Stage and revenue: The product has not found its market yet."


def test_of_three_roles_every_company_of_them_can_be_chosen():
    now = fields(record_modal(DecisionFormState("C1", ("cmo", "cro", "cto")), shipped(), TODAY))
    assert [line["value"] for line in now["choice"]["options"]] == [
        "0",
        "1",
        "2",
        "0,1",
        "0,2",
        "1,2",
        "0,1,2",
        "-",
    ]


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("C1", "A card with your name is posted in <#C1>, for everyone who can read that channel."),
        ("D1", "It stays in our direct conversation."),
    ],
)
def test_it_says_where_the_record_will_be_seen(channel: str, said: str):
    assert said in shown(record_modal(DecisionFormState(channel, PAIR.roles), shipped(), TODAY))


def test_a_decision_holds_what_was_advised_and_what_was_entered():
    view = record_modal(PAIR._replace(answers=REVENUE), shipped(), TODAY)
    made = read_decision(
        filled(view, choice="0,1", reasons=" Both. ", dissent="Too much.", review_on="2027-01-15"), shipped(), BLANK
    )
    assert made == BLANK._replace(
        channel="C1",
        roles=("cmo", "cro"),
        answers=REVENUE,
        recommendation=RecommendationSnapshot("cro", ("cro",), (("cmo", 0), ("cro", 4))),
        choice=("cmo", "cro"),
        reasons="Both.",
        dissent="Too much.",
        review_on=date(2027, 1, 15),
    )


def test_nothing_entered_is_nothing_recorded():
    view = record_modal(PAIR, shipped(), TODAY)
    made = read_decision(filled(view, choice="-", reasons=None, dissent=None, review_on=None), shipped(), BLANK)
    assert (made.choice, made.reasons, made.dissent, made.review_on) == ((), "", "", None)


def longest() -> KnowledgeBase:
    """Knowledge at the limit of every field that a modal shows, with more of everything than it can show."""
    roles = [role(f"{place}{'R' * 79}", short="R&<>" * 6, title="R" * 80) for place in range(3)]
    ids = [each.id for each in roles]
    sources = [source(f"S{place}", "P" * 160, address=f"https://e.com/{'&' * 386}") for place in range(60)]
    more = {"because": "& < > " * 70}
    choices = [choice(f"{place}{'<' * 74}", "role", ids[place % 3], weight=2, **more) for place in range(9)]
    rules = [consideration(f"{place}{'&' * 78}", *choices, question="Q" * 160) for place in range(10, 40)]
    return base(*roles, considerations=rules, sources=sources)


def test_slack_takes_the_longest_questions_and_recommendations():
    known = longest()
    sitting = DecisionFormState("C" * 20, tuple(known.roles))
    asked = questions_modal(sitting, known)
    assert len(fields(asked)) == 12
    answers = tuple(
        (key.removeprefix("ask:"), element["options"][2]["value"]) for key, element in fields(asked).items()
    )
    told = record_modal(sitting._replace(answers=answers), known, TODAY)
    for view in (asked, told, roles_modal(sitting, known)):
        assert view_problems(view) == []
        assert len(view["private_metadata"]) <= 3000
        assert len(view["blocks"]) <= 100
    assert len(fields(told)["reasons"]["initial_value"]) <= MAX_TEXT_LENGTH
