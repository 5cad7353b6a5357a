"""Deciding in a modal: which roles, the considerations as questions, then the recommendation and what to record."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from bot.errors import RolecallError
from bot.hiring.decisions import MAX_TEXT_LENGTH, Decision, RecommendationSnapshot, default_review_date
from bot.hiring.recommendation import Recommendation, recommend
from bot.hiring.recommendation_rules import MIN_SUPPORT, NEITHER, OPEN
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Consideration, Role
from bot.knowledge.weighing import MAX_CANDIDATES, decision_considerations, supported_roles
from bot.slack.blocks import MAX_OPTIONS, Block, Element, context, divider, option, plain_text, section
from bot.slack.hiring.views.recommendation import named, outcome, recommendation_blocks, short_names
from bot.slack.modals import MAX_TITLE, View, choice_input, date_input, input_block, input_value, modal, text_input
from bot.slack.text import escape, truncate

CHOOSE, ASK, RECORD = "decide:roles", "decide:ask", "decide:record"
HEADING = "Which to hire?"
UNANSWERED = "-"
MOST_ASKED = 12
"""Considerations on one screen."""
MOST_RADIOS = 10
ORDINALS = ("First", "Second", "Third")


class UnknownRolesError(RolecallError):
    """Roles that cannot be decided between: fewer than two, more than three, or not in this knowledge."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("I decide between two or three roles that I know.", "Type /hiring decide cmo cro, say.")


class DecisionFormState(NamedTuple):
    """What the modals carry from one to the next: where the first was opened, the roles, the answers so far."""

    channel: str
    roles: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()

    def encoded(self) -> str:
        """One line that `read_form_state` turns back."""
        return json.dumps(self, separators=(",", ":"))


def read_form_state(view: View) -> DecisionFormState:
    """The sitting that a submitted modal belongs to."""
    channel, roles, answers = json.loads(view["private_metadata"])
    return DecisionFormState(channel, tuple(roles), tuple((question, answer) for question, answer in answers))


def roles_of(base: KnowledgeBase, ids: Sequence[str]) -> tuple[Role, ...]:
    """The roles of these ids, each once. Raises UnknownRolesError where one cannot decide between them."""
    known = tuple(base.roles[each] for each in dict.fromkeys(ids) if each in base.roles)
    if len(known) < len(set(ids)) or not 1 < len(known) <= MAX_CANDIDATES:
        raise UnknownRolesError
    return known


def first_modal(state: DecisionFormState, base: KnowledgeBase) -> View:
    """The considerations where the roles are clear; else the question which roles. Raises UnknownRolesError."""
    return questions_modal(state, base) if len(state.roles) > 1 else roles_modal(state, base)


def roles_modal(state: DecisionFormState, base: KnowledgeBase) -> View:
    """Which two or three roles to decide between."""
    lines = [option(role.title, role.id) for role in base.roles.values()][:MAX_OPTIONS]
    given = dict(enumerate(state.roles))
    fields = [
        input_block(f"role:{place}", f"{name} role", choice_input(lines, given.get(place, "")), optional=place > 1)
        for place, name in enumerate(ORDINALS)
    ]
    return modal(CHOOSE, HEADING, fields, submit="Go on", metadata=DecisionFormState(state.channel).encoded())


def read_roles(view: View) -> list[str]:
    """The ids chosen in the first modal."""
    return [role for place in range(MAX_CANDIDATES) if (role := input_value(view, f"role:{place}"))]


def questions_modal(state: DecisionFormState, base: KnowledgeBase) -> View:
    """Every consideration that bears on the roles as a question. Raises UnknownRolesError."""
    roles = roles_of(base, state.roles)
    names = short_names(base)
    asked = relevant_considerations(base, roles)
    about = f"*{escape(' or '.join(names[role.id] for role in roles))}?* Leave open what does not apply."
    note = "Only you see this. Nothing is kept before you press Record it."
    warning = missing_rules_warning(base, roles)
    warned = [section(f":warning: {escape(warning)}")] if warning else []
    blocks = [section(about), *warned, context(note), *map(_question, asked)]
    start = DecisionFormState(state.channel, tuple(role.id for role in roles))
    return modal(ASK, HEADING, blocks, submit="Weigh it", metadata=start.encoded())


def relevant_considerations(base: KnowledgeBase, roles: tuple[Role, ...]) -> tuple[Consideration, ...]:
    """What is asked about these roles, on one screen."""
    return decision_considerations(roles, base.considerations.values(), base.roles.values())[:MOST_ASKED]


def missing_rules_warning(base: KnowledgeBase, roles: tuple[Role, ...]) -> str:
    """What is to be known before anything is answered: which of the roles no rule speaks for; empty where all have one.

    Where fewer than two have, no answer can tell which to hire.
    """
    heard = supported_roles(relevant_considerations(base, roles))
    unheard = [role.id for role in roles if role.id not in heard]
    if not unheard:
        return ""
    known = f"I know no rule that speaks for {named(unheard, short_names(base), 'or')}"
    if len(roles) - len(unheard) < MIN_SUPPORT:
        return (
            f"{known}, so I cannot say which of them to hire: whatever you answer, that stays open. The answers can "
            "show that it is too early, and you can record what you decide."
        )
    return f"{known}, so I can recommend the others alone."


def read_answers(view: View) -> tuple[tuple[str, str], ...]:
    """Consideration and choice, for each that was answered."""
    asked = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    pairs = ((key.removeprefix("ask:"), input_value(view, key)) for key in asked)
    return tuple((key, answer) for key, answer in pairs if answer and answer != UNANSWERED)


def compute_recommendation(state: DecisionFormState, base: KnowledgeBase) -> Recommendation:
    """What the answers of the sitting come to. Raises UnknownRolesError."""
    roles = roles_of(base, state.roles)
    return recommend(dict(state.answers), relevant_considerations(base, roles), roles)


def record_modal(state: DecisionFormState, base: KnowledgeBase, today: date) -> View:
    """The recommendation, and what to record of the decision. Raises UnknownRolesError."""
    found = compute_recommendation(state, base)
    blocks = [
        *recommendation_blocks(found, base),
        divider(),
        section("*Record it*, if you have decided"),
        context(_visibility_note(state.channel)),
        *_recorded(found, base, today),
    ]
    view = modal(RECORD, HEADING, blocks, submit="Record it", metadata=state.encoded())
    return view | {"close": plain_text("Back", MAX_TITLE)}


def read_decision(view: View, base: KnowledgeBase, blank: Decision) -> Decision:
    """The blank decision, filled in as the modal says. Raises UnknownRolesError."""
    sitting = read_form_state(view)
    found, day = compute_recommendation(sitting, base), input_value(view, "review_on")
    places = (input_value(view, "choice") or UNANSWERED).split(",")
    return blank._replace(
        channel=sitting.channel,
        roles=found.roles,
        answers=sitting.answers,
        recommendation=RecommendationSnapshot(found.verdict, found.recommended_roles, tuple(found.points.items())),
        choice=tuple(role for place, role in enumerate(found.roles) if str(place) in places),
        reasons=(input_value(view, "reasons") or "").strip(),
        dissent=(input_value(view, "dissent") or "").strip(),
        review_on=date.fromisoformat(day) if day else None,
    )


def _question(consideration: Consideration) -> Block:
    lines = [option(choice.label, choice.id) for choice in consideration.choices[: MAX_OPTIONS - 1]]
    lines.append(option("Does not apply, or not known", UNANSWERED))
    kind = "radio_buttons" if len(lines) <= MOST_RADIOS else "static_select"
    element = choice_input(lines, UNANSWERED, kind)
    return input_block(f"ask:{consideration.id}", consideration.question, element, optional=False)


def _visibility_note(channel: str) -> str:
    if channel.startswith("D"):
        return "It stays in our direct conversation."
    return (
        f"A card with your name is posted in <#{channel}>, for everybody who can read that channel. "
        "Where I am no member, you get it from me directly."
    )


def _recorded(found: Recommendation, base: KnowledgeBase, today: date) -> Iterator[Block]:
    choices = list(_choices(found.roles, base))
    advised = "" if found.verdict == OPEN else _places(found.recommended_roles, found.roles) or UNANSWERED
    yield input_block("choice", "What do you choose?", choice_input(choices, advised, "radio_buttons"), optional=False)
    yield input_block("reasons", "Reasons", _words(_reasons(found)), hint="Name no candidates.")
    yield input_block("dissent", "Dissent", _words(), hint="Who sees it otherwise, and why.")
    day = date_input(default_review_date(today))
    yield input_block(
        "review_on", "Look at it again on", day, hint="I bring it up again on that day; clear it for never."
    )


def _choices(roles: Sequence[str], base: KnowledgeBase) -> Iterator[Element]:
    names = short_names(base)
    for size in range(1, len(roles) + 1):
        for some in combinations(roles, size):
            yield option(outcome(some, len(roles), names), _places(some, roles))
    yield option(outcome((), len(roles), names), UNANSWERED)


def _places(some: Sequence[str], roles: Sequence[str]) -> str:
    """Where these roles stand among all: an option has no room for three ids."""
    return ",".join(str(roles.index(role)) for role in some)


def _words(initial: str = "") -> Element:
    return text_input(initial, multiline=True) | {"max_length": MAX_TEXT_LENGTH}


def _reasons(found: Recommendation) -> str:
    """The answers that led to the verdict, to begin with."""
    advised = set(found.recommended_roles)
    leading = [
        f"{rule.consideration.title}: {rule.choice.label}."
        for rule in found.effects
        if (rule.deferred_roles if found.verdict == NEITHER else advised & set(rule.supported_roles))
    ]
    return truncate(" ".join(leading), MAX_TEXT_LENGTH)
