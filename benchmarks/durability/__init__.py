"""Fifty people in two processes change one search at the same time, and one process is killed: is anything lost?

`python -m benchmarks durability [--changes 10000]`, on SQLite and on PostgreSQL.
"""

import argparse

from benchmarks.databases import postgresql, sqlite
from benchmarks.durability.crowds import PEOPLE, PROCESSES, at_work, killed
from benchmarks.durability.findings import DurabilityFindings, found

CHANGES = 10_000


def main() -> None:
    """Print what was found on each database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks durability", description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES, help="acknowledged changes in all")
    wanted = parser.parse_args().changes
    print(f"{PROCESSES} processes of {PEOPLE} people each on one search; in the second run one process is killed")
    print(f"{'':12}{'':10}" + "".join(f"{name.replace('_', ' '):>16}" for name in DurabilityFindings._fields))
    for name, database in (("sqlite", sqlite), ("postgresql", postgresql)):
        with database() as url:
            for run, crowds in (("calm", at_work), ("kill -9", killed)):
                told = crowds(url, run, wanted)
                _print(name, run, found(url, run, told))
                for error in sorted({line["error"] for line in told.lines if "error" in line})[:3]:
                    print(f"  {error}")


def _print(database: str, run: str, findings: DurabilityFindings) -> None:
    print(f"{database:12}{run:10}" + "".join(f"{value:16.5g}" for value in findings), flush=True)
