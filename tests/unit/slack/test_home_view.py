from dataclasses import replace

import pytest
from samples.decisions import DECISION
from samples.hiring import OWNER, TODAY, search
from samples.slack_hiring import long_search, mrkdwn_texts

from bot.hiring.scoring_reminders import UnscoredFinalists
from bot.hiring.workload import find_workload
from bot.insights.gaps import GapGroup, UnansweredQuestion
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.playground import elements
from bot.playground.block_rules import view_problems
from bot.slack.blocks import section
from bot.slack.home.home_view import FollowedSearch, HomeContent, home_view
from bot.slack.home_tabs import HomeState
from bot.slack.modals import View

NOTICE = (section("x" * 3000),) * 12


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load()


def gaps(count: int) -> tuple[GapGroup, ...]:
    """Groups of questions without an answer."""
    asked = (UnansweredQuestion(f"{number}", f"parking {number}", 1, TODAY, TODAY) for number in range(count))
    return tuple(GapGroup(each.text, (each,)) for each in asked)


@pytest.fixture(scope="module")
def worst_case() -> HomeContent:
    """A thousand items with the longest titles, in twenty searches, and thirty decisions to review."""
    searches = tuple(long_search(50, id=f"search{number}", owner=OWNER) for number in range(20))
    unassigned = tuple(
        each._replace(items=tuple(item._replace(assignee="", evidence_wanted="") for item in each.items))
        for each in searches
    )
    decisions = (DECISION._replace(reasons="&" * 500),) * 30
    work, followed = find_workload(unassigned, OWNER, TODAY), tuple(map(FollowedSearch, unassigned))
    scorecards = tuple(UnscoredFinalists(each.search, ("A", "B", "C", "D", "E")) for each in unassigned)
    return HomeContent(TODAY, work, followed, 7, decisions, gaps(30), scorecards)


def assert_fits(view: View) -> None:
    assert view_problems(view) == []
    assert len(view["blocks"]) <= 100
    assert sum(len(text) for text in mrkdwn_texts(view)) < 60_000


def test_a_thousand_items_fit_on_every_page(worst_case: HomeContent, base: KnowledgeBase):
    total = len(worst_case.work.items)
    assert total > 300
    overview = home_view(worst_case, HomeState(notice=NOTICE), base)
    assert_fits(overview)
    labels = [each["text"]["text"] for _, each in elements.elements(overview["blocks"]) if each["type"] == "button"]
    assert f"Show all {total}" in labels
    assert labels.count("Mark done") == 10
    seen = 0
    for page in range(1, -(-total // 20) + 1):
        view = home_view(worst_case, HomeState(page, NOTICE), base)
        assert_fits(view)
        seen += sum(each.get("action_id") == "item:open" for _, each in elements.elements(view["blocks"]))
    assert seen == total


def test_a_page_that_no_longer_exists_shows_the_last_one(worst_case: HomeContent, base: KnowledgeBase):
    few = worst_case._replace(work=worst_case.work._replace(items=worst_case.work.items[:3]))
    assert "1 to 3 of 3" in str(home_view(few, HomeState(9), base)["blocks"])
    none = worst_case._replace(work=worst_case.work._replace(items=()))
    assert "nothing left" in str(home_view(none, HomeState(2), base)["blocks"])


def test_screen_readers_say_what_each_button_is_about(worst_case: HomeContent, base: KnowledgeBase):
    view = home_view(worst_case, HomeState(), base)
    repeated = [
        each
        for _, each in elements.elements(view["blocks"])
        if each["type"] == "button" and each["action_id"] in {"item:done", "item:take", "item:open", "search:status"}
    ]
    assert len(repeated) >= 30
    assert all(": " in each["accessibility_label"] or "Open" in each["accessibility_label"] for each in repeated)


def test_removed_roles_leave_a_decision_that_can_still_be_kept(worst_case: HomeContent, base: KnowledgeBase):
    view = home_view(worst_case, HomeState(), replace(base, roles={}))
    assert "decision:reviewed" in str(view["blocks"])


def test_the_scorecards_beyond_those_listed_are_counted(base: KnowledgeBase):
    unscored = tuple(UnscoredFinalists(search(id=f"S{number}"), ("A", "B")) for number in range(1, 8))
    for listed, counted in ((unscored, "Plus 4 more missing scorecards in 2 other searches."), (unscored[:5], "")):
        content = HomeContent(TODAY, find_workload((), OWNER, TODAY), scorecards=listed)
        words = str(home_view(content, HomeState(), base)["blocks"])
        assert words.count("isn't in yet") == 5
        assert counted in words
        assert ("more missing" in words) is bool(counted)


def test_the_questions_without_an_answer_beyond_those_listed_are_counted(base: KnowledgeBase):
    for count, counted in ((7, "Two more."), (5, "")):
        content = HomeContent(TODAY, find_workload((), OWNER, TODAY), gaps=gaps(count))
        words = str(home_view(content, HomeState(), base)["blocks"])
        assert words.count("· asked once") == 5
        assert counted in words
        assert ("/roles gaps" in words) is bool(counted)
