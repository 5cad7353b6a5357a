"""Conversation memory: the previous question, and the meaning of an abbreviation in a channel."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import current_thread

import pytest
from fakes.library import FragileLibrary
from fakes.office import Office
from sqlalchemy import event

from bot.answers.wording import clarifying_question, refusal_text
from bot.app import build_app, now
from bot.playground import payloads
from bot.storage.engine import get_engine

QUESTION = "which one?"
WHICH_ROLES = refusal_text("needs_roles", "")
LINE = "now means Chief Product Officer."
START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

Worker = Callable[..., None]


@pytest.fixture
def empty_office() -> Iterator[Office]:
    """A workspace without an app."""
    with Office() as office:
        yield office
        office.settle()
        assert office.slack.faults == []


@pytest.fixture
def worker(empty_office: Office, database_url: str, library: FragileLibrary) -> Worker:
    """Starts another worker on the same database, which takes over the requests."""

    def start(clock: Callable[[], datetime] = now) -> None:
        empty_office.settle()
        settings = empty_office.settings(database_url=database_url)
        empty_office.join(build_app(settings, library=library, clock=clock))

    return start


def choose_product(office: Office, question: str = "CPO KPIs?", in_: str = "DM") -> None:
    office.founder.types(question, in_)
    office.founder.sees(QUESTION)
    office.founder.clicks("Chief Product Officer")


# Meanings of abbreviations


@pytest.mark.socket_mode
def test_a_resolved_abbreviation_is_remembered_in_the_conversation_until_undone(office: Office):
    choose_product(office)
    card = office.founder.sees("CPO (product): Metrics")
    assert f"In this conversation CPO {LINE}" in card.text
    assert f"In this conversation CPO {LINE}" in card.words
    office.founder.writes_dm("CPO vs CFO?")
    later = office.founder.sees("CPO (product) vs CFO", LINE)
    office.founder.clicks("Undo", on=later)
    undone = office.founder.sees(QUESTION)
    assert undone.message.ts == later.message.ts
    office.founder.writes_dm("CPO vs CFO?")
    office.founder.sees(QUESTION)


def test_undoing_a_meaning_offers_every_reading_of_the_question(office: Office):
    choose_product(office, "CPO vs CFO KPIs?")
    office.founder.clicks("Undo")
    undone = office.founder.sees(clarifying_question("CPO"))
    assert undone.buttons == ["Chief People Officer", "Chief Product Officer"]
    office.founder.clicks("Chief People Officer")
    office.founder.sees("CHRO vs CFO: Metrics", "CPO now means Chief People Officer")


def test_commands_and_mentions_share_meanings_in_a_channel(office: Office):
    choose_product(office, "/roles show cpo", "#leadership")
    office.founder.sees(f"In this channel CPO {LINE}")
    office.board_member.types("/roles compare cpo cfo")
    assert office.board_member.sees("CPO (product) vs CFO", LINE).private
    office.hr_lead.types("@Rolecall what does a CPO do?")
    assert not office.hr_lead.sees("Chief Product Officer", f"In this channel CPO {LINE}").private


def test_the_message_shortcut_uses_the_meanings_of_the_channel(office: Office):
    choose_product(office, "/roles CPO?", "#leadership")
    office.board_member.types("what does a CPO do?")
    message = office.slack.workspace.visible_to("U0FOUNDER")[-1]
    office.founder._act()
    office.slack.user_actions.run_shortcut(office.founder.user, office.slack.manifest.shortcuts[0], message)
    office.founder.sees("Chief Product Officer", LINE)


def test_anyone_in_the_channel_can_undo_a_meaning(office: Office):
    choose_product(office, "@Rolecall CPO?", "#leadership")
    card = office.founder.sees(LINE)
    office.hr_lead.clicks("Undo", on=card)
    assert office.founder.sees(QUESTION).message.ts == card.message.ts
    office.board_member.types("/roles CPO?")
    office.board_member.sees(QUESTION)


def test_a_meaning_does_not_apply_in_another_channel(office: Office):
    choose_product(office, "@Rolecall CPO?", "#leadership")
    office.founder.types("@Rolecall CPO?", "#hiring")
    office.founder.sees(QUESTION)
    office.founder.types("/roles CPO?", "#hiring")
    office.founder.sees(QUESTION)


def test_a_meaning_does_not_apply_in_another_workspace(office: Office, monkeypatch: pytest.MonkeyPatch):
    choose_product(office, "@Rolecall CPO?", "#leadership")
    monkeypatch.setattr(payloads, "TEAM", "T0ELSEWHERE")
    for typed in ("@Rolecall CPO?", "/roles CPO?"):
        office.founder.types(typed)
        office.founder.sees(QUESTION)


def test_an_explicit_role_overrides_a_remembered_meaning(office: Office):
    choose_product(office)
    office.founder.writes_dm("CPO in the sense of people: KPIs?")
    assert LINE not in office.founder.sees("CHRO").text


def test_two_abbreviations_are_resolved_with_one_click_and_undone_separately(office: Office):
    office.founder.writes_dm("CPO vs CCO?")
    office.founder.sees(clarifying_question("CPO, CCO"))
    office.founder.clicks("Chief Product Officer, Chief Customer Officer")
    card = office.founder.sees("CPO (product) vs CCO (customer)", LINE, "CCO now means Chief Customer Officer.")
    assert card.buttons.count("Undo") == 2
    office.founder.clicks("Undo")
    office.founder.sees(clarifying_question("CPO"))
    office.founder.writes_dm("CCO?")
    office.founder.sees("Chief Customer Officer", "CCO now means")


def test_a_clarification_without_an_abbreviation_is_not_remembered(office: Office):
    office.founder.types("/roles compare cmo")
    office.founder.clicks("CMO vs CRO")
    card = office.founder.sees("CMO vs CRO")
    assert "Undo" not in card.buttons
    assert "now means" not in card.text


def test_a_new_question_is_answered_while_a_clarification_is_pending(office: Office):
    office.founder.writes_dm("CPO KPIs?")
    asked = office.founder.sees(QUESTION)
    office.founder.writes_dm("CMO vs CRO?")
    office.founder.sees("CMO vs CRO")
    office.founder.clicks("Chief Product Officer", on=asked)
    office.founder.sees("CPO (product): Metrics", LINE)


@pytest.mark.parametrize(
    "value", ["cpo=cmo;role:cmo::", "cmo=cmo;role:cmo::", "cpo=chro;role:cmo::", "cpo;role:chro::", "role:chro::", ""]
)
@pytest.mark.parametrize("action", ["mean:0", "forget"])
def test_a_forged_meaning_button_is_reported_as_expired_and_changes_nothing(office: Office, action: str, value: str):
    choose_product(office, "@Rolecall CPO?", "#leadership")
    card = office.founder.sees(LINE)
    room = office.slack.workspace.channels["C0LEADERSHIP"]
    key = office.slack.response_urls.issue(room.id, "U0FOUNDER", card.message.ts)
    place = payloads.on_message(card.message, room) | {"response_url": office.slack.response_urls.base + key}
    pressed = {"type": "button", "block_id": "b", "action_id": action, "value": value}
    office.founder._act()
    office.slack.user_actions.send_interaction(
        payloads.interaction("block_actions", office.founder.user, actions=[pressed], **place)
    )
    office.founder.sees("This button has expired.")
    office.founder.types("@Rolecall CPO?")
    office.founder.sees("Chief Product Officer", LINE)


@pytest.mark.parametrize("words", ["the product one", "product", "chief product officer", "2", "the prodct one please"])
def test_a_clarification_can_be_answered_in_words(office: Office, words: str):
    office.founder.writes_dm("CPO KPIs?")
    office.founder.sees(QUESTION)
    office.founder.writes_dm(words)
    card = office.founder.sees("CPO (product): Metrics", f"In this conversation CPO {LINE}")
    office.founder.clicks("Undo", on=card)
    office.founder.sees(QUESTION)
    office.founder.writes_dm("people")
    office.founder.sees("CHRO: Metrics", "CPO now means Chief People Officer")


def test_a_clarification_in_a_thread_is_answered_only_in_that_thread(office: Office):
    office.founder.types("@Rolecall CPO KPIs?")
    question = office.founder.sees(QUESTION)
    office.founder.types("@Rolecall product")
    assert "Metrics" not in office.founder.seen.text
    office.board_member.types("@Rolecall the product one", in_thread_of=question)
    assert office.founder.sees("CPO (product): Metrics").thread == question.thread


def test_an_unrelated_reply_leaves_the_clarification_pending(office: Office):
    office.founder.writes_dm("CMO vs CRO")
    office.founder.writes_dm("CPO KPIs?")
    office.founder.writes_dm("hm")
    office.founder.writes_dm("people")
    office.founder.sees("CHRO: Metrics")


def test_a_clarification_does_not_replace_the_previous_question(office: Office):
    office.founder.writes_dm("CMO vs CRO")
    office.founder.writes_dm("CPO KPIs?")
    office.founder.sees(QUESTION)
    office.founder.writes_dm("and which first?")
    office.founder.sees("CMO or CRO: which first?")
    office.founder.writes_dm("product")
    assert "Metrics" not in office.founder.seen.text


# Follow-ups


def test_a_mention_in_a_thread_follows_up_on_the_previous_question(office: Office):
    office.founder.types("@Rolecall CMO vs CRO")
    card = office.founder.seen
    office.board_member.types("@Rolecall and their KPIs?", in_thread_of=card)
    assert office.founder.sees("CMO vs CRO: Metrics").thread == card.thread
    office.founder.types("@Rolecall what about the CTO?", in_thread_of=card)
    office.founder.sees("CMO vs CRO vs CTO: Metrics")


def test_a_direct_message_follows_up_on_the_previous_one(office: Office):
    office.founder.writes_dm("CMO vs CRO")
    office.founder.sees("CMO vs CRO")
    office.founder.writes_dm("which first?")
    office.founder.sees("CMO or CRO: which first?")
    office.founder.writes_dm("and their KPIs?")
    office.founder.sees("CMO vs CRO: Metrics")


def test_an_ownership_question_can_be_followed_up_with_a_topic_alone(office: Office):
    office.founder.writes_dm("who owns pricing?")
    office.founder.writes_dm("and churn?")
    office.founder.sees("Who owns churn?")
    office.founder.writes_dm("what about retention?")
    office.founder.sees("Who owns retention?")
    office.founder.writes_dm("and the CTO?")
    office.founder.sees("Who owns retention?", "the CTO")


def test_an_unknown_topic_is_not_answered_with_the_previous_roles(office: Office):
    office.founder.writes_dm("CMO vs CRO")
    office.founder.writes_dm("who decides on the furniture")
    office.founder.sees(refusal_text("not_covered", ""))


def test_a_follow_up_uses_the_choice_made_on_a_card_in_the_thread(office: Office):
    office.founder.types("@Rolecall CPO KPIs?")
    question = office.founder.sees(QUESTION)
    office.board_member.clicks("Chief Product Officer", on=question)
    office.founder.sees("CPO (product): Metrics")
    office.founder.types("@Rolecall and when to hire one?", in_thread_of=question)
    office.founder.sees("When to hire the first CPO")


def test_a_private_answer_to_a_click_does_not_affect_the_thread(office: Office):
    office.founder.types("@Rolecall CMO vs CRO")
    card = office.founder.sees("CMO vs CRO")
    office.board_member.clicks("Do we need both?", on=card)
    office.board_member.sees("CMO and CRO: both, or one?")
    office.founder.types("@Rolecall what about the CTO?", in_thread_of=card)
    office.founder.sees("CMO vs CRO vs CTO")


def test_a_follow_up_uses_the_answer_that_was_shared_in_the_thread(office: Office):
    office.founder.types("@Rolecall CMO vs CRO")
    card = office.founder.sees("CMO vs CRO")
    office.board_member.picks("Metrics", on=card)
    office.board_member.clicks("Share", on=office.board_member.sees("CMO vs CRO: Metrics"))
    office.founder.types("@Rolecall what about the CTO?", in_thread_of=card)
    office.founder.sees("CMO vs CRO vs CTO: Metrics")


def test_a_follow_up_uses_the_choice_made_on_a_card_in_the_direct_message(office: Office):
    office.founder.writes_dm("CMO vs CRO")
    office.founder.picks("Metrics", on=office.founder.seen)
    office.founder.sees("CMO vs CRO: Metrics")
    office.founder.writes_dm("what about the CTO?")
    office.founder.sees("CMO vs CRO vs CTO: Metrics")


def test_a_follow_up_uses_the_meaning_chosen_on_a_card(office: Office):
    choose_product(office, "CPO vs CFO?")
    office.founder.sees("CPO (product) vs CFO")
    office.founder.writes_dm("which first?")
    office.founder.sees("CPO (product) or CFO: which first?")


def test_an_ambiguous_follow_up_is_clarified_within_its_question(office: Office):
    office.founder.writes_dm("CMO vs CRO KPIs?")
    office.founder.sees("CMO vs CRO: Metrics")
    office.founder.writes_dm("what about the CPO?")
    office.founder.sees(QUESTION)
    office.founder.clicks("Chief Product Officer")
    office.founder.sees("CMO vs CRO vs CPO (product): Metrics", LINE)


@pytest.mark.parametrize("text", ["and their KPIs?", "which first?"])
def test_a_follow_up_without_a_previous_question_asks_for_roles(office: Office, text: str):
    office.founder.writes_dm(text)
    office.founder.sees(WHICH_ROLES)
    office.founder.types(f"@Rolecall {text}")
    office.founder.sees(WHICH_ROLES)


def test_threads_and_conversations_have_separate_context(office: Office):
    office.founder.types("@Rolecall CMO vs CRO")
    in_channel = office.founder.sees("CMO vs CRO")
    office.founder.types("@Rolecall and their KPIs?")
    assert office.founder.sees(WHICH_ROLES).thread != in_channel.thread
    office.founder.writes_dm("and their KPIs?")
    office.founder.sees(WHICH_ROLES)
    office.founder.writes_dm("CFO vs COO")
    card = office.founder.sees("CFO vs COO")
    office.founder.writes_dm("and their KPIs?", in_thread_of=card)
    office.founder.sees(WHICH_ROLES)
    office.board_member.writes_dm("and their KPIs?")
    office.board_member.sees(WHICH_ROLES)


def test_an_unanswered_question_does_not_replace_the_previous_one(office: Office):
    for text in ("CMO vs CRO", "what's for lunch?", "CPO?"):
        office.founder.writes_dm(text)
        assert office.founder.seen
    office.founder.writes_dm("and their KPIs?")
    office.founder.sees("CMO vs CRO: Metrics")


def test_private_answers_do_not_affect_the_thread(office: Office):
    office.founder.types("@Rolecall CMO vs CRO")
    card = office.founder.sees("CMO vs CRO")
    office.founder.types("/roles compare cfo coo")
    office.founder.picks("Metrics", on=office.founder.sees("CFO vs COO"))
    office.founder.types("@Rolecall and their KPIs?", in_thread_of=card)
    office.founder.sees("CMO vs CRO: Metrics")


# Workers, restarts and expiry


def test_memory_survives_a_restart_and_is_shared_by_workers(empty_office: Office, worker: Worker):
    worker()
    choose_product(empty_office, "CPO vs CFO?")
    empty_office.founder.sees("CPO (product) vs CFO")
    worker()
    empty_office.founder.writes_dm("and their KPIs?")
    empty_office.founder.sees("CPO (product) vs CFO: Metrics")
    empty_office.founder.writes_dm("what does a CPO do?")
    card = empty_office.founder.sees("Chief Product Officer", LINE)
    worker()
    empty_office.founder.clicks("Undo", on=card)
    worker()
    empty_office.founder.writes_dm("CPO?")
    empty_office.founder.sees(QUESTION)


def test_questions_expire_after_thirty_days_and_meanings_do_not(empty_office: Office, worker: Worker):
    worker(clock=lambda: START)
    choose_product(empty_office, "CPO vs CFO?")
    empty_office.founder.sees("CPO (product) vs CFO")
    worker(clock=lambda: START + timedelta(days=29))
    empty_office.founder.writes_dm("and their KPIs?")
    empty_office.founder.sees("CPO (product) vs CFO: Metrics")
    worker(clock=lambda: START + timedelta(days=60))
    empty_office.founder.writes_dm("which first?")
    empty_office.founder.sees(WHICH_ROLES)
    empty_office.founder.writes_dm("CPO?")
    empty_office.founder.sees("Chief Product Officer", LINE)


def test_a_remembered_role_removed_from_the_knowledge_base_is_ignored(office: Office, library: FragileLibrary):
    office.founder.writes_dm("CMO vs CRO")
    office.founder.sees("CMO vs CRO")
    left = {key: role for key, role in library.now.roles.items() if key != "cro"}
    library.now = replace(library.now, roles=left, version="without the CRO")
    office.founder.writes_dm("and their KPIs?")
    office.founder.sees(WHICH_ROLES)


def test_a_command_queries_the_database_only_for_an_ambiguous_abbreviation(office: Office, database_url: str):
    statements: list[str] = []

    def record(*call: object) -> None:
        if not current_thread().name.startswith("rolecall-answer"):  # what is loaded there, no answer waits for
            statements.append(str(call[2]))

    event.listen(get_engine(database_url), "before_cursor_execute", record)
    for typed in ("compare cmo cro", "CMO vs CRO KPIs?", "who owns pricing?", "compare cmo", "what's for lunch?"):
        office.founder.types(f"/roles {typed}")
        assert office.founder.seen
    assert statements == []
    office.founder.types("/roles CPO?")
    office.founder.sees(QUESTION)
    assert any("meanings" in statement for statement in statements)


def test_without_its_tables_the_app_answers_and_does_not_claim_to_remember(
    office: Office, database_url: str, caplog: pytest.LogCaptureFixture
):
    with get_engine(database_url).begin() as connection:
        for table in ("conversations", "meanings"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    choose_product(office, "CPO KPIs?")
    assert "now means" not in office.founder.sees("CPO (product): Metrics").text
    assert "could not access the conversation's memory" in caplog.text
    office.founder.writes_dm("CPO KPIs?")
    office.founder.sees(QUESTION)


def test_a_failed_undo_is_not_reported_as_undone(office: Office, database_url: str):
    choose_product(office)
    card = office.founder.sees(LINE)
    with get_engine(database_url).begin() as connection:
        connection.exec_driver_sql("DROP TABLE meanings")
    office.founder.clicks("Undo", on=card)
    office.founder.sees("Something went wrong on my side")
    after = office.founder.now(card)
    assert after is not None
    assert LINE in after.text
