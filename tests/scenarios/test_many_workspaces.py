"""Many workspaces: installing the app, each workspace by itself, token rotation, and uninstalling. Over signed HTTP."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from fakes.asgi_server import served
from fakes.hiring import open_search, run_command
from fakes.library import FragileLibrary
from fakes.slack_host import Browser, Page, SlackHost, Tenant
from sqlalchemy import func, select, text, update

from bot.app import build_parts, open_workspaces
from bot.asgi import EVENTS
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.welcome import THINGS_TO_TRY, TITLE
from bot.storage.engine import transaction
from bot.storage.installation_tables import slack_bots, slack_oauth_states, workspaces
from bot.storage.tables import metadata
from bot.worker import build_site
from bot.workspace_access import WorkspaceAccess

pytestmark = pytest.mark.both_databases
INSTALL = "/slack/install"


@pytest.fixture
def slack() -> Iterator[SlackHost]:
    with SlackHost() as slack:
        slack.workspace("T0ACME")
        slack.workspace("T0OTHER")
        yield slack


@pytest.fixture
def acme(slack: SlackHost) -> Tenant:
    return slack.tenants["T0ACME"]


@pytest.fixture
def other(slack: SlackHost) -> Tenant:
    return slack.tenants["T0OTHER"]


@pytest.fixture
def settings(slack: SlackHost, database_url: str) -> Settings:
    return slack.settings(database_url=database_url, token_encryption_key=Fernet.generate_key().decode())


class Worker:
    """A process of `serve`."""

    def __init__(
        self, slack: SlackHost, settings: Settings, library: FragileLibrary, url: str, access: WorkspaceAccess
    ) -> None:
        self.slack, self.settings, self.library = slack, settings, library
        self.url, self.access = url, access
        self.browser = Browser(url)

    def install(self, tenant: Tenant) -> Page:
        """Install the app in a workspace, as its administrator does."""
        start = self.browser.get(INSTALL)
        assert start.status == 302
        return self.browser.get(self.slack.confirm(start.headers["location"], tenant))

    def another(self, **changes: object) -> AbstractContextManager["Worker"]:
        """Another process on the same database, with other settings."""
        return working(self.slack, replace(self.settings, **changes), self.library)  # type: ignore[arg-type]  # names of settings

    def maintain(self, after: timedelta = timedelta()) -> None:
        self.access.maintain(datetime.now(UTC) + after, lambda: True)


@contextmanager
def working(slack: SlackHost, settings: Settings, library: FragileLibrary) -> Iterator[Worker]:
    access = open_workspaces(settings)
    parts = build_parts(settings, library=library, pause=0, access=access)
    for tenant in slack.tenants.values():
        tenant.office.follow(parts.app)
    site = build_site(parts, settings, library, Metrics(lambda: 0), access)
    with served(site) as url:
        slack.connect(url + EVENTS)
        yield Worker(slack, settings, library, url, access)
        for tenant in slack.tenants.values():
            tenant.office.settle()


@pytest.fixture
def worker(slack: SlackHost, settings: Settings, library: FragileLibrary) -> Iterator[Worker]:
    with working(slack, settings, library) as worker:
        yield worker


def count(url: str, table: str, team: str) -> int:
    found = metadata.tables[table]
    with transaction(url, writable=False) as connection:
        return connection.scalar(select(func.count()).select_from(found).where(found.c.team_id == team)) or 0


def asks(tenant: Tenant) -> str:
    """Ask by a slash command and by a mention; both have to be answered."""
    member = tenant.office.founder
    member.types("/roles compare cmo cro")
    member.sees("CMO vs CRO")
    member.says("@Rolecall how is a CRO measured?")
    return member.sees("CRO: Metrics", in_="#leadership").text


# Installing


def test_a_workspace_installs_the_app_and_is_answered(worker: Worker, acme: Tenant):
    page = worker.install(acme)
    assert page.status == 200
    assert "Rolecall is installed in T0Acme" in page.text
    assert "Open Rolecall in Slack" in page.text
    assert acme.office.founder.sees(*THINGS_TO_TRY, in_="DM")
    assert asks(acme)
    acme.office.board_member.sees_nothing(TITLE)
    worker.install(acme)
    acme.office.founder.sees_nothing(TITLE)


def test_the_link_asks_slack_for_the_scopes_of_the_manifest(worker: Worker, slack: SlackHost):
    start = worker.browser.get(f"{INSTALL}?team=T0ACME")
    address = start.headers["location"]
    assert "scope=" + "%2C".join(each.replace(":", "%3A") for each in sorted(slack.granted)) in address
    assert "redirect_uri=https%3A%2F%2Frolecall.example.com%2Fslack%2Foauth_redirect" in address
    assert "team=T0ACME" in address
    assert "team" not in worker.browser.get(f"{INSTALL}?team=T0%0d%0aX-Evil:1").headers["location"]


def test_the_pages_can_neither_run_nor_load_anything_and_are_not_kept(worker: Worker, acme: Tenant):
    for page in (worker.browser.get(INSTALL), worker.install(acme), worker.browser.get("/slack/oauth_redirect")):
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in page.text


def test_the_cookie_goes_to_this_site_only_and_is_gone_afterwards(worker: Worker, acme: Tenant):
    start = worker.browser.get(INSTALL)
    cookie = start.headers["set-cookie"]
    assert cookie.startswith("__Host-rolecall-install=")
    assert all(part in cookie for part in ("Path=/", "HttpOnly", "SameSite=Lax", "Secure"))
    worker.browser.get(worker.slack.confirm(start.headers["location"], acme))
    assert worker.browser.cookies == {}


def test_tokens_are_encrypted_at_rest(worker: Worker, acme: Tenant, slack: SlackHost, settings: Settings):
    slack.registration.expires_in = 43_200
    worker.install(acme)
    with transaction(settings.database_url, writable=False) as connection:
        found = [
            connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608  names of our own tables
            for table in ("slack_bots", "slack_installations")
        ]
    assert slack.tokens_of(acme)[0] not in str(found)
    assert "xoxe" not in str(found)
    assert str(found).count("gAAAA") == 2


def test_scopes_that_slack_did_not_grant_are_named(worker: Worker, acme: Tenant, slack: SlackHost):
    slack.granted -= {"users:read"}
    assert "Slack did not grant users:read" in worker.install(acme).text


# What goes wrong


def cancel(_: Worker, redirect: str) -> str:
    return re.sub("code=[^&]*", "error=access_denied", redirect)


def expire(worker: Worker, redirect: str) -> str:
    with transaction(worker.settings.database_url) as connection:
        connection.execute(update(slack_oauth_states).values(expire_at=datetime(2020, 1, 1)))  # noqa: DTZ001  as slack_sdk stores it
    return redirect


def wrong_secret(worker: Worker, redirect: str) -> str:
    worker.slack.registration.client_secret = "another"
    return redirect


def used_code(worker: Worker, redirect: str) -> str:
    worker.slack.registration.codes.clear()
    return redirect


def other_browser(worker: Worker, redirect: str) -> str:
    worker.browser.cookies = {}
    return redirect


def slack_down(worker: Worker, redirect: str) -> str:
    worker.slack.is_down = True
    return redirect


def unknown_error(_: Worker, redirect: str) -> str:
    return re.sub("code=[^&]*", "error=%3Cscript%3E", redirect)


@pytest.mark.parametrize(
    ("spoil", "status", "said"),
    [
        (cancel, 200, "You cancelled the installation"),
        (expire, 400, "This link has expired"),
        (wrong_secret, 502, "Slack does not accept SLACK_CLIENT_ID and SLACK_CLIENT_SECRET together"),
        (used_code, 400, "This link has expired"),
        (other_browser, 400, "This is not the browser you started in"),
        (slack_down, 502, "Slack did not answer"),
        (unknown_error, 502, "Slack refused the installation"),
    ],
)
def test_a_problem_is_explained_and_nothing_is_stored(
    worker: Worker, acme: Tenant, spoil: Callable[[Worker, str], str], status: int, said: str
):
    redirect = worker.slack.confirm(worker.browser.get(INSTALL).headers["location"], acme)
    page = worker.browser.get(spoil(worker, redirect))
    assert (page.status, said in page.text) == (status, True), page.text
    assert "<script" not in page.text
    assert count(worker.settings.database_url, "slack_bots", "T0ACME") == 0


def test_a_state_works_once(worker: Worker, acme: Tenant):
    start = worker.browser.get(INSTALL)
    cookies = dict(worker.browser.cookies)
    assert worker.browser.get(worker.slack.confirm(start.headers["location"], acme)).status == 200
    worker.browser.cookies = cookies
    again = worker.browser.get(worker.slack.confirm(start.headers["location"], acme))
    assert (again.status, "This link has expired" in again.text) == (400, True)


@pytest.mark.usefixtures("worker")
def test_a_workspace_without_the_app_is_told_where_to_install_it(acme: Tenant):
    acme.office.founder.types("/roles compare cmo cro")
    seen = acme.office.founder.sees("Rolecall is not installed in this workspace")
    assert "https://rolecall.example.com/slack/install" in seen.text
    acme.office.founder.says("@Rolecall CMO vs CRO?")
    acme.office.founder.sees_nothing(in_="#leadership")


# Each workspace by itself


def test_two_workspaces_do_not_see_each_other(worker: Worker, acme: Tenant, other: Tenant, settings: Settings):
    worker.install(acme)
    worker.install(other)
    for tenant in (acme, other):
        assert asks(tenant)
        open_search(tenant.office.founder)
    run_command(acme.office.founder, "done 1")
    assert "░ 0 of " in run_command(other.office.founder, "status").text
    assert " 1 of " in run_command(acme.office.founder, "status").text
    for tenant in (acme, other):
        assert count(settings.database_url, "searches", tenant.team) == 1
    calls = [call.method for call in other.office.slack.api.calls]
    assert "chat.postMessage" in calls


def test_reminders_go_to_the_workspace_they_are_about(worker: Worker, acme: Tenant, slack: SlackHost):
    worker.install(acme)
    client = worker.access.client_for("T0ACME", "")
    assert client is not None
    assert client.token == slack.tokens_of(acme)[0]
    assert worker.access.client_for("T0OTHER", "") is None


# Enterprise Grid


@pytest.fixture
def group(slack: SlackHost, worker: Worker) -> Tenant:
    tenant = slack.workspace("T0GROUP", enterprise="E0GROUP")
    app = slack.tenants["T0ACME"].office.app
    assert app
    tenant.office.follow(app)
    slack.connect(worker.url + EVENTS)
    return tenant


def test_a_whole_organisation_installs_the_app(worker: Worker, group: Tenant, slack: SlackHost, settings: Settings):
    page = worker.install(group)
    assert "Rolecall is installed in The group" in page.text
    assert "Add it to each workspace of your organisation" in page.text
    assert asks(group)
    open_search(group.office.founder)
    assert count(settings.database_url, "searches", "T0GROUP") == 1
    client = worker.access.client_for("T0GROUP", "")
    assert client is not None
    assert client.token == slack.tokens_of(group)[0]


def test_an_organisation_takes_the_app_away_from_a_workspace_and_gives_it_back(
    worker: Worker, group: Tenant, settings: Settings
):
    worker.install(group)
    asks(group)
    group.event("team_access_revoked", team_ids=["T0GROUP"])
    assert removed_at(settings, "T0GROUP")
    group.event("team_access_granted", team_ids=["T0GROUP"])
    assert removed_at(settings, "T0GROUP") is None


def test_an_organisation_uninstalls_the_app(worker: Worker, group: Tenant, settings: Settings):
    worker.install(group)
    asks(group)
    group.event("app_uninstalled")
    assert removed_at(settings, "T0GROUP")
    assert worker.access.client_for("T0GROUP", "E0GROUP") is None


# Token rotation


def test_a_token_is_renewed_before_it_expires(worker: Worker, acme: Tenant, slack: SlackHost):
    slack.registration.expires_in = 43_200
    worker.install(acme)
    worker.maintain()
    assert slack.registration.renewals == 0
    worker.maintain(after=timedelta(hours=10, minutes=1))
    assert slack.registration.renewals == 1
    slack.refuse_first_token(acme)  # Slack does not accept the first token any more
    worker.access._tokens.forget()  # type: ignore[attr-defined]  # a minute later, it looks again
    assert asks(acme)


def test_two_workers_renew_a_token_once(worker: Worker, acme: Tenant, slack: SlackHost):
    slack.registration.expires_in = 43_200
    worker.install(acme)
    slack.registration.expires_in = 86_400  # the renewed token is not due eleven hours later
    with worker.another() as second:
        for each in (worker, second, worker):
            each.maintain(after=timedelta(hours=11))
    assert slack.registration.renewals == 1


def test_a_token_that_expired_while_nothing_ran_is_renewed_by_the_first_request(
    worker: Worker, acme: Tenant, slack: SlackHost
):
    slack.registration.expires_in = 30
    worker.install(acme)
    slack.registration.expires_in = 43_200
    slack.revoke(acme)
    assert asks(acme)
    assert slack.registration.renewals == 1


def test_a_renewal_that_slack_refuses_is_logged_and_the_others_go_on(
    worker: Worker, acme: Tenant, other: Tenant, slack: SlackHost, caplog: pytest.LogCaptureFixture
):
    slack.registration.expires_in = 43_200
    worker.install(acme)
    slack.registration.refresh_tokens.clear()
    worker.install(other)
    worker.maintain(after=timedelta(hours=11))
    assert "token not renewed" in caplog.text
    assert len(slack.tokens_of(other)) == 2
    assert len(slack.tokens_of(acme)) == 1


# Encryption keys


def test_a_new_key_takes_over_and_the_old_one_can_be_removed(worker: Worker, acme: Tenant):
    worker.install(acme)
    new, old = Fernet.generate_key().decode(), worker.settings.token_encryption_key
    with worker.another(token_encryption_key=f"{new},{old}") as second:
        second.maintain()
    with worker.another(token_encryption_key=new):
        assert asks(acme)


def test_with_the_wrong_key_a_command_is_answered_and_the_log_says_what_is_wrong(
    worker: Worker, acme: Tenant, caplog: pytest.LogCaptureFixture
):
    worker.install(acme)
    with worker.another(token_encryption_key=Fernet.generate_key().decode()) as second:
        acme.office.founder.types("/roles compare cmo cro")
        acme.office.founder.sees("CMO vs CRO")
        second.maintain()
    assert "encrypted with a key that is not in TOKEN_ENCRYPTION_KEY" in caplog.text


# Uninstalling


def removed_at(settings: Settings, team: str) -> datetime | None:
    with transaction(settings.database_url, writable=False) as connection:
        return connection.scalar(select(workspaces.c.removed_at).where(workspaces.c.team_id == team))


@pytest.mark.parametrize(
    ("kind", "fields"), [("app_uninstalled", {}), ("tokens_revoked", {"tokens": {"oauth": [], "bot": ["U0ROLECALL"]}})]
)
def test_tokens_are_deleted_at_once_and_the_data_after_thirty_days(
    worker: Worker, acme: Tenant, other: Tenant, kind: str, fields: dict[str, object]
):
    for tenant in (acme, other):
        worker.install(tenant)
        open_search(tenant.office.founder)
    worker.slack.revoke(acme)
    acme.event(kind, **fields)
    url = worker.settings.database_url
    assert count(url, "slack_bots", "T0ACME") == count(url, "slack_installations", "T0ACME") == 0
    acme.office.founder.types("/roles list")
    acme.office.founder.sees("not installed")
    worker.maintain(after=timedelta(days=29, hours=23))
    assert count(url, "searches", "T0ACME") == 1
    worker.maintain(after=timedelta(days=30, minutes=1))
    with transaction(url, writable=False) as connection:
        left = {
            table.name: connection.scalar(select(func.count()).select_from(table).where(table.c.team_id == "T0ACME"))
            for table in metadata.sorted_tables
            if "team_id" in table.c
        }
    assert {name: number for name, number in left.items() if number} == {}
    assert count(url, "searches", "T0OTHER") == 1
    assert asks(other)


def test_a_person_who_revokes_their_own_token_takes_nothing_away(worker: Worker, acme: Tenant):
    worker.install(acme)
    acme.event("tokens_revoked", tokens={"oauth": ["U0BOARD"], "bot": []})
    assert asks(acme)


def test_a_workspace_that_installs_the_app_again_has_its_searches(worker: Worker, acme: Tenant, settings: Settings):
    worker.install(acme)
    open_search(acme.office.founder)
    worker.slack.revoke(acme)
    acme.event("app_uninstalled")
    worker.install(acme)
    assert removed_at(settings, "T0ACME") is None
    worker.maintain(after=timedelta(days=40))
    assert "░ 0 of " in run_command(acme.office.founder, "status").text


def test_an_uninstallation_that_is_reported_late_does_not_touch_a_newer_installation(
    worker: Worker, acme: Tenant, settings: Settings
):
    worker.install(acme)
    with transaction(settings.database_url) as connection:
        tomorrow = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)
        connection.execute(update(slack_bots).values(installed_at=tomorrow))
    acme.event("app_uninstalled")
    assert asks(acme)
    assert removed_at(settings, "T0ACME") is None


def test_installing_again_replaces_the_token(worker: Worker, acme: Tenant, slack: SlackHost, settings: Settings):
    worker.install(acme)
    worker.install(acme)
    assert count(settings.database_url, "slack_bots", "T0ACME") == 1
    slack.refuse_first_token(acme)
    assert asks(acme)
