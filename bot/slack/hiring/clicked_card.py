"""The card that a person clicked: what it shows, and how to answer next to it or to show it again.

Slack sends the `block_id` of what was clicked along with every click, even on a message that only one person sees. A
card says in it what it shows, so that it can be shown again after a change.
"""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.logs import log_event
from bot.slack.delivery import Destination, ResponseUrlExpiredError, post, replace_original, respond_privately
from bot.slack.limits import MAX_ID
from bot.slack.message import Message
from bot.slack.modals import View

OPEN_ITEM, SCORE = "item:open", "search:score:"
OFFER = "offer"
"""The kind of a card that offers a change, such as undoing one. The change replaces the card by its confirmation."""
DIGEST = "digest"
"""The kind of the daily digest."""
WEEK = "week"
"""The kind of the weekly summary."""
VIEW = "view"
"""The kind of the Home tab, and of a form that shows something. Neither has a response URL."""
DECISION, REVIEW = "decision", "review"
"""The kinds of a card that shows a decision, and of one that asks for its review."""
_PREFIX = "card:"

log = logging.getLogger("rolecall.hiring")

Shown = tuple[str | None, ...]
"""What a card shows: its kind, and what it was made of, such as `("items", "<search>", "mine", ...)`."""


def label_card(message: Message, *shown: str | None) -> Message:
    """Return the message with what it shows in the `block_id` of every block; as it is if that would be too long."""
    label = _PREFIX + json.dumps(shown, separators=(",", ":"))
    if len(label) > MAX_ID - len("#99"):
        return message
    blocks = [{"block_id": f"{label}#{place}", **block} for place, block in enumerate(message.blocks)]
    return replace(message, blocks=blocks)


class ClickedCard(NamedTuple):
    """A card in Slack. It can be passed through a form.

    - `response_url`: where Slack takes answers to the click, five within 30 minutes.
    - `channel`, `thread`: where it is; the thread is empty outside one.
    - `is_private`: whether Slack shows it to one person only.
    - `shown`: what it shows; empty for a card that can't be shown again.
    - `items`: the values of its buttons that open an item or a scorecard.
    """

    response_url: str
    channel: str
    thread: str
    is_private: bool
    shown: Shown = ()
    items: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of card it is, as given to `label_card`."""
        return str(self.shown[0]) if self.shown else ""

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "ClickedCard":
        """The card of a click, which may be a message, the Home tab or a form."""
        container, message = body.get("container") or {}, body.get("message") or {}
        if container.get("type") == "view":
            return cls("", "", "", is_private=False, shown=(VIEW,))
        return cls(
            str(body.get("response_url") or ""),
            str(container.get("channel_id") or ""),
            str(container.get("thread_ts") or ""),
            bool(container.get("is_ephemeral")),
            _read_label(str(body["actions"][0].get("block_id") or "")),
            tuple(_items(message.get("blocks") or ())),
        )

    @classmethod
    def decode(cls, parts: Sequence[Any]) -> "ClickedCard":
        """The card from a JSON list of its parts. Raises TypeError if it is not one."""
        card = cls(*parts)
        return card._replace(shown=tuple(card.shown), items=tuple(card.items))

    def answer(self, client: WebClient, user: str, message: Message) -> None:
        """Tell the person something next to the card; in the direct conversation if Slack takes no more answers."""
        try:
            respond_privately(self._respond(client), message, self.thread or None)
        except ResponseUrlExpiredError:
            post(client, Destination(user), message)

    def replace(self, client: WebClient, message: Message) -> None:
        """Show the message instead of the card. If Slack takes no more answers, the card stays as it is."""
        try:
            replace_original(self._respond(client), message)
        except ResponseUrlExpiredError:
            log_event(log, "card not shown again", logging.WARNING, kind=self.kind)

    def _respond(self, client: WebClient) -> Respond:
        return Respond(response_url=self.response_url, proxy=client.proxy, ssl=client.ssl)


def put_into_form(card: ClickedCard, view: View) -> View:
    """Return the form, carrying the card on which it was opened."""
    return view | {"private_metadata": json.dumps({"form": view["private_metadata"], "card": card})}


def take_from_form(view: View) -> tuple[View, ClickedCard | None]:
    """Return the form as it was before `put_into_form`, and the card; None if it carries none."""
    try:
        carried = json.loads(view["private_metadata"])
        card = ClickedCard.decode(carried["card"])
    except (ValueError, TypeError, KeyError):
        return view, None
    return view | {"private_metadata": carried["form"]}, card


def _read_label(block_id: str) -> Shown:
    if not block_id.startswith(_PREFIX):
        return ()
    return tuple(json.loads(block_id.removeprefix(_PREFIX).rpartition("#")[0]))


def _items(blocks: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    elements = (element for block in blocks for element in block.get("elements", ()))
    return (element["value"] for element in elements if _opens(str(element.get("action_id"))))


def _opens(action: str) -> bool:
    return action == OPEN_ITEM or action.startswith(SCORE)
