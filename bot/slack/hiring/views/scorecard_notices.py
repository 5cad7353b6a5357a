"""Direct messages about scorecards: to new interviewers, and to everyone concerned once scores are open."""

from collections.abc import Iterator

from bot.hiring.models import Search
from bot.hiring.scorecards import OPEN_VERB
from bot.hiring.service import ChangeResult
from bot.slack.blocks import actions, button, section
from bot.slack.hiring.views.wording import format_user_text, mention, name_of
from bot.slack.message import Message


def scorecard_notices(result: ChangeResult) -> Iterator[tuple[str, Message]]:
    """Pairs of a user id and the message for them. People are not notified of what they did themselves."""
    by = result.entry.by if result.entry else ""
    before, search = result.before.search, result.after.search
    for user in search.panel:
        if user not in (*before.panel, by):
            yield user, panel_message(search, by)
    for change in result.changes:
        if change.verb == OPEN_VERB:
            for user in dict.fromkeys((search.owner, *search.panel)):
                if user not in ("", by):
                    yield user, opened_message(search, change.why)


def panel_message(search: Search, by: str) -> Message:
    """Tells a new interviewer what to do."""
    text = (
        f"{mention(by)} made you an interviewer for *{name_of(search)}*. Score each finalist right after your"
        " interview, before you discuss it with anyone. No one else can read your scorecard in Slack until the scores"
        " are open."
    )
    return Message(text, [section(text), actions([button("Show scorecards", "search:scorecards", search.id)])])


def opened_message(search: Search, why: str) -> Message:
    """Tells an interviewer, or the owner, that the scores of a finalist can be read."""
    text = f"Scores are open in *{name_of(search)}*: {format_user_text(why)}."
    return Message(text, [section(text), actions([button("Show scorecards", "search:scorecards", search.id)])])
