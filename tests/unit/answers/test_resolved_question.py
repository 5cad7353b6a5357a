from datetime import date

import pytest
from samples.answers import TODAY, base, fact, pair, role

from bot.answers.resolved_question import cited_ids, resolve_intent
from bot.understanding.intents import Intent, Option

AB = pair("aaa", "bbb")
KNOWN = base(role("AAA"), role("BBB"), role("CCC"), pairs=[AB])


def test_roles_are_looked_up_once_each_in_the_order_asked():
    asked = resolve_intent(Intent("compare", ("bbb", "aaa", "bbb")), KNOWN, TODAY)
    assert [each.id for each in asked.roles] == ["bbb", "aaa"]


@pytest.mark.parametrize("intent", [Intent("role", ("gone",)), Intent("role", ("aaa",), "gone")])
def test_an_id_that_the_base_lacks_raises(intent: Intent):
    with pytest.raises(KeyError):
        resolve_intent(intent, KNOWN, TODAY)


@pytest.mark.parametrize(("roles", "curated"), [(("aaa",), None), (("bbb", "aaa"), AB), (("aaa", "bbb", "ccc"), None)])
def test_only_two_roles_make_a_pair(roles: tuple[str, ...], curated: object):
    assert resolve_intent(Intent("compare", roles), KNOWN, TODAY).pair is curated


def test_the_same_question_can_be_moved_to_another_topic():
    asked = resolve_intent(Intent("compare", ("aaa", "bbb"), "focus"), KNOWN, TODAY)
    assert asked.with_topic("metrics").topic_id == "metrics"
    assert asked.with_topic("gone").topic_id is None
    assert asked.option("Why?", "role", "impact") == Option("Why?", Intent("role", ("aaa", "bbb"), "impact"))


@pytest.mark.parametrize(
    ("months", "oldest"),
    [
        ((), None),
        (("2026-11",), None),
        (("2025-11", "2026-01"), None),
        (("2025-10",), "2025-10"),
        (("2026-11", "2024-02", "2025-01"), "2024-02"),
    ],
)
def test_a_review_more_than_twelve_months_ago_is_stale(months: tuple[str, ...], oldest: str | None):
    assert resolve_intent(Intent("help"), KNOWN, date(2026, 11, 30)).find_stale_month(months) == oldest


def test_source_ids_are_collected_in_the_order_of_the_facts():
    assert cited_ids([fact("a", "S2", "S1")], [fact("b", "S2")]) == ["S2", "S1", "S2"]
