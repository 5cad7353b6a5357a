"""What each kind of delivery says, read from the tables at the last moment: None where there is nothing to say."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.hiring.outbox import DecisionReviewQueries, Delivery, Outbox, ReminderQueries
from bot.hiring.people import Person, get_zone
from bot.hiring.reminders import (
    DIGEST_FROM,
    WEEK,
    DigestContext,
    build_digest,
    build_weekly_summary,
    find_unfinished_items,
    next_working_day,
    previous_digest_start,
)
from bot.knowledge.base import KnowledgeBase
from bot.slack.hiring.views.decision_cards import review_message
from bot.slack.message import Message
from bot.slack.reminders.digest import digest_message
from bot.slack.reminders.sender import Notice
from bot.slack.reminders.summaries import departed_message, ownerless_message, week_message

DAY = timedelta(days=1)
NO_THREAD = ("", "-")
"""Where the timestamp of a card should stand, while there is none."""


class NoticeBuilder(NamedTuple):
    """Writes letters from what stands in the tables."""

    queries: ReminderQueries
    outbox: Outbox
    reviews: DecisionReviewQueries
    base: Callable[[], KnowledgeBase]

    def build_digest(self, delivery: Delivery, person: Person, now: datetime) -> Notice | None:
        """The digest of a person."""
        day, team = delivery.day, delivery.team
        checklists, unread = self.queries.load_digest_checklists(team, person.user, day, next_working_day(day))
        holders = {item.assignee for each in checklists for item in each.items} - {""}
        since = self.outbox.last_claimed_at(delivery) or previous_digest_start(person.local_time(now))
        morning = DigestContext(person.user, day, since, self.queries.find_departed(team, frozenset(holders)))
        found = build_digest(morning, checklists, unread)
        return Notice(person.user, digest_message(found)) if found else None

    def build_weekly_summary(self, delivery: Delivery, look_up_person: Callable[[str], Person]) -> Notice | None:
        """The summary of a search, by the clock of its owner; none on the day on which it began, nor the next."""
        checklist = self.queries.checklist(delivery.team, delivery.recipient)
        if checklist is None or not checklist.search.is_open or not checklist.search.weekly:
            return None
        zone = get_zone(look_up_person(checklist.search.owner).zone)
        monday = datetime.combine(delivery.day, DIGEST_FROM, zone)
        if checklist.search.created_at > monday - DAY:
            return None
        message = week_message(build_weekly_summary(checklist, delivery.day, monday - WEEK))
        return Notice(checklist.search.channel, message, fallback_user=checklist.search.owner)

    def build_review(self, delivery: Delivery) -> Notice | None:
        """That a decision is to be looked at again: in its channel, or to whoever recorded it."""
        decision = self.reviews.decision(delivery.team, delivery.recipient)
        if decision is None or not decision.is_open:
            return None
        return Notice(decision.channel, review_message(decision, self.base()), fallback_user=decision.by)

    def build_departure(self, delivery: Delivery, now: datetime) -> Notice | None:
        """That somebody has left: to the owner of the search, or to its channel where there is no owner any more."""
        user, _, search_id = delivery.recipient.partition(":")
        checklist = self.queries.checklist(delivery.team, search_id)
        if checklist is None or not checklist.search.is_open:
            return None
        search, left, today = checklist.search, find_unfinished_items(checklist, user), now.date()
        if user == search.owner:
            return _to_channel(search.channel, search.card, ownerless_message(search, user, left, today))
        if not left:
            return None
        message = departed_message(search, user, left, today)
        if self.queries.find_departed(delivery.team, frozenset({search.owner})):
            return _to_channel(search.channel, search.card, message)
        return Notice(search.owner, message)


def _to_channel(channel: str, card: str, message: Message) -> Notice:
    return Notice(channel, message, None if card in NO_THREAD else card)
