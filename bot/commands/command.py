"""A command after `/hiring`, as a value."""

import re
from typing import Literal, NamedTuple

from bot.commands.verbs import Verb

ProblemKind = Literal[
    "unknown_verb",  # the first word is no command; `suggestions` are the commands it comes near to
    "no_number",  # which item? `words` is what stands where a number was expected, if anything
    "bad_number",  # no item can have this number: 0, or one with too many digits
    "backwards",  # a range such as 9-7
    "too_many",  # a range over more items than a search can have
    "which_numbers",  # an item, or a part of the words behind it? `suggestions` are both ways to write it
    "no_person",  # to whom? `words` is what stands where a person was expected, if anything
    "raw_name",  # an @name that Slack did not turn into a mention
    "several_people",
    "no_date",  # `words` is what stands where a date was expected, if anything
    "no_reason",
    "no_text",  # a note, an item or a new name without words
    "no_role",
    "unknown_role",  # `words` names no role of ours; `suggestions` are the roles it comes near to
    "which_role",  # an abbreviation that several roles share: the candidates are on the order
    "several_roles",  # one search is for one role; those named are on the order
    "no_outcome",  # closed how: hired or cancelled?
    "certain",  # is the whole search to be closed? `suggestions` is what says so
    "no_setting",  # on or off?
    "unknown_format",  # neither csv nor md
]


class CommandProblem(NamedTuple):
    """Why an order cannot be carried out as it stands.

    `words` are the offending words as typed, unescaped and of any length; `suggestions` the verbs, or for
    `unknown_role` the ids of the roles, that may have been meant, nearest first. For `which_numbers` and `certain` they
    are what to write behind the verb and the search.
    """

    kind: ProblemKind
    words: str = ""
    suggestions: tuple[str, ...] = ()


_NAME_SEPARATOR = re.compile(r"(?:\b(?:to|as)|[:=>\u2192])\W*$", re.IGNORECASE)
FREE_TEXT_VERBS = ("items", "add", "rename")
"""Verbs whose text may begin with a word that looks like a short name."""


class Command(NamedTuple):
    """A command as understood. Fields that the verb has no use for are empty.

    - `verb`: the command by its own name; `override 3 why` is `done` with `override` set.
    - `search`: what stands where the short name of a search may stand, as searches are named: `cro2` in `done CRO-2 3`,
      `vp_sales` in `status VP Sales`, `clo` in `gc status`; of `status` and the like also any other words, in lower
      case. Whether there is such a search is for the caller to find out; where there is none and the verb takes free
      text (`rename`, `add`, `items`), `unsearched()` is the order with that word in it.
    - `numbers`: of items, each once, in the order typed. An order about one item may still carry several.
    - `person`: a Slack user id, `me`, or `nobody`; of `items` whose they are, None where that does not matter.
    - `roles`: ids, in the order named. With the problem `which_role`, `shared_abbreviation` is the abbreviation and
      `candidates` are the ids that it may stand for; read the text again with what was chosen among `meanings`.
    - `filter`: of `items`: `mine`, `overdue`, `open`, `all`, a state, or the words of a phase in lower case; of `add`
      the words of a phase.
    - `when`: the words of a date as typed, for `read_date`; `none` where a date is to be taken away. Of `assign` and
      `add` the day of the items, where one is said along with them.
    - `text`: the note, link, reason, title or name, as typed but for Slack's markup, unescaped.
    - `argument_text`: everything after the verb, as typed but for Slack's markup. In it and in `text`, people mentioned
      are named: `@ana`.
    - `format`: of an export, `outcome`: of a closed search, `enabled`: of the weekly summary; None where not said.
    - `problem`: what is missing or cannot be understood; then nothing may be changed. None where all is there.
    """

    verb: Verb
    search: str | None = None
    numbers: tuple[int, ...] = ()
    person: str | None = None
    roles: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    shared_abbreviation: str = ""
    filter: str = ""
    when: str = ""
    text: str = ""
    argument_text: str = ""
    format: Literal["csv", "md"] | None = None
    outcome: Literal["hired", "cancelled"] | None = None
    enabled: bool | None = None
    override: bool = False
    problem: CommandProblem | None = None

    @property
    def number(self) -> int:
        """The first number, 0 where there is none: of an order about one item."""
        return self.numbers[0] if self.numbers else 0

    @property
    def has_explicit_search(self) -> bool:
        """Of `rename`: whether the short name of the search is set off from the new name, by a `to` or the like."""
        before = self.argument_text.removesuffix(self.text)
        return not before or (bool(self.text) and before == self.argument_text) or bool(_NAME_SEPARATOR.search(before))

    def without_search(self) -> "Command":
        """The same order where its `search` is no short name: read as a part of the text that the verb takes."""
        if self.search is None or self.verb not in FREE_TEXT_VERBS:
            return self
        if self.verb == "items":
            return self._replace(search=None, filter=self.argument_text.casefold())
        begun, title, _ = self.argument_text.partition(self.text) if self.when else (self.argument_text, "", "")
        return self._replace(search=None, text=f"{begun}{title}", problem=None)
