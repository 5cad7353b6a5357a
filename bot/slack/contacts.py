"""Asking a person: the owner of the entry behind an answer, or the channel for questions.

The person who asks sees what goes to whom before it is sent. Who asked, and about what, is in the button of the
message that the recipient gets, so nothing of it is stored.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from slack_bolt import App, Args

from bot.answers.entries_behind import entries_behind
from bot.errors import RolecallError
from bot.insights.entry_records import OwnedEntry, current_owner
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.reviewed_entries import find_reviewed, list_owned
from bot.slack.blocks import section
from bot.slack.call_failures import CALL_ERRORS
from bot.slack.cards.controls import CONTACT_ACTION, MENU_ACTION, MENU_SEPARATOR, selected_value
from bot.slack.contact_views import (
    ANSWER_ACTION,
    ANSWER_FORM,
    ANSWER_TITLE,
    QUESTION_FORM,
    TITLE,
    answer_form,
    answer_message,
    question_form,
    question_message,
    reply_message,
)
from bot.slack.delivery import Destination, acknowledge, post
from bot.slack.entry_reviews import EntryServices
from bot.slack.errors import with_error_reply
from bot.slack.modals import input_value, modal
from bot.slack.repeats import Repeats
from bot.slack.replies import AnswerService, InvalidQuestionButtonError
from bot.slack.shared_channels import SharedChannels
from bot.slack.unsent_texts import SEND_ERRORS, SHARED, NotSentError, OnlyPostedError, PerhapsNotSentError, unsent
from bot.understanding.intents import Intent, decode

SENDING = "I'm sending your question. You'll get the answer in your direct messages with Rolecall."
SENDING_ANSWER = "I'm sending your answer."


class Contact(NamedTuple):
    """Who may be asked: a person or a channel, by id, and the title of the entry that the person owns."""

    to: str
    owned: str = ""


class NoContactError(RolecallError):
    """There is no one to ask, or only the person who wants to ask."""

    def __init__(self) -> None:
        """Send the person to the administrator."""
        super().__init__(
            "There's no one else to send this question to.",
            "Ask your Rolecall admin to set up a questions channel (QUESTIONS_CHANNEL).",
        )


class OtherCompanyError(RolecallError):
    """Another company may be in the channel, and owners are known in this company only."""

    def __init__(self) -> None:
        """Say where to ask instead."""
        super().__init__(
            "I can't pass on questions from this channel, because another company may see it.",
            "Ask me the question in a direct message.",
        )


@dataclass(frozen=True, slots=True)
class ContactServices:
    """What questions to people work with: the entries and their owners, the channel for questions, and the answers.

    `channel` is empty if there is none.
    """

    entries: EntryServices
    channel: str
    replies: AnswerService
    shared: SharedChannels
    repeats: Repeats

    def find(self, args: Args, intent: Intent, asker: str) -> Contact:
        """Who may be asked about the question; never the asker, and no one who has left. Raises NoContactError."""
        team, base = args.context.team_id or "", self.entries.library.base
        records = self.entries.open_records().load(team)
        for entry in filter(None, (find_reviewed(base, key) for key in entries_behind(intent, base))):
            owner = current_owner(OwnedEntry(entry.key, entry.slack_owner, entry.reviewed), records)
            if owner and owner != asker and self.entries.may_own(args.client, team, owner):
                return Contact(owner, entry.title)
        if not self.channel or self.shared.is_shared(args.client, team, self.channel):
            raise NoContactError
        return Contact(self.channel)


def find_contacts(channel: str) -> Callable[[KnowledgeBase, Intent], bool]:
    """Return the function that says whether there is a person, or this channel, to ask about a question."""

    def can_ask(base: KnowledgeBase, intent: Intent) -> bool:
        if channel:
            return True
        owned = {key for key, _, _ in list_owned(base)}
        return bool(owned) and not owned.isdisjoint(entries_behind(intent, base))

    return can_ask


def register(app: App, services: ContactServices) -> None:
    """Listen to the buttons and forms. Has to be registered before the other menu options of answer cards."""
    open_question, open_answer = (
        with_error_reply(partial(each, services)) for each in (open_question_form, open_answer_form)
    )
    app.action(CONTACT_ACTION)(ack=acknowledge, lazy=[open_question])
    app.action(MENU_ACTION, matchers=[_is_contact])(ack=acknowledge, lazy=[open_question])
    app.action(ANSWER_ACTION)(ack=acknowledge, lazy=[open_answer])
    for form, title, said, send in (
        (QUESTION_FORM, TITLE, SENDING, send_question),
        (ANSWER_FORM, ANSWER_TITLE, SENDING_ANSWER, send_answer),
    ):
        lazily = with_error_reply(partial(_send_once, services, send))
        app.view(form)(ack=partial(_acknowledge, title, said), lazy=[lazily])


def open_question_form(services: ContactServices, args: Args) -> None:
    """Open the form of a question. Raises RolecallError, SlackApiError."""
    line, asker = _line_of(args), args.body["user"]["id"]
    intent, about = _decoded(line), services.replies.title_of(line)
    if services.shared.is_shared(args.client, args.context.team_id or "", args.body["container"]["channel_id"]):
        raise OtherCompanyError
    contact = services.find(args, intent, asker)
    view = question_form(contact.to, contact.owned, about, json.dumps([contact.to, line]))
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def send_question(services: ContactServices, args: Args) -> None:
    """Send the question to the recipient that the form showed. Raises RolecallError, with the text if it isn't sent."""
    view, asker = args.body["view"], args.body["user"]["id"]
    to, line = json.loads(view["private_metadata"])
    about, text = services.replies.title_of(line), input_value(view, "question") or ""
    if to == services.channel and services.shared.is_shared(args.client, args.context.team_id or "", to):
        raise NotSentError("question", SHARED, text)
    message = question_message(asker, about, text, f"{asker};{line}")
    try:
        post(args.client, Destination(to), message)
    except SEND_ERRORS as error:
        raise unsent("question", text, error) from error


def open_answer_form(services: ContactServices, args: Args) -> None:
    """Open the form of the answer. Raises RolecallError, SlackApiError."""
    asker, separator, line = selected_value(args.action).partition(";")
    if not separator:
        raise InvalidQuestionButtonError
    about, container = services.replies.title_of(line), args.body["container"]
    metadata = json.dumps([asker, line, container["channel_id"], container["message_ts"]])
    args.client.views_open(trigger_id=args.body["trigger_id"], view=answer_form(asker, about, metadata))


def send_answer(services: ContactServices, args: Args) -> None:
    """Post the answer in the thread of the question, and send it to the person who asked.

    They get a link to it, unless it's in the direct conversation of the person who answered. Raises RolecallError, with
    the text, if it isn't sent, or only posted in the thread.
    """
    view, by = args.body["view"], args.body["user"]["id"]
    asker, line, channel, ts = json.loads(view["private_metadata"])
    about, text = services.replies.title_of(line), input_value(view, "answer") or ""
    try:
        posted = post(args.client, Destination(channel, ts), answer_message(by, text))
    except SEND_ERRORS as error:
        raise unsent("answer", text, error) from error
    address = "" if channel.startswith("D") else _address(args, channel, posted)
    try:
        post(args.client, Destination(asker), reply_message(by, about, text, address))
    except SEND_ERRORS as error:
        raise OnlyPostedError(asker, text, error) from error


def _address(args: Args, channel: str, ts: str) -> str:
    """Return the address of the message; empty if Slack doesn't say, so that the answer is sent all the same."""
    try:
        return str(args.client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"])
    except CALL_ERRORS:
        return ""


def _send_once(services: ContactServices, send: Callable[[ContactServices, Args], None], args: Args) -> None:
    view_id = args.body["view"]["id"]
    task, sent = partial(send, services, args), (OnlyPostedError, PerhapsNotSentError)
    services.repeats.run_once(args.context.team_id or "", f"contact:{view_id}", task, sent)


def _acknowledge(title: str, said: str, args: Args) -> None:
    args.ack(response_action="update", view=modal("contact:sent", title, [section(said)]))


def _is_contact(action: dict[str, Any]) -> bool:
    return selected_value(action).startswith(f"{CONTACT_ACTION}{MENU_SEPARATOR}")


def _line_of(args: Args) -> str:
    """Return the encoded question on the button or menu option."""
    return selected_value(args.action).removeprefix(f"{CONTACT_ACTION}{MENU_SEPARATOR}")


def _decoded(line: str) -> Intent:
    try:
        return decode(line)
    except ValueError as error:
        raise InvalidQuestionButtonError from error
