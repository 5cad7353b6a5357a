"""How to work a search."""

from bot.slack.blocks import header, section
from bot.slack.message import Message
from bot.understanding.order import Order

OPENING = "A leadership hire, step by step, in the channel. After `/hiring`:"
BEGIN = (
    "`start cro` opens a search in this channel with every step of an executive hire, dated",
    "`start cro Head of revenue, EMEA by 2027-03-31` with a name and the first day you aim at",
    "`decide cmo cro` weighs which of two roles to hire and keeps the decision; `decisions` shows them",
)
LOOK = (
    "`status` the card · `next` what can be done now · `item 3` one item in full",
    "`items` what is left, or `items mine`, `overdue`, `all`, `done`, or a phase: `items offer`",
    "`items @somebody` or `items nobody` what one person has to do, or what nobody has",
    "`searches` every search you have a part in · `history` or `history 3` who did what, when and why",
)
WORK = (
    "`done 3` or `done 3 4 7-9`, with a note or link: `done 3 https://...` · `reopen 3` · `undo` your last change",
    "`assign 3 @somebody by friday`, `me` or `nobody` · `due 3 friday`, `2026-12-01` or `+2w` · `snooze 3 monday`",
    "`start-item 3` · `block 3 no budget yet` · `unblock 3` · `skip 3 not needed here` · `note 3 your words`",
    "`override 3 the board insists` closes what is held up; only the owner of the search may",
    '`add "Meet the founders" assess by friday` one more item, in a phase, with a day',
)
SEARCH = (
    "`rename New name` · `owner @somebody` · `weekly off` no summary on Mondays · `export csv` or `md`, for you",
    "`target 2027-04-30` moves the first day, and with it every day that was laid out from it",
    "`close hired` or `close cancelled reason` · `reopen-search`",
)
PARTS = (("Begin", BEGIN), ("Look", LOOK), ("Work", WORK), ("The search itself", SEARCH))
SEVERAL = "With several searches in a channel, name one by its short name: `/hiring done cro 3`, `/hiring status cmo`."


def help_message(_: Order) -> Message:
    """Every command with an example."""
    parts = ["\n".join((f"*{title}*", *lines)) for title, lines in PARTS]
    said = (OPENING, *parts, SEVERAL)
    return Message("\n".join(said), [header("Working a search"), *map(section, said)])
