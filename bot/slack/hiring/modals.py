"""Modals of items and searches: opened by buttons, and what they send."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from slack_bolt import Ack, App, Args

from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import Asker, Unclear, may_work
from bot.hiring.models import Checklist
from bot.hiring.service import SearchNotYoursError, Step, Target, Turn, Worked
from bot.slack.blocks import OPTIONS, option
from bot.slack.errors import explain
from bot.slack.hiring import item_modal, search_modal
from bot.slack.hiring.days import day_chosen
from bot.slack.hiring.first_day import moved_modal
from bot.slack.hiring.here import Here
from bot.slack.hiring.in_charge import check, owner_who_left
from bot.slack.hiring.lengths import TITLE
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.membership import is_member
from bot.slack.views import View, choice_input, entered, field, modal, text_input

ADD = "hiring:add"


class MisfilledError(RolecallError):
    """What is wrong with one field of a form; `place` is the field."""

    def __init__(self, place: str, error: RolecallError) -> None:
        """The same words, at that field."""
        super().__init__(error.what, error.next_step)
        self.place = place


Found = TypeVar("Found")


def register(app: App, hiring: Hiring) -> None:
    """Listen to what the modals send."""
    app.view(item_modal.CALLBACK)(partial(saved, hiring))
    app.view(ADD)(partial(added, hiring))
    app.view(search_modal.CALLBACK)(partial(settled, hiring))


def open_item(hiring: Hiring, args: Args, search_id: str, number: int) -> None:
    """Put the form of an item in front of the person. Raises RolecallError, SlackApiError."""
    here = Here.behind(hiring, args)
    checklist = _checklist(hiring, here.team, here.asker, search_id)
    item = checklist.item(number)
    if item is None:
        raise RolecallError("There is no such item any more.", "Type /hiring items for those that there are.")
    view = item_modal.item_modal(checklist, item, hiring.base, here.asker.user, here.day(hiring))
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def open_adding(hiring: Hiring, args: Args, search_id: str) -> None:
    """Put the form of a new item in front of the person. Raises SearchNotYoursError, SlackApiError."""
    here = Here.behind(hiring, args)
    checklist = _checklist(hiring, here.team, here.asker, search_id)
    args.client.views_open(trigger_id=args.body["trigger_id"], view=adding_modal(checklist))


def open_settings(hiring: Hiring, args: Args, search_id: str) -> None:
    """Put the form of a search in front of the person. Raises RolecallError, SlackApiError."""
    here = Here.behind(hiring, args)
    search = _checklist(hiring, here.team, here.asker, search_id).search
    if not search.is_open:
        raise RolecallError("That search is closed.", f"Type /hiring reopen-search {search.short} to take it up again.")
    args.client.views_open(trigger_id=args.body["trigger_id"], view=search_modal.search_modal(search))


def adding_modal(checklist: Checklist) -> View:
    """The form of a new item: what is to be done, and in which phase."""
    phases = [option(name, phase) for phase, name in checklist.search.phases[:OPTIONS]]
    current = next((item.phase for item in checklist.listed if not item.closed), "")
    words = text_input(placeholder="Meet the founders", most=TITLE)
    fields = [
        field("title", "What is to be done?", words, hint="Never the name of a candidate.", optional=False),
        field("phase", "Phase", choice_input(phases, current or phases[0]["value"]), optional=False),
    ]
    return modal(ADD, "Add an item", fields, submit="Add", metadata=json.dumps([checklist.search.id]))


def saved(hiring: Hiring, args: Args) -> None:
    """Do what the form of an item says, all of it or nothing; what is refused is said at its field."""
    view = args.body["view"]

    def save() -> Worked:
        form = item_modal.form_of(view)
        here = _standing(hiring, Here.behind(hiring, args), form.search)
        wanted = item_modal.steps(form, view, here.asker)
        _check(hiring, here, wanted)
        with hiring.desks.desk(here.team) as desk:
            return certain(service.work(desk, here.asker, Target(id=form.search), wanted, whole=True))

    _submitted(hiring, args, save, "state")


def added(hiring: Hiring, args: Args) -> None:
    """Add the item of the form."""
    view = args.body["view"]

    def add() -> Worked:
        [search_id] = json.loads(view["private_metadata"])
        here = _standing(hiring, Here.behind(hiring, args), search_id)
        title = " ".join(str(entered(view, "title") or "").split())
        if not title:
            raise RolecallError("Say what is to be done.")
        with hiring.desks.desk(here.team) as desk:
            phase = str(entered(view, "phase"))
            return certain(service.add_item(desk, here.asker, Target(id=search_id), title, phase))

    _submitted(hiring, args, add, "title")


def settled(hiring: Hiring, args: Args) -> None:
    """Give a search what its form says."""
    view = args.body["view"]

    def settle() -> Worked:
        search_id = search_modal.search_in(view)
        here = _standing(hiring, Here.behind(hiring, args), search_id)
        turn = search_modal.turn_of(view, here.asker.at)
        if turn:
            turn = _checked(hiring, here, search_id, turn)
        with hiring.desks.desk(here.team) as desk:
            if turn:
                return certain(service.change_search(desk, here.asker, Target(id=search_id), turn))
            checklist = certain(service.find(desk, here.asker, Target(id=search_id)))
            return Worked(checklist, checklist, None)

    _submitted(hiring, args, settle, "state")


def _check(hiring: Hiring, here: Here, steps: Iterable[Step]) -> None:
    """Raise MisfilledError for a day that nobody could type, or a person who cannot take the item."""
    for verb, _, deed in steps:
        if verb == "assign":
            with _field("person"):
                check(hiring, here, deed.person)
        if verb == "due" and deed.day:
            with _field("day"):
                day_chosen(deed.day, here.today(hiring))


def _checked(hiring: Hiring, here: Here, search_id: str, turn: Turn) -> Turn:
    """The turn with what has to be known of days and people. Raises MisfilledError as for an item."""
    if owner := turn.values.get("owner"):
        with _field("owner"):
            check(hiring, here, owner)
        turn = turn._replace(left=owner_who_left(hiring, here, Target(id=search_id)))
    if starts_on := turn.values.get("starts_on"):
        today = here.today(hiring)
        with _field("day"):
            day_chosen(starts_on, today)
        turn = turn._replace(course=hiring.course(today))
    return turn


@contextmanager
def _field(place: str) -> Iterator[None]:
    """What goes wrong within is shown at this field."""
    try:
        yield
    except RolecallError as error:
        raise MisfilledError(place, error) from error


def _submitted(hiring: Hiring, args: Args, use: Callable[[], Worked], shown_at: str) -> None:
    here = Here.behind(hiring, args)
    try:
        worked = use()
    except Exception as error:  # noqa: BLE001  a modal shows every error at a field, or Slack shows one of its own
        place = error.place if isinstance(error, MisfilledError) else shown_at
        _refuse(args.ack, {place: explain(error)})
        return
    if worked.refusals and not worked.act:
        found = item_modal.errors(worked.refusals, worked.after.search, here.asker.user)
        _refuse(args.ack, {place if shown_at == "state" else shown_at: text for place, text in found.items()})
        return
    if worked.moved:
        args.ack(response_action="update", view=moved_modal(worked))
    else:
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
        return certain(service.find(desk, asker, Target(id=search_id)))


def certain(found: Found | Unclear) -> Found:
    """What was found: a form always names its search. Raises SearchNotYoursError where it named none."""
    if isinstance(found, Unclear):
        raise SearchNotYoursError
    return found
