"""What each kind of delivery says, read from the tables at the last moment: None where there is nothing to say."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.hiring.deliveries import Deliveries, Delivery, Diary, Reviews
from bot.hiring.people import Person, zone_named
from bot.hiring.reminders import OPENS, WEEK, Morning, digest, last_look, left_behind, next_working_day, week
from bot.knowledge.base import KnowledgeBase
from bot.slack.hiring.decision_cards import review_message
from bot.slack.hiring.digests import digest_message
from bot.slack.hiring.postman import Letter
from bot.slack.hiring.summaries import departed_message, ownerless_message, week_message
from bot.slack.message import Message

DAY = timedelta(days=1)
NEVER_A_THREAD = ("", "-")
"""Where the timestamp of a card should stand, while there is none."""


class Letters(NamedTuple):
    """Writes letters from what stands in the tables."""

    diary: Diary
    deliveries: Deliveries
    reviews: Reviews
    base: Callable[[], KnowledgeBase]

    def digest(self, delivery: Delivery, person: Person, now: datetime) -> Letter | None:
        """The digest of a person."""
        day, team = delivery.day, delivery.team
        checklists, unread = self.diary.of_day(team, person.user, day, next_working_day(day))
        holders = {item.assignee for each in checklists for item in each.items} - {""}
        since = self.deliveries.last(delivery) or last_look(person.local(now))
        morning = Morning(person.user, day, since, self.diary.departed(team, frozenset(holders)))
        found = digest(morning, checklists, unread)
        return Letter(person.user, digest_message(found)) if found else None

    def weekly(self, delivery: Delivery, who: Callable[[str], Person]) -> Letter | None:
        """The summary of a search, by the clock of its owner; none on the day on which it began, nor the next."""
        checklist = self.diary.checklist(delivery.team, delivery.recipient)
        if checklist is None or not checklist.search.is_open or not checklist.search.weekly:
            return None
        zone = zone_named(who(checklist.search.owner).zone)
        monday = datetime.combine(delivery.day, OPENS, zone)
        if checklist.search.created_at > monday - DAY:
            return None
        message = week_message(week(checklist, delivery.day, monday - WEEK))
        return Letter(checklist.search.channel, message, instead=checklist.search.owner)

    def review(self, delivery: Delivery) -> Letter | None:
        """That a decision is to be looked at again: in its channel, or to whoever recorded it."""
        decision = self.reviews.decision(delivery.team, delivery.recipient)
        if decision is None or not decision.is_open:
            return None
        return Letter(decision.channel, review_message(decision, self.base()), instead=decision.by)

    def departed(self, delivery: Delivery, now: datetime) -> Letter | None:
        """That somebody has left: to the owner of the search, or to its channel where there is no owner any more."""
        user, _, search_id = delivery.recipient.partition(":")
        checklist = self.diary.checklist(delivery.team, search_id)
        if checklist is None or not checklist.search.is_open:
            return None
        search, left, today = checklist.search, left_behind(checklist, user), now.date()
        if user == search.owner:
            return _to_channel(search.channel, search.card, ownerless_message(search, user, left, today))
        if not left:
            return None
        message = departed_message(search, user, left, today)
        if self.diary.departed(delivery.team, frozenset({search.owner})):
            return _to_channel(search.channel, search.card, message)
        return Letter(search.owner, message)


def _to_channel(channel: str, card: str, message: Message) -> Letter:
    return Letter(channel, message, None if card in NEVER_A_THREAD else card)
