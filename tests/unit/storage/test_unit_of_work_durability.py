"""Two processes of 25 people each on one search, on both databases; `python -m benchmarks durability` runs longer."""

from benchmarks.durability.crowds import LoadOutput, run_and_kill_one, run_undisturbed
from benchmarks.durability.findings import DurabilityFindings, find_damage

CHANGES = 200
TIMEOUT = 60.0  # not the 2 s of the product: on a busy machine, fifty people would sometimes wait longer
CLEAN = {"lost": 0, "doubled": 0, "broken": 0, "wrong": 0, "errors": 0}


def unclean(findings: DurabilityFindings, output: LoadOutput) -> dict[str, object]:
    """The findings that should be 0 and are not, with the errors that were reported."""
    errors = sorted({line["error"] for line in output.lines if "error" in line})
    return {name: (value, errors) for name, value in findings._asdict().items() if CLEAN.get(name, value) != value}


def test_nothing_is_lost_or_doubled_while_fifty_people_change_one_search(database_url: str):
    output = run_undisturbed(database_url, "T1", CHANGES, TIMEOUT)
    findings = find_damage(database_url, "T1", output)
    assert unclean(findings, output) == {}
    assert (findings.acknowledged, findings.unacknowledged) == (CHANGES, 0)
    assert findings.changes >= CHANGES


def test_everything_acknowledged_is_there_after_a_process_was_killed(database_url: str):
    output = run_and_kill_one(database_url, "T1", CHANGES, TIMEOUT)
    findings = find_damage(database_url, "T1", output)
    assert unclean(findings, output) == {}
    assert findings.acknowledged >= CHANGES
