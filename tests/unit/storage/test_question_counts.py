from datetime import date

from bot.insights.question_counts import QuestionCount, QuestionKey
from bot.storage.question_counts import SqlQuestionCountRepository
from bot.storage.stored_data import StoredData, Subject

COMPARED, UNKNOWN = QuestionKey("T1", "compare", "answered"), QuestionKey("T1", "unclear", "unknown")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def test_counts_of_all_processes_are_added_up_by_month_and_kept_for_a_year(database_url: str):
    one, other = SqlQuestionCountRepository(database_url), SqlQuestionCountRepository(database_url)
    one.add({COMPARED: 2, UNKNOWN: 1}, date(2026, 11, 30))
    other.add({COMPARED: 3}, date(2026, 11, 30))
    one.add({COMPARED: 4, COMPARED._replace(team="T2"): 5}, date(2026, 12, 7))
    assert one.list_counts("T1", date(2026, 12, 7)) == (
        QuestionCount(NOVEMBER, "compare", "answered", 5),
        QuestionCount(NOVEMBER, "unclear", "unknown", 1),
        QuestionCount(DECEMBER, "compare", "answered", 4),
    )
    assert one.list_counts(None, date(2027, 1, 1)) == (QuestionCount(DECEMBER, "compare", "answered", 9),)
    one.add({COMPARED: 1}, date(2027, 12, 24))
    assert {row["month"] for row in StoredData(database_url).export(Subject("T1"))} == {DECEMBER, date(2027, 12, 1)}
    StoredData(database_url).forget(Subject("T1"))
    assert StoredData(database_url).count(Subject("T1")) == {}
