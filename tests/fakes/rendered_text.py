"""Messages and forms as plain text, the way a person reads them on the screen."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from bot.playground.workspace import Workspace
from fakes.seen import words

INVISIBLE = dict.fromkeys(map(ord, "\u2060\u200b\u200e\u200f"))
INITIAL = ("initial_option", "initial_value", "initial_date", "initial_user", "initial_users")
MAX_OPTIONS = 6
"""Options of a menu that are listed; of a longer one, only their number is given."""

Block = Mapping[str, Any]


def render_blocks(blocks: Iterable[Block], workspace: Workspace) -> list[str]:
    """The lines of these blocks: headings after `#`, small print in brackets, buttons and menus in square brackets."""
    lines = [line for block in blocks for text in _block_lines(block) for line in text.split("\n")]
    return [readable(line, workspace) for line in lines]


def readable(text: str, workspace: Workspace) -> str:
    """Slack's markup with the names of people and channels, the labels of links, and dates as words."""
    text = text.translate(INVISIBLE)
    text = re.sub(r"<@(\w+)(?:\|[^>]*)?>", lambda found: f"@{workspace.users[found[1]].name}", text)
    text = re.sub(r"<#(\w+)(?:\|[^>]*)?>", lambda found: f"#{workspace.channels[found[1]].name}", text)
    text = re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<(https?://[^|>]+)\|([^>]*)>", r"\2", text)
    return unescape(re.sub(r"<(https?://[^|>]+)>", r"\1", text))


def _block_lines(block: Block) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield f"# {block['text']['text']}"
        case "context":
            yield f"({' '.join(words(block['elements']))})"
        case "actions":
            yield " ".join(map(_control, block["elements"]))
        case "input":
            yield _field(block)
        case "section":
            yield from words([block.get("text"), *block.get("fields", ())])
            yield from map(_control, [block["accessory"]] if "accessory" in block else ())
        case "divider":
            yield "---"
        case _:
            yield from words([block])


def _control(element: Block) -> str:
    """`[Mark done]`, or a menu with its options: `[Remind me later: Until tomorrow | For a week]`."""
    if element["type"] == "button":
        return f"[{element['text']['text']}]"
    label = element.get("placeholder", {}).get("text", "…")
    names = list(_options(element))
    shown = f"{len(names)} choices" if len(names) > MAX_OPTIONS else " | ".join(names)
    return f"[{label}: {shown}]" if names else f"[{label}]"


def _field(block: Block) -> str:
    """The label of a field with what it contains: `Notice period of candidates: [3 months]`."""
    element = block["element"]
    initial = next((element[key] for key in INITIAL if element.get(key)), "")
    value = initial["text"]["text"] if isinstance(initial, Mapping) else _people(initial)
    hint = f" ({block['hint']['text']})" if "hint" in block else ""
    return f"{block['label']['text']}: [{value}]{hint}"


def _people(initial: str | Sequence[str]) -> str:
    """What a field contains; ids of people as mentions."""
    several = [initial] if isinstance(initial, str) else initial
    return " ".join(f"<@{each}>" if each.startswith("U0") else each for each in several)


def _options(element: Block) -> Iterator[str]:
    groups = element.get("option_groups") or [element]
    yield from (option["text"]["text"] for group in groups for option in group.get("options", ()))
