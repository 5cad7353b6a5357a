"""What people do in Slack, as requests to the app, and what its acknowledgements then change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground import elements, payloads
from bot.playground.channels import Channel
from bot.playground.ids import BOT_USER, SLACKBOT
from bot.playground.manifest import Manifest, SlackShortcut
from bot.playground.messages import PostedMessage
from bot.playground.people import User
from bot.playground.surfaces import View, Views
from bot.playground.transport import FORM, JSON, Ack, Transport, deliver, signed
from bot.playground.trigger_ids import ApiError, ResponseUrl, TriggerIds
from bot.playground.web_api import WebApi
from bot.playground.wire_text import to_command_text, to_event_text
from bot.playground.workspace import Workspace

ElementId = tuple[str, str]  # block_id, action_id
EnteredValues = Mapping[ElementId, Any]


@dataclass(frozen=True, slots=True)
class AppRequest:
    """One request the app was sent, and how it answered."""

    payload: dict[str, Any]
    body: str
    headers: Mapping[str, str]
    ack: Ack

    @property
    def answer(self) -> dict[str, Any]:
        """The acknowledgement's body as an object; plain text comes as `{"text": ...}`."""
        try:
            read = json.loads(self.ack.body)
        except ValueError:
            read = self.ack.body
        return read if isinstance(read, dict) else {"text": self.ack.body}


def _unreachable(_body: str, _headers: Mapping[str, str]) -> tuple[int, str]:
    return 503, ""


@dataclass
class UserActions:
    """Everything a member can do. Each method sends the app what Slack would, and carries out what it answers."""

    workspace: Workspace
    views: Views
    trigger_ids: TriggerIds
    api: WebApi
    manifest: Manifest
    faults: list[str]
    send: Transport = _unreachable
    secret: str = ""
    response_base: str = ""
    app_requests: list[AppRequest] = field(default_factory=list)

    def type_text(self, user: User, channel: Channel, typed: str, thread_ts: str | None = None) -> list[AppRequest]:
        """Type something and press Enter: a slash command or a message. Raises ApiError where they are not in it."""
        if not channel.has(user.id):
            raise ApiError("not_in_channel")
        name = typed.split(maxsplit=1)[0] if typed.startswith("/") else ""
        if name in {command.name for command in self.manifest.commands}:
            return (
                [self.run_command(user, channel, typed)]
                if thread_ts is None
                else self._reject_thread_command(user, channel, name)
            )
        if name:
            self._post_as_slackbot(user, channel, f"`{name}` is not a valid command.")
            return []
        return self.send_message(user, channel, typed, thread_ts)

    def run_command(self, user: User, channel: Channel, typed: str) -> AppRequest:
        """Run a slash command; the acknowledgement may answer it."""
        name, _, text = typed.partition(" ")
        escapes = any(command.escapes for command in self.manifest.commands if command.name == name)
        sent = to_command_text(text.strip(), self.workspace, user.id, escapes=escapes)
        ticket = self.trigger_ids.new_response_url(channel.id, user.id)
        url, trigger = self.response_base + ticket, self.trigger_ids.new_trigger(user.id)
        payload = payloads.slash_command(user, channel, (name, sent), response_url=url, trigger=trigger)
        delivery = self._deliver(payload, payloads.form(payload), FORM)
        if not delivery.ack.is_ok:
            problem = "operation_timeout" if delivery.ack.is_late else "dispatch_failed"
            self._post_as_slackbot(user, channel, f'{name} failed with the error "{problem}"')
        elif delivery.ack.body:
            self._answer_command(user, channel, typed, delivery)
        return delivery

    def send_message(self, user: User, channel: Channel, typed: str, thread_ts: str | None = None) -> list[AppRequest]:
        """Write a message; the app hears of it only where it listens."""
        text = to_event_text(typed, self.workspace, user.id)
        message = self.workspace.post(channel.id, user.id, text, thread_ts=thread_ts)
        return [
            self.send_event(payloads.message_event(message, channel, kind))
            for kind in self._event_kinds(message, channel)
            if kind in self.manifest.events
        ]

    def press(
        self,
        user: User,
        where: PostedMessage | View,
        spot: ElementId,
        choice: Any = None,
        touched: EnteredValues | None = None,
    ) -> AppRequest:
        """Press a button, choose from a menu, or fill a field that dispatches. Raises NoSuchElement."""
        blocks = where.blocks if isinstance(where, PostedMessage) else where.sent["blocks"]
        element = elements.find_element(blocks, spot)
        done = elements.action_payload(spot[0], element, choice, self.workspace.next_ts())
        now = dict(touched or {})
        if element["type"] not in elements.STATELESS:
            now[spot] = choice
        payload = payloads.interaction(
            "block_actions",
            user,
            trigger_id=self.trigger_ids.new_trigger(user.id),
            actions=[done],
            **self._location_payload(user, where, now),
        )
        return self._interact(payload)

    def search_options(self, user: User, where: PostedMessage | View, spot: ElementId, typed: str) -> list[Any]:
        """Type into a menu whose options the app gives; the options, or option groups, it gave."""
        payload = payloads.interaction(
            "block_suggestion",
            user,
            block_id=spot[0],
            action_id=spot[1],
            value=typed,
            **self._location_payload(user, where, {}),
        )
        answer = self._interact(payload).answer
        return list(answer.get("options") or answer.get("option_groups") or ())

    def submit(self, user: User, view: View, touched: EnteredValues | None = None) -> AppRequest:
        """Submit a modal; it closes, changes or shows errors as the app says."""
        shown = view.payload(touched)
        trigger = self.trigger_ids.new_trigger(user.id)
        payload = payloads.interaction("view_submission", user, trigger_id=trigger, view=shown, response_urls=[])
        delivery = self._interact(payload)
        if delivery.ack.is_ok:
            self._after_submission(view, delivery.answer)
        return delivery

    def dismiss(self, user: User, view: View) -> AppRequest | None:
        """Close a modal; the app hears of it where it asked to."""
        self.views.close(view)
        if not view.sent.get("notify_on_close"):
            return None
        return self._interact(
            payloads.interaction("view_closed", user, view=view.payload(), is_cleared=False),
        )

    def open_tab(self, user: User, tab: str = "home") -> AppRequest | None:
        """Open the app's `home` or `messages` tab."""
        if "app_home_opened" not in self.manifest.events:
            return None
        channel = self.workspace.conversation_with_bot(user.id)
        home = self.views.home(user.id)
        return self.send_event(payloads.home_opened(user, channel, tab, home, self.workspace.next_ts()))

    def run_shortcut(self, user: User, shortcut: SlackShortcut, message: PostedMessage | None = None) -> AppRequest:
        """Run a global shortcut, or a message shortcut on `message`."""
        common = {"callback_id": shortcut.callback_id, "trigger_id": self.trigger_ids.new_trigger(user.id)}
        if message is None:
            at = self.workspace.next_ts()
            return self._interact(payloads.interaction("shortcut", user, action_ts=at, **common))
        place = self._location_payload(user, message, {}) | {"message_ts": message.ts, "message": message.payload()}
        return self._interact(payloads.interaction("message_action", user, **common, **place))

    def send_event(self, event: Mapping[str, Any]) -> AppRequest:
        """Send any event."""
        channel = self.workspace.channels.get(event.get("channel", ""))
        payload = payloads.event_callback(event, ext_shared=bool(channel and channel.is_ext_shared))
        delivery = self._deliver(payload, json.dumps(payload), JSON)
        if not delivery.ack.is_ok:
            self.faults.append(f"event {event['type']}: not acknowledged ({delivery.ack.status})")
        return delivery

    def redeliver(self, delivery: AppRequest, number: int = 1, reason: str = "http_timeout") -> AppRequest:
        """Send a request again as it was, byte for byte, as Slack does when it thinks that nobody heard it."""
        retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        return self._send(delivery.payload, delivery.body, {**delivery.headers, **retry})

    def _interact(self, payload: dict[str, Any]) -> AppRequest:
        delivery = self._deliver(payload, payloads.interactive_form(payload), FORM)
        if not delivery.ack.is_ok:
            self.faults.append(f"{payload['type']}: not acknowledged ({delivery.ack.status})")
        return delivery

    def _deliver(self, payload: dict[str, Any], body: str, content_type: str) -> AppRequest:
        return self._send(payload, body, signed(self.secret, body, content_type))

    def _send(self, payload: dict[str, Any], body: str, headers: Mapping[str, str]) -> AppRequest:
        delivery = AppRequest(payload, body, headers, deliver(self.send, body, headers))
        self.app_requests.append(delivery)
        return delivery

    def _event_kinds(self, message: PostedMessage, channel: Channel) -> list[str]:
        if channel.is_im:
            return ["message.im"]
        if not channel.bot_is_member:
            return []
        said = "message.groups" if channel.is_private else "message.channels"
        return ["app_mention", said] if f"<@{BOT_USER}>" in message.text else [said]

    def _location_payload(self, user: User, where: PostedMessage | View, touched: EnteredValues) -> dict[str, Any]:
        if isinstance(where, View):
            return payloads.on_view(where, touched)
        channel = self.workspace.channels[where.channel]
        ticket = self.trigger_ids.new_response_url(channel.id, user.id, where.ts, where.thread_ts)
        now = {"values": elements.state_values(where.blocks, touched)}
        return payloads.on_message(where, channel) | {"state": now, "response_url": self.response_base + ticket}

    def _answer_command(self, user: User, channel: Channel, typed: str, delivery: AppRequest) -> None:
        answer = delivery.answer
        if answer.get("response_type") == "in_channel":
            self.workspace.post(channel.id, user.id, to_event_text(typed, self.workspace, user.id))
        try:
            self.api.apply_response(ResponseUrl(channel.id, user.id, expires=0.0), answer)
        except ApiError as refusal:
            self.faults.append(f"{typed}: {refusal.code} {' '.join(refusal.details)}".strip())
            name = delivery.payload["command"]
            self._post_as_slackbot(user, channel, f'{name} failed with the error "invalid_command_response"')

    def _after_submission(self, view: View, answer: Mapping[str, Any]) -> None:
        try:
            match answer.get("response_action"):
                case "errors":
                    self.views.refuse(view, answer["errors"])
                case "update":
                    self.views.update(view.id, answer["view"])
                case "push":
                    self.views.push(view.user, answer["view"])
                case "clear":
                    self.views.clear(view.user)
                case _:
                    self.views.close(view)
        except ApiError as refusal:
            self.faults.append(f"view_submission: {refusal.code} {' '.join(refusal.details)}".strip())

    def _post_as_slackbot(self, user: User, channel: Channel, text: str) -> None:
        self.faults.append(text)
        self.workspace.post(channel.id, SLACKBOT, text, visible_to=user.id)

    def _reject_thread_command(self, user: User, channel: Channel, name: str) -> list[AppRequest]:
        self._post_as_slackbot(user, channel, f"{name} is not supported in threads. Sorry!")
        return []
