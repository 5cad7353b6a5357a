"""Wording shared by cards, plain text and the terminal, so that a fact reads the same everywhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from textwrap import shorten

from bot.answers.models import Cell
from bot.knowledge.considerations import Choice
from bot.knowledge.models import Fact, Figure, Role, Source, Stake, Topic
from bot.understanding.intents import Reason

NOT_COVERED = "Not covered: no good source"
OWN_LABEL = "your company's own"
DISPUTED = "disputed"
MEASURE_WORDS = {"mean": "average", "median": "median", "estimate": "estimate"}
"""Kind of figure to the word for it. A share or a range is plain from the text."""
BASIS_LABELS = {"inference": "our reading", "suggestion": "suggested"}
SUGGESTIONS_NOTICE = "Suggestions here are ours, built from the sources named."
LEVEL_LABELS = {"c_level": "C-level", "vp": "Vice presidents", "staff": "Leadership staff"}
LEVEL_NOUNS = {"c_level": "C-level executives", "vp": "vice presidents", "staff": "leadership staff"}
MAX_PUBLISHERS = 8
"""How many publishers an overview lists. Chosen by hand."""
MAX_TITLE = 40
"""Characters of a source's title on a card. Chosen by hand."""
UNSTATED = "Publisher not stated"
DEFAULT_KINDS = {"official": "official", "practitioner": "opinion", "vendor": "opinion", "thin": "opinion"}
"""Strength of a source without a kind to the mark it gets."""
STAKE_LABELS = {"decides": "Decides", "leads": "Leads", "consulted": "Consulted"}
REFUSALS: dict[Reason, str] = {
    "thanks": "You're welcome.",
    "nothing_said": "Ask me about an executive role, or about two of them side by side.",
    "not_our_subject": "That's not something I know. I answer questions about executive roles and hiring for them.",
    "unknown_role": "I don't cover {} yet. I know executive roles and the VPs next to them.",
    "other_sense": "I read that as {}, and I only know the executive role.",
    "a_person": "I know roles, not the people in them, so I can't comment on individuals.",
    "below_executive": "I cover executive roles and the VPs next to them; {} isn't one of them.",
    "needs_roles": "Which roles do you mean? Name one, or two to compare, such as CMO and CRO.",
    "not_covered": "I don't have a good source on that, so I won't guess.",
    "running_hire": "The search card shows progress, next steps and what's late: `/hiring status{}`.",
    "other_language": "I only read English, sorry. Ask me again in English, or pick one of these.",
    "unclear": "I recognise some of this, but not a question I can answer.",
}
"""Reason to the sentence shown. {} is replaced by the words in question, or by the short name of a running hire."""


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Return the words as a list within a sentence.

    >>> join_words(["CMO", "CRO", "CTO"])
    'CMO, CRO and CTO'
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def short_names(roles: Iterable[Role]) -> list[str]:
    """Return the short names of the roles, which are also the headings of their columns."""
    return [role.short for role in roles]


def with_indefinite_article(role: Role) -> str:
    """Return the role as one of its kind: a CMO, an R&D lead."""
    # Short names are spelled out letter by letter, and some letters begin with a vowel sound: an HR lead.
    letters = role.short[:2].isupper()
    vowel = role.short[0] in ("AEFHILMNORSX" if letters else "AEIO")
    return f"{'an' if vowel else 'a'} {role.short}"


def not_covered_text(role: Role, topic: Topic) -> str:
    """Return the sentence for a topic that a role's profile does not have."""
    return f"I don't cover “{topic.name}” for {with_article(role)} yet."


def with_article(role: Role) -> str:
    """Return the role as it appears within a sentence: the CMO."""
    return f"the {role.short}"


def as_sentence(text: str) -> str:
    """Return a phrase as a sentence: with a capital first letter and a full stop, unless it ends in a mark already."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def list_items(text: str, separators: str = ",") -> list[str]:
    """Return the items of a list, each with the separator after it. A comma in brackets separates nothing.

    >>> list_items("6.7 years (Fortune 500, 2023), on average")
    ['6.7 years (Fortune 500, 2023),', 'on average']
    """
    return re.split(rf"(?<=[{separators}]) (?![^()]*\))", text)


def figure_text(of: Figure, text: str = "") -> str:
    """Return the year and the population of a number, and its kind unless the text says it already.

    >>> figure_text(Figure(year="2025", of="Fortune 500 companies", measure="mean"), "4.3 years on average")
    '2025, Fortune 500 companies'
    >>> figure_text(Figure(year="not stated", of="technology companies", measure="share"))
    'undated, technology companies'
    """
    year = "undated" if of.year == "not stated" else of.year
    kind = MEASURE_WORDS.get(of.measure, "")
    return ", ".join(filter(None, (year, of.of, "" if kind and kind in text.casefold() else kind)))


def basis_label(statement: Fact | Choice | Stake) -> str:
    """Return the label for a statement that no source makes: own, our reading or suggested; empty if a source does."""
    return OWN_LABEL if statement.own else BASIS_LABELS.get(statement.basis, "")


def is_sourced_suggestion(fact: Fact) -> bool:
    """Return whether the fact is our suggestion, built from sources, of which SUGGESTIONS_NOTICE says so once."""
    return fact.basis == "suggestion" and bool(fact.sources) and not fact.own


def qualifier(fact: Fact, publisher: str = "") -> str:
    """Return what follows a fact in brackets: its basis, what its figure measures, and that it is disputed.

    `publisher` is named before the year of the figure.
    """
    figure = ", ".join(filter(None, (publisher, figure_text(fact.figure, fact.text)))) if fact.figure else ""
    basis = "" if is_sourced_suggestion(fact) else basis_label(fact)
    return "; ".join(filter(None, (basis, figure, DISPUTED if fact.disputed else "")))


def fact_with_note(fact: Fact, sources: Mapping[str, Source]) -> str:
    """Return a fact with the publisher, year and population of its figure in brackets after it.

    `sources` maps ids to sources. Where sources are numbered, use `qualifier` instead.
    """
    note = qualifier(fact, next((sources[each].publisher for each in fact.sources if each in sources), ""))
    return f"{fact.text.rstrip('.')} ({note})." if note else fact.text


def answer_with_note(answer: Fact, sources: Mapping[str, Source]) -> str:
    """Return a short answer as `fact_with_note` does, but without its basis: most short answers sum up several facts.

    That it is a company's own is said.
    """
    return fact_with_note(answer if answer.own else replace(answer, basis="source"), sources)


def shared_basis_label(facts: Sequence[Fact]) -> str:
    """Return the basis label of a line that summarises the facts: theirs if they all have the same, else empty."""
    first = basis_label(facts[0]) if facts and not all(map(is_sourced_suggestion, facts)) else ""
    return first if first and all(basis_label(fact) == first for fact in facts) else ""


def cell_text(of: Cell) -> str:
    """Return the text of a cell with its basis label, or that the topic is not covered."""
    if of.text is None:
        return NOT_COVERED
    note = (OWN_LABEL if of.own else "") if of.sources or of.own else shared_basis_label(of.facts)
    return f"{of.text} ({note})" if note else of.text


def month_name(reviewed: str) -> str:
    """Return a month of review in words; anything but a month is returned unchanged.

    >>> month_name("2025-03")
    'March 2025'
    """
    try:
        return f"{date.fromisoformat(f'{reviewed}-01'):%B %Y}"
    except ValueError:
        return reviewed


def long_date(day: date) -> str:
    """Return a day in words.

    >>> long_date(date(2026, 11, 30))
    '30 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def verdict(choice: Choice, titles: Mapping[str, str]) -> str:
    """Return the decision that a choice supports, in words; `titles` maps role ids to names."""
    roles = [titles[role] for role in choice.roles if role in titles]
    match choice.verdict:
        case "role":
            return join_words(roles, "or") or "one of them"
        case "both":
            return join_words(roles) or "both"
        case "neither":
            return f"{join_words(roles, 'or')} for now" if roles else "not yet"
    return "no effect on its own"


def citation_marks(ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return the numbers of a statement's sources, to put after it; empty if it has none.

    >>> citation_marks(("S1", "A4"), {"S1": 1, "A4": 2})
    ' [1, 2]'
    """
    cited = ", ".join([str(numbers[source]) for source in ids if source in numbers])
    return f" [{cited}]" if cited else ""


def publisher_label(source: Source) -> str:
    """Return the publisher, or the title if the publisher is not stated, with the year, or that it has none."""
    name = f'"{source.title}"' if source.publisher == UNSTATED else source.publisher
    return f"{name}, {source.year or 'undated'}"


def source_label(source: Source) -> str:
    """Return the source by title and publisher, marked as a study or an opinion.

    >>> source_label(Source(id="a", title="Tenure", publisher="Pave", year="2025", strength="vendor", kind="data"))
    'Tenure, Pave, 2025 (data)'
    """
    titled = shorten(source.title, MAX_TITLE, placeholder="…")
    parts = (titled, "" if source.publisher == UNSTATED else source.publisher, source.year or "undated")
    return f"{', '.join(filter(None, parts))} ({source.kind or DEFAULT_KINDS[source.strength]})"


def first_by_publisher(sources: Iterable[Source]) -> dict[str, Source]:
    """Return the label of each publisher with the first of its sources, in the order first cited."""
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(publisher_label(source), source)
    return first


def composed_notice(roles: Sequence[Role]) -> str:
    """Return the notice that no source compares these roles."""
    return f"Put together from the {number_word(len(roles))} role profiles."


def same_role_text(role: Role, related: Sequence[Role]) -> str:
    """Return that both names compared are names of this role, and that the first related role is another."""
    text = f"Those are two names for the same role, {with_article(role)}."
    return f"{text} {as_sentence(f'{with_article(related[0])} is a role of its own')}" if related else text


def number_word(number: int) -> str:
    """Return a number up to ten as a word, a larger one in digits."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)


def refusal_text(reason: Reason, about: str) -> str:
    """Return why there is no answer, quoting the words in question (`about`, unescaped) if there are any."""
    if reason == "running_hire":
        return REFUSALS[reason].format(f" {about}" if about else "")
    unnamed = "something else" if reason == "other_sense" else "that"
    return REFUSALS[reason].format(f"“{about}”" if about else unnamed)


def clarifying_question(about: str, *, is_ambiguous: bool = True) -> str:
    """Return the question to ask back when a text has several readings. `about` is unescaped and may be empty.

    `is_ambiguous` says that the words themselves have several meanings; otherwise something is missing next to them.
    """
    if not about:
        return "Which of these do you mean?"
    if is_ambiguous:
        return f"“{about}” has several meanings: which one?"
    return f"About “{about}”: which of these do you mean?"


def omitted_text(roles: Sequence[Role]) -> str:
    """Return the notice for roles that don't fit side by side."""
    return f"Not shown, because only eight roles fit side by side: {join_words(short_names(roles))}."


def no_stake_text(roles: Sequence[Role]) -> str:
    """Return the text for roles asked about that have no stake in the thing."""
    return f"I have nothing that gives {join_words([with_article(role) for role in roles], 'or')} a part in this."
