import hashlib
import hmac
import json
import socket
from collections.abc import Iterator

import pytest
from fakes.installation import SIGNING_SECRET, Installation

from bot.doctor.events_url import check_events_url, check_port
from bot.playground.loopback import LoopbackServer, Request, Response


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which a program listens that never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def rolecall(request: Request) -> Response:
    """What a running `rolecall serve` answers: its health page, and Slack's signed challenge."""
    if request.path == "/healthz":
        return Response(body=b"ok\n")
    basis = f"v0:{request.headers['X-Slack-Request-Timestamp']}:{request.body}"
    expected = "v0=" + hmac.new(SIGNING_SECRET.encode(), basis.encode(), hashlib.sha256).hexdigest()
    if request.headers["X-Slack-Signature"] != expected:
        return Response(401)
    return Response(body=json.dumps({"challenge": json.loads(request.body)["challenge"]}).encode())


# The port


def test_a_free_port_is_fine(installation: Installation):
    installation.changes["port"] = free_port()
    assert installation.finds(check_port, level=None).keys() == {"port-free"}


def test_a_port_that_another_program_uses_is_noticed(installation: Installation):
    with LoopbackServer(lambda _: Response(404)) as other:
        installation.changes["port"] = other.port
        line = installation.finds_only(check_port, "port-taken")
    assert f"Another program listens on 127.0.0.1:{other.port}. Set PORT to a free port." in line


def test_a_port_on_which_rolecall_runs_is_fine(installation: Installation):
    with LoopbackServer(rolecall) as running:
        installation.changes["port"] = running.port
        assert installation.finds(check_port, level=None).keys() == {"port-serving"}


@pytest.mark.parametrize("host", ["203.0.113.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_noticed(installation: Installation, host: str):
    installation.changes |= {"host": host, "port": free_port()}
    assert "Set HOST to one of its addresses" in installation.finds_only(check_port, "host-not-here")


def test_without_a_signing_secret_no_port_is_needed(installation: Installation, taken: int):
    installation.changes |= {"slack_signing_secret": "", "port": taken}
    assert list(check_port(installation.context)) == []


# The events URL


def verified(installation: Installation, server: LoopbackServer) -> dict[str, str]:
    installation.changes["public_url"] = server.url
    return {name: str(found) for name, found in installation.finds(check_events_url, level=None).items()}


def test_an_address_that_leads_to_rolecall_is_verified(installation: Installation):
    with LoopbackServer(rolecall) as server:
        assert "events-url-verified" in verified(installation, server)


def test_a_running_rolecall_with_another_secret_is_noticed(installation: Installation):
    installation.changes["slack_signing_secret"] = "f" * 32
    with LoopbackServer(rolecall) as server:
        found = verified(installation, server)["events-url-secret"]
    assert "refuses requests signed with SLACK_SIGNING_SECRET" in found
    assert "f" * 32 not in found


@pytest.mark.parametrize(
    ("response", "name", "words"),
    [
        (Response(502), "events-url-down", "Nothing answers at PUBLIC_URL. Start `rolecall serve`"),
        (Response(404), "events-url-elsewhere", "/slack/events there has HTTP status 404. Let the web server pass"),
        (Response(body=b"<title>Welcome</title>"), "events-url-elsewhere", "has HTTP status 200"),
    ],
)
def test_an_address_that_does_not_lead_to_rolecall_is_explained(
    installation: Installation, response: Response, name: str, words: str
):
    with LoopbackServer(lambda _: response) as server:
        assert words in verified(installation, server)[name]


def test_an_address_at_which_nothing_listens_is_explained(installation: Installation):
    installation.changes["public_url"] = f"http://127.0.0.1:{free_port()}"
    assert "events-url-down" in installation.finds(check_events_url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://localhost:1", "https://bot.internal:1"])
def test_an_address_that_slack_cannot_reach_is_noticed(installation: Installation, url: str):
    installation.changes |= {"public_url": url, "slack_signing_secret": ""}
    assert "https address on the internet" in installation.finds_only(check_events_url, "public-url-unreachable")


@pytest.mark.parametrize("url", ["rolecall.example.com", "https://rolecall.example.com/slack/events", "ftp://host"])
def test_an_address_of_another_form_is_noticed(installation: Installation, url: str):
    installation.changes["public_url"] = url
    assert "Write it like https://rolecall.example.com" in installation.finds_only(check_events_url, "public-url-form")


def test_without_a_public_address_nothing_is_asked(installation: Installation):
    assert list(check_events_url(installation.context)) == []
