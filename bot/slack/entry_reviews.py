"""Handles the reminders of owners: an entry is still right, is edited, or is handed over to someone else."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from slack_bolt import App, Args
from slack_sdk import WebClient

from bot.answers.memo import Memo
from bot.errors import RolecallError
from bot.insights.entry_records import EntryRecord, EntryRecordRepository, Outcome, OwnedEntry, current_owner
from bot.knowledge.entry_text import EntryText
from bot.knowledge.reviewed_entries import ReviewedEntry, find_reviewed
from bot.slack import memo_form
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.cards.controls import selected_value
from bot.slack.delivery import Destination, acknowledge, post, replace_original, update
from bot.slack.entry_views import (
    EDIT_ACTION,
    HAND_OVER_ACTION,
    HAND_OVER_FORM,
    HAND_OVER_LISTED,
    HOW_TO_EDIT,
    RIGHT_ACTION,
    editing_message,
    hand_over_form,
    handed_over_message,
    right_message,
)
from bot.slack.errors import with_error_reply
from bot.slack.hiring.context import People
from bot.slack.modals import MAX_LABEL, input_value
from bot.slack.repeats import Repeats
from bot.slack.shared_channels import SharedChannels
from bot.slack.text import truncate

FILE_FORM = "entry:file"
NOT_A_PERSON = (
    "Choose an active member of this workspace: apps, guests, people of another company and people who have left can't "
    "own an entry."
)


class EntryGoneError(RolecallError):
    """The knowledge no longer has the entry."""

    def __init__(self) -> None:
        """Say that nothing has to be done."""
        super().__init__("The knowledge no longer has that entry.", "You don't have to do anything.")


class NotOwnerError(RolecallError):
    """Another person owns the entry."""

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("Only the owner of that entry, or a curator, can do that.")


@dataclass(frozen=True, slots=True)
class EntryServices:
    """What reviews work with: the knowledge, the records, the people, and who may answer for an owner who has left.

    `read_entry` returns the text of the entry with this key, with this month as its review. `curators` are ids of
    people, and `channel` is the curators' channel, or empty; `shared` knows whether another company is in it.
    """

    library: KnowledgeSource
    open_records: Callable[[], EntryRecordRepository]
    people: People
    read_entry: Callable[[str, str], EntryText | None]
    curators: frozenset[str]
    channel: str
    shared: SharedChannels
    clock: Callable[[], datetime]

    def find(self, key: str) -> ReviewedEntry:
        """The entry with this key. Raises EntryGoneError."""
        entry = find_reviewed(self.library.base, key)
        if entry is None:
            raise EntryGoneError
        return entry

    def may_own(self, client: WebClient, team: str, user: str) -> bool:
        """Whether the person is an active member, and neither a guest nor of another company. Asks Slack at most once.

        If Slack doesn't answer, what it last said counts; a person of whom it said nothing may.
        """
        now = self.clock()
        if self.people.get_membership(client, team, user, now) != "member":
            return False
        known = self.people.get_last_known(team, user, now)
        return known is None or known.is_colleague

    def find_for(self, client: WebClient, team: str, user: str, channel: str, key: str) -> ReviewedEntry:
        """The entry, if the person may answer for it in that channel. Raises EntryGoneError, NotOwnerError."""
        entry = self.find(key)
        owner = current_owner(owned_entry(entry), self.open_records().load(team))
        if user != owner and user not in self.curators and not self._is_among_curators(client, team, user, channel):
            raise NotOwnerError
        return entry

    def _is_among_curators(self, client: WebClient, team: str, user: str, channel: str) -> bool:
        """Whether a person of this company acts in the curators' channel, and no other company may be in it."""
        if not self.channel or channel != self.channel or self.shared.may_be_shared(client, team, channel):
            return False
        return self.may_own(client, team, user)


def owned_entry(entry: ReviewedEntry) -> OwnedEntry:
    """The entry as its records know it, with the owner that the knowledge gives it."""
    return OwnedEntry(entry.key, entry.slack_owner, entry.reviewed)


def register(app: App, services: EntryServices, repeats: Repeats) -> None:
    """Listen to the buttons of the reminders and to the form of a new owner."""
    for action, listener in (
        (RIGHT_ACTION, confirm_entry),
        (EDIT_ACTION, edit_entry),
        (HAND_OVER_ACTION, open_hand_over),
        (HAND_OVER_LISTED, open_hand_over),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(partial(listener, services))])
    hand_over_lazily = with_error_reply(partial(_hand_over_once, services, repeats))
    app.view(HAND_OVER_FORM)(ack=partial(_check_new_owner, services), lazy=[hand_over_lazily])
    memo_form.register(app, FILE_FORM, partial(_memo_for, services), repeats)


def confirm_entry(services: EntryServices, args: Args) -> None:
    """Record that the entry is still right. Raises EntryGoneError, NotOwnerError, and what the database raises."""
    entry = _find(services, args, selected_value(args.action))
    where = (args.context.team_id or "", args.body["user"]["id"], services.clock())
    today = services.people.get_local_date(args.client, *where)  # they review it in the month that it is for them
    _record(services, args, entry.key, "right", today)
    replace_original(args.respond, right_message(entry, args.body["user"]["id"], today))


def edit_entry(services: EntryServices, args: Args) -> None:
    """Open the text of the entry, and ask again in two weeks. Raises as `confirm_entry` does, and SlackApiError."""
    entry, today = _find(services, args, selected_value(args.action)), _known_date(services, args)
    text = _text_of(services, entry.key, today)
    metadata = json.dumps([entry.key, today.isoformat()])
    view = memo_form.memo_modal(_memo_of(entry, text), FILE_FORM, metadata, HOW_TO_EDIT.format(f"`{text.file}`"))
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)
    _record(services, args, entry.key, "edit", today)
    replace_original(args.respond, editing_message(entry, args.body["user"]["id"], today))


def open_hand_over(services: EntryServices, args: Args) -> None:
    """Ask for the new owner. Raises as `confirm_entry` does, and SlackApiError."""
    entry = _find(services, args, selected_value(args.action))
    container = args.body["container"]
    is_listed = (args.action or {}).get("action_id") == HAND_OVER_LISTED
    metadata = json.dumps([entry.key, container["channel_id"], container["message_ts"], is_listed])
    args.client.views_open(trigger_id=args.body["trigger_id"], view=hand_over_form(entry, metadata))


def hand_over(services: EntryServices, args: Args) -> None:
    """Record the new owner, and say so in the reminder, or in the thread of a list. The job tells the new owner."""
    key, channel, ts, *listed = json.loads(args.body["view"]["private_metadata"])
    to, user, team = input_value(args.body["view"], "owner"), args.body["user"]["id"], args.context.team_id or ""
    entry = services.find_for(args.client, team, user, channel, key)
    services.open_records().hand_over(team, owned_entry(entry), to, user)
    message = handed_over_message(entry, user, to)
    if any(listed):
        post(args.client, Destination(channel, ts), message)
    else:
        update(args.client, channel, ts, message)


def _hand_over_once(services: EntryServices, repeats: Repeats, args: Args) -> None:
    """Hand it over, unless the same form was submitted before: a list would get a second message about it.

    A form whose new owner was refused stays open, and may be submitted again.
    """
    view, team = args.body["view"], args.context.team_id or ""
    if services.may_own(args.client, team, input_value(view, "owner")):
        repeats.run_once(team, f"hand_over:{view['id']}", partial(hand_over, services, args))


def _record(services: EntryServices, args: Args, key: str, outcome: Outcome, today: date) -> None:
    record = EntryRecord(key, "", outcome, today)
    services.open_records().answer(args.context.team_id or "", record, args.body["user"]["id"])


def _find(services: EntryServices, args: Args, key: str) -> ReviewedEntry:
    container: dict[str, Any] = args.body["container"]
    team, user, channel = args.context.team_id or "", args.body["user"]["id"], container.get("channel_id", "")
    return services.find_for(args.client, team, user, channel, key)


def _known_date(services: EntryServices, args: Args) -> date:
    """The date where the person is, without asking Slack: a form has to open within three seconds."""
    where = (args.context.team_id or "", args.body["user"]["id"], services.clock())
    return services.people.get_known_local_date(*where)[0]


def _check_new_owner(services: EntryServices, args: Args) -> None:
    to = input_value(args.body["view"], "owner")
    if services.may_own(args.client, args.context.team_id or "", to):
        args.ack()
    else:
        args.ack(response_action="errors", errors={"owner": NOT_A_PERSON})


def _memo_for(services: EntryServices, _: Args, metadata: str) -> Memo:
    """The text of the entry that the form shows, to be sent as a file. Raises EntryGoneError."""
    key, day = json.loads(metadata)
    return _memo_of(services.find(key), _text_of(services, key, date.fromisoformat(day)))


def _memo_of(entry: ReviewedEntry, text: EntryText) -> Memo:
    return Memo(truncate(entry.title, MAX_LABEL), entry.key.replace(":", "-"), text.text, "yml")


def _text_of(services: EntryServices, key: str, today: date) -> EntryText:
    """The text of the entry, reviewed in the month of this date. Raises EntryGoneError."""
    found = services.read_entry(key, f"{today:%Y-%m}")
    if found is None:
        raise EntryGoneError
    return found
