"""A message that is checked against Slack's limits when it is made, so that every existing message can be sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.limits import check_block, limit_error

MAX_MESSAGE_TEXT = 40_000
"""Slack cuts longer texts: https://docs.slack.dev/reference/methods/chat.postMessage."""
MAX_BLOCKS = 50
"""Slack refuses more blocks: https://docs.slack.dev/reference/block-kit/blocks."""
INTERACTIVE_BLOCKS = frozenset(("actions", "context_actions"))
"""The blocks that can have several interactive elements."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack.

    - `text`: the whole message in mrkdwn, for notifications and screen readers.
    - `blocks`: what is displayed.
    - `is_private`: only the person who asked may see it, because it shows more than their channel knows.

    Raises MessageError with the path of the fault if Slack would refuse the message or cut it.
    """

    text: str
    blocks: Sequence[dict[str, Any]] = ()
    is_private: bool = False

    def __post_init__(self) -> None:
        """Check the limits of each block, then those over all blocks."""
        if not 0 < len(self.text) <= MAX_MESSAGE_TEXT or self.text.isspace():
            raise limit_error("text", f"1 to {MAX_MESSAGE_TEXT} characters, not {len(self.text)}")
        if len(self.blocks) > MAX_BLOCKS:
            raise limit_error("blocks", f"at most {MAX_BLOCKS} blocks, not {len(self.blocks)}")
        for index, block in enumerate(self.blocks):
            check_block(block, f"blocks[{index}]")
        if (tables := [block["type"] for block in self.blocks].count("table")) > 1:
            raise limit_error("blocks", f"one table, not {tables}")
        _check_unique("block_id", [block["block_id"] for block in self.blocks if "block_id" in block])
        for block in self.blocks:
            if block["type"] in INTERACTIVE_BLOCKS:
                _check_unique("action_id", [each["action_id"] for each in block["elements"] if "action_id" in each])
        # A tuple, so that the blocks cannot be changed after they were checked.
        object.__setattr__(self, "blocks", tuple(self.blocks))

    def as_private(self) -> "Message":
        """The same message, for the person who asked alone."""
        return replace(self, is_private=True)


def _check_unique(key: str, ids: list[str]) -> None:
    """Raise MessageError if an id occurs twice. Action ids must be unique within a block, not across blocks."""
    if len(set(ids)) < len(ids):
        [(repeated, _)] = Counter(ids).most_common(1)
        raise limit_error("blocks", f"{key} {repeated!r} occurs more than once")
