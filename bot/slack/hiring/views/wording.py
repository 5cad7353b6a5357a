"""How searches and items are spoken of: names, days, states. Everything a person typed is made safe here."""

from datetime import date
from itertools import groupby

from bot.dates.problems import DateProblem
from bot.dates.reader import read_date
from bot.errors import RolecallError
from bot.hiring.models import Item, Search
from bot.hiring.progress import Progress
from bot.slack.text import escape, link, neutralise, safe_mrkdwn, truncate

TITLE = 120
NOTE = 300
ADDRESS = 300
MOST_LINKS = 3
"""Of web addresses in a text, so many are links, if they are no longer than that."""
BAR = 10
MARKS = {"open": "☐", "started": "◐", "blocked": "⊘", "done": "☑", "skipped": "⊖"}
STATE_LABELS = {
    "open": "to do",
    "started": "under way",
    "blocked": "blocked",
    "done": "done",
    "skipped": "does not apply",
}
OUTCOME_LABELS = {"open": "under way", "hired": "hired", "cancelled": "cancelled"}


def title_of(item: Item, limit: int = TITLE) -> str:
    """The title in mrkdwn: what somebody typed is neutralised, what the template says is only escaped."""
    return escape(truncate(item.title, limit)) if item.key else safe_mrkdwn(item.title, limit)


def plain_title(item: Item, limit: int = TITLE) -> str:
    """The title for a place without markup."""
    return truncate(item.title, limit) if item.key else neutralise(item.title, limit)


def numbered(item: Item, limit: int = TITLE) -> str:
    """Number and title, in bold."""
    return f"*{item.number}. {title_of(item, limit)}*"


def name_of(search: Search, limit: int = TITLE) -> str:
    """What the search is called, in mrkdwn."""
    return safe_mrkdwn(search.name, limit)


def plain_name(search: Search) -> str:
    """What the search is called, for a place without markup."""
    return neutralise(search.name, TITLE)


def format_user_text(text: str) -> str:
    """What somebody wrote, as it may stand in a message: web addresses as links, anything else neutralised."""
    parts: list[str] = []
    room, links = NOTE, MOST_LINKS
    for address, words in groupby(text.split(), _is_address):
        for piece in words if address else (" ".join(words),):
            is_link = address and links > 0
            parts.append(_linked(piece) if is_link else safe_mrkdwn(piece, max(room, 1)))
            room, links = room - len(piece), links - is_link
        if room <= 0:
            break
    return " ".join(parts)


def _linked(word: str) -> str:
    """The address as a link, without the comma or the like behind it."""
    address = word.rstrip(".,;:!?)")
    return link(address, truncate(address, 60)) + safe_mrkdwn(word[len(address) :])


def _is_address(word: str) -> bool:
    return word.startswith(("https://", "http://")) and len(word) <= ADDRESS and word.isprintable()


def mention(user: str) -> str:
    """A person, named; nobody for an empty id."""
    return f"<@{user}>" if user else "nobody"


def progress_bar(progress: Progress) -> str:
    """`█████░░░░░ 12 of 46 done`."""
    full = round(progress.share * BAR) if progress.total else 0
    if progress.done < progress.total:
        full = min(full, BAR - 1)
    return f"{'█' * full}{'░' * (BAR - full)} {progress.done} of {progress.total} done"


def long_day(day: date) -> str:
    """`Friday 27 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date, today: date) -> str:
    """`Fri 27 Nov`, with the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def due_in_words(item: Item, today: date) -> str:
    """When it is due, seen from today: `due Fri 27 Nov`, `due today`, `3 days late`; empty where it has no day."""
    if item.due is None or item.is_closed:
        return ""
    late = (today - item.due).days
    if late > 0:
        return f"{late} {'day' if late == 1 else 'days'} late"
    return {0: "due today", -1: "due tomorrow"}.get(late, f"due {short_day(item.due, today)}")


def item_line(item: Item, today: date) -> str:
    """An item in one line: mark, number, title, whose it is, when it is due, and what became of it."""
    parts = [f"{MARKS[item.state]} {numbered(item)}", _whose(item), due_in_words(item, today), _outcome_text(item)]
    return " · ".join(part for part in parts if part)


def item_text(item: Item, today: date) -> str:
    """The same without bold, for texts."""
    return item_line(item, today).replace("*", "")


def state_phrase(item: Item) -> str:
    """How it stands, as the end of a sentence about it: `is under way`."""
    return "is marked as not applicable" if item.state == "skipped" else f"is {STATE_LABELS[item.state]}"


def _whose(item: Item) -> str:
    if item.assignee:
        return mention(item.assignee)
    return "" if item.is_closed or not item.usual_owner else f"usually {escape(item.usual_owner)}"


def _outcome_text(item: Item) -> str:
    if item.state in ("blocked", "skipped") and item.reason:
        return f"{STATE_LABELS[item.state]}: {safe_mrkdwn(item.reason, 140)}"
    return STATE_LABELS[item.state] if item.state in ("started", "blocked", "skipped") else ""


def parse_day(words: str, today: date) -> date:
    """The day that the words mean to somebody for whom it is `today`.

    Raises RolecallError with what to type instead where they mean none.
    """
    found = read_date(words, today)
    if isinstance(found, DateProblem):
        raise RolecallError(found.message)
    return found


def validate_day(day: date, today: date) -> date:
    """The same day, chosen in a form by somebody for whom it is `today`. Raises RolecallError as for one typed."""
    found = read_date(day.isoformat(), today)
    if not isinstance(found, DateProblem):
        return found
    if found.kind == "far":
        raise RolecallError("That day is more than five years away.", "Choose an earlier one.")
    raise RolecallError("That day has passed.", "Choose a later one.")
