"""The modals of items and searches: opening them, and carrying out what people submit."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from slack_bolt import Ack, App, Args

from bot.commands.verb import MAX_TITLE
from bot.errors import RolecallError
from bot.hiring import rules, service
from bot.hiring.models import Checklist
from bot.hiring.rights import Right, limit_to_rights
from bot.hiring.rules import RuleInput
from bot.hiring.search_rules import SearchUpdate
from bot.hiring.service import ChangeResult, ItemStep
from bot.hiring.tailoring import Circumstances
from bot.slack.blocks import MAX_OPTIONS, option
from bot.slack.errors import explain_error
from bot.slack.hiring.card_refresh import report_change
from bot.slack.hiring.clicked_card import VIEW, ClickedCard, put_into_form, take_from_form
from bot.slack.hiring.command_input import check_can_be_assigned, find_departed_owner, validate_day
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.forms import (
    item_form,
    message_item_form,
    scorecard_forms,
    search_form,
    settings_form,
    start_date_form,
    state_form,
)
from bot.slack.hiring.membership import with_membership
from bot.slack.hiring.view_clicks import open_view
from bot.slack.hiring.views.first_day import rescheduled_modal
from bot.slack.hiring.views.lists import current_phase
from bot.slack.hiring.views.search_settings import settings_lines, settings_result_modal
from bot.slack.modals import View, choice_input, input_block, input_value, modal, text_input

ADD_CALLBACK = "hiring:add"

Change = Callable[[View, RequestContext], ChangeResult]
"""Carries out what was submitted."""


class FormFieldError(RolecallError):
    """An error in one field of a form; `field_id` is the id of its block."""

    def __init__(self, field_id: str, error: RolecallError) -> None:
        """The same sentences, for that field."""
        super().__init__(error.what, error.next_step)
        self.field_id = field_id


def register(app: App, services: HiringServices) -> None:
    """Listen to submissions. The field is where an error is shown that belongs to no other."""
    for callback, change, error_field in (
        (item_form.CALLBACK, _save_item, "state"),
        (ADD_CALLBACK, _add_item, "title"),
        (message_item_form.CALLBACK, _add_message, "title"),
        (search_form.CALLBACK, _save_search, "name"),
        (state_form.CALLBACK, _save_state, "state"),
        (start_date_form.CALLBACK, _save_start_date, "day"),
        (settings_form.CALLBACK, _save_settings, "country"),
    ):
        app.view(callback)(partial(handle_submission, services, partial(change, services), error_field))


def open_item_form(services: HiringServices, args: Args, search_id: str, number: int) -> None:
    """Open the form of an item. Raises RolecallError, SlackApiError."""
    ctx = RequestContext.from_args(services, args)
    checklist = with_membership(ctx, partial(_load_item, services, search_id))
    item = checklist.item(number)
    if item is None:
        raise RolecallError("That item no longer exists.", "Type /hiring items to see the current ones.")
    base = ctx.get_base_for_form(services, checklist.search)
    _open(args, item_form.item_modal(checklist, item, base, ctx.actor.user, ctx.get_known_local_date(services)))


def _load_item(services: HiringServices, search_id: str, ctx: RequestContext) -> Checklist:
    """The checklist as far as the person may change it: all items, or their own."""
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        checklist = service.load_checklist(uow, ctx.actor, search_id, "change", limited=True)
    return limit_to_rights(checklist, ctx.actor)


def open_add_form(services: HiringServices, args: Args, search_id: str) -> None:
    """Open the form of a new item. Raises SearchNotFoundError, SlackApiError."""
    checklist = load_for_change(services, RequestContext.from_args(services, args), search_id)
    _open(args, add_item_modal(checklist))


def open_search_form(services: HiringServices, args: Args, search_id: str) -> None:
    """Open the form of a search. Raises RolecallError, SlackApiError."""
    search = load_for_change(services, RequestContext.from_args(services, args), search_id).search
    if not search.is_open:
        raise RolecallError("That search is closed.", f"Type /hiring reopen-search {search.short} to reopen it.")
    _open(args, search_form.search_modal(search))


def open_state_form(services: HiringServices, args: Args, search_id: str) -> None:
    """Open the form that pauses, resumes or closes a search. Raises RolecallError, SlackApiError."""
    ctx = RequestContext.from_args(services, args)
    checklist = _load_checklist(services, ctx, search_id, "manage")
    if not checklist.search.is_open:
        raise RolecallError(
            "That search is closed.", f"Type /hiring reopen-search {checklist.search.short} to reopen it."
        )
    _open(args, state_form.state_modal(checklist, ctx.get_base_for_form(services, checklist.search).cautions))


def open_start_date_form(services: HiringServices, args: Args, search_id: str) -> None:
    """Open the form that moves the start date. Raises SearchNotFoundError, SlackApiError."""
    ctx = RequestContext.from_args(services, args)
    checklist = load_for_change(services, ctx, search_id)
    _open(args, start_date_form.start_date_modal(checklist, ctx.get_known_local_date(services)))


def _open(args: Args, view: View) -> None:
    """Open a form that carries the card it is opened from. Raises SlackApiError."""
    open_view(args, put_into_form(ClickedCard.from_body(args.body), view))


def add_item_modal(checklist: Checklist) -> View:
    """The form of a new item: its title, and its phase."""
    phases = [option(name, phase) for phase, name in checklist.search.phases[:MAX_OPTIONS]]
    current = next((item.phase for item in checklist.visible_items if not item.is_closed), "")
    title = text_input(placeholder="Meet the founders", max_length=MAX_TITLE)
    fields = [
        input_block("title", "What needs to be done?", title, hint="Don't name candidates.", optional=False),
        input_block("phase", "Phase", choice_input(phases, current or phases[0]["value"]), optional=False),
    ]
    return modal(ADD_CALLBACK, "Add item", fields, submit="Add", metadata=json.dumps([checklist.search.id]))


def handle_submission(services: HiringServices, change: Change, error_field: str, args: Args) -> None:
    """Carry out a submitted form, all of it or nothing; an error or a refusal is shown at its field."""
    ctx = RequestContext.from_args(services, args)
    view, card = take_from_form(args.body["view"])
    try:
        result = with_membership(ctx, partial(change, view))
    except Exception as error:  # noqa: BLE001  without an answer, Slack shows a message of its own
        field = error.field_id if isinstance(error, FormFieldError) else error_field
        _show_errors(args.ack, {field: explain_error(error)})
        return
    if result.refusals and not result.entry:
        errors = item_form.field_errors(result.refusals, result.after.search, ctx.actor.user, error_field)
        _show_errors(args.ack, errors)
        return
    if confirmation := _confirmation(view, card, result):
        args.ack(response_action="update", view=confirmation)
    elif card and card.kind == VIEW:
        args.ack(response_action="clear")  # the form below shows what it was before
    else:
        args.ack()
    services.follow_up(args.client, ctx.team, result)
    if card and result.entry:
        services.card_updater.run_in_background(partial(report_change, services, ctx, card, result))


def _confirmation(view: View, card: ClickedCard | None, result: ChangeResult) -> View | None:
    """What is shown instead of the form; None to close it, where a card shows the change."""
    if result.entry and settings_lines(result):
        return settings_result_modal(result)
    if result.rescheduled:
        return rescheduled_modal(result)
    if view["callback_id"] == message_item_form.CALLBACK:
        return message_item_form.added_modal(result.after.search, result.after.items[-1])
    if view["callback_id"] == scorecard_forms.SCORE_CALLBACK and not card:
        return scorecard_forms.submitted_modal(result)
    return None


def _save_item(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    form = item_form.read_form(view)
    steps = item_form.build_steps(form, view, ctx.actor, ctx.get_known_local_date(services))
    _check_steps(services, ctx, steps)
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, form.search)
        return service.apply_steps(uow, ctx.actor, checklist, steps, all_or_nothing=True)


def _add_item(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    [search_id] = json.loads(view["private_metadata"])
    title = " ".join(str(input_value(view, "title") or "").split())
    return _add(services, ctx, search_id, title, str(input_value(view, "phase")))


def _add(services: HiringServices, ctx: RequestContext, search_id: str, title: str, phase: str = "") -> ChangeResult:
    """Add an item to this phase; if it is empty, to the current one. Raises RolecallError."""
    if not title:
        raise RolecallError("Give the item a title.")
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, search_id, "change")
        return service.add_item(uow, ctx.actor, checklist, title, phase or current_phase(checklist)[0])


def _add_message(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    search_id, title = message_item_form.read_values(view)
    return _add(services, ctx, search_id, title)


def _save_search(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    search_id = search_form.read_search_id(view)
    update = search_form.read_update(view)
    if update:
        update = _complete_update(services, ctx, search_id, update)
    with services.units_of_work.begin(ctx.team, writable=update is not None) as uow:
        checklist = service.load_checklist(uow, ctx.actor, search_id, "change")
        if update is None:
            return ChangeResult(checklist, checklist, None)
        return service.change_search(uow, ctx.actor, checklist, update)


def _save_settings(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    search_id = settings_form.read_search_id(view)
    given = RuleInput(ctx.actor.user, ctx.actor.at, today=ctx.get_known_local_date(services))
    channel = load_for_change(services, ctx, search_id).search.channel
    template = tuple(services.limited_to(ctx.client, ctx.team, channel).base.checklist.values())
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, search_id, "change")
        known = settings_form.read_answers(view, checklist.search)
        if known == Circumstances(*(getattr(checklist.search, name) for name in Circumstances._fields)):
            return ChangeResult(checklist, checklist, None)
        return service.change_settings(uow, ctx.actor, checklist, known, template, given)


def _save_state(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    search_id = state_form.read_search_id(view)
    today = ctx.get_local_date(services)
    update = state_form.read_update(view, ctx.actor, today, services.schedule_template(today))
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, search_id, "manage")
        return service.change_search(uow, ctx.actor, checklist, update)


def _save_start_date(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    search_id = start_date_form.read_search_id(view)
    today = ctx.get_local_date(services)
    update = start_date_form.read_update(view, ctx.actor, services.schedule_template(today))
    validate_day(update.values["starts_on"], today)
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, search_id, "change")
        return service.change_search(uow, ctx.actor, checklist, update)


def _check_steps(services: HiringServices, ctx: RequestContext, steps: Iterable[ItemStep]) -> None:
    """Raise FormFieldError for a date that could not be typed either, or a person who can't take the item."""
    for rule, _, given in steps:
        if rule is rules.assign:
            with _errors_at("person"):
                check_can_be_assigned(services, ctx, given.person)
        if rule is rules.set_due and given.day:
            with _errors_at("day"):
                validate_day(given.day, ctx.get_local_date(services))


def _complete_update(
    services: HiringServices, ctx: RequestContext, search_id: str, update: SearchUpdate
) -> SearchUpdate:
    """The update with what has to be known about dates and people. Raises FormFieldError as for an item."""
    if owner := update.values.get("owner"):
        with _errors_at("owner"):
            check_can_be_assigned(services, ctx, owner)
        update = update._replace(departed_owner=find_departed_owner(services, ctx, search_id=search_id))
    if starts_on := update.values.get("starts_on"):
        today = ctx.get_local_date(services)
        with _errors_at("day"):
            validate_day(starts_on, today)
        update = update._replace(schedule=services.schedule_template(today))
    return update


@contextmanager
def _errors_at(field_id: str) -> Iterator[None]:
    """Show an error that is raised within at this field."""
    try:
        yield
    except RolecallError as error:
        raise FormFieldError(field_id, error) from error


def _show_errors(ack: Ack, errors: dict[str, str]) -> None:
    ack(response_action="errors", errors=errors)


def _load(services: HiringServices, search_id: str, right: Right, ctx: RequestContext) -> Checklist:
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        return service.load_checklist(uow, ctx.actor, search_id, right)


def load_for_change(services: HiringServices, ctx: RequestContext, search_id: str) -> Checklist:
    """The checklist, for a person who may change the search. Raises RolecallError."""
    return _load_checklist(services, ctx, search_id, "change")


def _load_checklist(services: HiringServices, ctx: RequestContext, search_id: str, right: Right) -> Checklist:
    """The checklist, for a person who has the right. Raises RolecallError."""
    return with_membership(ctx, partial(_load, services, search_id, right))
