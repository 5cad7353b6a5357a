"""Emoji that stand for a verb: `✅ 9`, `1, 2 ✔️`."""

import re

_DONE = (
    "\u2705 \u2714 \u2611 \U0001f7e2 :white_check_mark: :heavy_check_mark: :ballot_box_with_check: :large_green_circle:"
)
_BLOCKED = "\U0001f6ab \u26d4 \U0001f534 \U0001f6d1 :no_entry: :no_entry_sign: :red_circle: :octagonal_sign:"
_SNOOZED = "\U0001f634 \U0001f4a4 :sleeping: :zzz:"
_VERBS = {
    **dict.fromkeys(_DONE.split(), "done"),
    **dict.fromkeys(_BLOCKED.split(), "block"),
    **dict.fromkeys(_SNOOZED.split(), "snooze"),
}
_QUESTION = re.compile("[\u2753\u2754]|:(?:grey_)?question:")
_EMOJI = "|".join(map(re.escape, _VERBS))
_BEFORE_NUMBER = re.compile(rf"(?P<start>^|[\n;,/])(?P<gap>[^\S\n]*)(?P<emoji>{_EMOJI})\ufe0f?\s*(?=#?\d)")
_AFTER_NUMBERS = re.compile(rf"(?P<numbers>(?:^|[\n;/])[\s\d,&#-]*\d)\s*(?P<emoji>{_EMOJI})\ufe0f?")


def spell_out_emoji(text: str) -> str:
    """The text with the verb in place of an emoji that comes right before the numbers of items, or right after them.

    An emoji of a question mark becomes one.

    >>> spell_out_emoji("\u2705 9"), spell_out_emoji("done 3 \u2705")
    ('done 9', 'done 3 \u2705')
    """
    text = _QUESTION.sub("?", text)
    text = _BEFORE_NUMBER.sub(lambda found: f"{found['start']}{found['gap']}{_VERBS[found['emoji']]} ", text)
    return _AFTER_NUMBERS.sub(lambda found: f"{found['numbers']} {_VERBS[found['emoji']]}", text)
