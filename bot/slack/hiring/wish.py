"""A search that somebody wants to open, and how a button carries it."""

import json
from typing import NamedTuple


class Wish(NamedTuple):
    """For which role a search is, what it is called, and the words of the day on which the executive should start.

    `another` says that it is wanted although one for the role is open there already.
    """

    role: str
    name: str = ""
    when: str = ""
    another: bool = False

    def encoded(self) -> str:
        """One line that `wish_of` turns back into the wish; fits the value of a button."""
        return json.dumps(self, separators=(",", ":"), ensure_ascii=False)


def wish_of(line: str) -> Wish:
    """The wish on a button: as `encoded` wrote it, or the id of a role alone. Raises ValueError for anything else."""
    if not line.startswith("["):
        return Wish(line)
    match json.loads(line):
        case [str(role), str(name), str(when), bool(another)]:
            return Wish(role, name, when, another)
    raise ValueError(line)
