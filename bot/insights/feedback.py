"""Votes on answers, and when an answer counts as disputed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

VoteReason = Literal["wrong_card", "outdated", "unclear", "missing"]
MAX_REMARK = 300
"""Characters of the sentence that a person may add: enough for one, too few for a document."""
DISPUTED_BY = 2
"""How many people have to dispute an answer before its card says so. One may be mistaken."""


class Vote(NamedTuple):
    """What one person thinks of one answer. `reason` and `remark` are empty unless they said more.

    `answer` is the encoded question; for a question without an answer, it is followed by the message that said so.
    """

    answer: str
    user: str
    is_helpful: bool
    reason: str = ""
    remark: str = ""


class VoteCount(NamedTuple):
    """How many people voted in the same way on an answer."""

    answer: str
    is_helpful: bool
    reason: str
    people: int


class Remark(NamedTuple):
    """What a person wrote about an answer, without the person."""

    answer: str
    text: str


class Tally(NamedTuple):
    """All votes on one answer: for it, against it by reason (empty for none given), and the remarks."""

    answer: str
    helpful: int
    unhelpful: tuple[tuple[str, int], ...]
    remarks: tuple[str, ...] = ()

    @property
    def against(self) -> int:
        """How many people found it unhelpful."""
        return sum(people for _, people in self.unhelpful)

    @property
    def disputes(self) -> int:
        """How many people find fault with its content: who got the wrong card, doesn't dispute what it says."""
        return sum(people for reason, people in self.unhelpful if reason != "wrong_card")

    @property
    def is_disputed(self) -> bool:
        """Whether several people dispute it, and no more find it helpful."""
        return self.disputes >= DISPUTED_BY and self.disputes >= self.helpful


class VoteRepository(Protocol):
    """Stores votes: one for each person and answer, the latest."""

    def save(self, team: str, vote: Vote, now: datetime) -> None:
        """Store the vote in place of the person's earlier one on this answer."""

    def counts(self, team: str | None, now: datetime) -> tuple[VoteCount, ...]:
        """Count the votes of a workspace, or of all of them."""

    def remarks(self, team: str | None, now: datetime) -> tuple[Remark, ...]:
        """Return what people wrote, the newest first."""

    def delete(self, answer: str) -> int:
        """Delete the votes on an answer, since it was revised. Returns how many there were."""


def tally_votes(counts: Iterable[VoteCount], remarks: Iterable[Remark] = ()) -> tuple[Tally, ...]:
    """Return the votes on each answer, the one with the most votes against it first."""
    helpful: Counter[str] = Counter()
    unhelpful: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for each in counts:
        helpful[each.answer] += each.people if each.is_helpful else 0
        if not each.is_helpful:
            unhelpful[each.answer][each.reason] += each.people
    for remark in remarks:
        texts[remark.answer].append(remark.text)
    tallies = [
        Tally(answer, people, tuple(unhelpful[answer].most_common()), tuple(texts[answer]))
        for answer, people in helpful.items()
    ]
    return tuple(sorted(tallies, key=lambda each: (-each.against, each.helpful, each.answer)))


def find_disputed(counts: Iterable[VoteCount]) -> frozenset[str]:
    """Return the answers that several people dispute."""
    return frozenset(each.answer for each in tally_votes(counts) if each.is_disputed)
