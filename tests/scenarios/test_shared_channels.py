"""A channel shared with another company: answers are private, and the company's own knowledge stays out of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from fakes.hiring import PRIVATE_CHANNEL, card, run_command
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.transports import Transport, joined

from bot.app import single_workspace
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.knowledge.models import Aspect, Fact, Role
from bot.scheduled_work import build_reminder_task
from bot.slack.actions import HELD_BACK
from bot.slack.replies import OwnKnowledgeError
from bot.storage.decisions import SqlDecisionRepository

OWN = "Our CRO owns the reseller contracts"
OWN_ITEM = "Consult our own works council"
OWN_LAW = "Our counsel settled this in Ohio"
OWN_TITLE = "Reseller CMO"
TOPIC = "responsibilities"
SHARED = "#partners"
QUESTION = "@Rolecall show CRO responsibilities"


@pytest.fixture(scope="module")
def own_base(shipped: KnowledgeBase) -> KnowledgeBase:
    """The shipped knowledge with what is the company's own: topics of the CRO, roles, an item, and every caution."""
    cro, fact = shipped.roles["cro"], Fact(text=f"{OWN}.", own=True)
    topic = Aspect(brief="Resellers", answer=fact, facts=(fact,))
    ours = replace(cro, topics={**cro.topics, TOPIC: topic, "interview": topic})
    cmo = replace(shipped.roles["cmo"], short=OWN_TITLE)
    coach = Role(
        id="coach",
        title="Head Coach",
        short="Coach",
        level="staff",
        summary="Coaches the executives.",
        reviewed="2026-11",
        topics=ours.topics,
    )
    item = replace(next(iter(shipped.checklist.values())), key="ours_council", title=OWN_ITEM, cautions=())
    checklist = {**shipped.checklist, item.key: item}
    roles = {**shipped.roles, "cro": ours, "cmo": cmo, "coach": coach}
    cautions = {key: replace(each, text=f"{OWN_LAW}. {each.text}") for key, each in shipped.cautions.items()}
    return replace(shipped, roles=roles, checklist=checklist, cautions=cautions, version="")


@pytest.fixture
def own_office(transport: Transport, database_url: str, tmp_path: Path, own_base: KnowledgeBase) -> Iterator[Office]:
    """An office whose company has knowledge of its own."""
    folder = tmp_path / "ours"
    folder.mkdir()
    office, library = Office(), FragileLibrary(own_base)
    with office, joined(office, transport, library, database_url=database_url, knowledge_path=(folder,)):
        yield office


def test_a_mention_is_answered_to_the_person_alone_until_they_share_it(office: Office):
    office.founder.says("@Rolecall CMO vs CRO KPIs?", in_=SHARED)
    card = office.founder.sees("CMO vs CRO: Metrics", in_=SHARED)
    office.board_member.sees_nothing()
    office.founder.clicks("Share", on=card)
    shared = office.board_member.sees("CMO vs CRO: Metrics", "Shared by", in_=SHARED)
    office.founder.sees_nothing(HELD_BACK)
    office.board_member.says("@Rolecall what's for lunch?", in_=SHARED, in_thread_of=shared)
    answer = office.board_member.sees(in_=SHARED)
    assert (answer.message.visible_to, answer.thread) == (office.board_member.user.id, shared.message.ts)


def test_an_edited_mention_is_answered_again_to_the_person_alone(office: Office):
    office.founder.says("@Rolecall CMO vs CRO KPIs?", in_=SHARED)
    office.founder.sees("CMO vs CRO: Metrics")
    office.founder.edits("@Rolecall CMO vs CRO scope?", in_=SHARED)
    office.founder.sees("CMO vs CRO: Scope")
    office.board_member.sees_nothing()


def test_own_knowledge_is_left_out_where_another_company_is(own_office: Office):
    founder = own_office.founder
    founder.says(QUESTION)
    assert OWN in founder.sees("CRO", in_="#leadership").words
    founder.says(QUESTION, in_=SHARED)
    card = founder.sees("CRO", in_=SHARED)
    founder.clicks("Full answer", on=card)
    full = founder.sees("CRO", in_=SHARED)
    founder.clicks("Copy as text", on=full)
    memo = founder.modal
    founder.submits()
    file = founder.sees("CRO", in_="DM")
    assert not [each for each in (card, full) if OWN in each.words]
    assert OWN not in str(memo.blocks)
    assert OWN not in file.files[0].text


def test_a_command_is_answered_without_own_knowledge_where_another_company_is(own_office: Office):
    founder = own_office.founder
    founder.types("/roles show cro responsibilities", "#leadership")
    assert OWN in founder.seen.words
    for _ in range(2):  # the second time, it's known who is in the channel
        founder.types("/roles show cro responsibilities", SHARED)
        card = founder.sees("CRO", in_=SHARED)
        assert OWN not in card.words
    founder.clicks("Share", on=card)
    assert OWN not in own_office.board_member.sees("Shared by", in_=SHARED).words
    founder.types("/roles show head coach", SHARED)
    assert "I don't cover" in founder.seen.text


def test_what_is_shared_in_a_channel_that_the_app_is_not_in_leaves_own_knowledge_out_and_says_so(own_office: Office):
    founder, channel = own_office.founder, own_office.channel("board-only", bot_is_member=False)
    founder.types("/roles show cro responsibilities", channel)
    founder.clicks("Share", on=founder.sees(OWN))
    founder.sees(HELD_BACK)
    assert OWN not in own_office.board_member.sees("Shared by", in_=channel).words
    founder.types("/roles show head coach", channel)
    founder.clicks("Share", on=founder.sees("Head Coach"))
    founder.sees(str(OwnKnowledgeError()))
    own_office.board_member.sees_nothing("Head Coach")
    own_office.slack.faults.clear()


def test_if_slack_does_not_say_who_is_in_a_channel_own_knowledge_is_left_out(own_office: Office):
    own_office.slack.api.refuse_next("conversations.info", "internal_error")
    own_office.founder.types("/roles show cro responsibilities", "#leadership")
    card = own_office.founder.sees("CRO")
    assert OWN not in card.words
    own_office.founder.clicks("Share", on=card)
    assert OWN not in own_office.board_member.sees("Shared by").words
    own_office.slack.faults.clear()


def test_a_search_in_a_shared_channel_has_no_item_of_the_companys_own_checklist(own_office: Office):
    founder = own_office.founder
    run_command(founder, "start cro")
    assert OWN_ITEM in run_command(founder, "items all").text
    run_command(founder, "start cfo", in_=SHARED)
    founder.clicks("Post it here")
    own_office.settle()
    assert "is open with" in founder.sees("is open with").text
    shown = run_command(founder, "items all", in_=SHARED).text
    assert OWN_ITEM not in shown
    assert next(iter(load().checklist.values())).title in shown
    run_command(founder, "start coach", in_=SHARED)
    founder.sees_nothing("is open with")


def open_shared_search(office: Office) -> None:
    """Open the search for a CRO in the shared channel, as the founder."""
    run_command(office.founder, "start cro", in_=SHARED)
    office.founder.clicks("Post it here")
    office.settle()


def test_a_scorecard_of_a_shared_search_has_no_question_of_the_companys_own_kit(own_office: Office):
    founder, hr_lead = own_office.founder, own_office.hr_lead
    open_shared_search(own_office)
    founder.clicks("Set up scorecards", on=run_command(founder, "scorecards", in_=SHARED))
    founder.submits({"Criteria": "Judgement", "Interviewers": [founder.user.id, hr_lead.user.id]})
    own_office.settle()
    forms = []
    founder.types("/hiring score a", SHARED)
    forms.append(founder.modal)
    founder.cancels()
    founder.clicks("Score A", on=run_command(founder, "scorecards", in_=SHARED))
    forms.append(founder.modal)
    hr_lead.clicks("Show scorecards", on=hr_lead.sees("made you an interviewer", in_="DM"))
    hr_lead.clicks("Score A", on=hr_lead.sees("Finalist A", in_="DM"))
    forms.append(hr_lead.modal)
    for form in forms:
        assert "Questions for this role" in form.words
        assert OWN not in form.words


def test_the_forms_of_a_shared_search_have_no_legal_note_of_the_companys_own(own_office: Office):
    founder = own_office.founder
    open_shared_search(own_office)
    founder.picks("14. Agree the range for cash, bonus and equity", on=run_command(founder, "items all", in_=SHARED))
    item = founder.modal
    founder.cancels()
    founder.picks("Pause or close", on=card(founder, in_=SHARED))
    closing = founder.modal
    for form in (item, closing):
        assert ":scales:" in form.words
        assert OWN_LAW not in form.words


def test_a_decision_in_a_shared_channel_is_copied_and_shown_again_without_the_companys_own_titles(own_office: Office):
    founder = own_office.founder
    founder.types("/hiring decide cmo cro", SHARED)
    founder.submits({})
    founder.submits({"What have you decided?": "1"})
    decision = founder.sees("Decision:", in_=SHARED)
    founder.clicks("Copy as text", on=decision)
    memo = founder.modal
    founder.submits()
    file = founder.sees("Decision", in_="DM").files[0]
    founder.cancels()
    founder.clicks("Start search", on=decision)
    own_office.settle()
    again = own_office.board_member.sees("Compared: the CMO and the CRO", in_=SHARED)
    for shown in (decision.words, again.words, str(memo.blocks), file.text):
        assert OWN_TITLE not in shown


@pytest.fixture
def run_reminders(
    own_office: Office, database_url: str, tmp_path: Path, own_base: KnowledgeBase
) -> Callable[[date], None]:
    """What runs the reminders of a worker of that office, at noon on a day and on the four days after it."""
    settings = own_office.settings(database_url=database_url, knowledge_path=(tmp_path / "ours",))
    run = build_reminder_task(settings, FragileLibrary(own_base), single_workspace(settings))

    def run_from(first: date) -> None:
        for days in range(5):
            run(datetime.combine(first + timedelta(days=days), time(12), UTC), lambda: True)

    return run_from


@pytest.mark.parametrize("channel", [SHARED, PRIVATE_CHANNEL])
def test_a_decision_is_due_for_review_in_a_shared_channel_without_the_companys_own_titles(
    own_office: Office, database_url: str, run_reminders: Callable[[date], None], channel: str
):
    founder = own_office.founder
    founder.types("/hiring decide cmo cro", channel)
    founder.submits({})
    founder.submits({"What have you decided?": "1"})
    founder.sees("Decision:", in_=channel)
    [decision] = SqlDecisionRepository(database_url).find_due_reviews(date.max)
    assert decision.review_on
    run_reminders(decision.review_on)
    due = founder.sees("due for review", in_=channel)
    assert (OWN_TITLE in due.words) is (channel == PRIVATE_CHANNEL)


@pytest.mark.parametrize("channel", [SHARED, PRIVATE_CHANNEL])
def test_messages_about_items_of_a_shared_search_have_no_legal_note_of_the_companys_own(
    own_office: Office, run_reminders: Callable[[date], None], channel: str
):
    founder, hr_lead = own_office.founder, own_office.hr_lead
    run_command(founder, "start cro", in_=channel)
    if channel == SHARED:
        founder.clicks("Post it here")
    own_office.settle()
    listed = run_command(founder, "items all", in_=channel).text
    for title in ("Agree who may know", "Publish the privacy notice"):
        [number] = re.findall(rf"(\d+)\.\W*{title}", listed)
        run_command(founder, f"assign {number} <@{hr_lead.user.id}>", in_=channel)
        run_command(founder, f"due {number} tomorrow", in_=channel)
    assigned = hr_lead.sees("assigned you this item", "Agree who may know", in_="DM")
    run_reminders(own_office.clock().date())
    digest = hr_lead.sees("hiring items need you today", in_="DM")
    hr_lead.picks("For a week", on=digest)
    again = hr_lead.now(digest)
    assert again is not None
    for seen in (assigned, digest, again):
        assert ":scales:" in seen.words
        assert (OWN_LAW in seen.words) is (channel == PRIVATE_CHANNEL)
