import pytest

from bot.playground.identities import BOT_USER
from bot.playground.workspace import Workspace

LEADERSHIP, HIRING = "C0LEADERSHIP", "C0HIRING"


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(clock=lambda: 1_700_000_000.0)


def test_messages_of_the_same_moment_have_timestamps_of_their_own(workspace: Workspace):
    stamps = [workspace.next_ts() for _ in range(1000)]
    assert sorted(set(stamps)) == stamps


def test_an_ephemeral_message_is_seen_by_one_user_only(workspace: Workspace):
    workspace.post(LEADERSHIP, BOT_USER, "for you", visible_to="U0FOUNDER")
    assert [message.text for message in workspace.visible_to("U0FOUNDER")] == ["for you"]
    assert workspace.visible_to("U0BOARD") == []


def test_a_direct_conversation_is_seen_by_its_member_only(workspace: Workspace):
    room = workspace.conversation_with_bot("U0HRLEAD")
    workspace.post(room.id, "U0HRLEAD", "hello")
    assert len(workspace.visible_to("U0HRLEAD")) == 1
    assert workspace.visible_to("U0FOUNDER") == []


def test_a_message_in_a_public_channel_is_seen_there_by_all(workspace: Workspace):
    workspace.post(LEADERSHIP, "U0FOUNDER", "hello")
    assert len(workspace.visible_to("U0BOARD", LEADERSHIP)) == 1
    assert workspace.visible_to("U0BOARD", HIRING) == []


def test_a_message_in_a_private_channel_is_seen_by_its_members(workspace: Workspace):
    room = workspace.add_channel("succession", is_private=True, members=("U0FOUNDER", "U0BOARD"))
    workspace.post(room.id, "U0FOUNDER", "between us")
    assert [len(workspace.visible_to(user)) for user in ("U0FOUNDER", "U0BOARD", "U0HRLEAD")] == [1, 1, 0]
    assert workspace.feed.wait_after(0, "U0HRLEAD", 0) == (1, [])


def test_a_new_member_of_a_private_channel_sees_earlier_messages(workspace: Workspace):
    room = workspace.add_channel("succession", is_private=True, members=("U0FOUNDER",))
    workspace.post(room.id, "U0FOUNDER", "to myself")
    workspace.change_channel(room.id, members=("U0FOUNDER", "U0BOARD"))
    assert len(workspace.visible_to("U0BOARD")) == 1


def test_a_public_channel_can_be_read_by_users_who_are_not_in_it(workspace: Workspace):
    room = workspace.add_channel("news", members=("U0FOUNDER",))
    workspace.post(room.id, "U0FOUNDER", "hear, hear")
    assert len(workspace.visible_to("U0BOARD")) == 1


def test_all_members_and_the_bot_are_in_a_channel_by_default(workspace: Workspace):
    members = ["U0FOUNDER", "U0BOARD", "U0HRLEAD"]
    assert workspace.members_of(workspace.channel_named("exec-search")) == [*members, BOT_USER]
    some = workspace.add_channel("board", members=("U0BOARD",), bot_is_member=False)
    assert workspace.members_of(some) == ["U0BOARD"]
    assert workspace.members_of(workspace.conversation_with_bot("U0BOARD")) == ["U0BOARD", BOT_USER]


def test_changing_one_user_changes_no_other(workspace: Workspace):
    moved = workspace.change_user("U0BOARD", tz="Asia/Tokyo", deleted=True)
    assert workspace.users["U0BOARD"] == moved
    assert [(user.tz, user.deleted) for user in workspace.members] == [
        ("UTC", False),
        ("Asia/Tokyo", True),
        ("UTC", False),
    ]
    with pytest.raises(KeyError):
        workspace.change_user("U0NOBODY", deleted=True)


def test_a_channel_id_has_letters_and_digits_only(workspace: Workspace):
    assert workspace.add_channel("new-cfo-2027").id == "C0NEWCFO2027"


def test_messages_of_the_same_instant_keep_their_order(workspace: Workspace):
    for text in ("one", "two", "three"):
        workspace.post(LEADERSHIP, "U0FOUNDER", text)
    seen = workspace.visible_to("U0FOUNDER")
    assert [message.text for message in seen] == ["one", "two", "three"]
    assert len({message.ts for message in seen}) == 3


def test_an_edited_message_is_marked_and_keeps_its_place(workspace: Workspace):
    message = workspace.post(LEADERSHIP, BOT_USER, "before")
    workspace.edit(message, "after", [])
    (now,) = workspace.visible_to("U0FOUNDER")
    assert (now.text, now.ts, now.edited) == ("after", message.ts, True)
    assert now.payload()["edited"]["ts"] == message.ts


def test_a_removed_message_is_gone_and_is_in_the_feed(workspace: Workspace):
    message = workspace.post(LEADERSHIP, BOT_USER, "oops")
    workspace.remove(message)
    assert workspace.visible_to("U0FOUNDER") == []
    assert workspace.feed.wait_after(0, "U0BOARD", 0)[1][-1].data == {"channel": LEADERSHIP, "ts": message.ts}


def test_a_block_without_an_id_gets_one_and_one_with_an_id_keeps_it(workspace: Workspace):
    message = workspace.post(LEADERSHIP, BOT_USER, "", [{"type": "divider"}, {"type": "divider", "block_id": "mine"}])
    first, second = (block["block_id"] for block in message.blocks)
    assert first
    assert second == "mine"


def test_only_messages_of_the_app_have_a_bot_id(workspace: Workspace):
    assert "bot_id" in workspace.post(LEADERSHIP, BOT_USER, "hello").payload()
    assert "bot_id" not in workspace.post(LEADERSHIP, "U0FOUNDER", "hello").payload()


def test_a_channel_is_found_with_and_without_its_hash(workspace: Workspace):
    assert workspace.channel_named("#hiring") == workspace.channel_named("hiring")
    with pytest.raises(KeyError, match="no channel #nowhere"):
        workspace.channel_named("#nowhere")
