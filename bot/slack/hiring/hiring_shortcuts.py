"""The shortcuts of `/hiring`: one adds a message to a checklist, the other starts a search from anywhere."""

from datetime import date
from functools import partial

from slack_bolt import App, Args
from slack_sdk.errors import SlackApiError

from bot.errors import RolecallError
from bot.hiring.models import Search
from bot.hiring.naming import find_similar_search
from bot.hiring.rights import MissingRightError, SearchNotFoundError
from bot.slack.delivery import Destination, acknowledge, post
from bot.slack.errors import explain_error, with_error_reply
from bot.slack.hiring.channels import fetch_channel_privacy, is_member, open_direct_conversation
from bot.slack.hiring.command_input import validate_day
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.forms import message_item_form, start_form
from bot.slack.hiring.forms.submissions import load_for_change
from bot.slack.hiring.starting import open_in_channel
from bot.slack.hiring.views.refusals import to_plain_text
from bot.slack.hiring.views.wording import plain_name
from bot.slack.message import Message

ADD_SHORTCUT = "add_message_to_checklist"
START_SHORTCUT = "start_search"
MAX_SEARCHES = 10
"""Searches that the form offers: Slack is asked about each that is in another channel, in three seconds in all."""
STARTING = Message("I'm starting the search. Its card will be posted in a moment.")


class StartFormError(RolecallError):
    """A field of the form that can't be used; `field_id` is the id of its block."""

    def __init__(self, field_id: str, what: str, next_step: str = "") -> None:
        """The sentences shown at the field."""
        super().__init__(what, next_step)
        self.field_id = field_id


def register(app: App, services: HiringServices) -> None:
    """Open the form of each shortcut, and start what is submitted. An item is added with those of other forms."""
    for shortcut, listener in ((ADD_SHORTCUT, open_message_form), (START_SHORTCUT, open_start_form)):
        app.shortcut(shortcut)(ack=acknowledge, lazy=[with_error_reply(partial(listener, services))])
    app.view(start_form.CALLBACK)(partial(start_submitted, services))


def open_message_form(services: HiringServices, args: Args) -> None:
    """Open the form for the message, with the searches that the person may add items to. Raises SlackApiError."""
    ctx = RequestContext.from_args(services, args)
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        found = (*uow.open_searches_in(ctx.actor.channel), *uow.open_searches_of(ctx.actor.user))
    searches = tuple(search for search in tuple(dict.fromkeys(found))[:MAX_SEARCHES] if _may_add(services, ctx, search))
    view = message_item_form.message_item_modal(searches, args.body["message"].get("text", ""))
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def _may_add(services: HiringServices, ctx: RequestContext, search: Search) -> bool:
    """Whether the form would accept this search."""
    try:
        load_for_change(services, ctx, search.id)
    except (SearchNotFoundError, MissingRightError):
        return False
    return True


def open_start_form(services: HiringServices, args: Args) -> None:
    """Open the form that starts a search. Raises SlackApiError."""
    args.client.views_open(trigger_id=args.body["trigger_id"], view=start_form.start_modal(services.base))


def start_submitted(services: HiringServices, args: Args) -> None:
    """Check what was submitted, and start the search in the background; an error is shown at its field."""
    ctx, view = RequestContext.from_args(services, args), args.body["view"]
    try:
        values = start_form.read_values(view)
        ctx = ctx._replace(actor=ctx.actor._replace(channel=_find_channel(ctx, values.channel)))
        _check(services, ctx, values.request.role, values.request.name, values.request.when)
    except Exception as error:  # noqa: BLE001  without an answer, Slack shows a message of its own
        field = error.field_id if isinstance(error, StartFormError) else "role"
        args.ack(response_action="errors", errors={field: to_plain_text(explain_error(error))})
        return
    args.ack(response_action="update", view=start_form.started_modal(STARTING))
    services.card_updater.run_in_background(partial(_start, services, ctx, values, view["id"]))


def _find_channel(ctx: RequestContext, chosen: str) -> str:
    """The channel of the search: the one chosen, if it is private, else the direct conversation.

    Raises StartFormError, and SlackApiError.
    """
    if not chosen:
        return open_direct_conversation(ctx.client, ctx.actor.user)
    if fetch_channel_privacy(ctx.client, chosen).is_visible_to_others:
        raise StartFormError(
            "channel", "I'm not in that channel, or it isn't private.", "Type /invite @Rolecall in it."
        )
    if not is_member(ctx.client, chosen, ctx.actor.user):
        raise StartFormError("channel", "You aren't in that channel.", "Choose one that you're in.")
    return chosen


def _check(services: HiringServices, ctx: RequestContext, role: str, name: str, day: str) -> None:
    """Raise StartFormError if the day has passed, or a similar search is open in the channel."""
    if day:
        try:
            validate_day(date.fromisoformat(day), ctx.get_local_date(services))
        except RolecallError as error:
            raise StartFormError("day", error.what, error.next_step) from error
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        same = find_similar_search(role, name, uow.open_searches_in(ctx.actor.channel))
    if same:
        raise StartFormError("name", f"{plain_name(same)} is already open there.", "Give this search another name.")


def _start(services: HiringServices, ctx: RequestContext, values: start_form.StartFormValues, view_id: str) -> None:
    """Start the search, and say so in the form; if it has been closed, in the direct conversation."""
    try:
        message = open_in_channel(services, ctx, values.request)
    except Exception as error:  # noqa: BLE001  the person is told, and the log has an unexpected error
        message = Message(explain_error(error))
    try:
        ctx.client.views_update(view_id=view_id, view=start_form.started_modal(message))
    except SlackApiError:
        post(ctx.client, Destination(ctx.actor.user), message)
