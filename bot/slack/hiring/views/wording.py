"""Wording shared by all views: names, dates, states, and the templates of the verb catalogue.

Everything that people typed is made safe for Slack.
"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby

from bot.commands.verb import Verb
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
    "started": "in progress",
    "blocked": "blocked",
    "done": "done",
    "skipped": "not applicable",
}
OUTCOME_LABELS = {
    "open": "open",
    "paused": "paused",
    "onboarding": "hired, with onboarding under way",
    "hired": "hired",
    "cancelled": "cancelled",
}
"""State of a search to its name."""
GUEST_ACCESS = {
    "own": "see and work on their own items only",
    "read": "see the whole search",
    "change": "see and change the whole search",
}
"""What guests may do to its wording."""
UNASSIGNED = "unassigned"


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


def described_state(item: Item) -> str:
    """The state of the item, as it follows `is` or `is already`."""
    return {"open": "open", "skipped": f"marked {STATE_LABELS['skipped']}"}.get(item.state, STATE_LABELS[item.state])


def mention(user: str) -> str:
    """A mention of the person; `unassigned` for an empty id."""
    return f"<@{user}>" if user else UNASSIGNED


def assigned_to(user: str) -> str:
    """`assigned to` the person; `unassigned` for an empty id."""
    return f"assigned to {mention(user)}" if user else UNASSIGNED


def progress_bar(progress: Progress) -> str:
    """`█████░░░░░ 12 of 46 done`."""
    full = round(progress.share * BAR_LENGTH) if progress.total else 0
    # Rounding must not show a full bar while something is left to do.
    if progress.done < progress.total:
        full = min(full, BAR_LENGTH - 1)
    return f"{'█' * full}{'░' * (BAR_LENGTH - full)} {progress.done} of {progress.total} done"


def long_day(day: date) -> str:
    """`Friday 27 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def start_date_label(search: Search) -> str:
    """The label of the first day: a person chose it, or it follows from the usual pace."""
    return "Target start date" if search.targeted else "Estimated start date"


def days_away(count: int) -> str:
    """`1 day away`, `213 days away`."""
    return f"{count} {'day' if count == 1 else 'days'} away"


def short_day(day: date, today: date) -> str:
    """`Fri 27 Nov`, with the year unless it is this year."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def due_in_words(item: Item, today: date) -> str:
    """When it is due, seen from today: `due Fri 27 Nov`, `due today`, `3 days overdue`; empty without a due date."""
    if item.due is None or item.is_closed:
        return ""
    late = (today - item.due).days
    if late > 0:
        return f"{late} {'day' if late == 1 else 'days'} overdue"
    return {0: "due today", -1: "due tomorrow"}.get(late, f"due {short_day(item.due, today)}")


def item_line(item: Item, today: date) -> str:
    """An item in one line: mark, number, title, person, due date, and its state if there is more to say."""
    parts = [f"{MARKS[item.state]} {numbered(item)}", _person(item), due_in_words(item, today), _state_note(item)]
    return " · ".join(part for part in parts if part)


def item_text(item: Item, today: date) -> str:
    """The same line without bold, for the text of a message."""
    return item_line(item, today).replace("*", "")


def _person(item: Item) -> str:
    """The owner of the item; if it is unassigned, its typical owner."""
    if item.assignee:
        return mention(item.assignee)
    return "" if item.is_closed or not item.usual_owner else f"usually {escape(item.usual_owner)}"


def _state_note(item: Item) -> str:
    if item.state in ("blocked", "skipped") and item.reason:
        return f"{STATE_LABELS[item.state]}: {safe_mrkdwn(item.reason, 140)}"
    return STATE_LABELS[item.state] if item.state in ("started", "blocked", "skipped") else ""


def fill_item_template(template: str, item: Item, today: date, search: Search | None = None, user: str = "") -> str:
    """The template with `{item}`, `{person}`, `{due}` ... replaced, in mrkdwn. Raises KeyError for an unknown name.

    `user` is the person whose snooze is meant.
    """
    return template.format_map(_ItemValues(item, today, search, user))


def fill_search_template(template: str, search: Search, why: str = "") -> str:
    """The template with `{name}`, `{short}`, `{owner}` ... replaced, in mrkdwn. Raises KeyError for an unknown name.

    `why` is the reason of the change, or what it is about.
    """
    return template.format_map(_SearchValues(search, why))


class _ItemValues(dict[str, str]):
    """The values of an item, each formatted only when a template asks for it."""

    def __init__(self, item: Item, today: date, search: Search | None, user: str) -> None:
        super().__init__()
        self._item, self._today, self._search, self._user = item, today, search, user

    def __missing__(self, name: str) -> str:
        if name == "snoozed":
            until = self._item.snoozed_until(self._user)
            return long_day(until) if until else ""
        return _ITEM_VALUES[name](self._item, self._today, self._search)


class _SearchValues(dict[str, str]):
    def __init__(self, search: Search, why: str) -> None:
        super().__init__(why=format_user_text(why))
        self._search = search

    def __missing__(self, name: str) -> str:
        return _SEARCH_VALUES[name](self._search)


def _due_clause(item: Item, today: date, _: Search | None) -> str:
    """`, due Fri 27 Nov`, or empty."""
    due = due_in_words(item, today)
    return f", {due}" if due else ""


def _due_or_hint(item: Item, today: date, _: Search | None) -> str:
    return due_in_words(item, today) or f"no due date yet: `/hiring due {item.number} friday` sets one"


def _phase(item: Item, _: date, search: Search | None) -> str:
    phases = dict(search.phases) if search else {}
    return escape(phases.get(item.phase, item.phase))


def set_value(verb: Verb, item: Item, user: str) -> object:
    """The value of the field that the verb sets; of a snooze that of this person."""
    return item.snoozed_until(user) if verb.sets == "snoozes" else getattr(item, verb.sets)


def end_sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own (which invisible characters may follow)."""
    return text if text.rstrip("\u2060\u200b").endswith((".", "?", "!", "…", ":")) else f"{text}."


_ITEM_VALUES: Mapping[str, Callable[[Item, date, Search | None], str]] = {
    "item": lambda item, _, __: numbered(item),
    "person": lambda item, _, __: mention(item.assignee),
    "due": _due_clause,
    "due_or_hint": _due_or_hint,
    "day": lambda item, _, __: long_day(item.due) if item.due else "",
    "reason": lambda item, _, __: end_sentence(format_user_text(item.reason)),
    "note": lambda item, _, __: end_sentence(format_user_text(item.note)),
    "evidence": lambda item, _, __: end_sentence(f": {format_user_text(item.evidence)}" if item.evidence else ""),
    "evidence_text": lambda item, _, __: end_sentence(format_user_text(item.evidence)),
    "phase": _phase,
}
_SEARCH_VALUES: Mapping[str, Callable[[Search], str]] = {
    "name": name_of,
    "short": lambda search: escape(search.short),
    "owner": lambda search: mention(search.owner),
    "day": lambda search: long_day(search.starts_on),
    "outcome": lambda search: OUTCOME_LABELS[search.state],
    "guest_access": lambda search: GUEST_ACCESS[search.guest_access],
    "on_or_off": lambda search: "on" if search.weekly else "off",
}
