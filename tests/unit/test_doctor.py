from dataclasses import replace
from pathlib import Path

import pytest
from fakes.office import Office
from fakes.socket_mode import SocketModeSlack
from sqlalchemy import text

from bot import __version__
from bot.doctor import Finding, compare_manifest, run_checks
from bot.playground.manifest import Manifest
from bot.settings import Settings
from bot.storage import migrate
from bot.storage.engine import get_engine

SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def alone(tmp_path: Path) -> Settings:
    """Nothing set, and no Slack within reach."""
    return Settings(database_url=f"sqlite:///{tmp_path / 'rolecall.sqlite3'}", slack_api_url="http://127.0.0.1:1/api/")


def said(findings: list[Finding], *, ok: bool = False) -> str:
    return "\n".join(str(finding) for finding in findings if finding.ok is ok)


def test_an_installation_without_faults_has_nothing_to_fix(alone: Settings):
    migrate(alone.database_url)
    with Office() as office, SocketModeSlack(office.slack) as link:
        findings = run_checks(
            office.settings(
                database_url=alone.database_url,
                slack_api_url=link.api_url,
                slack_app_token=office.slack.app_token,
                slack_signing_secret=SECRET,
            )
        )
    assert said(findings) == ""
    good = said(findings, ok=True)
    assert good.startswith(f"ok   Rolecall {__version__} on Python ")
    assert "rolecall connect and rolecall serve" in good
    assert "Slack accepts the bot token: rolecall in Playground" in good
    assert "Every scope in the manifest is granted" in good
    assert "Slack would open a Socket Mode connection" in good
    assert "The manifest matches the app" in good


def test_every_missing_secret_is_named_with_where_slack_shows_it(alone: Settings):
    problems = said(run_checks(alone))
    assert "SLACK_BOT_TOKEN is not set. Copy it from OAuth & Permissions" in problems
    assert "Set SLACK_APP_TOKEN for `rolecall connect`, or SLACK_SIGNING_SECRET for `rolecall serve`" in problems


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"slack_bot_token": "xoxp-1"}, "SLACK_BOT_TOKEN does not begin with xoxb-"),
        ({"slack_app_token": "A0123"}, "SLACK_APP_TOKEN does not begin with xapp-"),
        ({"slack_signing_secret": "hush"}, "SLACK_SIGNING_SECRET does not have 32 hexadecimal digits"),
    ],
)
def test_a_secret_that_looks_like_another_one_is_noticed_and_not_shown(
    alone: Settings, change: dict[str, str], complaint: str
):
    problems = said(run_checks(replace(alone, **change)))  # type: ignore[arg-type]  # names of settings
    assert complaint in problems
    assert not any(value in problems for value in change.values())


def test_without_a_network_every_other_check_still_runs(alone: Settings):
    findings = run_checks(replace(alone, slack_bot_token="xoxb-1", slack_app_token="xapp-1"))
    assert said(findings).count("Slack cannot be reached from here") == 2
    assert "The knowledge has no problems" in said(findings, ok=True)


def test_a_token_that_slack_refuses_is_explained(alone: Settings):
    with Office() as office, SocketModeSlack(office.slack) as link:
        given = {"slack_bot_token": "xoxb-old", "slack_app_token": "xapp-old", "slack_api_url": link.api_url}
        problems = said(run_checks(replace(alone, **given)))  # type: ignore[arg-type]  # names of settings
    assert "Slack does not accept SLACK_BOT_TOKEN: invalid_auth. Install the app in the workspace" in problems
    assert "Slack does not open a Socket Mode connection: invalid_auth. Turn on Socket Mode" in problems


def test_a_scope_that_the_workspace_has_not_granted_is_named(alone: Settings):
    manifest = Manifest.read()
    assert manifest.scopes
    with Office(replace(manifest, scopes=manifest.scopes - {"im:history"})) as office:
        problems = said(run_checks(office.settings(database_url=alone.database_url)))
    assert "The workspace has not granted im:history. Paste manifest.yml into" in problems


def test_an_empty_database_has_to_be_migrated(alone: Settings):
    assert "The database is empty. Run `rolecall migrate`." in said(run_checks(alone))


@pytest.mark.parametrize(
    ("revision", "complaint"),
    [
        ("0000", "The database is at schema 0000. Run `rolecall migrate`."),
        ("9999", "newer than this Rolecall. Install the newest Rolecall."),
    ],
)
def test_a_database_at_another_schema_is_noticed(alone: Settings, revision: str, complaint: str):
    migrate(alone.database_url)
    with get_engine(alone.database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    assert complaint in said(run_checks(alone))


def test_a_database_that_does_not_answer_is_explained_without_its_password(alone: Settings):
    problems = said(run_checks(replace(alone, database_url="postgresql://u:hush@127.0.0.1:1/rolecall")))
    assert "does not answer" in problems
    assert "hush" not in problems


def test_every_problem_in_the_knowledge_is_listed(alone: Settings, tmp_path: Path):
    (tmp_path / "own" / "roles").mkdir(parents=True)
    (tmp_path / "own" / "roles" / "cgo.yml").write_text("title: 5\n")
    assert "cgo.yml:1" in said(run_checks(replace(alone, knowledge_path=(tmp_path / "own",))))


def test_a_finding_is_one_line_that_begins_with_ok_or_fix():
    assert str(Finding(ok=True, summary="Fine.")) == "ok   Fine."
    assert str(Finding(ok=False, summary="Broken.", next_step="Fix it.")) == "FIX  Broken. Fix it."


def test_a_difference_between_manifest_and_app_is_noticed_either_way():
    declared = {"commands": frozenset({"/roles", "/hiring"}), "events": frozenset({"app_mention"})}
    handled = {"commands": frozenset({"/roles"}), "events": frozenset({"app_mention", "message.im"})}
    problems = said(list(compare_manifest(declared, handled)))
    assert "/hiring: the app does not listen to it." in problems
    assert "message.im: manifest.yml does not declare it." in problems
    assert "/roles" not in problems
