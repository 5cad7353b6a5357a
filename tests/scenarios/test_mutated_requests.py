"""Signed requests that were damaged on the way: whatever arrives, the app neither fails nor writes a traceback."""

from random import Random

import pytest
from fakes.asgi_server import ask, request_scope, run_apart
from fakes.hiring import NOW, open_search
from fakes.library import FragileLibrary
from fakes.office import Office

from benchmarks.damaged_requests import damage
from bot.app import build_parts, single_workspace
from bot.asgi import EVENTS
from bot.metrics import Metrics
from bot.playground.transport import signed
from bot.worker import build_site

WANTED = 400


def record(office: Office) -> list[tuple[str, str]]:
    """The content type and body of a few requests of each sort: commands, events, clicks, forms."""
    founder = office.founder
    founder.types("/roles compare cmo cro")
    founder.clicks("Share")
    founder.types("@Rolecall CMO vs CRO?")
    founder.writes_dm("What does a CFO do?")
    founder.edits("What does a COO do?", "DM")
    open_search(founder)
    founder.types("/hiring done 1")
    founder.types("/hiring")
    founder.opens_home()
    return [(each.headers["Content-Type"], each.body) for each in office.slack.user_actions.app_requests]


def test_damaged_requests_never_make_the_app_fail(
    database_url: str, library: FragileLibrary, caplog: pytest.LogCaptureFixture
):
    random = Random(20261130)  # noqa: S311  repeatable, and not a secret
    with Office(clock=lambda: NOW) as office:
        settings = office.settings(database_url=database_url)
        access = single_workspace(settings)
        parts = build_parts(settings, library=library, clock=office.clock, pause=0, access=access)
        office.join(parts.app)
        site = build_site(parts, settings, library, Metrics(lambda: 0), access)
        recorded = record(office)
        caplog.clear()

        async def send_damaged(kind: str, body: str) -> int:
            scope = request_scope("POST", EVENTS, signed(settings.slack_signing_secret, body, kind))
            return (await ask(site, scope, body.encode())).status

        async def send_all() -> list[tuple[int, str]]:
            damaged = [damage(recorded, random) for _ in range(WANTED)]
            return [(await send_damaged(kind, body), body) for kind, body in damaged]

        answered = run_apart(send_all())
        office.settle()
    assert [body for status, body in answered if status not in {200, 400, 401}] == []
    assert {200, 400} <= {status for status, _ in answered}
    assert [each.fields for each in caplog.records if "trace" in getattr(each, "fields", {}) or each.exc_info] == []
