import pytest

from bot.playground.wire_text import to_command_text, to_wire
from bot.playground.workspace import Workspace

TYPED = {
    "a < b & c > d": "a &lt; b &amp; c &gt; d",
    "@Rolecall hello": "<@U0ROLECALL> hello",
    "@rolecall hello": "<@U0ROLECALL> hello",
    "ask @Board member now": "ask <@U0BOARD> now",
    "ask @board-member now": "ask <@U0BOARD> now",
    "see #hiring": "see <#C0HIRING|hiring>",
    "@nobody": "@nobody",
    "look at https://example.com/a?b=1": "look at <https://example.com/a?b=1>",
    "<@U0FOUNDER>": "&lt;@U0FOUNDER&gt;",
}


@pytest.mark.parametrize(("typed", "sent"), TYPED.items())
def test_what_is_typed_reaches_apps_as_slack_writes_it(typed: str, sent: str):
    assert to_wire(typed, Workspace()) == sent


def test_names_in_a_command_stay_as_typed_unless_the_manifest_asks_for_ids():
    workspace = Workspace()
    assert to_command_text("ask @Founder <now>", workspace, escapes=False) == "ask @Founder &lt;now&gt;"
    assert to_command_text("ask @Founder", workspace, escapes=True) == "ask <@U0FOUNDER>"
