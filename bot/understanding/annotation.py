"""What was found in a text: the annotation, before anything is concluded."""

from itertools import pairwise
from typing import NamedTuple

from bot.understanding.entities import Entity
from bot.understanding.intents import Meaning
from bot.understanding.normalise import Utterance
from bot.understanding.other_titles import Title

SETTING_APART = frozenset(("vs", "versus", "v", "and", "or", "from", "with", "than", "to"))
"""Words between the two names of one role that someone compares."""


class Annotation(NamedTuple):
    """What was found in a text.

    - `words`: the words, with the spelling of titles corrected.
    - `tokens`: what the classifier sees: words and punctuation, with `@` for each side, `&` for each side that the
      knowledge doesn't hold, and `%` for each bystander.
    - `masked`: the words without fillers, with `@` for each role.
    - `entities`: every mention of a role.
    - `roles`: the roles asked about, each once, in the order named.
    - `ambiguous_entities`: the sides that may mean several roles.
    - `bystanders`: roles that are mentioned without being asked about, such as the writer's own.
    - `titles`: every title that the knowledge doesn't have. `unknown_sides`: those that are asked about.
    - `senses`: abbreviations used in a sense that is not a role, with that sense.
    - `topics`: topics of roles, in the order named.
    - `things`: things that can be owned, the most specific first.
    - `cues`: the names of the cues that the text has.
    - `correction_count`: the number of corrected words.
    - `resolved_abbreviations`: the ambiguous abbreviations that were resolved by their meaning in the channel.
    """

    text: str
    utterance: Utterance
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    masked: tuple[str, ...]
    entities: tuple[Entity, ...]
    roles: tuple[str, ...]
    ambiguous_entities: tuple[Entity, ...]
    bystanders: tuple[str, ...]
    titles: tuple[Title, ...]
    unknown_sides: tuple[Title, ...]
    senses: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    things: tuple[str, ...]
    cues: frozenset[str]
    correction_count: int
    resolved_abbreviations: tuple[Meaning, ...] = ()

    def has(self, *cues: str) -> bool:
        """Return whether the text has any of these cues."""
        return not self.cues.isdisjoint(cues)

    @property
    def side_count(self) -> int:
        """The number of different sides: roles, ambiguous abbreviations, and titles that the knowledge lacks.

        Two names of one role that are set against each other are two sides.
        """
        ambiguous = {mention.shared_abbreviation for mention in self.ambiguous_entities}
        unknown = {title.text for title in self.unknown_sides}
        return len(self.roles) + len(ambiguous) + len(unknown) + self.sets_names_apart

    @property
    def has_two_names(self) -> bool:
        """Whether the text names one role only, by more than one of its names."""
        return len(self.roles) == 1 < len({self.words[m.start : m.end] for m in self.entities})

    @property
    def sets_names_apart(self) -> bool:
        """Whether the text sets two names of one role against each other, as in "head of people vs CHRO"."""
        return self.has_two_names and any(
            one.roles == other.roles == self.roles
            and self.words[one.start : one.end] != self.words[other.start : other.end]
            and SETTING_APART.intersection(self.words[one.end : other.start])
            for one, other in pairwise(self.entities)
        )
