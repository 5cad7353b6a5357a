"""The kinds of answers, as frozen values made of entries of the knowledge. They say nothing about presentation.

Every answer has an `intent`, the question that it answers, and `follow_ups`, the questions to offer next. Answers with
evidence also have `short`, the answer in one sentence, `sources` (each once, in the order first cited) and `stale`: the
month, as 2025-03, of the oldest review among the entries used, or None if that is at most a year ago. `menu` holds
further options in named groups.
"""

from typing import NamedTuple

from bot.knowledge.considerations import Consideration
from bot.knowledge.models import Aspect, Difference, Fact, Pair, Role, Similarity, Source, Thing, Topic
from bot.understanding.intents import KIT, Intent, Option, Reason

KIT_TOPICS = (
    *("job_description", "background", "pay", "equity", "team", "budget", "interview", "red_flags", "first_90_days"),
)
"""The topics of a hiring kit: what it takes to hire for a role, and to start well in it."""
KIT_ONLY = frozenset(KIT_TOPICS) - {"interview"}
"""The topics that are left out of a whole profile and of a whole comparison: the kit and the menu have them."""
Menu = tuple[tuple[str, tuple[Option, ...]], ...]
"""Groups of options, each with its label."""


class Point(NamedTuple):
    """A titled list of facts within an answer."""

    title: str
    facts: tuple[Fact, ...]


class Cell(NamedTuple):
    """One role's part of one row of a comparison; `text` is None if the topic is not covered.

    `facts` are the topic in full. If `text` is curated for the pair rather than taken from the profile, `sources` has
    its source ids and `own` says whether it is a company's own.
    """

    role: Role
    text: str | None
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    own: bool = False


class Row(NamedTuple):
    """One topic across all compared roles, in the order asked; `topic` is None for a difference without a topic.

    `difference` is the curated difference whose sides the cells show, if it is one.
    """

    topic: Topic | None
    title: str
    cells: tuple[Cell, ...]
    difference: Difference | None = None


class Comparison(NamedTuple):
    """Two or more roles side by side, on all topics, on one, or on their curated differences only.

    - `pair`: the curated pair, if two roles are compared and they have one.
    - `is_composed`: there is no such pair, so the comparison is composed from the profiles.
    - `points`: the pair's own statements on the one topic asked about.
    - `omitted_roles`: the roles asked for that do not fit side by side.
    - `is_decidable`: whether the considerations support each of the roles, so that they can be weighed for a hire.
    """

    roles: tuple[Role, ...]
    topic: Topic | None
    short: Fact
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
        """The comparison as asked, without the omitted roles."""
        return Intent("compare", _ids(self.roles), self.topic.id if self.topic else None)


class Similarities(NamedTuple):
    """What roles have in common: curated for a pair, or composed from the profiles. `items` may be empty."""

    roles: tuple[Role, ...]
    short: Fact
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
    """One role on all topics (`topic` is None, and `rows` have one cell each) or on one.

    `aspect` is None on all topics, and if the one topic is not covered. `is_kit`: only the topics that it takes to hire
    for the role are in `rows`.
    """

    role: Role
    topic: Topic | None
    short: Fact
    aspect: Aspect | None
    sources: tuple[Source, ...]
    rows: tuple[Row, ...] = ()
    stale: str | None = None
    menu: Menu = ()
    follow_ups: tuple[Option, ...] = ()
    is_kit: bool = False

    @property
    def intent(self) -> Intent:
        """The question about this one role."""
        return Intent("role", (self.role.id,), self.topic.id if self.topic else None, KIT if self.is_kit else None)


class Advice(NamedTuple):
    """An answer to one of the four hiring questions: statements, and considerations to weigh.

    - `question`: the topic, one of `importance both_or_one which_first first_hire`.
    - `points`: the statements. Those curated for the pair begin with the short answer.
    - `considerations`: those that apply, each with the choices that apply to these roles.
    - `recommended_roles`: the roles that the choices name.
    - `taken_in`: the kinds of facts about the company that the answer is for; the first point is then made for them.
    """

    question: Topic
    roles: tuple[Role, ...]
    short: Fact
    points: tuple[Point, ...]
    considerations: tuple[Consideration, ...]
    is_composed: bool
    sources: tuple[Source, ...]
    recommended_roles: tuple[Role, ...] = ()
    stale: str | None = None
    follow_ups: tuple[Option, ...] = ()
    taken_in: tuple[str, ...] = ()

    @property
    def intent(self) -> Intent:
        """The advice asked for."""
        return Intent("advice", _ids(self.roles), self.question.id)


class Ownership(NamedTuple):
    """Who owns a thing, with its stakes strongest first.

    `asked` are the roles named in the question, `roles` are those with a stake.
    """

    thing: Thing
    short: Fact
    asked: tuple[Role, ...]
    roles: tuple[Role, ...]
    sources: tuple[Source, ...]
    stale: str | None = None
    follow_ups: tuple[Option, ...] = ()

    @property
    def intent(self) -> Intent:
        """The question who owns the thing, with the roles asked about."""
        return Intent("who_owns", _ids(self.asked), None, self.thing.id)


class FaqAnswer(NamedTuple):
    """The answer to a question of the FAQ. `facts` follow the short answer."""

    id: str
    title: str
    short: Fact
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
    """How to ask, with examples that the knowledge can answer."""

    examples: tuple[Option, ...]

    @property
    def intent(self) -> Intent:
        """The request for help."""
        return Intent("help")

    @property
    def follow_ups(self) -> tuple[Option, ...]:
        """The examples."""
        return self.examples


class Clarification(NamedTuple):
    """A question back to the person, with the readings to choose from. `about` are the ambiguous words."""

    about: str
    options: tuple[Option, ...]

    @property
    def is_ambiguous(self) -> bool:
        """Whether the words have several meanings, rather than leaving something out."""
        return any(option.meanings for option in self.options)

    @property
    def intent(self) -> Intent:
        """Unknown until the person has chosen."""
        return Intent("unknown")

    @property
    def follow_ups(self) -> tuple[Option, ...]:
        """The readings."""
        return self.options


class NotKnown(NamedTuple):
    """There is no answer: why not, about which words, and the nearest questions that can be answered."""

    reason: Reason
    about: str
    nearest: tuple[Option, ...]

    @property
    def intent(self) -> Intent:
        """Unknown, since nothing was answered."""
        return Intent("unknown")

    @property
    def follow_ups(self) -> tuple[Option, ...]:
        """The nearest questions."""
        return self.nearest


FullAnswer = Comparison | Similarities | RoleProfile | Advice | Ownership | FaqAnswer
"""The kinds with evidence: each has a short answer, sources and a full view."""
Answer = FullAnswer | Directory | Help | Clarification | NotKnown


def _ids(roles: tuple[Role, ...]) -> tuple[str, ...]:
    return tuple(role.id for role in roles)
