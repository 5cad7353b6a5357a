from pathlib import Path

from bot import counts
from bot.metrics import Metrics
from bot.metrics_folder import forget_worker
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


def test_what_is_counted_anywhere_in_the_process_is_recorded_by_the_metrics_of_its_server():
    metrics = Metrics(lambda: 0)
    counts.record_with(metrics)
    counts.count("slack_calls", "chat.postMessage", "ok")
    counts.set_level("waiting", 3, "requests")
    counts.set_level("stale_deliveries", 2)
    counts.record_with(None)
    counts.count("slack_calls", "chat.postMessage", "ok")
    page = lines(metrics)
    assert 'rolecall_api_calls_total{method="chat.postMessage",outcome="ok"} 1.0' in page
    assert {'rolecall_pool_waiting{pool="requests"} 3.0', "rolecall_outbox_stale 2.0"} <= page


def test_what_a_worker_that_ended_had_running_is_forgotten(tmp_path: Path):
    ended, other, counted = (tmp_path / f"{name}.db" for name in ("gauge_livesum_7", "gauge_livesum_8", "counter_7"))
    for path in (ended, other, counted):
        path.touch()
    forget_worker(tmp_path, 7)
    assert [path.exists() for path in (ended, other, counted)] == [False, True, True]
    forget_worker(None, 7)


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
