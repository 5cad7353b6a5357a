"""Fifty people in two processes change one search at once, also while one process is killed: is anything lost?

`python -m benchmarks durability [--changes 10000]`, on SQLite and on PostgreSQL.
"""

import argparse

from benchmarks.databases import postgresql, sqlite
from benchmarks.durability.crowds import PEOPLE, PROCESSES, run_and_kill_one, run_undisturbed
from benchmarks.durability.findings import DurabilityFindings, find_damage

CHANGES = 10_000


def main() -> None:
    """Print the findings on each database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks durability", description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES, help="acknowledged changes in all")
    wanted = parser.parse_args().changes
    print(f"{PROCESSES} processes of {PEOPLE} people each on one search; in the second run, one process is killed")
    print(f"{'':12}{'':12}" + "".join(f"{name:>15}" for name in DurabilityFindings._fields))
    for name, database in (("sqlite", sqlite), ("postgresql", postgresql)):
        with database() as url:
            for run, generate in (("undisturbed", run_undisturbed), ("kill -9", run_and_kill_one)):
                output = generate(url, run, wanted)
                _print(name, run, find_damage(url, run, output))
                for error in sorted({line["error"] for line in output.lines if "error" in line})[:3]:
                    print(f"  {error}")


def _print(database: str, run: str, findings: DurabilityFindings) -> None:
    print(f"{database:12}{run:12}" + "".join(f"{value:15.5g}" for value in findings), flush=True)
