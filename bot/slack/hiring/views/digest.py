"""The daily digest, which a person gets in the direct conversation with the app."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.hiring.models import Item, Search
from bot.hiring.reminders import Digest, Reminder
from bot.hiring.scoring_reminders import UnscoredFinalists
from bot.slack.blocks import Block, Element, actions, button, context, header, option, section, static_select
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.legal_notes import NO_CAUTIONS, Cautions, short_notes
from bot.slack.hiring.views.wording import due_in_words, name_of, numbered, title_of
from bot.slack.message import Message
from bot.slack.text import fit_lines

NOW = ("late", "today", "asked")
"""The reasons for which an item needs a person today; the others are ahead."""
MAX_SCORECARDS = 5
"""Searches whose missing scorecards are listed; those of the others are counted."""
CautionsFor = Callable[[Search], Cautions]
"""Takes a search, returns the cautions that may be shown with its items."""
SNOOZES = (("Until tomorrow", "tomorrow"), ("For three days", "+3d"), ("For a week", "+1w"))
"""Label of the menu entry, and the date as people type it."""


def digest_message(digest: Digest, cautions: CautionsFor = lambda _: NO_CAUTIONS) -> Message:
    """The whole digest: search by search, each item with why it is listed, buttons, and the legal cautions on it."""
    omitted = omitted_text(digest)
    blocks = [
        header(_heading(digest)),
        *_item_blocks(digest, cautions),
        *(block for each in digest.scorecards[:MAX_SCORECARDS] for block in unscored_blocks(each)),
        *([context(omitted)] if omitted else []),
    ]
    return Message("\n".join(_text_lines(digest, cautions)), blocks)


def _heading(digest: Digest) -> str:
    """`2 hiring items need you today, 1 is coming up, 1 scorecard is missing`."""
    now = sum(each.why in NOW for each in digest.reminders)
    ahead = len(digest.reminders) - now
    # What is left out is less urgent than what is shown.
    now, ahead = (now, ahead + digest.omitted) if ahead else (now + digest.omitted, 0)
    cards = sum(len(each.letters) for each in digest.scorecards) + digest.unlisted_scorecards[0]
    parts = [f"{now} hiring {'item needs' if now == 1 else 'items need'} you today"] if now else []
    if ahead:
        noun = "" if now else " hiring item" if ahead == 1 else " hiring items"
        parts.append(f"{ahead}{noun} {'is' if ahead == 1 else 'are'} coming up")
    if cards:
        parts.append(f"{cards} {'scorecard is' if cards == 1 else 'scorecards are'} missing")
    return ", ".join(parts)


def _text_lines(digest: Digest, cautions: CautionsFor) -> Iterator[str]:
    yield _heading(digest)
    for search, reminders in digest.by_search:
        yield _search_heading(search).replace("*", "")
        for each in reminders:
            yield f"{each.item.number}. {title_of(each.item)}: {_reasons(each, digest.day)}"
            yield from _notes(each.item, search, cautions)
    yield from (unscored_text(each).replace("*", "") for each in digest.scorecards[:MAX_SCORECARDS])
    if omitted := omitted_text(digest):
        yield omitted


def _item_blocks(digest: Digest, cautions: CautionsFor) -> Iterator[Block]:
    for search, reminders in digest.by_search:
        yield section(_search_heading(search))
        for each in reminders:
            lines = (numbered(each.item), _reasons(each, digest.day), *_notes(each.item, search, cautions))
            yield section(fit_lines(lines, MAX_SECTION))
            yield actions(_controls(each))


def _notes(item: Item, search: Search, cautions: CautionsFor) -> Iterator[str]:
    # To find out which cautions may be shown can mean asking Slack, and most items have none.
    yield from short_notes(item, search, cautions(search)) if item.cautions else ()


def unscored_text(unscored: UnscoredFinalists) -> str:
    """Which finalists of a search the interviewer hasn't scored, in mrkdwn."""
    letters = unscored.letters
    whom = f"finalist {letters[0]}" if len(letters) == 1 else f"finalists {', '.join(letters[:-1])} and {letters[-1]}"
    return f"*{name_of(unscored.search)}*: your scorecard for {whom} isn't in yet."


def unscored_blocks(unscored: UnscoredFinalists) -> Iterator[Block]:
    """The same, with a button for each scorecard."""
    yield section(unscored_text(unscored))
    key = unscored.search.id
    yield actions(
        [button(f"Score {letter}", f"search:score:{letter}", f"{key}:0:{letter}") for letter in unscored.letters]
    )


def _search_heading(search: Search) -> str:
    return f"*{name_of(search)}* in <#{search.channel}>"


def _reasons(reminder: Reminder, today: date) -> str:
    """Why the item is in the digest: `2 days overdue · unassigned; you own the search`."""
    item = reminder.item
    parts = [
        due_in_words(item, today),
        {"unblocked": "now unblocked", "asked": "you asked to be reminded"}.get(reminder.why, ""),
        "" if reminder.is_assigned or reminder.why == "asked" else _ownership_note(reminder),
    ]
    return " · ".join(part for part in parts if part)


def _ownership_note(reminder: Reminder) -> str:
    """Why the owner of the search sees an item that isn't theirs."""
    assignee = reminder.item.assignee
    if not assignee:
        return "unassigned; you own the search"
    return f"owned by <@{assignee}>, who has left" if reminder.has_left else f"<@{assignee}> has it; you own the search"


def _controls(reminder: Reminder) -> list[Element]:
    """Buttons: Mark done; a menu to snooze; Open."""
    key = f"{reminder.search.id}:{reminder.item.number}"
    days = [option(label, f"{key}:{when}") for label, when in SNOOZES]
    return [
        button("Mark done", "item:done", key),
        static_select("item:snooze", "Remind me later", [("", days)]),
        button("Open", "item:open", key),
    ]


def omitted_text(digest: Digest) -> str:
    """What the digest only counts; empty if it shows everything."""
    # Beyond a limit, searches are not looked into, so their items can't be counted.
    parts = [f"{digest.omitted} more that you can work on"] if digest.omitted else []
    if digest.waiting:
        parts.append(
            f"{digest.waiting} that {'is' if digest.waiting == 1 else 'are'} blocked or waiting for other items"
        )
    if digest.unchecked_searches:
        parts.append(f"anything due in {digest.unchecked_searches} other searches")
    *first, last = parts or [""]
    listed = f"{', '.join(first)}, and {last}" if first else last
    items = f"Plus {listed}. Type `/hiring items` in the channel of the search." if parts else ""
    cards, searches = count_unlisted(digest.scorecards)
    more_cards, more_searches = digest.unlisted_scorecards
    return " ".join(filter(None, (items, unlisted_text(cards + more_cards, searches + more_searches))))


def count_unlisted(scorecards: Sequence[UnscoredFinalists]) -> tuple[int, int]:
    """How many missing scorecards aren't listed, and in how many searches."""
    return sum(len(each.letters) for each in scorecards[MAX_SCORECARDS:]), len(scorecards[MAX_SCORECARDS:])


def unlisted_text(cards: int, searches: int) -> str:
    """How many missing scorecards aren't listed, and how to find them; empty if all are listed."""
    if not cards:
        return ""
    counted = f"{cards} more missing scorecard{'' if cards == 1 else 's'}"
    where = f"{searches} other search{'' if searches == 1 else 'es'}"
    return f"Plus {counted} in {where}. Type `/hiring scorecards` in the channel of the search."
