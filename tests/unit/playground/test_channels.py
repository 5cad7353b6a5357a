import pytest

from bot.playground.channels import CHANNELS, Channel, direct_conversation
from bot.playground.identities import BOT_USER, MEMBERS

FOUNDER, BOARD, HR_LEAD = MEMBERS


def test_the_playground_has_a_private_channel_and_one_that_is_shared_with_another_company():
    assert [(channel.name, channel.is_private, channel.is_ext_shared) for channel in CHANNELS] == [
        ("leadership", False, False),
        ("hiring", False, False),
        ("exec-search", True, False),
        ("partners", False, True),
    ]


@pytest.mark.parametrize(
    ("channel", "inside"),
    [
        (Channel("C1", "all"), [FOUNDER.id, BOARD.id, HR_LEAD.id, BOT_USER]),
        (Channel("C2", "some", members=(BOARD.id,)), [BOARD.id, BOT_USER]),
        (Channel("C3", "ours", bot_is_member=False), [FOUNDER.id, BOARD.id, HR_LEAD.id]),
        (direct_conversation(HR_LEAD), [HR_LEAD.id, BOT_USER]),
    ],
)
def test_a_channel_knows_who_is_in_it(channel: Channel, inside: list[str]):
    assert [user for user in (FOUNDER.id, BOARD.id, HR_LEAD.id, BOT_USER) if channel.has(user)] == inside


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        (Channel("C1", "open"), "open"),
        (Channel("C2", "closed", is_private=True), "privategroup"),
        (direct_conversation(FOUNDER), "directmessage"),
    ],
)
def test_apps_get_the_names_of_public_channels_only(channel: Channel, name: str):
    assert channel.name_for_apps == name


def test_a_channel_can_be_shared_with_another_company_or_within_one():
    assert Channel("C1", "partners", is_ext_shared=True).is_shared
    assert Channel("C2", "group", is_org_shared=True).is_shared
    assert not Channel("C3", "ours").is_shared


def test_apps_see_no_names_in_a_group_direct_message():
    group = Channel("G0GROUP", "Founder, Board member", is_private=True, is_mpim=True, members=("U0FOUNDER", "U0BOARD"))
    assert group.name_for_apps == "mpdm-g0group"
    assert (group.has("U0BOARD"), group.has("U0HRLEAD"), group.is_im) == (True, False, False)
