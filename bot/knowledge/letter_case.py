"""Adapts names and cells of the knowledge to the place in a sentence: their first letter, and their article."""

from bot.knowledge.models import Thing


def as_phrase(text: str) -> str:
    """Return a phrase to use inside a sentence: without a full stop, and in lower case unless it is an abbreviation.

    >>> as_phrase("Marketing strategy."), as_phrase("P&L"), as_phrase("Chief of Staff")
    ('marketing strategy', 'P&L', 'Chief of Staff')
    """
    # A capital or a sign after the first letter means an abbreviation (AI, P&L), which keeps its case; so does a title.
    is_word = (text[1:2].islower() or text[1:2] == " ") and not text.startswith("Chief ")
    return ((text[:1].lower() if is_word else text[:1]) + text[1:]).rstrip(".")


def ask_for_owner(thing: Thing) -> str:
    """Return the question who owns the thing, without the question mark: "Who owns the marketing budget"."""
    return f"Who owns {'the ' if thing.definite else ''}{as_phrase(thing.name)}"
