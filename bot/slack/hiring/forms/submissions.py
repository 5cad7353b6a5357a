"""Modals of items and searches: opened by buttons, and what they send."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from slack_bolt import Ack, App, Args

from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch, can_access_search
from bot.hiring.models import Checklist
from bot.hiring.service import ChangeResult, ItemStep, SearchNotFoundError, SearchRef, SearchUpdate
from bot.slack.blocks import MAX_OPTIONS, option
from bot.slack.errors import explain_error
from bot.slack.hiring.channels import is_member
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.forms import item_form as item_modal
from bot.slack.hiring.forms import search_form as search_modal
from bot.slack.hiring.lengths import MAX_TITLE
from bot.slack.hiring.permissions import check_can_be_assigned, find_departed_owner
from bot.slack.hiring.views.first_day import rescheduled_modal
from bot.slack.hiring.views.wording import validate_day
from bot.slack.modals import View, choice_input, input_block, input_value, modal, text_input

ADD = "hiring:add"


class FormFieldError(RolecallError):
    """What is wrong with one field of a form; `field_id` is the field."""

    def __init__(self, place: str, error: RolecallError) -> None:
        """The same words, at that field."""
        super().__init__(error.what, error.next_step)
        self.field_id = place


Found = TypeVar("Found")


def register(app: App, services: HiringServices) -> None:
    """Listen to what the modals send."""
    app.view(item_modal.CALLBACK)(partial(handle_item_saved, services))
    app.view(ADD)(partial(handle_item_added, services))
    app.view(search_modal.CALLBACK)(partial(handle_search_saved, services))


def open_item_form(services: HiringServices, args: Args, search_id: str, number: int) -> None:
    """Put the form of an item in front of the person. Raises RolecallError, SlackApiError."""
    here = RequestContext.from_args(services, args)
    checklist = _checklist(services, here.team, here.actor, search_id)
    item = checklist.item(number)
    if item is None:
        raise RolecallError("There is no such item any more.", "Type /hiring items for those that there are.")
    view = item_modal.item_modal(checklist, item, services.base, here.actor.user, here.get_known_local_date(services))
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def open_add_form(services: HiringServices, args: Args, search_id: str) -> None:
    """Put the form of a new item in front of the person. Raises SearchNotYoursError, SlackApiError."""
    here = RequestContext.from_args(services, args)
    checklist = _checklist(services, here.team, here.actor, search_id)
    args.client.views_open(trigger_id=args.body["trigger_id"], view=add_item_modal(checklist))


def open_search_form(services: HiringServices, args: Args, search_id: str) -> None:
    """Put the form of a search in front of the person. Raises RolecallError, SlackApiError."""
    here = RequestContext.from_args(services, args)
    search = _checklist(services, here.team, here.actor, search_id).search
    if not search.is_open:
        raise RolecallError("That search is closed.", f"Type /hiring reopen-search {search.short} to take it up again.")
    args.client.views_open(trigger_id=args.body["trigger_id"], view=search_modal.search_modal(search))


def add_item_modal(checklist: Checklist) -> View:
    """The form of a new item: what is to be done, and in which phase."""
    phases = [option(name, phase) for phase, name in checklist.search.phases[:MAX_OPTIONS]]
    current = next((item.phase for item in checklist.visible_items if not item.is_closed), "")
    words = text_input(placeholder="Meet the founders", max_length=MAX_TITLE)
    fields = [
        input_block("title", "What is to be done?", words, hint="Never the name of a candidate.", optional=False),
        input_block("phase", "Phase", choice_input(phases, current or phases[0]["value"]), optional=False),
    ]
    return modal(ADD, "Add an item", fields, submit="Add", metadata=json.dumps([checklist.search.id]))


def handle_item_saved(services: HiringServices, args: Args) -> None:
    """Do what the form of an item says, all of it or nothing; what is refused is said at its field."""
    view = args.body["view"]

    def save() -> ChangeResult:
        form = item_modal.read_form(view)
        here = _with_search_channel(services, RequestContext.from_args(services, args), form.search)
        wanted = item_modal.build_steps(form, view, here.actor)
        _check_steps(services, here, wanted)
        with services.units_of_work.begin(here.team) as desk:
            return require_found(
                service.apply_steps(desk, here.actor, SearchRef(id=form.search), wanted, all_or_nothing=True)
            )

    _submit(services, args, save, "state")


def handle_item_added(services: HiringServices, args: Args) -> None:
    """Add the item of the form."""
    view = args.body["view"]

    def add() -> ChangeResult:
        [search_id] = json.loads(view["private_metadata"])
        here = _with_search_channel(services, RequestContext.from_args(services, args), search_id)
        title = " ".join(str(input_value(view, "title") or "").split())
        if not title:
            raise RolecallError("Say what is to be done.")
        with services.units_of_work.begin(here.team) as desk:
            phase = str(input_value(view, "phase"))
            return require_found(service.add_item(desk, here.actor, SearchRef(id=search_id), title, phase))

    _submit(services, args, add, "title")


def handle_search_saved(services: HiringServices, args: Args) -> None:
    """Give a search what its form says."""
    view = args.body["view"]

    def settle() -> ChangeResult:
        search_id = search_modal.read_search_id(view)
        here = _with_search_channel(services, RequestContext.from_args(services, args), search_id)
        turn = search_modal.read_update(view, here.actor.at)
        if turn:
            turn = _complete_update(services, here, search_id, turn)
        with services.units_of_work.begin(here.team) as desk:
            if turn:
                return require_found(service.change_search(desk, here.actor, SearchRef(id=search_id), turn))
            checklist = require_found(service.find_checklist(desk, here.actor, SearchRef(id=search_id)))
            return ChangeResult(checklist, checklist, None)

    _submit(services, args, settle, "state")


def _check_steps(services: HiringServices, ctx: RequestContext, steps: Iterable[ItemStep]) -> None:
    """Raise MisfilledError for a day that nobody could type, or a person who cannot take the item."""
    for verb, _, deed in steps:
        if verb == "assign":
            with _errors_at("person"):
                check_can_be_assigned(services, ctx, deed.person)
        if verb == "due" and deed.day:
            with _errors_at("day"):
                validate_day(deed.day, ctx.get_local_date(services))


def _complete_update(
    services: HiringServices, ctx: RequestContext, search_id: str, update: SearchUpdate
) -> SearchUpdate:
    """The turn with what has to be known of days and people. Raises MisfilledError as for an item."""
    if owner := update.values.get("owner"):
        with _errors_at("owner"):
            check_can_be_assigned(services, ctx, owner)
        update = update._replace(departed_owner=find_departed_owner(services, ctx, SearchRef(id=search_id)))
    if starts_on := update.values.get("starts_on"):
        today = ctx.get_local_date(services)
        with _errors_at("day"):
            validate_day(starts_on, today)
        update = update._replace(schedule_template=services.schedule_template(today))
    return update


@contextmanager
def _errors_at(place: str) -> Iterator[None]:
    """What goes wrong within is shown at this field."""
    try:
        yield
    except RolecallError as error:
        raise FormFieldError(place, error) from error


def _submit(services: HiringServices, args: Args, use: Callable[[], ChangeResult], error_field: str) -> None:
    here = RequestContext.from_args(services, args)
    try:
        worked = use()
    except Exception as error:  # noqa: BLE001  a modal shows every error at a field, or Slack shows one of its own
        place = error.field_id if isinstance(error, FormFieldError) else error_field
        _refuse(args.ack, {place: explain_error(error)})
        return
    if worked.refusals and not worked.entry:
        found = item_modal.field_errors(worked.refusals, worked.after.search, here.actor.user)
        _refuse(args.ack, {place if error_field == "state" else error_field: text for place, text in found.items()})
        return
    if worked.rescheduled:
        args.ack(response_action="update", view=rescheduled_modal(worked))
    else:
        args.ack()
    services.follow_up(args.client, here.team, worked if worked.entry else None)


def _refuse(ack: Ack, errors: dict[str, str]) -> None:
    ack(response_action="errors", errors=errors)


def _with_search_channel(services: HiringServices, ctx: RequestContext, search_id: str) -> RequestContext:
    """The same place, in the channel of the search where Slack says that the person is in it.

    A modal does not say where it was opened, and what it carries is no proof.
    """
    with services.units_of_work.begin(ctx.team, writable=False) as desk:
        search = desk.search(search_id)
        checklist = desk.checklist(search) if search else None
    if search is None or checklist is None or can_access_search(checklist, ctx.actor):
        return ctx
    if not is_member(ctx.client, search.channel, ctx.actor.user):
        return ctx
    return ctx._replace(actor=ctx.actor._replace(channel=search.channel))


def _checklist(services: HiringServices, team: str, actor: Actor, search_id: str) -> Checklist:
    with services.units_of_work.begin(team, writable=False) as desk:
        return require_found(service.find_checklist(desk, actor, SearchRef(id=search_id)))


def require_found(found: Found | AmbiguousSearch) -> Found:
    """What was found: a form always names its search. Raises SearchNotYoursError where it named none."""
    if isinstance(found, AmbiguousSearch):
        raise SearchNotFoundError
    return found
