"""A reader asks the owner of a subject, or the channel for questions, and the answer comes back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.hiring import NOW
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.transports import Transport, joined

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.playground.identities import MEMBERS, TEAM
from bot.slack.contact_views import CONSENT, CONSENT_OF_ONE
from bot.slack.contacts import NoContactError
from bot.slack.text import escape
from bot.slack.unsent_texts import SHARED
from bot.storage.stored_data import StoredData, Subject

pytestmark = pytest.mark.both_databases
FOUNDER, BOARD_MEMBER, HR_LEAD = MEMBERS
QUESTION = "Is that before tax?\nSee https://example.com/bands and <!here> *now*"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company's own folder, in which the founder owns the CRO."""
    folder = tmp_path_factory.mktemp("company")
    (folder / "roles").mkdir()
    (folder / "roles" / "cro.yml").write_text(f"owner: {FOUNDER.id}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def knowledge(company: Path) -> KnowledgeBase:
    """The knowledge with that folder."""
    return load((company,))


@pytest.fixture
def office(
    request: pytest.FixtureRequest, transport: Transport, database_url: str, library: FragileLibrary, company: Path
) -> Iterator[Office]:
    """An office with that knowledge; with the parameter `channel`, it has a channel for questions."""
    with Office(clock=lambda: NOW) as office:
        channel = office.slack.workspace.channel_named("#exec-search").id if hasattr(request, "param") else ""
        settings = {"database_url": database_url, "knowledge_path": (company,), "questions_channel": channel}
        with joined(office, transport, library, **settings):
            yield office


with_channel = pytest.mark.parametrize("office", ["channel"], indirect=True)


def test_a_reader_sees_what_goes_to_whom_before_the_owner_gets_it_and_the_answer_comes_back_once(
    office: Office, database_url: str
):
    asker, owner = office.board_member, office.founder
    asker.types("/roles show cro metrics")
    asker.picks("Ask a person")
    form = asker.modal
    assert f"*To* <@{FOUNDER.id}>, who maintains Rolecall's answer on *Chief Revenue Officer*" in form.words
    assert "Metrics" in str(form.blocks)
    assert f"{CONSENT_OF_ONE} {CONSENT}" in form.words
    owner.sees_nothing(in_="DM")  # until the reader presses Send

    asker.submits({"Your question": QUESTION})
    asked = owner.sees("has a question about", in_="DM")
    assert f"<@{BOARD_MEMBER.id}>" in asked.text
    assert "> Is that before tax?" in asked.text
    assert "See <https://example.com/bands> and" in asked.text
    assert "<!here>" not in str(asked.message)
    assert asked.buttons == ["Answer"]

    owner.clicks("Answer", on=asked)
    assert BOARD_MEMBER.id in str(owner.modal.blocks)
    owner.submits({"Your answer": "Yes, before tax: https://example.com/answer"})
    answer = asker.sees("answered your question", in_="DM")
    assert f"<@{FOUNDER.id}>" in answer.text
    assert "Yes, before tax" in answer.text
    assert "<https://example.com/answer>" in answer.text
    assert "Open the answer" not in answer.text  # the asker can't read the owner's direct conversation
    assert owner.sees("answered:", in_="DM").thread == asked.message.ts

    stored = str(list(StoredData(database_url).export(Subject(TEAM))))
    assert "before tax" not in stored


@with_channel
def test_the_channel_for_questions_gets_what_no_one_owns_and_the_asker_gets_a_link(office: Office):
    asker, colleague = office.board_member, office.hr_lead
    asker.writes_dm("CMO vs head of growth?")
    asker.clicks("Ask a person")
    assert "the questions channel" in asker.modal.words
    asker.submits({"Your question": "Who does growth here?"})
    asked = colleague.sees("has a question about a topic", in_="#exec-search")
    colleague.clicks("Answer", on=asked)
    colleague.submits({"Your answer": "I do."})
    posted = colleague.sees("answered:", in_="#exec-search")
    assert posted.thread == asked.message.ts
    answer = asker.sees("answered your question", in_="DM")
    assert f"<{escape(posted.message.permalink)}|Open the answer>" in answer.text
    assert "I do." in answer.text


@with_channel
def test_an_answer_reaches_the_asker_once_without_a_link_if_slack_gives_no_link(office: Office):
    asker, colleague = office.board_member, office.hr_lead
    asker.writes_dm("CMO vs head of growth?")
    asker.clicks("Ask a person")
    asker.submits({"Your question": "Who does growth here?"})
    colleague.clicks("Answer", on=colleague.sees("has a question about", in_="#exec-search"))
    office.slack.api.refuse_next("chat.getPermalink", "fatal_error")
    colleague.submits({"Your answer": "I do."})
    answer = asker.sees("answered your question", "I do.", in_="DM")
    assert "Open the answer" not in answer.text
    assert len([seen for seen in colleague.everything if "answered:" in seen.text]) == 1
    assert office.slack.faults == ["chat.getPermalink: fatal_error"]
    office.slack.faults.clear()


@with_channel
@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("not_in_channel", "I'm not in that channel."),
        ("is_archived", "that channel is archived."),
        ("restricted_action", "an admin decides who can post in that channel"),
        ("no_text", "Slack refused it (no_text)."),
    ],
)
def test_a_question_that_could_not_be_sent_comes_back_with_the_reason_and_its_text(office: Office, code: str, why: str):
    asker = office.board_member
    asker.writes_dm("CMO vs head of growth?")
    asker.clicks("Ask a person")
    office.slack.api.refuse_next("chat.postMessage", code)
    asker.submits({"Your question": "Who does growth here?\nAnd <who> leads it?"})
    said = asker.sees(why, in_="DM").text
    assert said.startswith("Your question wasn't sent: ")
    assert said.endswith("This is what you wrote:\n&gt; Who does growth here?\n&gt; And &lt;who&gt; leads it?")
    assert "it's saved" not in said
    office.slack.faults.clear()


def test_an_answer_that_could_not_be_sent_comes_back_with_its_text(office: Office):
    asker, owner = office.board_member, office.founder
    asker.types("/roles show cro metrics")
    asker.picks("Ask a person")
    asker.submits({"Your question": "Before tax?"})
    owner.clicks("Answer", on=owner.sees("has a question about", in_="DM"))
    office.slack.api.refuse_next("chat.postMessage", "fatal_error")
    owner.submits({"Your answer": "Yes."})
    said = owner.sees("Yes.", in_="DM").text
    assert said.startswith("I don't know whether your answer was sent")
    asker.sees_nothing("answered your question")
    office.slack.faults.clear()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("user_not_found", "Slack refused to send it to {} (user_not_found). Send it to them yourself."),
        (
            "fatal_error",
            (
                "I don't know whether {} got it, because Slack didn't answer properly. "
                "Ask them, and send it again if they didn't."
            ),
        ),
    ],
)
def test_an_answer_that_is_only_posted_in_the_thread_is_not_called_unsent(office: Office, code: str, why: str):
    asker, owner = office.board_member, office.founder
    asker.types("/roles show cro metrics")
    asker.picks("Ask a person")
    asker.submits({"Your question": "Before tax?"})
    owner.clicks("Answer", on=owner.sees("has a question about", in_="DM"))
    for each in ("", code):  # the first message goes through
        office.slack.api.refuse_next("chat.postMessage", each)
    owner.submits({"Your answer": "Yes."})
    assert owner.sees("answered:", "Yes.", in_="DM").thread
    said = owner.sees("This is what you wrote:\n&gt; Yes.", in_="DM").text
    office.slack.user_actions.redeliver(office.slack.user_actions.app_requests[-1])
    office.settle()
    assert sum("answered:" in seen.text for seen in owner.everything) == 1
    mention = f"<@{asker.user.id}>"
    assert said.startswith(f"Your answer is in the thread of the question, but {why.format(mention)}")
    asker.sees_nothing("answered your question")
    office.slack.faults.clear()


def test_a_long_answer_with_links_arrives_complete(office: Office):
    asker, owner = office.board_member, office.founder
    asker.types("/roles show cro metrics")
    asker.picks("Ask a person")
    asker.submits({"Your question": "Before tax?"})
    owner.clicks("Answer", on=owner.sees("has a question about", in_="DM"))
    addresses = [f"https://example.com/{'x' * 60}/{number}" for number in range(20)]
    owner.submits({"Your answer": f"First {', '.join(addresses)}, last."})
    for seen in (owner.sees("answered:", in_="DM"), asker.sees("answered your question", in_="DM")):
        shown = str(seen.blocks)
        assert all(f"<{each}>" in shown for each in addresses)
        assert "…" not in shown
        assert "last" in shown


@with_channel
def test_no_one_is_asked_who_has_left_or_asks_themselves_and_the_channel_takes_their_place(office: Office):
    owner = office.founder
    owner.types("/roles show cro metrics")
    owner.picks("Ask a person")
    assert "the questions channel" in owner.modal.words
    owner.cancels()
    office.slack.workspace.change_user(FOUNDER.id, deleted=True)
    office.hr_lead.types("/roles show cro metrics")
    office.hr_lead.picks("Ask a person")
    assert "the questions channel" in office.hr_lead.modal.words


def test_an_owner_without_a_channel_for_questions_has_no_one_else_to_ask(office: Office):
    office.founder.types("/roles show cro metrics")
    office.founder.picks("Ask a person")
    assert office.founder.seen.text == str(NoContactError())


def test_nothing_is_offered_where_no_one_owns_an_entry_and_for_lunch(office: Office):
    for text in ("/roles show cmo metrics", "/roles what's for lunch?"):
        office.hr_lead.types(text)
        assert "Ask a person" not in str(office.hr_lead.seen.blocks)


@with_channel
def test_where_another_company_is_present_no_one_of_this_company_is_offered(office: Office):
    shared = office.channel("with-a-partner", is_ext_shared=True, is_private=False)
    office.founder.types("@Rolecall CRO KPIs?", shared)
    card = office.founder.seen
    assert card.private
    assert "Ask a person" not in str(card.blocks)


@with_channel
def test_an_owner_of_another_company_is_not_asked_and_the_channel_takes_their_place(office: Office):
    office.slack.workspace.change_user(FOUNDER.id, is_stranger=True)
    office.hr_lead.types("/roles show cro metrics")
    office.hr_lead.picks("Ask a person")
    assert FOUNDER.id not in str(office.hr_lead.modal.blocks)
    assert "questions channel" in office.hr_lead.modal.words


@with_channel
def test_no_question_goes_to_a_channel_that_another_company_is_in(office: Office):
    channel = office.slack.workspace.channel_named("#exec-search")
    office.slack.workspace.channels[channel.id] = replace(channel, is_ext_shared=True)
    office.founder.types("/roles show cro metrics")
    office.founder.picks("Ask a person")
    assert office.founder.seen.text == str(NoContactError())


@with_channel
def test_a_question_comes_back_if_another_company_joins_the_channel_while_it_is_written(office: Office):
    asker, channel = office.founder, office.slack.workspace.channel_named("#exec-search")
    asker.types("/roles show cro metrics")
    asker.picks("Ask a person")
    assert "the questions channel" in asker.modal.words
    office.slack.workspace.channels[channel.id] = replace(channel, is_ext_shared=True)
    office.hr_lead.types("@Rolecall CRO KPIs?", "#exec-search")
    asker.submits({"Your question": "Before tax?"})
    assert asker.sees("Before tax?", in_="DM").text.startswith(f"Your question wasn't sent: {SHARED}")
    office.hr_lead.sees_nothing("Before tax?")
