import pytest

from bot.playground.messages import PostedMessage

SAID = PostedMessage("C0HIRING", "1700000000.000100", "U0FOUNDER", "hello")


@pytest.mark.parametrize(
    ("thread_ts", "reply", "address"),
    [
        (None, False, "https://playground.invalid/archives/C0HIRING/p1700000000000100"),
        ("1700000000.000100", False, "https://playground.invalid/archives/C0HIRING/p1700000000000100"),
        (
            "1699999999.000000",
            True,
            "https://playground.invalid/archives/C0HIRING/p1700000000000100?thread_ts=1699999999.000000&cid=C0HIRING",
        ),
    ],
)
def test_a_permalink_leads_into_the_thread_of_a_message(thread_ts: str | None, reply: bool, address: str):
    message = PostedMessage(SAID.channel, SAID.ts, SAID.user, SAID.text, thread_ts=thread_ts)
    assert (message.is_reply, message.permalink) == (reply, address)


def test_metadata_is_not_shown():
    task = {"event_type": "task", "event_payload": {"id": "1"}}
    message = PostedMessage(SAID.channel, SAID.ts, SAID.user, SAID.text, metadata=task)
    assert "metadata" not in message.payload()
    assert "metadata" not in message.to_page()
