"""The playground's page with what concerns the whole session: the clock, a reset, saving and opening."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import RolecallError
from bot.playground import authorize_page
from bot.playground.fake_slack import API
from bot.playground.loopback import Request, Response
from bot.playground.page import PlaygroundRoutes
from bot.playground.responses import HEADERS, error_response, has_local_host, is_local, json_response
from bot.playground.sessions import Playground
from bot.playground.time_travel import day_named, morning
from bot.playground.turn_records import list_turns, turn_in_full
from bot.playground.web_api import FAILURES

OPEN_APP = "/app_redirect"
"""Where the page after an installation leads: https://docs.slack.dev/interactivity/deep-linking."""
ELSEWHERE = {"U0BOARD": "America/New_York", "U0HRLEAD": "Asia/Singapore"}
"""People who work in another time zone than the person at the browser."""


class SessionRoutes:
    """Answers the browser, and the calls of an app in another process, from whichever session is the current one."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground

    def route(self, request: Request) -> Response:
        """The response to one request; see PlaygroundRoutes for those that concern the workspace only."""
        if request.path.startswith((API, authorize_page.PATH, OPEN_APP)):
            return self._slack(request)
        action = ACTIONS.get((request.method, request.path))
        if action is None:
            session = self._playground.session
            about = {
                "id": session.id,
                "first_channel": session.first_channel,
                "is_demo": session.is_demo,
                "app": session.app_choice.name,
                "failures": list(FAILURES),
            }
            return PlaygroundRoutes(session.slack, {"session": about}).route(request)
        if not is_local(request):
            return error_response(HTTPStatus.FORBIDDEN, "The playground only answers its own page on this machine.")
        try:
            return action(self._playground, json.loads(request.body or "{}") | request.query)
        except RolecallError as problem:
            return error_response(HTTPStatus.BAD_REQUEST, str(problem))
        except (KeyError, IndexError, ValueError) as problem:
            return error_response(HTTPStatus.BAD_REQUEST, f"That did not work: {problem}")

    def _slack(self, request: Request) -> Response:
        """What Slack itself answers. No page may call its API: another site could make a browser do so."""
        if not has_local_host(request) or (request.method == "POST" and request.headers.get("Origin")):
            return error_response(HTTPStatus.FORBIDDEN, "The playground only answers programs on this machine.")
        if request.path == OPEN_APP:
            return Response(HTTPStatus.FOUND, headers={"Location": "/"})
        return self._playground.session.slack.route(request)


def _own_app(playground: Playground, _: Mapping[str, Any]) -> Response:
    """How to run an app in another process, and which app answers now."""
    app, choice = playground.own_app, playground.session.app_choice
    return json_response(
        {
            "app": choice.name,
            "request_url": choice.request_url or app.events_url,
            "install_url": app.install_url,
            "commands": app.commands(),
        }
    )


def _choose_app(playground: Playground, body: Mapping[str, Any]) -> Response:
    """Send what people do to the app at an address; empty for the built-in one."""
    playground.session.app_choice.use_request_url(str(body["request_url"]).strip())
    return json_response({"app": playground.session.app_choice.name})


def _remove_app(playground: Playground, _: Mapping[str, Any]) -> Response:
    """Remove the app that was installed; returns whether it has acknowledged that."""
    choice = playground.session.app_choice
    is_told = choice.remove_installed(choice.request_url or playground.own_app.events_url)
    return json_response({"acknowledged": is_told})


def _travel(playground: Playground, body: Mapping[str, Any]) -> Response:
    """Move the clock to 9:00 of a day, where the person is."""
    session = playground.session
    if not session.app_choice.is_built_in:
        raise RolecallError("Only the built-in app follows this clock.", "Stop your own app to move the clock.")
    zone = session.slack.workspace.users[body["as"]].tz
    today = session.clock.now().astimezone(ZoneInfo(zone)).date()
    session.travel.travel_to(morning(day_named(body["to"], today), zone))
    session.settle()
    return json_response({"now": session.clock.seconds()})


def _set_zone(playground: Playground, body: Mapping[str, Any]) -> Response:
    """Move everyone to the time zone of the browser, except those who work elsewhere; returns the zone of each."""
    zone, workspace = ZoneInfo(body["zone"]).key, playground.session.slack.workspace
    for member in workspace.members:
        workspace.change_user(member.id, tz=ELSEWHERE.get(member.id, zone))
    return json_response({"zones": {member.id: member.tz for member in workspace.members}})


def _reset(playground: Playground, body: Mapping[str, Any]) -> Response:
    playground.reset(demo=bool(body.get("demo")))
    return json_response({})


def _save(playground: Playground, _: Mapping[str, Any]) -> Response:
    name = f"playground-{playground.session.clock.now():%Y-%m-%d}.zip"
    headers = HEADERS | {"Content-Disposition": f"attachment; filename={name}"}
    return Response(body=playground.save(), content_type="application/zip", headers=headers)


def _open(playground: Playground, body: Mapping[str, Any]) -> Response:
    playground.open(b64decode(body["content"]))
    return json_response({})


def _fail(playground: Playground, body: Mapping[str, Any]) -> Response:
    playground.session.slack.api.fail_next(body["failure"])
    return json_response({})


def _turns(playground: Playground, _: Mapping[str, Any]) -> Response:
    return json_response({"turns": list_turns(playground.session)})


def _turn(playground: Playground, query: Mapping[str, Any]) -> Response:
    return json_response(turn_in_full(playground.session, int(query["number"]), playground.library.base))


ACTIONS: dict[tuple[str, str], Callable[[Playground, Mapping[str, Any]], Response]] = {
    ("POST", "/travel"): _travel,
    ("GET", "/own-app"): _own_app,
    ("POST", "/own-app"): _choose_app,
    ("POST", "/remove-app"): _remove_app,
    ("POST", "/zone"): _set_zone,
    ("GET", "/turns"): _turns,
    ("GET", "/turn"): _turn,
    ("POST", "/fail"): _fail,
    ("POST", "/reset"): _reset,
    ("GET", "/save"): _save,
    ("POST", "/open-saved"): _open,
}
