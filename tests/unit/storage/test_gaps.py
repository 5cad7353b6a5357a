from datetime import date, timedelta

from bot.storage.gaps import SqlGapRepository
from bot.storage.stored_data import StoredData, Subject

DAY = date(2026, 11, 2)


def test_questions_are_counted_only_where_a_workspace_wants_it_and_for_90_days(database_url: str):
    gaps = SqlGapRepository(database_url)
    gaps.record("T1", "why", "Why?", DAY)
    assert gaps.list_questions(None, DAY) == ()
    gaps.switch("T1", on=True)
    gaps.switch("T1", on=True)
    gaps.switch("T2", on=True)
    assert (gaps.is_on("T1"), gaps.is_on("T3"), gaps.list_teams()) == (True, False, ("T1", "T2"))
    for team, text, days in (("T1", "Why?", 0), ("T1", "why", 3), ("T2", "Why", 1), ("T1", "Old?", 0)):
        gaps.record(team, text.strip("?").lower(), text, DAY + timedelta(days=days))
    assert gaps.list_questions("T1", DAY)[0][:3] == ("why", "Why?", 2)
    assert gaps.list_questions("T1", DAY)[0][3:] == (DAY, DAY + timedelta(days=3))
    assert gaps.list_questions(None, DAY)[0].times == 3
    late = DAY + timedelta(days=92)
    assert [each.words for each in gaps.list_questions("T1", late)] == ["why"]
    gaps.record("T2", "new", "New?", late)
    assert [row["words"] for row in StoredData(database_url).export(Subject("T1")) if "words" in row] == ["why"]
    gaps.switch("T1", on=False)
    assert (gaps.is_on("T1"), gaps.list_questions("T1", DAY)) == (False, ())
    StoredData(database_url).forget(Subject("T2"))
    assert gaps.list_questions(None, DAY) == ()
