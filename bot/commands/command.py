"""A command after `/hiring`, as a value, and what can be wrong with it."""

import re
from typing import Literal, NamedTuple

SLASH_COMMAND = "/hiring"
"""The slash command, as the manifest registers it with Slack."""
ProblemKind = Literal[
    "unknown_verb",  # the first word is no verb; `suggestions` are similar verbs
    "no_number",  # which item? `words` is what was typed where a number was expected, if anything
    "bad_number",  # no item can have this number: 0, or one with too many digits
    "backwards",  # a range such as 9-7
    "too_many",  # a range over more items than a search can have
    "which_numbers",  # an item, or part of the text after it? `suggestions` are both ways to write it
    "no_person",  # `words` is what was typed where a person was expected, if anything
    "group",  # a user group, or @here: an item has one person
    "raw_name",  # an @name that Slack did not turn into a mention
    "several_people",
    "no_date",  # `words` is what was typed where a date was expected, if anything
    "no_reason",
    "no_text",  # a note, an item or a new name without text
    "no_role",
    "unknown_role",  # `words` names no known role; `suggestions` are the ids of similar roles
    "which_role",  # an abbreviation that several roles share: the candidates are on the command
    "several_roles",  # one search is for one role; those named are on the command
    "no_outcome",  # closed how: hired or cancelled?
    "no_setting",  # on or off?
    "which_reminders",  # those of an item, or the weekly summary?
    "people",  # people to be added, rather than an item
    "no_guest_access",  # what may guests do?
    "no_step",  # what is to be recorded about the finalist? `words` is what was typed instead
    "no_finalist",  # which finalist? `words` is what was typed where a letter was expected, if anything
    "unknown_format",  # not one of those of an export
    # Doubts about what was typed as a whole. `words` is the part in doubt, `suggestions` the commands that may be meant
    "question",
    "negation",
    "condition",
    "plan",
    "report",  # about another person, or about something else
    "hedge",  # `almost done`
    "choice",  # `3 or 4`
    "unexplained",  # some of the words are neither an argument nor a note
    "text_or_command",  # do the words belong to the note, or are they a command of their own?
]


class CommandProblem(NamedTuple):
    """Why a command can't be carried out as it is.

    `words` are the words in question as typed, unescaped and of any length. `suggestions` are what may have been meant,
    most similar first: verbs, or role ids for `unknown_role`; for `which_numbers`, what to type after the verb and the
    search.
    """

    kind: ProblemKind
    words: str = ""
    suggestions: tuple[str, ...] = ()


_NAME_SEPARATOR = re.compile(r"(?:\b(?:to|as)|[:=>\u2192])\W*$", re.IGNORECASE)


FileFormat = Literal["csv", "md", "ics"]
"""The formats of an export: spreadsheet, text, calendar."""


class Command(NamedTuple):
    """A command as understood. Fields that the verb doesn't use are empty.

    - `verb`: its name in the catalogue, or `empty` or `unknown`.
    - `search`: the short name of a search as searches are named: `cro2` in `done CRO-2 3`, `vp_sales` in
      `status VP Sales`; for `status` and similar verbs also any other words, in lower case. Whether there is such a
      search is for the caller to find out; if there isn't, `parser.without_search` reads the word as text.
    - `numbers`: of items, each once, in the order typed. A command about one item may still carry several.
    - `person`: a Slack user id, `me`, or `nobody`; for `items` whose they are, None for everyone's.
    - `roles`: ids, in the order named. With the problem `which_role`, `shared_abbreviation` is the abbreviation and
      `candidates` are the ids that it may stand for.
    - `filter`: for `items`, `mine`, `overdue`, `open`, `all`, a state, or the words of a phase in lower case; for
      `add`, the words of a phase; for verbs about a finalist, the letter.
    - `step`: what is recorded about a finalist: consent, references, check or withdrew.
    - `when`: the words of a date as typed, for `read_date`; `none` to remove the date. With `assign` and `add`, the
      due date named along with them.
    - `text`: the note, link, reason, title or name, as typed except for Slack's markup, unescaped.
    - `argument_text`: everything after the verb, as typed except for Slack's markup. In it and in `text`, people who
      are mentioned are named: `@ana`.
    - `format`: of an export; `outcome`: of a closed search; `enabled`: of the weekly summary; None if not given.
    - `confirmed`: the person was asked whether to go on, and wants to.
    - `parts`: the commands that a message with the verb `several` consists of, in order.
    - `problem`: what is missing or can't be understood; then nothing may be changed. None if nothing is.
    """

    verb: str
    search: str | None = None
    numbers: tuple[int, ...] = ()
    person: str | None = None
    roles: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    shared_abbreviation: str = ""
    filter: str = ""
    step: str = ""
    when: str = ""
    text: str = ""
    argument_text: str = ""
    format: FileFormat | None = None
    outcome: Literal["hired", "cancelled"] | None = None
    enabled: bool | None = None
    confirmed: bool = False
    problem: CommandProblem | None = None
    parts: tuple["Command", ...] = ()

    @property
    def number(self) -> int:
        """The first number, 0 if there is none."""
        return self.numbers[0] if self.numbers else 0

    @property
    def has_explicit_search(self) -> bool:
        """Whether the short name is separated from the new name in `rename`, by a `to` or the like."""
        before = self.argument_text.removesuffix(self.text)
        return not before or (bool(self.text) and before == self.argument_text) or bool(_NAME_SEPARATOR.search(before))
