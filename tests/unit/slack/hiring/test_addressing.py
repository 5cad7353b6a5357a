import pytest

from bot.slack.hiring.addressing import find_command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/hiring done 3", "done 3"),
        ("<@U0BOT> /hiring done 3", "done 3"),
        ("<@U0BOT|rolecall>: hiring done 3", "done 3"),
        ("Hiring, status", "status"),
        ("hiring: override 4 the board insists", "override 4 the board insists"),
        ("/hiring", ""),
        ("/hiring what does a CRO do?", "what does a CRO do?"),
        ("/hiring timeline", "timeline"),
        ("  /HIRING\nstatus", "status"),
        ("hiring mine", "mine"),
        ("<@U0BOT> hiring mine", "mine"),
        ("hiring overdue?", "overdue?"),
        ("hiring whats next", "whats next"),
        ("Hiring, what\u2019s next?", "what\u2019s next?"),
        ("hiring how is it going?", "how is it going?"),
        ("hiring items nobody", "items nobody"),
        ("hiring cfo status", "cfo status"),
        ("hiring cfo mine", "cfo mine"),
        ("hiring cfo done 3", "cfo done 3"),
        ("hiring take 3", "take 3"),
        ("hiring tick off 3, 4", "tick off 3, 4"),
        ("hiring start cro", "start cro"),
        ("hiring done 3?", "done 3?"),
        ("hiring status?", "status?"),
        ("hiring note 3 this is a note of many words", "note 3 this is a note of many words"),
        ("hiring done", "done"),
        ("hiring started 3 weeks ago", "started 3 weeks ago"),
    ],
)
def test_a_message_that_is_a_command_is_recognised(text: str, command: str):
    found = find_command(text)
    assert found
    assert found.text == command


@pytest.mark.parametrize(
    "text",
    [
        "hiring",
        "hiring a CRO",
        "hiring cro",
        "hiring a cfo next",
        "hiring cfo timeline",
        "hiring checklist",
        "hiring new cfo 2",
        "hiring 3 people",
        "hiring cancel",
        "hiring stop",
        "hiring timeline",
        "hirings done 3",
        "done 3",
        "we are hiring done 3",
        "<@U0BOT> what is hiring status",
        "",
    ],
)
def test_a_question_is_not_taken_for_a_command(text: str):
    assert find_command(text) is None
