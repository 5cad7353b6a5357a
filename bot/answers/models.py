"""The answers there are, as frozen values made of what we know. How they look is not their business.

Every answer knows its `intent`, the question it is the answer to. Answers with evidence also carry `sources` (each
once, in the order first cited) and `stale`: the month, as 2025-03, in which the oldest entry used was last reviewed,
where that is more than a year ago. `follow_ups` are the questions to offer next; `menu` is what to choose from, in
named groups.
"""

from typing import NamedTuple

from bot.knowledge.models import Aspect, Consideration, Fact, Pair, Role, Similarity, Source, Thing, Topic
from bot.understanding.intents import Intent, Option, Reason

Menu = tuple[tuple[str, tuple[Option, ...]], ...]


class Point(NamedTuple):
    """A titled list of facts within an answer: a verdict, the case for one side, what differs."""

    title: str
    facts: tuple[Fact, ...]


class Cell(NamedTuple):
    """What one role has in one row of a comparison; `text` is None where nothing good is known.

    `facts` are the topic in full. `sources` are the ids behind `text` where it is curated for the pair rather than
    taken from the profile; `own` marks such a text as a company's own.
    """

    role: Role
    text: str | None
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    own: bool = False


class Row(NamedTuple):
    """One topic across all compared roles, in the order asked; `topic` is None for a difference outside the topics."""

    topic: Topic | None
    title: str
    cells: tuple[Cell, ...]


class Comparison(NamedTuple):
    """Two or more roles side by side, on all topics, on one, or on their curated differences only.

    `pair` is the curated pair where two roles are compared and one exists; without it, and with three or more roles,
    the comparison is composed from the profiles (`is_composed`). `points` is what is known of the roles together on the
    one topic asked about. `omitted_roles` are roles asked for beyond those that fit side by side. `is_decidable` says
    whether enough is known to decide which of the roles to hire.
    """

    roles: tuple[Role, ...]
    topic: Topic | None
    headline: str
    rows: tuple[Row, ...]
    pair: Pair | None
    is_composed: bool
    sources: tuple[Source, ...]
    points: tuple[Point, ...] = ()
    omitted_roles: tuple[Role, ...] = ()
    is_decidable: bool = False
    stale: str | None = None
    menu: Menu = ()
    follow_ups: tuple[Option, ...] = ()

    @property
    def intent(self) -> Intent:
        """The comparison as asked, without the roles left out."""
        return Intent("compare", _ids(self.roles), self.topic.id if self.topic else None)


class Similarities(NamedTuple):
    """What roles have in common: curated for a pair, or composed from shared traits; may be empty."""

    roles: tuple[Role, ...]
    items: tuple[Similarity, ...]
    is_composed: bool
    sources: tuple[Source, ...]
    stale: str | None = None
    follow_ups: tuple[Option, ...] = ()

    @property
    def intent(self) -> Intent:
        """A comparison on the topic `similarities`."""
        return Intent("compare", _ids(self.roles), "similarities")


class RoleProfile(NamedTuple):
    """One role on all topics (`topic` None: `rows` has one cell each) or on one.

    `aspect` is None on all topics, and where the one topic is not covered. `is_same_role` where two names of the role
    were held against each other; `related_roles` are then the VPs of the same function, which are roles of their own.
    """

    role: Role
    topic: Topic | None
    aspect: Aspect | None
    sources: tuple[Source, ...]
    rows: tuple[Row, ...] = ()
    stale: str | None = None
    menu: Menu = ()
    follow_ups: tuple[Option, ...] = ()
    is_same_role: bool = False
    related_roles: tuple[Role, ...] = ()

    @property
    def intent(self) -> Intent:
        """The question about this one role."""
        return Intent("role", (self.role.id,), self.topic.id if self.topic else None)


class Advice(NamedTuple):
    """Which matters more, both or one, which first, when the first: what the knowledge says, and what to weigh.

    `question` is the topic (`importance both_or_one which_first first_hire`); `headline` says what the answer rests on
    where no source speaks of these roles together, and is empty otherwise; `points` are curated statements,
    `considerations` the decision rules that apply, each with the choices that bear on these roles; `recommended_roles`
    are the roles that the choices name.
    """

    question: Topic
    roles: tuple[Role, ...]
    headline: str
    points: tuple[Point, ...]
    considerations: tuple[Consideration, ...]
    is_composed: bool
    sources: tuple[Source, ...]
    recommended_roles: tuple[Role, ...] = ()
    stale: str | None = None
    follow_ups: tuple[Option, ...] = ()

    @property
    def intent(self) -> Intent:
        """The advice asked for."""
        return Intent("advice", _ids(self.roles), self.question.id)


class Ownership(NamedTuple):
    """Who owns a thing, its stakes strongest first.

    `asked` are the roles named in the question, `roles` those with a stake.
    """

    thing: Thing
    asked: tuple[Role, ...]
    roles: tuple[Role, ...]
    sources: tuple[Source, ...]
    stale: str | None = None
    follow_ups: tuple[Option, ...] = ()

    @property
    def intent(self) -> Intent:
        """Who owns the thing, with the roles asked about."""
        return Intent("who_owns", _ids(self.asked), None, self.thing.id)


class FaqAnswer(NamedTuple):
    """The answer to a question of the FAQ."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    roles: tuple[Role, ...]
    reviewed: str
    sources: tuple[Source, ...]
    stale: str | None = None
    follow_ups: tuple[Option, ...] = ()

    @property
    def intent(self) -> Intent:
        """The curated question."""
        return Intent("faq", subject=self.id)


class Directory(NamedTuple):
    """Everything that can be asked about: the roles, and the topics of a role."""

    roles: tuple[Role, ...]
    topics: tuple[Topic, ...]
    menu: Menu = ()
    follow_ups: tuple[Option, ...] = ()

    @property
    def intent(self) -> Intent:
        """The list of roles."""
        return Intent("directory")


class Help(NamedTuple):
    """How to ask, with examples that work on this knowledge."""

    examples: tuple[Option, ...]

    @property
    def intent(self) -> Intent:
        """The cry for help."""
        return Intent("help")

    @property
    def follow_ups(self) -> tuple[Option, ...]:
        """The examples are what to ask next."""
        return self.examples


class Clarification(NamedTuple):
    """A question back, with the readings to choose from."""

    about: str
    options: tuple[Option, ...]

    @property
    def intent(self) -> Intent:
        """Nothing yet: it takes the choice."""
        return Intent("unknown")

    @property
    def follow_ups(self) -> tuple[Option, ...]:
        """The readings are what to ask next."""
        return self.options


class NotKnown(NamedTuple):
    """An honest no: why, about which words, and the nearest things that are known."""

    reason: Reason
    about: str
    nearest: tuple[Option, ...]

    @property
    def intent(self) -> Intent:
        """Nothing that we can answer."""
        return Intent("unknown")

    @property
    def follow_ups(self) -> tuple[Option, ...]:
        """The nearest things are what to ask next."""
        return self.nearest


Answer = (
    Comparison
    | Similarities
    | RoleProfile
    | Advice
    | Ownership
    | FaqAnswer
    | Directory
    | Help
    | Clarification
    | NotKnown
)


def _ids(roles: tuple[Role, ...]) -> tuple[str, ...]:
    return tuple(role.id for role in roles)
