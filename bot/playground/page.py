"""The playground's page: its files, the requests it sends, and the stream of events it follows."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from bot.playground.api_call import ApiError
from bot.playground.elements import ElementNotFoundError
from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import ADDRESS, User
from bot.playground.loopback import Request, Response
from bot.playground.messages import PostedMessage
from bot.playground.open_views import View
from bot.playground.responses import HEADERS, error_response, event_chunk, file_response, is_local, json_response
from bot.playground.user_actions import ElementId

HEARTBEAT = 10.0  # seconds after which an idle stream sends a comment, so that a dead connection is noticed
EXAMPLE_GROUPS = {
    "Compare roles": {
        "CMO vs CRO KPIs?": "Two roles on one topic",
        "/roles compare cmo cro cto": "Three roles side by side",
        "who owns pricing?": "Who owns a responsibility",
    },
    "Decide what to hire": {
        "do we need both a CMO and a CRO?": "A hiring decision",
        "/hiring decide cmo cro": "Which of two roles to hire",
    },
    "Run a hire": {
        "/hiring start cro": "An executive hire, step by step",
    },
    "See how far it goes": {
        "cheif marketting oficer": "A job title with typos",
        "what's for lunch?": "A question it can't answer",
    },
}
"""What to try, grouped by what people want to do: each example with its caption."""
EXAMPLES = tuple(text for group in EXAMPLE_GROUPS.values() for text in group)


class BadRequest(Exception):  # noqa: N818 - the name HTTP gives it
    """The page sent a request that cannot be carried out; the text gives the reason."""


@dataclass
class PlaygroundRoutes:
    """Answers the browser. Everything a person does goes through the same UserActions that the tests use.

    `about` is what else the page is given with the workspace.
    """

    slack: FakeSlack
    about: Mapping[str, Any] = field(default_factory=dict)

    def route(self, request: Request) -> Response:
        """The response to one request; a request from another site or under another host name is refused."""
        if not is_local(request):
            return error_response(HTTPStatus.FORBIDDEN, "The playground only answers its own page on this machine.")
        if request.method == "GET":
            return self._get(request)
        try:
            action = ACTIONS[request.path]
            return json_response(action(self, json.loads(request.body)) or {})
        except (KeyError, ValueError, BadRequest, ElementNotFoundError, ApiError) as problem:
            return error_response(HTTPStatus.BAD_REQUEST, f"That did not work: {problem}")

    def _get(self, request: Request) -> Response:
        if request.path == "/":
            return file_response("index.html")
        if request.path == "/workspace":
            return json_response(self._workspace())
        if request.path == "/stream":
            user = self.slack.workspace.users.get(request.query.get("as", ""))
            if user is None:
                return error_response(HTTPStatus.BAD_REQUEST, "No user has that id.")
            return Response(content_type="text/event-stream", headers=HEADERS, stream=self._stream(user))
        if request.path == "/file":
            return self._download(request.query.get("as", ""), request.query.get("id", ""))
        return file_response(request.path.removeprefix("/static/"))

    def _download(self, user: str, file_id: str) -> Response:
        """A file that `user` sees in a message, always as a download: shown as a page, it could run scripts here."""
        visible = self.slack.workspace.visible_to(user) if user in self.slack.workspace.users else []
        found = [file for message in visible for file in message.files if file.id == file_id]
        if not found:
            return error_response(HTTPStatus.NOT_FOUND, "There is no such file.")
        headers = HEADERS | {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found[0].name, safe='')}"}
        return Response(body=found[0].content, content_type="application/octet-stream", headers=headers)

    def _workspace(self) -> dict[str, Any]:
        """What does not change while the page is open: users, channels, commands, shortcuts, examples."""
        workspace, manifest = self.slack.workspace, self.slack.manifest
        return {
            "members": [asdict(user) for user in workspace.members],
            "users": [asdict(user) for user in workspace.users.values()],
            "bot": asdict(workspace.bot),
            "channels": [asdict(channel) | {"is_im": channel.is_im} for channel in workspace.channels.values()],
            "commands": [asdict(command) for command in manifest.commands],
            "shortcuts": [asdict(shortcut) for shortcut in manifest.shortcuts],
            "has_home": manifest.has_home,
            "examples": [
                {"title": title, "examples": [{"text": text, "caption": caption} for text, caption in group.items()]}
                for title, group in EXAMPLE_GROUPS.items()
            ],
            "address": ADDRESS,
            **self.about,
        }

    def _stream(self, user: User) -> Iterator[bytes]:
        # The version is read before the snapshot: an event between the two is sent twice rather than lost.
        feed, version = self.slack.workspace.feed, self.slack.workspace.feed.version
        yield event_chunk("snapshot", self._snapshot(user))
        while True:
            version, events = feed.wait_after(version, user.id, HEARTBEAT)
            yield b"".join(event_chunk(event.kind, event.data) for event in events) or b": heartbeat\n\n"

    def _snapshot(self, user: User) -> dict[str, Any]:
        home = self.slack.views.home(user.id)
        return {
            "messages": [message.to_page() for message in self.slack.workspace.visible_to(user.id)],
            "stack": [view.to_page() for view in self.slack.views.stack(user.id)],
            "home": home.to_page() if home else None,
            "now": self.slack.workspace.clock(),
            "app": self.about.get("session", {}).get("app"),
            "installed": self.slack.registration.is_installed,
        }

    def send_text(self, body: Mapping[str, Any]) -> None:
        """Send what a person typed in the composer."""
        channel = self.slack.workspace.channels[body["channel"]]
        text = body["text"].strip()
        if not text:
            raise BadRequest("there is nothing to send")
        if not channel.has(body["as"]):
            raise BadRequest(f"you are not in #{channel.name}")
        self.slack.user_actions.type_text(self._user(body), channel, text, body.get("thread_ts"))

    def edit(self, body: Mapping[str, Any]) -> None:
        """Replace the text of one's own message."""
        text = body["text"].strip()
        if not text:
            raise BadRequest("a message can't be empty")
        self.slack.user_actions.edit_message(self._user(body), self._message(body), text)

    def delete(self, body: Mapping[str, Any]) -> None:
        """Delete one's own message."""
        self.slack.user_actions.delete_message(self._user(body), self._message(body))

    def react(self, body: Mapping[str, Any]) -> None:
        """Add a reaction to a message, or take it away."""
        message, name = self._message(body), str(body["name"])
        kept = tuple(each for each in message.reactions if each != name)
        added = () if name in message.reactions else (name,)
        self.slack.workspace.react(message, (*kept, *added))

    def press(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Use a button, menu or field."""
        choice, entered = body.get("choice"), _entered_values(body)
        request = self.slack.user_actions.press(
            self._user(body), self._container(body), _element_id(body), choice, entered
        )
        return {"acknowledged": request.ack.is_ok}

    def search(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Get options from the app for what a person typed into a menu."""
        options = self.slack.user_actions.search_options(
            self._user(body), self._container(body), _element_id(body), body["text"]
        )
        return {"options": options}

    def submit(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Submit a modal."""
        view = self.slack.views.get(body["view"])
        request = self.slack.user_actions.submit(self._user(body), view, _entered_values(body))
        return {"acknowledged": request.ack.is_ok}

    def dismiss(self, body: Mapping[str, Any]) -> None:
        """Close a modal."""
        self.slack.user_actions.dismiss(self._user(body), self.slack.views.get(body["view"]))

    def open_tab(self, body: Mapping[str, Any]) -> None:
        """Open the app's Home or Messages tab."""
        self.slack.user_actions.open_tab(self._user(body), body["tab"])

    def run_shortcut(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Run a global shortcut, or one on a message."""
        shortcut = next((each for each in self.slack.manifest.shortcuts if each.callback_id == body["id"]), None)
        if shortcut is None:
            raise BadRequest("there is no such shortcut")
        message = self._message(body) if body.get("ts") else None
        return {"acknowledged": self.slack.user_actions.run_shortcut(self._user(body), shortcut, message).ack.is_ok}

    def _user(self, body: Mapping[str, Any]) -> User:
        return self.slack.workspace.users[body["as"]]

    def _container(self, body: Mapping[str, Any]) -> PostedMessage | View:
        return self.slack.views.get(body["view"]) if body.get("view") else self._message(body)

    def _message(self, body: Mapping[str, Any]) -> PostedMessage:
        message = self.slack.workspace.find(body["channel"], body["ts"])
        if message is None or message not in self.slack.workspace.visible_to(body["as"]):
            raise BadRequest("that message no longer exists")
        return message


ACTIONS: dict[str, Callable[[PlaygroundRoutes, Mapping[str, Any]], dict[str, Any] | None]] = {
    "/type": PlaygroundRoutes.send_text,
    "/edit": PlaygroundRoutes.edit,
    "/delete": PlaygroundRoutes.delete,
    "/react": PlaygroundRoutes.react,
    "/press": PlaygroundRoutes.press,
    "/search": PlaygroundRoutes.search,
    "/submit": PlaygroundRoutes.submit,
    "/dismiss": PlaygroundRoutes.dismiss,
    "/open": PlaygroundRoutes.open_tab,
    "/shortcut": PlaygroundRoutes.run_shortcut,
}


def _element_id(body: Mapping[str, Any]) -> ElementId:
    return body["block_id"], body["action_id"]


def _entered_values(body: Mapping[str, Any]) -> dict[ElementId, Any]:
    blocks = body.get("entered") or {}
    return {(block, action): choice for block, actions in blocks.items() for action, choice in actions.items()}
