"""A small, complete knowledge folder and functions that change it, for the loader tests."""

from dataclasses import fields
from pathlib import Path

from bot.knowledge.assembly import assemble
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import read_folder

CMO = """\
id: cmo
title: Chief Marketing Officer
short: CMO
level: c_level
summary: Leads marketing.
reviewed: "2026-11"
abbreviations: [CMO, CO]
ambiguous: [CO]
names: [head of marketing]
topics:
  metrics:
    brief: Awareness
    facts:
      - text: The CMO is measured on awareness.
        sources: [S1]
"""
CRO = """\
id: cro
title: Chief Revenue Officer
short: CRO
level: c_level
summary: Leads revenue.
reviewed: "2026-11"
abbreviations: [CRO, CO]
ambiguous: [CO]
also_means:
  - short: CRO
    name: conversion rate optimisation
    where: web shops
    cues: [landing page]
topics:
  scope:
    brief: The whole of sales
    facts:
      - text: Sales belong to the CRO.
        sources: [S1]
  metrics:
    brief: Revenue
    facts:
      - text: Revenue grew by 4% under a CRO.
        sources: [S1]
        figure: {year: "2025", of: Companies asked, measure: share}
      - text: Think of a small test first.
        basis: suggestion
"""
KIT = """\
role: cro
reviewed: "2026-11"
topics:
  metrics:
    facts:
      - label: Series A
        text: New revenue counts most.
        sources: [S1]
  scope:
    brief: Sales and success
    facts:
      - text: Renewals belong to the role too.
        sources: [S1]
"""
FIGURES = """\
figures:
  - id: growth_2024
    value: 4%
    what: Growth under a CRO
    measure: mean
    of: Companies asked
    year: "2024"
    source: S1
    superseded_by: growth_2025
  - id: growth_2025
    value: 5%
    what: Growth under a CRO
    measure: mean
    of: Companies asked again
    year: "2025"
    source: S1
    next_due: 2027-02
"""
PAIR = """\
roles: [cmo, cro]
headline: One makes known, the other sells.
reviewed: "2026-11"
differences:
  - title: Metrics
    topic: metrics
    sides:
      cmo: Awareness
      cro: Revenue
    sources: [S1]
similarities:
  - title: Growth
    text: Both want growth.
    sources: [S1]
which_first:
  - text: Revenue comes first.
    sources: [S1]
"""
TOPICS = """\
topics:
  - id: metrics
    name: Metrics
    question: How is success measured?
    of: role
    names: [kpi]
  - id: scope
    name: Scope
    question: How far does it reach?
    of: role
  - id: importance
    name: Importance
    question: Who matters more?
    of: pair
"""
SOURCES = """\
sources:
  - id: S1
    title: A study
    publisher: A publisher
    address: https://example.com/study
    strength: thin
"""
FAQ = """\
entries:
  - id: first_hire
    ask:
      - Whom do we hire first?
      - first hire
    answer:
      - text: It depends on the stage.
        sources: [S1]
    roles: [cmo]
    topic: metrics
    reviewed: "2026-11"
"""
RULES = """\
considerations:
  - id: size
    title: Size
    question: How large is the company?
    text: Size decides what it can pay.
    roles: [cmo, cro]
    sources: [S1]
    reviewed: "2026-11"
    choices:
      - id: small
        label: Small
        verdict: role
        roles: [cro]
        because: One is enough.
        sources: [S1]
      - id: large
        label: Large
        verdict: both
        because: Both can be paid.
        sources: [S1]
        weight: 2
      - id: tiny
        label: Tiny
        verdict: neither
        because: Nobody can be paid.
        sources: [S1]
"""
THINGS = """\
things:
  - id: pricing
    name: Pricing
    names: [prices]
    stakes:
      - role: cro
        part: decides
        text: Sets prices.
        sources: [S1]
      - role: cmo
        part: consulted
        text: Hears customers.
        sources: [S1]
    reviewed: "2026-11"
"""
CHECKLIST = """\
phases:
  - id: need
    name: Need
  - id: mandate
    name: Mandate
    text: What is wanted
cautions:
  - id: records
    text: Keep the records.
    where: [US]
    sources: [S1]
items:
  - key: problem
    phase: need
    title: Name the problem
    done: It is written down.
    owner: CEO
    due: -180
    takes: 7
    basis: suggestion
    sources: [S1]
  - key: scorecard
    phase: mandate
    title: Write the scorecard
    done: It is agreed.
    owner: CEO
    due: -166
    takes: 14
    evidence: A link to it
    needs: [problem]
    cautions: [records]
    sources: [S1]
"""
CRO_ITEMS = """\
items:
  - key: cro_scope
    phase: mandate
    title: Say what the CRO owns
    done: It is ticked.
    owner: CEO
    due: -166
    takes: 3
    basis: suggestion
    needs: [problem]
    roles: [cro]
    sources: [S1]
  - key: cro_renewals
    phase: mandate
    title: Say who owns renewals
    done: It is written.
    owner: CEO + board
    due: -164
    takes: 3
    basis: suggestion
    needs: [cro_scope]
    roles: [cro]
"""
SMALL = {
    "knowledge.yml": "standalone: true\nsourced: true\norder: [cro]\n",
    "roles/cmo.yml": CMO,
    "roles/cro.yml": CRO,
    "pairs/cmo-cro.yml": PAIR,
    "topics.yml": TOPICS,
    "sources.yml": SOURCES,
    "faq/first.yml": FAQ,
    "considerations.yml": RULES,
    "ownership.yml": THINGS,
    "checklists/executive.yml": CHECKLIST,
    "checklists/cro.yml": CRO_ITEMS,
    "language.yml": 'cues:\n  versus: [vs, "@ or @"]\nfunctions:\n  cmo: [marketing]\n',
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files into the folder; the keys are relative paths."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def contents(base: KnowledgeBase) -> dict[str, object]:
    """The fields of the base, for comparisons: a base is equal only to itself."""
    return {field.name: getattr(base, field.name) for field in fields(base)}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The small collection with one passage of one file replaced."""
    text = SMALL.get(name, "")
    if text.count(old) != 1:
        message = f"{old!r} occurs {text.count(old)} times in {name}"
        raise ValueError(message)
    return {**SMALL, name: text.replace(old, new)}


def assembled(*folders: Path) -> tuple[KnowledgeBase, list[str]]:
    """The base assembled from these folders only, and its problems, with file names relative to their folder."""
    base, problems = assemble(read_folder(folder) for folder in folders)
    texts = [str(problem) for problem in problems]
    for folder in folders:
        texts = [text.replace(f"{folder}/", "") for text in texts]
    return base, texts
