import time
from typing import Any

import pytest
from fakes.installation import api_error
from fakes.office import Office
from fakes.slack import TIMEOUT_SECONDS
from fakes.socket_mode import SocketModeSlack

from bot.app import build_app, single_workspace
from bot.playground.identities import TEAM
from bot.slack.client import slack_client
from bot.slack.own_workspace import OwnWorkspace, WorkspaceIds, is_for

OURS, OTHER = WorkspaceIds("T1"), "T2"
CLICK = {"type": "block_actions", "user": {"id": "U1", "team_id": "T1"}}


@pytest.mark.parametrize(
    "body",
    [
        {"command": "/roles", "team_id": "T1"},
        {"type": "url_verification"},
        {"ssl_check": "1"},
        # a person of another company, in a channel that is shared through Slack Connect
        {"team_id": OTHER, "authorizations": [{"team_id": "T1"}], "event": {"team": OTHER, "user_team": OTHER}},
        {"team_id": "T1", "authorizations": [{"team_id": OTHER}], "event": {"type": "app_mention"}},
        {"type": "block_actions", "team": {"id": "T1"}, "user": {"team_id": OTHER}},
        {"type": "view_submission", "team": {"id": OTHER}, "view": {"app_installed_team_id": "T1", "team_id": OTHER}},
    ],
)
def test_requests_of_the_own_workspace_pass_even_if_a_person_of_another_one_acts(body: dict[str, Any]):
    assert is_for(OURS, body)


@pytest.mark.parametrize(
    "body",
    [
        {"command": "/roles", "team_id": OTHER},
        {"team_id": OTHER, "authorizations": [{"team_id": OTHER}], "event": {"team": "T1", "user_team": "T1"}},
        {**CLICK, "team": {"id": OTHER}},
        {**CLICK, "team": {"id": OTHER}, "view": {"team_id": "T1", "app_installed_team_id": OTHER}},
        {"command": "/roles", "team_id": OTHER, "enterprise_id": ""},
    ],
)
def test_requests_of_other_workspaces_do_not_even_if_a_person_of_ours_acts(body: dict[str, Any]):
    assert not is_for(OURS, body)


def test_the_workspaces_of_one_organisation_share_a_token():
    ours = WorkspaceIds("T1", "E1")
    assert is_for(ours, {"team_id": OTHER, "enterprise_id": "E1"})
    assert is_for(ours, {"team": {"id": OTHER, "enterprise_id": "E1"}})
    assert is_for(ours, {"team": None, "authorizations": [{"team_id": None, "enterprise_id": "E1"}]})
    assert not is_for(ours, {"team_id": OTHER, "enterprise_id": "E2"})


def test_a_workspace_that_the_token_is_not_for_gets_no_answers(sqlite_url: str, caplog: pytest.LogCaptureFixture):
    with Office() as office:
        settings = office.settings(database_url=sqlite_url)
        access = single_workspace(settings)
        app = build_app(settings, access=access)
        office.join(app)
        office.founder.types("/roles compare cmo cro")
        office.founder.sees("CMO vs CRO")
        access.before_authorize.learn({"team_id": "T0OTHER"})
        office.founder.types("/roles compare cmo cro")
        office.founder.sees("Rolecall isn't set up for this workspace. Ask your Rolecall admin")
        office.founder.types("@Rolecall CMO vs CRO?")
        office.founder.sees_nothing()
        access.before_authorize.learn({"team_id": TEAM, "enterprise_id": None})
        office.founder.types("@Rolecall CMO vs CRO?")
        office.founder.sees("CMO vs CRO")
    assert caplog.text.count("request for another workspace refused") == 1


def test_the_workspace_is_found_out_in_the_background_and_again_if_slack_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.slack.own_workspace.RETRY_SECONDS", 0.01)
    with Office() as office, SocketModeSlack(office.slack) as link:
        link.overrides["auth.test"] = api_error("internal_error")
        own = OwnWorkspace()
        own.learn_in_background(slack_client(link.api_url, link.slack.bot_token))
        assert own._workspace is None
        del link.overrides["auth.test"]
        until = time.monotonic() + TIMEOUT_SECONDS
        while own._workspace is None and time.monotonic() < until:
            time.sleep(0.01)
    assert own._workspace == WorkspaceIds(TEAM)
