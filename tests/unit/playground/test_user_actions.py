"""User actions against a small Bolt app: the request the app gets, and what its acknowledgement changes."""

from collections.abc import Iterator

import pytest
from fakes.office import Office
from fakes.sampler import FORM, sampler

from bot.playground.api_call import ApiError
from bot.playground.channels import CHANNELS
from bot.playground.manifest import Manifest, SlackShortcut, SlashCommand

MANIFEST = Manifest(
    commands=(SlashCommand("/show"), SlashCommand("/gone")),
    shortcuts=(SlackShortcut("Form", "open_form"), SlackShortcut("Look", "look_at", "message")),
    has_home=True,
)


@pytest.fixture
def office() -> Iterator[Office]:
    with Office(MANIFEST) as office:
        yield office.join(sampler(office.settings()))


def test_the_answer_to_a_command_is_ephemeral(office: Office):
    office.founder.types("/show hello <there>")
    seen = office.founder.sees("You said hello")
    assert (seen.text, seen.private, seen.channel) == ("You said hello &lt;there&gt;", True, "#leadership")
    office.board_member.sees_nothing()


def test_a_public_answer_shows_the_command_as_well(office: Office):
    office.founder.types("/show public")
    assert not office.board_member.sees("For all").private
    visible = office.slack.workspace.visible_to("U0BOARD", "C0LEADERSHIP")
    assert [message.text for message in visible] == ["/show public", "For all"]


def test_a_failed_command_is_reported_by_slackbot(office: Office):
    office.founder.types("/gone")
    office.founder.types("/nonsense")
    assert office.founder.slackbot == [
        '/gone failed with the error "dispatch_failed"',
        "`/nonsense` is not a valid command.",
    ]
    assert office.slack.faults == office.founder.slackbot


def test_a_command_answered_with_invalid_blocks_fails_as_in_slack(office: Office):
    office.founder.types("/show broken")
    assert office.founder.slackbot == ['/show failed with the error "invalid_command_response"']
    office.founder.sees_nothing()


def test_mentions_in_a_command_reach_the_app_as_ids_if_the_manifest_sets_should_escape():
    with Office(Manifest(commands=(SlashCommand("/show", escapes=True),))) as office:
        office.join(sampler(office.settings()))
        office.founder.types("/show assign 3 @hr-lead in #hiring <soon>")
        expected = "assign 3 <@U0HRLEAD|hr-lead> in <#C0HIRING|hiring> &lt;soon&gt;"
        assert office.slack.user_actions.app_requests[-1].payload["text"] == expected


def test_commands_do_not_run_in_threads(office: Office):
    office.founder.types("/show hello")
    office.founder.types("/show again", in_thread_of=office.founder.seen)
    assert office.founder.slackbot == ["/show is not supported in threads. Sorry!"]


def test_a_mention_reaches_the_app_with_the_bots_id_in_it(office: Office):
    office.founder.says("@Rolecall are you there?")
    assert office.founder.sees("Heard").text == "Heard: <@U0ROLECALL> are you there?"


def test_a_channel_message_without_a_mention_is_not_sent_to_the_app(office: Office):
    office.founder.says("a message for people")
    office.founder.sees_nothing()
    assert office.slack.user_actions.app_requests == []


def test_a_mention_in_a_channel_without_the_bot_is_not_sent(office: Office):
    office.slack.workspace.add_channel("board", bot_is_member=False)
    office.founder.says("@Rolecall hello", in_="#board")
    office.founder.sees_nothing()


def test_a_user_cannot_type_in_a_channel_they_are_not_in(office: Office):
    office.slack.workspace.add_channel("succession", is_private=True, members=("U0FOUNDER",))
    with pytest.raises(ApiError, match="not_in_channel"):
        office.slack.user_actions.type_text(
            office.hr_lead.user, office.slack.workspace.channel_named("succession"), "hello"
        )


def test_the_app_does_not_get_the_name_of_a_private_channel(office: Office):
    office.founder.types("/show hello", "#exec-search")
    command = office.slack.user_actions.app_requests[-1].payload
    assert (command["channel_id"], command["channel_name"]) == ("C0EXECSEARCH", "privategroup")
    clicked = office.founder.clicks("Share").payload
    assert clicked["channel"] == {"id": "C0EXECSEARCH", "name": "privategroup"}


def test_a_mention_in_a_private_channel_is_answered_there(office: Office):
    office.slack.workspace.change_channel("C0EXECSEARCH", members=("U0FOUNDER", "U0BOARD"))
    office.founder.says("@Rolecall hello", in_="#exec-search")
    assert office.board_member.sees("Heard").channel == "#exec-search"
    office.hr_lead.sees_nothing()


def test_channel_messages_are_sent_to_an_app_that_subscribes_to_them():
    with Office(Manifest(events=frozenset({"message.groups", "message.channels"}))) as office:
        office.join(sampler(office.settings()))
        (heard,) = office.founder.says("hello", in_="#exec-search")
        (open_,) = office.founder.says("hello", in_="#hiring")
    assert (heard.payload["event"]["channel_type"], open_.payload["event"]["channel_type"]) == ("group", "channel")


@pytest.mark.parametrize("shared", [True, False])
def test_an_event_says_whether_another_company_is_in_the_channel(office: Office, shared: bool):
    office.slack.workspace.change_channel("C0HIRING", is_ext_shared=shared)
    (heard,) = office.founder.says("@Rolecall hello", in_="#hiring")
    assert heard.payload["is_ext_shared_channel"] is shared


def test_a_direct_message_needs_no_mention_and_is_seen_by_no_one_else(office: Office):
    office.founder.writes_dm("hello")
    assert office.founder.sees("Heard: hello").channel == "DM"
    office.board_member.sees_nothing()


def test_a_reply_in_a_thread_names_the_thread(office: Office):
    office.founder.writes_dm("hello")
    first = office.founder.sees("Heard")
    office.founder.writes_dm("and more", in_thread_of=first)
    assert office.founder.sees("Heard: and more").thread == first.message.ts


def test_a_button_shares_an_ephemeral_message(office: Office):
    office.founder.types("/show hello")
    office.founder.clicks("Share")
    assert not office.board_member.sees("Shared", in_="#leadership").private


def test_a_button_on_an_ephemeral_message_may_replace_or_delete_it(office: Office):
    office.founder.types("/show hello")
    message = office.founder.seen
    office.founder.clicks("Vanish", on=message)
    assert office.founder.now(message) is None
    office.founder.types("/show hello")
    message = office.founder.seen
    office.founder.clicks("Replace", on=message)
    assert office.founder.now(message).text == "replaced"


def test_an_action_on_an_ephemeral_message_does_not_contain_it(office: Office):
    office.founder.types("/show hello")
    sent = office.founder.clicks("Share").payload
    assert "message" not in sent
    assert sent["container"]["is_ephemeral"] is True


@pytest.mark.parametrize(
    ("menu", "choice", "reported"),
    [
        ("grouped", "lemon", "Lemon"),
        ("several", ["apple", "plum"], "Plum"),
        ("who", "U0BOARD", "U0BOARD"),
        ("where", "C0HIRING", "C0HIRING"),
        ("when", "2026-01-31", "2026-01-31"),
        ("ticks", [], "[]"),
        ("one", "pear", "Pear"),
        ("more", "plum", "Plum"),
    ],
)
def test_a_choice_reaches_the_app_as_slack_reports_it(office: Office, menu: str, choice: object, reported: str):
    office.founder.types("/show everything")
    office.founder.chooses(choice, menu)
    assert reported in office.founder.sees(f"{menu}: ").text


def test_an_action_carries_the_state_of_everything_around_it(office: Office):
    office.founder.types("/show everything")
    card = office.founder.seen
    office.founder.picks("Fig", "grouped", on=card)
    values = office.founder.clicks("Press", on=card).payload["state"]["values"]["row"]
    assert values["grouped"]["selected_option"]["value"] == "fig"
    assert values["ticks"]["selected_options"][0]["value"] == "apple"


def test_feedback_reports_the_button_that_was_pressed(office: Office):
    office.founder.types("/show everything")
    office.founder.rates("no")
    assert "Not useful" not in office.founder.sees("rate: ").text
    assert "'value': 'no'" in office.founder.seen.text


def test_a_menu_may_get_its_options_from_the_app(office: Office):
    office.founder.types("/show menu")
    message = office.founder.seen.message
    found = office.slack.user_actions.search_options(office.founder.user, message, ("search", "find"), "pl")
    assert [option["value"] for option in found] == ["apple", "plum"]


def test_a_form_is_saved_with_the_values_entered(office: Office):
    office.founder.types("/show form")
    office.founder.submits({"Name": "Somebody", "Fruit": "plum"})
    assert office.founder.sees("Saved").text == "Saved Somebody with plum"
    assert not office.founder.has_modal


def test_a_form_with_an_empty_required_field_is_not_sent(office: Office):
    office.founder.types("/show form")
    with pytest.raises(AssertionError, match="'Name'"):
        office.founder.submits()


def test_a_form_the_app_refuses_stays_open_and_shows_the_error(office: Office):
    office.founder.types("/show form")
    office.founder.submits({"Name": "bad"})
    assert office.founder.modal.errors == {"name": "Not that one."}


@pytest.mark.parametrize(("name", "titles"), [("more", ["A form", "another"]), ("other", ["changed"]), ("all", [])])
def test_a_form_may_lead_to_another_view(office: Office, name: str, titles: list[str]):
    office.founder.types("/show form")
    office.founder.submits({"Name": name})
    assert [view.sent["title"]["text"] for view in office.slack.views.stack("U0FOUNDER")] == titles


def test_a_form_that_is_not_acknowledged_stays_open_and_is_a_fault(office: Office):
    office.slack.views.open("U0FOUNDER", FORM | {"callback_id": "unheard of"})
    office.founder.submits({"Name": "Somebody"})
    assert office.founder.has_modal
    assert office.slack.faults == ["view_submission: not acknowledged (404)"]


def test_a_form_can_be_cancelled(office: Office):
    office.founder.shortcut("open_form")
    assert office.founder.modal.title == "A form"
    assert office.founder.cancels() is None
    assert not office.founder.has_modal


def test_the_app_gets_a_cancelled_form_if_it_asked_for_it(office: Office):
    office.slack.views.open("U0FOUNDER", FORM | {"notify_on_close": True})
    closed = office.founder.cancels()
    assert (closed.payload["type"], closed.ack.status) == ("view_closed", 200)
    assert closed.payload["view"]["callback_id"] == "form"


def test_a_form_that_leads_to_an_invalid_view_is_a_fault(office: Office):
    office.founder.types("/show form")
    office.founder.submits({"Name": "broken"})
    assert office.slack.faults == ["view_submission: invalid_arguments a modal needs a title"]


def test_a_shortcut_on_a_message_carries_the_message(office: Office):
    office.founder.writes_dm("hello")
    office.founder.shortcut("look_at", on=office.founder.sees("Heard"))
    assert office.founder.sees("That says").text == "That says Heard: hello"


def test_opening_the_home_tab_publishes_it_and_its_buttons_work(office: Office):
    home = office.founder.opens_home()
    assert "Welcome home" in home.words
    office.founder.clicks("Open", on=home)
    assert office.founder.modal.title == "A form"


def test_a_request_is_sent_again_byte_for_byte_with_the_reason(office: Office):
    seen: list[dict[str, str]] = []
    send = office.slack.user_actions.send
    office.slack.connect(lambda body, headers: (seen.append(dict(headers)), send(body, headers))[1])
    (request,) = office.founder.says("@Rolecall hello")
    again = office.slack.user_actions.redeliver(request, 2, "http_error")
    assert again.body == request.body
    assert "X-Slack-Retry-Num" not in seen[0]
    assert (seen[1]["X-Slack-Retry-Num"], seen[1]["X-Slack-Retry-Reason"]) == ("2", "http_error")


def test_an_event_that_is_not_acknowledged_is_a_fault(office: Office):
    office.slack.user_actions.send_event({"type": "team_join", "user": "U0FOUNDER"})
    assert office.slack.faults == ["event team_join: not acknowledged (404)"]


def test_the_app_gets_only_the_events_in_its_manifest():
    with Office(Manifest(events=frozenset())) as office:
        office.join(sampler(office.settings()))
        office.founder.writes_dm("hello")
        assert office.slack.user_actions.open_tab(office.founder.user) is None
        assert office.slack.user_actions.app_requests == []


def test_a_command_without_a_connected_app_fails_visibly(office: Office):
    with Office(MANIFEST) as empty:
        empty.founder.types("/show hello", CHANNELS[1].name)
        assert empty.founder.slackbot == ['/show failed with the error "dispatch_failed"']
    office.founder.sees_nothing()
