"""Modals of items and searches: opened by buttons, and what they send."""

import json
from functools import partial
from typing import Any

from slack_bolt import Ack, App, Args

from bot.hiring import service
from bot.hiring.access import Asker, Unclear, may_work
from bot.hiring.models import Checklist
from bot.hiring.progress import by_phase
from bot.hiring.service import SearchNotYoursError, Target, Worked
from bot.slack.blocks import option
from bot.slack.errors import explain
from bot.slack.hiring import item_modal
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.membership import is_member
from bot.slack.views import View, choice_input, entered, field, modal, text_input

ADD = "hiring:add"


def register(app: App, hiring: Hiring) -> None:
    """Listen to what the modals send."""
    app.view(item_modal.CALLBACK)(partial(saved, hiring))
    app.view(ADD)(partial(added, hiring))


def open_item(hiring: Hiring, args: Args, search_id: str, number: int) -> None:
    """Put the form of an item in front of the person. Raises SearchNotYoursError, SlackApiError."""
    here = Here.behind(hiring, args)
    checklist = _checklist(hiring, here.team, here.asker, search_id)
    item = checklist.item(number)
    if item is None:
        raise SearchNotYoursError
    view = item_modal.item_modal(checklist, item, hiring.base, here.asker.user)
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def open_adding(hiring: Hiring, args: Args, search_id: str) -> None:
    """Put the form of a new item in front of the person. Raises SearchNotYoursError, SlackApiError."""
    here = Here.behind(hiring, args)
    checklist = _checklist(hiring, here.team, here.asker, search_id)
    args.client.views_open(trigger_id=args.body["trigger_id"], view=adding_modal(checklist))


def adding_modal(checklist: Checklist) -> View:
    """The form of a new item: what is to be done, and in which phase."""
    phases = [option(name, phase) for phase, name, _ in by_phase(checklist)]
    current = next((item.phase for item in checklist.listed if not item.closed), "")
    fields = [
        field("title", "What is to be done?", text_input(placeholder="Meet the founders"), optional=False),
        field("phase", "Phase", choice_input(phases, current or phases[0]["value"]), optional=False),
    ]
    return modal(ADD, "Add an item", fields, submit="Add", metadata=json.dumps([checklist.search.id]))


def saved(hiring: Hiring, args: Args) -> None:
    """Do what the form of an item says, all of it or nothing; what is refused is said at its field."""
    view = args.body["view"]
    form = item_modal.form_of(view)

    def save(desk: service.Desk, asker: Asker) -> Worked | Unclear:
        wanted = item_modal.steps(form, view, asker)
        return service.work(desk, asker, Target(id=form.search), wanted, whole=True)

    _submitted(hiring, args, form.search, save, "state")


def added(hiring: Hiring, args: Args) -> None:
    """Add the item of the form."""
    view = args.body["view"]
    [search_id] = json.loads(view["private_metadata"])

    def add(desk: service.Desk, asker: Asker) -> Worked | Unclear:
        return service.add_item(desk, asker, Target(id=search_id), entered(view, "title"), entered(view, "phase"))

    _submitted(hiring, args, search_id, add, "title")


def _submitted(hiring: Hiring, args: Args, search_id: str, use: Any, shown_at: str) -> None:
    here = _standing(hiring, Here.behind(hiring, args), search_id)
    try:
        with hiring.desks.desk(here.team) as desk:
            worked = use(desk, here.asker)
    except Exception as error:  # noqa: BLE001  a modal shows every error at a field, or Slack shows one of its own
        _refuse(args.ack, {shown_at: explain(error)})
        return
    if worked.refusals:
        _refuse(args.ack, item_modal.errors(worked.refusals, worked.after.search))
        return
    args.ack()
    hiring.follow_up(args.client, here.team, worked if worked.act else None)


def _refuse(ack: Ack, errors: dict[str, str]) -> None:
    ack(response_action="errors", errors=errors)


def _standing(hiring: Hiring, here: Here, search_id: str) -> Here:
    """The same place, in the channel of the search where Slack says that the person is in it.

    A modal does not say where it was opened, and what it carries is no proof.
    """
    with hiring.desks.desk(here.team, to_change=False) as desk:
        search = desk.search(search_id)
        checklist = desk.checklist(search) if search else None
    if search is None or checklist is None or may_work(checklist, here.asker):
        return here
    if not is_member(here.client, search.channel, here.asker.user):
        return here
    return here._replace(asker=here.asker._replace(channel=search.channel))


def _checklist(hiring: Hiring, team: str, asker: Asker, search_id: str) -> Checklist:
    with hiring.desks.desk(team, to_change=False) as desk:
        found = service.find(desk, asker, Target(id=search_id))
    if isinstance(found, Unclear):
        raise SearchNotYoursError
    return found
