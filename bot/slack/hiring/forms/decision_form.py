"""The three modals of a decision: which roles, the questions, and the recommendation with what to save."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from bot.answers.company import describe_company, fitting_choices
from bot.answers.wording import join_words
from bot.errors import RolecallError
from bot.hiring.decisions import MAX_TEXT_LENGTH, Decision, default_review_date
from bot.hiring.recommendation import Recommendation, recommend
from bot.hiring.recommendation_rules import MIN_SUPPORT, NEITHER, OPEN
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.considerations import Consideration
from bot.knowledge.models import Role
from bot.knowledge.weighing import MAX_CANDIDATES, decision_considerations, supported_roles
from bot.slack.blocks import MAX_OPTIONS, Block, Element, context, divider, option, plain_text, section
from bot.slack.hiring.clicked_card import ClickedCard
from bot.slack.hiring.views.decision_memo import snapshot_of
from bot.slack.hiring.views.recommendation import named, outcome, recommendation_blocks, short_names
from bot.slack.modals import MAX_TITLE, View, choice_input, date_input, input_block, input_value, modal, text_input
from bot.slack.text import escape, safe_mrkdwn, truncate

CHOOSE, ASK, RECORD = "decide:roles", "decide:ask", "decide:record"
HEADING = "Which role to hire?"
UNANSWERED = "-"
"""The value of the option for a question that isn't answered, and of choosing no role."""
MAX_QUESTIONS = 12
MAX_RADIO_BUTTONS = 10
"""The most options that Slack allows for radio buttons; longer lists become a menu."""
MAX_FACTS_NOTE = 300
"""Characters of the note on what is known about the company."""
ORDINALS = ("First", "Second", "Third")


class UnknownRolesError(RolecallError):
    """Roles that can't be compared: fewer than two, more than three, or not in the knowledge base."""

    def __init__(self) -> None:
        """The sentence shown to the person."""
        super().__init__(
            "I can only compare two or three roles that I know.", "For example, type /hiring decide cmo cro."
        )


class DecisionFormState(NamedTuple):
    """What one modal passes on to the next: the channel where the first was opened, the roles, and the answers.

    `answers` are pairs of a consideration id and a choice id; `facts` are what the question said about the company, as
    pairs of kind and text. `card` is the clicked card, if the first modal was opened from one.
    """

    channel: str
    roles: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    card: ClickedCard | None = None

    def encoded(self) -> str:
        """The state as one line of JSON, for `read_form_state`."""
        return json.dumps(self, separators=(",", ":"))


def read_form_state(view: View) -> DecisionFormState:
    """The state that a submitted modal carries."""
    channel, roles, answers, *more = json.loads(view["private_metadata"])
    facts, card = (*more, [], None)[:2]
    return DecisionFormState(
        channel,
        tuple(roles),
        tuple((question, answer) for question, answer in answers),
        tuple((kind, text) for kind, text in facts),
        ClickedCard.decode(card) if card else None,
    )


def roles_of(base: KnowledgeBase, ids: Sequence[str]) -> tuple[Role, ...]:
    """The roles with these ids, each once. Raises UnknownRolesError if they can't be compared."""
    known = tuple(base.roles[each] for each in dict.fromkeys(ids) if each in base.roles)
    if len(known) < len(set(ids)) or not 1 < len(known) <= MAX_CANDIDATES:
        raise UnknownRolesError
    return known


def first_modal(state: DecisionFormState, base: KnowledgeBase) -> View:
    """The questions if there are at least two roles, otherwise the choice of roles. Raises UnknownRolesError."""
    return questions_modal(state, base) if len(state.roles) > 1 else roles_modal(state, base)


def roles_modal(state: DecisionFormState, base: KnowledgeBase) -> View:
    """The modal that asks which two or three roles to compare."""
    options = [option(role.title, role.id) for role in base.roles.values()][:MAX_OPTIONS]
    chosen = dict(enumerate(state.roles))
    fields = [
        input_block(f"role:{place}", f"{name} role", choice_input(options, chosen.get(place, "")), optional=place > 1)
        for place, name in enumerate(ORDINALS)
    ]
    start = state._replace(roles=(), answers=())
    return modal(CHOOSE, HEADING, fields, submit="Next", metadata=start.encoded())


def read_roles(view: View) -> list[str]:
    """The role ids chosen in the first modal."""
    return [role for place in range(MAX_CANDIDATES) if (role := input_value(view, f"role:{place}"))]


def questions_modal(state: DecisionFormState, base: KnowledgeBase) -> View:
    """The modal with a question for each consideration relevant to the roles. Raises UnknownRolesError."""
    roles = roles_of(base, state.roles)
    names = short_names(base)
    considerations = relevant_considerations(base, roles)
    about = f"*{escape(' or '.join(names[role.id] for role in roles))}?* Skip anything that doesn't apply."
    note = "Only you can see this. Nothing is saved until you press Save decision."
    warning = missing_rules_warning(base, roles)
    warning_blocks = [section(f":warning: {escape(warning)}")] if warning else []
    known = fitting_choices(describe_company(state.facts), considerations)
    questions = [_question(each, known.get(each.id, UNANSWERED)) for each in considerations]
    blocks = [section(about), *warning_blocks, *_facts_note(state), context(note), *questions]
    start = state._replace(roles=tuple(role.id for role in roles), answers=())
    return modal(ASK, HEADING, blocks, submit="Get recommendation", metadata=start.encoded())


def relevant_considerations(base: KnowledgeBase, roles: tuple[Role, ...]) -> tuple[Consideration, ...]:
    """The considerations asked about these roles, as many as fit in one modal."""
    return decision_considerations(roles, base.considerations.values(), base.roles.values())[:MAX_QUESTIONS]


def missing_rules_warning(base: KnowledgeBase, roles: tuple[Role, ...]) -> str:
    """Warning shown above the questions, naming the roles that no rule can favour; empty if there is a rule for each.

    If fewer than two roles have rules, no answers can lead to a recommendation between them.
    """
    supported = supported_roles(relevant_considerations(base, roles))
    unsupported = [role.id for role in roles if role.id not in supported]
    if not unsupported:
        return ""
    reason = f"I have no rules that favour {named(unsupported, short_names(base), 'or')}"
    if len(roles) - len(unsupported) < MIN_SUPPORT:
        return (
            f"{reason}, so I can't recommend one of them. I can still tell you if it's too early, and you can save "
            "your own decision."
        )
    return f"{reason}, so I can only recommend the others."


def read_answers(view: View) -> tuple[tuple[str, str], ...]:
    """Pairs of consideration id and choice id, for every question that was answered."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    pairs = ((key.removeprefix("ask:"), input_value(view, key)) for key in fields)
    return tuple((key, answer) for key, answer in pairs if answer and answer != UNANSWERED)


def compute_recommendation(state: DecisionFormState, base: KnowledgeBase) -> Recommendation:
    """The recommendation that follows from the answers. Raises UnknownRolesError."""
    roles = roles_of(base, state.roles)
    return recommend(dict(state.answers), relevant_considerations(base, roles), roles)


def record_modal(state: DecisionFormState, base: KnowledgeBase, today: date) -> View:
    """The modal with the recommendation and the fields of the decision. Raises UnknownRolesError."""
    found = compute_recommendation(state, base)
    blocks = [
        *recommendation_blocks(found, base),
        divider(),
        section("*Save your decision*, if you've made one"),
        context(_visibility_note(state.channel)),
        *_decision_fields(found, base, today),
    ]
    view = modal(RECORD, HEADING, blocks, submit="Save decision", metadata=state.encoded())
    return view | {"close": plain_text("Back", MAX_TITLE)}


def read_decision(view: View, base: KnowledgeBase, blank: Decision) -> Decision:
    """The blank decision with what was entered in the modal. Raises UnknownRolesError."""
    state = read_form_state(view)
    found, day = compute_recommendation(state, base), input_value(view, "review_on")
    places = (input_value(view, "choice") or UNANSWERED).split(",")
    return blank._replace(
        channel=state.channel,
        roles=found.roles,
        answers=state.answers,
        recommendation=snapshot_of(found, base),
        choice=tuple(role for place, role in enumerate(found.roles) if str(place) in places),
        reasons=(input_value(view, "reasons") or "").strip(),
        dissent=(input_value(view, "dissent") or "").strip(),
        review_on=date.fromisoformat(day) if day else None,
    )


def _facts_note(state: DecisionFormState) -> list[Block]:
    """Return what the question said about the company; the answers that follow from it are filled in."""
    if not state.facts:
        return []
    known = safe_mrkdwn(join_words([text for _, text in state.facts]), MAX_FACTS_NOTE)
    return [context(f"From your question: {known}. Check what I've filled in.")]


def _question(consideration: Consideration, answer: str) -> Block:
    options = [option(choice.label, choice.id) for choice in consideration.choices[: MAX_OPTIONS - 1]]
    options.append(option("Not sure, or doesn't apply", UNANSWERED))
    kind = "radio_buttons" if len(options) <= MAX_RADIO_BUTTONS else "static_select"
    element = choice_input(options, answer, kind)
    return input_block(f"ask:{consideration.id}", consideration.question, element, optional=False)


def _visibility_note(channel: str) -> str:
    """Who will see the recorded decision."""
    if channel.startswith("D"):
        return "It stays in our DM."
    return (
        f"I'll post a card with your name in <#{channel}>, where everyone in the channel can see it. "
        "If I'm not in that channel, I'll DM it to you."
    )


def _decision_fields(found: Recommendation, base: KnowledgeBase, today: date) -> Iterator[Block]:
    choices = list(_choices(found.roles, base))
    recommended = "" if found.verdict == OPEN else _places(found.recommended_roles, found.roles) or UNANSWERED
    element = choice_input(choices, recommended, "radio_buttons")
    yield input_block("choice", "What have you decided?", element, optional=False)
    yield input_block("reasons", "Reasons", _text_area(_suggested_reasons(found)), hint="Don't name candidates.")
    yield input_block("dissent", "Dissent", _text_area(), hint="Who disagrees, and why.")
    day = date_input(default_review_date(today))
    yield input_block("review_on", "Review date", day, hint="I'll raise it on that day. Clear it to skip the review.")


def _choices(roles: Sequence[str], base: KnowledgeBase) -> Iterator[Element]:
    """An option for every combination of roles, and one for none of them."""
    names = short_names(base)
    for size in range(1, len(roles) + 1):
        for chosen in combinations(roles, size):
            yield option(outcome(chosen, len(roles), names), _places(chosen, roles))
    yield option(outcome((), len(roles), names), UNANSWERED)


def _places(chosen: Sequence[str], roles: Sequence[str]) -> str:
    """The positions of the chosen roles among all roles, because the value of an option has no room for three ids."""
    return ",".join(str(roles.index(role)) for role in chosen)


def _text_area(initial: str = "") -> Element:
    return text_input(initial, multiline=True) | {"max_length": MAX_TEXT_LENGTH}


def _suggested_reasons(found: Recommendation) -> str:
    """The answers that led to the verdict, as a first draft of the reasons."""
    recommended = set(found.recommended_roles)
    reasons = [
        f"{rule.consideration.title}: {rule.choice.label}."
        for rule in found.effects
        if (rule.deferred_roles if found.verdict == NEITHER else recommended & set(rule.supported_roles))
    ]
    return truncate(" ".join(reasons), MAX_TEXT_LENGTH)
