import pytest
from samples.answers import TODAY, ask, aspect, base, choice, consideration, fact, faq, pair, role, stake, thing

from bot.answers.answer import answer_question
from bot.answers.models import Answer, FullAnswer
from bot.answers.next_steps import MAX_BUTTONS, NextSteps, plan_next_steps
from bot.answers.remarks import NO_REMARKS, Remarks
from bot.answers.summary import summarise
from bot.knowledge.base import KnowledgeBase
from bot.understanding.intents import Intent, Option, Reading

TWO = aspect("Brand", fact("One.", "S1"), fact("Two.", "S1"))
A = role("AAA", {"focus": TWO, "first_hire": aspect("Early", fact("Early.", "S1"))})
B = role("BBB", {"focus": TWO})
AIM = consideration("Aim", choice("Brand", "role", "aaa"), choice("Sales", "role", "bbb"))
KNOWN = base(A, B, pairs=[pair("aaa", "bbb")])
WEIGHED = base(A, B, considerations=[AIM])
BOTH = ("aaa", "bbb")


def steps_after(answer: Answer, remarks: Remarks = NO_REMARKS, *, can_share: bool = False) -> NextSteps:
    summary = summarise(answer) if isinstance(answer, FullAnswer) else None
    return plan_next_steps(answer, summary, remarks, can_share=can_share)


def after(knowledge: KnowledgeBase, kind: str, *roles: str, **more: str) -> NextSteps:
    return steps_after(ask(knowledge, kind, *roles, **more))


def buttons(steps: NextSteps) -> list[str]:
    return [step.option.label for step in steps.buttons]


def group(steps: NextSteps, label: str) -> list[str]:
    return [step.option.label for step in dict(steps.menu).get(label, ())]


# What an answer itself leads to


def test_a_comparison_leads_to_all_of_it_then_to_the_questions_about_the_pair():
    steps = after(KNOWN, "compare", *BOTH)
    assert buttons(steps) == ["Full comparison", "Do we need both?", "Which first?"]
    assert group(steps, "Next") == ["What they share", "Which matters more?", "Copy as text"]
    assert group(steps, "Topics") == ["Focus", "First hired"]
    assert steps.has_primary


def test_roles_that_can_be_weighed_lead_to_weighing_them():
    assert buttons(after(WEIGHED, "compare", *BOTH))[:3] == [
        "Full comparison",
        "Do we need both?",
        "Weigh it for our company",
    ]


@pytest.mark.parametrize("question", ["which_first", "both_or_one"])
def test_advice_between_roles_that_can_be_weighed_leads_to_weighing_them_first(question: str):
    steps = after(WEIGHED, "advice", *BOTH, on=question)
    assert (steps.buttons[0].kind, steps.buttons[0].option) == (
        "decide",
        Option("Weigh it for our company", Intent("advice", BOTH, question)),
    )
    assert "Full answer" in buttons(steps)
    assert steps.has_primary


@pytest.mark.parametrize(
    ("knowledge", "question"),
    [(WEIGHED, "importance"), (KNOWN, "which_first")],
    ids=["importance", "no considerations"],
)
def test_roles_that_cannot_be_weighed_do_not_lead_to_it(knowledge: KnowledgeBase, question: str):
    steps = after(knowledge, "advice", *BOTH, on=question)
    everything = [*steps.buttons, *(step for _, group in steps.menu for step in group)]
    assert "decide" not in [step.kind for step in everything]


def test_advice_about_any_role_leads_to_choosing_roles_to_weigh():
    [first, *_] = after(WEIGHED, "advice", on="which_first").buttons
    assert (first.kind, first.option.label, first.option.intent.roles) == ("decide", "Weigh roles for our company", ())


def test_when_to_hire_one_role_leads_to_the_search():
    [first, *_] = after(KNOWN, "advice", "aaa", on="first_hire").buttons
    assert (first.kind, first.option.label, first.option.intent.roles) == ("start", "Start the search", ("aaa",))


@pytest.mark.parametrize(
    ("kind", "roles", "more", "label"),
    [
        ("compare", BOTH, {}, "Full comparison"),
        ("compare", BOTH, {"on": "focus"}, "Full answer"),
        ("role", ("aaa",), {}, "Full profile"),
        ("advice", BOTH, {"on": "importance"}, "Full answer"),
    ],
)
def test_an_answer_with_more_to_say_leads_to_all_of_it(kind: str, roles: tuple[str, ...], more: dict, label: str):
    [full] = [step for step in after(KNOWN, kind, *roles, **more).buttons if step.kind == "full"]
    assert full.option.label == label
    assert full.option.intent == ask(KNOWN, kind, *roles, **more).intent


def test_an_answer_that_is_shown_as_a_whole_does_not_lead_to_more_of_it():
    knowledge = base(A, entries=[faq("fees", fact("A third.", "S1"))])
    steps = after(knowledge, "faq", of="fees")
    assert steps.buttons == ()
    assert group(steps, "Next") == ["Copy as text"]
    assert not steps.has_primary


@pytest.mark.parametrize(("about", "subject"), [("cmo", "cmo"), ("", None)])
def test_a_question_about_a_running_search_leads_to_that_search(about: str, subject: str | None):
    reading = Reading(Intent("unknown"), 0.0, "test", reason="running_hire", about=about)
    [first, *_] = steps_after(answer_question(reading, KNOWN, TODAY)).buttons
    assert (first.kind, first.option.label, first.option.intent.subject) == ("status", "Show the search", subject)


def test_examples_are_questions_of_which_none_stands_out_and_no_text_is_copied():
    steps = after(KNOWN, "help")
    assert [step.kind for step in steps.buttons] == ["ask"] * 3
    assert len(group(steps, "Next")) == 2
    assert "Copy as text" not in group(steps, "Next")
    assert not steps.has_primary


# Sharing


def test_a_private_answer_can_be_shared_with_the_third_button():
    answer = ask(WEIGHED, "compare", *BOTH)
    steps = steps_after(answer, can_share=True)
    assert buttons(steps) == ["Full comparison", "Do we need both?", "Share"]
    assert (steps.buttons[2].kind, steps.buttons[2].option.intent) == ("share", answer.intent)
    assert "Weigh it for our company" in group(steps, "Next")


def test_an_answer_without_other_steps_can_still_be_shared():
    answer = ask(base(entries=[faq("fees", fact("A third.", "S1"))]), "faq", of="fees")
    assert buttons(steps_after(answer, can_share=True)) == ["Share"]


# What the question adds

METRICS = Option("CMO KPIs?", Intent("role", ("aaa",), "metrics"))
PRICING = Option("Who owns pricing?", Intent("who_owns", subject="pricing"))
FEES = Option("What are the fees?", Intent("faq", subject="fees"))


def test_another_reading_comes_second_after_the_natural_next_step():
    steps = steps_after(ask(KNOWN, "compare", *BOTH), Remarks(alternatives=(PRICING,)))
    assert buttons(steps) == ["Full comparison", "Who owns pricing?", "Do we need both?"]
    assert steps.has_primary


def test_two_further_questions_come_first_and_no_button_stands_out():
    steps = steps_after(ask(KNOWN, "compare", *BOTH), Remarks(alternatives=(PRICING, METRICS)), can_share=True)
    assert buttons(steps) == ["Who owns pricing?", "CMO KPIs?", "Full comparison"]
    assert group(steps, "Next")[0] == "Share"
    assert not steps.has_primary


def test_further_questions_beyond_two_come_first_in_the_menu():
    steps = steps_after(ask(KNOWN, "compare", *BOTH), Remarks(alternatives=(PRICING, METRICS, FEES)))
    assert buttons(steps) == ["Who owns pricing?", "CMO KPIs?", "Full comparison"]
    assert group(steps, "Next")[0] == "What are the fees?"


def test_facts_about_the_company_make_weighing_the_first_step():
    remarks = Remarks(facts=(("people", "30 people"),))
    assert buttons(steps_after(ask(WEIGHED, "compare", *BOTH), remarks))[0] == "Weigh it for our company"
    assert buttons(steps_after(ask(KNOWN, "compare", *BOTH), remarks))[0] == "Full comparison"


def test_a_question_is_offered_once_even_under_two_labels():
    first = Option("Is it the AAA?", Intent("advice", BOTH, "which_first"))
    steps = steps_after(ask(KNOWN, "compare", *BOTH), Remarks(alternatives=(first,)))
    assert "Is it the AAA?" in buttons(steps)
    assert "Which first?" not in [*buttons(steps), *group(steps, "Next")]


def test_a_topic_that_has_a_button_is_not_in_the_menu_too():
    focus = Option("What each focuses on", Intent("compare", BOTH, "focus"))
    steps = steps_after(ask(KNOWN, "compare", *BOTH), Remarks(alternatives=(focus,)))
    assert group(steps, "Topics") == ["First hired"]


@pytest.mark.parametrize("can_share", [True, False])
@pytest.mark.parametrize("alternatives", [(), (PRICING,), (PRICING, METRICS), (PRICING, METRICS, FEES)], ids=len)
@pytest.mark.parametrize(
    ("kind", "roles", "more"),
    [
        ("compare", BOTH, {}),
        ("compare", BOTH, {"on": "focus"}),
        ("compare", BOTH, {"on": "similarities"}),
        ("role", ("aaa",), {}),
        ("advice", BOTH, {"on": "which_first"}),
        ("advice", ("aaa",), {"on": "first_hire"}),
        ("advice", (), {"on": "which_first"}),
        ("who_owns", (), {"of": "pricing"}),
        ("directory", (), {}),
    ],
)
def test_there_are_at_most_three_buttons_and_every_step_is_offered_once(
    kind: str, roles: tuple[str, ...], more: dict, alternatives: tuple[Option, ...], *, can_share: bool
):
    knowledge = base(A, B, considerations=[AIM], things=[thing("Pricing", stake("aaa", "decides", "Sets it."))])
    steps = steps_after(ask(knowledge, kind, *roles, **more), Remarks(alternatives=alternatives), can_share=can_share)
    assert 0 < len(steps.buttons) <= MAX_BUTTONS
    every = [
        (step.kind, step.option.intent) for step in (*steps.buttons, *(s for _, group in steps.menu for s in group))
    ]
    assert len(every) == len(set(every))
    assert {("ask", each.intent) for each in alternatives} <= set(every)
