"""What must come first: the items that an item waits for."""

import re

from bot.hiring.models import CLOSED, Checklist, Item

MAX_PROMISE_WORDS = 8
"""Words of a text that may be nothing but a promise."""
_WORD = re.compile(r"[^\W_]+")
_EMOJI = re.compile(r":[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:(?:will|shall|to) (?:follow|come)|follows|folgt|coming)(?: (?:soon|later|shortly|tomorrow|next week))?$"
)
_NOTHING = (
    "please pls plz thanks thank you thx bitte danke ok okay yes done finished ready later soon tomorrow tbd tba tbc"
    " todo pending none nothing n a na not yet trust me i promise"
)
_FILLER_WORDS = frozenset(_NOTHING.split())


def find_open_prerequisites(checklist: Checklist, item: Item) -> tuple[Item, ...]:
    """The items that have to be done or skipped before this one; what the search does not have is not waited for."""
    if not item.needs:
        return ()
    found = tuple(each for each in checklist.items if each.key in item.needs and not each.is_closed and not each.gone)
    return Checklist(checklist.search, found).visible_items if len(found) > 1 else found


def find_open_keys(checklist: Checklist) -> frozenset[str]:
    """The keys of everything that is not closed: whatever needs one of them has to wait.

    What somebody added has an empty one, which nothing needs.
    """
    return frozenset([item.key for item in checklist.items if item.state not in CLOSED and not item.gone])


def find_open_dependents(checklist: Checklist, item: Item) -> tuple[Item, ...]:
    """The items that are not closed and wait for this one."""
    if not item.key:
        return ()
    return tuple(each for each in checklist.visible_items if item.key in each.needs and not each.is_closed)


def is_missing_evidence(item: Item, given: str = "") -> bool:
    """Whether the item asks for a note or link that it has not got, and is not `given` now."""
    return bool(item.evidence_wanted) and not any(map(is_substantive, (given, item.evidence, item.note)))


def is_substantive(text: str) -> bool:
    """Whether the text shows anything: a promise, a please or an emoji does not.

    >>> is_substantive("https://example.com/notes"), is_substantive("all three called")
    (True, True)
    >>> is_substantive("will follow"), is_substantive(":tada:")
    (False, False)
    """
    words = _WORD.findall(_EMOJI.sub(" ", text).casefold())
    return not (
        _FILLER_WORDS.issuperset(words) or (len(words) <= MAX_PROMISE_WORDS and _PROMISE.search(" ".join(words)))
    )
