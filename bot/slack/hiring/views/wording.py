"""Wording shared by all views: names, dates and states, with everything that people typed made safe for Slack."""

from datetime import date
from itertools import groupby

from bot.hiring.models import Item, Search
from bot.hiring.progress import Progress
from bot.slack.text import escape, link, neutralise, safe_mrkdwn, truncate

MAX_TITLE = 120
MAX_TEXT = 300
MAX_URL = 300
"""Longer URLs are shown as text."""
MAX_LINKS = 3
"""URLs in one text that become links; more are shown as text."""
BAR_LENGTH = 10
MARKS = {"open": "☐", "started": "◐", "blocked": "⊘", "done": "☑", "skipped": "⊖"}
STATE_LABELS = {
    "open": "to do",
    "started": "under way",
    "blocked": "blocked",
    "done": "done",
    "skipped": "does not apply",
}
OUTCOME_LABELS = {"open": "under way", "hired": "hired", "cancelled": "cancelled"}


def title_of(item: Item, limit: int = MAX_TITLE) -> str:
    """The title in mrkdwn. A title that a person typed is neutralised; one from the template is only escaped."""
    return escape(truncate(item.title, limit)) if item.key else safe_mrkdwn(item.title, limit)


def plain_title(item: Item, limit: int = MAX_TITLE) -> str:
    """The title for a place without markup."""
    return truncate(item.title, limit) if item.key else neutralise(item.title, limit)


def numbered(item: Item, limit: int = MAX_TITLE) -> str:
    """Number and title, in bold."""
    return f"*{item.number}. {title_of(item, limit)}*"


def name_of(search: Search, limit: int = MAX_TITLE) -> str:
    """The name of the search, in mrkdwn."""
    return safe_mrkdwn(search.name, limit)


def plain_name(search: Search) -> str:
    """The name of the search, for a place without markup."""
    return neutralise(search.name, MAX_TITLE)


def format_user_text(text: str) -> str:
    """A text that a person wrote, in mrkdwn: URLs as links, everything else neutralised, truncated to `MAX_TEXT`."""
    parts: list[str] = []
    room, links = MAX_TEXT, MAX_LINKS
    for is_url, words in groupby(text.split(), _is_url):
        for piece in words if is_url else (" ".join(words),):
            is_link = is_url and links > 0
            parts.append(_linked(piece) if is_link else safe_mrkdwn(piece, max(room, 1)))
            room, links = room - len(piece), links - is_link
        if room <= 0:
            break
    return " ".join(parts)


def _linked(word: str) -> str:
    """The URL as a link, without the punctuation after it."""
    url = word.rstrip(".,;:!?)")
    return link(url, truncate(url, 60)) + safe_mrkdwn(word[len(url) :])


def _is_url(word: str) -> bool:
    return word.startswith(("https://", "http://")) and len(word) <= MAX_URL and word.isprintable()


def mention(user: str) -> str:
    """A mention of the person; `nobody` for an empty id."""
    return f"<@{user}>" if user else "nobody"


def progress_bar(progress: Progress) -> str:
    """`█████░░░░░ 12 of 46 done`."""
    full = round(progress.share * BAR_LENGTH) if progress.total else 0
    if progress.done < progress.total:
        full = min(full, BAR_LENGTH - 1)
    return f"{'█' * full}{'░' * (BAR_LENGTH - full)} {progress.done} of {progress.total} done"


def long_day(day: date) -> str:
    """`Friday 27 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date, today: date) -> str:
    """`Fri 27 Nov`, with the year unless it is this year."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def due_in_words(item: Item, today: date) -> str:
    """When it is due, seen from today: `due Fri 27 Nov`, `due today`, `3 days late`; empty without a due date."""
    if item.due is None or item.is_closed:
        return ""
    late = (today - item.due).days
    if late > 0:
        return f"{late} {'day' if late == 1 else 'days'} late"
    return {0: "due today", -1: "due tomorrow"}.get(late, f"due {short_day(item.due, today)}")


def item_line(item: Item, today: date) -> str:
    """An item in one line: mark, number, title, person, due date, and its state if there is more to say."""
    parts = [f"{MARKS[item.state]} {numbered(item)}", _person(item), due_in_words(item, today), _state_note(item)]
    return " · ".join(part for part in parts if part)


def item_text(item: Item, today: date) -> str:
    """The same line without bold, for the text of a message."""
    return item_line(item, today).replace("*", "")


def state_phrase(item: Item) -> str:
    """The state of the item, as the end of a sentence about it: `is under way`."""
    return "is marked as not applicable" if item.state == "skipped" else f"is {STATE_LABELS[item.state]}"


def _person(item: Item) -> str:
    """Who has the item; if nobody has, who usually does it."""
    if item.assignee:
        return mention(item.assignee)
    return "" if item.is_closed or not item.usual_owner else f"usually {escape(item.usual_owner)}"


def _state_note(item: Item) -> str:
    if item.state in ("blocked", "skipped") and item.reason:
        return f"{STATE_LABELS[item.state]}: {safe_mrkdwn(item.reason, 140)}"
    return STATE_LABELS[item.state] if item.state in ("started", "blocked", "skipped") else ""
