from collections.abc import Iterator

import pytest
from fakes.office import Office
from slack_sdk import WebClient

from bot.playground.identities import TEAM
from bot.slack.client import slack_client
from bot.slack.shared_channels import MAX_AGE, MAX_DOUBT_AGE, SharedChannels

PARTNERS, LEADERSHIP = "C0PARTNERS", "C0LEADERSHIP"


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as office:
        yield office


@pytest.fixture
def client(office: Office) -> WebClient:
    return slack_client(office.slack.api_url, office.slack.bot_token)


def test_slack_is_asked_once_in_a_while(office: Office, client: WebClient):
    seconds = [0.0]
    channels = SharedChannels(has_own_knowledge=True, clock=lambda: seconds[0])
    assert channels.is_shared(client, TEAM, PARTNERS)
    assert not channels.is_shared(client, TEAM, LEADERSHIP)
    office.slack.workspace.change_channel(LEADERSHIP, is_ext_shared=True)
    assert not channels.may_be_shared(client, TEAM, LEADERSHIP)
    seconds[0] = MAX_AGE
    assert channels.is_shared(client, TEAM, LEADERSHIP)


def test_slack_is_not_asked_if_an_event_has_said_it_or_if_nothing_is_held_back(office: Office, client: WebClient):
    office.slack.workspace.change_channel(LEADERSHIP, is_ext_shared=True)
    channels = SharedChannels(has_own_knowledge=True)
    channels.keep(TEAM, LEADERSHIP, is_shared=False)
    assert not channels.is_shared(client, TEAM, LEADERSHIP)
    assert channels.is_shared(client, "T0OTHER", LEADERSHIP)
    assert not SharedChannels(has_own_knowledge=False).may_be_shared(client, TEAM, LEADERSHIP)
    assert not SharedChannels(has_own_knowledge=True).may_be_shared(client, TEAM, "D0FOUNDER")


def test_a_channel_counts_as_shared_while_slack_does_not_say(office: Office, client: WebClient):
    seconds = [0.0]
    channels = SharedChannels(has_own_knowledge=True, clock=lambda: seconds[0])
    office.slack.api.refuse_next("conversations.info", "internal_error")
    assert channels.is_shared(client, TEAM, LEADERSHIP)
    assert channels.is_shared_at_once(TEAM, LEADERSHIP) is True
    seconds[0] = MAX_DOUBT_AGE
    assert channels.is_shared_at_once(TEAM, LEADERSHIP) is None
    assert not channels.is_shared(client, TEAM, LEADERSHIP)
    assert channels.is_shared_at_once(TEAM, LEADERSHIP) is False
    unreachable = slack_client("http://127.0.0.1:9/api/", "xoxb-1")
    assert channels.is_shared(unreachable, TEAM, "C0HIRING")


def test_only_what_all_would_see_is_held_back_in_a_private_channel_without_the_app(office: Office, client: WebClient):
    closed = office.slack.workspace.add_channel("board", is_private=True, bot_is_member=False)
    channels = SharedChannels(has_own_knowledge=True)
    assert not channels.is_shared(client, TEAM, closed.id)
    assert channels.may_be_shared(client, TEAM, closed.id)
