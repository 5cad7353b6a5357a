import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.hiring import in_days
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.seen import Seen
from fakes.slack import Member
from samples.decisions import FOR_REVENUE, FOR_THE_BRAND, GROWTH, SIZE, URGENCY, with_three_considerations

from bot.knowledge.base import KnowledgeBase
from bot.playground import payloads
from bot.slack.client import slack_client
from bot.slack.delivery import Destination, post
from bot.slack.hiring.views.decision_cards import review_message
from bot.slack.text import safe_mrkdwn
from bot.storage.decisions import SqlDecisionRepository
from bot.storage.engine import get_engine

TODAY = in_days(0)


@pytest.fixture(scope="module")
def knowledge(shipped: KnowledgeBase) -> KnowledgeBase:
    return with_three_considerations(shipped)


def reach_recommendation(
    office: Office, answers: Mapping[str, str] = FOR_REVENUE, typed: str = "/hiring decide cmo cro"
) -> None:
    """Answer the questions as the founder, up to the recommendation."""
    office.founder.types(typed)
    office.founder.submits(answers)


def record_decision(office: Office, answers: Mapping[str, str] = FOR_REVENUE, **entered: str) -> Seen:
    """Record the recommended decision as the founder, and return its card."""
    reach_recommendation(office, answers)
    office.founder.submits(entered)
    return office.founder.sees("Decision:")


def test_the_decide_modal_asks_every_question_on_one_screen_and_recommends_a_role(office: Office):
    office.founder.types("/hiring decide cmo cro")
    asked = office.founder.modal
    assert "*CMO or CRO?*" in asked.words
    assert "Not sure, or doesn't apply" in asked.choices
    office.founder.submits(FOR_REVENUE)
    found = office.founder.modal
    assert "Recommended: CRO" in found.words
    assert "*CMO* 0 points · *CRO* 4 points · 2 of 3 questions answered" in found.words
    for answer in ("revenue", "the brand can wait"):
        assert f"The sample says so of {answer}." in found.words
    assert "Strongest argument against" in found.words
    assert "*It's a tie*, if you answer “The brand” or “Revenue can wait”" in found.words
    assert "I'll post a card with your name in <#C0LEADERSHIP>" in found.words


@pytest.mark.socket_mode
def test_answers_can_be_changed_after_the_recommendation(office: Office):
    reach_recommendation(office)
    office.founder.cancels()
    office.founder.submits(FOR_THE_BRAND)
    assert "It's a tie" in office.founder.modal.words


def test_there_is_no_recommendation_without_enough_answers(office: Office):
    reach_recommendation(office, {})
    assert "Not enough to go on yet" in office.founder.modal.words
    assert office.board_member.everything == []


def test_without_roles_the_modal_asks_for_them(office: Office):
    office.founder.types("/hiring decide")
    office.founder.submits({"First role": "coo", "Second role": "chief_of_staff"})
    assert "*COO or Chief of Staff?*" in office.founder.modal.words


def test_a_single_named_role_is_preselected(office: Office):
    office.founder.types("/hiring decide cto")
    office.founder.submits({"Second role": "vp_engineering"})
    assert "*CTO or VP Engineering?*" in office.founder.modal.words


def test_choosing_the_same_role_twice_shows_a_field_error(office: Office):
    office.founder.types("/hiring decide")
    office.founder.submits({"First role": "coo", "Second role": "coo"})
    assert office.founder.modal.errors == {"role:1": "Choose different roles."}


def test_too_many_roles_are_refused(office: Office):
    office.founder.types("/hiring decide cmo cro cto coo")
    assert office.founder.sees("I can only compare two or three roles that I know.").private
    assert not office.founder.has_modal


@pytest.mark.parametrize("typed", ["/roles compare cmo cro", "@Rolecall CMO vs CRO", "@Rolecall CMO or CRO first?"])
def test_the_roles_of_a_card_can_be_weighed_from_it(office: Office, typed: str):
    office.founder.types(typed)
    card = office.founder.seen
    if "Weigh it for our company" in card.buttons:
        office.founder.clicks("Weigh it for our company", on=card)
    else:
        office.founder.picks("Weigh it for our company", on=card)
    assert "*CMO or CRO?*" in office.founder.modal.words


def test_what_a_question_says_about_the_company_is_filled_in(office: Office):
    office.founder.types("@Rolecall CMO vs CRO for a 30-person company?")
    office.founder.clicks("Weigh it for our company")
    assert "From your question: 30-person" in office.founder.modal.words
    office.founder.submits({GROWTH.question: "revenue"})
    assert "*CMO* 0 points · *CRO* 3 points · 2 of 3 questions answered" in office.founder.modal.words
    assert f"{SIZE.title}, “Small”" in office.founder.modal.words


def test_without_facts_about_the_company_nothing_is_filled_in(office: Office):
    office.founder.types("/hiring decide cmo cro")
    office.founder.submits({})
    assert "0 of 3 questions answered" in office.founder.modal.words


def test_a_recorded_decision_is_posted_publicly_with_a_button_to_start_the_search(office: Office):
    card = record_decision(office, Reasons="Revenue first.", Dissent="The CFO would wait.")
    seen = office.board_member.sees("Decision: CRO", in_="#leadership")
    assert not seen.private
    assert seen.message.ts == card.message.ts
    for line in ("Compared: the CMO and the CRO", "Recommendation: CRO (CMO 0, CRO 4)", "Saved by <@U0FOUNDER>"):
        assert line in seen.words
    assert "*Reasons*: Revenue first" in seen.words
    assert "*Dissent*: The CFO would wait" in seen.words
    assert seen.buttons == ["Start search", "Copy as text"]
    assert not office.founder.has_modal


def test_a_decision_quotes_the_answers_that_would_change_it(office: Office):
    assert re.search(r"What would change it\W+.*, if you answer “[^”]+”", record_decision(office).words)


def test_a_recorded_decision_can_be_copied_and_sent_as_a_file(office: Office):
    card = record_decision(office, Reasons="Revenue first.", Dissent="The CFO would wait.")
    office.hr_lead.clicks("Copy as text", on=card)
    [field] = [block["element"] for block in office.hr_lead.modal.blocks if block["type"] == "input"]
    for part in ("Decision: CRO", "Revenue first.", "The CFO would wait."):
        assert part in field["initial_value"]
    office.hr_lead.submits()
    [file] = office.hr_lead.sees(in_="DM").files
    assert file.text.startswith(field["initial_value"][:200])
    assert office.hr_lead.now(card) == card


def limit_channel(office: Office, *members: Member) -> None:
    """Let only these members be in the channel of the decision."""
    channel = office.slack.workspace.channel_named("#leadership")
    office.slack.workspace.change_channel(channel.id, members=tuple(member.user.id for member in members))


def test_a_decision_is_closed_to_guests_and_to_people_removed_from_its_channel(office: Office):
    card = record_decision(office, Reasons="Revenue first.")
    office.hr_lead.clicks("Copy as text", on=card)
    limit_channel(office, office.founder, office.board_member)
    office.hr_lead.submits()
    office.hr_lead.sees("I can't find that decision here.", in_="DM")
    office.slack.workspace.change_user(office.board_member.user.id, is_restricted=True)
    office.board_member.types("/hiring decisions", "#leadership")
    office.board_member.settle()
    office.board_member.sees("No decisions saved here yet")


def test_the_reasons_are_prefilled_from_the_answers(office: Office):
    reasons = f"{GROWTH.title}: Revenue. {URGENCY.title}: The brand can wait."
    assert f"*Reasons*: {safe_mrkdwn(reasons)}" in record_decision(office).words


def test_the_decision_can_differ_from_the_recommendation(office: Office):
    card = record_decision(office, **{"What have you decided?": "0,1"})
    assert "Decision: Both (CMO and CRO)" in card.words
    assert card.buttons == ["Start search: CMO", "Start search: CRO", "Copy as text"]
    assert "Decision: Neither yet" in record_decision(office, **{"What have you decided?": "-"}).words


def test_a_past_review_date_shows_a_field_error(office: Office):
    reach_recommendation(office)
    office.founder.submits({"Review date": (TODAY - timedelta(days=9)).isoformat()})
    assert list(office.founder.modal.errors) == ["review_on"]
    assert office.board_member.everything == []


def test_a_decision_can_be_recorded_without_a_review_date(office: Office):
    reach_recommendation(office)
    office.founder.submits({"Review date": None})
    assert "Review date: none" in office.founder.sees("Decision:").words


def test_the_search_for_the_chosen_role_is_started_from_the_decision_card(office: Office):
    card = record_decision(office)
    office.founder.clicks("Start search", on=card)
    office.founder.sees("can read this channel")


def test_starting_the_search_again_reports_the_search_already_open(office: Office):
    card = record_decision(office)
    office.founder.clicks("Start search", on=card)
    office.founder.clicks("Post it here", on=office.founder.sees("can read this channel"))
    office.founder.sees("is open with")
    office.hr_lead.clicks("Start search", on=card)
    office.hr_lead.sees("*Chief Revenue Officer* is already open here: `cro`, owned by <@U0FOUNDER>")


def test_the_decision_closes_its_item_in_the_search_that_is_started_from_it(office: Office):
    card = record_decision(office, Reasons="Revenue first.", Dissent="The CFO would wait.")
    office.hr_lead.clicks("Start search", on=card)
    office.hr_lead.clicks("Keep it in our DM", on=office.hr_lead.sees("can read this channel"))
    office.settle()
    closed = "*4. Decide which role to hire, with reasons*"
    assert f"☑ {closed} is done: the saved decision is its evidence." in office.hr_lead.sees("is open with").words
    office.hr_lead.types("/hiring item 4", "DM")
    shown = office.hr_lead.sees("Decide which role to hire", "done", in_="DM").words
    for part in ("CRO", "Revenue first", "The CFO would wait", "(given by <@U0FOUNDER>)"):
        assert part in shown
    office.hr_lead.types("/hiring history", "DM")
    office.hr_lead.sees(f"closed, with the saved decision as the evidence, {closed}: Decision of 2 November", in_="DM")
    office.founder.types("/hiring decisions", "#leadership")
    office.founder.sees("The search has started")


def test_outside_the_channel_the_app_sends_the_card_by_direct_message_with_instructions(office: Office):
    office.slack.workspace.add_channel("board", bot_is_member=False)
    office.founder.types("/hiring decide cmo cro", "#board")
    office.founder.submits(FOR_REVENUE)
    office.founder.submits()
    message = office.founder.sees("/invite @Rolecall", "Decision: CRO")
    assert message.channel == "DM"
    office.hr_lead.types("/hiring decisions", "#board")
    office.hr_lead.sees("*CRO*", "Saved by <@U0FOUNDER>")
    assert office.slack.faults == ["chat.postMessage: not_in_channel"]
    office.slack.faults.clear()


def test_user_text_on_the_decision_card_does_not_ping_or_format(office: Office):
    card = record_decision(office, Reasons="<!channel> *bold* @here & more")
    assert "<!channel>" not in card.words
    assert "*bold*" not in card.words
    assert "<!channel>" not in card.text


def test_the_decisions_of_the_channel_are_listed_privately(office: Office):
    record_decision(office, Reasons="Revenue first.")
    office.hr_lead.types("/hiring decisions")
    shown = office.hr_lead.sees("Decisions in this channel")
    assert shown.private
    assert "*CRO*" in shown.words
    assert "Review date:" in shown.words
    assert "Revenue first" in shown.text
    assert shown.buttons == ["Review now", "Keep decision"]


def test_an_empty_decision_list_explains_how_to_record_one(office: Office):
    office.founder.types("/hiring decisions")
    office.founder.sees("No decisions saved here yet")


def test_in_direct_messages_members_see_only_decisions_they_recorded(office: Office):
    record_decision(office)
    office.founder.types("/hiring decisions", "DM")
    assert "In <#C0LEADERSHIP>" in office.founder.sees("Decisions you saved elsewhere").words
    office.board_member.types("/hiring decisions", "DM")
    office.board_member.sees("No decisions saved here yet")


def test_a_mention_does_not_reveal_decisions_from_other_channels(office: Office):
    office.founder.types("/hiring decide cmo cro", "DM")
    office.founder.submits(FOR_REVENUE)
    office.founder.submits()
    office.founder.sees("Decision: CRO", in_="DM")
    office.founder.types("@Rolecall hiring decisions")
    office.founder.sees("No decisions saved here yet")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [("cmo cro", "*CMO or CRO?*"), ("cmo", "Chief Marketing Officer"), ("", "Chief Marketing Officer")],
)
def test_a_decide_mention_is_answered_with_a_button_that_opens_the_modal(office: Office, arguments: str, expected: str):
    office.founder.types(f"@Rolecall hiring decide {arguments}")
    office.founder.clicks("Weigh options")
    assert expected in office.founder.modal.words


def test_roles_without_scoring_rules_are_flagged_before_the_questions(office: Office):
    office.founder.types("@Rolecall hiring decide ciso cio")
    warning = "I have no rules that favour the CISO or the CIO"
    office.founder.clicks("Weigh options", on=office.founder.sees(warning))
    assert warning in office.founder.modal.words
    office.founder.submits({})
    assert "I can't weigh these roles" in office.founder.modal.words


def test_a_reviewed_decision_is_marked_as_reviewed_in_the_list(office: Office):
    record_decision(office)
    office.hr_lead.types("/hiring decisions")
    office.hr_lead.clicks("Keep decision")
    shown = office.hr_lead.sees("Reviewed on")
    assert shown.private
    assert shown.buttons == []


def test_a_new_decision_on_the_same_roles_marks_the_old_one_as_reviewed(office: Office):
    record_decision(office)
    office.founder.types("/hiring decisions")
    office.founder.clicks("Review now")
    office.founder.submits(FOR_THE_BRAND)
    office.founder.submits({"What have you decided?": "0"})
    office.founder.sees("Decision: CMO")
    office.founder.types("/hiring decisions")
    shown = office.founder.sees("Decisions in this channel")
    assert shown.words.index("*CMO*") < shown.words.index("*CRO*") < shown.words.index("Reviewed on")


def test_a_decision_cannot_be_reviewed_by_a_person_who_is_not_in_its_channel(office: Office):
    record_decision(office)
    limit_channel(office, office.founder)
    office.founder.types("/hiring decisions")
    _, button = office.founder.sees("*CRO*").button("Keep decision")
    office.board_member.types("/hiring decisions", "DM")
    nothing = office.board_member.sees("No decisions saved here yet")
    press_forged_button(office, nothing, button["value"])
    office.board_member.sees("I can't find that decision here")
    office.founder.types("/hiring decisions")
    assert "Review date:" in office.founder.sees("*CRO*").words


def press_forged_button(office: Office, on: Seen, value: str) -> None:
    """Press a button that is not on the message as the board member, as a forged request would."""
    member, room = office.board_member, office.slack.workspace.channels[on.message.channel]
    action = {"type": "button", "block_id": "b", "action_id": "decision:reviewed", "value": value}
    ticket = office.slack.response_urls.issue(room.id, member.user.id, on.message.ts)
    place = payloads.on_message(on.message, room) | {"response_url": office.slack.response_urls.base + ticket}
    member._act()
    office.slack.user_actions.send_interaction(
        payloads.interaction("block_actions", member.user, actions=[action], **place)
    )


@pytest.mark.parametrize("code", ["is_archived", "restricted_action"])
def test_a_card_refused_by_slack_is_sent_by_direct_message(office: Office, code: str):
    reach_recommendation(office)
    office.slack.api.refuse_next("chat.postMessage", code)
    office.founder.submits()
    assert office.founder.sees("Slack won't let me post there", "Decision: CRO").channel == "DM"
    assert office.slack.faults == [f"chat.postMessage: {code}"]
    office.slack.faults.clear()


def test_a_decision_due_for_review_can_be_confirmed_publicly(office: Office, database_url: str, shipped: KnowledgeBase):
    record_decision(office, **{"Review date": TODAY.isoformat()})
    [due] = SqlDecisionRepository(database_url).find_due_reviews(TODAY)
    post(
        slack_client(office.slack.api_url, office.slack.bot_token),
        Destination(due.channel),
        review_message(due, shipped),
    )
    asked = office.board_member.sees("Is it still right?", in_="#leadership")
    office.board_member.clicks("Keep decision", on=asked)
    confirmed = office.founder.sees("<@U0BOARD> reviewed this decision and kept it.")
    assert (confirmed.message.ts, confirmed.buttons) == (asked.message.ts, ["Start search", "Copy as text"])
    assert SqlDecisionRepository(database_url).find_due_reviews(TODAY) == ()


def test_a_role_removed_from_the_knowledge_base_shows_a_field_error(office: Office, library: FragileLibrary):
    office.founder.types("/hiring decide cmo cro")
    assert office.founder.has_modal
    library.now = replace(library.now, roles={"cmo": library.now.roles["cmo"]})
    office.founder.submits(FOR_REVENUE)
    assert "two or three roles that I know" in str(office.founder.modal.errors)


def test_a_storage_failure_shows_a_field_error_and_the_decision_can_be_resubmitted(office: Office, database_url: str):
    reach_recommendation(office)
    with get_engine(database_url).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE decisions RENAME TO hidden")
    office.founder.submits()
    assert "Something went wrong on my side" in office.founder.modal.errors["choice"]
    with get_engine(database_url).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE hidden RENAME TO decisions")
    office.founder.submits()
    office.board_member.sees("Decision: CRO")
