from datetime import UTC, date, datetime
from typing import Any

import pytest
from samples.answers import base, choice, consideration, role, shipped, source, visible_text

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
    """The view as Slack submits it, with these fields filled in."""
    spots = {(key, key): value for key, value in touched.items()}
    return view | {"state": {"values": elements.state_values(view["blocks"], spots)}}


def shown(view: View) -> str:
    return visible_text(Message("text", [block for block in view["blocks"] if block["type"] != "input"]))


def fields(view: View) -> dict[str, dict]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def test_the_form_state_survives_the_round_trip_through_slack():
    state = DecisionFormState("C1", ("cmo", "cro"), REVENUE)
    assert read_form_state({"private_metadata": state.encoded()}) == state


@pytest.mark.parametrize(
    ("roles", "callback"), [((), "decide:roles"), (("cmo",), "decide:roles"), (PAIR.roles, "decide:ask")]
)
def test_with_fewer_than_two_roles_the_roles_are_asked_first(roles: tuple[str, ...], callback: str):
    assert first_modal(DecisionFormState("C1", roles), shipped())["callback_id"] == callback


@pytest.mark.parametrize("ids", [(), ("cmo",), ("cmo", "cmo"), ("cmo", "nobody"), ("cmo", "cro", "cto", "coo")])
def test_only_two_or_three_known_roles_can_be_compared(ids: tuple[str, ...]):
    with pytest.raises(UnknownRolesError, match="two or three roles"):
        roles_of(shipped(), ids)


def test_the_chosen_roles_are_read_in_order_without_empty_fields():
    view = roles_modal(DecisionFormState("C1", ("cto",)), shipped())
    assert read_roles(filled(view)) == ["cto"]
    assert read_roles(filled(view, **{"role:2": "coo"})) == ["cto", "coo"]


def test_every_question_is_unanswered_at_first():
    view = questions_modal(PAIR, shipped())
    assert len(fields(view)) == 8
    assert all(element["initial_option"]["value"] == "-" for element in fields(view).values())
    assert read_answers(filled(view)) == ()


def test_answers_are_read_by_consideration():
    view = questions_modal(PAIR, shipped())
    answered = filled(view, **{"ask:growth": "revenue_and_retention", "ask:stage": "-"})
    assert read_answers(answered) == (("growth", "revenue_and_retention"),)


def test_a_question_with_many_choices_is_a_menu():
    many = consideration("Aim", *(choice(str(place), "role", "aaa") for place in range(120)))
    known = base(role("AAA"), role("BBB"), considerations=[many])
    view = questions_modal(DecisionFormState("C1", ("aaa", "bbb")), known)
    assert fields(view)["ask:Aim"]["type"] == "static_select"
    assert view_problems(view) == []


def test_roles_without_any_rule_get_no_recommendation():
    known = base(role("AAA"), role("BBB"))
    state = DecisionFormState("C1", ("aaa", "bbb"))
    assert fields(questions_modal(state, known)) == {}
    assert "I have no rules that favour the AAA or the BBB." in shown(record_modal(state, known, TODAY))


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (
            ("ciso", "cio"),
            "I have no rules that favour the CISO or the CIO, so I can't recommend one of them.",
        ),
        (("cfo", "coo"), "I have no rules that favour the CFO, so I can't recommend one of them."),
        (("cmo", "cro", "cfo"), "I have no rules that favour the CFO, so I can only recommend the others."),
    ],
)
def test_a_warning_above_the_questions_names_roles_without_rules(ids: tuple[str, ...], expected: str):
    view = questions_modal(DecisionFormState("C1", ids), shipped())
    assert expected in shown(view)
    assert "warning" in view["blocks"][1]["text"]["text"]
    assert view_problems(view) == []


def test_there_is_no_warning_if_every_role_has_rules():
    assert missing_rules_warning(shipped(), roles_of(shipped(), ("cmo", "cro"))) == ""


@pytest.mark.parametrize("ids", [("cto", "vp_engineering"), ("cfo", "coo")])
def test_no_choice_is_about_other_roles(ids: tuple[str, ...]):
    assert "badly aligned" not in str(questions_modal(DecisionFormState("C1", ids), shipped()))
    assert "badly aligned" in str(questions_modal(PAIR, shipped()))


def test_the_recommendation_is_shown_with_the_fields_to_record():
    view = record_modal(PAIR._replace(answers=REVENUE), shipped(), TODAY)
    assert "Recommended: CRO" in shown(view)
    assert view["close"]["text"] == "Back"
    now = fields(view)
    assert [line["text"]["text"] for line in now["choice"]["options"]] == [
        "CMO",
        "CRO",
        "Both (CMO and CRO)",
        "Neither yet",
    ]
    assert now["choice"]["initial_option"]["value"] == "1"
    assert now["reasons"]["initial_value"].startswith("Growth objectives: Revenue streams")
    assert now["review_on"]["initial_date"] == "2027-02-22"


def test_an_open_verdict_preselects_no_choice():
    assert "initial_option" not in fields(record_modal(PAIR, shipped(), TODAY))["choice"]


def test_the_reasons_of_not_yet_are_the_answers_that_defer():
    early = PAIR._replace(answers=(*REVENUE, ("stage", "before_fit")))
    now = fields(record_modal(early, shipped(), TODAY))
    assert now["choice"]["initial_option"]["value"] == "-"
    assert now["reasons"]["initial_value"] == "Stage and revenue: Finding product-market fit."


def test_every_combination_of_three_roles_can_be_chosen():
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
    ("channel", "expected"),
    [
        ("C1", "I'll post a card with your name in <#C1>, where everyone in the channel can see it."),
        ("D1", "It stays in our DM."),
    ],
)
def test_the_modal_says_who_will_see_the_decision(channel: str, expected: str):
    assert expected in shown(record_modal(DecisionFormState(channel, PAIR.roles), shipped(), TODAY))


def test_the_decision_has_the_recommendation_and_the_entered_values():
    view = record_modal(PAIR._replace(answers=REVENUE), shipped(), TODAY)
    made = read_decision(
        filled(view, choice="0,1", reasons=" Both. ", dissent="Too much.", review_on="2027-01-15"), shipped(), BLANK
    )
    snapshot = made.recommendation
    assert snapshot[:3] == RecommendationSnapshot("cro", ("cro",), (("cmo", 0), ("cro", 4)))[:3]
    assert len(snapshot.because) == len(REVENUE)
    assert snapshot.would_change
    assert made == BLANK._replace(
        channel="C1",
        roles=("cmo", "cro"),
        answers=REVENUE,
        recommendation=snapshot,
        choice=("cmo", "cro"),
        reasons="Both.",
        dissent="Too much.",
        review_on=date(2027, 1, 15),
    )


def test_empty_fields_are_recorded_as_empty():
    view = record_modal(PAIR, shipped(), TODAY)
    made = read_decision(filled(view, choice="-", reasons=None, dissent=None, review_on=None), shipped(), BLANK)
    assert (made.choice, made.reasons, made.dissent, made.review_on) == ((), "", "", None)


def longest() -> KnowledgeBase:
    """Knowledge with the longest texts, and more of everything than a modal can show."""
    roles = [role(f"{place}{'R' * 79}", short="R&<>" * 6, title="R" * 80) for place in range(3)]
    ids = [each.id for each in roles]
    sources = [source(f"S{place}", "P" * 160, address=f"https://e.com/{'&' * 386}") for place in range(60)]
    more = {"because": "& < > " * 70}
    choices = [choice(f"{place}{'<' * 74}", "role", ids[place % 3], weight=2, **more) for place in range(9)]
    rules = [consideration(f"{place}{'&' * 78}", *choices, question="Q" * 160) for place in range(10, 40)]
    return base(*roles, considerations=rules, sources=sources)


def test_the_longest_questions_and_recommendations_fit_slacks_limits():
    known = longest()
    state = DecisionFormState("C" * 20, tuple(known.roles))
    callback = questions_modal(state, known)
    assert len(fields(callback)) == 12
    answers = tuple(
        (key.removeprefix("ask:"), element["options"][2]["value"]) for key, element in fields(callback).items()
    )
    recorded = record_modal(state._replace(answers=answers), known, TODAY)
    for view in (callback, recorded, roles_modal(state, known)):
        assert view_problems(view) == []
        assert len(view["private_metadata"]) <= 3000
        assert len(view["blocks"]) <= 100
    assert len(fields(recorded)["reasons"]["initial_value"]) <= MAX_TEXT_LENGTH
