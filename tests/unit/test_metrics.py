from pathlib import Path

from bot.metrics import Metrics
from bot.understanding.intents import Intent, Reading

COMPARED = Reading(Intent("compare", ("cmo", "cro")), 1.0, "versus")
UNKNOWN = Reading(Intent("unknown"), 0.0, "refused:chatter", reason="not_our_subject")


def lines(metrics: Metrics) -> set[str]:
    return set(metrics.render().decode().splitlines())


def test_answers_are_counted_by_surface_kind_status_and_rule():
    metrics = Metrics(lambda: 0)
    for reading, surface in ((COMPARED, "dm"), (COMPARED, "dm"), (UNKNOWN, "command")):
        metrics.observe(reading, surface, 0.0004)  # type: ignore[arg-type]  # surfaces
    page = lines(metrics)
    assert 'rolecall_questions_total{kind="compare",rule="versus",status="answered",surface="dm"} 2.0' in page
    refused = 'kind="unknown",rule="refused:chatter",status="unknown",surface="command"'
    assert f"rolecall_questions_total{{{refused}}} 1.0" in page


def test_times_fall_into_buckets_of_seconds():
    metrics = Metrics(lambda: 0)
    for seconds in (0.0004, 0.003, 0.2):
        metrics.observe(COMPARED, "dm", seconds)
    page = lines(metrics)
    assert 'rolecall_answer_seconds_bucket{le="0.0005"} 1.0' in page
    assert 'rolecall_answer_seconds_bucket{le="0.005"} 2.0' in page
    assert "rolecall_answer_seconds_count 3.0" in page


def test_problems_in_the_knowledge_are_counted_when_asked():
    problems = 0
    metrics = Metrics(lambda: problems)
    assert "rolecall_knowledge_problems 0.0" in lines(metrics)
    problems = 3
    assert "rolecall_knowledge_problems 3.0" in lines(metrics)


def test_two_apps_in_one_process_count_apart():
    one, other = Metrics(lambda: 0), Metrics(lambda: 0)
    one.observe(COMPARED, "dm", 0.001)
    assert "rolecall_answer_seconds_count 0.0" in lines(other)


def test_workers_that_share_a_folder_report_only_what_is_in_it(tmp_path: Path):
    metrics = Metrics(lambda: 0, tmp_path)
    metrics.observe(
        COMPARED, "dm", 0.001
    )  # this process does not write into the folder, which was not named before the import
    assert "rolecall_questions_total" not in metrics.render().decode()
