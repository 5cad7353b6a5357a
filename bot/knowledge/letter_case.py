"""Adapts the first letter of names and cells of the knowledge to the place in a sentence."""


def as_phrase(text: str) -> str:
    """Return a phrase to use inside a sentence: without a full stop, and in lower case unless it is an abbreviation.

    >>> as_phrase("Marketing strategy."), as_phrase("P&L"), as_phrase("Chief of Staff")
    ('marketing strategy', 'P&L', 'Chief of Staff')
    """
    # A capital or a sign after the first letter means an abbreviation (AI, P&L), which keeps its case; so does a title.
    is_word = (text[1:2].islower() or text[1:2] == " ") and not text.startswith("Chief ")
    return ((text[:1].lower() if is_word else text[:1]) + text[1:]).rstrip(".")
