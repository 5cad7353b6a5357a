"""Other assistants ask over HTTP: all of them about the knowledge, Slackbot about a person's searches as well."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.hiring import NOW, in_days, run_command
from fakes.library import FragileLibrary
from fakes.mcp_client import ask_over_http, over_http, text_of
from fakes.office import Office
from fakes.slack import Member
from fakes.transports import at_http_address

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Aspect, Fact
from bot.playground.identities import TEAM

pytestmark = pytest.mark.short_checklist
PERSONAL = ["my_items", "search_status"]
KNOWLEDGE = ["compare", "show", "who_owns", "advise", "ask", "kit", "list_roles"]


@pytest.fixture
def served(library: FragileLibrary, database_url: str) -> Iterator[tuple[Office, str]]:
    """An office, and where its app answers other assistants."""
    with Office(clock=lambda: NOW) as office:
        settings = office.settings(database_url=database_url, mcp="public")
        with at_http_address(office, settings, library) as url:
            yield office, f"{url}/mcp"
            office.settle()
            assert office.slack.faults == []


@pytest.fixture
def office(served: tuple[Office, str]) -> Office:
    return served[0]


@pytest.fixture
def address(served: tuple[Office, str]) -> str:
    return served[1]


def slackbot(address: str, member: Member, tool: str, **arguments: Any) -> Any:
    """Ask as Slackbot does for this member."""
    identity = {"team_id": TEAM, "user_id": member.user.id}
    return ask_over_http(address, tool, arguments, member.slack.signing_secret, **identity)


def tools_at(address: str, secret: str = "") -> list[str]:
    async def names(client: Any) -> list[str]:
        return [tool.name for tool in (await client.list_tools()).tools]

    return over_http(address, names, secret)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_anyone_may_ask_about_roles_in_the_newest_and_in_the_older_protocol(address: str, mode: str):
    async def compare(client: Any) -> Any:
        return await client.call_tool("compare", {"roles": ["CMO", "CRO"], "topic": "metrics"})

    result = over_http(address, compare, mode=mode)
    assert text_of(result).startswith("CMO vs CRO: Metrics\nThe CMO is measured on")
    assert result.structured_content["status"] == "answered"
    assert result.structured_content["sources"]


def test_only_slack_sees_the_tools_about_searches(office: Office, address: str):
    assert tools_at(address) == KNOWLEDGE
    assert tools_at(address, office.slack.signing_secret) == [*KNOWLEDGE, *PERSONAL]


@pytest.mark.parametrize("tool", PERSONAL)
def test_nothing_about_searches_is_reachable_without_slack_identity(hire: Office, address: str, tool: str):
    identity = {"team_id": TEAM, "user_id": hire.founder.user.id}
    unsigned = ask_over_http(address, tool, {}, **identity)
    nameless = ask_over_http(address, tool, {}, hire.slack.signing_secret)
    for refused in (unsigned, nameless):
        assert refused.is_error
        assert "Chief Revenue Officer" not in f"{text_of(refused)}{refused.structured_content}"


def test_slackbot_says_what_a_person_can_work_on(hire: Office, address: str):
    founder = hire.founder
    run_command(founder, f"assign 5 <@{founder.user.id}>")
    result = slackbot(address, founder, "my_items")
    found = {item["title"]: item for item in result.structured_content["items"]}
    assert list(found) == ["Make the offer", "Agree the scorecard", "Take references", "Prepare the first week"]
    assert [item["is_assigned_to_you"] for item in found.values()] == [True, False, False, False]
    assert "- Chief Revenue Officer, 5. Make the offer: due" in text_of(result)
    assert slackbot(address, hire.hr_lead, "my_items").structured_content["items"] == []


def test_slackbot_says_how_a_search_is_going(hire: Office, address: str):
    found = slackbot(address, hire.founder, "search_status", search="CRO").structured_content["searches"]
    [search] = found
    assert (search["name"], search["is_whole"], search["total"]) == ("Chief Revenue Officer", True, 6)
    assert search["first_day"] >= in_days(0).isoformat()
    unknown = slackbot(address, hire.founder, "search_status", search="CISO")
    assert unknown.structured_content["unknown"] == ["CISO"]
    assert text_of(unknown) == "None of your searches is called CISO."


def test_others_see_only_their_own_items(hire: Office, address: str):
    lead = hire.hr_lead
    assert slackbot(address, lead, "search_status").structured_content["searches"] == []
    run_command(hire.founder, f"assign 1 <@{lead.user.id}>")
    [search] = slackbot(address, lead, "search_status").structured_content["searches"]
    assert (search["is_whole"], search["total"]) == (False, 1)
    assert (search["first_day"], search["likely_first_day"]) == ("", "")
    titles = [item["title"] for item in (*search["late_items"], *search["next_items"])]
    assert set(titles) == {"Agree the scorecard"}


def test_while_the_database_is_away_slackbot_says_so(hire: Office, address: str, database_url: str):
    Path(database_url.removeprefix("sqlite:///")).write_bytes(b"no database")
    result = slackbot(address, hire.founder, "my_items")
    assert result.is_error
    assert "Traceback" not in text_of(result)


def test_a_company_s_own_knowledge_is_for_its_own_people(shipped: KnowledgeBase, database_url: str, tmp_path: Path):
    fact = Fact(text="Our CRO owns the reseller contracts.", own=True)
    topics = shipped.roles["cro"].topics | {"scope": Aspect(brief="Resellers", answer=fact, facts=(fact,))}
    own = replace(shipped, roles={**shipped.roles, "cro": replace(shipped.roles["cro"], topics=topics)}, version="")
    with Office() as office:
        settings = office.settings(database_url=database_url, mcp="public", knowledge_path=(tmp_path,))
        with at_http_address(office, settings, FragileLibrary(own)) as url:
            asked = {"role": "cro", "topic": "scope"}
            stranger = ask_over_http(f"{url}/mcp", "show", asked)
            colleague = slackbot(f"{url}/mcp", office.founder, "show", **asked)
    assert "reseller contracts" in text_of(colleague)
    assert stranger.structured_content["status"] == "answered"
    assert "reseller" not in text_of(stranger)
