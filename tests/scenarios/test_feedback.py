"""Votes on answers: what a person sees, what is stored, and what the next reader is told."""

from pathlib import Path

import pytest
from fakes.office import Office
from fakes.seen import Seen
from fakes.slack import Member
from sqlalchemy import select

from bot.slack.cards.card import DISPUTE
from bot.slack.feedback import THANKS, THANKS_FOR_REASON
from bot.storage.engine import transaction
from bot.storage.tables import votes

METRICS = "compare:cmo,cro:metrics:"
HELPFUL, UNHELPFUL = f"helpful={METRICS}", f"unhelpful={METRICS}"


def stored(database_url: str) -> list[tuple[str, str, bool, str, str]]:
    table = votes.c
    query = select(table.answer, table.user_id, table.is_helpful, table.reason, table.remark).order_by(table.user_id)
    with transaction(database_url, writable=False) as connection:
        return [tuple(row) for row in connection.execute(query)]


def asks(member: Member, question: str = "/roles compare cmo cro metrics") -> Seen:
    member.types(question)
    return member.seen


def disputes(member: Member, reason: str = "outdated") -> None:
    member.rates(UNHELPFUL, on=asks(member))
    member.submits({"What's wrong with it?": reason})
    member.settle()


@pytest.mark.socket_mode
def test_a_vote_for_an_answer_is_thanked_for_in_private(office: Office, database_url: str):
    card = asks(office.founder, "@Rolecall CMO vs CRO KPIs?")
    office.hr_lead.rates(HELPFUL, on=card)
    thanks = office.hr_lead.sees(THANKS)
    assert (thanks.private, thanks.thread) == (True, card.thread)
    office.founder.sees_nothing(THANKS)
    assert stored(database_url) == [(METRICS, office.hr_lead.user.id, True, "", "")]


@pytest.mark.socket_mode
def test_a_vote_against_an_answer_counts_at_once_and_asks_why(office: Office, database_url: str):
    office.founder.rates(UNHELPFUL, on=asks(office.founder))
    assert office.founder.modal.title == "Feedback"
    office.settle()
    assert stored(database_url) == [(METRICS, office.founder.user.id, False, "", "")]
    office.founder.submits({"What's wrong with it?": "outdated", "In one sentence": "The quota\nfigure is old."})
    assert THANKS_FOR_REASON in office.founder.modal.words
    office.settle()
    assert stored(database_url) == [(METRICS, office.founder.user.id, False, "outdated", "The quota figure is old.")]


def test_a_person_has_one_vote_on_an_answer_wherever_they_see_it(office: Office, database_url: str):
    office.founder.rates(UNHELPFUL, on=asks(office.founder))
    office.founder.cancels()
    office.founder.writes_dm("CMO vs CRO KPIs?")
    office.founder.rates(HELPFUL, on=office.founder.seen)
    office.settle()
    assert stored(database_url) == [(METRICS, office.founder.user.id, True, "", "")]


@pytest.mark.parametrize("question", ["@Rolecall what's for lunch?", "/roles what's for lunch?"])
def test_each_lack_of_an_answer_can_be_voted_on(office: Office, database_url: str, question: str):
    for _ in range(2):
        office.founder.rates("unhelpful=unknown:::", on=asks(office.founder, question))
        office.settle()
        office.founder.submits({"What's wrong with it?": "missing"})
        office.settle()
    assert [(row[0][:10], row[3]) for row in stored(database_url)] == [("unknown:::", "missing")] * 2


def test_the_next_reader_is_told_once_two_people_dispute_an_answer(office: Office):
    disputes(office.founder)
    assert DISPUTE not in asks(office.board_member).words
    disputes(office.hr_lead)
    for question in ("/roles compare cmo cro metrics", "@Rolecall CMO vs CRO KPIs?"):
        card = asks(office.board_member, question)
        assert DISPUTE in card.words
        assert DISPUTE in card.text
    assert DISPUTE not in asks(office.board_member, "/roles compare cmo cro").words


def test_the_full_view_and_the_shared_card_of_a_disputed_answer_say_so_too(office: Office):
    for member in (office.founder, office.hr_lead):
        disputes(member)
    card = asks(office.board_member)
    office.board_member.clicks("Share", on=card)
    assert DISPUTE in office.hr_lead.sees("Shared by").words
    office.board_member.clicks("Full answer", on=card)
    assert DISPUTE in office.board_member.seen.words


def test_people_who_got_the_wrong_card_dispute_nothing(office: Office):
    for member in (office.founder, office.hr_lead):
        disputes(member, "wrong_card")
    assert DISPUTE not in asks(office.board_member).words


def test_an_answer_comes_even_if_the_database_has_gone(office: Office, database_url: str):
    asks(office.founder)
    Path(database_url.removeprefix("sqlite:///")).write_bytes(b"not a database")
    assert "CMO vs CRO: Metrics" in asks(office.board_member).text
    office.board_member.rates(HELPFUL)
    assert "Something went wrong" in office.board_member.seen.text
