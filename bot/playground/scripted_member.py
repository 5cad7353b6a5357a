"""A member of the workspace who acts by script: types, presses buttons and submits forms, one step after the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import RolecallError
from bot.playground import elements
from bot.playground.identities import User
from bot.playground.open_views import View
from bot.playground.session import Session
from bot.playground.user_actions import ElementId


class ScriptError(RolecallError):
    """The app didn't show what the script expects: a button, a form or a field."""

    def __init__(self, missing: str) -> None:
        """The sentence names what is missing."""
        super().__init__(f"The example can't be built: there is no {missing}.", "Report this as a bug.")


@dataclass(frozen=True)
class ScriptedMember:
    """A member and the channel they act in. Each action waits until the app has answered."""

    session: Session
    user: User
    channel: str

    def types(self, text: str) -> None:
        """Type a message or a command, and press Enter."""
        slack = self.session.slack
        slack.user_actions.type_text(self.user, slack.workspace.channel_named(self.channel), text)
        self.session.settle()

    def presses(self, label: str) -> None:
        """Press the button with this label on the newest message that has one. Raises ScriptError."""
        slack = self.session.slack
        channel = slack.workspace.channel_named(self.channel)
        for message in reversed(slack.workspace.visible_to(self.user.id, channel.id)):
            for block_id, element in elements.elements(message.blocks):
                if (element.get("text") or {}).get("text") == label:
                    slack.user_actions.press(self.user, message, (block_id, element["action_id"]))
                    self.session.settle()
                    return
        raise ScriptError(f"button “{label}”")

    def submits(self, answers: Mapping[str, Any]) -> None:
        """Fill in fields of the open form, named by the end of their ids or by their labels, and submit it.

        Raises ScriptError.
        """
        stack = self.session.slack.views.stack(self.user.id)
        if not stack:
            raise ScriptError("form")
        entered = {_field(stack[-1], name): answer for name, answer in answers.items()}
        self.session.slack.user_actions.submit(self.user, stack[-1], entered)
        self.session.settle()


def _field(form: View, name: str) -> ElementId:
    for block in form.sent["blocks"]:
        if block["type"] == "input" and name in {block["block_id"].rpartition(":")[2], block["label"]["text"]}:
            return block["block_id"], block["element"]["action_id"]
    raise ScriptError(f"field “{name}”")
