"""Which channels the bot can see and post in."""

from typing import Any

import pytest

from bot.playground.api_call import ApiError
from bot.playground.open_views import OpenViews
from bot.playground.slack_state import SlackState, joined_channel, visible_channel
from bot.playground.socket_link import SocketLink
from bot.playground.trigger_ids import ResponseUrls, TriggerIds
from bot.playground.uploads import Uploads
from bot.playground.workflow_runs import WorkflowRuns
from bot.playground.workspace import Workspace


@pytest.fixture
def state() -> SlackState:
    workspace = Workspace()
    clock = workspace.clock
    return SlackState(
        *(workspace, OpenViews(workspace), TriggerIds(clock), ResponseUrls(clock), Uploads(), WorkflowRuns()),
        SocketLink("http://127.0.0.1:1"),
    )


@pytest.mark.parametrize(
    ("facts", "visible", "joined"),
    [
        ({}, True, True),
        ({"bot_is_member": False}, True, False),
        ({"is_private": True}, True, True),
        ({"is_private": True, "bot_is_member": False}, False, False),
    ],
    ids=["public", "public without the bot", "private", "private without the bot"],
)
def test_the_bot_sees_public_channels_and_posts_in_its_own(
    state: SlackState, facts: dict[str, Any], visible: bool, joined: bool
):
    channel = state.workspace.add_channel("board", **facts)
    for find, allowed in ((visible_channel, visible), (joined_channel, joined)):
        if allowed:
            assert find(state, channel.id) == channel
        else:
            with pytest.raises(ApiError):
                find(state, channel.id)


def test_a_member_id_means_their_direct_conversation_only_for_posting(state: SlackState):
    assert joined_channel(state, "U0BOARD").id == "D0BOARD"
    with pytest.raises(ApiError, match="channel_not_found"):
        visible_channel(state, "U0BOARD")


def test_an_unknown_id_is_refused_like_a_private_channel_without_the_bot(state: SlackState):
    hidden = state.workspace.add_channel("board", is_private=True, bot_is_member=False)
    for key in ("C0NOWHERE", hidden.id):
        with pytest.raises(ApiError, match="channel_not_found"):
            joined_channel(state, key)
