"""Evidence: whether a text shows what an item asks for before it can be closed."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from bot.hiring.models import Item
from bot.knowledge.checklists import EvidenceKind

MAX_PROMISE_WORDS = 8
"""A text with more words than this says more than "will follow", whatever it ends with."""
_WORD = re.compile(r"[^\W_]+")
_EMOJI = re.compile(r":[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:(?:will|shall|to) (?:follow|come)|follows|folgt|coming)(?: (?:soon|later|shortly|tomorrow|next week))?$"
)
_FILLER = (
    "please pls plz thanks thank you thx bitte danke ok okay yes done finished ready later soon tomorrow "
    "tbd tba tbc todo pending none nothing n a na not yet trust me i promise"
)
_FILLER_WORDS = frozenset(_FILLER.split())
_LINK = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)]", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:not (?:yet|\w+ed|done|ready|final|given|signed)|noch nicht|pas encore|no (?:one|consent|approval|decision)"
    r"|never|refus(?:ed|es|ing|al)|declin(?:ed|es)|reject(?:ed|s)|object(?:ed|s)|disagree[ds]?|withdr(?:ew|awn)"
    r"|(?:is|are|was|were|has|have|had|do|does|did|wo|ca|could|would)n['\u2019]?t|cannot|abgelehnt|verweigert|refusé"
    r"|draft|unsigned|pending|await(?:s|ed|ing)|waiting|outstanding|missing|postponed|cancell?ed|failed|planned|tb[acd]"
    r"|wants changes|to be (?:\w+ed|done|signed)|will|soon)\b"
)
"""Words that say that something isn't done, or was refused."""
_BODY = re.compile(
    r"\b(?:board|committee|panel|chair(?:man|woman|person)?|directors?|founders?|investors?|counsel|legal|hr"
    r"|works council|search firm|c[a-z]{1,2}o|ch?ro|shareholders?|president|owner)s?\b",
    re.IGNORECASE,
)
_MENTION = re.compile(r"@[\w.-]+")
_ACTING = re.compile(r"\bby ([a-z]{2,})\b|\b([a-z]{2,}) (?:approved|agreed|confirmed|signed|called|checked)\b")
"""A name without a capital letter, next to what the person did."""
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w'\u2019-]+")
_NOT_NAMES = (
    "approved approval agreed agreement signed signature confirmed called checked range offer the on in at a by yes it "
    "we they all was were is has been got be and "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday today yesterday"
)
"""Words that are no names, even with a capital letter."""
_NOT_NAME_WORDS = frozenset(_NOT_NAMES.split())
_FILE = re.compile(
    r"\w\.(?:docx?|xlsx?|pptx?|pdf|md|txt|csv|odt|pages|key|eml|msg)\b|[\"\u201c\u201e\u00ab].{2,}", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"\b(?:minutes|documents?|docs?|files?|folder|page|notes?|record(?:s|ed)?|form|e-?mails?|letter|memo|deck|sheet"
    r"|spreadsheet|pack|report|contract|agreement|resolution|scorecard|plan|log|drive|sharepoint|notion|confluence|wiki"
    r"|docusign|greenhouse|ashby|lever|workday|ats|intranet|system|binder|protokoll|akte|mandate|charter|certificate|brief"
    r"|(?:v|version |rev(?:ision)? ?)\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)


class EvidenceInput(NamedTuple):
    """A text given as evidence, the dates it names, and the date where the person is."""

    text: str
    dates: tuple[date, ...] = ()
    today: date | None = None


class EvidenceProblem(NamedTuple):
    """What is wrong with evidence: nothing was given, kinds are missing, or words or a date are doubtful."""

    missing: tuple[EvidenceKind, ...] = ()
    is_absent: bool = False
    words: str = ""
    future: date | None = None

    @property
    def is_doubt(self) -> bool:
        """Whether the person may confirm the evidence as it is."""
        return not self.is_absent and not self.missing


def is_missing_evidence(item: Item) -> bool:
    """Whether the item asks for evidence and has none."""
    return bool(item.evidence_wanted) and not is_substantive(item.evidence)


def find_evidence_problem(item: Item, given: EvidenceInput) -> EvidenceProblem | None:
    """What is wrong with a text as evidence for the item; None if nothing is.

    An item that asks for evidence needs a text of the kinds that it names. For every item, a text that says that
    something isn't done, or that it happens in the future, is doubtful.
    """
    if item.evidence_wanted and not is_substantive(given.text):
        return EvidenceProblem(is_absent=True)
    if missing := find_missing_kinds(item.evidence_kinds if item.evidence_wanted else (), given):
        return EvidenceProblem(missing)
    if words := find_doubt(given.text):
        return EvidenceProblem(words=words)
    if given.today and (ahead := [day for day in given.dates if day > given.today]):
        return EvidenceProblem(future=min(ahead))
    return None


def find_missing_kinds(kinds: Iterable[EvidenceKind], given: EvidenceInput) -> tuple[EvidenceKind, ...]:
    """Those of the kinds that the text doesn't have."""
    return tuple(kind for kind in kinds if not _has_kind(kind, given))


def find_doubt(text: str) -> str:
    """The words that say that something isn't done, empty if there are none. Web addresses don't count.

    >>> find_doubt("candidate B has refused consent"), find_doubt("the board approved it")
    ('refused', '')
    """
    found = _DOUBT.search(_LINK.sub(" ", text).replace("Will ", "").lower())
    return found.group() if found else ""


def is_substantive(text: str) -> bool:
    """Whether the text shows anything: a promise, a "please" or an emoji doesn't.

    >>> is_substantive("https://example.com/notes"), is_substantive("all three called")
    (True, True)
    >>> is_substantive("will follow"), is_substantive(":tada:")
    (False, False)
    """
    words = _WORD.findall(_EMOJI.sub(" ", text).casefold())
    is_promise = len(words) <= MAX_PROMISE_WORDS and _PROMISE.search(" ".join(words)) is not None
    return not (is_promise or _FILLER_WORDS.issuperset(words))


def _has_kind(kind: EvidenceKind, given: EvidenceInput) -> bool:
    return kind == "text" or _CHECKS[kind](given)


def _has_link(given: EvidenceInput) -> bool:
    return _LINK.search(given.text) is not None


def _has_person(given: EvidenceInput) -> bool:
    """Whether the text names a person or a body: by mention, by name or by role."""
    text = _LINK.sub(" ", given.text)
    acting = (before or after for before, after in _ACTING.findall(text))
    names = {word.casefold() for word in (*_CAPITALISED.findall(text), *acting)}
    return bool(_MENTION.search(text) or _BODY.search(text) or names - _NOT_NAME_WORDS)


def _has_document(given: EvidenceInput) -> bool:
    """Whether the text has a link, the name of a file, or says which document it is."""
    return any(pattern.search(given.text) for pattern in (_LINK, _FILE, _DOCUMENT))


_CHECKS: Mapping[EvidenceKind, Callable[[EvidenceInput], bool]] = {
    "link": _has_link,
    "date": lambda given: bool(given.dates),
    "person": _has_person,
    "document": _has_document,
}
