"""Builds the message of each kind of delivery, from the data at the time of sending."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from slack_sdk import WebClient

from bot.hiring.decisions import DecisionRepository
from bot.hiring.outbox import Delivery, Outbox
from bot.hiring.people import Person, get_zone
from bot.hiring.reminder_queries import ReminderQueries
from bot.hiring.reminders import (
    DIGEST_FROM,
    WEEK,
    DigestContext,
    build_digest,
    build_weekly_summary,
    find_unfinished_items,
    monday_of,
    previous_digest_start,
)
from bot.hiring.scoring_reminders import find_overdue_scorecards
from bot.slack.hiring.channels import find_left_channels
from bot.slack.hiring.clicked_card import DIGEST, REVIEW, label_card
from bot.slack.hiring.clicked_card import WEEK as WEEK_CARD
from bot.slack.hiring.views.decision_cards import review_message
from bot.slack.hiring.views.digest import count_unlisted, digest_message
from bot.slack.hiring.views.summaries import departed_message, ownerless_message, week_message
from bot.slack.message import Message
from bot.slack.reminders.sender import Notice
from bot.slack.shared_channels import BaseFor

DAY = timedelta(days=1)
NO_THREAD = ("", "-")
"""Stored instead of the timestamp of a card that is not posted, or being posted."""


def build_interruption(delivery: Delivery) -> Notice:
    """The news that the app stopped, or that Slack refused everything, before a person had an answer."""
    user, channel, _ = delivery.recipient.split(":")
    where = f" in <#{channel}>" if channel.startswith(("C", "G")) else ""
    text = (
        f"I was interrupted while working on your request{where}. If you didn't get an answer, please ask again. "
        "If you asked for a change, first check whether it was made."
    )
    return Notice(user, Message(text))


class NoticeBuilder(NamedTuple):
    """Builds notices from the database. Each method returns None if there is nothing to say any more."""

    queries: ReminderQueries
    outbox: Outbox
    reviews: DecisionRepository
    base_for: BaseFor

    def build_digest(self, delivery: Delivery, person: Person, now: datetime, client: WebClient) -> Notice | None:
        """The digest of a person, with what is due and what was unblocked since their last one. May ask Slack."""
        day, team = delivery.day, delivery.team
        checklists, unchecked = self.queries.load_digest_checklists(team, person.user, day, day + WEEK)
        assignees = {item.assignee for each in checklists for item in each.items} - {""}
        since = self.outbox.last_claimed_at(delivery) or previous_digest_start(person.local_time(now))
        departed = self.queries.find_departed(team, frozenset(assignees))
        context = DigestContext(person.user, day, since, departed)
        submissions = self.queries.load_submissions(team, (each.search for each in checklists))
        unscored = [
            find_overdue_scorecards(each, person.user, submissions.get(each.search.id, ()), day) for each in checklists
        ]
        digest = build_digest(context, checklists, unchecked, scorecards=unscored)
        if digest and (left := find_left_channels(client, person.user, digest.channels_of_others)):
            digest = build_digest(context._replace(left_channels=left), checklists, unchecked, scorecards=unscored)
        if digest is None:
            return None
        counts = (digest.omitted, unchecked, digest.waiting, *count_unlisted(digest.scorecards))
        shown = (day.isoformat(), since.isoformat(), " ".join(sorted(departed)), *counts)
        message = digest_message(digest, lambda search: self.base_for(client, team, search.channel).cautions)
        return Notice(person.user, label_card(message, DIGEST, *map(str, shown)))

    def build_weekly_summary(
        self, delivery: Delivery, look_up_person: Callable[[str], Person], now: datetime
    ) -> Notice | None:
        """The summary of a search for the week that begins in its owner's time zone.

        None if the search is less than a day old, or if nothing happens in an onboarding that takes months.
        """
        checklist = self.queries.checklist(delivery.team, delivery.recipient)
        if checklist is None or not checklist.search.sends_reminders or not checklist.search.weekly:
            return None
        zone = get_zone(look_up_person(checklist.search.owner).zone)
        day = now.astimezone(zone).date()
        monday = datetime.combine(monday_of(day), DIGEST_FROM, zone)
        if checklist.search.created_at > monday - DAY:
            return None
        submissions = self.queries.load_submissions(delivery.team, [checklist.search])
        scored = submissions.get(checklist.search.id, ())
        summary = build_weekly_summary(checklist, day, monday - WEEK, scored)
        if summary.is_empty and checklist.search.state == "onboarding":
            return None
        shown = (checklist.search.id, day.isoformat(), (monday - WEEK).isoformat())
        message = label_card(week_message(summary), WEEK_CARD, *shown)
        return Notice(checklist.search.channel, message, fallback_user=checklist.search.owner)

    def build_review(self, delivery: Delivery, client: WebClient) -> Notice | None:
        """The reminder to review a decision, in its channel, or for the person who recorded it. May ask Slack."""
        decision = self.reviews.decision(delivery.team, delivery.recipient)
        if decision is None or not decision.is_open:
            return None
        base = self.base_for(client, delivery.team, decision.channel)
        message = label_card(review_message(decision, base), REVIEW, decision.id)
        return Notice(decision.channel, message, fallback_user=decision.by)

    def build_departure(
        self, delivery: Delivery, look_up_person: Callable[[str], Person], now: datetime
    ) -> Notice | None:
        """The news that a person has left, for the owner of the search; for its channel if the owner has left.

        The items in it are late or not by the date where the owner is.
        """
        user, _, search_id = delivery.recipient.partition(":")
        checklist = self.queries.checklist(delivery.team, search_id)
        if checklist is None or not checklist.search.sends_reminders:
            return None
        search, items = checklist.search, find_unfinished_items(checklist, user)
        today = look_up_person(search.owner).local_time(now).date()
        if user == search.owner:
            return _to_channel(search.channel, search.card, ownerless_message(search, user, items, today))
        if not items:
            return None
        message = departed_message(search, user, items, today)
        if self.queries.find_departed(delivery.team, frozenset({search.owner})):
            return _to_channel(search.channel, search.card, message)
        return Notice(search.owner, message)


def _to_channel(channel: str, card: str, message: Message) -> Notice:
    """A notice for a channel, in the thread of the card if it is posted."""
    return Notice(channel, message, None if card in NO_THREAD else card)
