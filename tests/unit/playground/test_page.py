"""The page's routes, requested over HTTP as a browser does it."""

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fakes.office import Office
from fakes.sampler import sampler
from fakes.slack import TIMEOUT_SECONDS

from bot.playground.loopback import LoopbackServer
from bot.playground.manifest import Manifest, SlackShortcut, SlashCommand
from bot.playground.page import PlaygroundRoutes
from bot.playground.responses import STATIC

MANIFEST = Manifest(
    commands=(SlashCommand("/show", "hello", "Shows things"),),
    shortcuts=(SlackShortcut("Form", "open_form"), SlackShortcut("Look", "look_at", "message")),
    has_home=True,
)
LEADERSHIP = "C0LEADERSHIP"


@pytest.fixture
def office() -> Iterator[Office]:
    with Office(MANIFEST) as office:
        yield office.join(sampler(office.settings()))


@pytest.fixture
def server(office: Office) -> Iterator[LoopbackServer]:
    with LoopbackServer(PlaygroundRoutes(office.slack).route) as server:
        yield server


class Browser:
    """Sends the requests of the page, or of another site."""

    def __init__(self, server: LoopbackServer) -> None:
        self.port = server.port

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, headers: dict[str, str] | None = None, **body: Any) -> tuple[int, dict[str, Any]]:
        whole = {"Content-Type": "application/json"} | (headers or {})
        status, text, _ = self._ask("POST", path, json.dumps({"as": "U0FOUNDER", **body}), whole)
        return status, json.loads(text)

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        connection.request(method, path, body, {"Host": f"127.0.0.1:{self.port}"} | headers)
        response = connection.getresponse()
        answer = response.status, response.read().decode(), dict(response.headers)
        connection.close()
        return answer


@pytest.fixture
def browser(server: LoopbackServer) -> Browser:
    return Browser(server)


def test_the_page_and_every_file_of_it_are_served(browser: Browser):
    status, page, headers = browser.get("/")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    for path in STATIC.iterdir():
        assert browser.get(f"/static/{path.name}")[0] == 200
    assert "https://" not in page


def test_the_page_may_load_only_its_own_files(browser: Browser):
    policy = browser.get("/")[2]["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path", ["/static/../page.py", "/static/none.js", "/page.py", "/static/", "/static//etc/hostname"]
)
def test_no_other_file_is_served(browser: Browser, path: str):
    assert browser.get(path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:3000", "127.0.0.1.evil.example", ""])
def test_another_host_name_that_resolves_to_this_machine_is_refused(browser: Browser, host: str):
    assert browser.get("/workspace", Host=host)[0] == 403


def test_another_site_in_the_browser_is_refused(browser: Browser, office: Office):
    asked = {"channel": LEADERSHIP, "text": "@Rolecall hello"}
    assert browser.post("/type", {"Origin": "http://evil.example"}, **asked)[0] == 403
    assert browser.post("/type", {"Content-Type": "text/plain"}, **asked)[0] == 403
    assert office.slack.user_actions.app_requests == []


def test_the_workspace_lists_members_commands_and_examples(browser: Browser):
    workspace = json.loads(browser.get("/workspace")[1])
    assert [member["real_name"] for member in workspace["members"]] == ["Founder", "Board member", "HR lead"]
    assert workspace["commands"][0]["name"] == "/show"
    assert [group["title"] for group in workspace["examples"]][:2] == ["Compare roles", "Decide what to hire"]
    texts = {example["text"] for group in workspace["examples"] for example in group["examples"]}
    assert {"CMO vs CRO KPIs?", "what's for lunch?"} <= texts


def test_typed_text_reaches_the_app(browser: Browser, office: Office):
    assert browser.post("/type", channel=LEADERSHIP, text=" /show hello ") == (200, {})
    assert office.founder.sees("You said hello").private


def test_blank_text_is_not_sent(browser: Browser):
    status, answer = browser.post("/type", channel=LEADERSHIP, text="  ")
    assert (status, answer["problem"]) == (400, "That did not work: there is nothing to send")


def test_a_user_cannot_write_in_a_channel_they_are_not_in(browser: Browser, office: Office):
    office.slack.workspace.change_channel("C0EXECSEARCH", members=("U0BOARD",))
    status, answer = browser.post("/type", channel="C0EXECSEARCH", text="hello")
    assert (status, answer["problem"]) == (400, "That did not work: you are not in #exec-search")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/nowhere", {}),
        ("/type", {"channel": "C0NOWHERE", "text": "x"}),
        ("/press", {"channel": LEADERSHIP, "ts": "1.0", "block_id": "b", "action_id": "a"}),
        ("/press", {"view": "V9", "block_id": "b", "action_id": "a"}),
        ("/submit", {"view": "V9"}),
        ("/shortcut", {"id": "none"}),
    ],
)
def test_a_request_for_something_unknown_is_refused(browser: Browser, path: str, body: dict[str, str]):
    status, answer = browser.post(path, **body)
    assert (status, answer["problem"].startswith("That did not work: ")) == (400, True)


def test_a_button_works_only_for_users_who_see_its_message(browser: Browser, office: Office):
    office.founder.types("/show hello")
    message = office.founder.seen.message
    spot = {"channel": LEADERSHIP, "ts": message.ts, "block_id": message.blocks[1]["block_id"], "action_id": "share"}
    assert browser.post("/press", **spot, **{"as": "U0BOARD"})[0] == 400
    assert browser.post("/press", **spot) == (200, {"acknowledged": True})
    assert office.board_member.sees("Shared").text == "Shared"


def test_a_click_carries_the_values_entered_before(browser: Browser, office: Office):
    office.founder.types("/show everything")
    message = office.founder.seen.message
    entered = {"row": {"grouped": "fig"}}
    spot = {"channel": LEADERSHIP, "ts": message.ts, "block_id": "row", "action_id": "press"}
    browser.post("/press", **spot, choice=None, entered=entered)
    state = office.slack.user_actions.app_requests[-1].payload["state"]["values"]
    assert state["row"]["grouped"]["selected_option"]["value"] == "fig"


def test_a_form_is_opened_refused_and_closed(browser: Browser, office: Office):
    assert browser.post("/shortcut", id="open_form") == (200, {"acknowledged": True})
    view = office.founder.modal.view
    entered = {"name": {"typed": "bad"}}
    assert browser.post("/submit", view=view.id, entered=entered) == (200, {"acknowledged": True})
    assert office.founder.modal.errors == {"name": "Not that one."}
    assert browser.post("/dismiss", view=view.id) == (200, {})
    assert not office.founder.has_modal


def test_a_menu_is_searched_and_a_shortcut_runs_on_a_message(browser: Browser, office: Office):
    office.founder.types("/show menu")
    message = office.founder.seen.message
    place = {"channel": LEADERSHIP, "ts": message.ts}
    _, answer = browser.post("/search", **place, block_id="search", action_id="find", text="pl")
    assert [option["value"] for option in answer["options"]] == ["apple", "plum"]
    assert browser.post("/shortcut", id="look_at", **place) == (200, {"acknowledged": True})
    assert office.founder.sees("That says").private


def share(office: Office, name: str, content: bytes) -> str:
    """Show a file in the private channel; gives its id."""
    uploads = office.slack.uploads
    file_id, address = uploads.begin(name, len(content))
    uploads.receive(address.rsplit("/", 1)[1], content)
    files = uploads.finish([(file_id, None)])
    office.slack.workspace.post("C0EXECSEARCH", "U0ROLECALL", "", files=files)
    return file_id


def test_a_file_is_always_a_download(browser: Browser, office: Office):
    file_id = share(office, "résumé\r\nX: 1.html", b"<script>alert(1)</script>")
    status, content, headers = browser.get(f"/file?as=U0FOUNDER&id={file_id}")
    assert (status, content) == (200, "<script>alert(1)</script>")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''r%C3%A9sum%C3%A9%0D%0AX%3A%201.html"
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_a_file_is_only_for_users_who_see_its_message(browser: Browser, office: Office):
    file_id = share(office, "plan.csv", b"1,2")
    office.slack.workspace.change_channel("C0EXECSEARCH", members=("U0FOUNDER",))
    asked = [f"/file?as=U0BOARD&id={file_id}", f"/file?as=U0NOBODY&id={file_id}", "/file?as=U0FOUNDER&id=F9", "/file"]
    assert [browser.get(path)[0] for path in asked] == [404] * 4


def test_opening_the_home_tab_publishes_it(browser: Browser, office: Office):
    assert browser.post("/open", tab="home") == (200, {})
    assert "Welcome home" in office.founder.home.words


def test_the_stream_begins_with_a_snapshot_and_continues_with_new_events(server: LoopbackServer, office: Office):
    office.founder.types("/show hello")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT_SECONDS)
    connection.request("GET", "/stream?as=U0FOUNDER")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream"
    assert stream.readline() == b"event: snapshot\n"
    assert b"You said hello" in stream.readline()
    stream.readline()
    office.board_member.says("news")
    assert stream.readline() == b"event: message\n"
    assert b"news" in stream.readline()
    connection.close()


def test_a_stream_for_an_unknown_user_is_refused(browser: Browser):
    assert browser.get("/stream?as=U0NOBODY")[0] == 400
