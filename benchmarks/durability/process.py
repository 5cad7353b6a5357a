"""A process full of people.

`python -m benchmarks.durability.process URL TEAM NAME PEOPLE CHANGES` prints a line of JSON for everything that was
acknowledged, as soon as it was: the act, how many changes it made, and how many seconds it took. Whatever went wrong is
printed as well. Each person stops after so many acknowledged acts.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.durability.crowd import LoadGenerator

if __name__ == "__main__":
    url, team, name = sys.argv[1:4]
    people, changes = map(int, sys.argv[4:6])
    crowd = LoadGenerator(url, team, name)
    with ThreadPoolExecutor(people) as pool:
        list(pool.map(crowd.person, range(people), [changes] * people))
