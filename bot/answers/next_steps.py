"""What to offer under an answer: one natural next step, two more, and everything else in a menu."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from bot.answers.models import Advice, Answer, Comparison, FullAnswer, Menu, NotKnown, RoleProfile
from bot.answers.remarks import Remarks
from bot.answers.summary import Summary
from bot.knowledge.weighing import can_decide
from bot.understanding.intents import Intent, Option

StepKind = Literal["ask", "full", "decide", "start", "status", "share", "copy", "contact"]
"""ask: another question; full: everything on this one; decide: weigh the roles for the company; start: open a search;
status: show a search; share: post it for everyone; copy: the answer as text; contact: ask a person."""
DECISIONS = ("which_first", "both_or_one")
"""The hiring questions that lead to a decision between roles."""
FOR_A_PERSON = ("unknown_role", "other_sense", "below_executive", "not_covered", "unclear")
"""Reasons for no answer with which a person may help."""
MAX_BUTTONS = 3


class Step(NamedTuple):
    """Something to do next. `option` is the question asked, with its label."""

    kind: StepKind
    option: Option


class NextSteps(NamedTuple):
    """The buttons, at most MAX_BUTTONS, and the groups of the menu. `has_primary`: the first button stands out."""

    buttons: tuple[Step, ...]
    menu: tuple[tuple[str, tuple[Step, ...]], ...]
    has_primary: bool


def plan_next_steps(
    answer: Answer, summary: Summary | None, remarks: Remarks, *, can_share: bool, can_ask: bool = False
) -> NextSteps:
    """Return what to offer under the answer. `can_ask` says whether there is a person to ask about it.

    Other readings of the question, and further questions in it, come first; with facts about the company, so does
    weighing the roles. `summary` is the first view that is shown, None for an answer that has no further view.
    """
    others = [Step("ask", option) for option in remarks.alternatives]
    own = _own_steps(answer, summary)
    if remarks.facts:
        own.sort(key=lambda step: step.kind != "decide")
    share = [Step("share", Option("Share", answer.intent))] if can_share else []
    one_more = [*own[:1], *(others or own[1:2]), *(share or own[1:2])]
    first = [*others[:2], *own[:1]] if len(others) > 1 else one_more
    person = [Step("contact", Option("Ask a person", answer.intent))] if can_ask and _is_for_a_person(answer) else []
    steps = _each_once((*first, *share, *others, *own, *person))
    copy = [Step("copy", Option("Copy as text", answer.intent))] if summary else []
    offered = {step.option.intent for step in steps if step.kind == "ask"}
    menu = (("Next", (*steps[MAX_BUTTONS:], *copy)), *_menu_steps(getattr(answer, "menu", ()), offered))
    has_primary = steps[:1] == own[:1] != [] and (summary is not None or steps[0].kind != "ask")
    return NextSteps(tuple(steps[:MAX_BUTTONS]), tuple(group for group in menu if group[1]), has_primary)


def _is_for_a_person(answer: Answer) -> bool:
    """Return whether a person could know more: about any answer with evidence, and what the knowledge doesn't have."""
    return answer.reason in FOR_A_PERSON if isinstance(answer, NotKnown) else isinstance(answer, FullAnswer)


def _each_once(steps: Iterable[Step]) -> list[Step]:
    """Return the steps without those that do the same as an earlier one, under another label."""
    first: dict[tuple[StepKind, Intent], Step] = {}
    for step in steps:
        first.setdefault((step.kind, step.option.intent), step)
    return list(first.values())


def _menu_steps(menu: Menu, offered: set[Intent]) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    groups = (
        (label, tuple(Step("ask", each) for each in options if each.intent not in offered)) for label, options in menu
    )
    return tuple(group for group in groups if group[1])


def _own_steps(answer: Answer, summary: Summary | None) -> list[Step]:
    """Return the steps of the answer itself, the most natural first."""
    questions = [Step("ask", option) for option in answer.follow_ups]
    full = [] if summary is None or summary.is_whole else [Step("full", Option(_full_label(answer), answer.intent))]
    match answer:
        case NotKnown(reason="running_hire"):
            search = answer.intent._replace(subject=answer.about or None)
            return [Step("status", Option("Show the search", search)), *questions]
        case Advice() if not answer.roles or _is_decidable(answer):
            label = "Weigh it for our company" if answer.roles else "Weigh roles for our company"
            return [Step("decide", Option(label, answer.intent)), *questions[:1], *full, *questions[1:]]
        case Advice(question=question) if question.id == "first_hire" and len(answer.roles) == 1:
            return [Step("start", Option("Start the search", answer.intent)), *full, *questions]
        case Comparison(is_decidable=True, topic=None):
            weigh = Step("decide", Option("Weigh it for our company", answer.intent))
            return [*full, *questions[:1], weigh, *questions[1:]]
    return [*full, *questions]


def _is_decidable(answer: Advice) -> bool:
    return answer.question.id in DECISIONS and can_decide(answer.roles, answer.considerations)


def _full_label(answer: Answer) -> str:
    match answer:
        case Comparison(topic=None):
            return "Full comparison"
        case RoleProfile(topic=None):
            return "Full profile"
    return "Full answer"
