"""An office in which a search is played over months, and everything that people see is written down."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.hiring.calendar import FRIDAY
from bot.hiring.reminders import DIGEST_FROM
from bot.knowledge.base import KnowledgeBase
from bot.playground.identities import User
from bot.playground.messages import PostedMessage
from fakes.hiring import card
from fakes.reminder_office import ReminderOffice
from fakes.rendered_text import readable, render_blocks
from fakes.seen import Seen, Shown
from fakes.slack import Member

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
TUESDAY = 1
Key = tuple[str, str]


class TranscribedOffice(ReminderOffice):
    """An office whose people use one channel for a search. A context manager.

    `lines` is the transcript: what people did and, indented, what they saw. `zone` is the time zone of its times.
    """

    def __init__(self, database_url: str, base: KnowledgeBase, zone: str, first_day: str) -> None:
        super().__init__(database_url, base)
        self.zone = ZoneInfo(zone)
        self.now = datetime.fromisoformat(f"{first_day}T08:00").replace(tzinfo=self.zone)
        self.search_channel = ""
        self.people: dict[str, Member] = {}
        self.lines: list[str] = []
        self._seen_messages: dict[Key, PostedMessage] = {}
        self._day = ""
        self._card: list[str] = []

    def add_people(self, **zones: str) -> None:
        """Add people by handle, with underscores for hyphens, and the names of their time zones."""
        for name, zone in zones.items():
            self.add_person(name.replace("_", "-"), zone)

    def add_person(self, name: str, zone: str, **fields: Any) -> None:
        """Add a person; `fields` are fields of User."""
        user = User(f"U0{name.replace('-', '').upper()}", name, name, tz=zone, **fields)
        self.slack.workspace.add_member(user)
        self.people[name] = Member(self.slack, user, self.settle)

    def open_channel(self, name: str, *people: str) -> None:
        """Create the private channel of the search, with these people in it."""
        self.search_channel = self.channel(name, *(self.people[each] for each in people))

    def ids(self, *people: str) -> list[str]:
        """The user ids of these people."""
        return [self.people[each].user.id for each in people]

    # The clock

    def advance(self, to: str, *, weekly: bool = False) -> None:
        """Move the clock to a local time such as `2027-03-02 10:30`, and send the reminders of the days until then.

        With `weekly`, only those of Mondays, Tuesdays and the last three days, for months in which little happens.
        """
        end = datetime.fromisoformat(to).replace(tzinfo=self.zone)
        assert end > self.now, f"{to} is before {self.now}"
        for moment in self._reminder_times(end):
            if not weekly or moment.weekday() <= TUESDAY or end - moment < 3 * DAY:
                self.tick(moment)
                self.write_news()
        self.now = end

    def _reminder_times(self, end: datetime) -> list[datetime]:
        """A minute after 9:00 in each time zone, from now until the end."""
        days = (self.now.date() + DAY * number for number in range(-1, (end.date() - self.now.date()).days + 2))
        zones = {member.user.tz for member in self.people.values()}
        times = {datetime.combine(day, DIGEST_FROM, ZoneInfo(zone)).astimezone(UTC) for day in days for zone in zones}
        after = (moment + MINUTE for moment in times if moment.weekday() <= FRIDAY)
        return sorted(moment for moment in after if self.now < moment <= end)

    # What people do

    def types(self, who: str, command: str, in_: str = "") -> Seen:
        """Type `/hiring <command>` in the channel of the search, or `in_`, and return the answer."""
        return self.says(who, f"/hiring {command}", in_)

    def says(self, who: str, text: str, in_: str = "", *, in_thread_of: Seen | None = None) -> Seen:
        """Type a text, and return the newest message that it led to."""
        member, where = self.people[who], in_ or self.search_channel
        self._wait_a_minute()
        self.write(f"@{who} in {where}{' (thread)' if in_thread_of else ''}: {text}")
        member.types(text, where, in_thread_of=in_thread_of)
        self.settle()
        answer = member.sees()
        self.write_news()
        return answer

    def opens_form(self, who: str, command: str) -> None:
        """Type `/hiring <command>`, which opens a form."""
        self._wait_a_minute()
        self.write(f"@{who} in {self.search_channel}: /hiring {command}")
        self.people[who].types(f"/hiring {command}", self.search_channel)
        self.settle()
        self._write_form(who)

    def presses(self, who: str, label: str, on: Shown) -> None:
        """Press a button of a message."""
        self._wait_a_minute()
        self.write(f"@{who} presses [{label}]")
        self.people[who].clicks(label, on=on)
        self._finish(who)

    def picks(self, who: str, label: str, on: Shown) -> None:
        """Choose an option of a menu of a message."""
        self._wait_a_minute()
        self.write(f"@{who} chooses [{label}]")
        self.people[who].picks(label, on=on)
        self._finish(who)

    def submits(self, who: str, answers: Mapping[str, Any]) -> None:
        """Fill in the open form and submit it."""
        entered = ", ".join(f"{label}: {self._words(value)}" for label, value in answers.items())
        self.write(f"@{who} fills in the form: {entered}")
        self.people[who].submits(answers)
        self._finish(who)
        while self.people[who].has_modal:
            self.people[who].cancels()

    def opens_home(self, who: str) -> Shown:
        """Open the Home tab, and write down what it shows."""
        self._wait_a_minute()
        self.write(f"@{who} opens the Home tab")
        home = self.people[who].opens_home()
        self._write_block(f"Home tab of @{who}", render_blocks(home.blocks, self.slack.workspace))
        return home

    def digest(self, who: str) -> Seen:
        """The newest digest of a person."""
        return self._newest(who, self.digests(self.people[who])[-1])

    def card(self, who: str) -> Seen:
        """The card of the search as a person sees it."""
        return card(self.people[who], in_=self.search_channel)

    def weekly_summary(self, who: str) -> Seen:
        """The newest weekly summary of the search."""
        return self._newest(who, self.channel_posts("weekly", self.search_channel)[-1])

    def told(self, who: str, fragment: str) -> Seen:
        """The newest message to a person with this text in it."""
        return next(each for each in reversed(self.people[who].everything) if fragment in f"{each.text}{each.words}")

    # What is written down

    def write(self, line: str) -> None:
        """Write down what a person does, below the day and with the time."""
        local = self.now.astimezone(self.zone)
        if (day := f"{local:%A} {local.day} {local:%B %Y}") != self._day:
            self._write_card()
            self.lines += ["", f"## {day}"]
            self._day = day
        self.lines += ["", f"{local:%H:%M} {line}"]

    def write_news(self) -> None:
        """Write down the messages that are new, or have changed, since the last time; the card at the end of a day."""
        self.settle()
        # The app posts in several threads at once, so the order of what it posts at one time says nothing.
        for message in sorted(self.slack.workspace.messages, key=self._reading_order):
            key = (message.channel, message.ts)
            before = self._seen_messages.get(key)
            if message is not before:
                self._seen_messages[key] = message
                if message.by_bot and not self._is_card(message):
                    self._write_message(message, before)

    def finish(self) -> str:
        """The whole transcript."""
        self._write_card()
        return "\n".join(line.rstrip() for line in self.lines).strip() + "\n"

    def _reading_order(self, message: PostedMessage) -> tuple[bool, str, str]:
        """Answers that one person sees come first; then by audience."""
        return message.visible_to is None, self._audience(message), message.text

    def _write_message(self, message: PostedMessage, before: PostedMessage | None) -> None:
        label, now = self._audience(message), self._lines_of(message)
        if before is None and not self._is_answer(message):
            self.write(f"Rolecall to {label}")
            self._write_indented(now)
        elif before is None:
            self._write_block(f"→ {label}", now)
        elif new := [line for line in now if line not in self._lines_of(before)]:
            self._write_block(f"→ {label}, changed", new)

    def _is_answer(self, message: PostedMessage) -> bool:
        return not message.metadata.get("event_type")

    def _write_card(self) -> None:
        """What is new on the card since it was written down last."""
        found = [each for each in self.slack.workspace.messages if self._is_card(each)]
        now = [line for each in found for line in self._lines_of(each)]
        if now and now != self._card:
            new = [line for line in now if line not in self._card]
            self._write_block(f"The card in {self.search_channel} now says", new)
        self._card = now

    def _is_card(self, message: PostedMessage) -> bool:
        in_channel = self.slack.workspace.channels[message.channel].name == self.search_channel.removeprefix("#")
        return in_channel and not message.visible_to and self._is_headed(message, "Hiring: ")

    @staticmethod
    def _is_headed(message: PostedMessage, title: str) -> bool:
        return bool(message.blocks) and str(message.blocks[0].get("text", {}).get("text", "")).startswith(title)

    def _lines_of(self, message: PostedMessage) -> list[str]:
        workspace = self.slack.workspace
        lines = (
            render_blocks(message.blocks, workspace)
            if message.blocks
            else readable(message.text, workspace).split("\n")
        )
        return [*lines, *(f"[file {file.name}]" for file in message.files)]

    def _audience(self, message: PostedMessage) -> str:
        channel = self.slack.workspace.channels[message.channel]
        if message.visible_to:
            return f"@{self.slack.workspace.users[message.visible_to].name} only"
        place = f"@{self.slack.workspace.users[str(channel.member)].name}" if channel.is_im else f"#{channel.name}"
        return f"{place} (thread)" if message.is_reply else place

    def _write_form(self, who: str) -> None:
        form = self.people[who].modal
        self._write_block(f"→ form for @{who}: {form.title}", render_blocks(form.blocks, self.slack.workspace))
        if form.errors:
            self._write_indented(form.errors.values())

    def _finish(self, who: str) -> None:
        self.settle()
        if self.people[who].has_modal:
            self._write_form(who)
        self.write_news()

    def _write_block(self, label: str, lines: Iterable[str]) -> None:
        self.lines.append(f"    {label}")
        self._write_indented(lines)

    def _write_indented(self, lines: Iterable[str]) -> None:
        self.lines += [f"      {line}" for text in lines for line in text.split("\n")]

    def _newest(self, who: str, message: PostedMessage) -> Seen:
        seen = [each for each in self.people[who].everything if each.message.ts == message.ts]
        return seen[-1]

    def _wait_a_minute(self) -> None:
        self.now += MINUTE

    def _words(self, value: Any) -> str:
        """What was entered, with names for ids."""
        if isinstance(value, list):
            return " ".join(map(self._words, value))
        users = self.slack.workspace.users
        return f"@{users[value].name}" if value in users else str(value).replace("\n", " / ")
