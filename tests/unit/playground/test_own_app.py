"""An app of one's own in a process of its own, with the playground in the place of Slack."""

import html
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from fakes.processes import PlaygroundProcess, playground_process, typed, wait_for

from bot.playground.app_registration import AppRegistration
from bot.playground.own_app import OwnApp, command_line

LEADERSHIP = "C0LEADERSHIP"
QUESTION = "/roles compare cmo cro metrics"


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[PlaygroundProcess]:
    with playground_process(tmp_path, 38_600) as running:
        yield running


def asks(playground: PlaygroundProcess, text: str, log: Path) -> str:
    """Type a text, wait for what this app answers, and return the answer."""
    before, answered = len(playground.answers()), log.read_text().count(" answered ")
    playground.post("/type", channel=LEADERSHIP, text=text)
    wait_for(lambda: len(playground.answers()) > before and log.read_text().count(" answered ") > answered)
    return playground.answers()[-1]


# The processes


def test_connect_takes_the_place_of_the_built_in_app_while_it_runs(playground: PlaygroundProcess, tmp_path: Path):
    with typed(playground.commands["connect"], tmp_path) as log:
        playground.waits_for_app("connect")
        assert asks(playground, QUESTION, log).startswith("CMO vs CRO: Metrics")
        assert "CMO vs CRO: Metrics" in asks(playground, "@Rolecall CMO vs CRO KPIs?", log)
        assert "Only the built-in app follows this clock" in playground.post("/travel", to="monday")["problem"]
        playground.post("/reset", demo=False)
        playground.waits_for_app("connect")  # again, to the new workspace
        assert asks(playground, QUESTION, log).startswith("CMO vs CRO: Metrics")
    playground.waits_for_app("built-in")
    playground.post("/type", channel=LEADERSHIP, text="/roles show cfo")
    wait_for(lambda: "CFO" in playground.answers()[-1])
    assert log.read_text().count(" answered ") == 3


def test_serve_gets_signed_requests_at_the_address_that_was_entered(playground: PlaygroundProcess, tmp_path: Path):
    url = playground.get("/own-app")["request_url"]
    assert f"No app answers at {url}" in playground.post("/own-app", request_url=url)["problem"]
    with typed(playground.commands["serve"], tmp_path) as log:
        wait_for(lambda: playground.post("/own-app", request_url=url) == {"app": "serve"})
        assert asks(playground, QUESTION, log).startswith("CMO vs CRO: Metrics")
        assert "CMO vs CRO: Metrics" in asks(playground, "@Rolecall CMO vs CRO KPIs?", log)
        playground.post("/reset", demo=False)
        assert playground.get("/own-app")["app"] == "serve"
        assert playground.post("/own-app", request_url="") == {"app": "built-in"}


def test_a_person_installs_the_app_and_it_answers(playground: PlaygroundProcess, tmp_path: Path):
    about = playground.get("/own-app")
    with typed(about["commands"]["install"], tmp_path) as log:
        wait_for(lambda: playground.post("/own-app", request_url=about["request_url"]) == {"app": "serve"})
        browser = build_opener(HTTPCookieProcessor())
        wait_for(lambda: "migrated" in log.read_text() or "worker ready" in log.read_text())
        consent = browser.open(about["install_url"]).read().decode()
        assert "In the workspace Playground, Rolecall would like to:" in consent
        allow = re.search(r'href="([^"]*)">Allow<', consent)
        assert allow
        with browser.open(html.unescape(allow[1])) as page:
            installed = page.read().decode()
        assert "Rolecall is installed in Playground" in installed
        assert f"{playground.address}/app_redirect?" in installed
        wait_for(playground.answers)  # the welcome
        assert asks(playground, QUESTION, log).startswith("CMO vs CRO: Metrics")
        assert "CMO vs CRO: Metrics" in asks(playground, "@Rolecall CMO vs CRO KPIs?", log)


def test_only_an_app_on_this_machine_gets_requests(playground: PlaygroundProcess):
    answer = playground.post("/own-app", request_url="https://evil.example/slack/events")
    assert "only to this machine" in answer["problem"]
    assert playground.get("/own-app")["app"] == "built-in"


# The commands


APP = OwnApp("http://127.0.0.1:3000", AppRegistration(), Path("/a b/own-app.sqlite3"))


def test_a_command_for_a_posix_shell_sets_everything_for_that_command_only():
    words = shlex.split(APP.commands()["connect"].replace("\\\n", ""))
    variables = dict(word.split("=", 1) for word in words if "=" in word)
    assert variables == {
        "SLACK_API_URL": "http://127.0.0.1:3000/api/",
        "SLACK_BOT_TOKEN": APP.registration.bot_token,
        "SLACK_APP_TOKEN": APP.registration.app_token,
        "HEALTH_PORT": "0",
        "DATABASE_URL": "sqlite:////a b/own-app.sqlite3",
    }
    assert words[-1] == "connect"


def test_on_windows_the_lines_are_for_powershell():
    lines = command_line({"A": "it's", "B": ""}, "serve", is_windows=True).splitlines()
    assert lines[:2] == ["$env:A = 'it''s'", "$env:B = ''"]
    assert lines[2].startswith("& ")
    assert lines[2].endswith(" serve")


def test_what_would_be_in_the_way_is_cleared():
    command = APP.at("http://127.0.0.1:3000", ("HTTPS_PROXY",)).commands()["serve"]
    assert command.startswith("HTTPS_PROXY= \\\n")


@pytest.mark.parametrize(("port", "url"), [(3000, "http://127.0.0.1:3100"), (65_500, "http://127.0.0.1:65400")])
def test_serve_gets_a_port_of_its_own(port: int, url: str):
    assert APP.at(f"http://127.0.0.1:{port}").url == url
