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
    people, and `channel` is the curators' channel, or empty.
    """

    library: KnowledgeSource
    open_records: Callable[[], EntryRecordRepository]
    people: People
    read_entry: Callable[[str, str], EntryText | None]
    curators: frozenset[str]
    channel: str
    clock: Callable[[], datetime]

    def find(self, key: str) -> ReviewedEntry:
        """The entry with this key. Raises EntryGoneError."""
        entry = find_reviewed(self.library.base, key)
        if entry is None:
            raise EntryGoneError
        return entry

    def may_own(self, client: WebClient, team: str, user: str) -> bool:
        """Whether the person is an active member, and neither a guest nor of another company. Asks Slack at most once.

        A member of whom nothing more is known, because Slack doesn't answer, may.
        """
        now = self.clock()
        is_member = self.people.get_membership(client, team, user, now) == "member"
        return is_member and self.people.get_known_kind(team, user, now) in (None, "member")

    def find_for(self, team: str, user: str, channel: str, key: str) -> ReviewedEntry:
        """The entry, if the person may answer for it in that channel. Raises EntryGoneError, NotOwnerError."""
        entry = self.find(key)
        owner = current_owner(OwnedEntry(key, entry.slack_owner, entry.reviewed), self.open_records().load(team))
        if user != owner and user not in self.curators and (not self.channel or channel != self.channel):
            raise NotOwnerError
        return entry


def register(app: App, services: EntryServices, repeats: Repeats) -> None:
    """Listen to the buttons of the reminders and to the form of a new owner."""
    for action, listener in (
        (RIGHT_ACTION, confirm_entry),
        (EDIT_ACTION, edit_entry),
        (HAND_OVER_ACTION, open_hand_over),
        (HAND_OVER_LISTED, open_hand_over),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(partial(listener, services))])
    hand_over_lazily = with_error_reply(partial(hand_over, services))
    app.view(HAND_OVER_FORM)(ack=partial(_check_new_owner, services), lazy=[hand_over_lazily])
    memo_form.register(app, FILE_FORM, partial(_memo_for, services), repeats)


def confirm_entry(services: EntryServices, args: Args) -> None:
    """Record that the entry is still right. Raises EntryGoneError, NotOwnerError, and what the database raises."""
    entry, today = _record(services, args, "right")
    replace_original(args.respond, right_message(entry, args.body["user"]["id"], today))


def edit_entry(services: EntryServices, args: Args) -> None:
    """Open the text of the entry, and ask again in two weeks. Raises as `confirm_entry` does, and SlackApiError."""
    entry = _find(services, args, selected_value(args.action))
    text = _text_of(services, args, entry.key)
    view = memo_form.memo_modal(_memo_of(entry, text), FILE_FORM, entry.key, HOW_TO_EDIT.format(f"`{text.file}`"))
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)
    entry, today = _record(services, args, "edit")
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
    if services.may_own(args.client, team, to):
        entry = services.find_for(team, user, channel, key)
        services.open_records().hand_over(team, key, to, user)
        message = handed_over_message(entry, user, to)
        if any(listed):
            post(args.client, Destination(channel, ts), message)
        else:
            update(args.client, channel, ts, message)


def _record(services: EntryServices, args: Args, outcome: Outcome) -> tuple[ReviewedEntry, date]:
    """Store the outcome. Returns the entry and the date, which is that of the person: they review it in their month."""
    key, team, user = selected_value(args.action), args.context.team_id or "", args.body["user"]["id"]
    entry = _find(services, args, key)
    today = services.people.get_local_date(args.client, team, user, services.clock())
    services.open_records().answer(team, EntryRecord(key, "", outcome, today), user)
    return entry, today


def _find(services: EntryServices, args: Args, key: str) -> ReviewedEntry:
    container: dict[str, Any] = args.body["container"]
    return services.find_for(args.context.team_id or "", args.body["user"]["id"], container.get("channel_id", ""), key)


def _check_new_owner(services: EntryServices, args: Args) -> None:
    to = input_value(args.body["view"], "owner")
    if services.may_own(args.client, args.context.team_id or "", to):
        args.ack()
    else:
        args.ack(response_action="errors", errors={"owner": NOT_A_PERSON})


def _memo_for(services: EntryServices, args: Args, key: str) -> Memo:
    """The text of the entry, to be sent as a file to the person who has the form. Raises EntryGoneError."""
    return _memo_of(services.find(key), _text_of(services, args, key))


def _memo_of(entry: ReviewedEntry, text: EntryText) -> Memo:
    return Memo(truncate(entry.title, MAX_LABEL), entry.key.replace(":", "-"), text.text, "yml")


def _text_of(services: EntryServices, args: Args, key: str) -> EntryText:
    """The text of the entry, reviewed in the month that it is where the person is. Raises EntryGoneError."""
    where = (args.context.team_id or "", args.body["user"]["id"], services.clock())
    today, _ = services.people.get_known_local_date(*where)
    found = services.read_entry(key, f"{today:%Y-%m}")
    if found is None:
        raise EntryGoneError
    return found
