"""The modal with an answer as text to copy. A text field is used because Slack lets people select all of its text."""

from slack_sdk import WebClient

from bot.answers.memo import Memo
from bot.slack.blocks import actions, button, context
from bot.slack.modals import MAX_INPUT, View, input_block, modal, text_input
from bot.slack.text import truncate

COPY_FORM = "copy"
FILE_ACTION = "copy:file"


def memo_modal(memo: Memo, value: str, file_action: str = FILE_ACTION) -> View:
    """Return the modal. `value` names the question or the decision, for the button that sends the file."""
    text = text_input(truncate(memo.markdown, MAX_INPUT), multiline=True)
    blocks = [
        input_block("memo", memo.title, text),
        context("Select the text and copy it. Changes here aren't saved."),
        actions([button("Send me a Markdown file", file_action, value)]),
    ]
    return modal(COPY_FORM, "Copy as text", blocks)


def send_memo(client: WebClient, user: str, memo: Memo) -> None:
    """Send the memo as a Markdown file to the direct conversation with the person. Raises SlackApiError."""
    channel = client.conversations_open(users=user)["channel"]["id"]
    client.files_upload_v2(channel=channel, content=memo.markdown, filename=f"{memo.name}.md", title=memo.title)
