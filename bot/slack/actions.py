"""Handles the buttons and menus of answer cards. The value of each is a whole question.

Reading never changes what others see: a click on a card that everyone sees is answered only to the person who clicked.
A card that only one person sees changes in place.
"""

import re
from functools import partial
from typing import Any

from slack_bolt import App, Args

from bot.answers.memo import Memo
from bot.slack import memo_form
from bot.slack.cards import Surface
from bot.slack.cards.controls import (
    ASK_ACTION,
    COPY_ACTION,
    FORGET_ACTION,
    FULL_ACTION,
    MEANING_ACTION,
    MENU_ACTION,
    MENU_SEPARATOR,
    SHARE_ACTION,
    SHORT_ACTION,
    selected_value,
)
from bot.slack.delivery import acknowledge, replace_original, respond_in_channel, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.memory import NO_THREAD, Conversation, Memory
from bot.slack.message import Message
from bot.slack.repeats import Repeats
from bot.slack.replies import AnswerService
from bot.slack.shared_channels import SharedChannels
from bot.understanding.intents import decode

ASK_ACTIONS = re.compile(rf"^({ASK_ACTION}:\d+|{SHORT_ACTION})$")
MEANING_ACTIONS = re.compile(f"^{MEANING_ACTION}:")
COPY_FORM = "copy"
CHANNEL_SEPARATOR = "|"
"""In the value of the form to copy an answer, before the channel if another company is in it."""
HELD_BACK = (
    "I left out what only your company's own knowledge says, because another company may be in this channel. "
    "The whole answer is in your own card."
)
ALREADY_SHARED = "You have shared this card already: everyone here can see it."


class CardActions:
    """The listeners of answer cards, each a method that takes Bolt's arguments."""

    def __init__(self, replies: AnswerService, memory: Memory, repeats: Repeats, shared: SharedChannels) -> None:
        """Take what answers, what remembers the last question of a thread, and what recognises repeated clicks.

        `shared` knows which channels another company is in.
        """
        self.replies = replies
        self.memory = memory
        self.repeats = repeats
        self.shared = shared

    def answer_question(self, args: Args) -> None:
        """Answer the question on the button. Raises RolecallError if the button has expired.

        Others don't see a private answer, so a follow-up in the thread isn't about it.
        """
        conversation = self._conversation(args)
        reply = self.replies.answer_button(selected_value(args.action), _answer_surface(args.body), conversation)
        _show(args, reply.message)
        if _surface(args.body) != "mention":
            conversation.remember(reply.intent)

    def show_in_full(self, args: Args) -> None:
        """Show everything on the question. Raises RolecallError if the button has expired."""
        line, conversation = selected_value(args.action), self._conversation(args)
        _show(args, self.replies.show_in_full(line, _answer_surface(args.body), conversation).message)

    def choose_in_menu(self, args: Args) -> None:
        """Do what the chosen option says: most ask a question, some do something with the answer."""
        action, separator, line = selected_value(args.action).partition(MENU_SEPARATOR)
        if not separator or ":" in action:
            self.answer_question(args)
            return
        listeners = {
            FULL_ACTION: self.show_in_full,
            SHARE_ACTION: self.share,
            COPY_ACTION: self.copy,
            MEANING_ACTION: self.choose_meaning,
        }
        args.action = {"action_id": action, "value": line}
        listeners.get(action, self.answer_question)(args)

    def choose_meaning(self, args: Args) -> None:
        """Remember for the channel what the abbreviation means, and replace the question back by the answer."""
        conversation = self._conversation(args)
        choice = self.replies.decode_choice(selected_value(args.action), conversation)
        remembered = conversation.set_meanings(choice.meanings, args.body["user"]["id"])
        reply = self.replies.answer_meaning(choice, _surface(args.body), conversation, remembered=remembered)
        replace_original(args.respond, reply.message)
        conversation.remember(reply.intent)

    def forget_meaning(self, args: Args) -> None:
        """Forget for the channel what the abbreviation means, and replace the card by the question back."""
        conversation = self._conversation(args)
        choice = self.replies.decode_choice(selected_value(args.action), conversation)
        for abbreviation, _ in choice.meanings:
            conversation.forget_meaning(abbreviation)
        reply = self.replies.ask_again(choice, _surface(args.body), conversation)
        replace_original(args.respond, reply.message)
        conversation.remember(reply.intent)

    def share(self, args: Args) -> None:
        """Post the card for everyone in the conversation, naming the person who shared it; once, however often.

        Where another company may read it, it leaves out the company's own knowledge, and the person is informed.
        Raises RolecallError if the button has expired, or if nothing would be left.
        """
        line, user, team = selected_value(args.action), args.body["user"]["id"], args.context.team_id or ""
        container = args.body["container"]
        channel, thread = container["channel_id"], container.get("thread_ts")
        clicked = f"share:{channel}:{container.get('message_ts')}:{user}:{line}"
        is_shared = self.shared.may_be_shared(args.client, team, channel)
        conversation = self.memory.conversation(team, channel, thread, is_shared=is_shared)
        post = partial(respond_in_channel, args.respond, self.replies.share(line, user, conversation), thread)
        if not self.repeats.run_once(team, clicked, post):
            respond_privately(args.respond, Message(ALREADY_SHARED), thread)
            return
        conversation.remember(decode(line))
        if self.replies.holds_back(line, conversation):
            respond_privately(args.respond, Message(HELD_BACK), thread)

    def copy(self, args: Args) -> None:
        """Open the answer as a text to copy. Raises RolecallError if the button has expired, and SlackApiError."""
        line = selected_value(args.action)
        conversation = self._conversation(args)
        memo = self.replies.write_memo(line, conversation)
        where = conversation.channel if conversation.is_shared else ""
        view = memo_form.memo_modal(memo, COPY_FORM, f"{line}{CHANNEL_SEPARATOR}{where}")
        args.client.views_open(trigger_id=args.body["trigger_id"], view=view)

    def write_memo(self, args: Args, value: str) -> Memo:
        """Return the text that the form shows. Raises RolecallError if the form has expired."""
        line, _, channel = value.partition(CHANNEL_SEPARATOR)
        conversation = self.memory.conversation(args.context.team_id, channel, is_shared=bool(channel))
        return self.replies.write_memo(line, conversation)

    def _conversation(self, args: Args) -> Conversation:
        """Return the conversation that the card is in. An ephemeral card is in a channel, but in no thread."""
        container, surface, team = args.body["container"], _surface(args.body), args.context.team_id or ""
        # The thread under which `events` remembers the last question of the same conversation.
        threads = {
            "command": None,
            "mention": container.get("thread_ts") or container.get("message_ts"),
            "dm": container.get("thread_ts", NO_THREAD),
        }
        channel = container["channel_id"]
        is_shared = self.shared.is_shared(args.client, team, channel)
        return self.memory.conversation(team, channel, threads[surface], is_shared=is_shared)


def register(app: App, replies: AnswerService, memory: Memory, repeats: Repeats, shared: SharedChannels) -> None:
    """Register the listeners for every button and menu of an answer card."""
    cards = CardActions(replies, memory, repeats, shared)
    for action, listener in (
        (ASK_ACTIONS, cards.answer_question),
        (FULL_ACTION, cards.show_in_full),
        (MENU_ACTION, cards.choose_in_menu),
        (MEANING_ACTIONS, cards.choose_meaning),
        (FORGET_ACTION, cards.forget_meaning),
        (SHARE_ACTION, cards.share),
        (COPY_ACTION, cards.copy),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(listener)])
    memo_form.register(app, COPY_FORM, cards.write_memo, repeats)
    # Everything else, such as a click on a link button, must be acknowledged too, or Slack shows a warning.
    app.action(re.compile(""))(acknowledge)


def _show(args: Args, message: Message) -> None:
    """Replace a card that only this person sees; next to a public one, answer to this person alone."""
    if _surface(args.body) == "mention":
        container = args.body["container"]
        respond_privately(args.respond, message, container.get("thread_ts"))
    else:
        replace_original(args.respond, message)


def _surface(body: dict[str, Any]) -> Surface:
    """Return the surface of the card that was clicked. An ephemeral card counts as a command's, so it can be shared."""
    if body["container"].get("is_ephemeral"):
        return "command"
    return "dm" if body.get("channel", {}).get("name") == "directmessage" else "mention"


def _answer_surface(body: dict[str, Any]) -> Surface:
    """Return the surface of the answer to a click: next to a card that everyone sees, it is private."""
    return "command" if _surface(body) == "mention" else _surface(body)
