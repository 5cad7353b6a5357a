from collections.abc import Callable

import pytest
from fakes.office import Office
from fakes.seen import Seen

from bot.playground import payloads
from bot.slack.actions import ALREADY_SHARED


def ephemeral_card(office: Office) -> Seen:
    office.founder.types("/roles compare cmo cro")
    return office.founder.seen


def card_in_a_thread(office: Office) -> Seen:
    office.founder.types("@Rolecall CMO vs CRO")
    return office.founder.seen


def shared_card(office: Office) -> Seen:
    office.founder.clicks("Share", on=ephemeral_card(office))
    return office.founder.sees("Shared by")


def card_in_a_direct_message(office: Office) -> Seen:
    office.founder.writes_dm("CMO vs CRO")
    return office.founder.seen


CardOf = Callable[[Office], Seen]
PRIVATE_CARDS: list[CardOf] = [ephemeral_card, card_in_a_direct_message]
PUBLIC_CARDS: list[CardOf] = [card_in_a_thread, shared_card]


def assert_unchanged(office: Office, card: Seen) -> None:
    """Check that the card still says what it said, to everyone."""
    after = office.hr_lead.now(card)
    assert after is not None
    assert (after.text, after.words, after.edited) == (card.text, card.words, False)


# Private cards


@pytest.mark.parametrize("card_of", PRIVATE_CARDS)
def test_the_menu_of_a_private_card_changes_it_in_place(office: Office, card_of: CardOf):
    card = card_of(office)
    office.founder.picks("Metrics", from_menu="topic", on=card)
    changed = office.founder.sees("CMO vs CRO: Metrics")
    assert changed.message.ts == card.message.ts
    assert (changed.thread, changed.private) == (card.thread, card.private)
    assert len(office.founder.everything) == 1


@pytest.mark.parametrize("card_of", PRIVATE_CARDS)
def test_a_question_button_of_a_private_card_changes_it_in_place_and_leads_back(office: Office, card_of: CardOf):
    card = card_of(office)
    office.founder.clicks("Do we need both?", on=card)
    office.founder.clicks("Compare CMO and CRO", on=picked_back(office, "CMO and CRO: both, or one?"))
    back = office.founder.sees("CMO vs CRO")
    assert (back.message.ts, back.text) == (card.message.ts, card.text)
    assert len(office.founder.everything) == 1


def picked_back(office: Office, heading: str) -> Seen:
    """The card with this heading, from which a topic was chosen that has a button back to the comparison."""
    office.founder.picks("What they share", on=office.founder.sees(heading))
    return office.founder.sees("What CMO and CRO share")


@pytest.mark.parametrize("card_of", PRIVATE_CARDS)
def test_the_full_view_replaces_a_private_card_and_leads_back(office: Office, card_of: CardOf):
    card = card_of(office)
    office.founder.clicks("Full comparison", on=card)
    full = office.founder.seen
    assert full.message.ts == card.message.ts
    assert len(full.words.split()) > 2 * len(card.words.split())
    assert ("Share" in full.buttons) == card.private
    office.founder.clicks("Short answer", on=full)
    back = office.founder.seen
    assert (back.message.ts, back.text, back.words) == (card.message.ts, card.text, card.words)


# Public cards


@pytest.mark.parametrize("card_of", PUBLIC_CARDS)
@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Full comparison", "CMO vs CRO"),
        ("Do we need both?", "CMO and CRO: both, or one?"),
        ("Metrics", "CMO vs CRO: Metrics"),
        ("Which first?", "CMO or CRO: which first?"),
    ],
)
def test_a_click_on_a_public_card_is_answered_only_to_the_person_who_clicked(
    office: Office, card_of: CardOf, label: str, expected: str
):
    card = card_of(office)
    if label in card.buttons:
        office.board_member.clicks(label, on=card)
    else:
        office.board_member.picks(label, on=card)
    answer = office.board_member.sees(expected)
    assert (answer.private, answer.channel, answer.thread) == (True, card.channel, card.thread)
    assert "Share" in (*answer.buttons, *answer.choices)
    assert_unchanged(office, card)
    assert "Shared by" in card.words or card.thread


def test_everyone_who_clicks_on_a_public_card_gets_an_answer(office: Office):
    card = card_in_a_thread(office)
    for member in (office.founder, office.board_member, office.hr_lead):
        member.picks("Metrics", on=card)
        assert member.sees("CMO vs CRO: Metrics").private
    assert_unchanged(office, card)


def test_the_private_answer_to_a_click_changes_in_place(office: Office):
    card = card_in_a_thread(office)
    office.board_member.picks("Metrics", on=card)
    answer = office.board_member.seen
    office.board_member.clicks("Full answer", on=answer)
    full = office.board_member.seen
    office.board_member.clicks("Short answer", on=full)
    assert [full.message.ts, office.board_member.seen.message.ts] == [answer.message.ts] * 2
    assert office.board_member.seen.words == answer.words
    assert_unchanged(office, card)


def test_a_private_answer_in_a_thread_is_shared_in_that_thread(office: Office):
    card = card_in_a_thread(office)
    office.board_member.picks("Metrics", on=card)
    office.board_member.clicks("Share", on=office.board_member.seen)
    shared = office.founder.sees("CMO vs CRO: Metrics", "Shared by <@U0BOARD>")
    assert (shared.private, shared.thread) == (False, card.thread)


# Sharing


@pytest.mark.socket_mode
def test_a_shared_card_is_public_and_names_the_person_who_shared_it(office: Office):
    office.founder.clicks("Share", on=ephemeral_card(office))
    shared = office.board_member.sees("CMO vs CRO", "Shared by <@U0FOUNDER>")
    assert (shared.private, shared.channel, shared.thread) == (False, "#leadership", None)
    assert "Share" not in (*shared.buttons, *shared.choices)


def test_sharing_does_not_change_the_ephemeral_card(office: Office):
    card = ephemeral_card(office)
    office.founder.clicks("Share", on=card)
    office.founder.sees("Shared by")
    assert_unchanged(office, card)


@pytest.mark.socket_mode
def test_sharing_twice_posts_once(office: Office):
    card = ephemeral_card(office)
    office.founder.clicks("Share", on=card)
    office.founder.clicks("Share", on=card)
    assert office.founder.sees(ALREADY_SHARED).private
    assert [seen.text.count("Shared by") for seen in office.board_member.everything] == [1]


def test_a_double_click_on_share_posts_once(office: Office):
    card = ephemeral_card(office)
    spot, _ = card.button("Share")
    for _ in range(2):  # the second click does not wait for the first
        office.slack.user_actions.press(office.founder.user, card.message, spot)
    office.settle()
    assert [seen.text.count("Shared by") for seen in office.board_member.everything] == [1]


def test_each_answer_on_a_card_can_be_shared(office: Office):
    card = ephemeral_card(office)
    office.founder.clicks("Share", on=card)
    office.founder.picks("Metrics", on=card)
    office.founder.clicks("Share", on=office.founder.sees("CMO vs CRO: Metrics"))
    office.board_member.sees("CMO vs CRO: Metrics", "Shared by <@U0FOUNDER>")
    assert len(office.board_member.everything) == 2


def test_each_person_can_share_their_own_card(office: Office):
    for member in (office.founder, office.hr_lead):
        member.types("/roles compare cmo cro")
        member.clicks("Share")
    assert len(office.board_member.everything) == 2


def test_sharing_works_in_a_channel_without_the_app(office: Office):
    office.slack.workspace.add_channel("board", bot_is_member=False)
    office.founder.types("/roles compare cmo cro", "#board")
    office.founder.clicks("Share")
    assert office.hr_lead.sees("Shared by").channel == "#board"


# Copying


@pytest.mark.parametrize("card_of", [*PRIVATE_CARDS, *PUBLIC_CARDS])
def test_copy_opens_the_answer_as_a_text_and_changes_no_card(office: Office, card_of: CardOf):
    card = card_of(office)
    sentence = card.text.splitlines()[1]
    office.founder.picks("Copy as text", on=card)
    [field] = [block["element"] for block in office.founder.modal.blocks if block["type"] == "input"]
    assert field["initial_value"].startswith(f"# CMO vs CRO\n\n{sentence}")
    assert "## Sources" in field["initial_value"]
    assert_unchanged(office, card)


@pytest.mark.socket_mode
def test_the_answer_arrives_as_a_markdown_file_in_the_direct_message(office: Office):
    office.founder.picks("Copy as text", on=card_in_a_direct_message(office))
    office.founder.submits()
    assert "direct conversation" in office.founder.modal.words
    sent = office.founder.sees("CMO vs CRO", in_="DM")
    [file] = sent.files
    assert file.name == "cmo-vs-cro.md"
    assert file.text.startswith("# CMO vs CRO\n")
    office.board_member.sees_nothing()


# Response URLs, and buttons that this version did not make


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
    spot, button = card.button("Share")
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


# The message shortcut


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
