"""The playground's page: its files, what it may do, and the stream of what happens."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from bot.playground.elements import ElementNotFoundError
from bot.playground.ids import ADDRESS
from bot.playground.loopback import Request, Response
from bot.playground.messages import PostedMessage
from bot.playground.people import User
from bot.playground.standin import FakeSlack
from bot.playground.surfaces import View
from bot.playground.transport import JSON
from bot.playground.trigger_ids import ApiError

STATIC = Path(__file__).parent / "static"
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
HEARTBEAT = 10.0  # seconds between signs of life on the stream
EXAMPLES = (
    "CMO vs CRO KPIs?",
    "do we need both a CMO and a CRO?",
    "who owns pricing?",
    "/roles compare cmo cro cto",
    "cheif marketting oficer",
    "what's for lunch?",
    "/hiring decide cmo cro",
    "/hiring start cro",
)
# Nothing from anywhere else, and nobody may frame or embed the page.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class BadRequest(Exception):  # noqa: N818 - the name HTTP gives it
    """The page asked for something that is not there; the text says what."""


@dataclass
class PlaygroundRoutes:
    """Answers the browser. Every change goes through the same gestures that the tests use."""

    slack: FakeSlack

    def route(self, request: Request) -> Response:
        """The response to one request of the page."""
        if not _is_local(request):
            return _error_response(HTTPStatus.FORBIDDEN, "The playground answers its own page on this machine only.")
        if request.method == "GET":
            return self._get(request)
        try:
            action = ACTIONS[request.path]
            return _json(action(self, json.loads(request.body)) or {})
        except (KeyError, ValueError, BadRequest, ElementNotFoundError, ApiError) as problem:
            return _error_response(HTTPStatus.BAD_REQUEST, f"That did not work: {problem}")

    def _get(self, request: Request) -> Response:
        if request.path == "/":
            return _file("index.html")
        if request.path == "/workspace":
            return _json(self._workspace())
        if request.path == "/stream":
            user = self.slack.workspace.users.get(request.query.get("as", ""))
            if user is None:
                return _error_response(HTTPStatus.BAD_REQUEST, "Nobody here has that id.")
            return Response(content_type="text/event-stream", headers=HEADERS, stream=self._stream(user))
        if request.path == "/file":
            return self._download(request.query.get("as", ""), request.query.get("id", ""))
        return _file(request.path.removeprefix("/static/"))

    def _download(self, user: str, file_id: str) -> Response:
        """A file as something to keep, never to show: for those who see a message that it stands in."""
        known = self.slack.workspace.visible_to(user) if user in self.slack.workspace.users else []
        found = [file for message in known for file in message.files if file.id == file_id]
        if not found:
            return _error_response(HTTPStatus.NOT_FOUND, "There is no such file.")
        headers = HEADERS | {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found[0].name, safe='')}"}
        return Response(body=found[0].content, content_type="application/octet-stream", headers=headers)

    def _workspace(self) -> dict[str, Any]:
        """What never changes: people, channels, commands, shortcuts, examples."""
        workspace, manifest = self.slack.workspace, self.slack.manifest
        return {
            "members": [asdict(user) for user in workspace.members],
            "users": [asdict(user) for user in workspace.users.values()],
            "bot": asdict(workspace.bot),
            "channels": [asdict(room) | {"is_im": room.is_im} for room in workspace.channels.values()],
            "commands": [asdict(command) for command in manifest.commands],
            "shortcuts": [asdict(shortcut) for shortcut in manifest.shortcuts],
            "has_home": manifest.has_home,
            "examples": list(EXAMPLES),
            "address": ADDRESS,
        }

    def _stream(self, user: User) -> Iterator[bytes]:
        feed, version = self.slack.workspace.feed, self.slack.workspace.feed.version
        yield _sse("snapshot", self._snapshot(user))
        while True:
            version, changes = feed.wait_after(version, user.id, HEARTBEAT)
            yield b"".join(_sse(change.kind, change.data) for change in changes) or b": still here\n\n"

    def _snapshot(self, user: User) -> dict[str, Any]:
        home = self.slack.views.home(user.id)
        return {
            "messages": [message.to_page() for message in self.slack.workspace.visible_to(user.id)],
            "stack": [view.to_page() for view in self.slack.views.stack(user.id)],
            "home": home.to_page() if home else None,
        }

    def types(self, body: Mapping[str, Any]) -> None:
        """Somebody pressed Enter in the composer."""
        channel = self.slack.workspace.channels[body["channel"]]
        text = body["text"].strip()
        if not text:
            raise BadRequest("there is nothing to send")
        if not channel.has(body["as"]):
            raise BadRequest(f"you are not in #{channel.name}")
        self.slack.gestures.type_text(self._user(body), channel, text, body.get("thread_ts"))

    def presses(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Somebody used a button, menu or field."""
        spot, touched = (body["block_id"], body["action_id"]), _touched(body)
        where = self._where(body)
        delivery = self.slack.gestures.press(self._user(body), where, spot, body.get("choice"), touched)
        return {"acknowledged": delivery.ack.is_ok}

    def searches(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Somebody types into a menu whose options come from the app."""
        spot = (body["block_id"], body["action_id"])
        options = self.slack.gestures.search_options(self._user(body), self._where(body), spot, body["text"])
        return {"options": options}

    def submits(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Somebody submitted a modal."""
        view = self.slack.views.get(body["view"])
        delivery = self.slack.gestures.submit(self._user(body), view, _touched(body))
        return {"acknowledged": delivery.ack.is_ok}

    def dismisses(self, body: Mapping[str, Any]) -> None:
        """Somebody closed a modal."""
        self.slack.gestures.dismiss(self._user(body), self.slack.views.get(body["view"]))

    def opens(self, body: Mapping[str, Any]) -> None:
        """Somebody opened the app's Home or Messages tab."""
        self.slack.gestures.open_tab(self._user(body), body["tab"])

    def uses_shortcut(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Somebody ran a shortcut, perhaps on a message."""
        shortcut = next((each for each in self.slack.manifest.shortcuts if each.callback_id == body["id"]), None)
        if shortcut is None:
            raise BadRequest("there is no such shortcut")
        message = self._message(body) if body.get("ts") else None
        return {"acknowledged": self.slack.gestures.run_shortcut(self._user(body), shortcut, message).ack.is_ok}

    def _user(self, body: Mapping[str, Any]) -> User:
        return self.slack.workspace.users[body["as"]]

    def _where(self, body: Mapping[str, Any]) -> PostedMessage | View:
        return self.slack.views.get(body["view"]) if body.get("view") else self._message(body)

    def _message(self, body: Mapping[str, Any]) -> PostedMessage:
        message = self.slack.workspace.find(body["channel"], body["ts"])
        if message is None or message not in self.slack.workspace.visible_to(body["as"]):
            raise BadRequest("that message is gone")
        return message


ACTIONS: dict[str, Callable[[PlaygroundRoutes, Mapping[str, Any]], dict[str, Any] | None]] = {
    "/type": PlaygroundRoutes.types,
    "/press": PlaygroundRoutes.presses,
    "/search": PlaygroundRoutes.searches,
    "/submit": PlaygroundRoutes.submits,
    "/dismiss": PlaygroundRoutes.dismisses,
    "/open": PlaygroundRoutes.opens,
    "/shortcut": PlaygroundRoutes.uses_shortcut,
}


def _touched(body: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    blocks = body.get("entered") or {}
    return {(block, action): choice for block, actions in blocks.items() for action, choice in actions.items()}


def _is_local(request: Request) -> bool:
    """Whether this is our own page asking: a name that is not this machine's, or a foreign origin, is neither.

    A page elsewhere can point its own host name at 127.0.0.1 (DNS rebinding); the Host header gives it away.
    """
    host = request.headers.get("Host", "")
    origin = request.headers.get("Origin")
    named = urlsplit(f"//{host}").hostname in {"127.0.0.1", "localhost"}
    ours = origin is None or origin == f"http://{host}"
    written = request.method == "GET" or request.headers.get("Content-Type", "").startswith(JSON)
    return named and ours and written


def _file(name: str) -> Response:
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        return _error_response(HTTPStatus.NOT_FOUND, "There is no such page.")
    return Response(body=path.read_bytes(), content_type=f"{KINDS[path.suffix]}; charset=utf-8", headers=HEADERS)


def _json(value: Mapping[str, Any]) -> Response:
    return Response(body=json.dumps(value).encode(), content_type=JSON, headers=HEADERS)


def _error_response(status: int, text: str) -> Response:
    return Response(status, json.dumps({"problem": text}).encode(), JSON, HEADERS)


def _sse(kind: str, data: Mapping[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode()
