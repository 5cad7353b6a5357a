"""Templates of new knowledge files. Values to fill in start with TODO, and `rolecall check` lists what remains."""

import re
from pathlib import PurePosixPath

from bot.errors import UsageError

_ROLE = """\
# yaml-language-server: $schema=../schema/role.schema.json
# The README of the knowledge explains every key. Fill in every TODO, then run `rolecall check`.

id: {id}
title: TODO the full title, such as Chief Growth Officer
short: TODO the heading of its table column, such as CGO
level: c_level  # or vp, or staff
summary: TODO the role in one sentence
reviewed: "TODO this month, such as 2026-11"
abbreviations: []  # in capitals; matched exactly
# ambiguous: []  # those of them that another role has as well
names: []  # other titles for the same role
misspellings: []
topics:  # any of the ids in topics.yml; leave out what you have no source for
  focus:
    brief: TODO the focus in one line, without a full stop
    facts:
      - text: TODO a full sentence about the focus.
        sources: [TODO]  # ids from sources.yml
  metrics:
    brief: TODO how success is measured, in one line
    facts:
      - text: TODO a full sentence about the metrics.
        sources: [TODO]
        # basis: inference  # where no source says so itself
        # figure: {{year: "2025", of: who was counted, measure: share}}  # for every number
"""

_PAIR = """\
# yaml-language-server: $schema=../schema/pair.schema.json
# The README of the knowledge explains every key. Fill in every TODO, then run `rolecall check`.

roles: [{one}, {other}]
headline: TODO the difference between the two in one sentence
reviewed: "TODO this month, such as 2026-11"
differences:
  - title: TODO what they differ in
    topic: focus  # its row in the comparison; leave it out if it belongs to none
    sides:
      {one}: TODO what is true of the first
      {other}: TODO what is true of the second
    sources: [TODO]  # ids from sources.yml
similarities:
  - title: TODO what they share
    text: TODO a full sentence about it.
    sources: [TODO]
which_first:
  - text: TODO a full sentence on which to hire first.
    sources: [TODO]
# importance, both_or_one, collaboration and decides take facts in the same way.
"""

_FAQ = """\
# yaml-language-server: $schema=../schema/faq.schema.json
# The README of the knowledge explains every key. Fill in every TODO, then run `rolecall check`.

entries:
  - id: {id}
    ask:  # the first is the heading of the card, the others are further phrasings
      - TODO the question as you would write it
      - TODO the question in other words
    answer:
      - text: TODO a full sentence that answers it.
        sources: [TODO]  # ids from sources.yml
    roles: []  # ids of the roles it is about
    reviewed: "TODO this month, such as 2026-11"
"""

_CHECKLIST = """\
# yaml-language-server: $schema=../schema/checklist.schema.json
# The README of the knowledge explains every key. Fill in every TODO, then run `rolecall check`.

items:  # what the hire of this role adds to executive.yml
  - key: TODO {id}_ and a word or two in small letters, which stays for ever
    phase: mandate  # or any other of those in executive.yml
    title: TODO what to do, as an order
    done: TODO how one can tell that it is done
    owner: CEO
    due: -165  # days from the first day at work; negative is before it
    takes: 3  # calendar days
    basis: suggestion  # or source, or inference: where the days and the owner come from
    # evidence: what has to be shown to close it, if anything
    needs: [scorecard]  # keys of the items that come first
    cautions: []  # ids of the cautions to heed
    roles: [{id}]
    sources: [TODO]  # ids from sources.yml
"""

_STARTERS = {
    "role": ("roles", _ROLE),
    "pair": ("pairs", _PAIR),
    "faq": ("faq", _FAQ),
    "checklist": ("checklists", _CHECKLIST),
}
_ID = re.compile(r"[a-z][a-z0-9_]*")


def starter_text(kind: str, name: str) -> str:
    """Return the text of a new file.

    `kind` is `role`, `pair`, `faq` or `checklist`; `name` is an id, or for a pair two ids joined by `-`.
    Raises UsageError for any other kind, and for a name that is not an id.
    """
    parts = name.split("-")
    _require(kind, parts)
    return _STARTERS[kind][1].format(id=name, one=parts[0], other=parts[-1])


def starter_path(kind: str, name: str) -> PurePosixPath:
    """Return where the file belongs in a knowledge folder, such as `roles/cgo.yml`. Raises as `starter_text` does."""
    _require(kind, name.split("-"))
    return PurePosixPath(_STARTERS[kind][0], f"{name}.yml")


def _require(kind: str, parts: list[str]) -> None:
    if kind not in _STARTERS:
        raise UsageError(f'There is no template for "{kind}".', f"Name one of {', '.join(_STARTERS)}.")
    wanted = 2 if kind == "pair" else 1
    if len(set(parts)) != wanted or len(parts) != wanted or not all(map(_ID.fullmatch, parts)):
        example = "two role ids, such as cmo-cro" if kind == "pair" else "lower-case letters, digits and _, such as cgo"
        raise UsageError(f'"{"-".join(parts)}" cannot be the id of a {kind}.', f"Use {example}.")
