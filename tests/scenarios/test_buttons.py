from collections.abc import Callable

import pytest
from fakes.office import Office
from fakes.seen import Seen

from bot.playground import payloads


def ephemeral_card(office: Office) -> Seen:
    office.founder.types("/roles compare cmo cro")
    return office.founder.seen


def card_in_a_thread(office: Office) -> Seen:
    office.founder.types("@Rolecall CMO vs CRO")
    return office.founder.seen


def card_in_a_direct_message(office: Office) -> Seen:
    office.founder.writes_dm("CMO vs CRO")
    return office.founder.seen


CardOf = Callable[[Office], Seen]
CARDS: list[CardOf] = [ephemeral_card, card_in_a_thread, card_in_a_direct_message]


@pytest.mark.parametrize("card_of", CARDS)
def test_the_topic_menu_updates_the_card_in_place(office: Office, card_of: CardOf):
    card = card_of(office)
    office.founder.picks("Metrics", from_menu="topic", on=card)
    changed = office.founder.sees("CMO vs CRO: Metrics")
    assert changed.message.ts == card.message.ts
    assert (changed.thread, changed.private) == (card.thread, card.private)
    assert len(office.founder.everything) == 1


@pytest.mark.parametrize("card_of", CARDS)
def test_a_question_button_updates_the_card_and_offers_further_questions(office: Office, card_of: CardOf):
    card = card_of(office)
    office.founder.clicks("Which first?", on=card)
    office.founder.clicks("Compare on all topics", on=office.founder.sees("CMO or CRO: which first?"))
    back = office.founder.sees("CMO vs CRO")
    assert back.message.ts == card.message.ts
    assert back.text == card.text


def test_anyone_in_the_thread_can_change_the_topic(office: Office):
    card = card_in_a_thread(office)
    office.board_member.picks("Metrics", on=card)
    assert office.founder.sees("CMO vs CRO: Metrics").message.ts == card.message.ts


@pytest.mark.socket_mode
def test_a_shared_card_is_public_and_names_the_person_who_shared_it(office: Office):
    office.founder.clicks("Share in channel", on=ephemeral_card(office))
    shared = office.board_member.sees("CMO vs CRO", "Shared by <@U0FOUNDER>")
    assert (shared.private, shared.channel, shared.thread) == (False, "#leadership", None)
    assert "Share in channel" not in shared.buttons


def test_sharing_does_not_change_the_ephemeral_card(office: Office):
    card = ephemeral_card(office)
    office.founder.clicks("Share in channel", on=card)
    office.founder.sees("Shared by")
    after = office.founder.now(card)
    assert after is not None
    assert after.words == card.words


def test_sharing_posts_the_topic_selected_on_the_ephemeral_card(office: Office):
    card = ephemeral_card(office)
    office.founder.picks("Metrics", on=card)
    office.founder.clicks("Share in channel", on=office.founder.sees("CMO vs CRO: Metrics"))
    office.board_member.sees("CMO vs CRO: Metrics", "Shared by <@U0FOUNDER>")


def test_sharing_works_in_a_channel_without_the_app(office: Office):
    office.slack.workspace.add_channel("board", bot_is_member=False)
    office.founder.types("/roles compare cmo cro", "#board")
    office.founder.clicks("Share in channel")
    assert office.hr_lead.sees("Shared by").channel == "#board"


@pytest.mark.parametrize("reason", ["used up", "expired"])
def test_an_unusable_response_url_is_reported_by_direct_message(office: Office, reason: str):
    card = ephemeral_card(office)
    key = office.slack.response_urls.issue("C0LEADERSHIP", "U0FOUNDER", card.message.ts)
    ticket = office.slack.response_urls._issued[key]
    ticket.uses, ticket.expires = (5, ticket.expires) if reason == "used up" else (0, 0.0)
    press_share(office, card, key)
    message = office.founder.sees(
        "I can't reply there any more: Slack allows five replies within 30 minutes of a question."
    )
    assert message.channel == "DM"
    office.board_member.sees_nothing()
    assert office.slack.faults == [f"response_url: {'used_url' if reason == 'used up' else 'expired_url'}"]
    office.slack.faults.clear()


def test_a_button_with_an_outdated_value_is_reported_as_expired(office: Office):
    card = ephemeral_card(office)
    key = office.slack.response_urls.issue("C0LEADERSHIP", "U0FOUNDER", card.message.ts)
    press_share(office, card, key, value="an:outdated:value")
    assert office.founder.sees("This button has expired.").private


def press_share(office: Office, card: Seen, key: str, value: str | None = None) -> None:
    """Press Share with this response URL, and optionally another value."""
    member, room = office.founder, office.slack.workspace.channels["C0LEADERSHIP"]
    spot, button = card.button("Share in channel")
    action = {"type": "button", "block_id": spot[0], "action_id": spot[1], "value": value or button["value"]}
    url = office.slack.response_urls.base + key
    place = payloads.on_message(card.message, room) | {"response_url": url}
    member._act()
    office.slack.user_actions.send_interaction(
        payloads.interaction("block_actions", member.user, actions=[action], **place)
    )


def test_a_click_on_a_link_button_is_acknowledged(office: Office):
    card = ephemeral_card(office)
    action = {"type": "button", "block_id": "b", "action_id": "some-link", "url": "https://example.com"}
    room = office.slack.workspace.channels["C0LEADERSHIP"]
    place = payloads.on_message(card.message, room)
    delivery = office.slack.user_actions.send_interaction(
        payloads.interaction("block_actions", office.founder.user, actions=[action], **place)
    )
    assert delivery.ack.is_ok


@pytest.mark.socket_mode
def test_the_message_shortcut_answers_another_members_message_privately(office: Office):
    requests = office.board_member.types("do we need both a CMO and a CRO?")
    assert requests == []
    [message] = office.slack.workspace.visible_to("U0FOUNDER")
    shortcut = office.slack.manifest.shortcuts[0]
    office.founder._act()
    office.slack.user_actions.run_shortcut(office.founder.user, shortcut, message)
    assert office.founder.sees("CMO", "CRO").private
    office.board_member.sees_nothing()


def test_the_message_shortcut_answers_in_the_thread_of_the_message(office: Office):
    card = card_in_a_thread(office)
    shortcut = office.slack.manifest.shortcuts[0]
    office.founder._act()
    office.slack.user_actions.run_shortcut(office.founder.user, shortcut, card.message)
    answer = office.founder.seen
    assert (answer.private, answer.thread) == (True, card.thread)
