"""Templates of new knowledge files. Values to fill in start with TODO, and `rolecall check` lists what remains."""

import json
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from bot.errors import UsageError

_ROLE = """\
# yaml-language-server: $schema=../schema/role.schema.json
# The field guide, knowledge/README.md, explains every key. Fill in every TODO, then run `rolecall check`.

id: {id}
title: TODO the full title, such as Chief Growth Officer
short: TODO the heading of its table column, such as CGO
level: c_level  # or vp, or staff
summary: TODO the role in one sentence of at most 30 words
reviewed: "TODO this month, such as 2026-11"
abbreviations: []  # in capitals; matched exactly
# ambiguous: []  # abbreviations that another role has too
names: []  # other titles for the same role
misspellings: []
# The next three make the sentences of comparisons: "The CGO is accountable for ...", "Hire a CGO when ...".
accountable_for: TODO what the role is accountable for, in 3 to 9 words, without a full stop
hire_when: TODO when a company needs one, in 5 to 12 words, without a full stop
hired_at: TODO founding, seed, series_a, series_b, series_c or late
# by_stage:  # what to do about the role at a stage, as a sentence that fits after "At Series A,"
#   series_a: {{text: A VP is enough., sources: [TODO]}}
topics:  # any of the ids in topics.yml; leave out what you have no source for
  focus:
    brief: TODO the focus in at most 12 words, without a full stop
    answer:  # opens the card: one sentence that names the role and makes sense alone
      text: TODO what the role focuses on, in one sentence of at most 30 words.
      sources: [TODO]  # ids from sources.yml
    facts:  # what decides it, the most useful first
      - text: TODO a full sentence about the focus.
        sources: [TODO]
  metrics:
    brief: TODO how success is measured, in at most 12 words
    answer:
      text: TODO how success in the role is measured, in one sentence of at most 30 words.
      sources: [TODO]
    facts:
      - text: TODO a full sentence about the metrics.
        sources: [TODO]
        # basis: inference  # if you conclude it from the sources
        # figure: {{year: "2025", of: who was counted, measure: share}}  # for every number
"""

_KIT = """\
# yaml-language-server: $schema=../schema/kit.schema.json
# The field guide, knowledge/README.md, explains every key. Fill in every TODO, then run `rolecall check`.

role: {id}
reviewed: "TODO this month, such as 2026-11"
topics:  # any of the ids in topics.yml; leave out what you have no source for
  first_90_days:
    brief: TODO the first 90 days in at most 12 words
    answer:  # opens the card: one sentence that names the role and makes sense alone
      text: TODO what the role should have done by day 90, in one sentence of at most 30 words.
      sources: [TODO]  # ids from sources.yml
      # basis: suggestion  # if it's your own advice, built from the sources
    facts:
      - label: TODO a phase, such as Before day 1
        text: TODO what to do in it, in a full sentence.
        sources: [TODO]
  interview:
    brief: TODO what to find out, in at most 12 words
    answer:
      text: TODO what to ask a candidate for the role, in one sentence of at most 30 words.
      sources: [TODO]
    facts:
      - label: TODO the question
        text: "TODO what a good answer has, and what a weak one has, such as Good: ... Weak: ..."
        sources: [TODO]
  # On a topic that the role's own file has, give `facts` only; they are added to those of the role.
  # The other topics of a kit: red_flags job_description background team budget pay equity metrics
"""

_FIGURE = """\
# yaml-language-server: $schema=schema/figures.schema.json
# The field guide, knowledge/README.md, explains every key. Fill in every TODO, then run `rolecall check`.
# Statements refer to the figure by its id: `figure: {id}`.

figures:
  - id: {id}
    value: TODO the number with its unit, such as 4.1 years
    what: TODO what it measures, such as Average time in seat of CMOs
    measure: mean  # or median, share, range, estimate
    of: TODO who was counted, such as S&P 500 CMOs
    # n: how many were counted
    # country: where, if not worldwide
    year: "TODO the edition, such as 2025, or not stated"
    # undated: why the year is not stated, if it isn't
    source: TODO  # an id from sources.yml
    # caveat: what a reader should know before quoting it
    # next_due: "2027-02"  # the month in which the next edition is due
    # superseded_by: the id of the figure that replaces it
"""

_PAIR = """\
# yaml-language-server: $schema=../schema/pair.schema.json
# The field guide, knowledge/README.md, explains every key. Fill in every TODO, then run `rolecall check`.

roles: [{one}, {other}]
headline: TODO the one difference that matters, in one sentence of at most 30 words
reviewed: "TODO this month, such as 2026-11"
differences:
  - title: TODO what they differ in
    topic: focus  # its row in the comparison; leave it out if it belongs to none
    sides:
      {one}: TODO what is true of the first, in at most 12 words
      {other}: TODO what is true of the second, in at most 12 words
    sources: [TODO]  # ids from sources.yml
similarities:
  - title: TODO what they share
    text: TODO a full sentence about it.
    sources: [TODO]
# The first statement of each of the next three opens a card: one sentence of at most 30 words that makes sense alone.
# The answer to a yes/no question begins with Yes, No, Usually, Rarely or "It depends on ...".
importance:
  - text: TODO which of the two ranks higher or matters more.
    sources: [TODO]
both_or_one:
  - text: TODO whether a company needs both.
    sources: [TODO]
which_first:
  - text: TODO which of the two to hire first.
    sources: [TODO]
# collaboration and decides take statements in the same way.
"""

_FAQ = """\
# yaml-language-server: $schema=../schema/faq.schema.json
# The field guide, knowledge/README.md, explains every key. Fill in every TODO, then run `rolecall check`.

entries:
  - id: {id}
    ask:  # the first is the heading of the card, the others are further phrasings
      - TODO the question as you would write it
      - TODO the question in other words
    answer:
      # The first statement opens the card. The answer to a yes/no question begins with Yes, No, Usually, Rarely or
      # "It depends on ...". It has to be right for every phrasing above.
      - text: TODO the answer in one sentence of at most 30 words that makes sense alone.
        sources: [TODO]  # ids from sources.yml
      - text: TODO what decides it, in a full sentence.
        sources: [TODO]
        # basis: inference  # if you conclude it from the sources
        # figure: {{year: "2025", of: who was counted, measure: share}}  # for every number
    roles: []  # ids of the roles it is about
    reviewed: "TODO this month, such as 2026-11"
"""

_FAQ_DRAFT = """\
# yaml-language-server: $schema=../schema/faq.schema.json
# Save it as faq/{id}.yml in your company's folder, write the answer, then run `rolecall check`.

entries:
  - id: {id}
    ask:  # the first is the heading of the card; change it to the question as you would write it
{asks}
    answer:
      # The first statement opens the card, and has to be right for every phrasing above. The answer to a yes/no
      # question begins with Yes, No, Usually, Rarely or "It depends on ...".
      - text:  # the answer in one sentence of at most 30 words that makes sense alone
    roles: []  # ids of the roles it is about
    reviewed: "{month}"
"""

_CHECKLIST = """\
# yaml-language-server: $schema=../schema/checklist.schema.json
# The field guide, knowledge/README.md, explains every key. Fill in every TODO, then run `rolecall check`.

items:  # what this role adds to executive.yml
  - key: TODO {id}_ and a word or two in lower case, permanent
    phase: mandate  # or another phase in executive.yml
    title: TODO what to do, as an instruction
    done: TODO how to tell that it's done
    owner: CEO
    due: -165  # days from the first day at work; negative is before it
    takes: 3  # calendar days
    basis: suggestion  # or source, or inference: the basis of the due date and the owner
    # evidence: the note or link needed to close it, if any
    needs: [scorecard]  # keys of the items that come first
    cautions: []  # ids of the cautions that apply
    roles: [{id}]
    sources: [TODO]  # ids from sources.yml
"""

_THING = """\
# yaml-language-server: $schema=schema/ownership.schema.json
# The field guide, knowledge/README.md, explains every key. Fill in every TODO, then run `rolecall check`.

things:
  - id: {id}
    name: TODO the name of the thing, such as Pricing
    names: []  # other names for it
    answer:  # opens the card: one sentence that makes sense alone
      text: TODO who owns it, in one sentence of at most 30 words.
      sources: [TODO]  # ids from sources.yml
    stakes:  # every role involved, the strongest first
      - role: TODO the id of a role
        part: decides  # or leads, or consulted
        text: TODO what the role does about it, in a full sentence.
        sources: [TODO]
    # differs:  # statements on how companies differ
    reviewed: "TODO this month, such as 2026-11"
"""

_STARTERS = {
    "role": ("roles/{id}.yml", _ROLE),
    "kit": ("kits/{id}.yml", _KIT),
    "pair": ("pairs/{id}.yml", _PAIR),
    "faq": ("faq/{id}.yml", _FAQ),
    "thing": ("ownership.yml", _THING),
    "checklist": ("checklists/{id}.yml", _CHECKLIST),
    "figure": ("figures.yml", _FIGURE),
}
"""Kind to the path of its file and its template."""
_ID = re.compile(r"[a-z][a-z0-9_]*")


def starter_text(kind: str, name: str) -> str:
    """Return the text of a new file.

    `kind` is a key of `_STARTERS`; `name` is an id, for a kit or a checklist the role's, for a pair two joined by `-`.
    Raises UsageError for any other kind, and for a name that is not an id.
    """
    parts = name.split("-")
    _require(kind, parts)
    return _STARTERS[kind][1].format(id=name, one=parts[0], other=parts[-1])


def faq_draft(name: str, phrasings: Sequence[str], month: str) -> str:
    """Return an entry for a company's folder with these ways of asking; its answer is left to be written.

    `name` is the id, `month` the month of the review, such as 2026-11. Raises UsageError for a name that is not an id.
    """
    _require("faq", [name])
    asks = "\n".join(f"      - {json.dumps(each, ensure_ascii=False)}" for each in phrasings)
    return _FAQ_DRAFT.format(id=name, asks=asks, month=month)


def starter_path(kind: str, name: str) -> PurePosixPath:
    """Return where the file belongs in a knowledge folder, such as `roles/cgo.yml`. Raises as `starter_text` does."""
    _require(kind, name.split("-"))
    return PurePosixPath(_STARTERS[kind][0].format(id=name))


def _require(kind: str, parts: list[str]) -> None:
    if kind not in _STARTERS:
        raise UsageError(f'There is no template for "{kind}".', f"Use one of {', '.join(_STARTERS)}.")
    wanted = 2 if kind == "pair" else 1
    if len(set(parts)) != wanted or len(parts) != wanted or not all(map(_ID.fullmatch, parts)):
        example = "two role ids, such as cmo-cro" if kind == "pair" else "lower-case letters, digits and _, such as cgo"
        raise UsageError(f'"{"-".join(parts)}" cannot be the id of a {kind}.', f"Use {example}.")
