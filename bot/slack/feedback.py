"""Handles the feedback buttons: a vote counts at once, and a vote against an answer opens a small form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from slack_bolt import App, Args

from bot.insights.feedback import MAX_REMARK, Vote, VoteRepository
from bot.slack.background_cache import BackgroundCache
from bot.slack.blocks import option, section
from bot.slack.cards.controls import selected_value
from bot.slack.cards.vote_buttons import VOTE_ACTION, VoteButton, read_vote_button
from bot.slack.delivery import acknowledge, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.message import Message
from bot.slack.modals import View, choice_input, input_block, input_value, modal, text_input
from bot.slack.replies import InvalidQuestionButtonError
from bot.understanding.intents import decode

VOTE_FORM = "vote"
TITLE = "What's wrong with it?"
REASONS = (
    ("wrong_card", "I asked something else"),
    ("outdated", "It's outdated"),
    ("unclear", "It's unclear"),
    ("missing", "Something is missing"),
)
REASONS_WITHOUT_ANSWER = (
    ("missing", "Rolecall should know this"),
    ("wrong_card", "Rolecall knows this, in other words"),
    ("unclear", "I don't understand the reply"),
)
THANKS = "Thanks. Your vote is counted, without your name. If you vote again, the latest vote counts."
THANKS_FOR_REASON = "Thanks. The people who curate the answers see what you said, without your name."
PRIVACY = "Curators see this without your name. Leave out names of people and companies."


@dataclass(frozen=True, slots=True)
class FeedbackServices:
    """What stores the votes, the answers that are disputed in each workspace, and the clock."""

    open_votes: Callable[[], VoteRepository]
    disputed: BackgroundCache[frozenset[str]]
    clock: Callable[[], datetime]

    def save(self, team: str, vote: Vote) -> None:
        """Store a vote, and let the next reader know if the answer is disputed now. Raises the database's errors."""
        self.open_votes().save(team, vote, self.clock())
        self.disputed.refresh(team)


def register(app: App, services: FeedbackServices) -> None:
    """Register the listeners for the buttons and for the form."""
    app.action(VOTE_ACTION)(ack=acknowledge, lazy=[with_error_reply(partial(take_vote, services))])
    app.view(VOTE_FORM)(ack=_acknowledge_form, lazy=[with_error_reply(partial(take_reason, services))])


def take_vote(services: FeedbackServices, args: Args) -> None:
    """Store the vote; thank the person, or open the form. Raises InvalidQuestionButtonError, SlackApiError."""
    pressed = _read_button(args)
    answer = _answer_key(pressed, args)
    if not pressed.is_helpful:  # first, because Slack lets a form be opened for three seconds only
        args.client.views_open(trigger_id=args.body["trigger_id"], view=reason_form(answer))
    services.save(args.context.team_id or "", Vote(answer, args.body["user"]["id"], pressed.is_helpful))
    if pressed.is_helpful:
        respond_privately(args.respond, Message(THANKS), args.body["container"].get("thread_ts"))


def take_reason(services: FeedbackServices, args: Args) -> None:
    """Store what the person said in the form, in place of their vote without a reason."""
    view = args.body["view"]
    reason, remark = input_value(view, "reason") or "", " ".join((input_value(view, "remark") or "").split())
    vote = Vote(view["private_metadata"], args.body["user"]["id"], is_helpful=False, reason=reason)
    services.save(args.context.team_id or "", vote._replace(remark=remark[:MAX_REMARK]))


def reason_form(answer: str) -> View:
    """Return the form that asks what is wrong with an answer."""
    reasons = REASONS_WITHOUT_ANSWER if answer.startswith("unknown:") else REASONS
    options = [option(label, reason) for reason, label in reasons]
    fields = [
        input_block("reason", TITLE, choice_input(options, kind="radio_buttons"), optional=False),
        input_block("remark", "In one sentence", text_input(max_length=MAX_REMARK), hint=PRIVACY),
    ]
    return modal(VOTE_FORM, "Feedback", fields, submit="Send", metadata=answer)


def _acknowledge_form(args: Args) -> None:
    args.ack(response_action="update", view=modal("vote:taken", "Feedback", [section(THANKS_FOR_REASON)]))


def _read_button(args: Args) -> VoteButton:
    try:
        pressed = read_vote_button(selected_value(args.action))
        decode(pressed.answer)
    except ValueError as error:
        raise InvalidQuestionButtonError from error
    return pressed


def _answer_key(pressed: VoteButton, args: Args) -> str:
    """Return what is voted on: the question, or for a question without an answer, the message that said so."""
    is_unknown = decode(pressed.answer).kind == "unknown"
    return f"{pressed.answer}{args.body['container']['message_ts']}" if is_unknown else pressed.answer
