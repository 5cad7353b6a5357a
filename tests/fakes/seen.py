"""Messages and views as a member sees them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground import elements
from bot.playground.messages import PostedMessage
from bot.playground.open_views import View
from bot.playground.uploads import UploadedFile


def words(value: Any) -> Iterator[str]:
    """Every piece of text inside blocks, from top to bottom."""
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for key, inner in value.items():
            if key not in {"value", "action_id", "block_id"}:
                yield from words(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words(inner)


class Shown:
    """A message or view with blocks on a member's screen; `where` is Slack's object, `key` its id."""

    where: PostedMessage | View
    key: str
    blocks: list[dict[str, Any]]

    @property
    def words(self) -> str:
        """All the text in the blocks, one piece per line."""
        return "\n".join(words(self.blocks))

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons."""
        found = (element for _, element in elements.elements(self.blocks) if element["type"] == "button")
        return [button["text"]["text"] for button in found]

    @property
    def choices(self) -> list[str]:
        """The labels of every option of every menu."""
        menus = (element for _, element in elements.elements(self.blocks))
        return [option["text"]["text"] for menu in menus for option in elements.options(menu)]

    @property
    def table(self) -> list[list[str]]:
        """The rows of the first table, each cell as its text. Raises StopIteration if there is none."""
        block = next(block for block in self.blocks if block["type"] == "table")
        return [["".join(words(cell)) for cell in row] for row in block["rows"]]

    def button(self, label: str) -> tuple[tuple[str, str], elements.Element]:
        """The ids and the element of the button with this label. Raises AssertionError if there is none."""
        for block_id, element in elements.elements(self.blocks):
            if element["type"] == "button" and element["text"]["text"] == label:
                return (block_id, element["action_id"]), element
        raise AssertionError(f"no button {label!r}; there are {self.buttons}")

    def dispatches(self, spot: tuple[str, str]) -> bool:
        """Whether Slack sends an action at once: for a modal field only if its block dispatches."""
        block = next((each for each in self.blocks if each.get("block_id") == spot[0]), {})
        return block.get("type") != "input" or bool(block.get("dispatch_action"))

    def menu(self, label: str, name: str | None = None) -> tuple[tuple[str, str], str]:
        """The ids of the menu with this option label or value, and the value; `name` is an action id."""
        for block_id, element in elements.elements(self.blocks):
            if name is not None and element["action_id"] != name:
                continue
            for option in elements.options(element):
                if label in {option["text"]["text"], option["value"]}:
                    return (block_id, element["action_id"]), option["value"]
        raise AssertionError(f"nothing called {label!r} to pick; there are {self.choices}")


@dataclass(frozen=True)
class Seen(Shown):
    """A message of the app on a member's screen; `channel` is `#name`, or `DM`."""

    message: PostedMessage
    channel: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", self.message)
        object.__setattr__(self, "key", self.message.ts)
        object.__setattr__(self, "blocks", list(self.message.blocks))

    @property
    def text(self) -> str:
        """The fallback text: what notifications and screen readers get."""
        return self.message.text

    @property
    def files(self) -> tuple[UploadedFile, ...]:
        """The attached files: their `name`, `title` and `content` (or `text`)."""
        return self.message.files

    @property
    def private(self) -> bool:
        """Whether it is visible to this member only."""
        return self.message.visible_to is not None

    @property
    def thread(self) -> str | None:
        """The timestamp of the parent message of its thread."""
        return self.message.thread_ts

    @property
    def edited(self) -> bool:
        """Whether it has been edited."""
        return self.message.edited


@dataclass(frozen=True)
class SeenView(Shown):
    """A modal or Home tab on a member's screen."""

    view: View

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", self.view)
        object.__setattr__(self, "key", self.view.id)
        object.__setattr__(self, "blocks", list(self.view.sent["blocks"]))

    @property
    def title(self) -> str:
        """The title of the modal."""
        return str(self.view.sent["title"]["text"])

    @property
    def errors(self) -> Mapping[str, str]:
        """The errors shown next to inputs, by block id."""
        return self.view.errors

    def field(self, label: str) -> tuple[str, str]:
        """The ids of the input with this label. Raises AssertionError if there is none."""
        inputs = [block for block in self.blocks if block["type"] == "input"]
        for block in inputs:
            if block["label"]["text"] == label:
                return block["block_id"], block["element"]["action_id"]
        raise AssertionError(f"no field {label!r}; there are {[block['label']['text'] for block in inputs]}")
