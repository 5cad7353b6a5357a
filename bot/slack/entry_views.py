"""How the review of an entry looks: the reminder for its owner, what it becomes, and the form to hand it over."""

from collections.abc import Sequence
from datetime import date

from bot.answers.wording import long_date, month_name, number_word
from bot.hiring.people import Person
from bot.insights.entry_records import TIME_TO_EDIT, next_review
from bot.knowledge.reviewed_entries import ReviewedEntry
from bot.slack.blocks import Block, actions, button, context, header, section
from bot.slack.message import Message
from bot.slack.modals import View, input_block, modal, person_input
from bot.slack.text import escape, truncate

RIGHT_ACTION = "entry:right"
EDIT_ACTION = "entry:edit"
HAND_OVER_ACTION = "entry:hand_over"
HAND_OVER_LISTED = "entry:hand_over:listed"
"""The button in the list of entries, which stays as it is if one of them is handed over."""
HAND_OVER_FORM = "entry:owner"
TITLE = "Is this still right?"
MAX_SHORT = 350
MAX_TITLE = 150
MAX_UNREACHABLE = 10
NOT_REACHED = "These owners get no reminders and no questions. Hand each entry over to a colleague."
HOW_TO_EDIT = (
    "Here's the entry, with `reviewed` set to this month. Download it as a file, correct anything out of date and save "
    "it to {}. If someone else runs Rolecall for you, send them the file."
)


def review_message(entry: ReviewedEntry, owner: Person) -> Message:
    """The reminder to review an entry, for its owner; or for the curators if the owner can't be reached."""
    gone = f"Its owner, <@{owner.user}>, {_why_unreachable(owner)}. Review it, or hand it over to a new owner."
    whose = "You own this entry." if owner.is_colleague else gone
    reviewed = f"It was last reviewed in {month_name(entry.reviewed)}. {whose}"
    lines = [
        f"*{_title(entry)}*",
        *([f"> {escape(truncate(entry.short, MAX_SHORT))}"] if entry.short else []),
        reviewed,
    ]
    blocks = [header(TITLE), section("\n".join(lines)), _buttons(entry), context(_place(entry))]
    return Message("\n".join((TITLE, *lines, _place(entry))), blocks)


def unreachable_message(found: Sequence[tuple[ReviewedEntry, Person]]) -> Message:
    """Tells the curators which entries have an owner who can't be reached, with a button to hand each of them over."""
    heading = "1 entry has" if len(found) == 1 else f"{len(found)} entries have"
    heading += " an owner who can't be reached"
    more = _say_not_listed(len(found) - MAX_UNREACHABLE) if found[MAX_UNREACHABLE:] else ""
    lines = [f"*{_title(entry)}*: <@{owner.user}> {_why_unreachable(owner)}." for entry, owner in found]
    blocks = [
        section(line, button("Hand over", HAND_OVER_LISTED, entry.key, spoken=f"Hand over: {entry.title}"))
        for line, (entry, _) in zip(lines[:MAX_UNREACHABLE], found, strict=False)
    ]
    footer = [text for text in (more, NOT_REACHED) if text]
    text = "\n".join((heading, *lines[:MAX_UNREACHABLE], *footer))
    return Message(text, [header(heading), *blocks, *map(context, footer)])


def right_message(entry: ReviewedEntry, user: str, today: date) -> Message:
    """What the reminder becomes once someone has said that the entry is still right."""
    again = month_name(f"{next_review(f'{today:%Y-%m}'):%Y-%m}")
    done = f"<@{user}> reviewed it on {long_date(today)}: it's still right. The next reminder comes in {again}."
    how = f'To show the new date on cards, set `reviewed: "{today:%Y-%m}"` in the file. {_place(entry)}'
    return _done_message(entry, done, how)


def editing_message(entry: ReviewedEntry, user: str, today: date) -> Message:
    """What the reminder becomes while someone edits the entry. Its buttons stay."""
    until = long_date(today + TIME_TO_EDIT)
    done = f"<@{user}> is editing it. I'll send another reminder on {until} unless it's been reviewed by then."
    message = _done_message(entry, done, _place(entry))
    return Message(message.text, [*message.blocks, _buttons(entry)])


def handed_over_message(entry: ReviewedEntry, user: str, to: str) -> Message:
    """What the reminder becomes once the entry has another owner."""
    return _done_message(entry, f"<@{user}> handed it over to <@{to}>, who now gets its reminders.", _place(entry))


def hand_over_form(entry: ReviewedEntry, metadata: str) -> View:
    """The form that asks for the new owner of an entry."""
    fields = [
        section(f"*{_title(entry)}*"),
        input_block(
            "owner", "New owner", person_input(), optional=False, hint="They get this entry's reminders from now on."
        ),
    ]
    return modal(HAND_OVER_FORM, "Hand over", fields, submit="Hand over", metadata=metadata)


def _buttons(entry: ReviewedEntry) -> Block:
    name = entry.title
    return actions(
        [
            button("Still right", RIGHT_ACTION, entry.key, "primary", spoken=f"Still right: {name}"),
            button("Edit", EDIT_ACTION, entry.key, spoken=f"Edit: {name}"),
            button("Hand over", HAND_OVER_ACTION, entry.key, spoken=f"Hand over: {name}"),
        ]
    )


def _say_not_listed(count: int) -> str:
    entries = "more entry has" if count == 1 else "more entries have"
    rest = "Hand these over first; the list comes again next Monday."
    return f"{number_word(count).capitalize()} {entries} such an owner. {rest}"


def _done_message(entry: ReviewedEntry, done: str, small: str) -> Message:
    lines = (f"*{_title(entry)}*", done)
    return Message("\n".join((*lines, small)), [section("\n".join(lines)), context(small)])


def _why_unreachable(owner: Person) -> str:
    if owner.deleted:
        return "has left"
    return "is a guest" if owner.kind == "guest" else "isn't a member of this workspace"


def _title(entry: ReviewedEntry) -> str:
    return escape(truncate(entry.title, MAX_TITLE))


def _place(entry: ReviewedEntry) -> str:
    return f"File: {escape(truncate(entry.place, MAX_TITLE))}"
