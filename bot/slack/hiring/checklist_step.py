"""The step for Workflow Builder that starts a hiring checklist in a channel."""

from datetime import date
from functools import partial

from slack_bolt import App, Args

from bot.hiring.access import Actor
from bot.hiring.models import Search
from bot.slack.hiring.button_values import StartRequest
from bot.slack.hiring.channels import fetch_channel_privacy, is_member
from bot.slack.hiring.command_input import check_can_be_assigned, validate_day
from bot.slack.hiring.context import HiringServices, RequestContext, request_id
from bot.slack.hiring.starting import store_search, try_publish_card
from bot.slack.hiring.views.refusals import to_plain_text
from bot.slack.hiring.views.usage import problem_message
from bot.slack.hiring.views.wording import plain_name
from bot.slack.workflow_steps import Outputs, StepInputError, register_step, text_input_of

START_STEP = "start_checklist_step"


def register(app: App, services: HiringServices) -> None:
    """Listen to the step."""
    register_step(app, START_STEP, partial(start_checklist, services), services.repeats)


def start_checklist(services: HiringServices, args: Args) -> Outputs:
    """Start the search, and post its card. Raises StepInputError, and what the database and Slack raise."""
    channel, owner = text_input_of(args, "channel", "Channel"), text_input_of(args, "owner", "Owner")
    actor = Actor(owner, channel, services.now(), request_id(args.request))
    ctx = RequestContext(args.context.team_id or "", args.context.enterprise_id or "", actor, args.client, args.body)
    role = _read_role(services, text_input_of(args, "role", "Role"))
    name = text_input_of(args, "name", "Name", is_required=False)
    day = text_input_of(args, "start_date", "Target start date", is_required=False)
    _check_people(services, ctx)
    if day:
        validate_day(_read_day(day), ctx.get_local_date(services))
    opened = store_search(services, ctx, StartRequest(role, name, day))
    if isinstance(opened, Search):
        raise StepInputError(f"{plain_name(opened)} is already open in the channel.", "Give this search another name.")
    try_publish_card(services, ctx, opened.checklist, opened.today)
    search = opened.checklist.search
    return {"search": search.short, "name": search.name, "start_date": search.starts_on.isoformat(), "owner": owner}


def _read_role(services: HiringServices, text: str) -> str:
    """The id of the role. Raises StepInputError if the text names none, or several."""
    command = services.parser.parse(f"start {text}")
    if command.problem or len(command.roles) != 1:
        problem = problem_message(command, services.base).text if command.problem else "That isn't one role."
        raise StepInputError(to_plain_text(problem), "Name the role by its title.")
    return command.roles[0]


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StepInputError(f"{text} isn't a date.", "Use a date variable, or write it as 2027-03-31.") from None


def _check_people(services: HiringServices, ctx: RequestContext) -> None:
    """Raise StepInputError unless the channel is private, the app is in it, and the owner is one of its members."""
    channel, owner = ctx.actor.channel, ctx.actor.user
    if fetch_channel_privacy(ctx.client, channel).is_visible_to_others:
        raise StepInputError(
            "I'm not in that channel, or it isn't private.",
            "Choose a private channel, and type /invite @Rolecall in it.",
        )
    no_one = ctx._replace(actor=ctx.actor._replace(user=""))  # an owner who acts isn't looked up
    check_can_be_assigned(services, no_one, owner)
    if not is_member(ctx.client, channel, owner):
        raise StepInputError("The owner isn't in that channel.", "Invite them, or choose another owner.")
