import html
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from bot.playground.app_registration import AppRegistration, InstallTarget
from bot.playground.authorize_page import PERMISSIONS, authorize_page, is_on_this_machine
from bot.playground.manifest import Manifest

ACME = InstallTarget("T0ACME", "Acme", "U0FOUNDER")
BACK = "http://127.0.0.1:3100/slack/oauth_redirect"


def page_for(registration: AppRegistration, **changes: str) -> tuple[int, str]:
    asked = {"client_id": registration.client_id, "scope": "chat:write,commands", "redirect_uri": BACK, "state": "s<1"}
    response = authorize_page(registration, ACME, asked | changes)
    return response.status, response.body.decode()


def links(page: str) -> dict[str, str]:
    """The addresses of the page's links, by their text."""
    return {text: html.unescape(address) for address, text in re.findall(r'<a [^>]*href="([^"]*)">([^<]*)</a>', page)}


def test_it_lists_what_the_app_asks_for_and_leads_back_with_a_code():
    registration = AppRegistration()
    status, page = page_for(registration)
    assert status == 200
    assert "In the workspace Acme, Rolecall would like to:" in page
    assert "<li>Send messages <code>chat:write</code></li>" in page
    back = urlsplit(links(page)["Allow"])
    query = {name: values[0] for name, values in parse_qs(back.query).items()}
    assert (f"{back.scheme}://{back.netloc}{back.path}", query["state"]) == (BACK, "s<1")
    credentials = (registration.client_id, registration.client_secret)
    granted = registration.exchange({"code": query["code"], "redirect_uri": BACK}, credentials, frozenset())
    assert granted["authed_user"] == {"id": "U0FOUNDER"}


def test_every_scope_of_the_manifest_is_in_words():
    assert (Manifest.read().scopes or set()) <= set(PERMISSIONS)


def test_another_scope_has_its_name_only():
    _, page = page_for(AppRegistration(), scope="mcp:connect,<b>")
    assert "<li><code>mcp:connect</code></li><li><code>&lt;b&gt;</code></li>" in page


def test_cancel_leads_back_with_the_refusal():
    _, page = page_for(AppRegistration())
    assert links(page)["Cancel"] == f"{BACK}?{urlencode({'error': 'access_denied', 'state': 's<1'})}"


def test_another_app_is_refused():
    status, page = page_for(AppRegistration(), client_id="1.2")
    assert (status, links(page)) == (400, {})
    assert "isn't registered here" in page


def test_it_leads_to_no_other_machine():
    status, page = page_for(AppRegistration(), redirect_uri="https://evil.example/slack/oauth_redirect")
    assert (status, links(page)) == (400, {})
    assert "Set PUBLIC_URL" in page


@pytest.mark.parametrize(
    ("url", "is_here"),
    [
        ("http://127.0.0.1:3100/slack/events", True),
        ("http://localhost/slack/events", True),
        ("http://[::1]:3100/", True),
        ("https://127.0.0.1:3100/", False),
        ("http://127.0.0.1.evil.example/", False),
        ("http://127.0.0.1@evil.example/", False),
        ("http://127.0.0.1:99999/", False),
        ("http://evil.example\\@127.0.0.1/", False),
        ("http://127.0.0.1\\evil.example/", False),
        ("http://someone@127.0.0.1:3100/", False),
        ("http://someone:secret@localhost/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_only_addresses_of_this_machine_are_used(url: str, is_here: bool):
    assert is_on_this_machine(url) is is_here
