"""The answers there are, as frozen values made of what we know. How they look is not their business."""

from dataclasses import dataclass

from bot.knowledge.models import Aspect, Consideration, Fact, Pair, Role, Similarity, Source, Thing, Topic
from bot.understanding.intents import Option, Reason


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role has in one row of a comparison; `text` is None where nothing good is known."""

    role: Role
    text: str | None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One topic across all compared roles, in the order asked."""

    topic: Topic
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more roles side by side, on all topics or on one.

    `pair` is the curated pair where two roles are compared and one exists; without it, and with three or more roles,
    the comparison is composed from the profiles (`composed`).
    """

    roles: tuple[Role, ...]
    topic: Topic | None
    headline: str
    rows: tuple[Row, ...]
    pair: Pair | None
    composed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Similarities:
    """What roles have in common: curated for a pair, or composed from shared traits; may be empty."""

    roles: tuple[Role, ...]
    items: tuple[Similarity, ...]
    composed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RoleProfile:
    """One role on all topics (`topic` None) or on one; `aspect` is None where the topic is not covered."""

    role: Role
    topic: Topic | None
    aspect: Aspect | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A titled list of facts within an answer: a verdict, the case for one side, what differs."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Which matters more, both or one, which first, when the first: what the knowledge says, and what to weigh.

    `question` is the topic id (`importance both_or_one which_first first_hire`); `points` are curated statements,
    `considerations` the decision rules that apply, each with the choices that bear on these roles.
    """

    question: Topic
    roles: tuple[Role, ...]
    headline: str
    points: tuple[Point, ...]
    considerations: tuple[Consideration, ...]
    composed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns a thing: the roles with a stake in it, strongest first; `asked` are roles named in the question."""

    thing: Thing
    asked: tuple[Role, ...]
    roles: tuple[Role, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CuratedAnswer:
    """The answer to a question of the FAQ."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    roles: tuple[Role, ...]
    reviewed: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that can be asked about: the roles, and the topics of a role."""

    roles: tuple[Role, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """How to ask, with examples that work on this knowledge."""

    examples: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question back, with the readings to choose from."""

    about: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class NotKnown:
    """An honest no: why, about which words, and the nearest things that are known."""

    reason: Reason
    about: str
    nearest: tuple[Option, ...]


Answer = (
    Comparison
    | Similarities
    | RoleProfile
    | Advice
    | Ownership
    | CuratedAnswer
    | Directory
    | Help
    | Clarification
    | NotKnown
)
