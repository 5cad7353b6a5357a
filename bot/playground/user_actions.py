"""What users do in Slack: each action becomes a request to the app, and its acknowledgement is carried out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from bot.playground import elements, message_changes, payloads
from bot.playground.api_call import ApiError
from bot.playground.channels import Channel
from bot.playground.escaping import to_command_text, to_event_text
from bot.playground.identities import BOT_USER, SLACKBOT, User
from bot.playground.manifest import Manifest, SlackShortcut
from bot.playground.messages import PostedMessage
from bot.playground.open_views import View
from bot.playground.slack_state import SlackState
from bot.playground.transport import FORM, JSON, Ack, Transport, deliver, signed
from bot.playground.trigger_ids import ResponseUrl
from bot.playground.web_api import WebApi

ElementId = tuple[str, str]  # block_id, action_id
EnteredValues = Mapping[ElementId, Any]


@dataclass(frozen=True, slots=True)
class AppRequest:
    """A request that was sent to the app, with its acknowledgement; `at` is in seconds of `time.perf_counter`."""

    payload: dict[str, Any]
    body: str
    headers: Mapping[str, str]
    ack: Ack
    at: float = 0.0

    @property
    def answer(self) -> dict[str, Any]:
        """The body of the acknowledgement as an object; plain text becomes `{"text": ...}`."""
        try:
            read = json.loads(self.ack.body)
        except ValueError:
            read = self.ack.body
        return read if isinstance(read, dict) else {"text": self.ack.body}


def _not_connected(_body: str, _headers: Mapping[str, str]) -> tuple[int, str]:
    return 503, ""


@dataclass
class UserActions:
    """Everything a user can do. Each method sends the app what Slack would send, and carries out its answer."""

    slack: SlackState
    api: WebApi
    manifest: Manifest
    faults: list[str]
    secret: str
    send: Transport = _not_connected
    app_requests: list[AppRequest] = field(default_factory=list)

    def type_text(self, user: User, channel: Channel, typed: str, thread_ts: str | None = None) -> list[AppRequest]:
        """Send a message, or run a slash command. Raises ApiError if the user is not in the channel."""
        if not channel.has(user.id):
            raise ApiError("not_in_channel")
        name = typed.split(maxsplit=1)[0] if typed.startswith("/") else ""
        if not name:
            return self.send_message(user, channel, typed, thread_ts)
        if name not in {command.name for command in self.manifest.commands}:
            self._post_as_slackbot(user, channel, f"`{name}` is not a valid command.")
            return []
        if thread_ts is not None:
            self._post_as_slackbot(user, channel, f"{name} is not supported in threads. Sorry!")
            return []
        return [self.run_command(user, channel, typed)]

    def run_command(self, user: User, channel: Channel, typed: str) -> AppRequest:
        """Run a slash command, and post the answer if the acknowledgement has one."""
        name, _, text = typed.partition(" ")
        escapes = any(command.escapes for command in self.manifest.commands if command.name == name)
        sent = to_command_text(text.strip(), self.slack.workspace, user.id, escapes=escapes)
        url, trigger = self._new_response_url(channel, user), self.slack.trigger_ids.issue(user.id)
        payload = payloads.slash_command(user, channel, (name, sent), response_url=url, trigger=trigger)
        request = self._send_signed(payload, payloads.form(payload), FORM)
        if not request.ack.is_ok:
            problem = "operation_timeout" if request.ack.is_late else "dispatch_failed"
            self._post_as_slackbot(user, channel, f'{name} failed with the error "{problem}"')
        elif request.ack.body:
            self._answer_command(user, channel, typed, request)
        return request

    def send_message(self, user: User, channel: Channel, typed: str, thread_ts: str | None = None) -> list[AppRequest]:
        """Post a message, and send the app the events it subscribes to."""
        text = to_event_text(typed, self.slack.workspace, user.id)
        message = self.slack.workspace.post(channel.id, user.id, text, thread_ts=thread_ts)
        return [
            self.send_event(payloads.message_event(message, channel, kind))
            for kind in _event_kinds(message, channel)
            if kind in self.manifest.events
        ]

    def edit_message(self, user: User, message: PostedMessage, typed: str) -> list[AppRequest]:
        """Replace the text of one's own message. Raises ApiError if someone else wrote it."""
        _check_author(user, message)
        channel = self.slack.workspace.channels[message.channel]
        after = self.slack.workspace.edit(message, to_event_text(typed, self.slack.workspace, user.id), ())
        return [self.send_event(event) for event in message_changes.edit_events(message, after, channel)]

    def delete_message(self, user: User, message: PostedMessage) -> list[AppRequest]:
        """Delete one's own message. Raises ApiError if someone else wrote it."""
        _check_author(user, message)
        channel = self.slack.workspace.channels[message.channel]
        self.slack.workspace.remove(message)
        return [self.send_event(message_changes.deletion_event(message, channel))] if channel.is_im else []

    def press(
        self,
        user: User,
        container: PostedMessage | View,
        element_id: ElementId,
        choice: Any = None,
        entered: EnteredValues | None = None,
    ) -> AppRequest:
        """Press a button, choose from a menu, or change a field that the app hears of at once.

        `entered` are the values in the elements around it. Raises ElementNotFoundError.
        """
        blocks = container.blocks if isinstance(container, PostedMessage) else container.sent["blocks"]
        element = elements.find_element(blocks, element_id)
        action = elements.action_payload(element_id[0], element, choice, self.slack.workspace.next_ts())
        values = dict(entered or {})
        if element["type"] not in elements.STATELESS:
            values[element_id] = choice
        payload = payloads.interaction(
            "block_actions",
            user,
            trigger_id=self.slack.trigger_ids.issue(user.id),
            actions=[action],
            **self._location_payload(user, container, values),
        )
        return self.send_interaction(payload)

    def search_options(
        self, user: User, container: PostedMessage | View, element_id: ElementId, typed: str
    ) -> list[Any]:
        """The options, or option groups, that the app offers for what was typed into a menu."""
        payload = payloads.interaction(
            "block_suggestion",
            user,
            block_id=element_id[0],
            action_id=element_id[1],
            value=typed,
            **self._location_payload(user, container, {}),
        )
        answer = self.send_interaction(payload).answer
        return list(answer.get("options") or answer.get("option_groups") or ())

    def submit(self, user: User, view: View, entered: EnteredValues | None = None) -> AppRequest:
        """Submit a modal; it then closes, changes or shows errors as the app answers."""
        trigger = self.slack.trigger_ids.issue(user.id)
        payload = payloads.interaction(
            "view_submission", user, trigger_id=trigger, view=view.payload(entered), response_urls=[]
        )
        request = self.send_interaction(payload)
        if request.ack.is_ok:
            self._apply_submission(view, request.answer)
        return request

    def dismiss(self, user: User, view: View) -> AppRequest | None:
        """Close a modal; returns the request to the app if the view has `notify_on_close`."""
        self.slack.views.close(view)
        if not view.sent.get("notify_on_close"):
            return None
        return self.send_interaction(
            payloads.interaction("view_closed", user, view=view.payload(), is_cleared=False),
        )

    def open_tab(self, user: User, tab: str = "home") -> AppRequest | None:
        """Open the app's `home` or `messages` tab; returns the request to the app if it subscribes to that event."""
        if "app_home_opened" not in self.manifest.events:
            return None
        channel = self.slack.workspace.conversation_with_bot(user.id)
        home = self.slack.views.home(user.id)
        return self.send_event(payloads.home_opened(user, channel, tab, home, self.slack.workspace.next_ts()))

    def run_shortcut(self, user: User, shortcut: SlackShortcut, message: PostedMessage | None = None) -> AppRequest:
        """Run a global shortcut, or a message shortcut on `message`."""
        common = {"callback_id": shortcut.callback_id, "trigger_id": self.slack.trigger_ids.issue(user.id)}
        if message is None:
            at = self.slack.workspace.next_ts()
            return self.send_interaction(payloads.interaction("shortcut", user, action_ts=at, **common))
        shown = {"message_ts": message.ts, "message": message.payload()}
        location = self._location_payload(user, message, {}) | shown
        return self.send_interaction(payloads.interaction("message_action", user, **common, **location))

    def run_step(self, callback_id: str, inputs: Mapping[str, Any]) -> str:
        """Run a workflow step of the manifest, as a workflow does, and return the id of the run."""
        step = next(each for each in self.manifest.steps if each.callback_id == callback_id)
        run = self.slack.workflow_runs.start(step, inputs)
        self.send_event(payloads.step_executed(run, self.slack.workspace.next_ts()))
        return run.id

    def send_event(self, event: Mapping[str, Any], send: Transport | None = None) -> AppRequest:
        """Send the app an event; a fault is recorded if the app does not acknowledge it.

        `send` leads to another app than the one that answers now.
        """
        channel = self.slack.workspace.channels.get(event.get("channel", ""))
        payload = payloads.event_callback(event, ext_shared=bool(channel and channel.is_ext_shared))
        body = json.dumps(payload)
        request = self._send(payload, body, signed(self.secret, body, JSON), send)
        if not request.ack.is_ok:
            self.faults.append(f"event {event['type']}: not acknowledged ({request.ack.status})")
        return request

    def send_interaction(self, payload: dict[str, Any]) -> AppRequest:
        """Send the app an interactive payload; a fault is recorded if the app does not acknowledge it."""
        request = self._send_signed(payload, payloads.interactive_form(payload), FORM)
        if not request.ack.is_ok:
            self.faults.append(f"{payload['type']}: not acknowledged ({request.ack.status})")
        return request

    def redeliver(self, request: AppRequest, number: int = 1, reason: str = "http_timeout") -> AppRequest:
        """Send a request again, byte for byte, as Slack does if it received no acknowledgement."""
        retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        return self._send(request.payload, request.body, {**request.headers, **retry})

    def _send_signed(self, payload: dict[str, Any], body: str, content_type: str) -> AppRequest:
        return self._send(payload, body, signed(self.secret, body, content_type))

    def _send(
        self, payload: dict[str, Any], body: str, headers: Mapping[str, str], send: Transport | None = None
    ) -> AppRequest:
        started = perf_counter()
        ack = deliver(send or self.send, body, headers, self.slack.workspace.clock)
        request = AppRequest(payload, body, headers, ack, started)
        self.app_requests.append(request)
        return request

    def _new_response_url(self, channel: Channel, user: User, message: PostedMessage | None = None) -> str:
        on = {"original_ts": message.ts, "thread_ts": message.thread_ts} if message else {}
        return self.slack.response_urls.base + self.slack.response_urls.issue(channel.id, user.id, **on)

    def _location_payload(self, user: User, container: PostedMessage | View, entered: EnteredValues) -> dict[str, Any]:
        if isinstance(container, View):
            return payloads.on_view(container, entered)
        channel = self.slack.workspace.channels[container.channel]
        state = {"values": elements.state_values(container.blocks, entered)}
        url = self._new_response_url(channel, user, container)
        return payloads.on_message(container, channel) | {"state": state, "response_url": url}

    def _answer_command(self, user: User, channel: Channel, typed: str, request: AppRequest) -> None:
        answer = request.answer
        if answer.get("response_type") == "in_channel":  # Slack then shows the command to the channel as well
            text = to_event_text(typed, self.slack.workspace, user.id)
            self.slack.workspace.post(channel.id, user.id, text)
        try:
            # An acknowledgement may say what a post to the response URL may say, but does not use the URL up.
            self.api.apply_response(ResponseUrl(channel.id, user.id, expires=0.0), answer)
        except ApiError as refusal:
            self.faults.append(f"{typed}: {refusal.summary}")
            name = request.payload["command"]
            self._post_as_slackbot(user, channel, f'{name} failed with the error "invalid_command_response"')

    def _apply_submission(self, view: View, answer: Mapping[str, Any]) -> None:
        try:
            match answer.get("response_action"):
                case "errors":
                    self.slack.views.show_errors(view, answer["errors"])
                case "update":
                    self.slack.views.update(view.id, answer["view"])
                case "push":
                    self.slack.views.push(view.user, answer["view"])
                case "clear":
                    self.slack.views.clear(view.user)
                case _:
                    self.slack.views.close(view)
        except ApiError as refusal:
            self.faults.append(f"view_submission: {refusal.summary}")

    def _post_as_slackbot(self, user: User, channel: Channel, text: str) -> None:
        self.faults.append(text)
        self.slack.workspace.post(channel.id, SLACKBOT, text, visible_to=user.id)


def _check_author(user: User, message: PostedMessage) -> None:
    if message.user != user.id:
        raise ApiError("cant_update_message")


def _event_kinds(message: PostedMessage, channel: Channel) -> list[str]:
    """The kinds of event that Slack makes of a message, for an app that subscribes to all of them."""
    if channel.is_im:
        return ["message.im"]
    if not channel.bot_is_member:
        return []
    kind = "message.mpim" if channel.is_mpim else "message.groups" if channel.is_private else "message.channels"
    return ["app_mention", kind] if f"<@{BOT_USER}>" in message.text else [kind]
