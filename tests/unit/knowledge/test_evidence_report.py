from dataclasses import replace

from samples.answers import base, fact, faq, source

from bot.knowledge.evidence_report import EvidenceCounts, count_evidence, describe_evidence
from bot.knowledge.loader import load
from bot.knowledge.models import Fact, Figure

STRONG, SOLD = source("A1", "A firm", strength="practitioner"), source("V1", "A seller", strength="vendor")
DATED = Figure(year="2025", of="Companies asked", measure="share")


def counts(*facts: Fact) -> EvidenceCounts:
    known = base(entries=[faq("asked", *facts)])
    return count_evidence(replace(known, sources={each.id: each for each in (STRONG, SOLD)}))


def test_citations_are_counted_by_the_strength_of_their_source():
    assert counts(fact("One.", "A1", "V1"), fact("Two.", "V1")).citations == {"practitioner": 1, "vendor": 2}


def test_a_statement_is_weak_if_every_source_of_it_is():
    found = counts(fact("One.", "A1", "V1"), fact("Two.", "V1"), fact("Three.", basis="suggestion"))
    assert (found.weak, found.statements) == (1, 2)


def test_a_figure_without_a_year_is_undated():
    undated = replace(DATED, year="not stated")
    found = counts(fact("It is 4%.", "A1", figure=DATED), fact("It is 5%.", "A1", figure=undated))
    assert (found.undated, found.figures) == (1, 2)


def test_the_counts_are_put_into_words():
    found = counts(fact("One.", "A1"), fact("Two is 4%.", "V1", figure=DATED))
    assert describe_evidence(found) == (
        "2 citations: 0% official, 50% practitioner, 50% vendor, 0% thin",
        "1 of 2 statements cite no official or practitioner source",
        "0 of 1 figures have no year (0%)",
    )


def test_official_and_established_sources_make_up_most_citations_of_the_shipped_knowledge():
    found = count_evidence(load())
    assert found.citations["official"] + found.citations["practitioner"] >= 0.6 * sum(found.citations.values())
    assert "thin" not in found.citations


def test_at_most_a_tenth_of_the_shipped_figures_have_no_year():
    found = count_evidence(load())
    assert found.undated <= 0.1 * found.figures
