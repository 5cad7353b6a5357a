"""Members who use the real app in the fake Slack; scenarios read as a list of user actions.

founder.types("/roles compare cmo cro")
card = founder.sees("Chief Marketing Officer")
founder.clicks("Share in channel", on=card)
board_member.sees("Chief Marketing Officer", in_="#leadership")
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.playground import elements
from bot.playground.channels import Channel
from bot.playground.escaping import to_event_text
from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import SLACKBOT, User
from bot.playground.messages import PostedMessage
from bot.playground.user_actions import AppRequest
from fakes.message_events import events_of, unfurl_event
from fakes.seen import Seen, SeenView, Shown

TIMEOUT_SECONDS = 60.0  # a wait fails after this; far longer than any step takes on a busy machine
T = TypeVar("T")


@dataclass
class Member:
    """A member of the workspace. After an action, `sees` only finds messages posted or changed since that action."""

    slack: FakeSlack
    user: User
    settle: Callable[[], bool]  # waits until the app is idle; False if that cannot be known
    _acted: int = 0  # the version of the workspace when this member last did something
    _touched: dict[str, dict[tuple[str, str], Any]] = field(default_factory=dict)

    def types(self, text: str, in_: str = "#leadership", *, in_thread_of: Seen | None = None) -> list[AppRequest]:
        """Type into a channel (`#name`, or `DM`) and press Enter."""
        self._act()
        thread = (in_thread_of.thread or in_thread_of.message.ts) if in_thread_of else None
        return self.slack.user_actions.type_text(self.user, self._channel(in_), text, thread)

    says = types

    def writes_dm(self, text: str, *, in_thread_of: Seen | None = None) -> list[AppRequest]:
        """Write to the bot in the direct conversation."""
        return self.types(text, "DM", in_thread_of=in_thread_of)

    def sends(self, subtype: str, text: str, in_: str = "DM", *, in_thread_of: Seen | None = None) -> list[AppRequest]:
        """Send a message of this subtype: `file_share` is one with a file, `me_message` one typed after `/me`."""
        self._act()
        thread = (in_thread_of.thread or in_thread_of.message.ts) if in_thread_of else None
        channel, typed = self._channel(in_), to_event_text(text, self.slack.workspace, self.user.id)
        message = self.slack.workspace.post(channel.id, self.user.id, typed, thread_ts=thread)
        return [self.slack.user_actions.send_event(event) for event in events_of(message, channel, subtype)]

    def edits(self, text: str, in_: str = "#leadership") -> list[AppRequest]:
        """Replace the text of this member's newest message in a channel."""
        self._act()
        return self.slack.user_actions.edit_message(self.user, self._newest_own(in_), text)

    def unfurls_link(self, in_: str = "DM") -> AppRequest:
        """Have Slack add the preview of a link to this member's newest message."""
        self._act()
        return self.slack.user_actions.send_event(unfurl_event(self._newest_own(in_), self._channel(in_)))

    def deletes(self, in_: str = "DM") -> list[AppRequest]:
        """Delete this member's newest message."""
        self._act()
        return self.slack.user_actions.delete_message(self.user, self._newest_own(in_))

    def clicks(self, label: str, on: Shown | None = None) -> AppRequest:
        """Press the button with this label, on the newest message unless `on` is given."""
        shown = on or self._front()
        spot, _ = shown.button(label)
        return self._press(shown, spot, None)

    def picks(self, label: str, from_menu: str | None = None, on: Shown | None = None) -> AppRequest:
        """Choose the option with this label or value; `from_menu` is an action id."""
        shown = on or self._front()
        spot, value = shown.menu(label, from_menu)
        element = elements.find_element(shown.blocks, spot)
        several = elements.CHOSEN_KEY[element["type"]].endswith("s")
        return self._press(shown, spot, [value] if several else value)

    def chooses(self, choice: Any, from_menu: str, on: Shown | None = None) -> AppRequest:
        """Choose a user, channel, date, list of values ... in the element with this action id."""
        shown = on or self._front()
        spots = [(block, each["action_id"]) for block, each in elements.elements(shown.blocks)]
        spot = next((spot for spot in spots if spot[1] == from_menu), None)
        assert spot, f"no element {from_menu!r}; there are {[spot[1] for spot in spots]}"
        return self._press(shown, spot, choice)

    def rates(self, value: str, on: Seen | None = None) -> AppRequest:
        """Press the feedback button with this value."""
        shown = on or self._front()
        spots = [
            (block, each["action_id"])
            for block, each in elements.elements(shown.blocks)
            if each["type"] == "feedback_buttons"
        ]
        assert spots, "no feedback buttons"
        return self._press(shown, spots[0], value)

    def fills(self, answers: Mapping[str, Any]) -> None:
        """Fill fields of the open modal: label -> text, option value, date, id, or a list of them; None empties one.

        A field that dispatches sends an action at once, and the app may update the modal before the next one is filled.
        """
        for label, value in answers.items():
            modal = self.modal
            spot = modal.field(label)
            self._touches(modal)[spot] = value
            if modal.dispatches(spot):
                self._press(modal, spot, value)
                self.settle()

    def submits(self, answers: Mapping[str, Any] | None = None) -> AppRequest:
        """Submit the open modal, after filling `answers`; a required field left empty fails as it does in Slack."""
        self.fills(answers or {})
        modal, touched = self.modal, self._touches(self.modal)
        missing = _empty_required(modal, modal.view.payload(touched)["state"]["values"])
        assert not missing, f"Slack would not submit: {missing} left empty"
        self._act()
        return self.slack.user_actions.submit(self.user, modal.view, touched)

    def cancels(self) -> AppRequest | None:
        """Close the open modal."""
        self._act()
        return self.slack.user_actions.dismiss(self.user, self.modal.view)

    def opens_home(self) -> SeenView:
        """Open the Home tab and return it."""
        self._act()
        self.slack.user_actions.open_tab(self.user)
        return self.home

    def opens_dm(self) -> None:
        """Open the direct conversation with the bot."""
        self._act()
        self.slack.user_actions.open_tab(self.user, "messages")

    def shortcut(self, callback_id: str, on: Seen | None = None) -> AppRequest:
        """Run a shortcut from the manifest; `on` is the message of a message shortcut."""
        found = next(each for each in self.slack.manifest.shortcuts if each.callback_id == callback_id)
        self._act()
        return self.slack.user_actions.run_shortcut(self.user, found, on.message if on else None)

    @property
    def seen(self) -> Seen:
        """The newest message of the app since this member last acted; waits for it."""
        return self.sees()

    def sees(self, *fragments: str, in_: str | None = None) -> Seen:
        """The newest new message of the app with every fragment in its text, blocks or files; waits for it."""
        found = self._wait_for(lambda: self._newest(fragments, in_))
        assert found, f"{self.user.real_name} waited for {fragments} and sees {self._summary()}"
        return found

    def sees_nothing(self, *fragments: str, in_: str | None = None) -> None:
        """Check that the app, once idle, has sent no new message (with these fragments)."""
        self.settle()
        found = self._newest(fragments, in_)
        assert found is None, f"{self.user.real_name} sees {found.text!r}"

    @property
    def everything(self) -> list[Seen]:
        """Every message of the app this member sees, oldest first."""
        self.settle()
        visible = self.slack.workspace.visible_to(self.user.id)
        return [self._seen(message) for message in visible if message.by_bot]

    @property
    def slackbot(self) -> list[str]:
        """Messages from Slack itself to this member, mostly about failed commands."""
        visible = self.slack.workspace.visible_to(self.user.id)
        return [message.text for message in visible if message.user == SLACKBOT]

    @property
    def modal(self) -> SeenView:
        """The topmost modal; waits for it."""
        stack = self._wait_for(lambda: self.slack.views.stack(self.user.id))
        assert stack, f"no modal is open; {self.user.real_name} sees {self._summary()}"
        return SeenView(stack[-1])

    @property
    def has_modal(self) -> bool:
        """Whether a modal is open once the app is idle."""
        self.settle()
        return bool(self.slack.views.stack(self.user.id))

    @property
    def home(self) -> SeenView:
        """The Home tab; waits for it."""
        view = self._wait_for(lambda: self.slack.views.home(self.user.id))
        assert view, "nothing was published to the Home tab"
        return SeenView(view)

    def now(self, seen: Seen) -> Seen | None:
        """The current version of this message, or None if it has been deleted."""
        self.settle()
        message = self.slack.workspace.find(seen.message.channel, seen.message.ts)
        return self._seen(message) if message else None

    def _wait_for(self, find: Callable[[], T]) -> T:
        """The result of `find`, now or once the app is idle; only an app in another process is waited for."""
        return find() or self.slack.workspace.feed.wait_until(find, 0 if self.settle() else TIMEOUT_SECONDS)

    def _act(self) -> None:
        self.settle()
        self._acted = self.slack.workspace.feed.version

    def _newest_own(self, in_: str) -> PostedMessage:
        visible = self.slack.workspace.visible_to(self.user.id, self._channel(in_).id)
        return [message for message in visible if message.user == self.user.id][-1]

    def _front(self) -> Shown:
        stack = self.slack.views.stack(self.user.id)
        return SeenView(stack[-1]) if stack else self.seen

    def _press(self, shown: Shown, spot: tuple[str, str], choice: Any) -> AppRequest:
        assert shown.dispatches(spot), f"{spot[1]} is a field that is sent with its form; fill it"
        touched = self._touches(shown)
        before = dict(touched)
        if elements.find_element(shown.blocks, spot)["type"] not in elements.STATELESS:
            touched[spot] = choice
        self._act()
        return self.slack.user_actions.press(self.user, shown.where, spot, choice, before)

    def _touches(self, shown: Shown) -> dict[tuple[str, str], Any]:
        return self._touched.setdefault(shown.key, {})

    def _newest(self, fragments: tuple[str, ...], in_: str | None) -> Seen | None:
        channel = self._channel(in_).id if in_ else None
        news = self._news()
        for message in reversed(self.slack.workspace.visible_to(self.user.id, channel)):
            seen = self._seen(message)
            whole = "\n".join([seen.text, seen.words, *(f"{file.title}\n{file.name}" for file in seen.files)])
            if message.by_bot and (message.channel, message.ts) in news and all(part in whole for part in fragments):
                return seen
        return None

    def _news(self) -> set[tuple[str, str]]:
        """Messages posted or changed since this member's last action."""
        _, changes = self.slack.workspace.feed.wait_after(self._acted, self.user.id, 0)
        return {(each.data["channel"], each.data["ts"]) for each in changes if each.kind == "message"}

    def _seen(self, message: PostedMessage) -> Seen:
        channel = self.slack.workspace.channels[message.channel]
        return Seen(message, "DM" if channel.is_im else f"#{channel.name}")

    def _summary(self) -> list[str]:
        return [f"{seen.channel}: {seen.text}" for seen in self.everything] + self.slack.faults

    def _channel(self, name: str) -> Channel:
        if name == "DM":
            return self.slack.workspace.conversation_with_bot(self.user.id)
        return self.slack.workspace.channel_named(name)


def _empty_required(modal: SeenView, values: Mapping[str, Mapping[str, Any]]) -> list[str]:
    required = [block for block in modal.blocks if block["type"] == "input" and not block.get("optional")]
    return [
        block["label"]["text"]
        for block in required
        if not any(
            value for key, value in values[block["block_id"]][block["element"]["action_id"]].items() if key != "type"
        )
    ]
