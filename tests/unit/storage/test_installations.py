from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, Table, insert

from bot.oauth.token_store import SingleUseStateStore
from bot.storage.engine import transaction
from bot.storage.installation_tables import slack_bots, slack_installations, slack_oauth_states
from bot.storage.installations import SqlInstallationQueries

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (slack_bots, SQLAlchemyInstallationStore.build_bots_table(MetaData(), "slack_bots")),
        (slack_installations, SQLAlchemyInstallationStore.build_installations_table(MetaData(), "slack_installations")),
        (slack_oauth_states, SQLAlchemyOAuthStateStore.build_oauth_states_table(MetaData(), "slack_oauth_states")),
    ],
)
def test_the_tables_have_the_columns_that_slack_sdk_writes(ours: Table, theirs: Table):
    assert {each.name for each in ours.c} == {each.name for each in theirs.c}
    assert {each.name for each in theirs.c if not each.nullable} == {each.name for each in ours.c if not each.nullable}


def install(url: str, token: str, enterprise: str | None, team: str | None, at: datetime = NOW) -> None:
    row = {"client_id": "1.2", "app_id": "A1", "enterprise_id": enterprise, "team_id": team, "bot_token": token}
    rest = {"is_enterprise_install": team is None, "installed_at": at.replace(tzinfo=None)}
    with transaction(url) as connection:
        connection.execute(insert(slack_bots).values({**row, **rest}))


def found(url: str, enterprise: str, team: str) -> str | None:
    row = SqlInstallationQueries(url, "1.2").find_bot(enterprise, team)
    return row["bot_token"] if row else None


def test_a_workspace_has_its_own_bot_or_that_of_its_organisation(database_url: str):
    install(database_url, "own", "E1", "T1")
    install(database_url, "whole", "E1", None)
    install(database_url, "plain", None, "T9")
    assert found(database_url, "E1", "T1") == "own"
    assert found(database_url, "", "T1") == "own"
    assert found(database_url, "E1", "T2") == "whole"
    assert found(database_url, "E1", "") == "whole"
    assert found(database_url, "", "T9") == "plain"
    assert found(database_url, "E2", "T2") is None
    assert found(database_url, "", "") is None


def test_the_newest_installation_counts(database_url: str):
    install(database_url, "new", None, "T1", NOW)
    install(database_url, "old", None, "T1", NOW - timedelta(days=1))
    assert found(database_url, "", "T1") == "new"
    SqlInstallationQueries(database_url, "1.2").keep_newest(None, "T1")
    assert [row["bot_token"] for row in SqlInstallationQueries(database_url, "1.2").list_bots()] == ["new"]


def test_another_apps_installations_are_not_used(database_url: str):
    install(database_url, "theirs", None, "T1")
    assert SqlInstallationQueries(database_url, "3.4").find_bot("", "T1") is None


def test_tokens_are_replaced_only_if_no_other_process_has_done_so(database_url: str):
    install(database_url, "first", None, "T1")
    queries = SqlInstallationQueries(database_url, "1.2")
    row = queries.find_bot("", "T1")
    assert row
    assert queries.replace_tokens(row, {"bot_token": "second"})
    assert not queries.replace_tokens(row, {"bot_token": "third"})
    assert found(database_url, "", "T1") == "second"


def test_of_several_requests_with_the_same_state_one_is_served(database_url: str):
    store = SingleUseStateStore(database_url)
    state = store.issue()
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(store.consume, [state] * 8)) == [*[False] * 7, True]


def test_a_state_that_was_never_issued_is_refused(database_url: str):
    assert not SingleUseStateStore(database_url).consume("invented")
