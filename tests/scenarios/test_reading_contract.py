"""One contract for every button, menu option and form of every card.

- The person who clicked gets a response.
- The clicked card is accurate afterwards: asking again shows the same.
- Reading never changes a message that others see.
- A repeated click, or a form that is submitted twice, posts and changes nothing more.

The elements are collected from the cards, so new ones are covered without a change here.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from fakes.contract import POSTING, Case, check_every_element
from fakes.hiring import PRIVATE_CHANNEL, card, open_search, run_command
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.presses import Press, press_once, presses_of
from fakes.reminder_office import START, ReminderOffice
from fakes.seen import Seen
from fakes.slack import Member
from samples.decisions import FOR_REVENUE, with_three_considerations

from bot.app import build_app
from bot.knowledge.base import KnowledgeBase

QUESTIONS = (
    "CMO vs CRO",
    "CMO vs CRO KPIs?",
    "CMO vs CRO vs CFO",
    "what do a CMO and a CRO have in common?",
    "what does a CMO do?",
    "KPIs of a CMO",
    "CMO or CRO first?",
    "do we need both a CMO and a CRO?",
    "when do we hire our first CMO?",
    "who owns pricing?",
    "how long does an executive search take?",
    "list all roles",
    "help",
    "what's for lunch?",
    "CPO KPIs?",
    "CPO vs CCO",
    "how far is the cro search?",
    "CMO vs CRO for a 30-person company?",
    "who owns pricing and who owns churn?",
)
COMMANDS: dict[str, Sequence[str]] = {
    "status": (),
    "items": (),
    "items mine": ("take 1", "take 5"),
    "next": (),
    "item 1": (),
    "item 2": ("done 1", "done 2"),
    "item 3": (),
    "item 5": ("block 5 no budget",),
    "searches": (),
    "done 1": (),
    "done 4": (),
    "assign 5 @HR lead": (),
    "undo": ("done 1",),
    "done 5": ("start cfo",),
    "start cro": (),
    "start cpo": (),
    "start": (),
    "cancel": (),
    "decide cmo cro": (),
}
"""Command to the commands that come before it. Their answers are the cards of a search with buttons."""
NOT_IN_WORDS = ("start", "cancel")
"""The first words of the commands that a message without the slash doesn't give."""
MONDAY = START + timedelta(days=7, hours=2)
"""When the first digest, weekly summary and review are due."""
STATES = ("status", "items", "next", "item")
"""The first words of the commands whose card shows how things are, so that asking again shows the same."""

NewOffice = Callable[[], tuple[ReminderOffice, str]]


class Surface(NamedTuple):
    """How something is asked: what is typed in front of it, and where."""

    before: str
    channel: str

    def ask(self, member: Member, text: str) -> Seen:
        """The answer of the app to what the member types."""
        member.types(f"{self.before}{text}", self.channel)
        member.settle()
        return member.seen


ROLES = {
    "command": Surface("/roles ", "#leadership"),
    "mention": Surface("@Rolecall ", "#leadership"),
    "direct message": Surface("", "DM"),
}
HIRING = {
    "command": Surface("/hiring ", PRIVATE_CHANNEL),
    "mention": Surface("@Rolecall /hiring ", PRIVATE_CHANNEL),
    "direct message": Surface("hiring ", "DM"),
}


@pytest.fixture(scope="module")
def knowledge(short_checklist: KnowledgeBase) -> KnowledgeBase:
    return with_three_considerations(short_checklist)


@pytest.fixture
def new_office(migrated_sqlite: Path, tmp_path: Path, library: FragileLibrary) -> Iterator[NewOffice]:
    """Makes offices, each with the app, and returns them with the URL of their empty database."""
    numbers = count()
    with ExitStack() as stack:

        def make() -> tuple[ReminderOffice, str]:
            url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / f'{next(numbers)}.sqlite3')}"
            office = stack.enter_context(ReminderOffice(url, library.base))
            settings = office.settings(database_url=url)
            office.join(build_app(settings, library=library, clock=office.clock, pause=0))
            return office, url

        yield make


ASKED = [
    (surface, command)
    for surface in HIRING
    for command in COMMANDS
    if not (surface == "direct message" and command.startswith(NOT_IN_WORDS))
    and not (surface == "command" and command.startswith("decide"))  # it opens the form at once
]


# Answers


@pytest.mark.parametrize("surface", ROLES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_element_of_an_answer(new_office: NewOffice, surface: str, question: str):
    case = answer_case(*new_office(), ROLES[surface], question)
    if surface == "direct message" or question.startswith("CP"):  # what is pressed changes how the next one is read
        check_every_element(lambda: answer_case(*new_office(), ROLES[surface], question))
    else:
        check_every_element(lambda: case._replace(card=case.ask()))


@pytest.mark.parametrize("question", ["CMO vs CRO", "KPIs of a CMO"])
def test_every_topic_in_the_menu_of_an_answer(new_office: NewOffice, question: str):
    case = answer_case(*new_office(), ROLES["command"], question)
    check_every_element(lambda: case._replace(card=case.ask()), every_topic=True)


@pytest.mark.parametrize("surface", ROLES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_element_of_a_full_view(new_office: NewOffice, surface: str, question: str):
    case = answer_case(*new_office(), ROLES[surface], question)
    if any(is_full(each) for each in presses_of(case.ask())):
        check_every_element(lambda: case._replace(card=pressed_card(case, is_full), again=None))


@pytest.mark.parametrize("surface", ROLES)
def test_every_element_of_a_card_with_a_meaning(new_office: NewOffice, surface: str):
    def make() -> Case:
        case = answer_case(*new_office(), ROLES[surface], "CPO KPIs?")
        press_once(case.member, case.card, presses_of(case.card)[0])
        return case._replace(card=case.member.seen)

    check_every_element(make)


@pytest.mark.parametrize("question", ["CMO vs CRO", "what does a CMO do?", "who owns pricing?"])
def test_every_element_of_a_shared_card(new_office: NewOffice, question: str):
    case = answer_case(*new_office(), ROLES["command"], question)
    check_every_element(
        lambda: case._replace(card=pressed_card(case, is_share), member=case.office.hr_lead, again=None)
    )


@pytest.mark.parametrize("question", ["CMO vs CRO", "what does a CMO do?", "who owns pricing?"])
def test_every_element_of_the_private_answer_next_to_a_public_card(new_office: NewOffice, question: str):
    case = answer_case(*new_office(), ROLES["mention"], question)
    check_every_element(lambda: case._replace(card=pressed_card(case, is_question), again=None))


def answer_case(office: Office, url: str, surface: Surface, question: str) -> Case:
    """The answer to a question of the founder. On a card that everyone sees, another person presses the elements."""

    def ask() -> Seen:
        return surface.ask(office.founder, question)

    is_public = surface is ROLES["mention"]
    return Case(office, url, ask(), office.hr_lead if is_public else office.founder, ask)


def pressed_card(case: Case, wanted: Callable[[Press], bool]) -> Seen:
    """The card that the first press of this kind leads to, from a new answer."""
    asked = case.ask()
    press_once(case.member, asked, next(each for each in presses_of(asked) if wanted(each)))
    return case.member.seen


def is_full(each: Press) -> bool:
    """Whether it leads to the full view."""
    return each.action.startswith(("full", "topic full="))


def is_share(each: Press) -> bool:
    """Whether it posts the card for everyone."""
    return each.action.startswith(POSTING)


def is_question(each: Press) -> bool:
    """Whether it asks another question."""
    return each.action.startswith("ask:")


# Searches


@pytest.mark.parametrize(("surface", "command"), ASKED)
def test_every_element_of_an_answer_about_a_search(new_office: NewOffice, surface: str, command: str):
    def make() -> Case:
        office, url = office_with_search(new_office)
        for each in COMMANDS[command]:
            run_command(office.founder, each)

        def ask() -> Seen:
            return HIRING[surface].ask(office.founder, command)

        is_state = command.startswith(STATES)
        card = ask()
        is_public = not card.private and card.channel != "DM"
        return Case(office, url, card, office.hr_lead if is_public else office.founder, ask if is_state else None)

    check_every_element(make)


def test_every_element_of_the_card_of_a_search(new_office: NewOffice):
    def make() -> Case:
        office, url = office_with_search(new_office)
        status = partial(HIRING["command"].ask, office.hr_lead, "status")
        return Case(office, url, card(office.hr_lead), office.hr_lead, status)

    check_every_element(make)


def test_every_element_of_the_card_of_a_closed_search(new_office: NewOffice):
    def make() -> Case:
        office, url = office_with_search(new_office)
        run_command(office.founder, "close hired confirmed")
        status = partial(HIRING["command"].ask, office.hr_lead, "status cro")
        return Case(office, url, card(office.hr_lead), office.hr_lead, status)

    check_every_element(make)


@pytest.mark.parametrize("before", ["/hiring ", "@Rolecall /hiring "])
def test_every_element_of_the_question_where_a_search_should_go(new_office: NewOffice, before: str):
    def make() -> Case:
        office, url = new_office()
        return Case(office, url, Surface(before, "#leadership").ask(office.founder, "start cro"), office.founder)

    check_every_element(make)


@pytest.mark.parametrize("command", ["assign 5 @HR lead", "owner @HR lead"])
def test_every_element_of_a_notice(new_office: NewOffice, command: str):
    def make() -> Case:
        office, url = office_with_search(new_office)
        office.hr_lead.settle()
        run_command(office.founder, command)
        return Case(office, url, office.hr_lead.sees(in_="DM"), office.hr_lead)

    check_every_element(make)


def office_with_search(new_office: NewOffice) -> tuple[ReminderOffice, str]:
    """An office in which the founder has opened a search in the private channel."""
    office, url = new_office()
    open_search(office.founder)
    return office, url


# Decisions


@pytest.mark.parametrize("surface", HIRING)
def test_every_element_of_the_decisions_of_a_channel(new_office: NewOffice, surface: str):
    def make() -> Case:
        office, url = new_office()
        record_decision(office, HIRING[surface].channel)
        ask = partial(HIRING[surface].ask, office.founder, "decisions")
        return Case(office, url, ask(), office.founder, ask)

    check_every_element(make)


@pytest.mark.parametrize("channel", ["#leadership", PRIVATE_CHANNEL, "DM"])
def test_every_element_of_the_card_of_a_decision(new_office: NewOffice, channel: str):
    def make() -> Case:
        office, url = new_office()
        return Case(office, url, record_decision(office, channel), office.founder)

    check_every_element(make)


def record_decision(office: Office, channel: str, **entered: str) -> Seen:
    """The card of a decision that the founder records in a channel; `entered` are values by the id of their field."""
    office.founder.types("/hiring decide cmo cro", channel)
    office.founder.submits(FOR_REVENUE)
    labels = {block["block_id"]: block["label"]["text"] for block in office.founder.modal.blocks if "label" in block}
    office.founder.submits({labels[field]: value for field, value in entered.items()})
    return office.founder.sees("Decision:")


# Reminders


@pytest.mark.parametrize("kind", ["digest", "weekly", "review"])
def test_every_element_of_a_reminder(new_office: NewOffice, kind: str):
    def make() -> Case:
        office, url = office_with_search(new_office)
        run_command(office.founder, "assign 1 me")
        record_decision(office, PRIVATE_CHANNEL, review_on=f"{MONDAY:%Y-%m-%d}")
        office.tick(MONDAY)
        sent = [
            each for each in office.founder.everything if each.message.metadata.get("event_type") == f"rolecall_{kind}"
        ]
        return Case(office, url, sent[-1], office.founder)

    check_every_element(make)
