"""The `files.` methods, called by slack_sdk's own client over HTTP."""

import http.client
from functools import partial
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.fake_slack import FakeSlack
from bot.playground.messages import PostedMessage

DIRECT, HIRING = "D0FOUNDER", "C0HIRING"


def newest(slack: FakeSlack, channel: str) -> PostedMessage:
    return slack.workspace.channel_messages(channel)[-1]


def refusal(client: WebClient, method: str, **params: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, json=params)
    return refused.value.response["error"]


@pytest.mark.parametrize("content", [b"number,title\n1,Agree", b"\xff\xfe\x00", b"x" * 1_000_000], ids=len)
def test_a_file_arrives_byte_for_byte_with_its_name_and_title(slack: FakeSlack, client: WebClient, content: bytes):
    sent = client.files_upload_v2(
        channel=DIRECT, filename="cro.csv", title="The CRO search", content=content, initial_comment="Here it is"
    )
    message = newest(slack, DIRECT)
    (file,) = message.files
    assert (message.text, file.name, file.title, file.content) == ("Here it is", "cro.csv", "The CRO search", content)
    assert (sent["file"]["id"], sent["file"]["size"]) == (file.id, len(content))
    assert message.payload()["files"] == sent["files"]


def test_several_files_come_in_one_message_and_into_a_thread(slack: FakeSlack, client: WebClient):
    two = [{"filename": "a.md", "content": "# a"}, {"filename": "b.csv", "content": "b", "title": "B"}]
    client.files_upload_v2(channel=HIRING, file_uploads=two, thread_ts="1.0")
    message = newest(slack, HIRING)
    assert ([file.title for file in message.files], message.thread_ts) == (["a.md", "B"], "1.0")


def test_a_file_without_a_channel_is_not_shown(slack: FakeSlack, client: WebClient):
    assert client.files_upload_v2(filename="a.md", content="a")["ok"]
    assert slack.workspace.visible_to("U0FOUNDER") == []


def test_channel_id_takes_a_conversation_and_not_a_user(slack: FakeSlack, client: WebClient):
    with pytest.raises(SlackApiError, match=r"input must match regex pattern.*channel_id"):
        client.files_upload_v2(channel="U0FOUNDER", filename="a.md", content="a")
    client.files_upload_v2(channels=["U0FOUNDER", HIRING], filename="a.md", content="a")
    assert [newest(slack, channel).files[0].name for channel in (DIRECT, HIRING)] == ["a.md", "a.md"]


def test_a_file_for_a_channel_without_the_bot_is_refused(slack: FakeSlack, client: WebClient):
    outside = slack.workspace.add_channel("news", bot_is_member=False)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.files_upload_v2(channel=outside.id, filename="a.md", content="a")


def test_blocks_are_shown_unless_there_is_a_comment(slack: FakeSlack, client: WebClient):
    upload = partial(client.files_upload_v2, channel=DIRECT, filename="a.md", content="a")
    upload(blocks='[{"type": "divider"}]')
    assert newest(slack, DIRECT).blocks[0]["type"] == "divider"
    upload(blocks='[{"type": "divider"}]', initial_comment="words")
    assert newest(slack, DIRECT).blocks == ()
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        upload(blocks='[{"type": "actions", "elements": []}]')


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"filename": "a.md", "length": 0}, "missing_argument"),
        ({"length": 3}, "missing_argument"),
        ({"filename": "a.md", "length": "long"}, "invalid_arguments"),
    ],
)
def test_an_upload_needs_a_name_and_a_length(client: WebClient, params: dict[str, object], error: str):
    assert refusal(client, "files.getUploadURLExternal", **params) == error


@pytest.mark.parametrize("files", [None, [], [{}], ["F1"], 3])
def test_completing_an_upload_needs_the_ids_of_files(client: WebClient, files: object):
    assert refusal(client, "files.completeUploadExternal", files=files) == "invalid_arguments"


def test_a_file_that_was_never_sent_cannot_be_shared(client: WebClient):
    announced = client.files_getUploadURLExternal(filename="a.md", length=3)
    files = [{"id": announced["file_id"], "title": "a"}]
    assert refusal(client, "files.completeUploadExternal", files=files) == "file_not_found"


def test_bytes_are_accepted_only_at_the_given_address_and_length(slack: FakeSlack, client: WebClient):
    address = urlsplit(client.files_getUploadURLExternal(filename="a.md", length=3)["upload_url"])

    def send(path: str, content: bytes) -> int:
        connection = http.client.HTTPConnection(address.netloc)
        connection.request("POST", path, content)
        status = connection.getresponse().status
        connection.close()
        return status

    assert [send("/upload/guessed", b"abc"), send(address.path, b"abcd"), send(address.path, b"abc")] == [404, 400, 200]
    assert slack.faults == ["upload: not_found", "upload: wrong_length expected 3 bytes, received 4"]
