"""The form with an answer as text to copy. A text field is used because Slack lets people select all of its text.

Submitting the form sends the text as a file: Slack shows no form with a field that can't be submitted.
"""

from collections.abc import Callable
from functools import partial

from slack_bolt import App, Args
from slack_sdk import WebClient

from bot.answers.memo import Memo
from bot.slack.blocks import context, section
from bot.slack.errors import with_error_reply
from bot.slack.modals import MAX_INPUT, View, input_block, modal, text_input
from bot.slack.repeats import Repeats
from bot.slack.text import truncate

TITLE = "Copy as text"
SENT = "I'm sending the file to our direct conversation, where only you see it."

MemoWriter = Callable[[Args, str], Memo]
"""Takes the arguments of a listener and the value of the form, and returns the memo to send."""


def register(app: App, form: str, write: MemoWriter, repeats: Repeats) -> None:
    """Send the memo as a file once its form, the one with this callback id, is submitted."""
    listener = with_error_reply(partial(_send_once, write, repeats))
    app.view(form)(ack=_acknowledge, lazy=[listener])


def memo_modal(memo: Memo, form: str, value: str, intro: str = "") -> View:
    """Return the form with this callback id, below an introduction if there is one, in mrkdwn.

    `value` names the question, the decision or the entry, for sending the file.
    """
    text = text_input(truncate(memo.markdown, MAX_INPUT), multiline=True)
    note = context("Select the text and copy it, or get all of it as a file. Changes here aren't saved.")
    fields = [*([section(intro)] if intro else []), input_block("memo", memo.title, text), note]
    return modal(form, TITLE, fields, submit="Send me a file", metadata=value)


def _acknowledge(args: Args) -> None:
    args.ack(response_action="update", view=modal("memo:sent", TITLE, [section(SENT)]))


def _send_once(write: MemoWriter, repeats: Repeats, args: Args) -> None:
    view = args.body["view"]
    memo = write(args, view["private_metadata"])
    send = partial(_send, args.client, args.body["user"]["id"], memo)
    repeats.run_once(args.context.team_id or "", f"memo:{view['id']}", send)


def _send(client: WebClient, user: str, memo: Memo) -> None:
    """Send the memo as a file to the direct conversation with the person. Raises SlackApiError."""
    channel = client.conversations_open(users=user)["channel"]["id"]
    client.files_upload_v2(
        channel=channel, content=memo.markdown, filename=f"{memo.name}.{memo.extension}", title=memo.title
    )
