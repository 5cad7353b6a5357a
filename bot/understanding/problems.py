"""What keeps an order from being carried out, as a name and the words in question."""

from typing import Literal, NamedTuple

Trouble = Literal[
    "unknown_verb",  # the first word is no command; `near` are the commands it comes near to
    "no_number",  # which item? `words` is what stands where a number was expected, if anything
    "bad_number",  # no item can have this number: 0, or one with too many digits
    "backwards",  # a range such as 9-7
    "too_many",  # a range over more items than a search can have
    "which_numbers",  # an item, or a part of the words behind it? `near` are both ways to write it
    "no_person",  # to whom? `words` is what stands where a person was expected, if anything
    "raw_name",  # an @name that Slack did not turn into a mention
    "several_people",
    "no_date",  # `words` is what stands where a date was expected, if anything
    "no_reason",
    "no_text",  # a note, an item or a new name without words
    "no_role",
    "unknown_role",  # `words` names no role of ours; `near` are the roles it comes near to
    "which_role",  # an abbreviation that several roles share: the candidates are on the order
    "several_roles",  # one search is for one role; those named are on the order
    "no_outcome",  # closed how: hired or cancelled?
    "certain",  # is the whole search to be closed? `near` is what says so
    "no_setting",  # on or off?
    "unknown_format",  # neither csv nor md
]


class Problem(NamedTuple):
    """Why an order cannot be carried out as it stands.

    `words` are the offending words as typed, unescaped and of any length; `near` the verbs, or for `unknown_role` the
    ids of the roles, that may have been meant, nearest first. For `which_numbers` and `certain` they are what to write
    behind the verb and the search.
    """

    kind: Trouble
    words: str = ""
    near: tuple[str, ...] = ()
