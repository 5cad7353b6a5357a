"""The feedback buttons under an answer. The value of each says what is voted on, so they need no stored state."""

from typing import NamedTuple

from bot.slack.blocks import MAX_BUTTON, Block, Element, plain_text
from bot.understanding.intents import Intent, encode

VOTE_ACTION = "vote"
HELPFUL, UNHELPFUL = "helpful", "unhelpful"
_SEPARATOR = "="


class VoteButton(NamedTuple):
    """What a feedback button says: whether the answer helped, and the encoded question that it answers."""

    is_helpful: bool
    answer: str


def vote_buttons(intent: Intent) -> Block:
    """Return Slack's two feedback buttons for the answer to a question, or for the lack of one."""
    line = encode(intent)
    element = {
        "type": "feedback_buttons",
        "action_id": VOTE_ACTION,
        "positive_button": _button("Helpful", "Helpful: this answer helps", HELPFUL, line),
        "negative_button": _button("Unhelpful", "Unhelpful: something is wrong with this answer", UNHELPFUL, line),
    }
    return {"type": "context_actions", "elements": [element]}


def read_vote_button(value: str) -> VoteButton:
    """Return what the value of a button says. Raises ValueError if it isn't one of `vote_buttons`."""
    vote, separator, answer = value.partition(_SEPARATOR)
    if not separator or vote not in (HELPFUL, UNHELPFUL):
        message = f"not a vote: {vote}"
        raise ValueError(message)
    return VoteButton(vote == HELPFUL, answer)


def _button(text: str, description: str, vote: str, line: str) -> Element:
    return {
        "text": plain_text(text, MAX_BUTTON),
        "value": f"{vote}{_SEPARATOR}{line}",
        "accessibility_label": description,
    }
