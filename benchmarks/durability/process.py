"""A process full of people.

`python -m benchmarks.durability.process URL TEAM NAME PEOPLE CHANGES TIMEOUT` prints a line of JSON for each try, as
soon as it has ended: the id of the history entry and the number of changes in it, or the error, and the seconds that it
took. Each person stops after this many acknowledged entries. A change that waits for the database for more than TIMEOUT
seconds fails.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.durability.crowd import LoadGenerator
from bot.storage import engine

if __name__ == "__main__":
    url, team, name = sys.argv[1:4]
    people, changes = map(int, sys.argv[4:6])
    engine.DATABASE_TIMEOUT = float(sys.argv[6])
    generator = LoadGenerator(url, team, name)
    with ThreadPoolExecutor(people) as pool:
        list(pool.map(generator.run_person, range(people), [changes] * people))
