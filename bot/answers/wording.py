"""Words that every surface uses, so that a fact reads the same in Slack, in a terminal and aloud."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.answers.models import Cell
from bot.knowledge.models import Choice, Fact, Figure, Role, Source, Stake

NOT_COVERED = "Not covered: no good source"
OWN_LABEL = "your company's own"
BASIS_LABELS = {"inference": "our reading", "suggestion": "suggested"}
LEVEL_LABELS = {"c_level": "C-level", "vp": "Vice presidents", "staff": "Staff of the leadership"}
STAKE_LABELS = {"decides": "Decides", "leads": "Leads", "consulted": "Consulted"}


def join_words(words: Sequence[str], last: str = "and") -> str:
    """The words as a list in a sentence.

    >>> join_words(["CMO", "CRO", "CTO"])
    'CMO, CRO and CTO'
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def short_names(roles: Iterable[Role]) -> list[str]:
    """What heads each role's column."""
    return [role.short for role in roles]


def with_article(role: Role) -> str:
    """The role within a sentence: the CMO."""
    return f"the {role.short}"


def as_phrase(text: str) -> str:
    """A phrase to stand inside a sentence: first letter small unless it opens an abbreviation, no full stop.

    >>> as_phrase("Marketing strategy."), as_phrase("AI strategy"), as_phrase("P&L")
    ('marketing strategy', 'AI strategy', 'P&L')
    """
    head = text[:1].lower() if text[1:2].islower() or text[1:2] == " " else text[:1]
    return (head + text[1:]).rstrip(".")


def as_sentence(text: str) -> str:
    """A phrase to stand as a sentence: first letter large, one full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def figure_text(of: Figure) -> str:
    """What a number is a number of.

    >>> figure_text(Figure(year="2025", of="Fortune 500 companies", measure="mean"))
    '2025, Fortune 500 companies, mean'
    """
    year = "year not stated" if of.year == "not stated" else of.year
    return f"{year}, {of.of}, {of.measure}"


def basis_label(statement: Fact | Choice | Stake) -> str:
    """What a reader must know of a statement's weight: own, our reading, suggested; empty where a source says so."""
    return OWN_LABEL if statement.own else BASIS_LABELS.get(statement.basis, "")


def qualifier(fact: Fact) -> str:
    """What stands in brackets after a fact: its standing, and its figure's year, population and kind; may be empty."""
    return "; ".join(filter(None, (basis_label(fact), figure_text(fact.figure) if fact.figure else "")))


def shared_basis_label(facts: Sequence[Fact]) -> str:
    """The standing of a line that sums the facts up: theirs where they all have the same, else empty."""
    first = basis_label(facts[0]) if facts else ""
    return first if first and all(basis_label(fact) == first for fact in facts) else ""


def cell_text(of: Cell) -> str:
    """What one role has in one row, with its standing; says so where it has nothing."""
    if of.text is None:
        return NOT_COVERED
    note = (OWN_LABEL if of.own else "") if of.sources or of.own else shared_basis_label(of.facts)
    return f"{of.text} ({note})" if note else of.text


def month_name(reviewed: str) -> str:
    """A month of review in words.

    >>> month_name("2025-03")
    'March 2025'
    """
    try:
        return f"{date.fromisoformat(f'{reviewed}-01'):%B %Y}"
    except ValueError:
        return reviewed


def verdict(choice: Choice, titles: Mapping[str, str]) -> str:
    """Where a choice points; `titles` gives the name of each role by its id."""
    roles = [titles[role] for role in choice.roles if role in titles]
    match choice.verdict:
        case "role":
            return join_words(roles, "or") or "one of them"
        case "both":
            return join_words(roles) or "both"
        case "neither":
            return f"{join_words(roles, 'or')} for now" if roles else "not yet"
    return "look closer first"


def citation_marks(ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """The numbers of the sources behind a statement, to stand after it; empty where it has none.

    >>> citation_marks(("S1", "A4"), {"S1": 1, "A4": 2})
    ' [1, 2]'
    """
    cited = ", ".join([str(numbers[source]) for source in ids if source in numbers])
    return f" [{cited}]" if cited else ""


def publisher_label(source: Source) -> str:
    """Who says so, with the year where it is known; the title where nobody signed."""
    name = f'"{source.title}"' if source.publisher == "Publisher not stated" else source.publisher
    return f"{name}, {source.year}" if source.year else name


def composed_notice(roles: Sequence[Role]) -> str:
    """What says that no source compared these roles."""
    return f"Composed from the {number_word(len(roles))} profiles, not from a source that compares them."


def same_role_notice(role: Role, beside: Sequence[Role]) -> str:
    """What says that the two names compared are those of one role, and which role of its own stands beside it."""
    said = f"I read both names as one role: {with_article(role)}."
    return f"{said} {as_sentence(f'{with_article(beside[0])} is a role of its own')}" if beside else said


def number_word(number: int) -> str:
    """A small number as a word, a larger one in digits."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)
