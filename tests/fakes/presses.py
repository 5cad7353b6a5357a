"""Presses every button and menu option of a card, fills in the forms that open, and records what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import text

from bot.playground import elements
from bot.playground.messages import PostedMessage
from bot.storage.engine import get_engine
from fakes.office import Office
from fakes.seen import Shown
from fakes.slack import Member

ENTERED = "Something new"
MAX_FORMS = 4
FACTS = ("history", "searches", "items", "decisions", "meanings")
"""The tables of what people have done. Reading changes none of them."""

Content = tuple[str, str]
"""The text of a message, and the words of its blocks."""


class Press(NamedTuple):
    """A button, or an option of a menu."""

    spot: tuple[str, str]
    choice: str | None
    label: str

    @property
    def action(self) -> str:
        """What it does: its action id, and the first part of the value of an option."""
        return f"{self.spot[1]} {self.choice or ''}".strip()


def presses_of(card: Shown) -> list[Press]:
    """Every button and menu option of a card."""
    return [press for block, element in elements.elements(card.blocks) for press in _presses(block, element)]


def _presses(block: str, element: Mapping[str, Any]) -> Iterator[Press]:
    spot = (block, element["action_id"])
    if element["type"] == "button":
        yield Press(spot, None, element["text"]["text"])
    if element["type"] == "feedback_buttons":
        for side in (element["positive_button"], element["negative_button"]):
            yield Press(spot, side["value"], side["text"]["text"])
    for option in elements.options(element):
        yield Press(spot, option["value"], option["text"]["text"])


@dataclass(frozen=True)
class Record:
    """Everything that can change: what was done, the messages that others see, and those that one person sees.

    `cards` are the messages that show a search, which are updated whenever it changes.
    """

    facts: str
    cards: frozenset[tuple[str, str]]
    entries: int
    public: Mapping[tuple[str, str], Content]
    posts: frozenset[tuple[str, str]]
    visible: Mapping[tuple[str, str], Content]
    forms: tuple[str, ...]


def record(office: Office, member: Member, database_url: str) -> Record:
    """How things are now, as the member sees them."""
    office.settle()
    workspace, engine = office.slack.workspace, get_engine(database_url)
    with engine.connect() as connection:
        tables = [connection.execute(text(f"SELECT * FROM {table}")).all() for table in FACTS]  # noqa: S608
        cards = connection.execute(text("SELECT channel_id, card_ts FROM searches")).all()
        entries = connection.execute(text("SELECT count(DISTINCT act_id) FROM history")).scalar_one()
    channels = {channel.id for channel in workspace.channels.values() if not channel.is_im}
    posted = [message for channel in workspace.channels for message in workspace.channel_messages(channel)]
    ours = [message for message in posted if message.by_bot]
    return Record(
        facts=str([sorted(map(str, rows)) for rows in tables]),
        cards=frozenset((channel, ts) for channel, ts in cards),
        entries=int(entries) + len(tables[FACTS.index("decisions")]),
        public={_key(each): _content(each) for each in ours if each.channel in channels},
        posts=frozenset(map(_key, ours)),
        visible={_key(each): _content(each) for each in workspace.visible_to(member.user.id) if each.by_bot},
        forms=tuple(f"{view.id} {view.sent}" for view in office.slack.views.stack(member.user.id)),
    )


def press_once(member: Member, card: Shown, pressed: Press) -> None:
    """Press it, as Slack would send it, even if the card has changed in the meantime."""
    member.slack.user_actions.press(member.user, card.where, pressed.spot, pressed.choice)
    member.settle()


def fill_in_forms(member: Member) -> None:
    """Fill in and submit the form that is open, and those that follow, each twice as a double click would."""
    for _ in range(MAX_FORMS):
        if not member.has_modal or "submit" not in member.modal.view.sent:
            break
        request = member.submits(_entries(member.modal))
        member.settle()
        member.slack.user_actions.send_interaction(request.payload | {"trigger_id": "another"})
        member.settle()


def close_forms(member: Member) -> None:
    """Close every form that is open."""
    while member.has_modal:
        member.cancels()


def _entries(form: Shown) -> dict[str, str]:
    """An entry for each text field, and for each choice without one."""
    fields = [block for block in form.blocks if block["type"] == "input"]
    entries = ((block["label"]["text"], _entry(block["element"], place)) for place, block in enumerate(fields))
    return {label: entry for label, entry in entries if entry}


def _entry(element: Mapping[str, Any], place: int) -> str:
    if element["type"] == "plain_text_input":
        return ENTERED
    if element["type"] in {"static_select", "radio_buttons"} and "initial_option" not in element:
        return str(element["options"][place % len(element["options"])]["value"])
    return ""


def _key(message: PostedMessage) -> tuple[str, str]:
    return message.channel, message.ts


def _content(message: PostedMessage) -> Content:
    return message.text, str([block | {"block_id": ""} for block in message.blocks])
