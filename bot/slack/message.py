"""A message as Slack takes it: checked when it is made, so that one which exists can be sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.limits import check_block, limit_error

MAX_MESSAGE_TEXT = 40_000
MAX_BLOCKS = 50
INTERACTIVE_BLOCKS = frozenset(("actions", "context_actions"))
"""Blocks in which several things can be pressed."""


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is the whole answer in mrkdwn, for notifications and screen readers; `blocks` is how it looks.

    `is_private` says that only the person who asked may see it, because it tells of more than their channel knows.

    Making one raises MessageError, naming the place, where Slack would refuse it or cut it short.
    """

    text: str
    blocks: Sequence[dict[str, Any]] = ()
    is_private: bool = False

    def __post_init__(self) -> None:
        """Check every limit of one block alone, then those over all blocks."""
        if not 0 < len(self.text) <= MAX_MESSAGE_TEXT or self.text.isspace():
            raise limit_error("text", f"1 to {MAX_MESSAGE_TEXT} characters, not {len(self.text)}")
        if len(self.blocks) > MAX_BLOCKS:
            raise limit_error("blocks", f"at most {MAX_BLOCKS} blocks, not {len(self.blocks)}")
        for place, block in enumerate(self.blocks):
            check_block(block, f"blocks[{place}]")
        if (tables := [block["type"] for block in self.blocks].count("table")) > 1:
            raise limit_error("blocks", f"one table, not {tables}")
        _check_unique("block_id", [block["block_id"] for block in self.blocks if "block_id" in block])
        for block in self.blocks:
            if block["type"] in INTERACTIVE_BLOCKS:
                _check_unique("action_id", [each["action_id"] for each in block["elements"] if "action_id" in each])
        object.__setattr__(self, "blocks", tuple(self.blocks))

    def as_private(self) -> "Message":
        """The same message, for the person who asked alone."""
        return replace(self, is_private=True)


def _check_unique(key: str, ids: list[str]) -> None:
    """Within one block actions must differ; the same one may stand in several blocks."""
    if len(set(ids)) < len(ids):
        [(twice, _)] = Counter(ids).most_common(1)
        raise limit_error("blocks", f"{key} {twice!r} stands more than once")
