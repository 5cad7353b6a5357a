import pytest
from fakes.installation import Installation, api_error, api_result

from bot.doctor.set_channels import check_set_channels
from bot.playground.loopback import Response

CHANNEL = {"id": "C0QUESTIONS", "name": "questions", "is_member": True, "is_archived": False}


@pytest.mark.parametrize("setting", ["questions_channel", "curators_channel"])
@pytest.mark.parametrize(
    ("reply", "name"),
    [
        (api_error("channel_not_found"), "set-channel-not-joined"),
        (api_result(channel=CHANNEL | {"is_member": False}), "set-channel-not-joined"),
        (api_result(channel=CHANNEL | {"is_archived": True}), "set-channel-archived"),
        (api_result(channel=CHANNEL | {"is_ext_shared": True}), "set-channel-shared"),
    ],
)
def test_a_channel_of_the_settings_that_is_of_no_use_is_named(
    installation: Installation, setting: str, reply: Response, name: str
):
    installation.changes[setting] = "C0QUESTIONS"
    installation.link.overrides["conversations.info"] = reply
    assert f"{setting.upper()} is C0QUESTIONS" in installation.finds_only(check_set_channels, name)


def test_a_channel_of_the_settings_that_rolecall_is_in_is_fine(installation: Installation):
    channel = installation.office.slack.workspace.channel_named("#exec-search").id
    installation.changes["questions_channel"] = channel
    assert installation.finds(check_set_channels, level=None).keys() == {"set-channel-joined"}


def test_slack_is_not_asked_about_channels_that_are_not_set(installation: Installation):
    assert list(check_set_channels(installation.context)) == []
