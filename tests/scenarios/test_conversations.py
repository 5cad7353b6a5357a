import pytest
from fakes.office import Office

from bot.playground.identities import BOT_USER
from bot.playground.web_api import LOST
from bot.slack.events import ADDED


@pytest.mark.socket_mode
def test_a_mention_in_a_channel_is_answered_in_a_new_thread(office: Office):
    [request] = office.founder.types("@Rolecall CMO vs CRO KPIs?")
    answer = office.board_member.sees("CMO vs CRO: Metrics")
    assert not answer.private
    assert answer.thread == request.payload["event"]["ts"]


def test_a_mention_in_a_thread_is_answered_in_that_thread(office: Office):
    office.founder.types("@Rolecall what does a CRO do?")
    first = office.founder.seen
    office.board_member.types("@Rolecall and CMO vs CRO KPIs?", in_thread_of=first)
    assert office.board_member.sees("CMO vs CRO: Metrics").thread == first.thread


def test_a_channel_message_without_a_mention_is_ignored(office: Office):
    assert office.founder.types("CMO vs CRO KPIs?") == []
    office.founder.sees_nothing()


@pytest.mark.socket_mode
def test_a_direct_message_is_answered_in_place(office: Office):
    office.founder.writes_dm("CMO vs CRO KPIs?")
    answer = office.founder.sees("CMO vs CRO: Metrics")
    assert (answer.channel, answer.thread) == ("DM", None)


def test_a_direct_message_in_a_thread_is_answered_in_that_thread(office: Office):
    office.founder.writes_dm("CMO vs CRO KPIs?")
    first = office.founder.seen
    office.founder.writes_dm("who owns pricing?", in_thread_of=first)
    assert office.founder.sees("Who owns pricing?").thread == first.message.ts


@pytest.mark.parametrize("typed", ["@Rolecall", "@Rolecall :wave:", "@Rolecall   "])
def test_a_bare_mention_shows_the_help(office: Office, typed: str):
    office.founder.types(typed)
    office.founder.sees("Ask me about executive roles")


def test_a_direct_message_of_forty_thousand_characters_is_answered(office: Office):
    office.founder.writes_dm("x" * 40_000)
    assert office.founder.seen.channel == "DM"


@pytest.mark.socket_mode
def test_an_event_redelivered_by_slack_is_answered_once(office: Office):
    [request] = office.founder.types("@Rolecall CMO vs CRO KPIs?")
    for number in (1, 2, 3):
        assert office.slack.user_actions.redeliver(request, number).ack.is_ok
    assert len(office.founder.everything) == 1


def test_the_same_question_asked_twice_is_answered_twice(office: Office):
    office.founder.writes_dm("CMO vs CRO KPIs?")
    office.founder.writes_dm("CMO vs CRO KPIs?")
    assert len(office.founder.everything) == 2


@pytest.mark.parametrize(
    "extra",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"bot_id": "B0ROLECALL", "user": "U0ROLECALL"},
        {"user": ""},
    ],
)
@pytest.mark.parametrize("kind", ["message", "app_mention"])
def test_events_not_typed_by_a_person_are_acknowledged_without_an_answer(
    office: Office, kind: str, extra: dict[str, str]
):
    conversation = office.slack.workspace.conversation_with_bot("U0FOUNDER")
    typed = {
        "type": kind,
        "channel": conversation.id,
        "channel_type": "im",
        "user": "U0FOUNDER",
        "text": "CMO vs CRO",
        "ts": "1.1",
    }
    delivery = office.slack.user_actions.send_event(typed | extra)
    assert delivery.ack.is_ok
    assert office.founder.everything == []


@pytest.mark.parametrize("kind", ["message", "reaction_added", "team_join", "app_uninstalled"])
def test_events_without_a_listener_are_acknowledged(office: Office, kind: str):
    assert office.slack.user_actions.send_event(
        {"type": kind, "channel": "C0LEADERSHIP", "channel_type": "channel", "ts": "1.1"}
    ).ack.is_ok
    assert office.founder.everything == []


@pytest.mark.socket_mode
def test_opening_the_direct_message_offers_suggested_prompts_that_can_be_answered(office: Office):
    office.founder.opens_dm()
    office.settle()
    [call] = [each for each in office.slack.api.calls if each.method != "apps.connections.open"]
    prompts = call.params["prompts"]
    assert len(prompts) == 4
    for prompt in prompts:
        office.founder.writes_dm(prompt["message"])
        assert "not something I know" not in office.founder.seen.text


def test_the_suggested_prompts_are_set_without_a_thread(office: Office):
    office.founder.opens_dm()
    office.settle()
    [call] = office.slack.api.calls
    assert call.method == "assistant.threads.setSuggestedPrompts"
    assert "thread_ts" not in call.params


def test_after_a_comparison_its_follow_ups_are_suggested_and_can_be_answered(office: Office):
    office.founder.writes_dm("CMO vs CRO KPIs?")
    office.settle()
    suggested = office.slack.api.calls[-1]
    assert suggested.method == "assistant.threads.setSuggestedPrompts"
    assert "thread_ts" not in suggested.params
    prompts = suggested.params["prompts"]
    assert [each["title"] for each in prompts] == ["Which first?", "Do we need both?", "What they share"]
    for prompt in prompts:
        office.founder.writes_dm(prompt["message"])
        answer = office.founder.seen
        assert ("CMO" in answer.text, "CRO" in answer.text, "which one" in answer.text) == (True, True, False)
    office.founder.writes_dm("Which matters more?", in_thread_of=answer)
    office.slack.api.refuse_next("assistant.threads.setSuggestedPrompts", "internal_error")
    office.founder.writes_dm("CMO vs CRO")
    office.founder.sees("CMO vs CRO")
    office.founder.sees_nothing("Something went wrong")
    office.slack.faults.clear()


def test_a_thread_with_the_app_is_named_after_the_first_answer_in_it_once(office: Office):
    office.founder.writes_dm("what's for lunch?")
    first = office.founder.seen
    for question in ("cpo", "CMO vs CRO KPIs?", "who owns pricing?"):
        office.founder.writes_dm(question, in_thread_of=first)
    office.settle()
    titles = [call.params for call in office.slack.api.calls if call.method == "assistant.threads.setTitle"]
    assert [(each["thread_ts"], each["title"]) for each in titles] == [(first.message.ts, "CMO vs CRO: Metrics")]
    office.founder.writes_dm("CMO vs CRO")
    second = office.founder.seen
    office.slack.api.refuse_next("assistant.threads.setTitle", "internal_error")
    office.founder.writes_dm("CFO KPIs?", in_thread_of=second)
    office.founder.sees("CFO")
    office.founder.sees_nothing("Something went wrong")
    office.slack.faults.clear()


@pytest.mark.parametrize("where", ["DM", "#leadership"])
def test_thanks_are_acknowledged_in_a_word_without_votes_and_the_conversation_goes_on(office: Office, where: str):
    mention = "" if where == "DM" else "@Rolecall "
    office.founder.types(f"{mention}CMO vs CRO KPIs?", where)
    card = office.founder.sees("CMO vs CRO: Metrics", in_=where)
    thread = None if where == "DM" else card
    office.founder.types(f"{mention}great, thanks a lot!", where, in_thread_of=thread)
    acknowledged = office.founder.sees("You're welcome.", in_=where)
    assert [block["type"] for block in acknowledged.blocks] == ["section"]
    office.founder.types(f"{mention}what about the CFO?", where, in_thread_of=thread)
    office.founder.sees("CFO", "Metrics", in_=where)


def test_a_channel_is_greeted_once_when_the_app_is_added_to_it(office: Office):
    joined = {"type": "member_joined_channel", "user": BOT_USER, "channel": "C0LEADERSHIP", "channel_type": "C"}
    delivered = office.slack.user_actions.send_event(joined)
    office.slack.user_actions.redeliver(delivered)
    office.slack.user_actions.send_event(joined | {"user": office.hr_lead.user.id})
    office.settle()
    assert [seen.text for seen in office.founder.everything] == [ADDED.text]


@pytest.mark.parametrize("method", ["assistant.threads.setTitle", "assistant.threads.setSuggestedPrompts"])
def test_an_answer_is_not_followed_by_an_error_if_only_what_comes_with_it_gets_lost(office: Office, method: str):
    office.founder.writes_dm("what's for lunch?")
    thread = office.founder.seen if method.endswith("Title") else None
    for _ in range(5):  # the call is repeated a few times
        office.slack.api.refuse_next(method, LOST)
    office.founder.writes_dm("CMO vs CRO KPIs?", in_thread_of=thread)
    office.settle()
    assert method in [call.method for call in office.slack.api.calls if call.result.get("error") == LOST]
    office.founder.sees("CMO vs CRO: Metrics")
    office.founder.sees_nothing("Slack isn't answering me properly")
    office.slack.faults.clear()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("we're 40 people, when should we hire a CFO?", "At 40 people, a CFO is usually too early"),
        ("Series B, do we need a COO?", "At Series B, a COO is optional"),
        ("we're at $3m ARR in germany, when to hire the first CRO?", "At $3M ARR, a VP Sales fits better than a CRO."),
    ],
)
def test_the_answer_about_a_hire_begins_with_the_size_or_stage_that_the_question_names(
    office: Office, question: str, answer: str
):
    office.founder.writes_dm(question)
    office.founder.sees(answer)
