"""The models of language.yml, how people talk, and of knowledge.yml, the settings of a folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.knowledge.field_types import Line, Word
from bot.knowledge.models import KnowledgeModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(KnowledgeModel):
    """The phrases and word lists from which free text is understood.

    In `ways` and `cues`, `@` matches a role; in `cues`, `*` matches up to four words of any kind. Articles may be left
    out.
    """

    cues: Mapping[Word, tuple[Line, ...]] = field(default_factory=dict)
    """Name of a cue (`pay`, `dismissing`, `burning`, `who_is`, `a_hire`, `our_hires`, `progress`, `again`) to its
    phrases."""
    functions: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)
    """Role id to the words for its function: "marketing" after "chief" names the CMO."""
    contexts: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)
    """Role id to the words that, near an ambiguous abbreviation, select this role."""
    words: Mapping[Word, tuple[Word, ...]] = field(default_factory=dict)
    """Named word lists: fillers, plain words, near roles, connectors, phrases in which an abbreviation is no role."""
    phrases: Mapping[Word, tuple[Line, ...]] = field(default_factory=dict)
    """Kind of question, as for `ways`, to turns of phrase that give it away. Only the models learn from them."""
    ways: Mapping[Word, tuple[Line, ...]] = field(default_factory=dict)
    """Kind of question, such as `role/metrics` or `several/which_first`, to ways of asking it. They are understood word
    for word at once, and similar wordings after `python -m training`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(KnowledgeModel):
    """The settings of a knowledge folder, in its knowledge.yml."""

    standalone: bool = False
    """True: used alone, not as an overlay on the knowledge that comes with Rolecall."""
    sourced: bool = False
    """True: every fact needs a source. Otherwise the facts are marked as the company's own."""
    order: tuple[Word, ...] = ()
    """Role ids in the order in which they are listed. Roles that are not named here follow by title."""
