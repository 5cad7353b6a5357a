"""The entries of the knowledge that an answer comes from, by the keys under which they are reviewed."""

from bot.answers.models import KIT_ONLY
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.reviewed_entries import pair_key
from bot.understanding.intents import KIT, Intent


def entries_behind(intent: Intent, base: KnowledgeBase) -> tuple[str, ...]:
    """Return the keys of the entries, the one that is most particularly about the question first.

    >>> from bot.knowledge.loader import load
    >>> entries_behind(Intent("compare", ("cro", "cmo")), load())
    ('pair:cmo-cro', 'role:cro', 'role:cmo')
    """
    if intent.kind == "faq":
        return (f"faq:{intent.subject}",)
    if intent.kind == "who_owns":
        return (f"thing:{intent.subject}",)
    pair = base.get_pair(*intent.roles) if len(intent.roles) == 2 else None  # noqa: PLR2004  two roles make a pair
    kits = intent.roles if intent.subject == KIT or intent.topic in KIT_ONLY else ()
    return (
        *((pair_key(pair),) if pair else ()),
        *(f"kit:{role}" for role in kits),
        *(f"role:{role}" for role in intent.roles),
    )
